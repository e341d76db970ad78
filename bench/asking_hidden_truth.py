"""Hidden truths: how many questions until the right verdict, by the order in which they are asked.

A truth is drawn from a belief. At every step the package that most draws accept is the verdict (or
that there is no deal, where in most draws nothing is acceptable); it is right if the truth accepts
it. While it is wrong a question is asked, the truth answers, and draws that disagree are left out.
All orders meet the same truths. Games are scored games in which every party must accept, their
scores known within 20 or 30 %; the bundled Ukraine case is asked about over some hundred packages.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tests.deal.asking_cases import GAMES, game

from detente.case import load_case
from detente.deal import Belief, draw
from detente.deal.asking import find_candidates
from detente.deal.asking.policies import ask_at_random, ask_largest_weight, ask_most_valuable
from detente.deal.asking.trials import Trials, run_trials
from detente.deal.of_case import belief_of_case
from detente.deal.patterns import Package
from detente.deal.tabling.choosing import choose_package

POLICIES = {
    "most valuable first": ask_most_valuable,
    "random order": ask_at_random,
    "largest weight first": ask_largest_weight,
}
TRUTHS = 400
LIMIT = 20
AFTER = (0, 1, 2, 3, 5, 10, LIMIT)
UKRAINE = Path(__file__).resolve().parent.parent / "examples" / "ukraine-2025-12"


def _problems() -> Iterator[tuple[str, Belief, list[Package]]]:
    for name in GAMES:
        for spread in (0.2, 0.3) if "scores" in GAMES[name] else ():
            belief = game(name, spread=spread)
            found = find_candidates(draw(belief, 4_000, seed=11))
            yield f"{name} ±{spread:.0%}", belief, [tuple(x) for x in found.packages.tolist()]
    belief = belief_of_case(load_case(UKRAINE)).belief
    draws = draw(belief, 2_000, seed=11)
    starts = [tuple(x) for x in choose_package(draws, most=20).packages.tolist()]
    found = find_candidates(draws, starts=starts)
    yield "ukraine", belief, [tuple(x) for x in found.packages.tolist()]


def _report(name: str, packages: int, trials: Trials, seconds: float) -> None:
    print(f"{name}: {packages} packages, {TRUTHS} truths, {seconds:.1f} CPU s", flush=True)
    for policy, questions in trials.questions.items():
        wrong = trials.questions["random order"] > 0
        mean, low, high = trials.mean(policy)
        hard = float(questions[wrong].mean()) if wrong.any() else 0.0
        by = ", ".join(f"{trials.right_by(policy, k):.3f}" for k in AFTER)
        print(
            f"  {policy:22} {mean:.2f} ({low:.2f} to {high:.2f}) questions; "
            f"{hard:.2f} where the first verdict is wrong; right by {AFTER}: {by}"
        )
    for other in ("random order", "largest weight first"):
        mean, low, high = trials.difference("most valuable first", other)
        print(f"  fewer than {other}: {mean:.2f} ({low:.2f} to {high:.2f})", flush=True)
        assert mean >= 0


def main() -> None:
    """Print questions needed, with 95 % intervals."""
    for name, belief, packages in _problems():
        start = time.process_time()
        trials = run_trials(
            belief, packages, POLICIES, truths=TRUTHS, limit=LIMIT, pool=20_000, seed=5
        )
        firsts = [np.count_nonzero(questions == 0) for questions in trials.questions.values()]
        assert firsts == [firsts[0]] * len(firsts)
        _report(name, len(packages), trials, time.process_time() - start)


if __name__ == "__main__":
    main()
