"""Who is nearer to what: drafts against stated positions, and positions against each other.

Counts and shares only, each with its numerator and its denominator; nothing is weighted. Statements
(evidence) and preferences (judgement) are never mixed: :func:`compare_with_positions` and
:func:`compare_positions` know statements only, :func:`attainable_shares` preferences only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from detente.deal.drafts.distance import Range
from detente.deal.drafts.spans import spans
from detente.deal.drafts.terms import Draft, read_draft
from detente.deal.problem import TOLERANCE, Problem
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class Stated:
    """What a party has said on an issue.

    Attributes:
        wants: names of options; empty where it said only what it rejects.
        rejects: names of options; may be empty.
    """

    wants: frozenset[str] = frozenset()
    rejects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftAlignment:
    """A draft against what a party has said: every coded issue is in exactly one list.

    Attributes:
        wanted: all that the draft names there is wanted.
        rejected: all that the draft names there is rejected.
        divided: of the alternatives in brackets some are wanted or rejected, not all alike.
        neither: the party spoke of the issue, and neither wants nor rejects what the draft names.
        silent: the party has no position on it.
        outside: the draft's term is outside the listed options, and cannot be compared.
    """

    wanted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    divided: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def coded(self) -> int:
        """Number of issues that the draft codes."""
        return sum(len(getattr(self, name)) for name in self.__slots__)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data: the lists, and ``coded``, of which each is a share."""
        return {**{name: list(getattr(self, name)) for name in self.__slots__}, "coded": self.coded}


@dataclass(frozen=True, slots=True)
class PairAlignment:
    """What two parties want, against each other: every issue on which both said it is in one list.

    Attributes:
        overlap: some option is wanted by both.
        apart: none is.
    """

    overlap: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def both(self) -> int:
        """Number of issues on which both have said what they want."""
        return len(self.overlap) + len(self.apart)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data: the lists, and ``both``, of which ``overlap`` is a share."""
        return {"overlap": list(self.overlap), "apart": list(self.apart), "both": self.both}


@dataclass(frozen=True, slots=True)
class AttainableShare:
    """How much of what a party can get at all a draft gives it.

    Attributes:
        lowest, highest: utility over the completions that satisfy the constraints.
        worst, best: utility over all possible packages.
    """

    lowest: float
    highest: float
    worst: float
    best: float

    @property
    def share(self) -> Range | None:
        """(lowest − worst) and (highest − worst) over (best − worst); None where that is 0."""
        whole = self.best - self.worst
        if whole <= TOLERANCE:
            return None
        return (self.lowest - self.worst) / whole, (self.highest - self.worst) / whole

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        ends = self.share
        numbers = ("lowest", "highest", "worst", "best")
        return {
            **{name: rounded(getattr(self, name)) for name in numbers},
            "share": None if ends is None else [rounded(ends[0]), rounded(ends[1])],
        }


def compare_with_positions(
    terms: Mapping[str, Collection[str] | None], positions: Mapping[str, Stated]
) -> DraftAlignment:
    """Compare a draft with what one party has said.

    Args:
        terms: by issue that the draft codes: the options that it names; None where its term is
            outside the listed options.
        positions: by issue on which the party has a position.
    """
    found: dict[str, list[str]] = {name: [] for name in DraftAlignment.__slots__}
    for issue, options in terms.items():
        found[_stand(options, positions.get(issue))].append(issue)
    return DraftAlignment(**{name: tuple(issues) for name, issues in found.items()})


def _stand(options: Collection[str] | None, stated: Stated | None) -> str:
    if options is None:
        return "outside"
    if stated is None:
        return "silent"
    named = set(options)
    if named <= stated.wants:
        return "wanted"
    if named <= stated.rejects:
        return "rejected"
    return "divided" if named & (stated.wants | stated.rejects) else "neither"


def compare_positions(one: Mapping[str, Stated], two: Mapping[str, Stated]) -> PairAlignment:
    """Compare what two parties want, on the issues on which both have said it."""
    both = [i for i, stated in one.items() if stated.wants and i in two and two[i].wants]
    return PairAlignment(
        tuple(issue for issue in both if one[issue].wants & two[issue].wants),
        tuple(issue for issue in both if not one[issue].wants & two[issue].wants),
    )


def attainable_shares(problem: Problem, draft: Draft) -> dict[str, AttainableShare]:
    """Return, for each party with preferences, how much of what it can get at all a draft gives.

    Args:
        problem: the problem; red lines and the acceptance rule do not matter here.
        draft: partial or complete.

    Returns:
        By party name; empty where the draft has no completion that the constraints allow.

    Raises:
        InvalidInput: an index of the draft is out of range.
        NotConverged: issues hang together in a group too large to list, and a program met its
            limit.
    """
    text = read_draft(problem, draft)
    given, possible = spans(problem.restrict(text.kept)), spans(problem)
    return {
        name: AttainableShare(*inside, *outside)
        for name, inside, outside in zip(problem.parties, given, possible, strict=True)
        if inside is not None and outside is not None
    }
