"""A draft as a move against plain loops over all packages, by both methods."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import OTHER, Draft
from detente.deal.drafts import find_moves

from .draft_brute_force import DraftForce
from .random_problems import problems

METHODS = ["enumeration", "program"]
CAP = 8


@st.composite
def drafts(draw, sizes):
    terms = {}
    for issue, size in enumerate(sizes):
        kind = draw(st.sampled_from(["open", "other", "option", "option", "several"]))
        if kind == "other":
            terms[issue] = OTHER
        elif kind == "option":
            terms[issue] = draw(st.integers(0, size - 1))
        elif kind == "several":
            terms[issue] = draw(st.sets(st.integers(0, size - 1), min_size=1))
    return terms


@st.composite
def questions(draw, **limits):
    problem = draw(problems(**limits))
    within = draw(st.none() | st.integers(0, len(problem.sizes)))
    return problem, draw(drafts(problem.sizes)), within


def check_nearest(problem, moves, force):
    for measure, found in moves.nearest.items():
        if not force.truth.acceptable:
            assert found.step is None
            assert found.reason
            continue
        if measure == "value" and not force.named:
            assert found.reason
            continue
        distance, near, best = force.nearest(measure)
        assert found.exact
        assert found.distance == pytest.approx(distance, abs=1e-7)
        assert found.bound == pytest.approx(found.distance, abs=1e-6)
        tied = [problem.find(package) for package in found.tied]
        assert tied[0] == best[0], measure
        assert problem.find(found.step.package) == tied[0]
        assert found.step.acceptable is not False
        if len(near) <= CAP:
            assert sorted(tied) == near
            assert (found.tied_complete, found.tied_count) == (True, len(near))
        else:
            assert set(tied) <= set(best)
            assert len(tied) == min(len(best), CAP)
            assert not found.tied_complete
            assert found.tied_count == (len(near) if moves.method == "enumeration" else None)
        check_step(problem, found.step, force, tied[0])


def check_step(problem, step, force, x):
    changed = [problem.issues.index(change.issue) for change in step.changed]
    assert changed == [i for i, o in enumerate(x) if o not in force.kept[i]]
    for p in range(len(problem.parties)):
        if not problem.judged[p]:
            assert problem.parties[p] not in step.difference
            continue
        gaps = [force.truth.u(p, x) - force.truth.u(p, y) for y in force.restored(x)]
        assert step.difference[problem.parties[p]] == pytest.approx((min(gaps), max(gaps)))


def check_improvements(problem, moves, force, within):
    start, found = force.start(), moves.improvements
    if start is None or not force.named:
        assert found.reason
        assert not found.steps
        assert (moves.start is None) == (start is None)
        return
    assert problem.find(moves.start.package) == start
    truth = force.undominated(start, within)
    assert found.exact
    assert found.efficient is (not truth)
    steps = [problem.find(step.package) for step in found.steps]
    totals = [sum(force.better(x, start)) for x in steps]
    assert totals == pytest.approx(sorted(map(sum, truth), reverse=True)[:CAP], abs=1e-6)
    assert found.complete is (len(truth) <= CAP)
    if found.complete:
        assert sorted(steps) == sorted(truth.values())
        assert found.points == len(truth)
    if moves.method == "enumeration":
        assert found.improvements == len(force.improvements(start, within))


def check_room(problem, moves, force):
    start, found = force.start(), moves.frontier
    if start is None or not force.named:
        assert found.reason
        return
    everybody, together, alone = force.room(start)
    assert found.exact
    assert found.everybody.value == pytest.approx(everybody, abs=1e-7)
    assert found.together.value == pytest.approx(together, abs=1e-7)
    for party, value in alone.items():
        most = found.alone[problem.parties[party]]
        assert most.value == pytest.approx(value, abs=1e-7)
        x = problem.find(most.step.package)
        assert force.better(x, start)[force.named.index(party)] == pytest.approx(value, abs=1e-7)
        assert min(force.better(x, start)) >= -1e-9
    assert found.efficient is (not force.improvements(start, None))
    assert found.weakly_efficient is bool(everybody <= 1e-9)


def check(question, method):
    problem, terms, within = question
    force = DraftForce(problem, terms)
    moves = find_moves(problem, Draft("text", terms), within=within, method=method, max_ties=CAP)
    check_nearest(problem, moves, force)
    check_improvements(problem, moves, force, within)
    check_room(problem, moves, force)
    assert moves.exact


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_enumeration_is_the_plain_loop(question):
    check(question, "enumeration")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_programs_are_the_plain_loop(question):
    check(question, "program")
