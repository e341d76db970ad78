"""Graph models as GraphML: a file that programs for graphs read, and every number in it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.exchange import write_graphml
from detente.exchange.graphml_write import COMPARISONS
from detente.stability import (
    Model,
    PlainNaming,
    find_stability,
    graph_states,
    make_arcs,
    make_model,
    unknown_relation,
    with_pairs,
)
from detente.stability.graph.preference import Ranking
from tests.stability.published import NAMES, published_model
from tests.stability.random_models import random_graph

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
TYPES = {"int": int, "boolean": {"true": True, "false": False}.__getitem__, "string": str}


class Graph:
    """A file as data, read by its own declarations: nothing undeclared may stand in it."""

    def __init__(self, path: Path) -> None:
        root = ElementTree.parse(path).getroot()
        assert root.tag == f"{SPACE}graphml"
        tags = [child.tag.removeprefix(SPACE) for child in root]
        assert tags == ["key"] * (len(tags) - 1) + ["graph"]
        keys = root.findall(f"{SPACE}key")
        self.keys = {key.attrib["id"]: key.attrib for key in keys}
        assert len(self.keys) == len(keys)
        (graph,) = root.findall(f"{SPACE}graph")
        assert graph.attrib["edgedefault"] == "directed"
        self.about = self.values(graph, "graph")
        self.nodes = {
            node.attrib["id"]: self.values(node, "node") for node in graph.findall(f"{SPACE}node")
        }
        edges = graph.findall(f"{SPACE}edge")
        assert len({edge.attrib["id"] for edge in edges} | set(self.nodes)) == len(edges) + len(
            self.nodes
        )
        self.edges = [
            (edge.attrib["source"], edge.attrib["target"], self.values(edge, "edge"))
            for edge in edges
        ]
        assert all({source, target} <= self.nodes.keys() for source, target, _ in self.edges)

    def values(self, element: Any, domain: str) -> dict[str, Any]:
        found = {}
        for data in element.findall(f"{SPACE}data"):
            key = self.keys[data.attrib["key"]]
            assert key["for"] == domain
            assert key["attr.name"] not in found
            found[key["attr.name"]] = TYPES[key["attr.type"]](data.text or "")
        return found


@pytest.mark.parametrize("name", NAMES)
def test_states_are_nodes_and_moves_are_edges(name: str, tmp_path: Path) -> None:
    model = published_model(name)
    stability = find_stability(model)
    path = tmp_path / "model.graphml"
    written = write_graphml(model, path, title=name, stability=stability, status_quo=0)
    assert (written.paths, written.warnings) == ((path,), ())
    graph = Graph(path)
    assert graph.about == {"title": name, "semantics": "legal"}
    assert list(graph.nodes) == [f"s{k + 1}" for k in range(model.n_states)]
    for state, node in enumerate(graph.nodes.values()):
        assert node["number"] == state + 1
        assert node["status quo"] == (state == 0)
        for concept in stability.stable:
            assert node[f"equilibrium: {concept}"] == (state in stability.equilibria(concept))
        for option, letter in zip(model.states.options, model.states.letters(state), strict=True):
            assert node[f"option: {option.id}"] == (letter == "Y")
    for who, ranking in zip(model.decision_makers, model.preferences, strict=True):
        levels = [node[f"level: {who}"] for node in graph.nodes.values()]
        assert sorted(set(levels)) == list(range(1, len(set(levels)) + 1))
        assert isinstance(ranking, Ranking)
        assert np.array_equal(
            np.sign(np.subtract.outer(levels, levels)),
            np.sign(np.subtract.outer(ranking.levels, ranking.levels)),
        )
    assert moves_of(graph, model) == [set(arcs.pairs()) for arcs in model.moves]
    gains = moves_of(graph, model, only="improvement")
    assert gains == [set(model.improvements(k).pairs()) for k in range(model.n_decision_makers)]


def moves_of(graph: Graph, model: Model, only: str = "") -> list[set[tuple[int, int]]]:
    """Return the moves in a file by decision maker, as pairs of states from 0."""
    return [
        {
            (graph.nodes[source]["number"] - 1, graph.nodes[target]["number"] - 1)
            for source, target, data in graph.edges
            if data["mover"] == who and data.get(only, True)
        }
        for who in model.decision_makers
    ]


def test_coalesced_states_leave_open_what_differs_in_them(tmp_path: Path) -> None:
    from detente.stability import moves_of_options, option_states, pattern

    states = option_states({"a": ["x", "y"], "b": ["z"]}, coalesced=[pattern("Y--")])
    flat = Ranking(np.zeros(len(states), dtype=np.int32))
    model = make_model(["a", "b"], states, moves_of_options(states, 2), [flat, flat])
    write_graphml(model, tmp_path / "m.graphml")
    last = list(Graph(tmp_path / "m.graphml").nodes.values())[-1]
    assert last["letters"] == "Y--"
    assert last["option: x"] is True
    assert {"option: y", "option: z", "equilibrium: nash", "status quo"}.isdisjoint(last)


def test_every_comparison_has_its_word_and_unknown_is_no_improvement(tmp_path: Path) -> None:
    pairs = [(0, t, code) for t, code in enumerate((2, 1, 0, -1, -2, 9), start=1)]
    relation = with_pairs(unknown_relation(7), pairs)
    star = make_arcs([0] * 6, range(1, 7), n_states=7)
    model = make_model(("a",), graph_states(7), [star], [relation])
    write_graphml(model, tmp_path / "m.graphml")
    graph = Graph(tmp_path / "m.graphml")
    assert [data["comparison"] for _, _, data in graph.edges] == list(COMPARISONS.values())
    assert [data["improvement"] for _, _, data in graph.edges] == [True, True, *[False] * 4]
    assert not any("level" in name for node in graph.nodes.values() for name in node)


def test_names_cannot_break_the_file(tmp_path: Path) -> None:
    base = random_graph(np.random.default_rng(2), states=3, decision_makers=2)
    labels = ('<a href="x">&', "]]>", "\x00\x1b[2J\ufffe\t\n")
    model = make_model(base.decision_makers, graph_states(3, labels), base.moves, base.preferences)
    naming = PlainNaming(model, ["\"<&>'", "\"<&>'"])
    written = write_graphml(model, tmp_path / "m.graphml", title="<graph>", naming=naming)
    assert written.warnings == ("control characters in names stand as signs that show them",)
    graph = Graph(tmp_path / "m.graphml")
    told = [node["label"] for node in graph.nodes.values()]
    assert told[:2] == ['state 1 (<a href="x">&)', "state 2 (]]>)"]
    assert "␀␛[2JU+FFFE" in told[2]
    assert {"level: \"<&>'", "level: \"<&>' (2)"} <= graph.nodes["s1"].keys()


def test_what_is_no_drawing_is_refused(tmp_path: Path) -> None:
    model = published_model("prisoners_dilemma")
    with pytest.raises(InvalidInput, match="the verdicts are of another model"):
        write_graphml(
            model, tmp_path / "m.graphml", stability=find_stability(published_model("elmira_9"))
        )
    (tmp_path / "m.graphml").write_text("mine")
    with pytest.raises(InvalidInput, match="something here already"):
        write_graphml(model, tmp_path / "m.graphml")
    assert (tmp_path / "m.graphml").read_text() == "mine"
    n = 1001
    all_pairs = make_arcs(*np.nonzero(np.ones((n, n))), n_states=n)
    flat = Ranking(np.zeros(n, dtype=np.int32))
    large = make_model(("a",), graph_states(n), [all_pairs], [flat])
    with pytest.raises(NotSupported, match="1,001,000 moves are too many for a drawing"):
        write_graphml(large, tmp_path / "large.graphml")


@pytest.mark.parametrize("name", NAMES)
def test_networkx_reads_the_same_graph(name: str, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    model = published_model(name)
    write_graphml(model, tmp_path / "m.graphml", title=name, stability=find_stability(model))
    graph = networkx.read_graphml(tmp_path / "m.graphml", force_multigraph=True)
    mine = Graph(tmp_path / "m.graphml")
    assert graph.graph["title"] == name
    assert {node: dict(data) for node, data in graph.nodes(data=True)} == mine.nodes
    edges = [(source, target, dict(data)) for source, target, data in graph.edges(data=True)]
    assert sorted(edges, key=repr) == sorted(mine.edges, key=repr)
