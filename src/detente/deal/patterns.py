"""Patterns: partial descriptions of a package, the material of constraints and red lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from detente.errors import InvalidInput

Package = tuple[int, ...]
"""A complete package: the index of the chosen option, one for each issue, in issue order."""

PatternLike = Mapping[int, int | Collection[int]]
"""What callers write: ``{issue: option}`` or ``{issue: {option, option}}``, by index."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A condition on some issues; it holds when *each* of them takes one of its listed options.

    Attributes:
        terms: pairs of issue index and its option indices, both ascending; never empty.
    """

    terms: tuple[tuple[int, tuple[int, ...]], ...]

    def holds(self, package: Package) -> bool:
        """Say whether ``package`` matches the pattern."""
        return all(package[issue] in options for issue, options in self.terms)

    def restrict(self, kept: Sequence[Sequence[int]]) -> Pattern | None:
        """Return the pattern over the ``kept`` options, renumbered; None if it can never hold."""
        terms = []
        for issue, options in self.terms:
            left = tuple(new for new, old in enumerate(kept[issue]) if old in options)
            if not left:
                return None
            terms.append((issue, left))
        return Pattern(tuple(terms))


def make_pattern(given: PatternLike | Pattern, sizes: Sequence[int], *, what: str) -> Pattern:
    """Check a pattern and put it into its normal form.

    Args:
        given: options by issue index.
        sizes: number of options of each issue.
        what: how an error message names the pattern, for example ``"red line 2"``.

    Raises:
        InvalidInput: the pattern is empty, or an index is out of range.
    """
    given = dict(given.terms) if isinstance(given, Pattern) else given
    if not given:
        raise InvalidInput(f"{what} must name at least one issue, as {{issue: options}}")
    return Pattern(
        tuple((i, _options(i, given[i], sizes, what)) for i in sorted(given, key=_as_index))
    )


def _options(
    issue: int, options: int | Collection[int], sizes: Sequence[int], what: str
) -> tuple[int, ...]:
    if not 0 <= issue < len(sizes):
        raise InvalidInput(f"{what} names issue {issue}; issues are numbered 0 to {len(sizes) - 1}")
    listed = options if isinstance(options, Collection) else [options]
    chosen = sorted({_as_index(option) for option in listed})
    if not chosen:
        raise InvalidInput(f"{what} lists no option of issue {issue}; it could never hold")
    if chosen[0] < 0 or chosen[-1] >= sizes[issue]:
        raise InvalidInput(
            f"{what} names an option that issue {issue} does not have; "
            f"its options are numbered 0 to {sizes[issue] - 1}"
        )
    return tuple(chosen)


def _as_index(value: object) -> int:
    try:
        return value.__index__()  # type: ignore[attr-defined, no-any-return]
    except AttributeError:
        raise InvalidInput("issues and options of a pattern are given by index") from None


def if_then(
    condition: PatternLike, consequence: PatternLike, sizes: Sequence[int]
) -> list[dict[int, set[int]]]:
    """Rewrite "if P then Q" as forbidden patterns.

    ``P → (x_j ∈ Q_j for every j)`` is the same as forbidding, for every issue j of Q,
    ``P and x_j ∉ Q_j``. Where Q restricts an issue that P names too, the options in both are
    compared; an implication that always holds gives no pattern at all.

    Args:
        condition: the pattern P.
        consequence: the pattern Q.
        sizes: number of options of each issue.

    Returns:
        Patterns for :attr:`detente.deal.Problem.forbidden`.

    Raises:
        InvalidInput: a pattern is empty, or an index is out of range.
    """
    first = dict(make_pattern(condition, sizes, what="the condition").terms)
    second = make_pattern(consequence, sizes, what="the consequence")
    forbidden = []
    for issue, allowed in second.terms:
        excluded = set(first.get(issue, range(sizes[issue]))) - set(allowed)
        if excluded:
            others = {i: set(options) for i, options in first.items()}
            forbidden.append({**others, issue: excluded})
    return forbidden
