"""The sides of a commitment are two parties, its numbers of their kind, and some model has all."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.commitment import Battlefield, Commitment, Judged, Seen, Side
from detente.case.finding import Finding
from detente.case.quantity import Quantity
from detente.case.records import Case
from detente.case.yaml_core import Path

TWO = 2
MOST_POSITIONS = 100
DISCOUNTS = frozenset({"discount"})
PATH: Path = ("commitment",)


def check_commitment(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the numbers on fighting."""
    commitment = case.commitment
    if commitment is None:
        return
    if len(commitment.sides) != TWO:
        message = f"a commitment is between two sides, and {len(commitment.sides)} are given"
        yield Finding("commitment-sides", message, (*PATH, "sides"), "name just two parties")
    for path, record in commitment.judged():
        yield from _check_number(record, (*PATH, *path))
    yield from _check_fighting(commitment)
    if commitment.battlefield is not None:
        yield from _check_battlefield(commitment.battlefield, (*PATH, "battlefield"))
    if len(commitment.sides) == TWO and not _computes(commitment):
        message = "no condition has all the numbers it takes, so nothing will be computed"
        hint = "give wins: and cost: of both sides, to begin with"
        yield Finding("commitment-empty", message, PATH, hint, "warning")


def _check_number(record: Judged | Seen, path: Path) -> Iterator[Finding]:
    if isinstance(record, Seen):
        yield from _within(record.least, (*path, "from"))
        yield from _within(record.most, (*path, "to"))
        if record.least.high > record.most.low:
            message = "what is held possible begins above where it may end"
            hint = "from: must not be above to:, wherever both may lie"
            yield Finding("commitment-form", message, path, hint)
    elif path[-1] in DISCOUNTS:
        if not 0 < record.value.low <= record.value.high < 1:
            message = f"{record.value} is not between 0 and 1, both excluded"
            hint = "it is what the wait of a period leaves of a share, such as 0.95"
            yield Finding("bad-share", message, path, hint)
    else:
        yield from _within(record.value, path)
        if path[-1] == "destroyed" and record.value.high == 1:
            message = "fighting that destroys everything leaves nothing to win"
            yield Finding("bad-share", message, path, "give a share below 1")


def _within(number: Quantity, path: Path) -> Iterator[Finding]:
    if not 0 <= number.low <= number.high <= 1:
        hint = "chances, costs and shares are written from 0 to 1: 30 per cent is 0.3"
        yield Finding("bad-share", f"{number} is not within 0–1", path, hint)


def _check_fighting(commitment: Commitment) -> Iterator[Finding]:
    paid = [side.while_fighting for side in commitment.sides.values()]
    if len(paid) == TWO and sum(each.value.high for each in paid if each is not None) > 1:
        message = "while they fight the two may have more than all there is"
        hint = "the two numbers together stay at or below 1, wherever both may lie"
        path = (*PATH, "sides", list(commitment.sides)[-1], "while_fighting")
        yield Finding("commitment-form", message, path, hint)


def _check_battlefield(battlefield: Battlefield, path: Path) -> Iterator[Finding]:
    if not TWO <= battlefield.positions <= MOST_POSITIONS:
        message = f"a battlefield has from 2 to {MOST_POSITIONS} positions"
        yield Finding("commitment-form", message, (*path, "positions"))
    elif not 0 < battlefield.now < battlefield.positions:
        message = "the front stands between the two defeats"
        hint = f"now: is from 1 to {battlefield.positions - 1}"
        yield Finding("commitment-form", message, (*path, "now"), hint)


def _computes(commitment: Commitment) -> bool:
    """Tell whether any condition has all of its numbers."""
    one, two = commitment.sides.values()
    destroyed = commitment.destroyed is not None
    war = commitment.battlefield is not None and _have("while_fighting", one, two)
    return (
        (_have("wins", one, two) and _have("cost", one, two))
        or (_have("wins_striking_first", one, two) and (destroyed or _have("cost", one, two)))
        or any(
            (_have("wins", a) and _have("cost", a) and _have("cost_as_seen", b))
            or (
                _have("wins", a)
                and _have("discount", a)
                and _have("rises", b)
                and (destroyed or _have("cost", a))
            )
            for a, b in ((one, two), (two, one))
        )
        or _have("discount", one, two)
        or war
    )


def _have(name: str, *sides: Side) -> bool:
    return all(getattr(side, name) is not None for side in sides)
