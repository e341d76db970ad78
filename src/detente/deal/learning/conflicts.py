"""Which statements contradict each other, and which of them the ranges of a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.deal.belief.belief import Number, PartyBelief
from detente.deal.learning.agreement import agree, find_minimal
from detente.deal.learning.polytope import polytope_of
from detente.deal.learning.readings import Answer, Saying, constraints_of
from detente.deal.learning.widening import Place, numbers_of, set_free
from detente.deal.learning.widest import widest_of
from detente.deal.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements, and perhaps ranges, that cannot all hold; without any one of them they can.

    Attributes:
        statements: places in the list of statements, ascending; never empty.
        ranges: numbers of the judgement; empty where the statements contradict each other.
    """

    statements: tuple[int, ...]
    ranges: tuple[Number, ...] = ()


@dataclass(frozen=True, eq=False)
class Speaker:
    """A party as its statements are read.

    Attributes:
        number: its index.
        judged: its ranges, without statements; None where nobody has judged it.
        links: its linkages: index among the frame's, and pattern.
        sizes: number of options of each issue.
    """

    number: int
    judged: PartyBelief | None
    links: tuple[tuple[int, Pattern], ...]
    sizes: tuple[int, ...]

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of the linkages."""
        return tuple(pattern for _, pattern in self.links)

    def widest(self, sayings: Sequence[Saying], days: Sequence[float] = ()) -> PartyBelief:
        """Return what is known of it before anything is judged or said (see ``widest_of``)."""
        said = [saying.day for saying in sayings if isinstance(saying, Answer)]
        return widest_of(self.judged, sizes=self.sizes, days=[*said, *days])


def find_statement_conflicts(speaker: Speaker, sayings: Sequence[Saying]) -> tuple[Conflict, ...]:
    """Return minimal sets of statements and ranges that do not agree.

    First the statements alone: as long as they contradict each other, one minimal set is found and
    its statements are laid aside. Then what is left against the ranges, in the same way. So every
    statement is in one of the conflicts, or agrees with all others that are in none.
    """
    found: list[Conflict] = []
    left = list(range(len(sayings)))
    wide = speaker.widest(sayings)
    while not _agree(speaker, wide, sayings, left):
        minimal = find_minimal(left, lambda kept: _agree(speaker, wide, sayings, kept))
        found.append(Conflict(tuple(sorted(minimal))))
        left = [s for s in left if s not in minimal]
    while speaker.judged is not None and not _agree(speaker, speaker.judged, sayings, left):
        found.append(_against_ranges(speaker, speaker.judged, sayings, left))
        left = [s for s in left if s not in found[-1].statements]
    return tuple(found)


def _against_ranges(
    speaker: Speaker, judged: PartyBelief, sayings: Sequence[Saying], left: Sequence[int]
) -> Conflict:
    """Reduce the statements, then the ranges, the no-deal value last."""
    said = find_minimal(left, lambda kept: _agree(speaker, judged, sayings, kept))
    numbers = numbers_of(judged, speaker.number, [index for index, _ in speaker.links])
    places = list(numbers)

    def agrees(kept: Sequence[int]) -> bool:
        free: set[Place] = {place for k, place in enumerate(places) if k not in kept}
        return _agree(speaker, set_free(judged, free), sayings, said)

    kept = find_minimal(range(len(places)), agrees)
    return Conflict(tuple(sorted(said)), tuple(numbers[places[k]] for k in kept))


def _agree(
    speaker: Speaker, party: PartyBelief, sayings: Sequence[Saying], kept: Sequence[int]
) -> bool:
    constraints = [c for c in party.constraints if c.source < 0]
    for place in kept:
        constraints += constraints_of(
            sayings[place], party=party, links=speaker.patterns, source=place
        )
    return agree(polytope_of(party, constraints))
