"""Graph models as files of GMCR+: the same states, moves and rankings come back."""

from __future__ import annotations

import itertools
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import read_case
from detente.errors import InvalidInput, NotSupported
from detente.exchange import (
    GraphScenario,
    case_of_gmcr,
    model_of_gmcr,
    read_gmcr,
    save_new_case,
    scenario_of_case_model,
    scenario_of_model,
    write_gmcr,
)
from detente.exchange.expression_text import expression_text
from detente.exchange.gmcr_write import plain_gmcr
from detente.exchange.graph_scenario import DecisionMaker
from detente.exchange.patterns import patterns_of, patterns_without
from detente.exchange.rule_work import check_statements
from detente.expressions import And, Constant, Expression, If, Iff, Literal, Not, Or, parse
from detente.stability import (
    Model,
    Option,
    Ranking,
    Relation,
    find_stability,
    find_states,
    graph_model,
    make_model,
    moves_of_options,
    option_states,
    pattern,
    ranking_of_order,
    relation_of_ranking,
)
from detente.stability.graph.expressions import evaluate
from detente.stability.graph.option_moves import Transition
from detente.stability.of_case import model_of_case
from tests.exchange.gmcr_files import OF_OPTIONS, PLAIN, gmcr_of_published, plain, save
from tests.exchange.gmcr_formula import GmcrFile
from tests.exchange.graph_agreement import same_model
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_options, random_ranking

FEW = settings(max_examples=40, deadline=None)
DAY = date(2025, 12, 4)
OPTIONS = 5


