"""The inequality of a party and what moved its no-deal value, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.deal.acceptance.difference import Difference
from detente.deal.problem import TOLERANCE
from detente.deal.waiting.record import PartyDay
from detente.words import points, signed


def compare(best: float, no_deal: float) -> str:
    """Return ``61.2 > 38``, ``50 = 50`` or ``53.2 < 57.1``, with as many decimals as it takes."""
    if abs(best - no_deal) <= TOLERANCE:
        return f"{points(best)} = {points(no_deal)}"
    digits = next((d for d in range(1, 9) if points(best, d) != points(no_deal, d)), 9)
    sign = ">" if best > no_deal else "<"
    return f"{points(best, digits)} {sign} {points(no_deal, digits)}"


def inequality(name: str, party: PartyDay) -> str:
    """Say whether some package that the others would accept beats no deal for a party.

    Args:
        name: how the party is called.
        party: its day.
    """
    if party.best is None or party.margin is None:
        return f"{name}: the others would accept nothing together, whatever it took."
    told = f"{name}: {compare(party.best, party.no_deal)}"
    if abs(party.margin) <= TOLERANCE:
        return f"{told}, so the best that the others would accept is worth no more than no deal."
    by = _margin(abs(party.margin))
    if party.margin > 0:
        return f"{told}, so some package that the others would accept beats no deal by {by}."
    return f"{told}, so the best that the others would accept falls short of no deal by {by}."


def _margin(value: float) -> str:
    return "less than 0.1" if value < 0.1 else points(value)


def movement(party: PartyDay) -> str:
    """Say as a fact whether no deal gets worse or better on the day, and by what."""
    whose = "At the middle of its ranges its" if party.drifts else "Its"
    if abs(party.slope) <= TOLERANCE:
        ranged = f" (drift {drifting(party)} in 30 days)" if party.drifts else ""
        return f"{whose} no-deal value stands still{ranged}."
    how = "falling" if party.slope < 0 else "rising"
    return (
        f"{whose} no-deal value is {how} by {_margin(abs(party.slope))} in 30 days "
        f"({' and '.join(slopes(party))})."
    )


def slopes(party: PartyDay) -> list[str]:
    """Return what its no-deal value moves by, in its direction; a drift that is a range with it."""
    told = [name for name, by in party.slope_by.items() if by * party.slope > 0]
    if party.drifts:
        told = [name for name in told if name != "drift"] + [f"drift {drifting(party)}"]
    return told


def drifting(party: PartyDay) -> str:
    """Return the range of the drift: ``−2 to +2``."""
    return " to ".join(signed(end) for end in party.drift)


def moved(change: Difference) -> str:
    """Say how a share moves between two days: ``−3.4 points (−5.2 to −1.6)``, or ``level``."""
    ends = f"({_share(change.low)} to {_share(change.high)})"
    level = "level, " if change.level else ""
    return f"{level}{_share(change.value)} points {ends} on the same draws"


def _share(difference: float) -> str:
    return signed(100 * difference)


def movers(party: PartyDay, shocks: Sequence[str]) -> list[tuple[str, str]]:
    """Return what moved a no-deal value since the first day, with its points; largest first.

    A drift that is a range is told with it, and also where it moves nothing at its middle: ``0 (−2
    to +2 in 30 days)``.

    Args:
        party: its day.
        shocks: titles of its shocks, in order.
    """
    names = {f"shock {k}": title for k, title in enumerate(shocks, start=1)}
    ranged = {"drift": f" ({drifting(party)} in 30 days)"} if party.drifts else {}
    largest = sorted(party.moved_by.items(), key=lambda moved: -abs(moved[1]))
    return [
        (names.get(part, part), signed(by) + ranged.get(part, ""))
        for part, by in largest
        if abs(by) > TOLERANCE or part in ranged
    ]
