"""Does a belief hold together? Everything that draws and exact answers later take for granted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.deal.belief.shapes import Peak, Straight
from detente.deal.belief.weights import check_sum
from detente.deal.checks import real, whole
from detente.deal.patterns import Pattern
from detente.deal.problem import check_problem
from detente.errors import InvalidInput

if TYPE_CHECKING:
    from detente.deal.belief.belief import Belief, Correlation, Line, PartyBelief


def check_belief(belief: Belief) -> None:
    """Refuse a belief whose parts do not fit each other.

    Args:
        belief: whose parties, lines and correlations are looked at.

    Raises:
        InvalidInput: what does not fit, whose it is, and what is expected.
    """
    check_problem(belief.frame)
    judged = tuple(party is not None for party in belief.parties)
    if judged != tuple(bool(j) for j in belief.frame.judged):
        raise InvalidInput("a belief has one entry a party, None exactly where not judged")
    for p, party in enumerate(belief.parties):
        if party is not None:
            _check_party(belief, p, party)
    for line in belief.lines:
        _check_line(belief, line)
    _check_correlations(belief)


def _check_party(belief: Belief, p: int, party: PartyBelief) -> None:
    name, sizes = belief.frame.parties[p], belief.frame.sizes
    if len(party.shapes) != len(sizes):
        raise InvalidInput(f"{name} needs one shape for each of the {len(sizes)} issues")
    for issue, (shape, size) in enumerate(zip(party.shapes, sizes, strict=True)):
        wanted = f"the shape of {belief.frame.issues[issue]} for {name} must give {size} options"
        if isinstance(shape, Peak) and shape.levels.shape != (size,):
            raise InvalidInput(wanted)
        if isinstance(shape, Straight) and shape.basis.shape != (size, len(shape.numbers)):
            raise InvalidInput(wanted)
    links = sum(link.party == p for link in belief.frame.linkages)
    if len(party.adds) != links:
        raise InvalidInput(f"{name} needs one range for each of its {links} linkages in adds")
    if party.weights is not None:
        _check_weights(name, party, len(sizes))


def _check_weights(name: str, party: PartyBelief, issues: int) -> None:
    weights = party.weights or ()
    if len(weights) != issues:
        raise InvalidInput(f"{name} needs one weight for each of the {issues} issues")
    if any(weight.low < 0 for weight in weights):
        raise InvalidInput(f"the weights of {name} are shares of 100 and cannot be negative")
    check_sum(weights, f"weights of {name}")


def _check_line(belief: Belief, line: Line) -> None:
    whole(line.party, "the party of a red line", least=0, most=len(belief.parties) - 1)
    if not isinstance(line.pattern, Pattern):
        raise InvalidInput("the pattern of a red line must be a detente.deal.Pattern")
    if not 0 < real(line.probability, "the probability of a red line") <= 1:
        raise InvalidInput("the probability of a red line lies above 0 and is at most 1")
    if math.isnan(line.start) or math.isnan(line.end) or line.start > line.end:
        raise InvalidInput("a red line must start before it ends")


def _check_correlations(belief: Belief) -> None:
    seen: set[frozenset[int]] = set()
    for pair in belief.correlations:
        _check_correlation(belief, pair)
        ends = frozenset((pair.one, pair.two))
        if len(ends) == 1 or ends in seen:
            raise InvalidInput("a correlation joins two different numbers, and each pair once")
        seen.add(ends)


def _check_correlation(belief: Belief, pair: Correlation) -> None:
    for end in (pair.one, pair.two):
        whole(end, "the number of a correlation", least=0, most=len(belief.numbers) - 1)
        if belief.numbers[end].kind == "weight":
            raise InvalidInput("weights add up to 100 together and cannot be correlated")
    if abs(real(pair.rho, "rho")) > 1:
        raise InvalidInput("rho lies between -1 and 1")
