"""What the arguments of a question have to be: whole numbers in range, names that exist, lists.

Every public entrance asks here, so that a slip is told in one way and never answered in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput


def is_whole(given: object) -> TypeGuard[int]:
    """Say whether a value is a whole number; True and False are none."""
    return isinstance(given, int | np.integer) and not isinstance(given, bool)


def check_whole(what: str, given: object, *, least: int, most: int | None = None) -> None:
    """Refuse what is no whole number in a range.

    Args:
        what: how the message begins: "a horizon is a number of moves".
        given: the argument.
        least, most: the range; ``most`` None: no upper end.

    Raises:
        InvalidInput: see above.
    """
    fits = is_whole(given) and given >= least and (most is None or given <= most)
    if not fits:
        up = f"{least:,} or more" if most is None else f"from {least:,} to {most:,}"
        raise InvalidInput(f"{what}, a whole number {up}, not {given!r}")


def check_text(what: str, given: object) -> None:
    """Refuse what is no text, and an empty one.

    Raises:
        InvalidInput: see above.
    """
    if not isinstance(given, str) or not given:
        raise InvalidInput(f"{what} is a text of one letter or more, not {given!r}")


def check_name(what: str, given: object, known: Sequence[str]) -> None:
    """Refuse a name that there is not.

    Args:
        what: what is named: "concept".
        given: the name.
        known: the names there are.

    Raises:
        InvalidInput: see above.
    """
    if not isinstance(given, str) or given not in known:
        raise InvalidInput(f"there is no {what} {given!r}; there are: {', '.join(known)}")


def check_list(what: str, given: object) -> None:
    """Refuse a single text, which would be read letter by letter, and what is no list at all.

    Args:
        what: what is listed: "the options of us".

    Raises:
        InvalidInput: see above.
    """
    if isinstance(given, str):
        raise InvalidInput(f"{what} are a list; write [{given!r}], not {given!r}")
    if not isinstance(given, Iterable):
        raise InvalidInput(f"{what} are a list, not {given!r}")


def check_state(state: object, n_states: int) -> None:
    """Refuse a state, counted from 0, that there is not; the message numbers it from 1.

    Raises:
        InvalidInput: see above.
    """
    if not is_whole(state):
        raise InvalidInput(f"a state is a whole number, from 0, not {state!r}")
    if not 0 <= state < n_states:
        raise InvalidInput(f"there is no state {state + 1} (index {state}); there are {n_states:,}")


def check_decision_maker(decision_maker: object, count: int) -> None:
    """Refuse a decision maker, counted from 0, that there is not.

    Raises:
        InvalidInput: see above.
    """
    what = "decision maker"
    if not is_whole(decision_maker):
        raise InvalidInput(f"a {what} is given by its index, from 0, not by {decision_maker!r}")
    if not 0 <= decision_maker < count:
        raise InvalidInput(f"there is no {what} {decision_maker}; they are 0 to {count - 1}")


def whole_numbers(what: str, given: npt.ArrayLike, *, within: int) -> npt.NDArray[np.integer]:
    """Return whole numbers as an array of some integer type.

    Args:
        what: how the message names them.
        given: of any shape; empty ones need no type.
        within: how far from 0 they may be.

    Raises:
        InvalidInput: they are no whole numbers, or too far from 0.
    """
    try:
        found = np.asarray(given)
    except ValueError as error:
        raise InvalidInput(f"{what} have no common shape") from error
    if found.size and found.dtype.kind not in "iu":
        raise InvalidInput(f"{what} are not whole numbers")
    if found.size and max(-int(found.min()), int(found.max())) > within:
        raise InvalidInput(f"{what} are not whole numbers of moderate size (at most {within:,})")
    return found if found.size else found.astype(np.int64)


def finite_numbers(what: str, given: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return finite numbers as an array.

    Raises:
        InvalidInput: some are not finite, or no numbers.
    """
    try:
        values = np.asarray(given, dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidInput(f"{what}: finite numbers are wanted, not {given!r}") from error
    if not np.isfinite(values).all():
        raise InvalidInput(f"{what}: finite numbers are wanted, and some are not")
    return values
