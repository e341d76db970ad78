"""What was probably meant by a text that is no number, and how it is written here."""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_SPACE = r"[ \u00a0\u202f]"
_RANGE = re.compile(
    rf"[\[(]?\s*({_NUMBER})\s*(?:-|‐|–|—|−|to|\.{{3,}}|…|:|;|/|~|,\s)\s*({_NUMBER})\s*[\])]?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(rf"[-+]?\d{{1,3}}(?:(?:{_SPACE}|['’])\d{{3}})+(?:[.,]\d+)?")
_GROUPS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA = re.compile(r"[-+]?\d+,\d+")
_UNIT = re.compile(rf"({_NUMBER})\s*(?:%|[^\W\d_].*)")
_POWER = re.compile(rf"{_NUMBER}[eE][-+]?\d+")
_MISSING = frozenset({"-", "–", "—", "?", ".", "na", "n/a", "n.a.", "nan", "null", "none", "nil"})
_ENDLESS = frozenset({"inf", "infinity", "∞"})


def find_meant(text: str, *, ranges: bool = True) -> str:
    """Return what to write instead of a text that is no number; empty where that is not clear.

    Args:
        text: as a cell has it.
        ranges: whether a range may stand there.

    Examples:
        >>> find_meant("40-60")
        'a range is written 40..60'
        >>> find_meant("40-60", ranges=False)
        ''
        >>> find_meant("20,5")
        'a decimal point is written 20.5 where commas separate columns'
    """
    plain = text.strip()
    if _POWER.fullmatch(plain):
        return ""
    found = _RANGE.fullmatch(plain)
    if found:
        low, high = (end.replace(",", ".") for end in found.groups())
        return f"a range is written {low}..{high}" if ranges else ""
    return next((told for reads in _READERS if (told := reads(plain))), "")


def _missing(text: str) -> str:
    if text.casefold() in _MISSING:
        return "leave the actor out if the number is not known"
    return ""


def _endless(text: str) -> str:
    return "it has to be finite" if text.lstrip("+-").casefold() in _ENDLESS else ""


def _formula(text: str) -> str:
    return "save values instead of formulas" if text.startswith(("=", "'=")) else ""


def _thousands(text: str) -> str:
    if not _THOUSANDS.fullmatch(text) and not _GROUPS.fullmatch(text):
        return ""
    if _COMMA.fullmatch(text):
        return (
            f"write {text.replace(',', '')} without a sign between thousands, or "
            f"{text.replace(',', '.')} with a decimal point"
        )
    return "write it without signs between thousands"


def _comma(text: str) -> str:
    if not _COMMA.fullmatch(text):
        return ""
    return f"a decimal point is written {text.replace(',', '.')} where commas separate columns"


def _unit(text: str) -> str:
    return "write the number alone, without a unit" if _UNIT.fullmatch(text) else ""


_READERS: tuple[Callable[[str], str], ...] = (
    _missing,
    _endless,
    _formula,
    _thousands,
    _comma,
    _unit,
)
