"""Boolean expressions over options in words, as an analyst would write them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.expressions import And, Constant, Expression, If, Iff, Literal, Not, Or


def expression_text(expression: Expression, ids: Sequence[str]) -> str:
    """Return an expression in the grammar of :mod:`detente.expressions`.

    Args:
        expression: over options by index.
        ids: of the options by index.

    Examples:
        >>> expression_text(And((Literal(0), Or((Literal(1), Literal(2, False))))), "abc")
        'a and (b or not c)'
    """
    match expression:
        case Literal(option, wanted):
            return ids[option] if wanted else f"not {ids[option]}"
        case Constant(value):
            return "true" if value else "false"
        case Not(part):
            return f"not {_bracketed(part, ids)}"
        case And(parts) | Or(parts) if len(parts) == 1:
            return expression_text(parts[0], ids)
        case And(parts):
            return " and ".join(_bracketed(part, ids) for part in parts) or "true"
        case Or(parts):
            return " or ".join(_bracketed(part, ids) for part in parts) or "false"
        case If(when, then):
            return f"{_bracketed(when, ids)} -> {_bracketed(then, ids)}"
        case Iff(left, right):
            return f"{_bracketed(left, ids)} iff {_bracketed(right, ids)}"


def _bracketed(part: Expression, ids: Sequence[str]) -> str:
    text = expression_text(part, ids)
    return text if " " not in text.removeprefix("not ") else f"({text})"
