"""The moves of a case with every state valued: its outcome by the deal room, and what it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case import Case
from detente.case.moves import ASKED, Outcome
from detente.deal.of_case import problem_of_case
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.draft_moves import find_draft
from detente.deal.of_case.notes import MIDPOINTS
from detente.errors import NoSolution
from detente.holding.completing import Completion, complete_draft, complete_terms
from detente.stability.of_case import CaseModel, CaseStates, build_model, checked_states

Floats = npt.NDArray[np.float64]
TAKEN = (
    "Numbers given as ranges are taken at their middle, triangular ones at their likeliest value, "
    "except where draws are spoken of."
)
Asked = str | Mapping[str, str]
"""Id of a draft, or a package, which may be partial."""
FREE = "ask about another one with --draft ID"
FIXED = "give the state the outcome {draft: asked}, and ask about another one"


@dataclass(frozen=True, eq=False, kw_only=True)
class HoldingModel(CaseModel):
    """A :class:`~detente.stability.of_case.CaseModel` whose states are valued by the deal room.

    Attributes:
        inputs: the case as the deal room sees it, at mid-points.
        completions: for each state, what is agreed in it; None where nothing is, or nobody said.
    """

    inputs: CaseProblem
    completions: tuple[Completion | None, ...] = ()

    @property
    def asked(self) -> Completion | None:
        """The draft asked about, as a complete package; None where no state stands for one."""
        return next((self.completions[s] for s in self.signed if self.completions[s]), None)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data about what the model rests on, to stand beside a result."""
        asked = self.asked and self.asked.to_dict()
        return {**super().to_dict(), "asked": asked}


def model_of_case(
    case: Case, as_of: date | None = None, *, draft: Asked | None = None
) -> HoldingModel:
    """Turn the moves of a case into a graph model, with worths of outcomes from the deal room.

    Worths are those of packages at mid-points and of no deal on the day asked about, plus what each
    state adds; worths that differ by at most 1e-9 tie. Drafts with open issues are completed
    (:mod:`detente.holding.completing`), which the notes say.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own.
        draft: what ``draft: asked`` stands for: id of a draft, or a package; None for the draft
            that is ``signed`` in the case.

    Raises:
        NoSolution: the case has no moves; no state stands for the draft; the draft has no terms;
            or the moves name no draft to ask about, or one dated later.
        InvalidInput: the moves have errors, there is no such draft, or its terms contradict the
            constraints.
        NotSupported: there are too many states or moves.
    """
    found = checked_states(case)
    day = as_of or case.as_of
    wanted = _asked(case, found, draft, day)
    valued = _Valued(case, day, wanted)
    completions = tuple(valued.completion(outcome) for outcome in found.outcomes)
    parties = [p for p, own in found.moves.preferences.items() if own.worths is not None]
    built = build_model(
        found,
        case,
        day,
        worths={party: valued.worths(party, completions) for party in parties},
        draft=wanted if isinstance(wanted, str) else None,
        notes=valued.notes(used=bool(parties)),
    )
    own = {field.name: getattr(built, field.name) for field in fields(built)}
    return HoldingModel(**own, inputs=valued.inputs, completions=completions)


def _asked(case: Case, found: CaseStates, draft: Asked | None, day: date) -> Asked | None:
    """Return what ``draft: asked`` stands for; None where no state stands for a draft asked."""
    tied = {o.draft for o in found.outcomes if o is not None and o.draft is not None}
    for name in sorted(tied - {ASKED}):
        _require_known(case, name, day, "which a state of the moves stands for", FIXED)
    if draft is None and ASKED in tied:
        if found.moves.signed is None:
            raise NoSolution(
                "the moves name no draft to ask about; add signed: to them, or name one"
            )
        _require_known(case, found.moves.signed, day, "which the moves take as signed", FREE)
        draft = found.moves.signed
    if isinstance(draft, str):
        find_draft(case, draft, day)
        if not case.drafts[draft].terms:
            raise NoSolution(
                f"no term of draft {draft!r} is recorded, so nothing can be said of it"
            )
    if draft is not None and not tied & ({draft, ASKED} if isinstance(draft, str) else {ASKED}):
        raise NoSolution("no state of the moves stands for it; write outcome: {draft: asked}")
    return draft


def _require_known(case: Case, draft: str, day: date, what: str, another: str) -> None:
    dated = case.drafts[draft].date
    if dated > day:
        known = [key for key, each in case.drafts.items() if each.date <= day and each.terms]
        listed = f"drafts known by then: {', '.join(known)}" if known else "none was known by then"
        raise NoSolution(
            f"draft {draft!r}, {what}, is dated {dated}, after {day}; {another} ({listed})"
        )


class _Valued:
    """What outcomes are worth, each completed once."""

    def __init__(self, case: Case, day: date, asked: Asked | None) -> None:
        self.case, self.asked = case, asked
        self.inputs = problem_of_case(case, day)
        self.known: dict[str, Completion] = {}

    def completion(self, outcome: Outcome | None) -> Completion | None:
        if outcome is None or outcome.no_deal:
            return None
        key = repr(outcome)
        if key not in self.known:
            self.known[key] = self._complete(outcome)
        return self.known[key]

    def _complete(self, outcome: Outcome) -> Completion:
        if outcome.package is not None:
            return complete_terms(self.case, self.inputs, outcome.package)
        asked = self.asked if outcome.draft == ASKED else outcome.draft
        return complete_draft(self.case, self.inputs, asked or "")

    def worths(self, party: str, completions: tuple[Completion | None, ...]) -> Floats:
        """Return what is agreed in each state is worth to a party, shape (states,)."""
        problem = self.inputs.problem
        who = problem.parties.index(party)
        worth = {
            key: problem.utility(who, problem.find(found.package))
            for key, found in self.known.items()
        }
        by_package = {id(found): worth[key] for key, found in self.known.items()}
        return np.array(
            [float(problem.no_deal[who]) if c is None else by_package[id(c)] for c in completions]
        )

    def notes(self, *, used: bool) -> tuple[str, ...]:
        """Return what was assumed, in sentences; of the numbers only where they were used."""
        told = [note for found in self.known.values() for note in found.notes(self.case)]
        taken = [TAKEN if note == MIDPOINTS else note for note in self.inputs.notes]
        return tuple(dict.fromkeys((*told, *(taken if used else ()))))
