"""Which package to table on which day, if it shall be accepted in as many draws as possible.

On each day the package is chosen on every second draw and its share counted on the others, so that
no share is flattered by the choice. The package of the day before stays unless another one is
accepted in more of the choosing draws beyond what sampling explains.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.draws import Draws
from detente.deal.rule import Rule
from detente.deal.waiting.pool import Numbers, accepted_on, clear_of, worths_of
from detente.intervals import of_difference

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """A package chosen for a day.

    Attributes:
        package: row of the candidates; None where none was accepted in any choosing draw.
        tied: how many candidates do as well in the choosing draws, or better, itself included.
        accepted: in how many of the scoring draws it is accepted.
        scored: how many scoring draws there are.
    """

    package: int | None
    tied: int
    accepted: int
    scored: int


def choose_tabled(
    draws: Draws, packages: Numbers, no_deal: Floats, rule: Rule, *, before: int | None = None
) -> list[Choice]:
    """Choose a package for each of several days with the same red lines.

    Args:
        draws: n draws; their own no-deal values count for nothing. With a single draw it both
            chooses and scores.
        packages: shape (m, issues): the candidates.
        no_deal: shape (days, n, parties).
        rule: who must accept.
        before: row of the package chosen for the day before the first; None where there is none.
    """
    worths, clear = worths_of(draws, packages, rule.parties), clear_of(draws, packages)
    choices = []
    for least in no_deal[:, :, list(rule.parties)]:
        accepted = accepted_on(worths, clear, least.T, rule)
        choosing, scoring = accepted[::2], accepted[1::2] if len(accepted) > 1 else accepted
        before = _choose(choosing, before)
        counts = choosing.sum(axis=0)
        tied = 0 if before is None else int((counts >= counts[before]).sum())
        yes = 0 if before is None else int(scoring[:, before].sum())
        choices.append(Choice(before, tied, yes, len(scoring)))
    return choices


def _choose(accepted: Flags, before: int | None) -> int | None:
    counts = accepted.sum(axis=0)
    best = int(counts.argmax()) if len(counts) else 0
    if not len(counts) or not counts[best]:
        return None
    if before is None or not counts[before]:
        return best
    _, low, _ = of_difference(accepted[:, best], accepted[:, before])
    return best if low > 0 else before
