"""From a case to its inequalities: ranges, draws, what is left out, grounds, swapped sides."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case import load_case, save_case
from detente.case.numbers import numbers_of_commitment
from detente.case.records import Case
from detente.errors import NoSolution
from detente.stability.commitment.sampling import DrawShare
from detente.stability.of_case import CaseCommitment, commitment_of_case
from detente.stability.of_case.commitment_words import tell_missing, tell_turn

approx = pytest.approx
UKRAINE = Path(__file__).resolve().parents[2] / "examples" / "ukraine-2025-12"


def sides() -> dict[str, Any]:
    return {
        "north": {
            "wins": [0.5, 0.7],
            "cost": {"value": [0.1, 0.2], "judgement": "seen from the ridge"},
            "discount": 0.9,
            "rises": [0, 0.1],
        },
        "south": {"wins": 0.6, "cost": {"low": 0.05, "mode": 0.1, "high": 0.3}, "discount": 0.95},
    }


def case_of(**commitment: Any) -> Case:
    return Case.model_validate(
        {
            "format": 1,
            "title": "Ford",
            "as_of": "2025-12-04",
            "parties": {
                "north": {"name": "North", "role": "principal"},
                "south": {"name": "South", "role": "principal"},
            },
            "issues": {"border": {"title": "Border", "options": {"a": "A", "b": "B"}}},
            "commitment": {"stake": "The ford", "basis": "judgement", **commitment},
        }
    )


def answer_of(**commitment: Any) -> CaseCommitment:
    return commitment_of_case(case_of(**commitment))


def test_conditions_with_all_their_numbers_are_weighed_and_the_others_named() -> None:
    answer = answer_of(sides=sides())
    assert [(each.middle.name, each.about) for each in answer.inequalities] == [
        ("range", ("north", "south")),
        ("shift", ("north", "south")),
    ]
    missing = {(source, gone) for _, source, gone in answer.left_out}
    assert ("Powell 2006, pp. 184–185",) in {(source,) for source, _ in missing}
    strike = next(gone for question, _, gone in answer.left_out if "striking first?" in question)
    told = tell_missing(answer, strike)
    assert told == "wins_striking_first of North, wins_striking_first of South"
    assert answer.shares is not None
    assert answer.battlefield is None


def test_over_ranges_every_and_some_are_exact() -> None:
    (found, *_) = answer_of(sides=sides()).inequalities
    assert found.middle.margin == approx(0.15 + 0.1 - 0.2)
    assert found.worst.margin == approx(0.1 + 0.05 - 0.3)
    assert found.best.margin == approx(0.2 + 0.3 - 0.1)
    assert (found.every, found.some) == (False, True)
    assert found.share is not None
    low, high = found.share.interval
    assert low < found.share.value < high


def test_a_share_of_draws_is_what_integration_gives() -> None:
    """P(c₁ + c₂ ≥ p + r − 1) for two uniform numbers and a triangular one, on a fine grid."""
    grid = (np.arange(400) + 0.5) / 400
    wins, cost = 0.5 + 0.2 * grid, 0.1 + 0.1 * grid
    need = (wins[:, None] + 0.6 - 1) - cost[None, :]  # of the triangular cost
    low, mode, high = 0.05, 0.1, 0.3
    below = np.where(
        need < mode,
        np.maximum(need - low, 0) ** 2 / ((high - low) * (mode - low)),
        1 - (high - need) ** 2 / ((high - low) * (high - mode)),
    )
    expected = float((1 - below).mean())
    answer = commitment_of_case(case_of(sides=sides()), draws=40_000)
    share = answer.inequalities[0].share
    assert share is not None
    assert share.value == approx(expected, abs=0.01)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    one, two, other = (
        json.dumps(commitment_of_case(case_of(sides=sides()), draws=500, seed=seed).to_dict())
        for seed in (3, 3, 4)
    )
    assert one == two
    assert one != other


def test_exact_numbers_are_not_drawn() -> None:
    exact = {"wins": 0.6, "cost": 0.1, "discount": 0.9}
    answer = answer_of(sides={"north": exact, "south": exact})
    assert answer.draws is None
    assert answer.seed is None
    (found,) = answer.inequalities
    assert found.share is None
    assert found.worst.margin == found.best.margin == found.middle.margin
    assert answer.to_dict()["inequalities"][0]["draws"] is None


def test_one_more_number_leaves_all_draws_as_they_were() -> None:
    more = sides()
    more["south"]["wins_striking_first"] = [0.5, 0.9]
    one, two = answer_of(sides=sides()), answer_of(sides=more, destroyed=[0.1, 0.2])
    shares = {each.middle.question: each.share for each in two.inequalities}
    for each in one.inequalities:
        if each.middle.name != "range":  # sides that play the same part are told by their numbers
            assert shares[each.middle.question] == each.share


def test_exchanging_the_sides_exchanges_results_and_nothing_else() -> None:
    """Ids exchanged everywhere: names change places. Order of the sides: ends are turned round."""
    given = sides()
    for side in given.values():
        side["cost_as_seen"] = {"from": 0, "to": [0.2, 0.5]}
    one = answer_of(sides=given)
    two = answer_of(sides={"south": given["south"], "north": given["north"]})
    other = {each.middle.question: each for each in two.inequalities}
    for each in one.inequalities:
        same = other[each.middle.question]
        assert same.middle.holds == each.middle.holds
        assert same.middle.margin == approx(each.middle.margin)
        assert same.share == each.share
        assert same.ends == approx((1 - each.ends[1], 1 - each.ends[0]))
    swapped = {"south": given["north"], "north": given["south"]}
    renamed = answer_of(sides=swapped).to_dict()
    exchange = {"north": "south", "south": "north", "North": "South", "South": "North"}
    text = re.sub("[Nn]orth|[Ss]outh", lambda m: exchange[m.group()], json.dumps(renamed))
    assert json.loads(text) == one.to_dict()


def test_sides_with_the_same_numbers_get_the_same_answers() -> None:
    answer = commitment_of_case(load_case(UKRAINE))
    by_name: dict[str, list[Any]] = {}
    for each in answer.inequalities:
        by_name.setdefault(each.middle.name, []).append(each)
    for pair in (by_name["offer"], by_name["shift"], by_name["shift, destroyed"]):
        one, two = pair
        assert one.share == two.share
        assert one.middle.margin == two.middle.margin
        assert one.ends == approx((1 - two.ends[1], 1 - two.ends[0]))


def test_the_example_has_one_rule_for_both_sides() -> None:
    numbers = numbers_of_commitment(load_case(UKRAINE))
    by_side = [
        {a.removeprefix(side): q for a, q in numbers.items() if a.startswith(side)}
        for side in ("ukraine.", "russia.")
    ]
    assert by_side[0] == by_side[1]
    assert len(by_side[0]) == 8
    assert not any(quantity.exact for quantity in numbers.values())
    assert numbers["commitment.battlefield.wins"].mid == 0.5


def test_what_is_needed_for_every_value_makes_it_hold_for_every_value() -> None:
    """Costs raised by what the worst corner asks for: then the worst corner holds, just so."""
    answer = answer_of(sides=sides())
    found = answer.inequalities[0]
    extra = found.worst.levers[0].amount
    more = sides()
    for side, cost in (("north", [0.1, 0.2]), ("south", [0.05, 0.3])):
        more[side]["cost"] = [cost[0] + extra, cost[1] + extra]
    assert answer_of(sides=more).inequalities[0].every
    for side in more.values():
        side["cost"] = [value - 1e-6 for value in side["cost"]]
    assert not answer_of(sides=more).inequalities[0].every
    assert tell_turn(found).startswith("The inequality would fail with any one of these:")


def test_shares_over_the_ranges_are_those_of_the_corners() -> None:
    given = sides()
    given["north"]["discount"], given["south"]["discount"] = [0.8, 0.9], [0.85, 0.95]
    shares = answer_of(sides=given).shares
    assert shares is not None
    assert shares.high == approx((1 - 0.85) / (1 - 0.9 * 0.85))
    assert shares.low == approx(1 - (1 - 0.8) / (1 - 0.8 * 0.95))
    assert shares.low <= shares.middle.second <= shares.middle.first <= shares.high
    assert shares.outside is not None  # 0.45 and 0.5 from fighting


def test_grounds_name_evidence_or_the_basis() -> None:
    answer = commitment_of_case(load_case(UKRAINE))
    data = answer.to_dict()
    assert set(data["grounds"]) == set(numbers_of_commitment(load_case(UKRAINE)))
    assert all(ground["judgement"] for ground in data["grounds"].values())
    cited = [address for address, ground in data["grounds"].items() if ground["evidence"]]
    assert cited == ["ukraine.commitment.cost", "russia.commitment.wins", "russia.commitment.rises"]
    used = {a for each in data["inequalities"] for a in each["addresses"].values()}
    assert used <= set(data["grounds"])


def test_another_day_is_said() -> None:
    answer = commitment_of_case(case_of(sides=sides()), date(2025, 11, 1))
    assert answer.notes == (
        "The numbers are judged for 2025-12-04; they carry no dates of their own.",
    )


@pytest.mark.parametrize(
    ("commitment", "words"),
    [
        (None, "says nothing of what fighting would bring"),
        ({"sides": {"north": {"wins": 0.5}, "south": {}}}, "no condition has all the numbers"),
    ],
)
def test_without_numbers_there_is_no_answer(commitment: Any, words: str) -> None:
    case = case_of(**(commitment or {"sides": sides()}))
    if commitment is None:
        case = case.model_copy(update={"commitment": None})
    with pytest.raises(NoSolution, match=words):
        commitment_of_case(case)


def test_a_battlefield_of_the_case() -> None:
    given = sides()
    for side in given.values():
        side["while_fighting"] = [0.2, 0.3]
    field = {"positions": 6, "now": 4, "wins": [0.4, 0.6], "discount": 0.9}
    answer = answer_of(sides=given, battlefield=field)
    found = answer.inequalities[-1]
    assert (found.middle.name, found.every) == ("battlefield", True)
    assert answer.battlefield is not None
    assert answer.battlefield.position == 4
    least, most = found.ends
    assert least < min(answer.battlefield.deals) <= max(answer.battlefield.deals) < most


def test_the_example_is_saved_as_it_was_read(tmp_path: Path) -> None:
    case = load_case(UKRAINE)
    folder = tmp_path / "copy"
    save_case(case, folder)
    assert load_case(folder).commitment == case.commitment


def test_intervals_are_wilsons() -> None:
    """Half of 100: centre 0.5, half-width z/(1 + z²/n) sqrt(1/(4n) + z²/4n²)."""
    low, high = DrawShare(50, 100).interval
    assert (low, high) == approx((0.403832, 0.596168), abs=1e-6)
    assert DrawShare(0, 10).interval[0] == 0.0
    assert DrawShare(10, 10).interval[1] == 1.0
