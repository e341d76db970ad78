"""The one input: what it takes, and what it refuses by name."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.forecast import make_situation


def test_one_dimension_may_be_given_flat() -> None:
    found = make_situation([0, 100], [50, 20], [1, 3], actors=["north", "south"])
    assert found.positions.shape == (2, 1)
    assert found.weights.tolist() == [[50.0], [60.0]]
    assert np.isnan(found.reference).all()
    assert (found.affinities == np.eye(2)).all()


@pytest.mark.parametrize(
    ("positions", "salience", "capability", "said"),
    [
        ([0.0], [1.0], [1.0], "at least two actors"),
        ([0.0, 101.0], [1.0, 1.0], [1.0, 1.0], "position of actor-2 on dimension-1 is 101"),
        ([-1.0, 0.0], [1.0, 1.0], [1.0, 1.0], "position of actor-1 on dimension-1 is -1"),
        ([0.0, 1.0], [1.0, np.nan], [1.0, 1.0], "salience of actor-2 on dimension-1 is missing"),
        ([0.0, 1.0], [0.0, 0.0], [1.0, 1.0], "nobody has a salience above 0 on dimension-1"),
        ([0.0, 1.0], [1.0, 1.0], [1.0, -2.0], "capability of actor-2 is -2"),
        ([0.0, 1.0], [1.0, 1.0], [0.0, 1.0], "capability of actor-1 is 0"),
        ([0.0, 1.0], [1.0], [1.0, 1.0], "salience needs the shape"),
        ([0.0, 1.0], [1.0, 1.0], [1.0], "capability is one number for each actor"),
        ([[0.0, 1.0], [1.0, np.inf]], np.ones((2, 2)), [1.0, 1.0], "actor-2 on dimension-2 is inf"),
    ],
)
def test_bad_numbers_are_named(
    positions: list[float], salience: list[float], capability: list[float], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        make_situation(positions, salience, capability)


def test_names_are_given_once() -> None:
    with pytest.raises(InvalidInput, match="actor 'a' is given twice"):
        make_situation([0, 1], [1, 1], [1, 1], actors=["a", "a"])
    with pytest.raises(InvalidInput, match="1 names are given for 2 actors"):
        make_situation([0, 1], [1, 1], [1, 1], actors=["a"])


def test_affinities_and_reference_are_checked() -> None:
    with pytest.raises(InvalidInput, match="affinities of actor-2 have to be"):
        make_situation([0, 1], [1, 1], [1, 1], affinities=[[1, 0], [0.6, 0.6]])
    with pytest.raises(InvalidInput, match="reference point on dimension-1 is outside"):
        make_situation([0, 1], [1, 1], [1, 1], reference=[120])
