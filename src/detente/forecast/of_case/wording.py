"""How ids and days are printed: as they stand in the case, or by names for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from detente.words import listed


def _option(issue: str, option: str) -> str:
    return option


def _singular(party: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Wording:
    """How what a sentence names is printed.

    Attributes:
        who: id of a party or a person to its name.
        issue: id to its title.
        option: ids of an issue and of an option of it to the words for it.
        day: a day in words.
        plural: id of a party to whether its printed name is plural.
    """

    who: Callable[[str], str] = str
    issue: Callable[[str], str] = str
    option: Callable[[str, str], str] = _option
    day: Callable[[date], str] = date.isoformat
    plural: Callable[[str], bool] = _singular

    def everybody(self, parties: Iterable[str]) -> str:
        """Return parties one after the other: ``a, b and c``."""
        return listed(map(self.who, parties))


IDS = Wording()
"""Ids as they stand in the case, days as year-month-day."""
