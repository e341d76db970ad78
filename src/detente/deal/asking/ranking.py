"""Rank questions by what their answers are worth for the choice of what to table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.share import share_of
from detente.deal.asking.candidates import Candidates
from detente.deal.asking.enumerated import check_reliability
from detente.deal.asking.estimates import Estimate, alike, estimate
from detente.deal.asking.questions import KINDS, Kind
from detente.deal.asking.record import Asked, Asking, Branch
from detente.deal.asking.valuing import PAIRS, SHORTLIST, Room, Valued, enter, value_all
from detente.deal.belief.belief import Belief
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.errors import InvalidInput
from detente.intervals import wilson

Flags = npt.NDArray[np.bool_]


def rank_questions(
    draws: Draws,
    candidates: Candidates,
    *,
    belief: Belief | None = None,
    standing: Package | None = None,
    existing: Flags | None = None,
    named: Sequence[Package] = (),
    kinds: Sequence[Kind] = KINDS,
    reliability: float = 1.0,
) -> Asking:
    """Return questions to the parties, ranked by what the reply is worth.

    The decision is what to table: the package with the largest probability of acceptance. The worth
    of a reply is how much that probability rises, on average over the replies, when the package is
    chosen after the reply (the expected value of sample information).

    Args:
        draws: draws of the belief.
        candidates: packages that might be tabled.
        belief: what was drawn from; None where only choices can be asked about.
        standing: what would be tabled now; kept after an answer wherever no other package can be
            told apart from it. None for the candidate accepted most often.
        existing: shape (k,), k up to the number of draws: whether any package at all is acceptable
            in the first k draws; None where only the candidates are known.
        named: more packages to ask about, such as drafts on the table.
        kinds: kinds of questions to value.
        reliability: probability that a reply is truthful, 0.5 to 1.

    Raises:
        InvalidInput: too few draws, or an argument out of range.
    """
    r = check_reliability(reliability)
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise InvalidInput(f"kinds of questions are: {', '.join(KINDS)}")
    room = enter(draws, candidates.packages, standing=standing, reliability=r)
    valued = _sorted(value_all(room, draws, belief=belief, named=named, kinds=kinds))
    problem = draws.problem
    return Asking(
        problem=problem,
        standing=room.package(room.standing),
        accepted=share_of(room.matrix.accepted[:, room.standing]),
        better=None if room.better is None else room.package(room.better),
        ceiling=_ceiling(room, existing, valued),
        ceiling_over="candidates"
        if existing is None and not candidates.complete
        else "all packages",
        questions=_ranked(room, valued),
        unjudged=tuple(problem.parties[p] for p in problem.unjudged),
        candidates=len(room.packages),
        complete=candidates.complete,
        because=candidates.because,
        draws=len(draws),
        seed=draws.seed,
        reliability=r,
        parameters={"shortlist": SHORTLIST, "pairs": PAIRS, "kinds": list(kinds)},
    )


def _ceiling(room: Room, existing: Flags | None, valued: Sequence[Valued]) -> Estimate:
    """Return what knowing everything is worth: no less than what knowing a red line is.

    Red lines are gone through both ways in every draw, which is the sharper estimate.
    """
    counted = _counted(room, existing)
    lines = [estimate(each.gained) for each in valued if each.question.kind == "red line"]
    most = max(lines, key=lambda worth: worth.value, default=counted)
    if most.value <= counted.value:
        return counted
    return Estimate(most.value, max(counted.low, most.low), max(counted.high, most.high))


def _counted(room: Room, existing: Flags | None) -> Estimate:
    base = room.matrix.accepted[:, room.matrix.base]
    some: Flags = np.asarray(room.matrix.accepted.any(axis=1))
    if existing is None:
        return estimate((some & ~base).astype(np.float32))
    first = min(len(existing), len(some))
    best = np.asarray(existing[:first] | some[:first], dtype=np.float32)
    return estimate(best - base[:first])


def _sorted(valued: list[Valued]) -> list[Valued]:
    return sorted(valued, key=lambda v: (-round(max(0.0, v.mean), 9), KINDS.index(v.question.kind)))


def _ranked(room: Room, valued: Sequence[Valued]) -> tuple[Asked, ...]:
    worths = [estimate(each.gained) for each in valued]
    values = [round(worth.value, 9) for worth in worths]
    return tuple(
        Asked(
            each.question,
            values.index(value) + 1,
            worth,
            each.exactly,
            each.cut,
            _branch(room, each, yes=True),
            _branch(room, each, yes=False),
            alike(each.gained, valued[0].gained),
        )
        for each, worth, value in zip(valued, worths, values, strict=True)
    )


def _branch(room: Room, valued: Valued, *, yes: bool) -> Branch:
    """Return what follows from a reply; the standing package where no other is told apart."""
    truth = valued.truth if yes else ~valued.truth
    picked, r = room.prefer_standing(valued.yes if yes else valued.no, truth), room.reliability
    accepted = room.matrix.accepted[:, picked]
    given = r * truth.sum() + (1 - r) * (~truth).sum()
    won = r * (truth & accepted).sum() + (1 - r) * (~truth & accepted).sum()
    low, high = wilson(won, max(given, 1e-9))
    share = float(won / given) if given else 0.0
    chance = r * valued.share + (1 - r) * (1 - valued.share)
    return Branch(
        room.package(picked), chance if yes else 1 - chance, share, float(low), float(high)
    )
