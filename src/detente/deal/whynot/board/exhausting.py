"""Every package that reaches what is asked, listed group by group; nothing is sampled or guessed.

A price of the sums asks that ``Σ price × sum`` reaches ``Σ price × need``. Its left side is a sum
over groups, so each choice has a *loss* against the best choice of its group, and a package may
lose no more than the *slack*: what the best choices exceed the need by. Partial packages that lose
more, by any price, are dropped. Every single sum is a price, too; the dual values of a relaxation
and prices around them drop most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.whynot.board.choices import Floats, Places

AROUND = 1.4
"""By what factor prices are moved up and down."""
MARGIN = 1e-11
"""What sums may miss, relative to their size, for rounding; whoever asks evaluates once more."""
TOGETHER = 4
"""Prices that are asked of a partial package at a time."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is listed.

    Attributes:
        gain: for each group, shape (sums, choices): what a choice adds to each sum.
        need: shape (sums,): what the sums must reach.
        prices: prices of the sums, none negative.
    """

    gain: Sequence[Floats]
    need: Floats
    prices: Sequence[Floats]


@dataclass(frozen=True, slots=True)
class Listing:
    """What was listed.

    Attributes:
        choices: shape (packages, groups), those that exceed the need most first.
        complete: whether these are all.
    """

    choices: Places
    complete: bool


def move_prices(prices: Floats, count: int) -> list[Floats]:
    """Return prices themselves, and with one of the first ``count`` moved up or down."""
    moved = [prices]
    for place in np.flatnonzero(prices[:count]).tolist():
        for factor in (AROUND, 1.0 / AROUND):
            other = prices.copy()
            other[place] *= factor
            moved.append(other)
    return moved


def exhaust(
    task: Task, *, width: int | None = None, limit: int, spend: Callable[[int], None]
) -> Listing:
    """List every package that reaches what is asked, but for rounding.

    Args:
        task: what is asked.
        width: keep only so many partial packages of each layer, those that have lost least; None
            for all.
        limit: how many partial packages one layer may try.
        spend: is told how many partial packages are tried.

    Returns:
        The packages. Not all of them where ``width`` or ``limit`` were met.
    """
    extra = np.array(task.prices).reshape(len(task.prices), len(task.need))
    points = [np.vstack([_weigh(extra, table), table]) for table in task.gain]
    need = np.concatenate([_weigh(extra, task.need[:, None])[:, 0], task.need])
    need -= MARGIN * (1.0 + np.abs(need) + np.sum([np.abs(t).max(axis=1) for t in points], axis=0))
    choices = _choices_left(points, need)
    nothing = np.zeros((0, len(points)), dtype=np.int64)
    if not all(len(left) for left in choices):
        return Listing(nothing, True)
    points = [table[:, left] for table, left in zip(points, choices, strict=True)]
    losses = [table.max(axis=1, keepdims=True) - table for table in points]
    slack = np.sum([table.max(axis=1) for table in points], axis=0) - need
    order, cut = _by_first_loss(losses), False
    state, paths = slack[:, None], np.zeros((1, 0), dtype=np.int64)
    for group in order:
        tried = state.shape[1] * losses[group].shape[1]
        spend(tried)
        if tried > limit:
            return Listing(nothing, False)
        parent, choice = _affordable(state, losses[group])
        state = state[:, parent] - losses[group][:, choice]
        if width is not None and len(parent) > width:
            cut, best = True, _most_slack(state)[:width]
            state, parent, choice = state[:, best], parent[best], choice[best]
        paths = np.column_stack([paths[parent], choices[group][choice]])
    found = np.empty_like(paths)
    found[:, order] = paths
    return Listing(found[_most_slack(state)], not cut)


def _weigh(prices: Floats, sums: Floats) -> Floats:
    """Return prices × sums; written out, for a product of small matrices starts threads."""
    return np.asarray(np.einsum("ij,jk->ik", prices, sums))


def _choices_left(points: Sequence[Floats], need: Floats) -> list[Places]:
    """Return the choices that can stand in some package, given the most of all other groups."""
    left = [np.arange(table.shape[1]) for table in points]
    while all(len(chosen) for chosen in left):
        most = [table[:, chosen].max(axis=1) for table, chosen in zip(points, left, strict=True)]
        slack = np.sum(most, axis=0) - need
        fewer = []
        for table, chosen, top in zip(points, left, most, strict=True):
            loss = top[:, None] - table[:, chosen]
            fewer.append(chosen[(loss <= slack[:, None]).all(axis=0)])
        if sum(map(len, fewer)) == sum(map(len, left)):
            break
        left = fewer
    return left


def _by_first_loss(losses: Sequence[Floats]) -> list[int]:
    """Return the groups, first those whose second-best choice, by the first price, loses most."""
    second = [np.sort(loss[0])[1] if loss.shape[1] > 1 else np.inf for loss in losses]
    return sorted(range(len(losses)), key=lambda group: (-second[group], group))


def _affordable(state: Floats, loss: Floats) -> tuple[Places, Places]:
    """Return which partial package can go on with which choice.

    The first prices drop most, so the others are asked only of what those leave.
    """
    choices = loss.shape[1]
    kept = np.arange(state.shape[1] * choices)
    for start in range(0, len(state), TOGETHER):
        rows = slice(start, start + TOGETHER)
        left = state[rows][:, kept // choices] - loss[rows][:, kept % choices]
        kept = kept[(left >= 0.0).all(axis=0)]
    return kept // choices, kept % choices


def _most_slack(state: Floats) -> Places:
    """Return the partial packages in the order of what is left to lose by the first price."""
    return np.argsort(-state[0], kind="stable")
