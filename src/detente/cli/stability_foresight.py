"""``detente stability --horizon H``: what two foresee who look several moves ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.foresight import Foresight
    from detente.stability.nonmyopic import Course, NonMyopic

ROWS = 12
"""Horizons listed on the screen at most."""
LISTED = 24
"""States listed on the screen at most."""
_MODEL = ("states", "decision_makers")


def add_to(result: dict[str, Any], given: Given, *, horizon: int) -> None:
    """Put limited-move and non-myopic stability into JSON data."""
    found, far = _find(given, horizon)
    data = {key: value for key, value in found.to_dict().items() if key not in _MODEL}
    beyond = {key: value for key, value in far.to_dict().items() if key not in _MODEL}
    result["foresight"] = {**data, "nonmyopic": beyond}


def show(given: Given, *, horizon: int) -> None:
    """Print the equilibria of each horizon, and how each state fares in the long run."""
    found, far = _find(given, horizon)
    _print_horizons(found, far)
    _print_courses(given, far)
    for line in _remarks(given, found, far):
        say(line)
    say("")


def _find(given: Given, horizon: int) -> tuple[Foresight, NonMyopic]:
    from detente.stability.foresight import find_foresight
    from detente.stability.nonmyopic import find_nonmyopic

    return find_foresight(given.model, horizon), find_nonmyopic(given.model)


def _print_horizons(found: Foresight, far: NonMyopic) -> None:
    shown = min(found.horizon, max(ROWS, min(far.preperiod + far.period, 2 * ROWS)))
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
        return "never" if first == 1 else f"not from {first} on"
    again = [h + course.period * k for k in range(2) for h in course.stable_at]
    return f"at {', '.join(map(str, again))}, …"


def _remarks(given: Given, found: Foresight, far: NonMyopic) -> Iterator[str]:
    yield from _expected(given, found)
    since = f"from {far.preperiod + 1} moves ahead on" if far.preperiod else "from the first on"
    if far.period == 1:
        yield f"What is expected is the same {since}, however far they look."
    else:
        yield f"What is expected repeats itself every {far.period} moves, {since} and for ever."
    yield (
        "Each looks that many moves ahead, the two of them in turn, and knows what the other would "
        "rather see. Who has the move stays unless moving leads to something it prefers. Where "
        "several moves lead to equally good outcomes, every choice among them is followed: a state "
        "counts as stable where it is so whichever is chosen."
    )


def _expected(given: Given, found: Foresight) -> Iterator[str]:
    """Say what each expects if it has the move where things stand, and after signing."""
    marked = [*given.signed, *([] if given.status_quo is None else [given.status_quo])]
    for state in dict.fromkeys(marked):
        for i in range(2):
            who, here = given.naming.decision_maker(i), given.naming.state(state)
            ends = found.outcomes(i, state)
            if ends == (state,):
                what = "it has reason to stay"
            else:
                told = [given.naming.state(s) for s in ends]
                what = f"it has reason to expect {_few(told, 'or')}"
            ahead = f"{found.horizon} {'move' if found.horizon == 1 else 'moves'}"
            yield f"If {who} has the move in {here} and looks {ahead} ahead, {what}."


def _few(parts: Sequence[str], last: str) -> str:
    from detente.brief.wording import listed

    return listed(list(parts), last) if len(parts) <= 6 else f"one of {len(parts):,} states"


def _numbers(states: Sequence[int]) -> str:
    from detente.stability.move_words import few

    return few([str(state + 1) for state in states], most=LISTED) if states else "none"
