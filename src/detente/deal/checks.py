"""Checks of what a caller hands to :class:`detente.deal.Problem`, one function an argument."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Pattern, PatternLike, make_pattern
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def _frozen(array: npt.NDArray[np.generic]) -> None:
    array.setflags(write=False)


def _floats(given: npt.ArrayLike, what: str) -> Floats:
    try:
        return np.array(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInput(f"{what} must be a rectangular array of numbers") from None


def judged(given: Sequence[bool] | Flags | None, no_deal: npt.ArrayLike) -> Flags:
    """Return the flags, shape (parties,), taking the number of parties from ``no_deal``."""
    values = _floats(no_deal, "no_deal")
    if values.ndim != 1 or len(values) == 0:
        raise InvalidInput("no_deal must hold one number for each party, and at least one")
    flags = np.ones(len(values), dtype=bool) if given is None else np.array(given)
    if flags.dtype != np.bool_ or flags.shape != values.shape:
        raise InvalidInput(f"judged must hold True or False for each of the {len(values)} parties")
    _frozen(flags)
    return flags


def no_deal(given: npt.ArrayLike, who: Flags) -> Floats:
    """Return the no-deal values, zero where the party is not judged."""
    array = np.where(who, _floats(given, "no_deal"), 0.0)
    if not np.isfinite(array).all():
        raise InvalidInput(
            "no_deal holds a number that is not finite; a party without preferences is marked by "
            "judged=False"
        )
    _frozen(array)
    return array


def values(given: Sequence[npt.ArrayLike], who: Flags) -> tuple[Floats, ...]:
    """Return the tables, one an issue, zero where the party is not judged."""
    if len(given) == 0:
        raise InvalidInput("a problem needs at least one issue")
    return tuple(_table(table, i, who) for i, table in enumerate(given))


def _table(given: npt.ArrayLike, issue: int, who: Flags) -> Floats:
    table = _floats(given, f"values of issue {issue}")
    if table.ndim != 2 or table.shape[0] != len(who):
        raise InvalidInput(
            f"values of issue {issue} must have shape (parties, options) with {len(who)} parties; "
            f"the shape given is {table.shape}"
        )
    if table.shape[1] == 0:
        raise InvalidInput(f"issue {issue} has no options")
    table = np.where(who[:, None], table, 0.0)
    if not np.isfinite(table).all():
        party = int(np.argwhere(~np.isfinite(table))[0, 0])
        raise InvalidInput(f"values of issue {issue} for party {party} hold a number not finite")
    _frozen(table)
    return table


def acceptance(all_of: Sequence[int], at_least: int, among: Sequence[int], n_parties: int) -> None:
    """Refuse a rule that names nobody, an unknown party, one party twice or an impossible count."""
    for name, group in (("all_of", all_of), ("among", among)):
        if len(set(group)) != len(group):
            raise InvalidInput(f"the acceptance rule names a party twice in {name}")
        if any(not 0 <= party < n_parties for party in group):
            raise InvalidInput(f"{name} of the acceptance rule names a party that does not exist")
    if not all_of and not among:
        raise InvalidInput("the acceptance rule names no party")
    if not 0 <= at_least <= len(among):
        raise InvalidInput(
            f"the acceptance rule asks for {at_least} parties among a group of {len(among)}"
        )


def _party(party: int, n_parties: int, what: str) -> int:
    if not 0 <= party < n_parties:
        raise InvalidInput(f"{what} belongs to party {party}; there are {n_parties} parties")
    return int(party)


def forbidden(given: Sequence[PatternLike | Pattern], sizes: Sequence[int]) -> tuple[Pattern, ...]:
    """Return the constraints in normal form."""
    return tuple(
        make_pattern(pattern, sizes, what=f"constraint {n}")
        for n, pattern in enumerate(given, start=1)
    )


def red_lines(
    given: Sequence[tuple[int, PatternLike | Pattern]], sizes: Sequence[int], n_parties: int
) -> list[tuple[int, Pattern]]:
    """Return the red lines in normal form."""
    found = []
    for n, (party, pattern) in enumerate(given, start=1):
        what = f"red line {n}"
        found.append((_party(party, n_parties, what), make_pattern(pattern, sizes, what=what)))
    return found


def linkages(
    given: Sequence[tuple[int, PatternLike | Pattern, float]],
    sizes: Sequence[int],
    n_parties: int,
) -> list[tuple[int, Pattern, float]]:
    """Return the linkages in normal form."""
    found = []
    for n, (party, pattern, add) in enumerate(given, start=1):
        what = f"linkage {n}"
        if not np.isfinite(add):
            raise InvalidInput(f"{what} adds a number that is not finite")
        normal = make_pattern(pattern, sizes, what=what)
        found.append((_party(party, n_parties, what), normal, float(add)))
    return found


def names(given: Sequence[str], count: int, singular: str, plural: str) -> tuple[str, ...]:
    """Return the names, or numbered ones where none are given."""
    if not given:
        return tuple(f"{singular}-{n}" for n in range(1, count + 1))
    if len(given) != count:
        raise InvalidInput(f"{len(given)} names are given for {count} {plural}")
    if len(set(given)) != count:
        raise InvalidInput(f"two {plural} have the same name")
    return tuple(given)


def option_names(
    given: Sequence[Sequence[str]], sizes: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Return the names of the options of each issue, or numbered ones where none are given."""
    if given and len(given) != len(sizes):
        raise InvalidInput(f"names of options are given for {len(given)} of {len(sizes)} issues")
    each = given or [()] * len(sizes)
    return tuple(
        names(n, size, "option", f"options of issue {i}")
        for i, (n, size) in enumerate(zip(each, sizes, strict=True))
    )
