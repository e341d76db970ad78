"""Strength, unknown preference, coalitions and foresight in graph models of thousands of states.

Every measurement runs in a process of its own, so that CPU seconds and peak memory are those of the
whole job, imports included. What is timed is checked against :func:`find_stability` where the two
say the same: stability in general, single members of coalitions, a horizon of one move.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from bench.stability import free_states, make
from detente.stability import (
    UNKNOWN,
    Model,
    Ranking,
    Relation,
    find_coalitions,
    find_nonmyopic,
    find_stability,
    find_strength,
    find_uncertain,
    relation_of_ranking,
)

UNKNOWN_SHARE = 0.1


def strong(model: Model) -> Model:
    """Return the model with rankings in which half of the ranks apart is much better."""
    relations = [_strong(preference) for preference in model.preferences]
    return model.with_preferences(relations)


def _strong(preference: object) -> Relation:
    assert isinstance(preference, Ranking)
    levels = preference.levels
    apart = np.abs(levels[None, :] - levels[:, None]) > len(levels) // 2
    codes = relation_of_ranking(preference).codes
    return Relation(np.where(apart, 2 * codes, codes).astype(np.int8))


def doubtful(model: Model, *, seed: int = 2) -> Model:
    """Return the model with a tenth of all pairs unknown."""
    rng = np.random.default_rng(seed)
    relations = []
    for preference in model.preferences:
        assert isinstance(preference, Ranking)
        codes = relation_of_ranking(preference).codes.copy()
        hidden = np.triu(rng.random(codes.shape) < UNKNOWN_SHARE, k=1)
        codes[hidden | hidden.T] = UNKNOWN
        relations.append(Relation(codes))
    return model.with_preferences(relations)


def strength(model: Model) -> str:
    """Find strong and weak stability."""
    found = find_strength(model)
    plain = find_stability(model, concepts=("gmr", "smr", "seq")).stable
    assert all(np.array_equal(plain[concept], found.stable[concept]) for concept in plain)
    return f"equilibria: strong gmr {len(found.equilibria('strong_gmr'))}"


def uncertain(model: Model) -> str:
    """Find the four extensions."""
    found = find_uncertain(model)
    for concept in ("nash", "gmr", "smr", "seq"):
        a, b, c, d = (found.stable[f"{concept}_{extension}"] for extension in "abcd")
        assert (a <= b).all()
        assert (a <= c).all()
        assert (b <= d).all()
        assert (c <= d).all()
    return f"equilibria: seq_a {len(found.equilibria('seq_a'))}"


def coalitions(model: Model) -> str:
    """Find what every coalition would leave."""
    found = find_coalitions(model)
    plain = find_stability(model, concepts=("nash", "gmr", "smr")).stable
    count = model.n_decision_makers
    assert all(np.array_equal(plain[c], found.stable[f"c{c}"][:count]) for c in plain)
    return f"coalitions {len(found.coalitions)}, cnash equilibria {len(found.equilibria('cnash'))}"


def foresight(model: Model) -> str:
    """Find what is stable however far two look ahead."""
    found = find_nonmyopic(model)
    plain = find_stability(model, concepts=("nash",)).stable["nash"]
    assert np.array_equal(plain, found.surely[0])
    return f"preperiod {found.preperiod}, period {found.period}"


JOBS: dict[str, tuple[Callable[[], Model], Callable[[Model], str]]] = {
    "strength, 2^12 states, 4": (lambda: strong(make(free_states(12, 4))), strength),
    "unknown, 2^12 states, 4": (lambda: doubtful(make(free_states(12, 4))), uncertain),
    "coalitions, 2^12 states, 3": (lambda: make(free_states(12, 3)), coalitions),
    "coalitions, 2^10 states, 5": (lambda: make(free_states(10, 5)), coalitions),
    "coalitions, 2^9 states, 9": (lambda: make(free_states(9, 9)), coalitions),
    "non-myopic, 2^12 states, 2": (lambda: make(free_states(12, 2)), foresight),
}
"""Name to: how the model is made, and what is asked."""


def measure(name: str) -> None:
    """Make a model, ask, and print a line."""
    make_model, ask = JOBS[name]
    model = make_model()
    start = time.process_time()
    said = ask(model)
    done = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:28} {done:6.2f} CPU s with its check, peak {peak:4.0f} MB  {said}", flush=True)


def main() -> None:
    """Print one line a measurement."""
    for name in JOBS:
        command = f"from bench.stability_extensions import measure; measure({name!r})"
        subprocess.run([sys.executable, "-c", command], check=True)


if __name__ == "__main__":
    main()
