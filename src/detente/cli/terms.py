"""Terms as the command line prints them: by the ids of issues and options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def tell_terms(terms: Mapping[str, str]) -> str:
    """Return what is agreed: ``donetsk: line, forces: 600``."""
    return ", ".join(f"{issue}: {option}" for issue, option in terms.items())


def tell_pattern(terms: Mapping[str, Sequence[str]], between: str = " and ") -> str:
    """Return what a red line or a condition says: ``donetsk: line and forces: 400 or 450``.

    Args:
        terms: issue to options, of which any counts.
        between: what stands between issues.
    """
    return between.join(f"{issue}: {' or '.join(options)}" for issue, options in terms.items())
