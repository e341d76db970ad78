"""Are preferences recovered from what a party says? Coverage and width of 90 % intervals.

A party with known preferences answers truthfully: whether it accepts a random package, and which of
two it prefers. From the answers alone its weights, its no-deal value and the worth of packages are
learned, by draws that agree with all of them. First the true preferences are drawn from what is
believed beforehand: then 90 % of the intervals must hold the truth. Then the parties of the three
published scored games speak, of whom an analyst would know beforehand only which option of each
issue is best and which is worst; nothing guarantees their share.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.no_deal import NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Straight
from detente.deal.learning.readings import Answer, constraints_of
from detente.deal.learning.sampling import draw_party
from detente.deal.learning.texts import text_of_package
from detente.deal.learning.widest import widest_of

GAMES = Path(__file__).parents[1] / "tests" / "published" / "scored_games.json"
STATEMENTS = (0, 5, 10, 20, 40)
REPLICATIONS = 100
DRAWS = 400
PACKAGES = 6
"""Packages whose worth is asked about, besides weights and no deal."""
SIZES = (3, 3, 4, 4, 5)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """True preferences: contributions of the options, and the worth of no deal."""

    contributions: tuple[Floats, ...]
    weights: Floats
    no_deal: float

    def worth(self, package: Sequence[int]) -> float:
        """Return u of a package."""
        return float(sum(c[o] for c, o in zip(self.contributions, package, strict=True)))


@dataclass(frozen=True)
class Recovery:
    """Coverage and width of the intervals of one party: of weights, no deal and packages."""

    covered: float
    width: float


def say_truthfully(truth: Truth, count: int, rng: np.random.Generator) -> list[Answer]:
    """Return answers to random packages: two in three accept or refuse, one compares two."""
    said = []
    for k in range(count):
        one, two = (tuple(int(rng.integers(len(c))) for c in truth.contributions) for _ in range(2))
        if k % 3 == 2 and one != two:
            best, other = (one, two) if truth.worth(one) >= truth.worth(two) else (two, one)
            said.append(Answer("prefers", text_of_package(best), text_of_package(other), 0.0))
        else:
            text = text_of_package(one)
            accepts = truth.worth(one) >= truth.no_deal
            said.append(Answer("accepts" if accepts else "refuses", text, None, 0.0))
    return said


def recover(
    prior: PartyBelief, truth: Truth, count: int, rng: np.random.Generator, *, draws: int = DRAWS
) -> Recovery:
    """Learn from truthful answers and compare the 90 % intervals with the truth."""
    told = say_truthfully(truth, count, rng)
    constraints = [
        c for k, a in enumerate(told) for c in constraints_of(a, party=prior, links=(), source=k)
    ]
    party = replace(prior, constraints=tuple(constraints))
    drawn = draw_party(party, draws, seed=int(rng.integers(2**31)), links=()).drawn[0]
    contributions = drawn.contributions(party)
    packages = [
        tuple(int(rng.integers(len(c))) for c in truth.contributions) for _ in range(PACKAGES)
    ]
    worths = [sum(table[:, o] for table, o in zip(contributions, p, strict=True)) for p in packages]
    learned = np.column_stack([drawn.weights, drawn.no_deal[:, 0], *worths])
    real = np.array([*truth.weights, truth.no_deal, *(truth.worth(p) for p in packages)])
    low, high = np.quantile(learned, [0.05, 0.95], axis=0)
    covered = (low - 1e-9 <= real) & (real <= high + 1e-9)
    return Recovery(float(covered.mean()), float((high - low).mean()))


def from_the_prior(rng: np.random.Generator) -> tuple[PartyBelief, Truth]:
    """Return the widest party and preferences drawn from it."""
    prior = widest_of(None, sizes=SIZES)
    drawn = draw_party(prior, 1, seed=int(rng.integers(2**31)), links=()).drawn[0]
    contributions = tuple(table[0] for table in drawn.contributions(prior))
    return prior, Truth(contributions, drawn.weights[0], float(drawn.no_deal[0, 0]))


def of_games() -> Iterator[tuple[PartyBelief, Truth]]:
    """Yield the parties of the scored games, and what is known of their best and worst options."""
    games = json.loads(GAMES.read_text(encoding="utf-8"))
    for name, game in games.items():
        for party in game.get("thresholds", ()) if name != "about" else ():
            tables = [np.array(issue[party], dtype=float) for issue in game["scores"].values()]
            best = np.array([table.max() for table in tables])
            scale = 100 / best.sum()
            truth = Truth(
                tuple(t * scale for t in tables), best * scale, game["thresholds"][party] * scale
            )
            shapes = tuple(
                Straight(tuple(_known(s, table) for s in table), np.eye(len(table)))
                for table in tables
            )
            share = Range(0.0, 100.0)
            yield PartyBelief((share,) * len(tables), shapes, NoDeal(share)), truth


def _known(score: float, table: Floats) -> Range:
    if table.max() == table.min():
        return Range(0.0, 100.0)
    exact = {table.max(): 100.0, table.min(): 0.0}.get(score)
    return Range(0.0, 100.0) if exact is None else Range(exact, exact)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return mean and half-length of a 95 % interval of the mean, the parties taken as draws."""
    return float(np.mean(values)), 1.96 * float(np.std(values, ddof=1)) / math.sqrt(len(values))


def report(name: str, found: dict[int, list[Recovery]]) -> None:
    """Print a line for each number of statements."""
    for count, recoveries in found.items():
        mean, half = interval([r.covered for r in recoveries])
        width = float(np.mean([r.width for r in recoveries]))
        print(
            f"{name:12} {count:3} statements: {100 * mean:5.1f}% ± {100 * half:.1f} covered, "
            f"mean width {width:5.1f} points, {len(recoveries)} parties",
            flush=True,
        )


def main() -> None:
    """Recover preferences, report, and check that coverage under the prior is not off 90 %."""
    start = time.process_time()
    rng = np.random.default_rng(0)
    drawn: dict[int, list[Recovery]] = {k: [] for k in STATEMENTS}
    for _ in range(REPLICATIONS):
        prior, truth = from_the_prior(rng)
        for count, found in drawn.items():
            found.append(recover(prior, truth, count, rng))
    report("prior", drawn)
    every = [r.covered for found in drawn.values() for r in found]
    mean, half = interval(every)
    assert abs(mean - 0.9) <= max(0.02, half), mean
    games: dict[int, list[Recovery]] = {k: [] for k in STATEMENTS}
    for prior, truth in of_games():
        for count, found in games.items():
            found.append(recover(prior, truth, count, rng))
    report("games", games)
    widths = [np.mean([r.width for r in games[k]]) for k in STATEMENTS]
    assert widths[-1] < widths[0]
    print(f"{time.process_time() - start:.0f} s")


if __name__ == "__main__":
    main()
