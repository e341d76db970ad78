"""Constraints against each other: a small search, checked against going through everything."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.case.checks.constraints import check_constraints
from detente.case.checks.satisfiable import BudgetSpentError, PackageSearch, Pattern

DOMAINS = {"a": ("1", "2", "3"), "b": ("1", "2"), "c": ("1", "2", "3"), "d": ("1", "2")}


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    issues = draw(st.lists(st.sampled_from(list(DOMAINS)), min_size=1, max_size=3, unique=True))
    return {i: frozenset(draw(st.sets(st.sampled_from(DOMAINS[i]), min_size=1))) for i in issues}


@given(st.lists(patterns(), max_size=8))
def test_the_search_finds_a_package_exactly_when_there_is_one(forbidden: list[Pattern]) -> None:
    packages = [dict(zip(DOMAINS, options, strict=True)) for options in product(*DOMAINS.values())]
    possible = [
        package
        for package in packages
        if not any(all(package[i] in p[i] for i in p) for p in forbidden)
    ]
    found = PackageSearch(DOMAINS).find(forbidden)
    assert (found is not None) == bool(possible)
    if found is not None:
        assert any(found.items() <= package.items() for package in possible)


def pigeons(count: int) -> Case:
    """One more issue than options, and no two issues may take the same option."""
    issues = {
        f"i{n}": {"title": "I", "options": {f"o{k}": "O" for k in range(count - 1)}}
        for n in range(count)
    }
    never = [
        {"never": {f"i{one}": f"o{k}", f"i{two}": f"o{k}"}}
        for one, two in combinations(range(count), 2)
        for k in range(count - 1)
    ]
    return Case.model_validate(
        {
            "format": 1,
            "title": "Pigeons",
            "as_of": "2025-12-04",
            "parties": {"a": {"name": "A", "role": "principal"}},
            "issues": issues,
            "constraints": never,
        }
    )


def test_what_leaves_nothing_is_an_error() -> None:
    assert [f.code for f in check_constraints(pigeons(5))] == ["constraints-impossible"]


def test_what_is_too_entangled_is_said_and_never_guessed() -> None:
    assert [f.code for f in check_constraints(pigeons(10))] == ["constraints-unchecked"]
    with pytest.raises(BudgetSpentError):
        PackageSearch(DOMAINS, budget=1).find([{"a": frozenset("1")}, {"b": frozenset("1")}])
