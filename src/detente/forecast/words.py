"""What happened in a run, in sentences that can be checked, with the same verbs for everybody.

Positions are places on the scale of 0 to 100, as the formulas of the models take them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from detente.forecast.records import Forecast, Move

_ALL_THE_WAY = ("confrontation", "capitulation")


@dataclass(frozen=True, slots=True)
class Naming:
    """How actors and dimensions are called, in the order of the situation."""

    actors: Sequence[str]
    dimensions: Sequence[str]


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """A turn in words.

    Attributes:
        number: from 1.
        moves: one sentence a move; empty where nobody moved.
    """

    number: int
    moves: tuple[str, ...]


def tell_turns(
    forecast: Forecast, naming: Naming, *, dimensions: Collection[int] | None = None
) -> Iterator[ToldTurn]:
    """Yield the turns of a run in words; nothing for a model without turns.

    Args:
        forecast: of a model with a trajectory.
        naming: of its actors and dimensions.
        dimensions: indices, to tell only of moves on these, and of those made in return for one.
    """
    if forecast.trajectory is None:
        return
    wanted = [
        move
        for move in forecast.moves
        if dimensions is None or move.dimension in dimensions or move.in_return in dimensions
    ]
    for number in range(1, len(forecast.trajectory)):
        moves = [move for move in wanted if move.turn == number]
        yield ToldTurn(number, tuple(tell_move(forecast, move, naming=naming) for move in moves))


def tell_run(forecast: Forecast) -> str:
    """Return how long a run went, and whether it settled; empty for a model without turns."""
    if forecast.trajectory is None:
        return ""
    count = len(forecast.trajectory) - 1
    rounds = f"{count} turn{'' if count == 1 else 's'}"
    if forecast.model == "spatial":
        if forecast.settled:
            return (
                f"{rounds}; positions settled: in the last turn all together moved less than 2% of "
                "what they moved in the first."
            )
        return (
            f"{rounds}, which is the limit; positions had not settled, and the forecast is read "
            "off where they stood then."
        )
    if forecast.model == "exchange":
        end = "nobody gains by a further exchange" if forecast.exact else "; ".join(forecast.notes)
        return f"{rounds} of exchanges, until {end}."
    return f"{rounds}; the model does not settle by itself."


def tell_move(forecast: Forecast, move: Move, *, naming: Naming) -> str:
    """Return who moves where and why: ``Belgium moves 0.4 towards France, from 70 to 69.6, …``."""
    who = naming.actors[move.actor]
    digits = _digits(abs(move.after - move.before))
    before, after = round(move.before, digits), round(move.after, digits)
    towards = "" if move.towards is None else f" towards {naming.actors[move.towards]}"
    on = f" on {naming.dimensions[move.dimension]}" if len(naming.dimensions) > 1 else ""
    told = (
        f"{who} moves {_told(abs(after - before), digits)}{towards}{on}, from "
        f"{_told(before, digits)} to {_told(after, digits)}"
    )
    because = _because(forecast, move, naming)
    return f"{told}, because {because}." if because else f"{told}."


def _because(forecast: Forecast, move: Move, naming: Naming) -> str:
    if move.towards is None:
        return ""
    if move.kind == "bargain":
        return _bargain(forecast, move, naming)
    if move.kind == "exchange":
        return _exchange(move, naming)
    other, way = naming.actors[move.towards], "all the way"
    if move.kind not in _ALL_THE_WAY:
        way = _way(forecast, move, other)
    own, theirs = move.reasons["own expected utility"], move.reasons["other's expected utility"]
    return (
        f"it expects {number(own)} of a challenge and {other} {number(theirs)} ({move.kind}: {way})"
    )


def _bargain(forecast: Forecast, move: Move, naming: Naming) -> str:
    assert move.towards is not None
    who, other, why = naming.actors[move.actor], naming.actors[move.towards], move.reasons
    own = move.challenger == move.actor
    challenge = f"it challenged {other}" if own else f"{other} challenged it"
    chance, count = why["chance to prevail"], round(why["bargains to choose from"])
    weighs, other_weighs = number(why["salience"]), number(why["other's salience"])
    choice = f"among {count} bargains and staying" if count > 1 else "over staying"
    return (
        f"{challenge} and their bargain takes it {_way(forecast, move, other)}: {who} has a chance "
        f"of {number(chance)} and a salience of {weighs}, {other} {number(1 - chance)} and "
        f"{other_weighs}; {who} chooses it {choice}, with probability "
        f"{number(why['probability of this bargain'])}"
    )


def _exchange(move: Move, naming: Naming) -> str:
    assert move.towards is not None
    assert move.in_return is not None
    why = move.reasons
    here, there = naming.dimensions[move.dimension], naming.dimensions[move.in_return]
    return (
        f"{naming.actors[move.towards]} moves on {there} in return: the outcome shifts by "
        f"{number(why['shift of the outcome'])} on {here}, with a salience of "
        f"{number(why['salience'])}, and by {number(why['shift in return'])} on {there}, with "
        f"{number(why['salience in return'])}; each of the two gains {number(why['gain of each'])}"
    )


def _way(forecast: Forecast, move: Move, other: str) -> str:
    """Return the share of the way to where the other stood when the turn began."""
    assert forecast.trajectory is not None
    assert move.towards is not None
    there = float(forecast.trajectory[move.turn - 1, move.towards, move.dimension])
    if there == move.before:
        return f"from where {other} stood too"
    share = number((move.after - move.before) / (there - move.before))
    way = "all" if share == "1" else share
    return f"{way} of the way to {number(there)}, where {other} stood"


def _digits(moved: float) -> int:
    """Return the decimals at which a move shows at least two figures."""
    if moved >= 1 or not moved:
        return 1
    return min(9, 1 - math.floor(math.log10(moved)))


def _told(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−") if float(text) else "0"


def number(value: float) -> str:
    """Return a number to three figures, and to two decimals at least: ``−0.124``, ``60.54``."""
    size = abs(value)
    digits = 2 if size >= 1 or not size else min(9, 2 - math.floor(math.log10(size)))
    return _told(value, digits)
