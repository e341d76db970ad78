"""Feasible states, their numbers, coalescing; moves in option form: directions, transitions."""

from __future__ import annotations

from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    Option,
    States,
    Transition,
    find_states,
    graph_states,
    make_arcs,
    moves_of_options,
    option_states,
    parse,
    pattern,
)
from detente.stability.graph import model as model_module
from detente.stability.graph import option_moves
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.expressions import And, Constant, Iff, Literal, Not, Or


def letters(states: States) -> list[str]:
    return [states.letters(state) for state in range(len(states))]


class TestFeasible:
    def test_numbers_are_ranks_among_feasible_codes_first_option_lowest(self) -> None:
        states = option_states({"a": ["x", "y"], "b": ["z"]}, infeasible=[pattern("YY-")])
        assert states.codes.tolist() == [0, 1, 2, 4, 5, 6]
        assert letters(states) == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]
        assert states.find(np.array([0, 3, 4, 7, 8])).tolist() == [0, -1, 3, -1, -1]

    @settings(max_examples=60)
    @given(
        st.integers(1, 6).flatmap(
            lambda count: st.tuples(
                st.just(count),
                st.lists(st.text("YN-", min_size=count, max_size=count), max_size=5),
            )
        )
    )
    def test_as_by_going_through_all_combinations(self, case: tuple[int, list[str]]) -> None:
        count, patterns = case
        wanted = [
            code
            for code in range(1 << count)
            if not any(
                all(letter in ("-", "NY"[code >> bit & 1]) for bit, letter in enumerate(text))
                for text in patterns
            )
        ]
        options = [Option(f"o{bit}", 0) for bit in range(count)]
        rules = [pattern(text) for text in patterns]
        if wanted:
            assert find_states(options, infeasible=rules).codes.tolist() == wanted
        else:
            with pytest.raises(InvalidInput, match="no state is feasible"):
                find_states(options, infeasible=rules)

    def test_rules_without_options(self) -> None:
        options = [Option("x", 0)]
        assert len(find_states(options, infeasible=[Constant(False)])) == 2
        with pytest.raises(InvalidInput, match="no state is feasible"):
            find_states(options, infeasible=[Constant(True)])

    def test_a_rule_may_be_any_expression(self) -> None:
        """Exactly one of three options."""
        one = Or(
            tuple(And(tuple(Literal(k, k == chosen) for k in range(3))) for chosen in range(3))
        )
        states = option_states({"a": ["x", "y", "z"]}, infeasible=[Not(one)])
        assert states.codes.tolist() == [1, 2, 4]

    def test_twenty_options_with_138240_feasible_states(self) -> None:
        """Sizes and exclusions of a trade conflict of six; nothing of size 2^20 is kept."""
        sizes = {"a": 5, "b": 4, "c": 3, "d": 2, "e": 3, "f": 3}
        options = {name: [f"{name}{bit}" for bit in range(size)] for name, size in sizes.items()}
        place = {o: i for i, o in enumerate(chain.from_iterable(options.values()))}
        rules = [
            parse(text, place)
            for text in (
                "a3 and not a0",
                "b1 and b2",
                "b1 and b3",
                "c0 and c1",
                "c0 and c2",
                "c2 and not c0",
                "d0 and d1",
            )
        ]
        assert len(option_states(options, infeasible=rules)) == 138_240

    def test_options_that_hang_together_are_decided_together(self) -> None:
        """In the order of the bits 2^24 partial states would be kept, where two are feasible."""
        options = [Option(f"o{bit}", 0) for bit in range(48)]
        equal = [Iff(Literal(k), Literal(k + 24)) for k in range(24)]
        equal += [Iff(Literal(k + 24), Literal(k + 1)) for k in range(23)]
        states = find_states(options, infeasible=[Not(rule) for rule in equal], limit=16)
        assert states.codes.tolist() == [0, (1 << 48) - 1]

    def test_sixty_two_options(self) -> None:
        options = {"a": [f"a{k}" for k in range(31)], "b": [f"b{k}" for k in range(31)]}
        pairs = combinations(range(62), 2)
        rules = [And((Literal(one), Literal(two))) for one, two in pairs]
        states = option_states(options, infeasible=rules)
        assert len(states) == 63
        assert states.codes[-1] == 1 << 61
        mine, _ = moves_of_options(states, 2)
        assert len(mine) == 32 * 31

    def test_limit_says_what_to_do(self) -> None:
        options = [Option(f"o{bit}", 0) for bit in range(12)]
        with pytest.raises(
            NotSupported, match=r"more than 1,000 \(partial\) states .* after 10 options"
        ):
            find_states(options, limit=1000)


