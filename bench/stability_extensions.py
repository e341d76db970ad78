"""Strength, unknown preference, coalitions, foresight in thousands of states; draws; least change.

Every measurement runs in a process of its own, so that CPU seconds and peak memory are those of the
whole job, imports included. What is timed is checked against :func:`find_stability` where the two
say the same: stability in general, single members of coalitions, a horizon of one move, a sample of
the draws, the state on the changed rankings.
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
    CONCEPTS,
    UNKNOWN,
    Model,
    Ranking,
    Relation,
    find_coalitions,
    find_completions,
    find_least_change,
    find_nonmyopic,
    find_robustness,
    find_stability,
    find_strength,
    find_uncertain,
    ranking_of_worths,
    relation_of_ranking,
)

UNKNOWN_SHARE = 0.1
DRAWS = 1_000
SAMPLE = 25
WANTED = 5
"""The state that is wanted."""


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


def draws(model: Model) -> str:
    """Find in how many of a thousand draws of what states are worth each is an equilibrium."""
    shape = (DRAWS, model.n_decision_makers, model.n_states)
    worths = np.random.default_rng(3).normal(size=shape)
    start = time.process_time()
    found = find_robustness(model, worths, concepts=CONCEPTS)
    done = time.process_time() - start
    for draw in range(0, DRAWS, DRAWS // SAMPLE):
        one = model.with_preferences([ranking_of_worths(own) for own in worths[draw]])
        plain = find_stability(one, concepts=CONCEPTS).stable
        assert all(np.array_equal(plain[c], found.stable[c][draw]) for c in CONCEPTS)
    return f"five concepts in {DRAWS:,} draws: {done:.2f} CPU s without the check of {SAMPLE}"


def completions(model: Model) -> str:
    """Find what holds however a tenth of all comparisons turns out."""
    found = find_completions(model, concepts=("seq", "sseq"))
    for concept in ("seq", "sseq"):
        every, some = found.every[concept] == 1, found.some[concept] != 0
        assert not (every & ~some).any()
    answers = [*found.every.values(), *found.some.values()]
    left = sum(int((each == -1).sum()) for each in answers)
    return f"programs {found.programs}, answers not settled {left} of {sum(map(len, answers)):,}"


def least_change(model: Model) -> str:
    """Find the fewest swaps that make a state an equilibrium under symmetric SEQ."""
    found = find_least_change(model, WANTED, concept="sseq")
    changed = {change.name: change.after for change in found.changes}
    after = model.with_preferences(
        [
            changed.get(name, kept)
            for name, kept in zip(model.decision_makers, model.preferences, strict=True)
        ]
    )
    assert WANTED in find_stability(after, concepts=("sseq",)).equilibria("sseq")
    return f"swaps {found.bound} to {found.swaps}"


JOBS: dict[str, tuple[Callable[[], Model], Callable[[Model], str]]] = {
    "strength, 2^12 states, 4": (lambda: strong(make(free_states(12, 4))), strength),
    "unknown, 2^12 states, 4": (lambda: doubtful(make(free_states(12, 4))), uncertain),
    "coalitions, 2^12 states, 3": (lambda: make(free_states(12, 3)), coalitions),
    "coalitions, 2^10 states, 5": (lambda: make(free_states(10, 5)), coalitions),
    "coalitions, 2^9 states, 9": (lambda: make(free_states(9, 9)), coalitions),
    "non-myopic, 2^12 states, 2": (lambda: make(free_states(12, 2)), foresight),
    "draws, 2^6 states, 4": (lambda: make(free_states(6, 4)), draws),
    "completions, 2^8 states, 4": (lambda: doubtful(make(free_states(8, 4))), completions),
    "least change, 2^6 states, 3": (lambda: make(free_states(6, 3)), least_change),
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
