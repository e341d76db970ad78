"""Boolean expressions evaluated over states, many at a time.

The grammar is that of :mod:`detente.expressions`; its names can be imported from here as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.expressions import And as And
from detente.expressions import Constant as Constant
from detente.expressions import Expression as Expression
from detente.expressions import If as If
from detente.expressions import Iff as Iff
from detente.expressions import Literal as Literal
from detente.expressions import Not as Not
from detente.expressions import Or as Or
from detente.expressions import options_in as options_in
from detente.expressions import parse as parse
from detente.stability.graph.arguments import check_list

Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def evaluate(expression: Expression, codes: Codes) -> Bools:
    """Say where an expression holds.

    Args:
        expression: over options by index.
        codes: shape (n,), states as sums of 2^i over the options i that are taken.

    Returns:
        shape (n,), True where it holds.
    """
    match expression:
        case Literal(option, wanted):
            taken: Bools = ((codes >> option) & 1).astype(bool)
            return taken if wanted else ~taken
        case Constant(value):
            return np.full(codes.shape, value)
        case Not(part):
            return ~evaluate(part, codes)
        case And(parts):
            found = np.ones(codes.shape, dtype=bool)
            for part in parts:
                found &= evaluate(part, codes)
            return found
        case Or(parts):
            found = np.zeros(codes.shape, dtype=bool)
            for part in parts:
                found |= evaluate(part, codes)
            return found
        case If(when, then):
            return ~evaluate(when, codes) | evaluate(then, codes)
        case Iff(left, right):
            return ~(evaluate(left, codes) ^ evaluate(right, codes))


def check_expressions(
    what: str, expressions: Sequence[Expression], *, n_options: int, of: str = ""
) -> None:
    """Refuse what is no list of expressions, or has one that :func:`check_expression` refuses.

    Args:
        what: how messages name one of them: "infeasible combination".
        n_options: number of options.
        of: how they go on: "of us".

    Raises:
        InvalidInput: see above.
    """
    check_list(" ".join(filter(None, [f"the {what}s", of])), expressions)
    for place, one in enumerate(expressions, start=1):
        name = " ".join(filter(None, [what, str(place), of]))
        check_expression(name, one, n_options=n_options)


def check_expression(what: str, given: object, *, n_options: int) -> None:
    """Refuse what is no expression, or one over options that there are not.

    Raises:
        InvalidInput: see above.
    """
    if not isinstance(given, Expression):
        raise InvalidInput(f"{what} is no expression; parse() makes one of a text")
    last = max(options_in(given), default=-1)
    if last >= n_options:
        there = f"there are {n_options}" if n_options else "these states have no options"
        raise InvalidInput(f"{what} names option {last + 1}, and {there}")


def pattern(text: str) -> And:
    """Return the expression of a Y/N pattern, first option first: ``Y-N`` is 0 and not 2.

    Raises:
        InvalidInput: a letter is none of ``Y``, ``N`` and ``-``.
    """
    if not isinstance(text, str):
        raise InvalidInput(f"a pattern is a text of the letters Y, N and -, not {text!r}")
    if wrong := sorted(set(text) - set("YN-")):
        raise InvalidInput(f"a pattern has the letters Y, N and - only, not {wrong[0]!r}")
    return And(
        tuple(Literal(place, letter == "Y") for place, letter in enumerate(text) if letter != "-")
    )
