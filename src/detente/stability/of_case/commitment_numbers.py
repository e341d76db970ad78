"""The numbers of a case's commitment by address: ranges, draws, grounds, and who takes which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.commitment import Commitment
from detente.case.fields import Evidence
from detente.case.numbers import commitment_address, numbers_of_commitment
from detente.case.quantity import Quantity
from detente.case.records import Case
from detente.errors import NoSolution
from detente.quantiles import quantile
from detente.stability.commitment import conditions, powell
from detente.stability.commitment import fearon_conditions as fearon
from detente.stability.commitment.battlefield import battlefield_condition
from detente.streams import digest

Floats = conditions.Floats
Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition, the sides it is about, and the addresses of its numbers.

    Attributes:
        about: whose share its ends measure, then the other.
        addresses: name of the condition's number to address.
        directed: whether the two sides play different parts in it.
    """

    condition: conditions.Condition
    about: Ids
    addresses: Mapping[str, str]
    directed: bool = False


@dataclass(frozen=True, eq=False)
class CommitmentNumbers:
    """The numbers of a commitment.

    Attributes:
        case: where names and grounds are.
        record: the commitment.
        sides: ids, the first one's share is measured.
        quantities: by address.
    """

    case: Case
    record: Commitment
    sides: Ids
    quantities: Mapping[str, Quantity]

    def name(self, party: str) -> str:
        """Return the name of a side."""
        return self.case.parties[party].name

    def exact(self, wanted: Wanted) -> bool:
        """Tell whether all numbers of a condition are known exactly."""
        return all(self.quantities[address].exact for address in wanted.addresses.values())

    def missing(self, wanted: Wanted) -> tuple[str, ...]:
        """Return the addresses that a condition takes and the case does not give."""
        return tuple(a for a in wanted.addresses.values() if a not in self.quantities)

    def mids(self, wanted: Wanted) -> dict[str, float]:
        """Return the numbers of a condition at mid-points."""
        return {name: self.quantities[a].mid for name, a in wanted.addresses.items()}

    def corner(self, wanted: Wanted, *, worst: bool) -> dict[str, float]:
        """Return the numbers within their ranges at which the margin is least, or greatest."""
        lows = {name: self.quantities[a].low for name, a in wanted.addresses.items()}
        highs = {name: self.quantities[a].high for name, a in wanted.addresses.items()}
        return conditions.corner(wanted.condition, lows, highs, worst=worst)

    def draw(self, wanted: Wanted, *, draws: int, seed: int) -> dict[str, Floats]:
        """Return independent draws of the numbers of a condition.

        Each number has a stream of its own, named after what it is, never after the id of a side.
        Sides are told apart by the part they play, or where both play the same by their numbers. So
        exchanging the two exchanges results and changes nothing else, sides with the same numbers
        have the same shares, and giving one more number leaves all other draws as they were.
        """
        ranks = {side: rank for rank, side in enumerate(self._order(wanted))}
        found = {}
        for name, address in wanted.addresses.items():
            side, _, rest = address.partition(".commitment.")
            stream = digest(f"{ranks[side]} {rest}" if rest else address)
            u = np.random.default_rng([seed, stream]).random(draws)
            number = self.quantities[address]
            found[name] = quantile(u, low=number.low, high=number.high, mode=number.mode)
        return found

    def _order(self, wanted: Wanted) -> Sequence[str]:
        """Return the sides by part; else by their numbers, and by place where these are alike."""
        if wanted.directed:
            return wanted.about
        return sorted(self.sides, key=lambda side: repr(self._of_side(side)))

    def _of_side(self, side: str) -> dict[str, Any]:
        start = f"{side}.commitment."
        return {
            address.removeprefix(start): quantity.plain()
            for address, quantity in self.quantities.items()
            if address.startswith(start)
        }

    def grounds(self, keep: Callable[[Evidence], bool]) -> dict[str, dict[str, Any]]:
        """Return what each number rests on: its evidence, and its judgement or the basis of all.

        Args:
            keep: tells which evidence is named.
        """
        found = {}
        for path, number in self.record.citing(keep).judged():
            evidence = [{"source": e.source, "quote": e.quote, "at": e.at} for e in number.evidence]
            ground = {"evidence": evidence, "judgement": number.judgement or self.record.basis}
            address = commitment_address(path)
            for full in self.quantities:
                if full in (address, f"{address}.from", f"{address}.to"):
                    found[full] = {"value": self.quantities[full].plain(), **ground}
        return found


def numbers_of_case(case: Case) -> CommitmentNumbers:
    """Return the numbers of a case's commitment.

    Raises:
        NoSolution: the case has none.
    """
    if case.commitment is None:
        raise NoSolution(
            "the case says nothing of what fighting would bring its sides; add commitment: with "
            "wins: and cost: of two sides"
        )
    one, two = case.commitment.sides
    return CommitmentNumbers(case, case.commitment, (one, two), numbers_of_commitment(case))


def conditions_of(numbers: CommitmentNumbers) -> Iterator[Wanted]:
    """Yield every condition with the addresses of the numbers that it takes, given or not."""
    a, b = numbers.sides
    yield Wanted(fearon.BARGAINING_RANGE, (a, b), _both(a, b, "wins"))
    for x, y in ((a, b), (b, a)):
        yield Wanted(fearon.OFFER, (x, y), _of_offer(x, y), directed=True)
    strike = _both(a, b, "wins_striking_first")
    destroyed = {"destroyed": "commitment.destroyed"}
    wins = {name: address for name, address in strike.items() if name.startswith("win")}
    yield Wanted(fearon.FIRST_STRIKE, (a, b), strike)
    yield Wanted(powell.FIRST_STRIKE_DESTROYED, (a, b), wins | destroyed)
    for x, y in ((a, b), (b, a)):
        shift = {
            "win": f"{y}.commitment.wins",
            "rise": f"{x}.commitment.rises",
            "discount": f"{y}.commitment.discount",
        }
        cost = {"cost": f"{y}.commitment.cost"}
        yield Wanted(fearon.PREVENTIVE_WAR, (x, y), shift | cost, directed=True)
        yield Wanted(powell.SHIFTING_POWER, (x, y), shift | destroyed, directed=True)
    yield _of_battlefield(numbers)


def _both(a: str, b: str, wins: str) -> dict[str, str]:
    return {
        "win_a": f"{a}.commitment.{wins}",
        "win_b": f"{b}.commitment.{wins}",
        "cost_a": f"{a}.commitment.cost",
        "cost_b": f"{b}.commitment.cost",
    }


def _of_offer(x: str, y: str) -> dict[str, str]:
    return {
        "win": f"{x}.commitment.wins",
        "cost": f"{x}.commitment.cost",
        "other_low": f"{y}.commitment.cost_as_seen.from",
        "other_high": f"{y}.commitment.cost_as_seen.to",
    }


def _of_battlefield(numbers: CommitmentNumbers) -> Wanted:
    a, b = numbers.sides
    field = numbers.record.battlefield
    positions, now = (2, 1) if field is None else (field.positions, field.now)
    addresses = {
        "win": "commitment.battlefield.wins",
        "discount": "commitment.battlefield.discount",
        "pay_a": f"{a}.commitment.while_fighting",
        "pay_b": f"{b}.commitment.while_fighting",
    }
    return Wanted(battlefield_condition(positions, now), (a, b), addresses)
