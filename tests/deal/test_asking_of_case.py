"""Questions of a case: in words, by address, the same for everybody."""

from __future__ import annotations

import json

import pytest

from detente.case import load_case
from detente.cli.next_questions import print_questions
from detente.deal import Conditions, Draft
from detente.deal.of_case.asking import questions_of_case
from detente.errors import InvalidInput, NoSolution
from tests.brief import brief_cases as cases


def dam(**more):
    """Return a case of two parties about a dam: everything about them is a range."""
    preferences = {
        "up": {
            "weights": {"height": [40, 60], "water": [40, 60]},
            "values": {
                "height": {"peak": [30, 50], "falls": "linear", "zero_below": 0, "zero_above": 100},
                "water": {"little": 100, "half": [30, 80], "much": 0},
            },
            "no_deal": {
                "base": [20, 60],
                "drift": [-3, 0],
                "at": "2025-09-01",
                "shocks": [
                    {
                        "title": "Winter",
                        "date": "2025-11-01",
                        "add": [-20, 0],
                        "judgement": "it is cold",
                    }
                ],
            },
            "linkages": [{"when": {"height": 80, "water": "little"}, "add": [-30, 0]}],
            "red_lines": [{"water": "much", "probability": 0.5, "judgement": "said once"}],
            "basis": "judgement",
        },
        "down": {
            "scores": {
                "height": {"20": 40, "40": [10, 40], "60": [5, 35], "80": 0},
                "water": {"little": 0, "half": [10, 50], "much": [40, 60]},
            },
            "no_deal": [20, 60],
            "basis": "judgement",
        },
    }
    data = {
        "format": 1,
        "title": "A dam",
        "as_of": "2025-12-04",
        "parties": {
            "up": {"name": "Upriver", "role": "principal"},
            "down": {"name": "Downriver", "role": "principal"},
        },
        "issues": {
            "height": {
                "title": "Height of the dam",
                "scale": {"from": 20, "to": 80, "step": 20, "unit": "m"},
            },
            "water": {
                "title": "Water let through",
                "options": {"little": "A little", "half": "Half of it", "much": "Most of it"},
            },
        },
        "acceptance": {"all_of": ["up", "down"]},
        "preferences": preferences,
    }
    return cases.build(data | more)


@pytest.fixture(scope="module")
def answer():
    return questions_of_case(dam(), draws=4_000, top=500)


def test_every_kind_of_number_has_words(answer):
    told = {answer.address(a): answer.sentence(a) for a in answer.asking.questions}
    for address, words in {
        "up.weights.height": "Ask Upriver how much “Height of the dam” matters to it: more than ",
        "up.values.height.peak": "Ask Upriver on “Height of the dam”, which level suits it best: ",
        "up.values.water.half": "Ask Upriver what “Half of it” on “Water let through” is worth to",
        "up.no_deal": "Ask Upriver what no agreement is worth to it: more than ",
        "up.drift": "Ask Upriver by how many points no agreement moves for it in 30 days: ",
        "up.shocks.1": "Ask Upriver how many points “Winter” adds to what no agreement is worth ",
        "up.linkages.1": "Ask Upriver how many points the combination Height of the dam: “80 m” "
        "with Water let through: “A little” would add for it: more than ",
        "up.red_lines.1": "Ask Upriver whether it would refuse at any price: Water let through: "
        "“Most of it”. ",
        "down.scores.height.40": "Ask Downriver what “40 m” on “Height of the dam” is worth to it",
    }.items():
        assert told[address].startswith(words), told[address]


def test_every_kind_of_choice_has_words(answer):
    told = [answer.sentence(a) for a in answer.asking.questions]
    for words in (
        "Ask Downriver whether it would accept package P",
        "Ask Downriver whether it would rather have package P",
        "Ask Upriver whether “Height of the dam” matters more to it than “Water let through”.",
        "Ask Downriver on “Height of the dam” whether it would rather have “40 m” than “60 m”.",
    ):
        assert any(line.startswith(words) for line in told), words


