"""Adjusted winner on the examples of its authors.

Camp David, 1978: points that Brams and Togman ("Camp David: was the agreement fair?", Conflict
Management and Peace Science 15, 1996) give the two sides in retrospect. Panama Canal, 1974: weights
of ten issues reported by Raiffa ("The Art and Science of Negotiation", 1982), to which Brams and
Taylor ("Fair Division", 1996, chapter 5) apply the procedure.
"""

from __future__ import annotations

from fractions import Fraction

from detente.deal.division import divide_issues

CAMP_DAVID = {
    "israel": {
        "sinai": 35,
        "recognition": 10,
        "west-bank-gaza": 20,
        "linkage": 10,
        "palestinian-rights": 5,
        "jerusalem": 20,
    },
    "egypt": {
        "sinai": 55,
        "recognition": 5,
        "west-bank-gaza": 10,
        "linkage": 5,
        "palestinian-rights": 20,
        "jerusalem": 5,
    },
}
ISSUES = (
    "us-defence-rights",
    "use-rights",
    "land-and-water",
    "expansion-rights",
    "duration",
    "expansion-routes",
    "compensation",
    "jurisdiction",
    "us-military-rights",
    "panama-defence-role",
)
PANAMA = {
    "united-states": dict(zip(ISSUES, (22, 22, 15, 14, 11, 6, 4, 2, 2, 2), strict=True)),
    "panama": dict(zip(ISSUES, (9, 15, 15, 3, 15, 5, 11, 7, 7, 13), strict=True)),
}


def test_camp_david():
    """Egypt wins Sinai and Palestinian rights, 75 points to 60; a sixth of Sinai evens that out."""
    division = divide_issues(CAMP_DAVID)
    assert division.won["egypt"] == ("sinai", "palestinian-rights")
    assert division.start == {"israel": 60, "egypt": 75}
    assert division.split == "sinai"
    assert division.shares["sinai"] == {"israel": Fraction(1, 6), "egypt": Fraction(5, 6)}
    assert set(division.totals.values()) == {Fraction(395, 6)}  # 65.8 points each
    assert division.equitable
    assert division.efficient
    assert division.envy_free
    assert division.interchangeable == ()


def test_panama_canal():
    """Land and water are tied; two fifteenths of it change hands, and each side has 66 points."""
    division = divide_issues(PANAMA)
    assert division.equal == ("land-and-water",)
    assert division.start == {"united-states": 64, "panama": 68}
    assert [t.issue for t in division.transfers] == ["land-and-water"]
    assert division.shares["land-and-water"]["united-states"] == Fraction(2, 15)
    assert division.totals == {"united-states": 66, "panama": 66}
    assert division.notes == ()
