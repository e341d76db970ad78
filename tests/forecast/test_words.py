"""Moves in sentences whose numbers add up, and the measured error that belongs beside a model."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from detente.errors import InvalidInput, NoSolution
from detente.forecast import Forecast, forecast, make_situation
from detente.forecast.accuracy.asked import ASKED
from detente.forecast.accuracy.beside import (
    NOT_MEASURED,
    Measured,
    find_leader,
    find_measured,
    tell_difference,
    tell_error,
)
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.accuracy.scores import Interval, Score
from detente.forecast.levers import find_levers
from detente.forecast.means import shift_of_mean
from detente.forecast.models import MODELS
from detente.forecast.parameters import complete, read_value
from detente.forecast.words import Naming, tell_move, tell_number, tell_run, tell_turns
from detente.grammar import verb

EMISSION = (  # Scholz, Calbert and Smith (2011), table 1: capability, position, salience
    ("Netherlands", 0.08, 4, 80), ("Belgium", 0.08, 7, 40), ("Luxembourg", 0.03, 4, 20),
    ("Germany", 0.16, 4, 80), ("France", 0.16, 10, 60), ("Italy", 0.16, 10, 60),
    ("UK", 0.16, 10, 90), ("Ireland", 0.05, 7, 10), ("Denmark", 0.05, 4, 100),
    ("Greece", 0.08, 7, 70),
)  # fmt: skip


def emission() -> tuple[Forecast, Naming]:
    names, power, years, salience = zip(*EMISSION, strict=True)
    places = [100 * (year - 4) / 6 for year in years]
    situation = make_situation(places, salience, power, actors=names)
    found = forecast(situation, "challenge", parameters={"variant": "scholz-code"})
    return found, Naming(names, ("emission",))


def two_issues(seed: int = 9, actors: int = 7) -> Forecast:
    rng = np.random.default_rng(seed)
    shape = (actors, 2)
    situation = make_situation(
        rng.uniform(0, 100, shape), rng.uniform(5, 50, shape), rng.uniform(1, 5, actors)
    )
    return forecast(situation, "exchange")


def test_a_compromise_says_what_both_expect_and_how_far_that_takes_it() -> None:
    situation = make_situation([0, 20, 100, 61], [90, 50, 80, 70], [1, 2, 3, 1])
    found, naming = forecast(situation, "challenge"), Naming("ABCD", ("tax",))
    moves = [move for move in found.moves if move.kind == "compromise"]
    assert moves
    for move in moves:
        told = tell_move(found, move, naming=naming)
        match = re.fullmatch(
            r"\w moves (\S+) towards (\w+), from (\S+) to (\S+), because it expects to "
            r"gain (\S+) by a challenge, in the model's units of worth, and \2 "
            r"(\S+) \(compromise: (\S+) of the way to (\S+), where \2 stood\)\.",
            told,
        )
        assert match is not None, told
        moved, before, after, own, other, way, there = (
            float(match[k].replace("−", "-")) for k in (1, 3, 4, 5, 6, 7, 8)
        )
        assert after - before == pytest.approx(np.sign(there - before) * moved, abs=1e-9)
        assert abs(own / other) == pytest.approx(way, abs=2e-2)
        assert before + way * (there - before) == pytest.approx(after, abs=0.1)


_PARTS = ("half", *(f"a {part}" for part in ("third", "quarter", "fifth", "sixth", "seventh")))
PARTS = dict(zip(_PARTS, range(2, 8), strict=True))
COUNTS = dict(zip("two three four five six seven".split(), range(2, 8), strict=True))


@pytest.mark.parametrize("model", ["challenge", "spatial"])
def test_parts_of_a_way_add_up_where_several_were_equally_good(model: str) -> None:
    """Few places, few saliences and equal powers, so that many offers tie."""
    checked, seen = 0, set[int]()
    for seed in range(12):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(3, 8))
        situation = make_situation(
            rng.choice([0.0, 20, 50, 80, 100], n), rng.choice([20.0, 60], n), np.ones(n)
        )
        found = forecast(situation, model)
        assert found.trajectory is not None
        for move in [move for move in found.moves if move.share < 1]:
            told = tell_move(found, move, naming=Naming(situation.actors, ("tax",)))
            match = re.search(
                r"moves (\S+) towards (\S+), from (\S+) to (\S+), .* (\S+) of the way from (\S+) "
                r"to (\S+), where \2 stood; it goes (\D+) of that, since (\w+) (offers|choices) ",
                told,
            )
            if match is None:
                assert "from where" in told, told
                continue
            before, after, way, start, there = (
                float(match[k].replace("−", "-").replace("all", "1")) for k in range(3, 8)
            )
            count = PARTS[match[8]]
            assert COUNTS[match[9]] == count == round(1 / move.share)
            assert way / count * (there - start) == pytest.approx(after - before, abs=0.15)
            assert start == pytest.approx(found.trajectory[move.turn - 1, move.actor, 0], abs=0.05)
            checked += 1
            seen.add(count)
    assert checked > 10
    assert 2 in seen


def test_uneven_parts_of_an_exchange_are_told_as_numbers() -> None:
    found = two_issues()
    naming = Naming([f"a{k}" for k in range(7)], ("tax", "toll"))
    whole = tell_move(found, found.moves[0], naming=naming)
    assert "made" not in whole
    for share, part in ((0.5, "half"), (1 / 3, "a third"), (0.37, "0.37"), (1 / 16, "0.0625")):
        move = replace(found.moves[0], share=share)
        told = tell_move(replace(found, moves=(move,)), move, naming=naming)
        end = "of their exchange made, since others gain as much and need the same room."
        assert told == f"{whole[:-1]}, with {part} {end}"


def plural_of(text: str, name: str) -> str:
    """Return a sentence of one actor that is told in the singular with it in the plural."""
    for singular, plural in (
        (f"^{name} moves ", f"{name} move "),
        ("because it expects", "because they expect"),
        ("because it challenged", "because they challenged"),
        ("challenged it and", "challenged them and"),
        ("takes it ", "takes them "),
        (f"{name} has a", f"{name} have a"),
        (f"{name} chooses", f"{name} choose"),
        ("; it goes", "; they go"),
    ):
        text = re.sub(singular, plural, text)
    return text


@pytest.mark.parametrize("model", ["challenge", "spatial"])
def test_a_plural_name_changes_the_number_of_words_and_nothing_else(model: str) -> None:
    names = ("Alva", "the allies", "Borg", "Carn", "Dorn")
    places = ([0, 100, 40, 40, 80], [80, 60, 90, 90, 50], [3, 4, 1, 1, 2])
    found = forecast(make_situation(*places), model)
    singular, plural = Naming(names, ("tax",)), Naming(names, ("tax",), frozenset({1}))
    moved = set()
    for move in found.moves:
        one, two = (tell_move(found, move, naming=each) for each in (singular, plural))
        assert two == (plural_of(one, names[1]) if move.actor == 1 else one)
        moved.add(move.actor == 1)
    assert moved == {True, False}


def test_whoever_moves_in_return_has_a_verb_of_its_own_number() -> None:
    found = two_issues()
    names = [f"a{k}" for k in range(7)]
    told = tell_move(found, found.moves[0], naming=Naming(names, ("t", "u"), frozenset(range(7))))
    assert re.match(r"a\d move \S+ towards (a\d) on ., from \S+ to \S+, because \1 move on ", told)
    assert tell_move(found, found.moves[0], naming=Naming(names, ("t", "u"))) == told.replace(
        " move ", " moves "
    )


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("moves", "move"),
        ("chooses", "choose"),
        ("goes", "go"),
        ("has", "have"),
        ("is", "are"),
        ("was", "were"),
        ("does", "do"),
        ("carries", "carry"),
        ("passes", "pass"),
        ("reaches", "reach"),
    ],
)
def test_verbs_agree_with_their_subject(singular: str, plural: str) -> None:
    assert verb(singular, plural=False) == singular
    assert verb(singular, plural=True) == plural


def test_names_have_to_fit_the_forecast() -> None:
    found, naming = emission()
    with pytest.raises(InvalidInput, match="one name for each of the 10 actors and 1 dimension"):
        tell_move(found, found.moves[0], naming=Naming(naming.actors[:3], naming.dimensions))
    with pytest.raises(InvalidInput, match="a naming of its actors"):
        list(tell_turns(found, None))  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="a forecast is needed"):
        tell_run("spatial")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["confrontation", "capitulation"])
def test_who_gives_way_goes_all_the_way(kind: str) -> None:
    """Saliences low and uneven, so that all kinds come up."""
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(2, 9))
        places, salience = rng.choice([0.0, 20, 50, 80, 100], n), rng.uniform(1, 100, n)
        situation = make_situation(places, salience, rng.uniform(0.1, 9, n) ** 2)
        found = forecast(situation, "challenge")
        for move in [move for move in found.moves if move.kind == kind and move.share == 1]:
            told = tell_move(found, move, naming=Naming(situation.actors, ("tax",)))
            assert told.endswith(f"({kind}: all the way).")
            assert move.after == situation.positions[move.towards, 0]
            return
    pytest.fail("no such move in 30 situations")


def test_a_bargain_can_be_worked_out_from_its_sentence() -> None:
    """The default interpolation: weights (salience × chance)², of both sides."""
    situation = make_situation([10, 40, 90, 70], [80, 50, 60, 90], [3, 1, 4, 2])
    found = forecast(situation, "spatial")
    checked = 0
    for move in [move for move in found.moves if move.share == 1]:
        told = tell_move(found, move, naming=Naming("ABCD", ("tax",)))
        match = re.search(
            r"takes it (\S+) of the way to \S+, where (\w) stood: (\w) has a chance of (\S+) and a "
            r"salience of (\S+), \2 (\S+) and (\S+);",
            told,
        )
        assert match is not None, told
        way, chance, salience, other_chance, other_salience = (
            float(match[k].replace("all", "1")) for k in (1, 4, 5, 6, 7)
        )
        assert chance + other_chance == pytest.approx(1, abs=2e-3)
        mine, theirs = (salience * chance) ** 2, (other_salience * other_chance) ** 2
        assert way == pytest.approx(theirs / (mine + theirs), abs=1e-2)
        who = "ABCD"[move.actor]
        first = "it challenged" if move.challenger == move.actor else "challenged it"
        assert first in told
        assert told.startswith(f"{who} moves ")
        checked += 1
    assert checked > 3


def test_an_exchange_names_both_issues_and_its_gain_adds_up() -> None:
    found = two_issues()
    naming = Naming([f"a{k}" for k in range(7)], ("tax", "toll"))
    assert found.moves
    for move in found.moves:
        told = tell_move(found, move, naming=naming)
        assert {"tax", "toll"} <= set(re.findall(r"tax|toll", told))
        why = told.partition("in return: ")[2]
        here, salience, back, salience_back, gain = (
            float(each) for each in re.findall(r"(?:by|of|with|gains) (\d[\d.]*\d|\d)", why)
        )
        assert back * salience_back - here * salience == pytest.approx(gain, rel=0.05, abs=0.02)
    both = [move for move in found.moves if move.reasons["gain of each"]]
    for first, second in zip(both[::2], both[1::2], strict=True):
        assert (first.actor, first.towards) == (second.towards, second.actor)
        assert (first.dimension, first.in_return) == (second.in_return, second.dimension)
        assert first.reasons["shift of the outcome"] == second.reasons["shift in return"]


def test_the_same_verbs_for_everybody() -> None:
    """Naming two actors the other way round swaps their names and nothing else."""
    found, naming = emission()
    swap = {"Belgium": "France", "France": "Belgium"}
    other = Naming([swap.get(name, name) for name in naming.actors], naming.dimensions)
    for move in found.moves:
        one, two = (tell_move(found, move, naming=each) for each in (naming, other))
        swapped = re.sub("Belgium|France", lambda name: swap[name[0]], one)
        assert two == swapped


def test_turns_tell_of_moves_on_the_issues_asked_about() -> None:
    found, naming = two_issues(), Naming([f"a{k}" for k in range(7)], ("tax", "toll"))
    (turn,) = tell_turns(found, naming)
    assert len(turn.moves) == len(found.moves)
    (on_tax,) = tell_turns(found, naming, dimensions=[0])
    assert on_tax.moves == turn.moves  # each is on tax, or in return for a move on it
    assert not list(tell_turns(forecast(found.situation, "mean"), naming))


def test_runs_say_whether_they_settled() -> None:
    situation = make_situation([10, 40, 90, 70], [80, 50, 60, 90], [3, 1, 4, 2])
    settled = forecast(situation, "spatial")
    assert settled.settled
    assert tell_run(settled).startswith(f"{len(settled.trajectory) - 1} turns; positions settled:")
    cut = forecast(situation, "spatial", parameters={"max_turns": 1})
    assert cut.settled is False
    assert tell_run(cut).startswith("1 turn, which is the limit; positions had not settled")
    assert tell_run(forecast(situation, "challenge")) == (
        "1 turn; the model does not settle by itself."
    )
    assert tell_run(forecast(situation, "mean")) == ""
    assert "until nobody gains by a further exchange" in tell_run(two_issues())


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0, "0"), (-0.1234, "−0.123"), (60.5417, "60.54"), (0.00204, "0.00204"), (1e-12, "0")],
)
def test_numbers_to_three_figures(value: float, told: str) -> None:
    assert tell_number(value) == told


def test_a_move_is_rounded_like_the_values_in_tables() -> None:
    """Halves go up, so that 31.25 is 31.3 wherever it stands."""
    found = forecast(make_situation([0, 31.25], [50, 50], [1, 4]), "challenge")
    told = [tell_move(found, move, naming=Naming("AB", ("tax",))) for move in found.moves]
    assert any("A moves 31.3 towards B, from 0 to 31.3, because" in each for each in told), told


def test_a_small_move_still_shows() -> None:
    found, naming = emission()
    short = replace(found.moves[0], before=70.0, after=69.9877)
    told = tell_move(replace(found, moves=(short,)), short, naming=naming)
    assert " moves 0.012 towards " in told
    assert "from 70 to 69.988," in told


def test_every_default_and_every_variant_finds_its_score() -> None:
    for name, (model, parameters) in ASKED.items():
        found = find_measured(model, parameters)
        assert found is not None
        assert (found.name, found.score) == (name, MEASURED[name])
    assert all(find_measured(model, {}) is not None for model in MODELS)
    assert find_measured("nash", {"failure_cost": 3.0}) is None
    assert find_measured("challenge", {"rounds": 1}) == find_measured("challenge", {})


def score(mae: float, issues: int = 221, against: Interval | None = None) -> Measured:
    return Measured("x", Score(issues, mae, mae, mae, 0.3, 0.4, None, against))


def test_the_lowest_measured_error_leads() -> None:
    assert find_leader({"a": score(24.2), "b": score(24.0), "c": None}) == "b"
    assert find_leader({"few": score(10.0, issues=25), "all": score(24.0)}) == "all"
    assert find_leader({"few": score(10.0, issues=25), "none": None}) == "few"
    assert find_leader({"none": None}) == "none"
    assert find_leader({"a": score(24.0), "b": score(24.0)}) == "a"
    assert find_leader({}) is None
    real = {name: find_measured(name, {}) for name in MODELS}
    assert find_leader(real) == min(
        (n for n in MODELS if MEASURED[n].issues == MEASURED["mean"].issues),
        key=lambda n: MEASURED[n].mae,
    )


def test_the_difference_to_the_mean_is_told_as_what_it_is() -> None:
    against = Interval(-0.1372, -0.6881, 0.4267)
    assert tell_difference(against) == "−0.14 (95%: −0.69 to +0.43)"
    assert tell_difference(against, level=False) == "−0.14 (−0.69 to +0.43)"
    by_chance = tell_error(score(24.04, against=Interval(-0.14, -0.69, 0.43)))
    assert "by more than 24.0), the weighted mean by 24.18: −0.14" in by_chance
    assert "which sampling error explains" in by_chance
    worse = tell_error(score(31.3, against=Interval(7.1, 4.2, 10.0)))
    assert "worse than sampling error explains" in worse
    better = tell_error(score(20.0, against=Interval(-4.2, -6.0, -1.0)))
    assert "better than sampling error explains" in better
    assert tell_error(None) == NOT_MEASURED
    assert "the weighted mean was off by" in tell_error(score(24.18))


def test_levers_of_the_mean_are_exact_and_stop_at_the_ends() -> None:
    situation = make_situation([0, 40, 95], [50, 60, 70], [1, 2, 3])
    share = shift_of_mean(situation)[:, 0]
    found = find_levers(situation)
    assert [(lever.up, lever.down) for lever in found] == [(10, 0), (10, 10), (5, 10)]
    for lever in found:
        assert lever.exact
        assert lever.up_by == pytest.approx(share[lever.actor] * lever.up)
        assert lever.down_by == pytest.approx(-share[lever.actor] * lever.down)
        moved = situation.positions.copy()
        moved[lever.actor] += lever.up
        after = forecast(situation.at(moved)).values[0]
        assert after - forecast(situation).values[0] == pytest.approx(lever.up_by)


def test_levers_of_other_models_ask_them_again() -> None:
    situation = make_situation([10, 40, 90], [50, 60, 70], [1, 2, 3])
    for lever in find_levers(situation, "election", shift=5):
        moved = situation.positions.copy()
        moved[lever.actor] -= 5
        change = (
            forecast(situation.at(moved), "election").values
            - forecast(situation, "election").values
        )
        assert not lever.exact
        assert lever.down_by == pytest.approx(float(change[0]))


def test_levers_where_there_is_no_forecast() -> None:
    situation = make_situation([20, 30, 40], [50, 60, 70], [1, 2, 3], reference=[25])
    nothing = {"disagreement": "reference", "failure_cost": 0.0}
    with pytest.raises(NoSolution, match="no outcome in which everybody gains"):
        find_levers(situation, "nash", parameters=nothing)
    beside = make_situation([20, 30, 40], [50, 60, 70], [1, 2, 3], reference=[15])
    up = find_levers(beside, "nash", parameters=nothing)[0]
    assert np.isfinite(up.up_by)
    assert np.isnan(up.down_by)
    assert up.to_dict(beside)["down_by"] is None
    assert up.to_dict(beside)["actor"] == "actor-1"
    with pytest.raises(InvalidInput, match="above 0, at most 100"):
        find_levers(situation, shift=0)


@pytest.mark.parametrize(
    ("model", "name", "text", "said"),
    [
        ("election", "voting", "loud", "voting is one of: binary"),
        ("election", "options", "some", "options is one of: distinct, all"),
        ("nash", "failure_cost", "abc", "failure_cost is a number, 0 or more"),
        ("nash", "failure_cost", "nan", "failure_cost is a number"),
        ("nash", "failure_cost", "-1", "failure_cost is a number"),
        ("nash", "disagreement", "nowhere", "disagreement is 'common', 'reference', or a position"),
        ("challenge", "rounds", "2.5", "rounds is a whole number of 1 to 1,000"),
        ("challenge", "rounds", "0", "rounds is a whole number"),
        ("challenge", "stay", "1.5", "stay is a number, 0 or more, at most 1"),
        ("challenge", "read", "mode", "read is one of: mean, median"),
        ("spatial", "compatible", "perhaps", "compatible is true or false"),
        ("spatial", "max_turns", "1e9", "max_turns is a whole number of 1 to 10,000"),
        ("mean", "rounds", "1", "model mean has no parameter 'rounds'; it has: weighting"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(
    model: str, name: str, text: str, said: str
) -> None:
    situation = make_situation([10, 40, 90], [50, 60, 70], [1, 2, 3])
    with pytest.raises(InvalidInput, match=said):
        forecast(situation, model, parameters={name: read_value(name, text)})


def test_parameters_are_read_as_what_they_are() -> None:
    assert read_value("rounds", "3") == 3
    assert read_value("failure_cost", "1e-1") == 0.1
    assert read_value("disagreement", "25") == 25.0
    assert read_value("disagreement", "reference") == "reference"
    assert read_value("compatible", "TRUE") is True
    given = complete("challenge", {"rounds": 3}, defaults=MODELS["challenge"].parameters)
    assert given == {**MODELS["challenge"].parameters, "rounds": 3}


def test_a_move_that_stands_for_a_crowd_says_for_how_many() -> None:
    """Thirteen alike at 0, one who stands by itself at 100 and is pulled by all of them."""
    situation = make_situation([0] * 13 + [100], [50] * 14, [1] * 13 + [13])
    found = forecast(situation, "spatial")
    naming = Naming([f"actor {k}" for k in range(14)], ("tax",))
    crowd = [m for m in found.moves if m.turn == 1 and "bargains in this move" in m.reasons]
    assert crowd
    for move in crowd:
        count = round(13 / move.share)
        assert f"{count} choices were equally good, 13 of them of this kind" in tell_move(
            found, move, naming=naming
        ).replace("thirteen", "13").replace("fourteen", "14")
