"""``detente stability --horizon H``: what two foresee who look several moves ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.words import listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.extensions.foresight import Foresight
    from detente.stability.extensions.nonmyopic import Course, NonMyopic
    from detente.stability.graph.reach import Step

ROWS = 12
"""Horizons listed on the screen at most."""
LISTED = 24
"""States listed on the screen at most."""
ASSUMED = (
    "Each looks that many moves ahead, the two of them in turn, and knows what the other would "
    "rather see. Who has the move stays unless moving leads to something it prefers. Where several "
    "moves lead to equally good outcomes, every choice among them is followed: a state counts as "
    "stable where it is so whichever is chosen."
)


def add_to(result: dict[str, Any], given: Given, *, horizon: int) -> None:
    """Put limited-move and non-myopic stability into JSON data."""
    from detente.stability.extensions.foresight import find_foresight

    found = find_foresight(given.model, horizon)
    far, reason = _find_nonmyopic(given)
    beyond = {"reason": reason} if far is None else _without_model(far.to_dict())
    plays = _plays(given, found)
    result["foresight"] = {**_without_model(found.to_dict()), "nonmyopic": beyond, "plays": plays}


def show(given: Given, *, horizon: int) -> None:
    """Print the equilibria of each horizon, and how each state fares in the long run."""
    from detente.stability.extensions.foresight import find_foresight

    found = find_foresight(given.model, horizon)
    far, reason = _find_nonmyopic(given)
    _print_horizons(found, far)
    if far is not None:
        _print_courses(given, far)
    told = f"In the long run: {reason}." if far is None else _in_the_long_run(far)
    for line in (*_expected(given, found), told, ASSUMED):
        say(line)
    say("")


def _find_nonmyopic(given: Given) -> tuple[NonMyopic | None, str]:
    """Return what holds however far the two look, or why that is not known."""
    from detente.errors import NotConverged
    from detente.stability.extensions.nonmyopic import find_nonmyopic

    try:
        return find_nonmyopic(given.model), ""
    except NotConverged as error:
        return None, str(error)


def _without_model(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the answer as a whole says already."""
    return {key: value for key, value in data.items() if key not in ("states", "decision_makers")}


def _print_horizons(found: Foresight, far: NonMyopic | None) -> None:
    settled = 0 if far is None else far.preperiod + far.period
    shown = min(found.horizon, max(ROWS, min(settled, 2 * ROWS)))
    rows = []
    for h in range(1, shown + 1):
        sure, maybe = found.equilibria(h), found.equilibria(h, certainty="possibly")
        rows.append([str(h), _numbers(sure), _numbers([s for s in maybe if s not in sure])])
    ties = any(row[2] != "none" for row in rows)
    columns = ["Moves ahead", "Equilibria", "Depending on ties"]
    title = "Equilibria of two who look ahead (states)"
    print_table(title, columns if ties else columns[:2], rows if ties else [r[:2] for r in rows])
    if shown < found.horizon:
        say(f"{found.horizon - shown:,} further horizons are not shown; --json has all.\n")


def _print_courses(given: Given, far: NonMyopic) -> None:
    """Tell how each state fares in the long run; of many, those that hold for both at times."""
    states: Sequence[int] = range(given.model.n_states)
    if len(states) > LISTED:
        states = [s for s in states if far.equilibrium_course(s).kind != "never"]
    rows = [
        [
            given.naming.state(s),
            *(tell_course(far.course(i, s)) for i in range(2)),
            tell_course(far.equilibrium_course(s)),
        ]
        for s in states[:LISTED]
    ]
    names = [given.naming.decision_maker(i) for i in range(2)]
    if rows:
        print_table("Stable with how many moves ahead", ["State", *names, "Both"], rows)
    left = given.model.n_states - len(rows)
    if left:
        say(f"{left:,} more states are not shown; --json has all.\n")


def tell_course(course: Course) -> str:
    """Return in words at which horizons a verdict is "stable"."""
    first = course.from_horizon
    if course.kind == "stable":
        return "always" if first == 1 else f"from {first} on"
    if course.kind == "never":
        return "never" if first == 1 else f"never from {first} on"
    again = [h + course.period * k for k in range(2) for h in course.stable_at]
    return f"at {', '.join(map(str, again))}, …"


def _in_the_long_run(far: NonMyopic) -> str:
    since = f"from {far.preperiod + 1} moves ahead on" if far.preperiod else "from the first on"
    if far.period == 1:
        return f"What is expected is the same {since}, however far they look."
    return f"What is expected repeats itself every {far.period} moves, {since} and for ever."


def _expected(given: Given, found: Foresight) -> Iterator[str]:
    """Say what each expects if it has the move where things stand, and after signing."""
    ahead = f"{found.horizon} {'move' if found.horizon == 1 else 'moves'} ahead"
    for state in _marked(given):
        for i in range(2):
            who, here = given.naming.decision_maker(i), given.naming.state(state)
            what = _foreseen(given, found, i, state)
            yield f"If {who} has the move in {here} and looks {ahead}, it has reason to {what}."


def _foreseen(given: Given, found: Foresight, i: int, state: int) -> str:
    from detente.stability.reasons.move_words import tell_moves

    ends = found.outcomes(i, state)
    if ends == (state,):
        return "stay"
    told = _few([given.naming.state(s) for s in ends], "or")
    play = _play(given, found, i, state)
    if not play:
        return f"expect {told}, depending on how ties are broken"
    example = ": " if len(ends) == 1 else ", depending on how ties are broken; for example: "
    return f"expect {told}{example}{tell_moves(given.model, given.naming, play)}"


def _play(given: Given, found: Foresight, i: int, state: int) -> tuple[Step, ...]:
    from detente.stability.extensions.foresight_play import find_play

    return find_play(given.model, i, state, horizon=found.horizon)


def _marked(given: Given) -> list[int]:
    """Return the states that stand for the draft, and where things stand."""
    known = [] if given.status_quo is None else [given.status_quo]
    return list(dict.fromkeys([*given.signed, *known]))


def _plays(given: Given, found: Foresight) -> list[dict[str, Any]]:
    from detente.stability.reasons.witness_records import step_to_dict

    return [
        {
            "state": state + 1,
            "mover": given.model.decision_makers[i],
            "anticipated": [s + 1 for s in found.outcomes(i, state)],
            "play": [step_to_dict(given.model, step) for step in _play(given, found, i, state)],
        }
        for state in _marked(given)
        for i in range(2)
    ]


def _few(parts: Sequence[str], last: str) -> str:
    return listed(list(parts), last) if len(parts) <= 6 else f"one of {len(parts):,} states"


def _numbers(states: Sequence[int]) -> str:
    from detente.stability.reasons.move_words import few

    return few([str(state + 1) for state in states], most=LISTED) if states else "none"
