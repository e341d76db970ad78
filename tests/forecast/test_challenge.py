"""The challenge model: the published table, the code behind it, and its parts."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.forecast.challenge import Variant, run_challenge
from detente.forecast.challenge.expected import find_chances
from detente.forecast.challenge.offers import choose_offer
from detente.forecast.challenge.rounds import find_median
from tests.forecast import ktab

INPUT = ktab.read("scholz_emission")["input"]
POSITIONS, SALIENCE, CAPABILITY = (
    np.array([actor[key] for actor in INPUT]) for key in ("position", "salience", "capability")
)


@pytest.mark.parametrize(
    ("variant", "key"), [("scholz-code", "jmckib"), ("printed", "printed_eq31")]
)
def test_rounds_agree_with_other_programs_in_full_precision(variant: Variant, key: str) -> None:
    """Emission standards, Scholz, Calbert and Smith (2011), Table 1; eleven rounds."""
    rounds = ktab.read("scholz_emission")[key]["rounds"]
    found = run_challenge(
        POSITIONS, SALIENCE, capability=CAPABILITY, variant=variant, rounds=len(rounds) - 1
    )
    for turn, told in enumerate(rounds):
        positions = told["positions"]
        listed = list(positions.values()) if isinstance(positions, dict) else positions
        assert np.abs(found.positions[turn] - np.array(listed)).max() <= 1e-9
        assert found.medians[turn] == pytest.approx(told["median"], abs=1e-9)
        assert found.means[turn] == pytest.approx(told["mean"], abs=1e-9)


def test_table_2_is_followed_as_far_as_the_variant_reaches() -> None:
    """15 of 16 cells within 0.075; the median after two rounds is 9.61 against 9.9 in print."""
    published = ktab.read("scholz_emission")["published"]
    found = run_challenge(POSITIONS, SALIENCE, capability=CAPABILITY, rounds=8)
    off_medians = np.abs(found.medians[1:] - np.array(published["table2_median"]))
    off_means = np.abs(found.means[1:] - np.array(published["table2_mean"]))
    assert (np.concatenate((off_medians, off_means)) <= 0.075).sum() == 15
    assert off_medians.argmax() == 1
    assert found.medians[2] == pytest.approx(9.61, abs=0.005)


def test_exponents_after_the_first_pass() -> None:
    told = ktab.read("scholz_emission")["jmckib"]["rounds"][1]["r"]
    found = run_challenge(POSITIONS, SALIENCE, capability=CAPABILITY, rounds=1).rounds[0].exponents
    assert found == pytest.approx(list(told.values()), abs=1e-9)
    assert found.min() == pytest.approx(0.5)
    assert found.max() == pytest.approx(2.0)


def test_nobody_moves_in_the_oil_price_case() -> None:
    """Bueno de Mesquita (1997), 17 actors; the other program finds the same."""
    sultan = ktab.read("scholz_emission")["sultan"]
    positions, salience, capability = (
        np.array([float(actor[key]) for actor in sultan["input"]])
        for key in ("Position", "Salience", "Capability")
    )
    found = run_challenge(positions, salience, capability=capability, rounds=5)
    assert (found.positions == positions).all()
    told = [(done["median"], done["mean"]) for done in sultan["jmckib_rounds"]]
    assert np.allclose(np.stack((found.medians, found.means), axis=1), told, atol=1e-9)


@pytest.mark.parametrize("variant", ["printed", "scholz-code"])
def test_chances_by_the_definition(variant: Variant) -> None:
    rng = np.random.default_rng(3)
    x, w, r = rng.uniform(0, 100, 6), rng.uniform(1, 3, 6), rng.uniform(0.5, 2, 6)
    found = find_chances(x, w, r, span=100, variant=variant)
    support = np.zeros((6, 6))
    for i in range(6):
        for j in range(6):
            for k in range(6):
                arg = (abs(x[k] - x[j]) / 100) ** r[k] - (abs(x[k] - x[i]) / 100) ** r[k]
                support[i, j] += max(0.0, w[k] * arg)
    whole = 2 * support.sum() if variant == "scholz-code" else None
    for i in range(6):
        for j in range(6):
            both = support[i, j] + support[j, i] if whole is None else whole
            assert found[i, j] == pytest.approx(0 if i == j else support[i, j] / both)


def test_the_median_wins_every_vote_of_two() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        x, w = rng.integers(0, 10, 7).astype(float), rng.uniform(0.1, 2, 7)
        median = find_median(x, w)
        for other in x:
            votes = (w * (np.abs(x - other) - np.abs(x - median))).sum()
            assert votes >= -1e-9


@pytest.mark.parametrize(
    ("own", "other", "kind", "target"),
    [
        (0.2, 0.5, "confrontation", 30.0),
        (-0.1, 0.5, "compromise", 14.0),
        (-0.5, 0.1, "capitulation", 30.0),
        (0.5, 0.2, None, 10.0),
        (-0.5, -0.1, None, 10.0),
    ],
)
def test_what_offers_lead_to(own: float, other: float, kind: str | None, target: float) -> None:
    positions = np.array([10.0, 30.0])
    found = choose_offer(
        0, positions, np.array([0.0, own]), np.array([0.0, other]), variant="printed"
    )
    assert (found.kind if found else None) == kind
    assert (found.target if found else 10.0) == pytest.approx(target)


def test_order_and_scale_do_not_matter() -> None:
    """Actors in another order, and positions on another scale, give the same rounds."""
    rng = np.random.default_rng(11)
    x, s, c = rng.uniform(0, 100, 8), rng.uniform(0.1, 1, 8), rng.uniform(1, 5, 8)
    order = rng.permutation(8)
    first = run_challenge(x, s, capability=c, rounds=4)
    second = run_challenge(5 + 3 * x[order], s[order], capability=c[order], rounds=4)
    assert np.allclose(5 + 3 * first.positions[:, order], second.positions, atol=1e-6)


def test_all_in_one_place_stay_there() -> None:
    found = run_challenge(np.full(3, 40.0), np.full(3, 0.5), capability=np.ones(3))
    assert (found.positions == 40).all()


def test_parameters_out_of_range_are_refused() -> None:
    with pytest.raises(InvalidInput, match="variant is printed or scholz-code"):
        run_challenge(POSITIONS, SALIENCE, capability=CAPABILITY, variant="other")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="stay is a probability"):
        run_challenge(POSITIONS, SALIENCE, capability=CAPABILITY, stay=1.5)
