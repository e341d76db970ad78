"""Deciding under draws, and what to table: speed, and the held-out test on the scored games.

Targets: 10,000 draws × 720 packages × 6 parties decided in 1 s; `detente next` on the bundled
Ukraine case, questions included, in 20 s. The campaign chooses on 2,000 draws and scores on 2,000
others, for 20 seeds and two noise models: the package to table must never be worse than Nash or
max-min beyond sampling error, and better where the games allow it.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from click.testing import CliRunner
from tests.published.noisy_games import IDS, noisy, unanimous

from detente.cli.next import next as next_command
from detente.deal import Draws, choose_package, decide, draw, find_deal, find_tabling
from detente.deal.of_case import belief_of_case
from detente.deal.tabling.records import Tabling

UKRAINE = Path(__file__).resolve().parent.parent / "examples" / "ukraine-2025-12"
SEEDS = 20
DRAWS = 2_000
Z = 1.96
BETTER = {
    ("llm_deliberation_base", False): ("nash", "egalitarian"),
    ("llm_deliberation_base_7players", True): ("nash", "egalitarian"),
    ("llm_deliberation_base_7players", False): ("nash",),
}
"""Where the games allow it: game, rescaled or not, and the solutions that can be beaten."""


def ukraine(n: int, seed: int = 0) -> Draws:
    """Return draws of the bundled case."""
    from detente.case import load_case

    return draw(belief_of_case(load_case(UKRAINE)).belief, n, seed=seed)


def measure_decisions() -> None:
    """Time 10,000 draws × 720 packages × 6 parties."""
    game = unanimous("llm_deliberation_base")
    draws = noisy(game, 10_000, seed=0, rescaled=True)
    packages = np.column_stack(np.unravel_index(np.arange(720), game.sizes))
    start = time.process_time()
    accepted = decide(draws, packages).accepted
    seconds = time.process_time() - start
    assert accepted.shape == (10_000, 720)
    best = choose_package(draws)
    assert int(accepted.sum(axis=0).max()) == int(best.counts[0])
    print(f"10,000 draws x 720 packages x 6 parties {seconds:8.2f} CPU s (target 1 s)", flush=True)


def measure_choices() -> None:
    """Time the methods on the bundled case; enumeration and branch and bound must agree."""
    draws = ukraine(1_000)
    start = time.process_time()
    best = choose_package(draws)
    seconds = time.process_time() - start
    assert best.exact
    told = f"{best.packages_left:,} packages x 1,000 draws"
    print(f"{told} gone through: {seconds:.2f} CPU s", flush=True)
    few = ukraine(40)
    best = choose_package(few)
    for method in ("branch and bound", "program"):
        start = time.process_time()
        found = choose_package(few, method=method, node_limit=400)
        seconds = time.process_time() - start
        assert found.counts[0] <= best.counts[0] <= found.bound
        state = "proved" if found.exact else f"bound {found.bound}"
        told = f"{found.counts[0]} of 40 ({state}; the best is {best.counts[0]})"
        print(f"40 draws by {method}: {seconds:.2f} CPU s, {told}", flush=True)


def measure_command() -> None:
    """Time the whole command, questions included."""
    start = time.process_time()
    result = CliRunner().invoke(next_command, [str(UKRAINE)])
    seconds = time.process_time() - start
    assert result.exit_code == 0, result.output
    assert "Table the package below" in result.output
    print(f"detente next, Ukraine {seconds:8.2f} CPU s (target 20 s)", flush=True)


def measure_held_out() -> None:
    """Choose and score on every game; assert what is claimed."""
    for game in IDS:
        for rescaled in (True, False):
            found = [_answer(game, rescaled, seed) for seed in range(SEEDS)]
            tabled = np.array([one.tabled.acceptable.value for one in found])
            told = [f"tabled {100 * tabled.mean():.1f}"]
            for name in ("nash", "egalitarian"):
                told.append(_compare(found, game, rescaled, name))
            model = "rescaled" if rescaled else "as they come"
            print(f"{game:32} {model:13} {'; '.join(told)}", flush=True)


def _answer(game: str, rescaled: bool, seed: int) -> Tabling:
    problem = unanimous(game)
    solutions = find_deal(problem, solutions=["nash", "egalitarian"]).solutions
    compared = {name: problem.find(one.package or {}) for name, one in solutions.items()}
    sets = (noisy(problem, DRAWS, seed=2 * seed + k, rescaled=rescaled) for k in (0, 1))
    choosing, held_out = sets
    return find_tabling(choosing, held_out, compared=compared)


def _compare(found: list[Tabling], game: str, rescaled: bool, name: str) -> str:
    """Assert that the package is not worse than a solution, or better; return the figures."""
    rows = [one.compared[name] for one in found]
    shares = [row.acceptable.value for row in rows if row is not None]
    apart = np.array([one.tabled.acceptable.value for one in found]) - np.array(shares)
    error = Z * float(apart.std(ddof=1)) / len(apart) ** 0.5
    mean = float(apart.mean())
    assert mean >= -error, (game, rescaled, name)
    if name in BETTER.get((game, rescaled), ()):
        assert mean > error, (game, rescaled, name)
    return f"{name} {100 * np.mean(shares):.1f} ({100 * mean:+.1f} +/- {100 * error:.1f})"


def main() -> None:
    """Print figures; every claim is asserted."""
    measure_decisions()
    measure_choices()
    measure_held_out()
    measure_command()


if __name__ == "__main__":
    main()