def expressions(options: int = OPTIONS) -> st.SearchStrategy[Expression]:
    """Any Boolean expression over some options."""
    leaves = st.builds(Literal, st.integers(0, options - 1), st.booleans()) | st.builds(
        Constant, st.booleans()
    )

    def branches(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(parts, max_size=3).map(tuple)
        return (
            st.builds(Not, parts)
            | st.builds(And, several)
            | st.builds(Or, several)
            | st.builds(If, parts, parts)
            | st.builds(Iff, parts, parts)
        )

    return st.recursive(leaves, branches, max_leaves=8)


def codes(options: int = OPTIONS) -> np.ndarray:
    return np.arange(1 << options, dtype=np.int64)


def holds(patterns: Any, options: int = OPTIONS) -> np.ndarray:
    """Say where one of some patterns holds, by comparing bits."""
    found = np.zeros(1 << options, dtype=bool)
    for mask, value in patterns:
        found |= (codes(options) & mask) == value
    return found


@given(expressions())
@settings(max_examples=300, deadline=None)
def test_patterns_say_what_an_expression_says(expression: Expression) -> None:
    patterns = patterns_of(expression)
    assert np.array_equal(holds(patterns), evaluate(expression, codes()))
    for one in patterns:
        wider = [two for two in patterns if two != one and one[0] & two[0] == two[0]]
        assert all(one[1] & two[0] != two[1] for two in wider)


@given(expressions())
@settings(max_examples=300, deadline=None)
def test_an_expression_in_words_is_the_expression(expression: Expression) -> None:
    ids = ["a", "b-2", "c", "d", "e"]
    again = parse(expression_text(expression, ids), {name: k for k, name in enumerate(ids)})
    assert np.array_equal(evaluate(again, codes()), evaluate(expression, codes()))


@given(st.sets(st.integers(0, (1 << OPTIONS) - 1)))
@settings(max_examples=300, deadline=None)
def test_patterns_of_what_is_not_there_leave_exactly_what_is(kept: set[int]) -> None:
    there = np.array(sorted(kept), dtype=np.int64)
    patterns = patterns_without(there, OPTIONS)
    assert np.flatnonzero(~holds(patterns)).tolist() == sorted(kept)
    for one in patterns:  # none can be left out
        assert (holds(patterns) & ~holds([two for two in patterns if two != one])).any()
    for mask, value in patterns:  # none can be widened
        for bit in range(OPTIONS):
            wider = mask & ~(1 << bit)
            assert wider == mask or ((there & wider) == (value & wider)).any()


def test_patterns_have_a_limit() -> None:
    parity: Expression = Literal(0)
    for bit in range(1, 12):
        parity = Iff(parity, Literal(bit))
    with pytest.raises(NotSupported, match="more than 1,000 patterns"):
        patterns_of(parity)
    assert len(patterns_of(parity, limit=5000)) == 2048
    even = np.array([code for code in range(1 << 12) if code.bit_count() % 2], dtype=np.int64)
    assert len(patterns_without(even, 12)) == 2048
    with pytest.raises(NotSupported, match="more than 2,000 patterns"):
        patterns_without(even, 12, limit=2000)
    with pytest.raises(NotSupported, match="too much work"):
        check_statements([parity] * 1000, 1 << 22)


def test_what_never_holds_and_what_always_does_are_no_patterns_to_rank_by(tmp_path: Path) -> None:
    scenario = read_gmcr(save(tmp_path, PLAIN))
    told = plain_gmcr(
        GraphScenario(
            scenario.name,
            (
                DecisionMaker(
                    "North", (Constant(True), Literal(0), And((Literal(1), Literal(1, False))))
                ),
                scenario.decision_makers[1],
            ),
            scenario.options,
            (Or(()), Not(Literal(2)), If(Literal(0), Literal(1))),
        )
    )
    assert told["decisionMakers"][0]["preferences"] == [[[0, "Y"]]]
    assert told["infeasibles"] == [[[2, "N"]], [[0, "N"]], [[1, "Y"]]]


@pytest.mark.parametrize("name", OF_OPTIONS)
def test_a_reference_model_comes_back(name: str, tmp_path: Path) -> None:
    model = published_model(name)
    written = write_gmcr(scenario_of_model(model, name=name), tmp_path / "out.gmcr")
    assert written.warnings == ()
    assert written.paths == (tmp_path / "out.gmcr",)
    again = model_of_gmcr(read_gmcr(tmp_path / "out.gmcr"))
    same_model(again, model)
    assert "\\u" not in (tmp_path / "out.gmcr").read_text("ascii")


@pytest.mark.parametrize("name", OF_OPTIONS)
def test_a_file_that_is_read_and_written_says_the_same(name: str, tmp_path: Path) -> None:
    """Statements stay statements, and old keys become those of now."""
    first = read_gmcr(save(tmp_path, gmcr_of_published(name, old=True)))
    write_gmcr(first, tmp_path / "new.gmcr")
    means(GmcrFile(tmp_path / "new.gmcr"), published_model(name))
    told = json.loads((tmp_path / "new.gmcr").read_text())
    mine = gmcr_of_published(name)
    for key in ("options", "infeasibles", "useManualPreferenceRanking", "coalitions"):
        assert told[key] == mine[key]
    again = read_gmcr(tmp_path / "new.gmcr")
    same_model(model_of_gmcr(again), model_of_gmcr(first))
    for one, other in zip(first.decision_makers, again.decision_makers, strict=True):
        assert one.ranking == other.ranking
        for mine_, theirs in zip(one.statements, other.statements, strict=True):
            assert patterns_of(mine_) == patterns_of(theirs)


@FEW
@given(st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_any_model_in_option_form_comes_back(seed: int, sizes: list[int]) -> None:
    rng = np.random.default_rng(seed)
    model = random_options(rng, per_decision_maker=sizes, infeasible=seed % 4, one_way=0.3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.gmcr"
        assert write_gmcr(scenario_of_model(model), path).warnings == ()
        same_model(model_of_gmcr(read_gmcr(path)), model)
        means(GmcrFile(path), model)


def means(file: GmcrFile, model: Model) -> None:
    """Assert that a file, worked out state by state, is a model."""
    assert file.decimals() == model.states.codes.tolist()
    for place, (arcs, ranking) in enumerate(zip(model.moves, model.preferences, strict=True)):
        assert file.moves(place) == set(arcs.pairs())
        payoffs = np.array(file.payoffs(place), dtype=object)
        assert isinstance(ranking, Ranking)
        for s, t in itertools.combinations(range(model.n_states), 2):
            assert np.sign(payoffs[s] - payoffs[t]) == np.sign(
                int(ranking.levels[s]) - int(ranking.levels[t])
            )


@FEW
@given(st.integers(0, 10_000), st.lists(expressions(), min_size=1, max_size=5), expressions())
def test_any_statements_rank_the_states_as_before(
    seed: int, statements: list[Expression], rule: Expression
) -> None:
    infeasible = (rule,) if not evaluate(rule, codes()).all() else ()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = plain(options=[{"name": c, "permittedDirection": "both"} for c in "abcde"])
        told["decisionMakers"][1]["options"] = [2, 3, 4]
        base = read_gmcr(save(folder, told))
        makers = tuple(
            DecisionMaker(one.name, tuple(statements[place:]))
            for place, one in enumerate(base.decision_makers)
        )
        scenario = GraphScenario("x", makers, base.options, infeasible)
        write_gmcr(scenario, folder / "out.gmcr")
        same_model(model_of_gmcr(read_gmcr(folder / "out.gmcr")), model_of_gmcr(scenario))
        means(GmcrFile(folder / "out.gmcr"), model_of_gmcr(scenario))


def test_options_of_another_order_are_put_in_that_of_the_decision_makers(tmp_path: Path) -> None:
    """North has the second option here; GMCR+ would put it first, so the file does."""
    rng = np.random.default_rng(4)
    states = option_states({"North": ["n"], "South": ["s", "t"]}, infeasible=[pattern("Y-Y")])
    mixed = [Option("s", 1), Option("n", 0), Option("t", 1)]
    other = find_states(mixed, infeasible=[pattern("-YY")])
    rankings = [random_ranking(rng, len(other)) for _ in range(2)]
    model = make_model(("North", "South"), other, moves_of_options(other, 2), rankings)
    written = write_gmcr(scenario_of_model(model), tmp_path / "out.gmcr")
    assert written.warnings[0].startswith("options are put in the order of the decision makers")
    again = model_of_gmcr(read_gmcr(tmp_path / "out.gmcr"))
    assert np.array_equal(again.states.codes, states.codes)
    one, two = find_stability(model), find_stability(again)
    for concept in one.stable:
        assert {_named(model, s) for s in one.equilibria(concept)} == {
            _named(again, s) for s in two.equilibria(concept)
        }


def _named(model: Model, state: int) -> frozenset[str]:
    """Return the ids of the options that are taken in a state."""
    letters = zip(model.states.options, model.states.letters(state), strict=True)
    return frozenset(option.id for option, letter in letters if letter == "Y")


def test_what_gmcr_plus_cannot_say_is_refused(tmp_path: Path) -> None:
    graph = published_model("elmira_9")
    with pytest.raises(NotSupported, match="an explicit graph has no options"):
        scenario_of_model(graph)
    model = published_model("prisoners_dilemma")
    circle = np.array([[0, 1, -1, 1], [-1, 0, 1, 1], [1, -1, 0, 1], [-1, -1, -1, 0]], dtype=np.int8)
    with pytest.raises(NotSupported, match=r"prisoner 2 is not transitive.*graph-json can say it"):
        scenario_of_model(model.with_preferences([model.preferences[0], Relation(circle)]))
    unknown = circle.copy()
    unknown[0, 1] = unknown[1, 0] = 9
    with pytest.raises(NotSupported, match="prisoner 2 leaves pairs of states open"):
        scenario_of_model(model.with_preferences([model.preferences[0], Relation(unknown)]))


def test_what_is_lost_is_named() -> None:
    model = published_model("elmira_12")
    ranking = model.preferences[0]
    assert isinstance(ranking, Ranking)
    strong = relation_of_ranking(ranking).codes.copy()
    strong[strong == 1] = 2
    strong[strong == -1] = -2
    states = model.states
    never = [Transition(pattern("-Y"), pattern("--Y"), by=1)]
    coalesced = option_states(
        {
            name: [o for o in states.options if o.owner == k]
            for k, name in enumerate(("a", "b", "c"))
        },
        infeasible=[pattern(text) for text in ("-YY", "-Y-Y", "--YY", "-NNN")],
        coalesced=[pattern("---Y-")],
    )
    moves = moves_of_options(coalesced, 3, never=never)
    levels = np.arange(9, dtype=np.int32)
    one = make_model(("a", "b", "c"), coalesced, moves, [Ranking(levels)] * 3)
    told = scenario_of_model(one)
    assert len(told.warnings) == 2
    assert "the 9 states are 12 there" in told.warnings[0]
    assert told.warnings[1].startswith("rules on moves cannot be said: b has")
    assert told.decision_makers[0].ranking[0] == (5, 6, 11, 12)  # Abandon, whatever else
    restrained = make_model(
        model.decision_makers,
        states,
        moves_of_options(states, 3, never=[Transition(pattern("-Y"), pattern("--Y"), by=1)]),
        [Relation(strong), *model.preferences[1:]],
    )
    strength, rules = scenario_of_model(restrained).warnings
    assert strength == "how strongly MoE prefers cannot be said, only what it prefers"
    assert rules.startswith("rules on moves cannot be said: Uniroyal has")


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    scenario = read_gmcr(save(tmp_path, PLAIN))
    with pytest.raises(InvalidInput, match="something here already; name a new file"):
        write_gmcr(scenario, tmp_path / "model.gmcr")
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_gmcr(scenario, tmp_path / "absent" / "model.gmcr")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.gmcr"]
    bare = GraphScenario(scenario.name, scenario.decision_makers, scenario.options, by_ranking=True)
    with pytest.raises(InvalidInput, match="North has no ranking, and rankings count"):
        write_gmcr(bare, tmp_path / "new.gmcr")


@pytest.mark.parametrize("name", OF_OPTIONS)
def test_into_a_case_and_out_again(name: str, tmp_path: Path) -> None:
    told = gmcr_of_published(name)
    told["decisionMakers"][0]["misperceptions"] = [[[0, "Y"], [1, "N"]]]
    told["coalitions"] = [[0, 1], *range(2, len(told["decisionMakers"]))]
    first = read_gmcr(save(tmp_path, told))
    imported = case_of_gmcr(first, as_of=DAY)
    saved = save_new_case(imported.case, tmp_path / "case")
    assert read_case(tmp_path / "case").errors == ()
    assert [warning.code for warning in saved.warnings] == ["no-acceptance"]
    assert list(saved.issues) == list(saved.moves.option_ids) if saved.moves else False
    built = model_of_case(saved)
    same_model(built.model, model_of_gmcr(first), ids=False)
    found, published = find_stability(built.model), find_stability(model_of_gmcr(first))
    assert {c: found.equilibria(c) for c in found.stable} == {
        c: published.equilibria(c) for c in published.stable
    }
    write_gmcr(scenario_of_case_model(built), tmp_path / "again.gmcr")
    again = read_gmcr(tmp_path / "again.gmcr")
    same_model(model_of_gmcr(again), model_of_gmcr(first))
    assert (again.options, again.coalitions) == (first.options, first.coalitions)
    assert again.by_ranking == first.by_ranking
    for one, other in zip(again.decision_makers, first.decision_makers, strict=True):
        assert one.name == other.name
        assert one.misperceptions == other.misperceptions
        assert _sets(one.ranking) == _sets(other.ranking)
        assert len(one.statements) in (len(other.statements), 0)


def _sets(ranking: tuple[tuple[int, ...], ...] | None) -> list[set[int]] | None:
    return None if ranking is None else [set(group) for group in ranking]


def test_a_case_says_what_was_left_out_of_it(tmp_path: Path) -> None:
    told = gmcr_of_published("elmira_12")
    imported = case_of_gmcr(read_gmcr(save(tmp_path, told)), as_of=DAY, title="Water")
    assert imported.case.title == "Water"
    statements = "statements of MoE, Uniroyal, Local Government do not count in the file"
    assert statements in imported.warnings[0]
    assert statements in imported.case.note
    assert imported.case.sources[0].title == "GMCR+ file model.gmcr"
    never = [dict(one.never or {}) for one in imported.case.constraints]
    assert len(never) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- north\n", "- nobody\n"),
        ("coalitions:\n", "coalitions: none\n      was:\n"),
        ("- attack and not resist", "- attack and not"),
        ("misperceptions:\n", "misperceptions: none\n      were:\n"),
    ],
)
def test_what_a_case_remembers_may_grow_stale_without_harm(
    old: str, new: str, tmp_path: Path
) -> None:
    told = plain(coalitions=[[0, 1]])
    told["decisionMakers"][1]["misperceptions"] = [[[0, "Y"], [2, "N"]]]
    first = read_gmcr(save(tmp_path, told))
    save_new_case(case_of_gmcr(first, as_of=DAY).case, tmp_path / "case")
    sources = tmp_path / "case" / "sources.yaml"
    assert old in sources.read_text()
    sources.write_text(sources.read_text().replace(old, new))
    case = read_case(tmp_path / "case").case
    assert case is not None
    scenario = scenario_of_case_model(model_of_case(case))
    blind = [maker.misperceptions for maker in scenario.decision_makers]
    kept = (scenario.coalitions == ((0, 1),), blind[1] == first.decision_makers[1].misperceptions)
    assert kept == ("mis" in old or "attack" in old, "nobody" in new or "coalitions" in old)
    same_model(model_of_gmcr(scenario), model_of_gmcr(first))


def test_a_case_with_moves_of_its_own_loses_what_gmcr_plus_cannot_say(tmp_path: Path) -> None:
    saved = save_new_case(
        case_of_gmcr(read_gmcr(save(tmp_path, PLAIN)), as_of=DAY).case, tmp_path / "case"
    )
    path = tmp_path / "case" / "moves.yaml"
    text = path.read_text()
    text += "states:\n  quiet: {when: not attack and not resist and not withdraw, title: Quiet}\n"
    text += "status_quo: quiet\n"
    start = text.index("  south:\n    statements")
    end = text.index("states:\n")
    text = text[:start] + "  south: {weights: {resist: 2, attack: -3}}\n" + text[end:]
    path.write_text(text)
    case = read_case(tmp_path / "case").case
    assert case is not None
    assert saved.moves != case.moves
    built = model_of_case(case)
    scenario = scenario_of_case_model(built)
    assert scenario.by_ranking
    assert [len(maker.statements) for maker in scenario.decision_makers] == [2, 0]
    assert scenario.warnings == (
        "weights of options (south) cannot be said, only the order they give",
        "where things stand cannot be said",
        "names of states cannot be said",
    )
    write_gmcr(scenario, tmp_path / "out.gmcr")
    same_model(model_of_gmcr(read_gmcr(tmp_path / "out.gmcr")), built.model, ids=False)


def test_random_graphs_are_never_half_written(tmp_path: Path) -> None:
    model = random_graph(np.random.default_rng(1), states=4, decision_makers=2)
    with pytest.raises(NotSupported):
        write_gmcr(scenario_of_model(model), tmp_path / "out.gmcr")
    tiny = graph_model({"a": []}, {"a": ranking_of_order([0], n_states=1)}, n_states=1)
    with pytest.raises(NotSupported):
        scenario_of_model(tiny)
    assert list(tmp_path.iterdir()) == []
