"""What to ask in a case: questions ranked by what their answers are worth, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from detente.case import Case
from detente.deal.acceptance.existence import find_existence
from detente.deal.asking.candidates import find_candidates, goes_through_all
from detente.deal.asking.ranking import rank_questions
from detente.deal.asking.record import Asked, Asking
from detente.deal.asking.words import AskingWords, name_packages, tell_points
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.asking_numbers import words_of_numbers
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.of_case.whynot import CaseNames
from detente.deal.patterns import Package
from detente.deal.tabling.choosing import choose_package
from detente.deal.tabling.conditions import ANYTHING, Conditions
from detente.deal.tabling.seeds import choosing_seed
from detente.deal.whynot.words import text_of
from detente.errors import NoSolution

DRAWS = 20_000
"""Draws that answers are valued on: differences of a percent need more than shares do."""
CHOOSING = 2_000
"""Draws that the package to table and the candidates are found on, at most."""
EXISTENCE = 1_000
"""Draws in which it is asked whether any package at all is acceptable, at most."""
TOP = 20
LEADERS = 20
"""Packages accepted most often that are candidates from the first."""


@dataclass(frozen=True, eq=False)
class CaseAsking:
    """What to ask in a case, with what it rests on.

    Attributes:
        asking: the engine's answer; its questions cut to those that are kept.
        valued: how many questions were valued.
        worthwhile: how many of them change what to table and are worth something.
        belief: the case with its ranges.
        called: P1, P2, … for the packages that the kept questions speak of; P1 is the standing one.
    """

    asking: Asking
    valued: int
    worthwhile: int
    belief: CaseBelief
    called: dict[Package, str]

    @property
    def inputs(self) -> CaseProblem:
        """The case at mid-points, with its judgements and notes."""
        return self.belief.inputs

    @cached_property
    def words(self) -> AskingWords:
        """The sentences."""
        case = self.belief.case
        return AskingWords(
            self.asking.problem, CaseNames(case), self.called, words_of_numbers(self.belief)
        )

    @property
    def leading(self) -> tuple[Asked, ...]:
        """Of each party and kind of question the most valuable one, in order of value."""
        return _leading(self.asking.questions)

    def address(self, asked: Asked) -> str:
        """Return where the number asked about stands in the case; empty for a choice."""
        number = asked.question.number
        return "" if number is None else self.belief.addresses[number]

    def sentence(self, asked: Asked) -> str:
        """Return what to ask and what follows, in one paragraph."""
        ask, then = text_of(self.words.ask(asked)), text_of(self.words.then(asked))
        return f"{ask.removesuffix('?')}{'?' if ask.endswith('?') else '.'} {then}"

    def worth(self, asked: Asked) -> str:
        """Return what the answer is worth, in points of acceptance with its interval."""
        value, low, high = map(tell_points, _ends(asked))
        return f"{value} ({low} to {high})"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = self.asking.to_dict()
        for asked, record in zip(self.asking.questions, data["questions"], strict=True):
            self._shorten(asked, record)
        problem = self.asking.problem
        packages = {name: problem.describe(package) for package, name in self.called.items()}
        counts = {"valued": self.valued, "worthwhile": self.worthwhile}
        data |= {"standing": self.called[self.asking.standing], "packages": packages}
        data["better"] = self.asking.better and self.called[self.asking.better]
        return {**data, **counts, **self.inputs.to_dict()}

    def _shorten(self, asked: Asked, record: dict[str, Any]) -> None:
        """Call packages P1, P2, …, and say where the number stands."""
        record["packages"] = [self.called[package] for package in asked.question.packages]
        record["if_yes"]["package"] = self.called[asked.yes.package]
        record["if_no"]["package"] = self.called[asked.no.package]
        record["number"] = self.address(asked) or None
        record["sentence"] = self.sentence(asked)


def questions_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    top: int = TOP,
    reliability: float = 1.0,
    standing: Mapping[str, str] | None = None,
    conditions: Conditions = ANYTHING,
    belief: CaseBelief | None = None,
) -> CaseAsking:
    """Rank the questions that could be put to the parties of a case.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        draws: how many draws answers are valued on.
        seed: 0 or above; the same seed gives the same answer.
        top: how many questions to keep; the best of each party and kind are kept besides.
        reliability: probability that a reply is truthful, 0.5 to 1.
        standing: what would be tabled now, as issue to option; None for the package that is
            accepted in most draws of another set.
        conditions: what may be tabled, before and after an answer.
        belief: what is believed on the date, such as the case's ranges and statements together;
            None for its ranges.

    Raises:
        InvalidInput: an argument is out of range; the weights of a party cannot add up to 100.
        NoSolution: the case does not say who must accept, or no package may be tabled.
    """
    believed = belief or belief_of_case(case, as_of)
    believed.inputs.require_rule("what to ask cannot be said")
    if not believed.belief.numbers:
        raise NoSolution(
            "all numbers of the case are exact, so no answer can change what to table; "
            "give ranges where numbers are not known"
        )
    sample = draw(believed.belief, draws, seed=seed)
    asking = _ask(believed, sample, reliability, standing, conditions)
    worthwhile = len(asking.worth_asking)
    kept = _kept(asking, top)
    shown = [*_leading(kept), *kept]
    return CaseAsking(
        replace(asking, questions=kept),
        len(asking.questions),
        worthwhile,
        believed,
        name_packages(asking, shown),
    )


def _ask(
    believed: CaseBelief,
    sample: Draws,
    reliability: float,
    standing: Mapping[str, str] | None,
    conditions: Conditions,
) -> Asking:
    belief, seed = believed.belief, choosing_seed(sample.seed)
    other = draw(belief, min(len(sample), CHOOSING), seed=seed)
    starts = _starts(believed, other, standing, conditions)
    every = goes_through_all(sample)
    found = find_candidates(sample if every else other, starts=starts, conditions=conditions)
    candidates = replace(found, complete=found.complete and every)
    existence = None
    if not candidates.complete and conditions == ANYTHING:
        existence = find_existence(sample.take(np.arange(min(len(sample), EXISTENCE))))
    return rank_questions(
        sample,
        candidates,
        belief=belief,
        standing=starts[0],
        existing=None if existence is None else existence.exists,
        named=_complete_drafts(believed),
        reliability=reliability,
    )


def _starts(
    believed: CaseBelief,
    draws: Draws,
    standing: Mapping[str, str] | None,
    conditions: Conditions,
) -> list[Package]:
    """Return packages to begin the search for others with, first the one that stands."""
    if standing is None:
        choice = choose_package(draws, conditions=conditions, most=LEADERS)
        first: list[Package] = [tuple(row) for row in choice.packages.tolist()]
    else:
        first = [believed.belief.frame.find(dict(standing))]
    return list(dict.fromkeys([*first, *_complete_drafts(believed)]))


def _complete_drafts(believed: CaseBelief) -> list[Package]:
    """Return the drafts known on the day that settle every issue by one option."""
    case, issues = believed.case, range(len(believed.case.issues))
    found = []
    for name, draft in case.drafts.items():
        terms = draft_of_case(case, name).terms if draft.date <= believed.inputs.as_of else {}
        options = [tuple(t) if isinstance(t := terms.get(i), set) else () for i in issues]
        if all(len(listed) == 1 for listed in options):
            found.append(tuple(listed[0] for listed in options))
    return found


def _leading(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return the first question of each party and kind."""
    first: dict[tuple[int, str], Asked] = {}
    for asked in questions:
        first.setdefault((asked.question.party, asked.question.kind), asked)
    return tuple(first.values())


def _kept(asking: Asking, top: int) -> tuple[Asked, ...]:
    """Return the best questions, and the best of each party and kind besides."""
    leading = {id(asked) for asked in _leading(asking.questions)}
    return tuple(
        asked for place, asked in enumerate(asking.questions) if place < top or id(asked) in leading
    )


def _ends(asked: Asked) -> tuple[float, float, float]:
    return asked.worth.value, asked.worth.low, asked.worth.high
