"""Checks of what a caller hands to the engine's public functions, one function an argument."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Package, Pattern, PatternLike, as_index, make_pattern, tell
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
MOST = 1e12
"""Largest size of a value, a no-deal value or an added number; beyond, sums lose their decimals."""
MOST_NODES = 2**31 - 1
"""Largest limit of branch-and-bound nodes, which solvers hold in 32 bits."""


def whole(value: object, name: str, *, least: int, most: int = 2**63 - 1) -> int:
    """Return a whole number as a plain int; refuse anything else, or one out of range."""
    try:
        number = as_index(value, name)
    except InvalidInput:
        kind = f"{name} must be a whole number, at least {least}; {tell(value)} is given"
        raise InvalidInput(kind) from None
    if number < least:
        low = f"be at least {least}" if least else "not be negative; it is 0 or more"
        raise InvalidInput(f"{name} must {low}")
    if number > most:
        raise InvalidInput(f"{name} must be at most {most}")
    return number


def node_limit(value: object) -> int:
    """Return the limit of branch-and-bound nodes."""
    return whole(value, "node_limit", least=1, most=MOST_NODES)


def real(value: object, name: str) -> float:
    """Return a finite number as a float; refuse anything else."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal):
        raise InvalidInput(f"{name} must be a number; {tell(value)} is given")
    try:
        number = float(value)
    except (OverflowError, ValueError):
        number = math.inf
    if not math.isfinite(number):
        raise InvalidInput(f"{name} is not finite; it must be a finite number")
    return number


def flag(value: object, name: str) -> bool:
    """Return True or False; refuse anything else."""
    if not isinstance(value, bool | np.bool_):
        raise InvalidInput(f"{name} must be True or False; {tell(value)} is given")
    return bool(value)


def listed(given: object, what: str) -> tuple[Any, ...]:
    """Return the members of a list; refuse text, mappings, sets and what is no list at all."""
    if type(given) in (tuple, list):
        return tuple(given)  # type: ignore[arg-type]
    refused = isinstance(given, str | bytes | Mapping | Set) or not isinstance(given, Iterable)
    if refused or (isinstance(given, np.ndarray) and not given.ndim):
        raise InvalidInput(f"{what} must be a list; {tell(given)} is given")
    return tuple(given)  # type: ignore[arg-type]


def weights(given: object, name: str, count: int, whose: str) -> tuple[float, ...]:
    """Return weights, one finite number for each of ``count`` parties."""
    numbers = listed(given, name)
    if len(numbers) != count:
        raise InvalidInput(f"{name} needs one number for each of the {count} {whose}")
    return tuple(real(number, f"every number in {name}") for number in numbers)


def above_zero(numbers: Iterable[float], name: str) -> None:
    """Refuse a weight of 0 or less."""
    if not all(number > 0 for number in numbers):
        raise InvalidInput(f"every number in {name} must be above 0")


def floats(given: npt.ArrayLike, what: str) -> Floats:
    """Return a fresh array of numbers; text, truth values and ragged lists are refused."""
    wrong = InvalidInput(f"{what} must be a rectangular array of numbers")
    try:
        array = np.asarray(given)
        if array.dtype.kind not in "iuf" and not _all_numbers(array):
            raise wrong
        return np.array(array, dtype=np.float64)
    except OverflowError:
        raise InvalidInput(f"{what} hold a number above {MOST:.0e} in size") from None
    except (TypeError, ValueError):
        raise wrong from None


def _all_numbers(array: npt.NDArray[Any]) -> bool:
    """Say whether an array holds Python objects that are numbers, or None where one is missing."""
    return array.dtype.kind == "O" and all(
        member is None or (isinstance(member, Real | Decimal) and not isinstance(member, bool))
        for member in array.flat
    )


def _frozen(array: npt.NDArray[np.generic]) -> None:
    array.setflags(write=False)


def _in_range(array: Floats, what: str) -> None:
    if np.abs(array).max(initial=0.0) <= MOST:  # False for what is not a number
        return
    if not np.isfinite(array).all():
        raise InvalidInput(f"{what} hold a number that is not finite")
    raise InvalidInput(
        f"{what} hold a number above {MOST:.0e} in size; utilities are meant to lie on a scale "
        "from 0 to 100, so divide all numbers of the party by the same factor"
    )


