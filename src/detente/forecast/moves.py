"""What happened in a run, as moves: who went where, moved by whom, and the numbers it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.forecast.challenge import ChallengeRun, Offer
from detente.forecast.records import Move
from detente.forecast.situation import SCALE, Floats, Situation
from detente.forecast.spatial import Bargain, Resolution, SpatialRun, on_scale
from detente.forecast.trading import Deal, TradingRun

CROWD = 12
"""So many actors with the same numbers are told one by one."""


def challenge_moves(run: ChallengeRun, dimension: int) -> tuple[Move, ...]:
    """Return the moves of rounds of challenges on one dimension.

    Reasons: what the actor and the other expect of challenging one another. A compromise moves the
    actor ``|own / other's|`` of the way from where it stood when the round began, any other offer
    all of it. Of k offers that are equally good each has a move of its own, with a k-th of that.
    """
    found = []
    for turn, done in enumerate(run.rounds, start=1):
        where = run.positions[turn - 1].copy()
        for offer in (offer for followed in done.offers for offer in followed):
            before = float(where[offer.actor])
            way = offer.target - float(run.positions[turn - 1, offer.actor])
            after = offer.target if offer.share == 1 else before + way * offer.share
            where[offer.actor] = after
            found.append(_offered(offer, turn, dimension, before=before, after=after))
    return tuple(found)


def _offered(offer: Offer, turn: int, dimension: int, *, before: float, after: float) -> Move:
    return Move(
        turn,
        offer.actor,
        dimension,
        before,
        after,
        offer.towards,
        offer.kind,
        {"own expected utility": offer.own, "other's expected utility": offer.other},
        share=offer.share,
    )


def spatial_moves(run: SpatialRun) -> tuple[Move, ...]:
    """Return the moves of a spatial run: the bargains that were adopted.

    Where an actor adopted several, there is one move for each; each goes its share of the way from
    where the actor stood when the turn began, and the last ends where the actor then stands. More
    than :data:`CROWD` with actors whose numbers are all the same are one move with the shares of
    all, towards the first of them.

    Reasons: the chance of the actor to prevail over the other, on which the bargain rests; how
    much the dimension matters to each, as shares; the probability of this bargain among those that
    the actor was in (and the status quo), and how many they were; for a crowd, how many bargains
    the move stands for.
    """
    return tuple(
        move
        for number, turn in enumerate(run.turns, start=1)
        for members in (turn.groups.members,)
        for done in turn.resolutions
        for move in _adopted(run, number, done, members)
    )


def _adopted(
    run: SpatialRun, number: int, done: Resolution, members: Sequence[tuple[int, ...]]
) -> list[Move]:
    """Return the moves of one actor in one turn, those of each bargain on each dimension."""
    found, salience = list[Move](), run.situation.salience / SCALE
    start = where = run.positions[number - 1, done.actor]
    for bargain in done.bargains:
        first = done.actor in members[bargain.initiator]
        others = members[bargain.receiver if first else bargain.initiator]
        alike = len(others) if len(others) > CROWD else 1
        share = alike / round(1 / done.share)
        to = on_scale(bargain.initiator_to if first else bargain.receiver_to, run.options)
        way = to - start
        for other in others[::alike]:
            before, where = where, to if share == 1 else where + share * way
            found += [
                Move(
                    number,
                    done.actor,
                    k,
                    float(before[k]),
                    float(where[k]),
                    other,
                    "bargain",
                    _reasons(done, bargain, salience[[done.actor, other], k], first, alike),
                    challenger=done.actor if first else other,
                    share=share,
                )
                for k in np.flatnonzero(way).tolist()
            ]
    return _ending(found, run.positions[number, done.actor])


def _reasons(
    done: Resolution, bargain: Bargain, salience: Floats, first: bool, alike: int
) -> dict[str, float]:
    """Return what a move rests on; ``first``: whether the actor is the initiator."""
    own, other = salience.tolist()
    found = {
        "chance to prevail": bargain.chance if first else 1 - bargain.chance,
        "salience": own,
        "other's salience": other,
        "probability of this bargain": done.probability,
        "bargains to choose from": float(done.considered),
    }
    return {**found, "bargains in this move": float(alike)} if alike > 1 else found


def _ending(moves: list[Move], end: Floats) -> list[Move]:
    """Let the last move on each dimension end where the actor then stands, to the last digit."""
    last = {move.dimension: place for place, move in enumerate(moves)}
    for dimension, place in last.items():
        if moves[place].after != end[dimension]:
            moves[place] = replace(moves[place], after=float(end[dimension]))
    return moves


def trading_moves(run: TradingRun, situation: Situation) -> tuple[Move, ...]:
    """Return the moves of rounds of exchanges, two for each exchange: the supplier's goes first.

    Reasons: the gain of each side; what the move shifts the expected outcome by here, and what the
    other's shifts it by in return; and how much the two dimensions matter to the actor, as shares.
    The gain is the shift in return × its salience less the shift here × its salience. Share: of the
    exchange as large as the two by themselves could have made it, less than 1 only where others
    gained just as much and needed the same room. Moves of a round begin at the positions that it
    began with, which are not those voted on in the round before.
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
    def side(actor: int, other: int, by: float, here: int, there: int) -> Move:
        on, back = deal.shift if here == deal.issue else deal.shift[::-1]
        reasons = {
            "gain of each": deal.gain,
            "shift of the outcome": on,
            "shift in return": back,
            "salience": float(salience[actor, here]),
            "salience in return": float(salience[actor, there]),
        }
        before = float(where[actor, here])
        return Move(
            turn,
            actor,
            here,
            before,
            before + by,
            other,
            "exchange",
            reasons,
            in_return=there,
            share=deal.share,
        )

    return (
        side(deal.supplier, deal.demander, deal.given, deal.issue, deal.price),
        side(deal.demander, deal.supplier, deal.paid, deal.price, deal.issue),
    )
