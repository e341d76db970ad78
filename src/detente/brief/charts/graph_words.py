"""A graph in words: how to read it, and what it shows for those who do not see it."""

from __future__ import annotations

from detente.brief.charts.graph_records import Graph, Node
from detente.brief.wording import plain
from detente.words import counted, listed


def caption_of(graph: Graph, crowded: bool) -> str:
    """Say how to read a graph; ``crowded`` where moves are left out that are no improvements."""
    parts = [
        "Columns: how many moves a state is from where things stand."
        if any(node.steps == 0 for node in graph.nodes)
        else "",
        "An arrow leads to a state that its mover prefers to the one it leaves.",
        "Squares: options taken (filled) or not, in the order of the names above."
        if any(mover.options for mover in graph.movers)
        else "",
        "Of moves that are not better for their mover only those of shortest ways are drawn."
        if crowded
        else "",
        _left_out(graph) if graph.left_out else "",
    ]
    return " ".join(part for part in parts if part)


def _left_out(graph: Graph) -> str:
    """Say how many states are not drawn, how many of them are equilibria, and what comes first."""
    verb = "is" if graph.left_out == 1 else "are"
    which = (
        f"{graph.equilibria} of them equilibria in some sense"
        if graph.equilibria
        else ("no equilibrium among them")
    )
    return (
        f"{counted(graph.left_out, 'state')} more {verb} not drawn, {which}: as far as there is "
        "room come where things stand, what was signed, where better moves and answers to them "
        "lead from there, the strictest equilibria, the shortest ways to them, and then others."
    )


def alt_of(graph: Graph) -> str:
    """Tell every state that is drawn: what it is, and who has a better move from it to where."""
    told = [_told(graph, place, node) for place, node in enumerate(graph.nodes)]
    return "; ".join(told) + "."


def _told(graph: Graph, place: int, node: Node) -> str:
    name = f" ({plain(node.name)})" if node.name else ""
    kind = {
        "all": "an equilibrium in every sense",
        "some": "an equilibrium in some senses",
        "none": "no equilibrium",
    }[node.grade]
    better = [
        f"{plain(graph.movers[move.mover].name)} to {graph.nodes[move.target].number}"
        for move in graph.moves
        if move.source == place and move.improves
    ]
    moves = f", better moves: {listed(better)}" if better else ", no better move"
    return f"state {node.number}{name}: {listed([*node.tags, kind])}{moves}"
