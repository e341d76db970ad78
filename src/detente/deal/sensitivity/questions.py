"""Which number flips the answer? The entrance: verdicts of a belief and their tipping values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from detente.deal.belief.belief import Belief
from detente.deal.checks import package as check_package
from detente.deal.checks import whole
from detente.deal.drafts.terms import Draft, read_draft
from detente.deal.patterns import Package
from detente.deal.problem import Acceptance, Problem
from detente.deal.sensitivity.existing import Existing, field_of
from detente.deal.sensitivity.field import Field, find_field
from detente.deal.sensitivity.optimal import (
    EngineRivals,
    NashRivals,
    Optimal,
    nash_rivals,
    solve_one,
)
from detente.deal.sensitivity.oracles import (
    EngineOracle,
    FieldOracle,
    LazyOracle,
    OneOracle,
    Oracle,
    can_agree,
    find_one,
)
from detente.deal.sensitivity.paths import Path, paths_of
from detente.deal.sensitivity.tied import TiedOptimal, is_tied
from detente.deal.sensitivity.tipping import Question, Tipping, tip_numbers
from detente.deal.sizes import spell
from detente.deal.solutions import NAMES
from detente.deal.survey import accepts, breached, is_acceptable, is_possible
from detente.errors import InvalidInput, NoSolution

SOLVES = 400
"""Problems solved for one verdict at most where packages are too many to be gone through."""
FIRST = 3
"""Problems solved anew before all packages are gone through, where that would take long."""


def find_tipping(
    belief: Belief,
    verdict: str = "deal",
    *,
    package: Sequence[int] | None = None,
    draft: Draft | None = None,
    solves: int = SOLVES,
) -> Tipping:
    """Say which number flips an answer, and at which value.

    One number at a time moves through its range, all others stay at their middle (weights settle so
    that they add up to 100). The answer at the middle and the nearest value on either side beyond
    which it is another one are told; each is confirmed by asking again on both sides. No-deal
    values are followed beyond their range too, from 0 to 100.

    The gain of a package is an affine function of most numbers, so tipping values follow in closed
    form. Numbers of single-peaked worths, discounts, and solutions other than Nash's are tried at
    points of a grid, and flips are bisected; one that flips back within a cell could be missed.

    Args:
        belief: the numbers and their ranges.
        verdict: ``deal`` (an acceptable package exists), ``package`` (this package is acceptable),
            ``party:NAME`` (the party accepts this package), ``draft`` (some completion of this
            draft is acceptable), or ``nash``, ``kalai_smorodinsky``, ``egalitarian``,
            ``utilitarian`` (the first optimum at the middle stays one).
        package: option indices, for ``package`` and ``party:NAME``.
        draft: for ``draft``.
        solves: problems solved at most, where packages are too many to be gone through.

    Raises:
        InvalidInput: no such verdict, or what it asks about is missing.
        NoSolution: the solution concept has no package at the middle.
        NotConverged: the answer at the middle could not be settled.
    """
    asker = Asker(belief, solves=solves)
    return asker.ask(verdict, package=package, draft=draft)


class Asker:
    """Answers several questions about one belief; the packages are gone through once.

    Args:
        belief: the numbers and their ranges.
        solves: as in :func:`find_tipping`.
        only: indices of the numbers that move; None for all.
        beyond: whether no-deal values are followed beyond what was judged, from 0 to 100.
        known: packages that may be acceptable; the more, the fewer are looked for.
    """

    def __init__(
        self,
        belief: Belief,
        *,
        solves: int = SOLVES,
        only: Sequence[int] | None = None,
        beyond: bool = True,
        known: Iterable[Package] = (),
    ) -> None:
        self.belief, self.problem = belief, belief.problem
        self.solves = whole(solves, "solves", least=0)
        self.paths = [p for p in paths_of(belief, beyond=beyond) if only is None or p.place in only]
        self.lines = [
            k
            for k, number in enumerate(belief.numbers)
            if number.kind == "red_line" and (only is None or k in only)
        ]
        self.known = [x for x in known if _is_free(self.problem, x)]
        self._field: Field | None = None
        self._sought = False

    @property
    def field(self) -> Field | None:
        """The packages that matter; None where they are too many."""
        if not self._sought:
            self._field, self._sought = find_field(self.problem, self.paths), True
        return self._field

    def ask(
        self,
        verdict: str,
        *,
        package: Sequence[int] | None = None,
        draft: Draft | None = None,
    ) -> Tipping:
        """Return the tipping values of one verdict; see :func:`find_tipping`."""
        question = self._question(verdict, package, draft)
        found = tip_numbers(self.belief, question, paths=self.paths, lines=self.lines)
        method, because = self._method(question)
        return replace(found, method=method, because=because)

    def _method(self, question: Question) -> tuple[str, str]:
        if question.verdict == "package" or question.verdict.startswith("party:"):
            return "closed form", "the gains of one package are asked about"
        if question.verdict in NAMES and not question.closed:
            return "solving anew", "the optima of this concept have no closed form"
        if not self._sought:
            return "closed form", "a few packages are known that leave no gap between them"
        if self.field is not None:
            return "enumeration", f"{spell(len(self.field))} packages can matter"
        return "solving anew", f"{spell(self.problem.packages)} packages are too many to go through"

    def _question(
        self, verdict: str, package: Sequence[int] | None, draft: Draft | None
    ) -> Question:
        if verdict == "deal":
            return self._existence(None, "deal")
        if verdict == "draft":
            if draft is None:
                raise InvalidInput("the verdict 'draft' needs a draft")
            kept = read_draft(self.problem, draft).kept
            return self._existence(kept, f"draft:{draft.name}")
        if verdict in NAMES:
            return self._optimality(verdict)
        if package is None:
            raise InvalidInput(
                "a verdict is 'deal', 'draft', 'package', 'party:' and a name, or one of: "
                f"{', '.join(NAMES)}; the middle two need a package"
            )
        chosen = check_package(package, self.problem.sizes)
        if verdict == "package":
            return self._acceptance(chosen)
        if verdict.removeprefix("party:") in self.problem.parties and ":" in verdict:
            return self._consent(chosen, self.problem.parties.index(verdict[6:]))
        raise InvalidInput("no such verdict; a party is named as party:NAME")

    def _existence(self, kept: tuple[tuple[int, ...], ...] | None, verdict: str) -> Question:
        start = find_one(self.problem, kept)
        others = [x for x in self.known if _is_kept(x, kept)]
        known = field_of(self.problem, others if start is None else [start, *others])

        def with_line(place: int, counted: bool) -> bool:
            return can_agree(self.belief.at({place: float(counted)}), kept)

        holds = start is not None or can_agree(self.problem, kept)
        oracle = LazyOracle(
            EngineOracle(min(FIRST, self.solves), kept),
            partial(self._oracle, kept),
            lambda: self._sought,
        )
        answer = Existing(known, oracle, holds)
        return Question(verdict, None, answer, holds, True, with_line)

    def _oracle(self, kept: tuple[tuple[int, ...], ...] | None) -> Oracle:
        if self.field is None:
            return EngineOracle(self.solves, kept)
        return FieldOracle(self.field if kept is None else _completions(self.field, kept))

    def _acceptance(self, package: Package) -> Question:
        holds = is_acceptable(self.problem, package)
        answer = Existing(field_of(self.problem, [package]), OneOracle(package), holds)

        def with_line(place: int, counted: bool) -> bool:
            return is_acceptable(self.belief.at({place: float(counted)}), package)

        named = self.problem.describe(package)
        return Question("package", named, answer, holds, True, with_line)

    def _consent(self, package: Package, party: int) -> Question:
        holds = bool(accepts(self.problem, party, package))
        alone = self.problem.revise(acceptance=Acceptance((party,)))
        answer = Existing(field_of(alone, [package]), OneOracle(package, party), holds)

        def with_line(place: int, counted: bool) -> bool:
            return bool(accepts(self.belief.at({place: float(counted)}), party, package))

        name = f"party:{self.problem.parties[party]}"
        return Question(name, self.problem.describe(package), answer, holds, True, with_line)

    def _optimality(self, concept: str) -> Question:
        package = solve_one(self.problem, concept)
        if package is None:
            raise NoSolution(f"there is no {concept} package at the middle of the ranges")

        def with_line(place: int, counted: bool) -> bool:
            return is_tied(self.belief.at({place: float(counted)}), concept, package)

        named = self.problem.describe(package)
        if concept != "nash":
            tied = TiedOptimal(self.problem, package, concept, self.solves)
            return Question(concept, named, tied, True, False, with_line)
        answer = Optimal(self.problem, package, concept, EngineRivals(concept, self.solves))
        if self.field is not None:
            answer.rivals = ByParty(self.field, answer, self.paths)
        return Question(concept, named, answer, True, True, with_line)


class ByParty:
    """Rivals of a Nash package by the party whose number moves, found when first asked for."""

    def __init__(self, field: Field, optimal: Optimal, paths: Sequence[Path]) -> None:
        self._field, self._optimal, self._paths = field, replace(optimal), paths
        self._found: dict[int, NashRivals] = {}

    def best(self, path: Path, value: float) -> Package | None:
        """Return the package with the largest product of gains at a value."""
        party = path.party
        if party not in self._found:
            own = [p for p in self._paths if p.party == party]
            self._found[party] = nash_rivals(self._field, party, self._optimal, own)
        return self._found[party].best(path, value)


def _is_free(problem: Problem, package: Package) -> bool:
    """Say whether a package is possible and breaches no red line."""
    return is_possible(problem, package) and not breached(problem, package)


def _is_kept(package: Package, kept: tuple[tuple[int, ...], ...] | None) -> bool:
    """Say whether a package takes only certain options of each issue."""
    return kept is None or all(o in options for o, options in zip(package, kept, strict=True))


def _completions(field: Field, kept: tuple[tuple[int, ...], ...]) -> Field:
    """Return the packages that take only certain options of each issue."""
    mask = np.ones(len(field), dtype=bool)
    for issue, options in enumerate(kept):
        if len(options) < field.problem.sizes[issue]:
            mask &= np.isin(field.packages[:, issue], options)
    return field.keep(mask)
