"""Verdicts of graph models: from nine decision makers with an option each to 138,240 states.

Every measurement runs in a process of its own, so that CPU seconds and peak memory are those of the
whole job, imports included. Every verdict that is timed is checked: by another algorithm where that
is quick enough, else state by state for a sample, by searching; and Nash ⊆ SEQ, SMR ⊆ GMR hold.

The peer is gmcr-py, the engine of GMCR+ (commit 502a12c). It is quoted, not run: its figures are
CPU seconds and peak memory on a machine of the same kind, one thread, Python 3.11.7, for models of
the same sizes with random rankings; it answers SIM besides and writes a sentence for each verdict.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import chain, combinations

import numpy as np

from detente.stability import (
    Concept,
    Method,
    Model,
    Ranking,
    Relation,
    Stability,
    States,
    codes_of,
    find_reach,
    find_stability,
    graph_states,
    make_arcs,
    make_model,
    moves_of_options,
    option_states,
    parse,
    ranking_of_statements,
    relation_of_ranking,
    with_pairs,
)
from detente.stability.graph.preference import improves

FOUR: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
SAMPLE = 10
TRADE = {"us": 5, "ec": 4, "japan": 3, "nics": 2, "south": 3, "middle": 3}
"""Numbers of options of the six in a model of trade talks (save_files/trade.gmcr of gmcr-py)."""
EXCLUDED = (
    "us3 and not us0",
    "ec1 and ec2",
    "ec1 and ec3",
    "japan0 and japan1",
    "japan0 and japan2",
    "japan2 and not japan0",
    "nics0 and nics1",
)
"""What is infeasible there; it comes without preferences, so that random statements stand in."""


def free_states(options: int, decision_makers: int) -> States:
    """Return the states of options that are split evenly, all combinations feasible."""
    parts = np.array_split(np.arange(options), decision_makers)
    return option_states({f"dm{i}": [f"o{bit}" for bit in part] for i, part in enumerate(parts)})


def trade_states() -> States:
    """Return the 138,240 feasible states of 20 options."""
    options = {name: [f"{name}{k}" for k in range(count)] for name, count in TRADE.items()}
    place = {option: bit for bit, option in enumerate(chain.from_iterable(options.values()))}
    return option_states(options, infeasible=[parse(text, place) for text in EXCLUDED])


def make(states: States, *, statements: int = 0, pairwise: bool = False, seed: int = 1) -> Model:
    """Return a model with random rankings, or rankings by random statements over pairs of options.

    Args:
        states: in option form.
        statements: for each decision maker; 0: random strict rankings instead.
        pairwise: give the rankings as relations, and make them intransitive by one pair.
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    names = tuple(f"dm{i}" for i in sorted({option.owner for option in states.options}))
    options = {option.id: bit for bit, option in enumerate(states.options)}
    pairs = [f"{a} and not {b}" for a, b in combinations(options, 2)]
    rankings = [
        ranking_of_statements(
            states, [parse(text, options) for text in rng.permutation(pairs)[:statements].tolist()]
        )
        if statements
        else Ranking(rng.permutation(len(states)).astype(np.int32))
        for _ in names
    ]
    model = make_model(names, states, moves_of_options(states, len(names)), rankings)
    return model.with_preferences([circular(each) for each in rankings]) if pairwise else model


def circular(ranking: Ranking) -> Relation:
    """Return a ranking pair by pair, but that its best state is below its worst."""
    order = np.argsort(ranking.levels)
    return with_pairs(relation_of_ranking(ranking), [(int(order[0]), int(order[-1]), -1)])


def chain_of(length: int) -> Model:
    """Return three who can only go down a chain of states, two of them by turns."""
    places = np.arange(length - 1)
    own = [
        make_arcs(places[places % 2 == k], places[places % 2 == k] + 1, n_states=length)
        for k in (0, 1)
    ]
    first = make_arcs([0], [1], n_states=length)
    falling = Ranking(np.arange(length, 0, -1, dtype=np.int32))
    liked = Ranking(np.concatenate(([1, 2], np.arange(2, -length + 4, -1))).astype(np.int32))
    return make_model(
        ["a", "b", "c"], graph_states(length), [first, *own], [liked, falling, falling]
    )


