"""What a draft says, by index: an option, alternatives in brackets, or text outside the options."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.deal.patterns import Package, as_index, make_pattern
from detente.deal.problem import Problem, check_problem
from detente.errors import InvalidInput

OTHER: Literal["other"] = "other"
"""A term of a draft that is coded and is none of the listed options."""

Term = int | Collection[int] | Literal["other"]


@dataclass(frozen=True)
class Draft:
    """A text on the table.

    Attributes:
        name: how the draft is called; unique among drafts.
        terms: by issue index: an option, several alternatives in brackets, or :data:`OTHER`.
            Issues that are not named are open.
    """

    name: str
    terms: Mapping[int, Term]


@dataclass(frozen=True, slots=True)
class Text:
    """A draft in normal form, against the options of a problem.

    Attributes:
        name: of the draft.
        terms: by issue index, ascending: the options that the draft names, ascending; None where
            its term is outside the listed options.
        kept: for each issue, the options that a completion may take: those that the draft names,
            or all where it is open or outside the listed options.
    """

    name: str
    terms: dict[int, tuple[int, ...] | None]
    kept: tuple[tuple[int, ...], ...]

    @property
    def coded(self) -> dict[int, tuple[int, ...]]:
        """Options by issue, where the draft names any."""
        return {issue: options for issue, options in self.terms.items() if options is not None}

    @property
    def outside(self) -> tuple[int, ...]:
        """Issues coded with text outside the listed options."""
        return tuple(issue for issue, options in self.terms.items() if options is None)

    @property
    def open(self) -> tuple[int, ...]:
        """Issues that the draft leaves out."""
        return tuple(issue for issue in range(len(self.kept)) if issue not in self.terms)

    @property
    def package(self) -> Package | None:
        """The complete package that the draft is; None where anything is left to choose."""
        whole = all(self.terms.get(i) and len(kept) == 1 for i, kept in enumerate(self.kept))
        return tuple(kept[0] for kept in self.kept) if whole else None

    def changed(self, package: Package) -> tuple[int, ...]:
        """Return the issues on which a package leaves what the draft names."""
        return tuple(
            issue for issue, options in enumerate(self.kept) if package[issue] not in options
        )


def read_draft(problem: Problem, draft: Draft) -> Text:
    """Check a draft against a problem and put it into its normal form.

    Raises:
        InvalidInput: an index is out of range, or a term is neither options nor :data:`OTHER`.
    """
    check_problem(problem)
    _check(draft)
    what = f"draft {draft.name!r}"
    listed = {i: term for i, term in draft.terms.items() if not isinstance(term, str)}
    other = {as_index(i, what) for i, term in draft.terms.items() if isinstance(term, str)}
    if any(draft.terms[i] != OTHER for i in other) or not other <= set(range(len(problem.sizes))):
        raise InvalidInput(f"a term of draft {draft.name!r} is no option index and not {OTHER!r}")
    known = dict(make_pattern(listed, problem.sizes, what=what).terms) if listed else {}
    terms = {i: known.get(i) for i in sorted({*known, *other})}
    kept = tuple(terms.get(i) or tuple(range(size)) for i, size in enumerate(problem.sizes))
    return Text(draft.name, terms, kept)


def _check(draft: object) -> None:
    if not isinstance(draft, Draft):
        raise InvalidInput("a draft must be a detente.deal.Draft, made from a name and its terms")
    name: object = draft.name
    if not isinstance(name, str) or not name:
        raise InvalidInput("the name of a draft must be text, and not empty")
    if not isinstance(draft.terms, Mapping):
        raise InvalidInput(
            f"the terms of draft {draft.name!r} must be a mapping by index, {{issue: option}}, "
            f"{{issue: [options]}} or {{issue: {OTHER!r}}}"
        )
