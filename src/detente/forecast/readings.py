"""The same situation put down differently: where the answer of a model depends on that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from detente.forecast.parameters import Parameters
from detente.forecast.records import Forecast, Remark
from detente.forecast.situation import SCALE, Situation

SLIGHT = 0.05
"""Differences on the scale of 0 to 100 that are not worth a remark."""


def depends(parameters: Parameters) -> bool:
    """Return whether some rule of a model takes what comes first, in a list or on the scale.

    Under ``compatible`` the spatial model takes the first of ties, ``scholz-code`` the offer lowest
    on the scale, and under ``asym-prospect`` votes count by the order of options.
    """
    return (
        bool(parameters.get("compatible"))
        or parameters.get("variant") == "scholz-code"
        or parameters.get("voting") == "asym-prospect"
    )


def tell_other_readings(
    answer: Forecast, ask: Callable[[Situation], Forecast]
) -> tuple[Remark, ...]:
    """Say where the same situation, put down differently, gives other values.

    Args:
        answer: to the situation as it is put down.
        ask: asks the same model with the same parameters.
    """
    asked, told = answer.situation, list[Remark]()
    by_order = answer.parameters.get("voting") == "asym-prospect"
    rule = "the order of options decides" if by_order else "ties decide"
    for other, turned, how in (
        (_listed_backwards(asked), False, "with the actors listed the other way round"),
        (asked.at(SCALE - asked.positions), True, "with the scale turned round"),
    ):
        values = ask(other).values
        values = SCALE - values if turned else values
        told += [
            Remark(f"{rule}: {how} the value is {value:.1f} instead of {mine:.1f}", k)
            for k, (mine, value) in enumerate(zip(answer.values, values, strict=True))
            if abs(value - mine) > SLIGHT
        ]
    return tuple(told)


def _listed_backwards(situation: Situation) -> Situation:
    return replace(
        situation,
        actors=situation.actors[::-1],
        positions=situation.positions[::-1],
        salience=situation.salience[::-1],
        capability=situation.capability[::-1],
        affinities=situation.affinities[::-1, ::-1],
    )
