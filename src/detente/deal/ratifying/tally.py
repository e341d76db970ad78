"""How many packages there are of which ratifiers say one thing or another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from detente.deal.answer import find_deal
from detente.deal.counting.quick import count_at_once
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import Problem
from detente.deal.ratifying.boxes import Box, Judge, Known, outside_of, settle
from detente.deal.ratifying.support import Electorate, How
from detente.deal.rule import Kind
from detente.errors import NotSupported


@dataclass(frozen=True, slots=True)
class Total:
    """Packages of one sort: how many, None where not counted, and whether there is any."""

    count: int | None
    exists: bool


class Tally:
    """Counts packages by what ratifiers say of them.

    Args:
        problem: the problem.
        electorates: the ratifiers.
        kept: the options that a package may take, issue by issue; None for all.
        node_limit: of programs, where existence needs one.
    """

    def __init__(
        self,
        problem: Problem,
        electorates: Sequence[Electorate],
        *,
        kept: Sequence[Sequence[int]] | None = None,
        node_limit: int = NODE_LIMIT,
    ) -> None:
        self.problem, self.electorates, self.node_limit = problem, tuple(electorates), node_limit
        sizes = problem.sizes if kept is None else ()
        self._whole: Box = tuple(map(tuple, kept or [range(size) for size in sizes]))
        self._patterns = tuple(p for e in self.electorates for p in e.patterns)
        self._starts = (0, *accumulate(len(e.patterns) for e in self.electorates))
        lines = [line.pattern for line in problem.red_lines]
        self._alive = {
            "possible": outside_of(problem.forbidden),
            "acceptable": outside_of([*problem.forbidden, *lines]),
        }
        self._found: dict[tuple[Kind, Box], Total] = {}

    def known_of(self, known: Known, ratifier: int) -> Known:
        """Return what is known of the patterns of one ratifier."""
        return known[self._starts[ratifier] : self._starts[ratifier + 1]]

    def count(
        self,
        judge: Judge,
        *,
        about: Sequence[int] | None = None,
        first: tuple[int, int] | None = None,
        kind: Kind = "acceptable",
    ) -> Total:
        """Count the packages of which a question is true.

        Args:
            judge: the question, about what is known of the patterns of all ratifiers.
            about: the ratifiers that it is about; None for all.
            first: a ratifier and one of its patterns that settles most.
            kind: ``acceptable`` or ``possible``.

        Raises:
            NotSupported: too many boxes are needed.
            NotConverged: a program could not settle existence within its limit.
        """
        count: int | None = 0
        exists = False
        boxes = [box for box, true, _ in self._settle(judge, about, kind, first) if true]
        for box in boxes:
            here = self._look(box, kind)
            count = None if count is None or here.count is None else count + here.count
            exists = exists or here.exists
        return Total(count, exists)

    def passing(self, how: How, ratifiers: Sequence[int], *, kind: Kind = "acceptable") -> Total:
        """Count the packages that are in the win-sets of some ratifiers."""

        def judge(known: Known) -> bool | None:
            return all_of(
                self.electorates[n].passes(self.known_of(known, n), how) for n in ratifiers
            )

        return self.count(judge, about=ratifiers, kind=kind)

    def highest(self, ratifier: int, how: How, *, kind: Kind = "acceptable") -> float | None:
        """Return the highest support of any package, certain or not excluded.

        Boxes are split depth first, and those left out that cannot beat what was found.

        Returns:
            Per cent; None if there is no package, or too many boxes are needed.
        """
        electorate = self.electorates[ratifier]

        def measure(known: Known) -> tuple[float, float]:
            found = electorate.bounds(self.known_of(known, ratifier))
            return found.low if how == "cautious" else found.high

        return self._most(measure, ratifier, kind)

    def asked_terms(self, ratifier: int) -> tuple[int, int] | None:
        """Return of how many terms of a package people were asked, least and most of any.

        A term counts where a question is about it and holds in the package; one about all options
        of an issue is about none. Acceptable packages are looked at.

        Returns:
            Two counts; None if there is no package, or too many boxes are needed.
        """
        electorate = self.electorates[ratifier]
        sizes = self.problem.sizes
        asked = [
            {issue for issue, options in q.pattern.terms if len(options) < sizes[issue]}
            for q in electorate.questions
        ]

        def reach(known: Known, *, surely: bool) -> int:
            own = zip(self.known_of(known, ratifier), asked, strict=False)
            return len(set().union(*(a for k, a in own if k or (k is None and not surely))))

        def most(known: Known) -> tuple[float, float]:
            return reach(known, surely=True), reach(known, surely=False)

        def fewest(known: Known) -> tuple[float, float]:
            return -reach(known, surely=False), -reach(known, surely=True)

        high = self._most(most, ratifier, "acceptable")
        low = self._most(fewest, ratifier, "acceptable")
        return None if low is None or high is None else (int(-low), int(high))

    def _most(
        self, measure: Callable[[Known], tuple[float, float]], ratifier: int, kind: Kind
    ) -> float | None:
        """Return the largest value of any package, from bounds that are equal where all is known.

        None if there is no package, or too many boxes are needed.
        """
        best = -math.inf

        def judge(known: Known) -> bool | None:
            least, most = measure(known)
            if most <= best:
                return False
            return True if least == most else None

        try:
            for box, better, known in self._settle(judge, [ratifier], kind):
                value, _ = measure(known)
                if better and value > best and self._look(box, kind).exists:
                    best = value
        except NotSupported:
            return None
        return None if best == -math.inf else best

    def can_hold(self, number: int, ratifier: int) -> bool:
        """Say whether a pattern of a ratifier holds in some possible package."""
        place = self._starts[ratifier] + number
        return self.count(
            lambda known: known[place], about=[ratifier], first=(ratifier, number), kind="possible"
        ).exists

    def _settle(
        self,
        judge: Judge,
        about: Sequence[int] | None,
        kind: Kind,
        first: tuple[int, int] | None = None,
    ) -> Iterator[tuple[Box, bool, Known]]:
        who = range(len(self.electorates)) if about is None else about
        pairs = [(n, at) for n in who for at in self.electorates[n].order()]
        if first is not None:
            n, at = first
            above = self.electorates[n].above(at)
            pairs = list(dict.fromkeys([first, *((n, other) for other in above), *pairs]))
        order = [self._starts[n] + at for n, at in pairs]
        alive = self._alive[kind]
        return settle(self._whole, self._patterns, judge, order=order, alive=alive)

    def _look(self, box: Box, kind: Kind) -> Total:
        if (kind, box) not in self._found:
            piece = self.problem.restrict(box)
            count = count_at_once(piece, kind=kind)
            exists = self._exists(piece, kind) if count is None else count > 0
            self._found[kind, box] = Total(count, exists)
        return self._found[kind, box]

    def _exists(self, piece: Problem, kind: Kind) -> bool:
        if kind == "possible":  # nobody is asked, and no red line counts
            piece = piece.revise(red_lines=[], judged=[False] * len(piece.parties))
        found = find_deal(piece, solutions=(), node_limit=self.node_limit)
        return found.exists is not False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Return whether all answers are yes: no as soon as one is no, else None where one is open."""
    told: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        told = None if answer is None else told
    return told


def find_common_terms(problem: Problem, electorates: Sequence[Electorate]) -> dict[str, str]:
    """Return the terms that all acceptable packages share, by names; empty if not counted.

    Only issues are looked at that ratifiers were asked about, or have red lines on.
    """
    common = {}
    patterns = [pattern for electorate in electorates for pattern in electorate.patterns]
    for issue in sorted({issue for pattern in patterns for issue, _ in pattern.terms}):
        taken = _taken(problem, issue)
        if taken is None:
            return {}
        if len(taken) == 1:
            common[problem.issues[issue]] = problem.options[issue][taken[0]]
    return common


def _taken(problem: Problem, issue: int) -> list[int] | None:
    """Return the first two options of an issue that acceptable packages take, if so many."""
    kept = [tuple(range(size)) for size in problem.sizes]
    taken: list[int] = []
    for option in range(problem.sizes[issue]):
        kept[issue] = (option,)
        count = count_at_once(problem.restrict(kept))
        if count is None:
            return None
        taken += [option] if count else []
        if len(taken) == 2:
            break
    return taken