def test_a_sentence_says_what_to_table_after_either_answer(answer):
    first = answer.asking.questions[0]
    assert first.worth_asking
    told = answer.sentence(first)
    yes, no = (answer.called[branch.package] for branch in (first.yes, first.no))
    assert f"table {yes}, accepted in" in told
    assert f"table {no}, accepted in" in told
    assert f"in {100 * first.yes.chance:.0f}% of the draws" in told
    assert first.yes.chance + first.no.chance == pytest.approx(1)
    rows = answer.asking.questions
    idle = [a for a in rows if not a.changes]
    assert idle
    assert all("not worth asking." in answer.sentence(a) for a in idle)
    unsure = [a for a in rows if a.changes and not a.worth.distinguishable]
    assert all("cannot be told from none" in answer.sentence(a) for a in unsure)


def test_packages_are_numbered_from_the_standing_one(answer):
    assert answer.called[answer.asking.standing] == "P1"
    data = json.loads(json.dumps(answer.to_dict()))
    assert data["standing"] == "P1"
    assert data["packages"]["P1"] == answer.asking.problem.describe(answer.asking.standing)
    for question in data["questions"]:
        for name in (*question["packages"], question["if_yes"]["package"]):
            assert name in data["packages"]
    assert data["as_of"] == "2025-12-04"
    assert data["valued"] == len(data["questions"])


def test_few_questions_are_kept_and_the_best_of_each_kind(answer):
    few = questions_of_case(dam(), draws=4_000, top=3)
    assert few.valued == answer.valued
    assert few.asking.questions[:3] == answer.asking.questions[:3]
    assert set(few.leading) == set(answer.leading)
    keys = {(a.question.party, a.question.kind) for a in answer.asking.questions}
    assert len(few.leading) == len(keys)


def test_a_standing_package_is_the_first(answer):
    standing = {"height": "20", "water": "half"}
    found = questions_of_case(dam(), draws=2_000, standing=standing)
    (first, *_) = found.called
    assert found.asking.problem.describe(first) == standing
    assert found.called[first] == "P1"
    if found.asking.better is not None:
        assert found.to_dict()["better"] == found.called[found.asking.better]
    with pytest.raises(InvalidInput):
        questions_of_case(dam(), draws=2_000, standing={"height": "20"})


def test_without_ranges_there_is_nothing_to_ask(examples):
    with pytest.raises(NoSolution, match="exact"):
        questions_of_case(load_case(examples / "harbour"))


def test_ukraine_in_words(examples, capsys):
    """The bundled case: the best answers are about packages, and none beats knowing everything."""
    case = load_case(examples / "ukraine-2025-12")
    found = questions_of_case(case, draws=1_000)
    assert not found.asking.complete
    assert found.worthwhile > 0
    assert found.asking.questions[0].worth.value <= found.asking.ceiling.high
    print_questions(found)
    printed = " ".join(capsys.readouterr().out.split())
    assert "What to ask next" in printed
    assert "1. Ask " in printed
    assert "Worths are lower bounds" in printed
    assert "1,000 draws, seed 0" in printed


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        (Conditions(kept=((0, 1, 2, 3), (1,))), lambda x: x[1] == 1),
        (
            Conditions(draft=Draft("ours", {0: 1, 1: 0}), most_changes=1),
            lambda x: (x[0] != 1) + (x[1] != 0) <= 1,
        ),
        (Conditions(doubtful=False), lambda x: x[1] != 2),
    ],
)
def test_what_may_not_be_tabled_is_not_the_answer(conditions, fits):
    """Neither before nor after an answer; also where a pool of packages is gathered."""
    found = questions_of_case(dam(), draws=2_000, conditions=conditions)
    tabled = {found.asking.standing}
    for asked in found.asking.questions:
        tabled |= {asked.yes.package, asked.no.package}
    assert all(map(fits, tabled))


def test_a_pool_observes_conditions(monkeypatch):
    monkeypatch.setattr("detente.deal.asking.candidates.CELLS", 0)
    conditions = Conditions(kept=((0, 1, 2, 3), (1,)))
    found = questions_of_case(dam(), draws=500, conditions=conditions)
    assert not found.asking.complete
    assert found.asking.ceiling_over == "candidates"
    assert all(asked.yes.package[1] == 1 for asked in found.asking.questions)
