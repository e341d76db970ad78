"""What happened in a run, as moves: who went where, moved by whom, and the numbers it rests on."""

from __future__ import annotations

import numpy as np

from detente.forecast.challenge import ChallengeRun
from detente.forecast.records import Move
from detente.forecast.situation import SCALE, Floats, Situation
from detente.forecast.spatial import SpatialRun
from detente.forecast.trading import Deal, TradingRun


def challenge_moves(run: ChallengeRun, dimension: int) -> tuple[Move, ...]:
    """Return the moves of rounds of challenges on one dimension.

    Reasons: what the actor and the other expect of challenging one another. A compromise moves the
    actor ``|own / other's|`` of the way, any other offer all of it.
    """
    return tuple(
        Move(
            turn,
            offer.actor,
            dimension,
            float(run.positions[turn - 1, offer.actor]),
            offer.target,
            offer.towards,
            offer.kind,
            {"own expected utility": offer.own, "other's expected utility": offer.other},
        )
        for turn, done in enumerate(run.rounds, start=1)
        for offer in done.offers
        if offer is not None
    )


def spatial_moves(run: SpatialRun) -> tuple[Move, ...]:
    """Return the moves of a spatial run: the bargains that were adopted.

    Reasons: the chance of the actor to prevail over the other, on which the bargain rests; how
    much the dimension matters to each, as shares; the probability of this bargain among those that
    the actor was in (and the status quo), and how many they were.
    """
    found = []
    for number, turn in enumerate(run.turns, start=1):
        for done in turn.resolutions:
            before, after = run.positions[number - 1, done.actor], run.positions[number, done.actor]
            if done.bargain is None or np.array_equal(before, after):
                continue
            first = done.actor == done.bargain.initiator
            other = done.bargain.receiver if first else done.bargain.initiator
            chance = done.bargain.chance if first else 1 - done.bargain.chance
            found += [
                Move(
                    number,
                    done.actor,
                    k,
                    float(before[k]),
                    float(after[k]),
                    other,
                    "bargain",
                    {
                        "chance to prevail": chance,
                        "salience": float(run.situation.salience[done.actor, k]) / SCALE,
                        "other's salience": float(run.situation.salience[other, k]) / SCALE,
                        "probability of this bargain": done.probability,
                        "bargains to choose from": float(done.considered),
                    },
                    challenger=done.bargain.initiator,
                )
                for k in np.flatnonzero(before != after).tolist()
            ]
    return tuple(found)


def trading_moves(run: TradingRun, situation: Situation) -> tuple[Move, ...]:
    """Return the moves of rounds of exchanges, two for each exchange: the supplier's goes first.

    Reasons: the gain of each side; what the move shifts the expected outcome by here, and what the
    other's shifts it by in return; and how much the two dimensions matter to the actor, as shares.
    The gain is the shift in return × its salience less the shift here × its salience.
    """
    found = []
    for number, (start, done) in enumerate(zip(run.positions, run.rounds, strict=True), start=1):
        where = start.copy()
        for deal in done.deals:
            for move in _sides(deal, number, where, situation.salience / SCALE):
                found.append(move)
                where[move.actor, move.dimension] = move.after
    return tuple(found)


def _sides(deal: Deal, turn: int, where: Floats, salience: Floats) -> tuple[Move, Move]:
    def side(actor: int, other: int, to: float, here: int, there: int) -> Move:
        on, back = deal.shift if here == deal.issue else deal.shift[::-1]
        reasons = {
            "gain of each": deal.gain,
            "shift of the outcome": on,
            "shift in return": back,
            "salience": float(salience[actor, here]),
            "salience in return": float(salience[actor, there]),
        }
        before = float(where[actor, here])
        return Move(turn, actor, here, before, to, other, "exchange", reasons, in_return=there)

    return (
        side(deal.supplier, deal.demander, deal.supplier_to, deal.issue, deal.price),
        side(deal.demander, deal.supplier, deal.demander_to, deal.price, deal.issue),
    )
