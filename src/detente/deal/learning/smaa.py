"""Shares of draws in which texts rank first, second …, or beat each other (SMAA).

Lahdelma, Hokkanen & Salminen (1998). Texts may leave terms open. In each draw the difference of two
texts is then a span, over all that may become of the open terms; a text is *surely* ahead where the
whole span is above zero. A rank is sure where the open terms cannot change it, and possible where
some filling of them may give it; for complete packages the two shares are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.learning.texts import Terms, Text
from detente.deal.patterns import Pattern
from detente.deal.problem import TOLERANCE

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ranking:
    """How texts rank for a party over draws.

    Attributes:
        draws: how many.
        beats: shape (texts, texts): in how many draws the first is surely worth more than the
            second (pairwise winning index, times draws).
        surely, perhaps: shape (texts, texts): in how many draws a text has rank 1, 2 … whatever
            becomes of what is open, and in how many it may have (rank acceptability index, times
            draws).
        central: shape (texts, issues): the mean of the weights where the text surely ranks first
            (central weight vector); NaN where it never does, or there are no weights.
    """

    draws: int
    beats: npt.NDArray[np.int64]
    surely: npt.NDArray[np.int64]
    perhaps: npt.NDArray[np.int64]
    central: Floats


def rank_texts(
    texts: Sequence[Text],
    *,
    contributions: Sequence[Floats],
    adds: Floats,
    links: Sequence[Pattern],
    weights: Floats | None = None,
) -> Ranking:
    """Rank texts in every draw.

    Equal worth is shared: a text's rank is one more than the number of texts worth more.

    Args:
        texts: which.
        contributions: one array an issue, shape (n, options), points of 100.
        adds: shape (n, linkages).
        links: the patterns of the linkages.
        weights: shape (n, issues); None for a party with points.
    """
    n, count = len(adds), len(texts)
    ahead = np.zeros((count, count, n), dtype=bool)
    perhaps_ahead = np.zeros((count, count, n), dtype=bool)
    for i, one in enumerate(texts):
        for j, two in enumerate(texts):
            if i != j:
                least, most = _difference(one, two, contributions, adds, links)
                ahead[i, j], perhaps_ahead[i, j] = least > TOLERANCE, most > TOLERANCE
    best, worst = ahead.sum(axis=0), perhaps_ahead.sum(axis=0)
    ranks = np.arange(count)[None, :, None]
    surely = (best[:, None] == ranks) & (worst[:, None] == ranks)
    perhaps = (best[:, None] <= ranks) & (ranks <= worst[:, None])
    return Ranking(
        n,
        ahead.sum(axis=2),
        surely.sum(axis=2),
        perhaps.sum(axis=2),
        _central(surely[:, 0] if count else np.zeros((0, n), dtype=bool), weights),
    )


def _difference(
    one: Text,
    two: Text,
    contributions: Sequence[Floats],
    adds: Floats,
    links: Sequence[Pattern],
) -> tuple[Floats, Floats]:
    """Return the smallest and the largest u(one) − u(two) of every draw."""
    least, most = np.zeros(len(adds)), np.zeros(len(adds))
    for mine, other, worth in zip(one.terms, two.terms, contributions, strict=True):
        if mine is None or mine != other:
            (low, high), (from_, to) = _ends(mine, worth), _ends(other, worth)
            least, most = least + low - to, most + high - from_
    for k, pattern in enumerate(links):
        if one.open_alike(two, pattern):
            continue
        (low, high), (from_, to) = _link(one, pattern, adds[:, k]), _link(two, pattern, adds[:, k])
        least, most = least + low - to, most + high - from_
    return least, most


def _ends(terms: Terms | None, worth: Floats) -> tuple[Floats, Floats]:
    some = worth[:, list(terms)] if terms else worth
    return some.min(axis=1), some.max(axis=1)


def _link(text: Text, pattern: Pattern, add: Floats) -> tuple[Floats, Floats]:
    holds = text.holds(pattern)
    if holds == "perhaps":
        return np.minimum(add, 0), np.maximum(add, 0)
    worth = add if holds == "surely" else np.zeros_like(add)
    return worth, worth


def _central(first: Flags, weights: Floats | None) -> Floats:
    issues = 0 if weights is None else weights.shape[1]
    found = np.full((len(first), issues), np.nan)
    for text, rows in enumerate(first):
        if weights is not None and rows.any():
            found[text] = weights[rows].mean(axis=0)
    return found
