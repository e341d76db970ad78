"""What the solutions have in common on the issues that weigh most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.brief.context import Context
from detente.brief.left_open import Cause

MOST = 3
"""Issues told at most."""

LONG = 60
"""Characters of an option's wording that are told in full."""

LONGEST = 90
"""Characters of an option's wording at most."""

CLAUSE = re.compile(r"[;:](?=\s)|,(?=\s\D)|\s(?=\()")


@dataclass(frozen=True, slots=True)
class Common:
    """An issue that weighs much, and what the solutions name there.

    Attributes:
        title: of the issue.
        option: the option that all solutions name, in short; empty where they differ.
        only: what leaves no other option; empty where others are left, or not known not to be.
    """

    title: str
    option: str
    only: Cause | Literal[""] = ""


def find_common(context: Context, deal: Mapping[str, Any]) -> tuple[Common, ...]:
    """Return the heaviest issues, heaviest first; empty without a solution."""
    packages = picked(deal)
    found = []
    for issue in heaviest(context, deal) if packages else ():
        options = {package[issue] for package in packages}
        same = short(context, issue, *options) if len(options) == 1 else ""
        found.append(Common(context.title(issue), same, context.answers.only.get(issue, "")))
    return tuple(found)


def picked(deal: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Return the package of every solution that has one."""
    solutions = deal.get("solutions", {}).values()
    return [solution["package"] for solution in solutions if solution.get("package")]


def heaviest(context: Context, deal: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the issues with the largest mean weight over the judged parties of the rule.

    Among issues of the same weight those that come first in the case go first; issues without any
    weight are left out.
    """
    used = [p for p, r in deal["parties"].items() if r["role"] is not None and r["judged"]]
    totals = dict.fromkeys(context.case.issues, 0.0)
    for party in used:
        for issue, weight in _weights(context, deal, party).items():
            totals[issue] += weight
    ranked = sorted(totals, key=lambda issue: -round(totals[issue], 9))
    return tuple(issue for issue in ranked[:MOST] if totals[issue] > 0)


def _weights(context: Context, deal: Mapping[str, Any], party: str) -> Mapping[str, float]:
    """Return the weights used; for a party judged by scores the best score of each issue."""
    weights: Mapping[str, float] = deal["judgements"][party]["weights"]
    if weights:
        return weights
    issues = context.case.issues
    tables = context.case.preferences[party].scores
    worths = {i: table.at(issues[i], lambda number: number.mid) for i, table in tables.items()}
    return {issue: max(worth.values()) for issue, worth in worths.items() if worth}


def short(context: Context, issue: str, option: str) -> str:
    """Return an option's wording; of a long one the first clauses that tell it from all others."""
    record = context.case.issues[issue]
    wording = record.label(option)
    if record.scale is not None or len(wording) <= LONG:
        return wording
    others = [record.label(other) for other in record.option_ids if other != option]
    cuts = [match.start() for match in CLAUSE.finditer(wording)]
    told = next((c for c in cuts if not any(o.startswith(wording[:c]) for o in others)), None)
    clauses = wording if told is None else wording[:told]
    return clauses if len(clauses) <= LONGEST else clauses[:LONGEST].rsplit(" ", 1)[0] + " …"
