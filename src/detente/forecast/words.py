"""What happened in a run, in sentences that can be checked, with the same verbs for everybody.

Positions are places on the scale of 0 to 100, as the formulas of the models take them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass

from detente.errors import InvalidInput
from detente.forecast.arguments import need, whole
from detente.forecast.records import LIMIT_OF_EXCHANGES, Forecast, Move
from detente.grammar import object_, subject, verb
from detente.words import counted, points, spelled

_ALL_THE_WAY = ("confrontation", "capitulation")
_PARTS = "half|a third|a quarter|a fifth|a sixth|a seventh|an eighth|a ninth|a tenth".split("|")


@dataclass(frozen=True, slots=True)
class Naming:
    """How actors and dimensions are called, in the order of the situation.

    Attributes:
        actors, dimensions: names.
        plural: indices of the actors whose names are plural: *European allies move*.
    """

    actors: Sequence[str]
    dimensions: Sequence[str]
    plural: frozenset[int] = frozenset()

    def verb(self, actor: int, singular: str) -> str:
        """Return a verb in the number of an actor: ``moves`` or ``move``."""
        return verb(singular, plural=actor in self.plural)

    def subject(self, actor: int) -> str:
        """Return ``it`` or ``they``."""
        return subject(plural=actor in self.plural)

    def object_(self, actor: int) -> str:
        """Return ``it`` or ``them``."""
        return object_(plural=actor in self.plural)


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

    Raises:
        InvalidInput: there is not one name for each actor and dimension.
    """
    _need_names(forecast, naming)
    if dimensions is not None:
        need(dimensions, (list, tuple, range, Set), "a list of indices of dimensions")
        dimensions = [whole(each, "the index of a dimension", low=0) for each in dimensions]
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
    need(forecast, Forecast, "a forecast")
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
        end = "nobody gains by a further exchange" if forecast.exact else LIMIT_OF_EXCHANGES
        return f"{rounds} of exchanges, until {end}."
    return f"{rounds}; the model does not settle by itself."


def tell_move(forecast: Forecast, move: Move, *, naming: Naming) -> str:
    """Return who moves where and why: ``Belgium moves 0.4 towards France, from 70 to 69.6, …``.

    Raises:
        InvalidInput: there is not one name for each actor and dimension, or the forecast has no
            such move.
    """
    _need_names(forecast, naming)
    _need_move(forecast, move)
    who = naming.actors[move.actor]
    moves, digits = naming.verb(move.actor, "moves"), _digits(abs(move.after - move.before))
    before, after = _rounded(move.before, digits), _rounded(move.after, digits)
    towards = "" if move.towards is None else f" towards {naming.actors[move.towards]}"
    on = f" on {naming.dimensions[move.dimension]}" if len(naming.dimensions) > 1 else ""
    told = (
        f"{who} {moves} {_told(abs(after - before), digits)}{towards}{on}, from "
        f"{_told(before, digits)} to {_told(after, digits)}"
    )
    because = _because(forecast, move, naming)
    return f"{told}, because {because}." if because else f"{told}."


def _need_names(forecast: Forecast, naming: Naming) -> None:
    need(forecast, Forecast, "a forecast")
    need(naming, Naming, "a naming of its actors and dimensions")
    situation = forecast.situation
    if (len(naming.actors), len(naming.dimensions)) != situation.positions.shape:
        actors = counted(situation.n_actors, "actor")
        dimensions = counted(situation.n_dimensions, "dimension")
        raise InvalidInput(f"a naming has one name for each of the {actors} and {dimensions}")


def _need_move(forecast: Forecast, move: Move) -> None:
    """Refuse a move of another run; those of a forecast are in the order of turns."""
    need(move, Move, "a move of the forecast")
    turn = whole(move.turn, "the turn of a move", low=1)
    first, last = (
        find(forecast.moves, turn, key=lambda each: each.turn)
        for find in (bisect_left, bisect_right)
    )
    made = forecast.moves[first:last]
    if not any(each is move for each in made) and move not in made:  # looking alike takes longer
        raise InvalidInput("the move is none of this forecast: take one of its moves")


def _because(forecast: Forecast, move: Move, naming: Naming) -> str:
    if move.towards is None:
        return ""
    if move.kind == "bargain":
        return _bargain(forecast, move, naming)
    if move.kind == "exchange":
        return _exchange(move, naming)
    other, it = naming.actors[move.towards], naming.subject(move.actor)
    way = _way(forecast, move, naming)
    if move.kind in _ALL_THE_WAY and move.share == 1:
        way = "all the way"
    expects = naming.verb(move.actor, "expects")
    own, theirs = move.reasons["own expected utility"], move.reasons["other's expected utility"]
    return (
        f"{it} {expects} to gain {tell_number(own)} by a challenge, in the model's units of worth, "
        f"and {other} {tell_number(theirs)} ({move.kind}: {way}{_part(move, naming, 'offers')})"
    )


