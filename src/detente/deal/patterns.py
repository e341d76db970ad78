"""Patterns: partial descriptions of a package, the material of constraints and red lines."""

from __future__ import annotations

import operator
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
    listed = {as_index(issue, what): options for issue, options in _terms(given, what).items()}
    if not listed:
        raise InvalidInput(f"{what} must name at least one issue, as {{issue: options}}")
    return Pattern(tuple((i, _options(i, listed[i], sizes, what)) for i in sorted(listed)))


def _terms(given: PatternLike | Pattern, what: str) -> Mapping[int, int | Collection[int]]:
    if isinstance(given, Mapping):
        return given
    try:
        return dict(given.terms)
    except (AttributeError, TypeError, ValueError):
        raise InvalidInput(
            f"{what} must be a mapping by index, {{issue: option}} or {{issue: [options]}}"
        ) from None


def _options(
    issue: int, options: int | Collection[int], sizes: Sequence[int], what: str
) -> tuple[int, ...]:
    if not 0 <= issue < len(sizes):
        raise InvalidInput(
            f"{what} names issue {tell(issue)}; issues are numbered 0 to {len(sizes) - 1}"
        )
    if isinstance(options, str | bytes | Mapping):
        raise InvalidInput(f"{what} must list options of issue {issue} by index, as [0, 2]")
    listed = options if isinstance(options, Collection) else [options]
    chosen = sorted({as_index(option, what) for option in listed})
    if not chosen:
        raise InvalidInput(f"{what} lists no option of issue {issue}; it could never hold")
    if chosen[0] < 0 or chosen[-1] >= sizes[issue]:
        raise InvalidInput(
            f"{what} names an option that issue {issue} does not have; "
            f"its options are numbered 0 to {sizes[issue] - 1}"
        )
    return tuple(chosen)


def as_index(value: object, what: str) -> int:
    """Return a whole number as a plain int; a float, a truth value or text is none.

    Raises:
        InvalidInput: it is no whole number.
    """
    try:
        if not isinstance(value, bool):
            return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        pass
    raise InvalidInput(
        f"{what}: parties, issues and options go by index, a whole number from 0; "
        f"{tell(value)} is none"
    )


def tell(value: object) -> str:
    """Return what an error message calls a value: a number as it is, anything else by type."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float) and not abs(value) > 10**15:
        return str(value)
    if isinstance(value, int | float | str):
        return "text" if isinstance(value, str) else "a huge number"
    return f"a value of type {type(value).__name__}"


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
    given: object = sizes
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise InvalidInput("sizes must be a list: the number of options of each issue")
    sizes = [as_index(size, "sizes") for size in sizes]
    first = dict(make_pattern(condition, sizes, what="the condition").terms)
    second = make_pattern(consequence, sizes, what="the consequence")
    forbidden = []
    for issue, allowed in second.terms:
        excluded = set(first.get(issue, range(sizes[issue]))) - set(allowed)
        if excluded:
            others = {i: set(options) for i, options in first.items()}
            forbidden.append({**others, issue: excluded})
    return forbidden
