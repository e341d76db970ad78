"""The published coding of the Ukraine drafts beside the bundled case: how ids became ids."""

from __future__ import annotations

import re
from typing import Any

from detente.case.records import Case

_OTHER_IDS = {
    "donetsk_held": "donetsk",
    "E3_27": "e3-27",
    "ISWLAV": "isw-lav",
    "NPPUT": "np-put",
    "UBNCMP": "ubn-cmp",
}
_JOINT = {"Ukraine/Europe": ("ukraine", "europe"), "Russia/US": ("russia", "us")}
NOT_A_SOURCE = "ANALYST"

COMPOSITE_TERMS: dict[tuple[str, str], tuple[str, ...]] = {
    ("IST22", "forces"): ("c250", "c85"),
    ("EU24", "nato"): ("silent",),
    ("E3_27", "znpp"): (),
    ("P20", "znpp"): ("trilateral", "ua-us"),
    ("IST22", "language"): (),
}
"""Codings in words: the options they leave open, none where only ``other`` can say it."""


def option_id(written: str) -> str:
    """Return the id of an issue or option of the coding as the case has it."""
    return _OTHER_IDS.get(written, written.lower().replace("_", "-"))


def text_id(written: str) -> str:
    """Return the id of a source or draft: lower case, a hyphen before a number."""
    if written in _OTHER_IDS:
        return _OTHER_IDS[written]
    return option_id(re.sub(r"(?<=[A-Z])(?=\d)", "-", written))


def parties(written: str) -> tuple[str, ...]:
    """Return the ids of the parties that a cell of the coding is about."""
    return _JOINT.get(written, (written.lower(),))


def cells(coding: dict[str, Any], kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return ``(issue, row, cell)`` of all drafts or positions of the coding."""
    return [
        (issue["id"], row, cell) for issue in coding["issues"] for row, cell in issue[kind].items()
    ]


def coded(case: Case, draft: str) -> dict[str, frozenset[str]]:
    """Return issue to option set of a draft; an empty set where only ``other`` is given."""
    return {
        issue: frozenset(term.option.of(case.issues[issue]) if term.option else ())
        for issue, term in case.drafts[draft].terms.items()
    }


def agreement(case: Case, first: str, second: str) -> tuple[int, int]:
    """Return how many terms two drafts share, of how many issues both are coded on."""
    one, two = coded(case, first), coded(case, second)
    both = one.keys() & two.keys()
    return sum(bool(one[issue]) and one[issue] == two[issue] for issue in both), len(both)
