"""Is there a package that matches none of the forbidden patterns? Backtracking over issues.

Chronological backtracking with forward checking (Haralick & Elliott 1980), over the issues that
the patterns name. Constraint files are small and loose, so a package is usually found at once. The
work is bounded by a budget that all searches of a case share; a search that meets its end proves
nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pattern = Mapping[str, frozenset[str]]
BUDGET = 1_000_000
"""Patterns looked at, in all searches together: about a second."""


class BudgetSpentError(Exception):
    """The search was given up, and proves nothing."""


class PackageSearch:
    """Searches that share one budget.

    Args:
        domains: options of every issue.
        budget: how many patterns may be looked at, in all searches together.
    """

    def __init__(self, domains: Mapping[str, Sequence[str]], budget: int = BUDGET) -> None:
        self.domains = domains
        self.left = budget

    def find(
        self, forbidden: Sequence[Pattern], *, within: Pattern | None = None
    ) -> dict[str, str] | None:
        """Return options for the issues of the patterns such that no pattern holds.

        Args:
            forbidden: patterns; each holds when every issue it names takes one of its options.
            within: narrows some issues to some options.

        Returns:
            A package over the issues that the patterns name; None if there is none.

        Raises:
            BudgetSpentError: the budget was spent before an answer was found.
        """
        narrowed = within or {}
        named = sorted({issue for pattern in (*forbidden, narrowed) for issue in pattern})
        domains = {
            issue: [o for o in self.domains[issue] if o in narrowed.get(issue, {o})]
            for issue in named
        }
        return self._extend({}, domains, list(forbidden))

    def _extend(
        self, package: dict[str, str], domains: dict[str, list[str]], alive: list[Pattern]
    ) -> dict[str, str] | None:
        """Fix the next issue; ``alive`` are the patterns that the fixed ones have not avoided."""
        self.left -= len(alive) + 1
        if self.left < 0:
            raise BudgetSpentError
        if not all(domains.values()):
            return None
        if not alive:
            return package | {issue: options[0] for issue, options in domains.items()}
        issue = _most_constrained(domains, alive)
        for option in domains[issue]:
            still = [p for p in alive if issue not in p or option in p[issue]]
            fixed = package | {issue: option}
            rest = _pruned({k: v for k, v in domains.items() if k != issue}, still, fixed)
            if rest is not None:
                found = self._extend(fixed, rest, still)
                if found is not None:
                    return found
        return None


def _most_constrained(domains: Mapping[str, Sequence[str]], alive: Sequence[Pattern]) -> str:
    """Return the issue with the fewest options left, and among those the most named one."""
    return min(domains, key=lambda i: (len(domains[i]), -sum(i in p for p in alive)))


def _pruned(
    domains: dict[str, list[str]], alive: Sequence[Pattern], fixed: Mapping[str, str]
) -> dict[str, list[str]] | None:
    """Drop options that would complete a pattern; None if one holds or an issue is left empty."""
    rest = dict(domains)
    for pattern in alive:
        open_issues = [issue for issue in pattern if issue not in fixed]
        if not open_issues:
            return None
        if len(open_issues) == 1:
            issue = open_issues[0]
            rest[issue] = [option for option in rest[issue] if option not in pattern[issue]]
    return rest if all(rest.values()) else None
