"""Who would accept a package, and why or why not, in the same words for every party."""

from __future__ import annotations

from dataclasses import dataclass

from detente.deal import checks
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.survey import breached


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one party would answer to one package.

    Attributes:
        accepts: True, False, or None where the party has no preferences.
        gain: utility minus no-deal value; None where the party has no preferences.
        breached: the party's own red lines that the package breaches, by index.
        because: the reason in words; never empty.
    """

    accepts: bool | None
    gain: float | None
    breached: tuple[int, ...]
    because: str


def give_verdicts(problem: Problem, package: Package) -> dict[str, Verdict]:
    """Return what every party, named by the acceptance rule or not, would answer.

    Raises:
        InvalidInput: the package is not one option of each issue, by index.
    """
    check_problem(problem)
    package = checks.package(package, problem.sizes)
    across = breached(problem, package)
    return {
        name: _verdict(
            problem, p, package, tuple(n for n in across if problem.red_lines[n].party == p)
        )
        for p, name in enumerate(problem.parties)
    }


def _verdict(problem: Problem, party: int, package: Package, across: tuple[int, ...]) -> Verdict:
    reasons = [f"breaches its red line {name_pattern(problem, n)}" for n in across]
    if not problem.judged[party]:
        unknown = "no preferences recorded, so its answer cannot be assessed"
        return Verdict(False if across else None, None, across, "; ".join(reasons) or unknown)
    gain = problem.utility(party, package) - float(problem.no_deal[party])
    if gain < -TOLERANCE:
        reasons.append(f"falls {say(-gain)} points short of no deal")
    if reasons:
        return Verdict(False, gain, across, "; ".join(reasons))
    equal = abs(gain) <= TOLERANCE
    because = "is worth as much as no deal" if equal else f"gains {say(gain)} points over no deal"
    return Verdict(True, gain, across, because)


def name_pattern(problem: Problem, line: int) -> str:
    """Return a red line by names, for example ``donetsk: line, forces: 400 or 450``."""
    return spell_pattern(problem, problem.red_lines[line].pattern)


def spell_pattern(problem: Problem, pattern: Pattern) -> str:
    """Return a pattern by names."""
    return ", ".join(
        f"{problem.issues[issue]}: {' or '.join(problem.options[issue][o] for o in options)}"
        for issue, options in pattern.terms
    )


def say(points: float) -> str:
    """Return a number of points for a reader: at most two decimals, never a false zero."""
    rounded = f"{points:.2f}".rstrip("0").rstrip(".")
    return rounded if float(rounded) else "less than 0.01"