class TestRefused:
    def test_no_options(self) -> None:
        with pytest.raises(InvalidInput, match="at least one option"):
            find_states([])

    def test_an_option_twice(self) -> None:
        with pytest.raises(InvalidInput, match="option 'x' is owned by two decision makers"):
            option_states({"a": ["x"], "b": ["y", "x"]})
        with pytest.raises(InvalidInput, match="option 'x' is owned twice"):
            option_states({"a": ["x", "x"], "b": ["y"]})

    def test_too_many_options(self) -> None:
        with pytest.raises(InvalidInput, match="63 options are too many"):
            find_states([Option(f"o{bit}", 0) for bit in range(63)])

    def test_a_pattern_of_other_options(self) -> None:
        for kind in ("infeasible", "coalesced"):
            with pytest.raises(InvalidInput, match="names option 3, and there are 2"):
                option_states({"a": ["x", "y"]}, **{kind: [pattern("--Y")]})

    def test_no_states_or_labels_that_do_not_fit(self) -> None:
        with pytest.raises(InvalidInput, match="a number of states, a whole number from 1"):
            graph_states(0)
        with pytest.raises(InvalidInput, match="2 labels are given for 3 states"):
            graph_states(3, ["war", "peace"])


class TestCoalescing:
    def test_numbered_by_the_last_member(self) -> None:
        states = option_states({"a": ["x", "y"], "b": ["z"]}, coalesced=[pattern("-Y-")])
        assert states.coalesced
        assert states.codes.tolist() == [0, 1, 4, 5, 7]
        assert letters(states) == ["NNN", "YNN", "NNY", "YNY", "-Y-"]
        assert states.find(np.array([2, 3, 6, 7, 5])).tolist() == [4, 4, 4, 4, 3]

    def test_overlapping_rules_make_one_state(self) -> None:
        rules = [pattern("YY-"), pattern("-YY")]
        states = option_states({"a": ["x", "y", "z"]}, coalesced=rules)
        assert len(states) == 6
        assert letters(states)[-1] == "-Y-"

    def test_rules_that_overlap_through_a_third(self) -> None:
        """YY- and --Y- have nothing in common but what the third rule shares with both."""
        rules = [pattern("NNN"), pattern("YYY"), parse("x iff z", {"x": 0, "y": 1, "z": 2})]
        states = option_states({"a": ["x", "y", "z"]}, coalesced=rules)
        assert len(states) == 5
        assert sorted(np.bincount(states.state_of).tolist()) == [1, 1, 1, 1, 4]

    def test_letters_of_one_and_of_all_agree(self) -> None:
        rules = [pattern("Y--N"), pattern("-NY-")]
        states = option_states({"a": ["x", "y"], "b": ["z", "w"]}, coalesced=rules)
        written = ["".join("NY-"[taken] for taken in row) for row in states.taken().tolist()]
        assert written == letters(states)
        assert len(set(written)) == len(states) < 16

    def test_a_rule_that_holds_nowhere_changes_nothing(self) -> None:
        states = option_states({"a": ["x"]}, coalesced=[Constant(False)])
        assert not states.coalesced
        assert len(states) == 2

    def test_a_coalesced_state_has_the_moves_of_all_its_members(self) -> None:
        states = option_states({"a": ["x"], "b": ["y"]}, coalesced=[pattern("Y-")])
        mine, theirs = moves_of_options(states, 2)
        assert letters(states) == ["NN", "NY", "Y-"]
        assert set(mine.pairs()) == {(0, 2), (1, 2), (2, 0), (2, 1)}
        assert set(theirs.pairs()) == {(0, 1), (1, 0)}


