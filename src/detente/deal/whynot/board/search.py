"""The search on the board: known multipliers, climbing, the relaxation, and listing what is left.

Each step is tried only where those before it settle nothing. Packages are believed only after
direct evaluation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.patterns import Package
from detente.deal.whynot.board.choices import Board, Places
from detente.deal.whynot.board.climbing import climb
from detente.deal.whynot.board.cores import hit_all, refused, violated_patterns
from detente.deal.whynot.board.exhausting import Listing, Task, exhaust, move_prices
from detente.deal.whynot.board.multipliers import Multiplier, relax
from detente.deal.whynot.board.question import Question, pose
from detente.deal.whynot.hitting import as_bits, bits

Holds = Callable[[Package], bool]
"""Evaluates a package directly."""
PROGRAM = 10_000
"""A linear program is as much work as trying so many partial packages, about."""
STARTING, LISTING = 1_500, 5_000
"""The same for what every question, and every listing, takes before the first one is tried."""
WIDTH = 500
"""Partial packages kept of each layer in the first listing, which looks for a package."""
LIMIT = 1_000_000
"""Partial packages of one layer that are tried at most."""
FEW = 20_000
"""Partial packages of one layer that are tried at most where less work may do as well."""
CLOSE = 20
"""Multipliers of earlier listings that are kept at most."""
NEAR = 3.0
"""Up to so many points to spare, an earlier multiplier is used once more."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Demands that cannot hold while some parties get the worth of no deal.

    Attributes:
        parties: those that the proof needs.
        core: the demands with patterns that it needs, as bits.
    """

    parties: tuple[int, ...]
    core: int


class Search:
    """Searches a board, and remembers multipliers.

    Args:
        board: the choices.
        spend: is told how much work is done, in partial packages tried.
    """

    def __init__(self, board: Board, *, spend: Callable[[int], None]) -> None:
        self.board, self._spend = board, spend
        self._excluding: list[Multiplier] = []
        self._close: deque[Multiplier] = deque(maxlen=CLOSE)

    def settle(
        self, members: int, parties: Sequence[int], holds: Holds
    ) -> Package | Excluded | None:
        """Look for a package that satisfies demands and parties, or prove that there is none.

        Args:
            members: demands, as bits; those without patterns are not looked at.
            parties: to whom the package must be worth no deal.
            holds: evaluates a package directly.

        Returns:
            The package, the proof, or None where the listing met its limit.
        """
        self._spend(STARTING)
        asked = pose(self.board, members, parties)
        for known in self._excluding:
            if known.applies(asked) and known.excludes(self.board, asked.open):
                return _excluded(known, asked)
        start = self.board.best(self.board.worth[list(parties)].sum(axis=0), asked.open)
        return (
            self._climb(asked, start, holds)
            or self._list_again(asked, holds)
            or self._relax(asked, holds)
        )

    def _climb(self, asked: Question, start: Places, holds: Holds) -> Package | None:
        places = climb(asked, start)
        package = () if places is None else self.board.package(places)
        return package if package and holds(package) else None

    def _list_again(self, asked: Question, holds: Holds) -> Package | Excluded | None:
        """List by the multiplier of an earlier listing that leaves least to spare."""
        near = [
            (known.spare(self.board, asked.open), known)
            for known in self._close
            if known.applies(asked)
        ]
        spare, known = min(near, key=lambda pair: pair[0], default=(np.inf, None))
        if known is None or spare > NEAR:
            return None
        return self._list(asked, known, holds, far=False)

    def _relax(self, asked: Question, holds: Holds) -> Package | Excluded | None:
        self._spend(PROGRAM)
        relaxed = relax(asked)
        if relaxed is None:
            return None
        if relaxed.multiplier.excludes(self.board, asked.open):
            self._excluding.append(relaxed.multiplier)
            return _excluded(relaxed.multiplier, asked)
        start = self.board.best(relaxed.shares, asked.open)
        found = self._climb(asked, start, holds)
        if found:
            return found
        self._close.append(relaxed.multiplier)
        return self._list(asked, relaxed.multiplier, holds, far=True)

    def _list(
        self, asked: Question, known: Multiplier, holds: Holds, *, far: bool
    ) -> Package | Excluded | None:
        """List what could satisfy everything: all if that is little work, else a part, then all."""
        columns = _columns(asked)
        for width, limit in ((None, FEW), (WIDTH, LIMIT), (None, LIMIT))[: 3 if far else 1]:
            found = self._exhaust(asked, known, columns, width=width, limit=limit)
            for choice in found.choices.tolist():
                places = [here[c] for here, c in zip(columns, choice, strict=True)]
                package = self.board.package(np.array(places))
                if holds(package):
                    return package
            if found.complete:
                return self._fewer(asked, known)
        return None

    def _fewer(self, asked: Question, known: Multiplier) -> Excluded:
        """Leave out demands that the proof does not need.

        What the multiplier needs leaves some packages; every one violates a further demand.
        """
        board, parties = self.board, tuple(sorted(known.parties))
        patterned = as_bits({*asked.enforced, *board.row_of[asked.rows].tolist()})
        core = known.core_of(asked)
        fewer = pose(board, core, parties)
        columns = _columns(fewer)
        found = self._exhaust(fewer, known, columns, limit=FEW)
        if not found.complete:
            return Excluded(asked.parties, patterned)
        packages = np.array([here[c] for here, c in zip(columns, found.choices.T, strict=True)]).T
        others = bits(patterned & ~core)
        people = [p for p in asked.parties if p not in known.parties]
        hit = hit_all(
            [
                *(violated_patterns(board, n, packages) for n in others),
                *(refused(board, p, packages) for p in people),
            ],
            len(packages),
        )
        if hit is None:
            return Excluded(asked.parties, patterned)
        core |= as_bits(others[n] for n in hit if n < len(others))
        more = [people[n - len(others)] for n in hit if n >= len(others)]
        return Excluded(tuple(sorted((*parties, *more))), core)

    def _exhaust(
        self,
        asked: Question,
        known: Multiplier,
        columns: Sequence[Places],
        *,
        limit: int,
        width: int | None = None,
    ) -> Listing:
        self._spend(LISTING)
        prices = move_prices(known.of_sums(asked), len(asked.parties))
        task = Task([asked.gain[:, here] for here in columns], asked.need, prices)
        return exhaust(task, width=width, limit=limit, spend=self._spend)


def _columns(asked: Question) -> list[Places]:
    """Return the open columns of each group."""
    ends = [*asked.board.start[1:].tolist(), len(asked.open)]
    spans = zip(asked.board.start.tolist(), ends, strict=True)
    return [start + np.flatnonzero(asked.open[start:end]) for start, end in spans]


def _excluded(known: Multiplier, asked: Question) -> Excluded:
    return Excluded(tuple(sorted(known.parties)), known.core_of(asked))