def judged(given: Sequence[bool] | Flags | None, no_deal: npt.ArrayLike) -> Flags:
    """Return the flags, shape (parties,), taking the number of parties from ``no_deal``."""
    values = floats(no_deal, "no_deal")
    if values.ndim != 1 or len(values) == 0:
        raise InvalidInput("no_deal must hold one number for each party, and at least one")
    try:
        flags = np.ones(len(values), dtype=bool) if given is None else np.array(given)
    except ValueError:
        flags = np.empty(0)
    if flags.dtype != np.bool_ or flags.shape != values.shape:
        raise InvalidInput(f"judged must hold True or False for each of the {len(values)} parties")
    _frozen(flags)
    return flags


def no_deal(given: npt.ArrayLike, who: Flags) -> Floats:
    """Return the no-deal values, zero where the party is not judged."""
    array = np.where(who, floats(given, "no_deal"), 0.0)
    if not np.isfinite(array).all():
        raise InvalidInput(
            "no_deal holds a number that is not finite; a party without preferences is marked by "
            "judged=False"
        )
    _in_range(array, "the no-deal values")
    _frozen(array)
    return array


def values(given: Sequence[npt.ArrayLike], who: Flags) -> tuple[Floats, ...]:
    """Return the tables, one an issue, zero where the party is not judged."""
    tables = listed(given, "values")
    if not tables:
        raise InvalidInput("a problem needs at least one issue")
    return tuple(_table(table, i, who) for i, table in enumerate(tables))


def _table(given: npt.ArrayLike, issue: int, who: Flags) -> Floats:
    what = f"values of issue {issue}"
    table = floats(given, what)
    if table.ndim != 2 or table.shape[0] != len(who):
        raise InvalidInput(
            f"{what} must have shape (parties, options) with {len(who)} parties; "
            f"the shape given is {table.shape}"
        )
    if table.shape[1] == 0:
        raise InvalidInput(f"issue {issue} has no options")
    table = np.where(who[:, None], table, 0.0)
    if not np.abs(table).max() <= MOST:
        party = int(np.argwhere(~(np.abs(table) <= MOST))[0, 0])
        _in_range(table[party], f"{what} for party {party}")
    _frozen(table)
    return table


def acceptance(
    all_of: Sequence[int], at_least: int, among: Sequence[int], n_parties: int
) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """Return the rule as plain ints.

    Raises:
        InvalidInput: it names nobody, an unknown party, one party twice or an impossible count.
    """
    needed, group = (
        _members(given, f"{name} of the acceptance rule", n_parties)
        for name, given in (("all_of", all_of), ("among", among))
    )
    if not needed and not group:
        raise InvalidInput("the acceptance rule names no party")
    count = whole(at_least, "at_least of the acceptance rule", least=-1)
    if not 0 <= count <= len(group):
        raise InvalidInput(
            f"the acceptance rule asks for {tell(count)} parties among a group of {len(group)}"
        )
    return needed, count, group


def _members(given: object, what: str, n_parties: int) -> tuple[int, ...]:
    members = tuple(as_index(party, what) for party in listed(given, what))
    if len(set(members)) != len(members):
        raise InvalidInput(f"{what} names a party twice")
    if any(not 0 <= party < n_parties for party in members):
        raise InvalidInput(
            f"{what} names a party that does not exist; parties are numbered 0 to {n_parties - 1}"
        )
    return members


def party(given: object, n_parties: int, what: str) -> int:
    """Return the index of a party."""
    number = as_index(given, what)
    if not 0 <= number < n_parties:
        raise InvalidInput(
            f"{what} belongs to party {tell(number)}; parties are numbered 0 to {n_parties - 1}"
        )
    return number


