"""The graph chart: places, ways of arrows, marks, words, and that nobody has a colour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.charts.graph import CROWDED, draw_graph
from detente.brief.charts.graph_layout import TALL, find_columns
from detente.brief.charts.graph_records import Graph, Move, Mover, Node
from detente.brief.charts.graph_routes import find_routes
from detente.brief.charts.svg import Figure
from detente.brief.charts.theme import FAINT, INK, INKS
from tests.brief.brief_page import Node as Element
from tests.brief.brief_page import read

FRAME = (0.0, 0.0, 600.0, 400.0)
NOTHING = np.empty((0, 4))


def square() -> Graph:
    """Two movers with one option each; one improves everywhere, the other in one place."""
    nodes = (
        Node(1, "Nothing is done", (False, False), 0, "none", ("status quo",)),
        Node(2, "", (True, False), 1, "some"),
        Node(3, "", (False, True), 1, "none"),
        Node(4, "Both act", (True, True), 2, "all", ("signed",)),
    )
    moves = (
        Move(0, 0, 1, True),
        Move(0, 1, 0, False),
        Move(0, 2, 3, True),
        Move(0, 3, 2, False),
        Move(1, 0, 2, False),
        Move(1, 2, 0, False),
        Move(1, 1, 3, True),
        Move(1, 3, 1, False),
    )
    return Graph((Mover("North", ("Signs",)), Mover("South", ("Guards",))), nodes, moves)


def drawn(graph: Graph) -> Figure:
    return draw_graph(graph, anchor="g", table="t", data="Data")


def svg(graph: Graph) -> Element:
    return read(str(drawn(graph).svg)).all("svg")[0]


def words(graph: Graph) -> list[str]:
    return [node.text for node in svg(graph).all("text")]


def test_every_state_every_mover_and_every_tag_is_written() -> None:
    found = words(square())
    for text in ("1", "2", "3", "4", "North", "South", "Signs", "Guards", "status quo", "signed"):
        assert text in found
    assert "Both act" in found


def test_an_arrow_has_the_letter_of_its_mover() -> None:
    """One letter for each improvement, and one in the legend for each mover."""
    found = words(square())
    assert found.count("A") == 2 + 1
    assert found.count("B") == 1 + 1


def test_a_pair_without_improvement_is_one_thin_line() -> None:
    paths = [
        p.attrs for p in svg(square()).all("path") if "stroke" in p.attrs and "fill" not in p.attrs
    ]
    thin = [p for p in paths if p.get("stroke") == FAINT]
    assert len(thin) == 1
    coloured = [p["stroke"] for p in paths if p.get("stroke") in INKS]
    assert sorted(coloured) == sorted([INKS[0], INKS[0], INKS[1]])


def test_equilibria_are_filled() -> None:
    """Ink for every sense, grey for some, paper for none."""
    fills = [
        p.attrs["fill"]
        for p in svg(square()).all("path")
        if p.attrs.get("stroke") == INK and p.attrs.get("fill") not in (None, "none")
    ]
    assert fills.count(INK) == 2  # the state and the legend
    assert fills.count(FAINT) == 2


def test_exchanging_movers_exchanges_labels() -> None:
    """Who is called what decides no place, no ink, no shape."""
    graph = square()
    names = {"North": "XMIX", "South": "IXXM"}
    one = replace(graph, movers=tuple(replace(m, name=names[m.name]) for m in graph.movers))
    two = replace(
        one,
        movers=tuple(
            replace(m, name=n.name) for m, n in zip(one.movers, one.movers[::-1], strict=True)
        ),
    )
    first, second = str(drawn(one).svg), str(drawn(two).svg)
    assert first != second
    assert first.replace("XMIX", "?").replace("IXXM", "XMIX").replace("?", "IXXM") == second


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert str(drawn(square()).svg) == str(drawn(square()).svg)


def test_words_for_those_who_do_not_see_it() -> None:
    alt = svg(square()).all("desc")[0].text
    assert (
        "state 1 (Nothing is done): status quo and no equilibrium, better moves: North to 2" in alt
    )
    assert "state 4 (Both act): signed and an equilibrium in every sense, no better move" in alt
    assert "state 2: an equilibrium in some senses, better moves: South to 4" in alt


def crowd(n: int) -> Graph:
    """States in a ring; one mover improves forwards, the other moves and gains nothing."""
    nodes = tuple(Node(k + 1, "", (), min(k, 3), "none") for k in range(n))
    moves = tuple(
        move
        for k in range(n)
        for move in (Move(0, k, (k + 1) % n, True), Move(1, k, (k + 2) % n, False))
    )
    return Graph((Mover("North"), Mover("South")), nodes, moves, left_out=7)


def test_a_crowded_graph_leaves_out_what_is_no_improvement_and_says_so() -> None:
    graph = crowd(CROWDED // 2 + 1)
    figure = drawn(graph)
    assert words(graph).count("A") == len(graph.nodes) + 1
    assert words(graph).count("B") == 1
    assert "Of moves that are not better for their mover only those of shortest ways are drawn" in (
        figure.caption
    )
    assert "7 states more are not drawn, no equilibrium among them" in figure.caption
    weak = drawn(replace(graph, equilibria=3)).caption
    assert "7 states more are not drawn, 3 of them equilibria in some sense" in weak


def test_a_move_of_a_shown_way_is_drawn_even_then() -> None:
    graph = crowd(CROWDED // 2 + 1)
    first = graph.moves[1]
    shown = replace(graph, moves=(replace(first, on_way=True), *graph.moves[2:], graph.moves[0]))
    assert words(shown).count("B") == 2


def test_states_that_cannot_be_reached_come_last() -> None:
    graph = square()
    apart = replace(graph, nodes=(*graph.nodes, Node(5, "", (True, True), None, "none")))
    assert "5" in words(apart)
    assert find_columns([0, 1, 1, 2, 3], [(0, 1)])[-1] == (4,)


layers = st.lists(st.integers(0, 4), min_size=1, max_size=20)


@given(layers, st.data())
@settings(max_examples=60, deadline=None)
def test_columns_hold_each_state_once_in_the_order_of_layers(
    of: list[int], data: st.DataObject
) -> None:
    pair = st.tuples(st.integers(0, len(of) - 1), st.integers(0, len(of) - 1))
    columns = find_columns(of, data.draw(st.lists(pair, max_size=30)))
    assert sorted(node for column in columns for node in column) == list(range(len(of)))
    assert max(map(len, columns)) <= TALL
    order = [of[node] for column in columns for node in column]
    assert order == sorted(order)


def test_lines_that_need_not_cross_do_not() -> None:
    columns = find_columns([0, 0, 0, 1, 1, 1], [(0, 5), (1, 4), (2, 3)])
    assert [columns[0].index(k) for k in (0, 1, 2)] == [columns[1].index(k) for k in (5, 4, 3)]


def test_a_way_is_straight_where_nothing_stands_in_it() -> None:
    places = np.array([[50.0, 200.0], [350.0, 200.0]])
    (route,) = find_routes(places, [(0, 1)], radius=13, clear=NOTHING, frame=FRAME)
    assert {y for _, y in route.points} == {200.0}
    assert route.turn == 90
    assert route.points[0][0] > 50 + 13
    assert route.points[-1][0] < 350 - 13


def test_a_way_goes_round_a_state() -> None:
    places = np.array([[50.0, 200.0], [350.0, 200.0], [200.0, 200.0]])
    (route,) = find_routes(places, [(0, 1)], radius=13, clear=NOTHING, frame=FRAME)
    apart = np.linalg.norm(np.array(route.points) - places[2], axis=1)
    assert apart.min() > 13


def test_two_ways_between_two_states_are_apart() -> None:
    places = np.array([[50.0, 200.0], [350.0, 200.0]])
    one, two = find_routes(places, [(0, 1), (1, 0)], radius=13, clear=NOTHING, frame=FRAME)
    middle = [np.array(route.points)[len(route.points) // 2] for route in (one, two)]
    assert np.linalg.norm(middle[0] - middle[1]) > 10
    assert np.linalg.norm(np.array(one.middle) - np.array(two.middle)) > 10


def test_a_way_stays_in_the_frame() -> None:
    """The bow that would be shortest leaves the frame, so the other side is taken."""
    places = np.array([[30.0, 20.0], [300.0, 20.0], [160.0, 20.0]])
    frame = (4.0, 4.0, 600.0, 400.0)
    (route,) = find_routes(places, [(0, 1)], radius=13, clear=NOTHING, frame=frame)
    assert min(y for _, y in route.points) >= 4
    assert max(y for _, y in route.points) > 33
