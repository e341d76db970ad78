"""Terms on the command line."""

from __future__ import annotations

from detente.cli.terms import tell_pattern, tell_terms


def test_terms_and_patterns() -> None:
    assert tell_terms({"donetsk": "line", "forces": "600"}) == "donetsk: line, forces: 600"
    assert tell_terms({}) == ""
    pattern = {"donetsk": ["line"], "forces": ["400", "450"]}
    assert tell_pattern(pattern) == "donetsk: line and forces: 400 or 450"
    assert tell_pattern(pattern, "; ") == "donetsk: line; forces: 400 or 450"