def package(given: object, sizes: Sequence[int]) -> Package:
    """Return a complete package as plain ints."""
    chosen = listed(given, "a package")
    if len(chosen) != len(sizes):
        raise InvalidInput(
            f"a package holds one option for each of the {len(sizes)} issues, by index; "
            f"{len(chosen)} are given"
        )
    return tuple(
        _options((option,), i, size, "a package")[0]
        for i, (option, size) in enumerate(zip(chosen, sizes, strict=True))
    )


def _options(given: Sequence[object], issue: int, size: int, what: str) -> tuple[int, ...]:
    numbers = tuple(as_index(option, what) for option in given)
    if min(numbers) < 0 or max(numbers) >= size:
        raise InvalidInput(
            f"{what} names an option that issue {issue} does not have; "
            f"its options are numbered 0 to {size - 1}"
        )
    return numbers


def kept(given: object, sizes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return, for each issue, the indices of the options that stay."""
    lists = tuple(listed(options, "kept, for each issue,") for options in listed(given, "kept"))
    if len(lists) != len(sizes) or not all(lists):
        raise InvalidInput("keep at least one option of every issue")
    return tuple(
        _options(options, i, size, "kept")
        for i, (options, size) in enumerate(zip(lists, sizes, strict=True))
    )


def forbidden(given: Sequence[PatternLike | Pattern], sizes: Sequence[int]) -> tuple[Pattern, ...]:
    """Return the constraints in normal form."""
    return tuple(
        make_pattern(pattern, sizes, what=f"constraint {n}")
        for n, pattern in enumerate(listed(given, "forbidden"), start=1)
    )


def _parts(given: object, names: Sequence[str], what: str) -> tuple[Any, ...]:
    """Return the parts of a pair or triple."""
    if not isinstance(given, tuple | list) or len(given) != len(names):
        raise InvalidInput(f"{what} must be given as ({', '.join(names)})")
    return tuple(given)


def red_lines(
    given: Sequence[tuple[int, PatternLike | Pattern]], sizes: Sequence[int], n_parties: int
) -> list[tuple[int, Pattern]]:
    """Return the red lines in normal form."""
    found = []
    for n, line in enumerate(listed(given, "red_lines"), start=1):
        what = f"red line {n}"
        who, pattern = _parts(line, ("party", "pattern"), what)
        found.append((party(who, n_parties, what), make_pattern(pattern, sizes, what=what)))
    return found


def linkages(
    given: Sequence[tuple[int, PatternLike | Pattern, float]],
    sizes: Sequence[int],
    n_parties: int,
) -> list[tuple[int, Pattern, float]]:
    """Return the linkages in normal form."""
    found = []
    for n, link in enumerate(listed(given, "linkages"), start=1):
        what = f"linkage {n}"
        who, pattern, add = _parts(link, ("party", "pattern", "points added"), what)
        points = real(add, f"what {what} adds")
        if abs(points) > MOST:
            raise InvalidInput(f"what {what} adds is above {MOST:.0e} in size; points are 0 to 100")
        normal = make_pattern(pattern, sizes, what=what)
        found.append((party(who, n_parties, what), normal, points))
    return found


def names(given: Sequence[str], count: int, singular: str, plural: str) -> tuple[str, ...]:
    """Return the names, or numbered ones where none are given."""
    known = listed(given, f"the names of {plural}")
    if not known:
        return tuple(f"{singular}-{n}" for n in range(1, count + 1))
    if not all(isinstance(name, str) and name for name in known):
        raise InvalidInput(f"the names of {plural} must be text, none empty")
    if len(known) != count:
        raise InvalidInput(f"{len(known)} names are given for {count} {plural}")
    if len(set(known)) != count:
        raise InvalidInput(f"two {plural} have the same name")
    return known


def option_names(
    given: Sequence[Sequence[str]], sizes: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Return the names of the options of each issue, or numbered ones where none are given."""
    lists = listed(given, "the names of options, one list for each issue,")
    if lists and len(lists) != len(sizes):
        raise InvalidInput(f"names of options are given for {len(lists)} of {len(sizes)} issues")
    each = lists or [()] * len(sizes)
    return tuple(
        names(n, size, "option", f"options of issue {i}")
        for i, (n, size) in enumerate(zip(each, sizes, strict=True))
    )