class TestMoves:
    def test_any_own_options_in_one_step_over_infeasible_ones(self) -> None:
        """From NN to YY in one step, though YN and NY are infeasible."""
        states = option_states(
            {"a": ["x", "y"], "b": ["z"]}, infeasible=[pattern("YN-"), pattern("NY-")]
        )
        mine, theirs = moves_of_options(states, 2)
        assert letters(states) == ["NNN", "YYN", "NNY", "YYY"]
        assert set(mine.pairs()) == {(0, 1), (1, 0), (2, 3), (3, 2)}
        assert set(theirs.pairs()) == {(0, 2), (2, 0), (1, 3), (3, 1)}

    def test_directions(self) -> None:
        states = option_states({"a": [Option("x", 9, "take"), Option("y", 9, "drop")]})
        (mine,) = moves_of_options(states, 1)
        told = {(states.letters(s), states.letters(t)) for s, t in mine.pairs()}
        assert told == {("NN", "YN"), ("NY", "NN"), ("NY", "YN"), ("NY", "YY"), ("YY", "YN")}

    def test_transitions_concern_one_or_all(self) -> None:
        states = option_states({"a": ["x"], "b": ["y"]})
        calm, clash = pattern("NN"), Or((pattern("Y-"), pattern("-Y")))
        every = {(0, 1), (1, 0), (2, 3), (3, 2)}, {(0, 2), (2, 0), (1, 3), (3, 1)}
        for by in (0, 1, None):
            found = moves_of_options(states, 2, never=[Transition(calm, clash, by)])
            for place, arcs in enumerate(found):
                gone = {pair for pair in every[place] if pair[0] == 0 and by in (None, place)}
                assert set(arcs.pairs()) == every[place] - gone

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_as_by_looking_at_all_pairs(self, data: st.DataObject) -> None:
        sizes = data.draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
        total = sum(sizes)
        texts = st.text("YN-", min_size=total, max_size=total).filter(lambda t: "Y" in t)
        rules = data.draw(st.lists(texts, max_size=3))
        ways = data.draw(
            st.lists(st.sampled_from(["both", "take", "drop"]), min_size=total, max_size=total)
        )
        never = data.draw(st.lists(st.tuples(texts, texts), max_size=2))
        owner = [place for place, size in enumerate(sizes) for _ in range(size)]
        options = [Option(f"o{bit}", owner[bit], ways[bit]) for bit in range(total)]
        states = find_states(options, infeasible=[pattern(text) for text in rules])
        names = letters(states)
        found = moves_of_options(
            states, len(sizes), never=[Transition(pattern(a), pattern(b)) for a, b in never]
        )
        for place in range(len(sizes)):
            wanted = {
                (s, t)
                for s, t in product(range(len(states)), repeat=2)
                if s != t
                and _may(names[s], names[t], place, options)
                and not any(_fits(names[s], a) and _fits(names[t], b) for a, b in never)
            }
            assert set(found[place].pairs()) == wanted

    def test_in_chunks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        states = option_states(
            {"a": ["x", "y", "z"], "b": ["v", "w"]}, infeasible=[pattern("YYY--")]
        )
        whole = moves_of_options(states, 2)
        monkeypatch.setattr(option_moves, "_CHUNK", 7)
        parts = moves_of_options(states, 2)
        assert [list(arcs.pairs()) for arcs in whole] == [list(arcs.pairs()) for arcs in parts]

    def test_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(model_module, "MAX_ARCS", 10)
        with pytest.raises(NotSupported, match="16 moves of one decision maker are too many"):
            moves_of_options(option_states({"a": ["x", "y"]}), 1)


def _fits(letters: str, text: str) -> bool:
    return all(wanted in ("-", letter) for letter, wanted in zip(letters, text, strict=True))


def _may(before: str, after: str, place: int, options: list[Option]) -> bool:
    changed = [
        (option, one) for option, one, two in zip(options, before, after, strict=True) if one != two
    ]
    return all(
        option.owner == place and option.direction != {"N": "drop", "Y": "take"}[one]
        for option, one in changed
    )


class TestArcs:
    def test_sorted_without_loops_and_repetitions(self) -> None:
        arcs = make_arcs([2, 0, 2, 1, 0], [1, 2, 1, 1, 1], n_states=3)
        assert list(arcs.pairs()) == [(0, 1), (0, 2), (2, 1)]
        assert len(arcs) == 3
        assert arcs.n_states == 3
        assert arcs.of(1).tolist() == []
        assert arcs.has(2, 1)
        assert not arcs.has(1, 2)

    def test_where(self) -> None:
        arcs = make_arcs([0, 0, 2], [1, 2, 1], n_states=3)
        kept = arcs.where(np.array([False, True, True]))
        assert isinstance(kept, Arcs)
        assert list(kept.pairs()) == [(0, 2), (2, 1)]

    def test_refused(self) -> None:
        with pytest.raises(InvalidInput, match="same length"):
            make_arcs([0], [1, 2], n_states=3)
        for pairs in (([0], [3]), ([-1], [0])):
            with pytest.raises(InvalidInput, match="outside 0 to 2"):
                make_arcs(*pairs, n_states=3)
