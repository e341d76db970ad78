"""The models of the forecast room: turns, rounds and draws.

Peers, on other machines or earlier runs (figures from their sources, not measured here): one turn
of KTAB 3b5b063, C++, 100 and 200 actors: 16.2 and 326 CPU s; one round of a replication of the
challenge model, 15 actors: 2.3 CPU s.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from detente.forecast.challenge import run_challenge
from detente.forecast.situation import Situation, make_situation
from detente.forecast.spatial import run_spatial
from detente.forecast.uncertainty import Numbers, draw_situations, forecast_many, make_uncertain
from detente.run import Processes


def situation_of(actors: int, *, seed: int = 0) -> Situation:
    """Return random actors on one dimension."""
    rng = np.random.default_rng(seed)
    shape = (actors, 1)
    return make_situation(
        rng.uniform(10, 90, shape), rng.uniform(20, 80, shape), rng.uniform(2, 10, actors)
    )


def timed(name: str, work: Callable[[], object]) -> None:
    """Time the best of three runs and print a line."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:52} {min(seconds):8.4f} CPU s  peak so far {peak:4.0f} MB", flush=True)


def turns() -> None:
    """One turn of the spatial model; somebody must move in it."""
    for actors in (20, 100, 200):
        situation = situation_of(actors)

        def work(situation: Situation = situation) -> None:
            run = run_spatial(situation, max_turns=1)
            assert len(run.turns) == 1
            assert not np.array_equal(run.positions[0], run.positions[1])

        timed(f"spatial, one turn, {actors} actors", work)


def rounds() -> None:
    """One round of the challenge model."""
    for actors in (15, 200):
        situation = situation_of(actors)

        def work(situation: Situation = situation) -> None:
            run = run_challenge(
                situation.positions[:, 0],
                situation.salience[:, 0] / 100,
                capability=situation.capability,
                variant="scholz-code",
            )
            assert run.positions.shape == (2, situation.n_actors)

        timed(f"challenge, one round, {actors} actors", work)


def draws() -> None:
    """Ten thousand drawn situations of twenty actors, by mean and by election."""
    middle = situation_of(20)
    blank = np.full(middle.positions.shape, np.nan)
    uncertain = make_uncertain(
        middle,
        positions=Numbers(middle.positions - 10, blank, middle.positions + 10),
        salience=Numbers(middle.salience - 10, middle.salience, middle.salience + 10),
    )

    def both() -> None:
        drawn = draw_situations(uncertain, 10_000, seed=1)
        mean, election = forecast_many(drawn, "mean"), forecast_many(drawn, "election")
        assert mean.shape == election.shape == (10_000, 1)
        assert abs(float(mean.mean() - election.mean())) < 20

    timed("10,000 draws, 20 actors, mean and election", both)
    few = draw_situations(uncertain, 1_000, seed=1)
    start, spent = time.perf_counter(), time.process_time()
    with Processes(2) as executor:
        found = forecast_many(few, "spatial", executor=executor)
    wall = time.perf_counter() - start
    assert found.shape == (1_000, 1)
    assert not np.isnan(found).any()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() - spent + children.ru_utime + children.ru_stime
    name = "1,000 draws, 20 actors, spatial, two processes"
    print(f"{name:52} {total:8.1f} CPU s in all, {wall:.1f} s by the clock", flush=True)


def main() -> None:
    """Run all of them."""
    turns()
    rounds()
    draws()


if __name__ == "__main__":
    main()