def check_sample(found: Stability) -> None:
    """Search from some improvements, and hold the verdicts for their states against the answer."""
    model = found.model
    improvements = [model.improvements(i) for i in range(model.n_decision_makers)]
    rng = np.random.default_rng(0)
    for i in range(model.n_decision_makers):
        for state in rng.choice(model.n_states, SAMPLE, replace=False).tolist():
            better = improves(codes_of(model.preferences[i], state))
            onward = np.zeros(model.n_states, dtype=bool)
            onward[model.moves[i].sources[better[model.moves[i].targets]]] = True
            for concept, moves, bad in (
                ("gmr", model.moves, better),
                ("smr", model.moves, better | onward),
                ("seq", improvements, better),
            ):
                if concept in found.stable:
                    met = all(
                        bool((find_reach(moves, model.opponents(i), target).reached & ~bad).any())
                        for target in improvements[i].of(state).tolist()
                    )
                    assert found.stable[concept][i, state] == met


def check(found: Stability, *, against: Method | None) -> None:
    """Assert the inclusions, and the verdicts by another algorithm or for a sample."""
    narrow = found.stable["nash"]
    for concept in set(found.stable) - {"nash"}:
        assert not (narrow & ~found.stable[concept]).any()
        assert not (found.stable[concept] & ~found.stable["gmr"]).any()
    if against is None:
        check_sample(found)
        return
    other = find_stability(found.model, concepts=FOUR, method=against)
    assert all((found.stable[concept] == other.stable[concept]).all() for concept in found.stable)


def measure(name: str) -> None:
    """Make a model, find its verdicts, print a line, then check them."""
    start = time.process_time()
    model = MODELS[name][0]()
    made = time.process_time()
    concepts, method, against = MODELS[name][1:]
    found = find_stability(model, concepts=concepts, method=method)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = " ".join(f"{concept} {len(found.equilibria(concept))}" for concept in concepts)
    print(
        f"{name:38} {found.method:12} model {made - start:5.2f}, verdicts {done - made:6.3f}, "
        f"whole process {done:6.2f} CPU s, peak {peak:4.0f} MB  equilibria: {sizes}",
        flush=True,
    )
    check(found, against=against)


MODELS: dict[str, tuple[Callable[[], Model], Sequence[Concept], Method, Method | None]] = {
    "2^9 states, 9 with one option each": (lambda: make(free_states(9, 9)), FOUR, "auto", "search"),
    "2^12 states, 4": (lambda: make(free_states(12, 4)), FOUR, "auto", "matrix"),
    "2^12 states, 4, 24 statements each": (
        lambda: make(free_states(12, 4), statements=24),
        FOUR,
        "auto",
        "matrix",
    ),
    "2^12 states, 4, by matrices": (
        lambda: make(free_states(12, 4)),
        FOUR,
        "matrix",
        "condensation",
    ),
    "2^12 states, 4, intransitive": (
        lambda: make(free_states(12, 4), pairwise=True),
        FOUR,
        "auto",
        None,
    ),
    "2^10 states, 4, by search": (lambda: make(free_states(10, 4)), FOUR, "search", "matrix"),
    "2^16 states, 4": (lambda: make(free_states(16, 4)), FOUR, "auto", None),
    "2^16 states, 4, 32 statements each": (
        lambda: make(free_states(16, 4), statements=32),
        FOUR,
        "auto",
        None,
    ),
    "138,240 states, 20 options, 6": (
        lambda: make(trade_states(), statements=40),
        ("nash", "gmr"),
        "auto",
        None,
    ),
    "a chain of 2^16 states, 3": (lambda: chain_of(1 << 16), FOUR, "auto", None),
}
"""Name to: how the model is made, concepts, method, and the method that it is checked against."""

QUOTED = (
    "gmcr-py, 2^12 states, 4: 85.3 CPU s, 1,053 MB; prioritised 79.1 CPU s, 1,056 MB",
    "gmcr-py, 2^12 states, 4, its sparse solver (single moves only): 29.8 CPU s, 62 MB",
    "gmcr-py, 9 with one option each: GMR 4.6 CPU s; SMR not finished in 170 s of wall time",
    "gmcr-py, 138,240 states: not loaded in 61 CPU s, 300 s of wall time",
    "gmcr-py, 2^13 states, 4: SMR not finished in 560 s of wall time, 4,135 MB",
)


def main() -> None:
    """Print one line a measurement."""
    for name in MODELS:
        command = [sys.executable, "-c", f"from bench.stability import measure; measure({name!r})"]
        subprocess.run(command, check=True)
    print("\n".join(QUOTED))


if __name__ == "__main__":
    main()
