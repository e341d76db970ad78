"""Counts, lists and numbers in words, the same on the command line, in the brief and in reasons.

Names and numbers are taken as they come: nothing here looks at whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

LETTERS = "one two three four five six seven eight nine ten".split()
MINUS = "\N{MINUS SIGN}"
_WIDE = Context(prec=400)
"""Room for every digit of any finite number."""


def whole(value: int) -> str:
    """Return a count: ``1,024``; beyond a billion in powers of ten, and then ``about``."""
    if abs(value) < 10**9:
        return f"{value:,}"
    lead, power = f"{value:.1e}".split("e+")
    raised = str(int(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"about {lead} × 10{raised}"


def spelled(value: int) -> str:
    """Return ``one`` to ``ten`` in letters, other counts as :func:`whole`."""
    return LETTERS[value - 1] if 1 <= value <= len(LETTERS) else whole(value)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return ``1 source``, ``2 sources``; ``plural`` where adding an s is not enough."""
    return f"{whole(number)} {singular if number == 1 else plural or singular + 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b and c``; an empty text for no items."""
    *before, final = [*items] or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def points(value: float, digits: int = 1) -> str:
    """Return a worth on the 0–100 scale, to one decimal where that says something.

    Halves are rounded up, away from zero, on the value rounded to nine decimals, so that 55.65
    is 55.7 whatever its binary digits.

    Args:
        value: finite.
        digits: decimals at most.
    """
    return trimmed(f"{_halves_up(value, digits):f}")


def fixed(value: float, digits: int) -> str:
    """Return a number to just so many decimals: ``31.3`` for 31.25, ``22.0``, ``1,024.0``, ``0.0``.

    Halves are rounded as by :func:`points`; zero has no sign.

    Args:
        value: finite.
        digits: decimals, also where they are zeros.
    """
    text = f"{_halves_up(value, digits):,.{digits}f}"
    return text.replace("-", MINUS if text.strip("-0.,") else "")


def _halves_up(value: float, digits: int) -> Decimal:
    exact = Decimal(repr(round(float(value), 9)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)


def signed(value: float) -> str:
    """Return a change of points with its sign: ``+5``, ``−2.5``, ``0``; rounded as :func:`points`.

    Args:
        value: finite.
    """
    text = points(value)
    return text if text == "0" or text.startswith(MINUS) else f"+{text}"


def difference(value: float, digits: int) -> str:
    """Return a difference with its sign to so many decimals: ``+0.40``, ``−2.00``, ``0``.

    Args:
        value: finite.
        digits: decimals, also where they are zeros; 0 has none.
    """
    text = f"{value:+.{digits}f}"
    return text.replace("-", MINUS) if float(text) else "0"


def trimmed(text: str) -> str:
    """Return a decimal number without idle zeros, with a true minus sign, and 0 without a sign.

    Args:
        text: as Python writes it without an exponent: ``-2.50``, ``1,024.0``, ``-0.0``.
    """
    kept = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if kept == "-0" else kept.replace("-", MINUS)
