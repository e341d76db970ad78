"""What is wrong with the moves of a case that shows only once the states are listed.

The case file checks what is written there, line by line; what a line amounts to (no state is left,
the status quo is several states, a ranking leaves a state out) needs the states, and is found here.
:func:`detente.case.load_case` does not ask, since it is of no concern to the other rooms;
``detente check`` does, and so do ``detente brief`` and everything that builds the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case import Case
from detente.case.files import Origin
from detente.case.finding import Finding
from detente.case.moves import Moves, Pair, Tied
from detente.case.yaml_core import Path
from detente.errors import InvalidInput, NoSolution, NotSupported, Problem
from detente.stability.graph.preference import UNKNOWN, Relation
from detente.stability.of_case.pair_conflicts import compared_with_itself, contradictions
from detente.stability.of_case.pairs import PairsContradictError, relation_of_pairs
from detente.stability.of_case.states import CaseStates, states_of_case

_LISTED = 8
"""States that a message lists at most."""
_CIRCLES = 4
"""Circles of the pairs of a decision maker that are told at most."""


def problems_of_case(case: Case) -> tuple[Problem, ...]:
    """Return what is wrong with the moves of a case once their states are listed.

    Args:
        case: a case whose own checks found no error.

    Returns:
        Problems with file, line and column, in the order of the file; none where there are no
        moves.
    """
    return () if case.moves is None else _examine(case, case.moves)[1]


def checked_states(case: Case) -> CaseStates:
    """Return the states of the moves of a case, if nothing is wrong with them.

    Raises:
        NoSolution: the case has no moves.
        InvalidInput: they have errors; ``problems`` holds all of them.
    """
    if case.moves is None:
        raise NoSolution("the case does not say what each can do; add moves: to the case")
    found, problems = _examine(case, case.moves)
    if found is None or problems:
        noun = "error" if len(problems) == 1 else "errors"
        raise InvalidInput(f"the moves have {len(problems)} {noun}", problems)
    return found


def _examine(case: Case, moves: Moves) -> tuple[CaseStates | None, tuple[Problem, ...]]:
    found: CaseStates | None = None
    try:
        found = states_of_case(moves)
        findings = list(_findings(found, case.origin))
    except NotSupported:
        hint = "name more combinations under infeasible:"
        message = "the options leave too many states"
        findings = [Finding("too-many-states", message, ("options",), hint, at_key=True)]
    except InvalidInput:
        message = "no state is feasible: together the combinations exclude all of them"
        hint = "remove or loosen one"
        findings = [Finding("no-feasible-state", message, ("infeasible",), hint, at_key=True)]
    problems = [_placed(finding, case.origin) for finding in findings]
    return found, tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code)))


def _placed(finding: Finding, origin: Origin | None) -> Problem:
    file, line, column = _place(finding.path, origin, at_key=finding.at_key)
    return Problem(
        finding.code, finding.message, file, line, column, finding.hint, finding.severity
    )


def _place(path: Path, origin: Origin | None, *, at_key: bool = False) -> tuple[str, int, int]:
    if origin is None:
        return "moves.yaml", 1, 1
    return origin.place(("moves", *path), at_key=at_key)


def _findings(found: CaseStates, origin: Origin | None) -> Iterator[Finding]:
    yield from _names(found)
    yield from _status_quo(found)
    for party, preferences in found.moves.preferences.items():
        path: Path = ("preferences", party)
        for index, statement in enumerate(preferences.statements or ()):
            yield from _apart(found, statement.statement, (*path, "statements", index))
        for option in preferences.weights or {}:
            yield from _apart(found, option, (*path, "weights", option), at_key=True)
        for index, addition in enumerate(preferences.add):
            yield from _apart(found, addition.when, (*path, "add", index))
        if preferences.ranking is not None:
            yield from _ranking(found, preferences.ranking, (*path, "ranking"))
        if preferences.pairs is not None:
            yield from _pairs(found, preferences.pairs, (*path, "pairs"), origin)
        if preferences.worths is not None:
            yield from _outcomes(found, (*path, "worths"))


def _names(found: CaseStates) -> Iterator[Finding]:
    for name, states in found.named.items():
        if not states:
            message = f"'{name}' holds in no feasible state"
            hint = "check when:, and the combinations under infeasible:"
            yield Finding("state-empty", message, ("states", name), hint, at_key=True)
    for index, record in enumerate(found.moves.coalesce):
        if not found.holds(record.when).any():
            message = "there is no feasible state to count as one here"
            where: Path = ("coalesce", index)
            yield Finding("state-empty", message, where, "check when:, or remove the entry")


def _status_quo(found: CaseStates) -> Iterator[Finding]:
    said = found.moves.status_quo
    states = found.status_quo
    if said is None or len(states) == 1:
        return
    message = "the status quo matches no feasible state"
    hint = f"states are numbered from 1 to {len(found.states):,}" if isinstance(said, int) else ""
    if states:
        message = f"the status quo matches {len(states):,} states: {_numbers(states)}"
        hint = "say of every option whether it is taken, or give the number of one of them"
    yield Finding("status-quo", message, ("status_quo",), hint)


def _apart(found: CaseStates, text: str, path: Path, *, at_key: bool = False) -> Iterator[Finding]:
    apart = found.states.agreed(found.holds(text))
    if apart is not None:
        message = f"this tells members of coalesced state {apart + 1} apart"
        hint = "leave the state out of coalesce:, or say something that is alike in all of it"
        yield Finding("coalesced-apart", message, path, hint, at_key=at_key)


def _ranking(found: CaseStates, ranking: tuple[Tied, ...], path: Path) -> Iterator[Finding]:
    seen: set[int] = set()
    for index, tied in enumerate(ranking):
        for ref in tied.states:
            states = found.refer(ref)
            if isinstance(ref, int) and not states:
                message = f"there is no state {ref}"
                hint = f"states are numbered from 1 to {len(found.states):,}"
                yield Finding("unknown-state", message, (*path, index), hint)
            twice = tuple(state for state in states if state in seen)
            if twice:
                message = f"{_states(twice)} placed twice in the ranking"
                yield Finding("ranking-twice", message, (*path, index), "keep one place for each")
            seen |= set(states)
    missing = tuple(state for state in range(len(found.states)) if state not in seen)
    if missing:
        message = f"the ranking is incomplete: {_states(missing)} missing"
        hint = "place every state, or give pairs: where some are not known"
        yield Finding("ranking-incomplete", message, path, hint, at_key=True)


def _pairs(
    found: CaseStates, given: tuple[Pair, ...], path: Path, origin: Origin | None
) -> Iterator[Finding]:
    """Yield what is wrong with single pairs, then with two of them, then with the rest together."""
    pairs = dict(enumerate(given))
    for index, record in enumerate(given):
        for ref in dict.fromkeys((record.pair.first, record.pair.second)):
            if isinstance(ref, int) and not found.refer(ref):
                message = f"there is no state {ref}"
                hint = f"states are numbered from 1 to {len(found.states):,}"
                yield Finding("unknown-state", message, (*path, index), hint)
        state = compared_with_itself(found, record)
        if state is not None:
            message = f"state {state + 1} is compared with itself"
            yield Finding("pair-of-one", message, (*path, index), "name two states, or remove it")
            del pairs[index]
    for index, earlier in list(contradictions(found, pairs)):
        _, line, _ = _place((*path, earlier), origin)
        which = f"entry {earlier + 1}" if origin is None else f"the one in line {line}"
        message = f"this pair and {which} contradict each other"
        yield Finding("pairs-contradict", message, (*path, index), "keep one of them")
        del pairs[index]
    yield from _circles(found, pairs, path)


def _circles(found: CaseStates, pairs: dict[int, Pair], path: Path) -> Iterator[Finding]:
    """Yield the circles of pairs, a few at most, each without a pair of those told before."""
    for _ in range(_CIRCLES):
        places, rest = list(pairs), list(pairs.values())
        try:
            relation = relation_of_pairs(found, rest, who=str(path[1]))
        except PairsContradictError as error:
            hint = "turn one of the comparisons round, or remove it"
            yield Finding("pairs-circle", str(error), (*path, places[error.index]), hint)
            del pairs[places[error.index]]
            continue
        except InvalidInput as error:
            yield Finding("too-many-states", str(error), path, at_key=True)
            return
        yield from _not_unknown(found, relation, pairs, path)
        return


def _not_unknown(
    found: CaseStates, relation: Relation, pairs: Mapping[int, Pair], path: Path
) -> Iterator[Finding]:
    """Yield pairs that are marked as not known where the others say how they compare."""
    for index, record in pairs.items():
        both = [
            (one, two)
            for one in found.refer(record.pair.first)
            for two in found.refer(record.pair.second)
            if one != two
        ]
        if record.pair.sign == "?" and any(relation.codes[p] != UNKNOWN for p in both):
            message = "this pair is marked as not known, and the other pairs say how it compares"
            yield Finding("pairs-circle", message, (*path, index), "remove it, or another one")


def _outcomes(found: CaseStates, path: Path) -> Iterator[Finding]:
    without = tuple(s for s, outcome in enumerate(found.outcomes) if outcome is None)
    if without:
        message = f"worths are asked for, and {_states(without)} without an outcome"
        hint = "give every state an outcome: under states:"
        yield Finding("outcome-missing", message, path, hint, at_key=True)


def _numbers(states: tuple[int, ...]) -> str:
    listed = ", ".join(str(state + 1) for state in states[:_LISTED])
    return listed + (" …" if len(states) > _LISTED else "")


def _states(states: tuple[int, ...]) -> str:
    """Return states as the subject of a clause, with its verb."""
    return f"state {_numbers(states)} is" if len(states) == 1 else f"states {_numbers(states)} are"
