"""Is there a package that matches none of the forbidden patterns? Backtracking over issues.

Chronological backtracking with forward checking (Haralick & Elliott 1980), over the issues that
the patterns name. Constraint files are small and loose, so a package is usually found at once; the
search gives up after ``LIMIT`` steps and then reports nothing rather than something unproved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pattern = Mapping[str, frozenset[str]]
LIMIT = 50_000


def find_package(
    domains: Mapping[str, Sequence[str]], forbidden: Sequence[Pattern]
) -> dict[str, str] | None:
    """Return options for the issues of the patterns such that no pattern holds; None if none do.

    Args:
        domains: options of every issue.
        forbidden: patterns; each holds when every issue it names takes one of its options.

    Returns:
        A package over the issues that the patterns name, or an empty one when the search was given
        up, which must not be read as a proof.
    """
    named = sorted({issue for pattern in forbidden for issue in pattern})
    search = _Search({issue: domains[issue] for issue in named}, forbidden)
    return search.run(named)


class _Search:
    def __init__(self, domains: Mapping[str, Sequence[str]], forbidden: Sequence[Pattern]) -> None:
        self.domains = domains
        self.forbidden = forbidden
        self.steps = 0

    def run(self, named: Sequence[str]) -> dict[str, str] | None:
        try:
            return self._extend({}, list(named), list(self.forbidden))
        except _GivenUpError:
            return {}

    def _extend(
        self, package: dict[str, str], rest: list[str], alive: list[Pattern]
    ) -> dict[str, str] | None:
        """Fix the next issue; ``alive`` are the patterns that the fixed ones have not avoided."""
        self.steps += 1
        if self.steps > LIMIT:
            raise _GivenUpError
        if not alive:
            return package | {issue: self.domains[issue][0] for issue in rest}
        issue = max(rest, key=lambda name: sum(name in pattern for pattern in alive))
        others = [name for name in rest if name != issue]
        for option in self.domains[issue]:
            still = [p for p in alive if issue not in p or option in p[issue]]
            fixed = package | {issue: option}
            if any(pattern.keys() <= fixed.keys() for pattern in still):
                continue
            found = self._extend(fixed, others, still)
            if found is not None:
                return found
        return None


class _GivenUpError(Exception):
    pass