def _bargain(forecast: Forecast, move: Move, naming: Naming) -> str:
    assert move.towards is not None
    who, other, why = naming.actors[move.actor], naming.actors[move.towards], move.reasons
    it, them = naming.subject(move.actor), naming.object_(move.actor)
    own = move.challenger == move.actor
    challenge = f"{it} challenged {other}" if own else f"{other} challenged {them}"
    chance, count = why["chance to prevail"], round(why["bargains to choose from"])
    weighs, other_weighs = tell_number(why["salience"]), tell_number(why["other's salience"])
    choice = f"among {count} bargains and staying" if count > 1 else "over staying"
    has, chooses = (naming.verb(move.actor, word) for word in ("has", "chooses"))
    return (
        f"{challenge} and their bargain takes {them} {_way(forecast, move, naming)}"
        f"{_part(move, naming, 'choices')}: {who} {has} a chance of {tell_number(chance)} and a "
        f"salience of {weighs}, {other} {tell_number(1 - chance)} and {other_weighs}; {who} "
        f"{chooses} it {choice}, with probability {tell_number(why['probability of this bargain'])}"
    )


def _exchange(move: Move, naming: Naming) -> str:
    assert move.towards is not None
    assert move.in_return is not None
    why = move.reasons
    here, there = naming.dimensions[move.dimension], naming.dimensions[move.in_return]
    return (
        f"{naming.actors[move.towards]} {naming.verb(move.towards, 'moves')} on {there} in return: "
        f"the outcome shifts by {tell_number(why['shift of the outcome'])} on {here}, with a "
        f"salience of {tell_number(why['salience'])}, and by {tell_number(why['shift in return'])} "
        f"on {there}, with {tell_number(why['salience in return'])}; each of the two gains "
        f"{tell_number(why['gain of each'])}"
        f"{_rivals(move)}"
    )


def _rivals(move: Move) -> str:
    """Return how much of an exchange is made where others are equally good; else empty."""
    if move.share == 1:
        return ""
    made = _fraction(move.share)
    return f", with {made} of their exchange made, since others gain as much and need the same room"


def _way(forecast: Forecast, move: Move, naming: Naming) -> str:
    """Return the share of the way to where the other stood when the turn began.

    Where an actor follows several bargains or offers, each a part of its way, the way is that from
    where it stood when the turn began, and the share is that of the whole of it.
    """
    assert forecast.trajectory is not None
    assert move.towards is not None
    start, there = (
        float(forecast.trajectory[move.turn - 1, actor, move.dimension])
        for actor in (move.actor, move.towards)
    )
    other = naming.actors[move.towards]
    if there == start:
        return f"from where {other} stood too"
    share = tell_number((move.after - move.before) / move.share / (there - start))
    way = "all" if share == "1" else share
    begin = "" if move.share == 1 else f" from {tell_number(start)}"
    return f"{way} of the way{begin} to {tell_number(there)}, where {other} stood"


def _part(move: Move, naming: Naming, what: str) -> str:
    """Return how much of the way is gone where several were equally good; empty for one alone."""
    if move.share == 1:
        return ""
    alike = count_alike(move)
    count = round(alike / move.share)
    goes = f"{naming.subject(move.actor)} {naming.verb(move.actor, 'goes')}"
    crowd = f", {alike} of them of this kind" if alike > 1 else ""
    return (
        f"; {goes} {_fraction(move.share)} of that, since {spelled(count)} {what} were equally good"
        f"{crowd}"
    )


def count_alike(move: Move) -> int:
    """Return how many bargains with actors of the same numbers a move stands for."""
    return round(move.reasons.get("bargains in this move", 1))


def _fraction(share: float) -> str:
    """Return ``half``, ``a third`` and so on, else the number."""
    count = round(1 / share)
    named = 2 <= count < len(_PARTS) + 2 and math.isclose(share * count, 1, rel_tol=1e-9)
    return _PARTS[count - 2] if named else tell_number(share)


def _digits(moved: float) -> int:
    """Return the decimals at which a move shows at least two figures."""
    if moved >= 1 or not moved:
        return 1
    return min(9, 1 - math.floor(math.log10(moved)))


def _told(value: float, digits: int) -> str:
    return points(value, digits)


def _rounded(place: float, digits: int) -> float:
    """Return a place as it is shown: halves go up."""
    unit = 10.0**digits
    return math.floor(round(place * unit, 6) + 0.5) / unit


def tell_number(value: float) -> str:
    """Return a number to three figures, and to two decimals at least: ``−0.124``, ``60.54``."""
    size = abs(value)
    digits = 2 if size >= 1 or not size else min(9, 2 - math.floor(math.log10(size)))
    return _told(value, digits)
