"""Completions of unknown preferences, drawn at random.

``pairs``: each unknown pair is ordered either way with probability one half, independently of all
others; what comes out need not be transitive. ``rankings``: all strict orders of what is not known
to tie, as far as they agree with what is known, are equally likely
(:mod:`detente.stability.robustness.linear_extensions`). Neither is a judgement of anybody: they say
what ignorance of the order alone leaves open, and they differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arguments import check_whole
from detente.stability.graph.model import Model
from detente.stability.robustness.known import Kind, find_known
from detente.stability.robustness.linear_extensions import draw_extensions
from detente.stability.robustness.streams import find_generators

Bools = npt.NDArray[np.bool_]
MAX_CELLS = 1 << 28
"""Draws × decision makers × states² at most: the draws are held as one array of bytes."""


@dataclass(frozen=True, eq=False, slots=True)
class CompletionDraws:
    """Preferences drawn for all decision makers.

    Attributes:
        above: shape (draws, decision makers, states, states), where the first is preferred to the
            second.
        kind: how they were drawn; ``seed``: what the random numbers began with.
    """

    above: Bools
    kind: Kind
    seed: int


def draw_completions(
    model: Model, draws: int, *, seed: int, kind: Kind = "pairs"
) -> CompletionDraws:
    """Draw completions of the unknown preferences of a model.

    Args:
        model: its preferences may have unknown pairs.
        draws: how many, 1 or more.
        seed: 0 or more; the same seed gives the same draws.
        kind: ``pairs`` or ``rankings``.

    Raises:
        InvalidInput: a number or the kind is out of range, or no ranking agrees with what is known.
        NotSupported: too many rankings agree to draw them evenly, or the draws together are too
            large.
    """
    if seed is None:
        raise InvalidInput("seed: say one, 0 or more, so that the draws can be repeated")
    check_draws(draws, seed)
    _check_size(model, draws)
    known = find_known(model, kind=kind)
    look = _of_pairs if kind == "pairs" else _of_rankings
    generators = find_generators(known, seed=seed)
    parts = [
        look(above, free, draws, rng)
        for above, free, rng in zip(known.above, known.open, generators, strict=True)
    ]
    return CompletionDraws(np.stack(parts, axis=1), kind, seed)


def check_draws(draws: int, seed: int | None) -> None:
    """Refuse a number of draws or a seed that is out of range.

    Raises:
        InvalidInput: see above.
    """
    check_whole("draws are counted", draws, least=1)
    if seed is not None:
        check_whole("a seed starts the draws", seed, least=0)


def _check_size(model: Model, draws: int) -> None:
    cells = model.n_decision_makers * model.n_states**2
    if draws * cells > MAX_CELLS:
        raise NotSupported(
            f"{draws:,} draws of {model.n_states:,} states for {model.n_decision_makers} decision "
            f"makers are too many to hold at once ({MAX_CELLS // cells:,} at most); draw fewer, or "
            "in parts with different seeds"
        )


def _of_pairs(above: Bools, free: Bools, draws: int, rng: np.random.Generator) -> Bools:
    found = np.repeat(above[None], draws, axis=0)
    one, other = np.nonzero(np.triu(free))
    upward = rng.random((draws, len(one))) < 0.5
    found[:, one, other] = upward
    found[:, other, one] = ~upward
    return found


def _of_rankings(above: Bools, free: Bools, draws: int, rng: np.random.Generator) -> Bools:
    """Draw strict orders of classes of states that are known to tie."""
    tied = ~above & ~above.T & ~free
    first = tied.argmax(axis=1)
    classes, of = np.unique(first, return_inverse=True)
    orders = draw_extensions(above[np.ix_(classes, classes)], draws, rng=rng)
    rank = np.argsort(orders, axis=1)[:, of.reshape(-1)]
    found: Bools = rank[:, :, None] < rank[:, None, :]
    return found
