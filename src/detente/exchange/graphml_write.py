"""Write a graph model as GraphML: states are nodes, moves are edges (Brandes et al. 2002)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from detente import __version__
from detente.errors import InvalidInput, NotSupported
from detente.exchange.graph_json_states import letters_of
from detente.exchange.output import Written, write_new_file
from detente.exchange.xml_safe import visible
from detente.stability.concepts.answer import Stability
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Ranking, codes_between
from detente.stability.reasons.naming import Naming, PlainNaming

MOST_EDGES = 1_000_000
COMPARISONS = {
    2: "much better",
    1: "better",
    0: "equal",
    -1: "worse",
    -2: "much worse",
    UNKNOWN: "unknown",
}
"""How the state that a move reaches compares with the one it leaves, to the mover."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""


@dataclass(frozen=True, slots=True)
class _Key:
    """A declared attribute.

    Attributes:
        id: within the file.
        domain: ``node``, ``edge`` or ``graph``.
        name: what programs show.
        type: ``int``, ``boolean`` or ``string``.
    """

    id: str
    domain: str
    name: str
    type: str

    def declared(self) -> str:
        return (
            f'  <key id="{self.id}" for="{self.domain}"'
            f' attr.name={_quoted(self.name)} attr.type="{self.type}"/>'
        )

    def data(self, value: object) -> str:
        text = str(value).lower() if isinstance(value, bool) else visible(str(value))
        return f'<data key="{self.id}">{escape(text)}</data>'


def write_graphml(
    model: Model,
    path: str | Path,
    *,
    title: str = "",
    naming: Naming | None = None,
    stability: Stability | None = None,
    status_quo: int | None = None,
) -> Written:
    """Write the states and moves of a model for programs that draw and examine graphs.

    A node has the state's ``number``, ``label`` and Y/N ``letters``, each option as a truth value
    (left out where members of a coalesced state differ), ``status quo``, for each concept whether
    it is an equilibrium, and for each decision maker with a ranking its level, 1 for the worst. An
    edge has its ``mover``, whether it is an ``improvement``, and the ``comparison`` to the mover.

    Args:
        model: any.
        path: the file; must not be there yet.
        title: of the model; may be empty.
        naming: names; None for ids.
        stability: verdicts; None for none.
        status_quo: the state where things stand, from 0; None where that is not said.

    Raises:
        InvalidInput: the file is there already or cannot be written, or the verdicts are of
            another model.
        NotSupported: more than a million moves.
    """
    edges = sum(map(len, model.moves))
    if edges > MOST_EDGES:
        raise NotSupported(f"{edges:,} moves are too many for a drawing; {MOST_EDGES:,} at most")
    if stability is not None and stability.model is not model:
        raise InvalidInput("the verdicts are of another model")
    names = naming or PlainNaming(model)
    lines = _lines(model, names, title, stability, status_quo)
    warnings = ("control characters in names stand as signs that show them",)
    text = "\n".join(lines) + "\n"
    shown = _has_control_characters(model, names, title)
    return Written((write_new_file(path, text),), warnings if shown else ())


def _lines(
    model: Model,
    names: Naming,
    title: str,
    stability: Stability | None,
    status_quo: int | None,
) -> Iterator[str]:
    nodes = _node_values(model, names, stability, status_quo)
    keys = [_Key(f"n{k}", "node", name, kind) for k, (name, kind) in enumerate(nodes)]
    mover, gain, compared = (
        _Key(f"e{k}", "edge", name, kind)
        for k, (name, kind) in enumerate(
            (("mover", "string"), ("improvement", "boolean"), ("comparison", "string"))
        )
    )
    about = {"title": title, "semantics": stability.semantics if stability else ""}
    told = [
        (_Key(f"g{k}", "graph", name, "string"), text)
        for k, (name, text) in enumerate(about.items())
    ]
    yield _HEAD
    yield f"  <!-- Written by detente {__version__}. -->"
    yield from (key.declared() for key in (*keys, mover, gain, compared, *(k for k, _ in told)))
    yield '  <graph id="model" edgedefault="directed">'
    yield from (f"    {key.data(text)}" for key, text in told if text)
    for state in range(model.n_states):
        values = zip(keys, (column[state] for column in nodes.values()), strict=True)
        row = "".join(key.data(value) for key, value in values if value is not None)
        yield f'    <node id="s{state + 1}">{row}</node>'
    number = 0
    for place in range(model.n_decision_makers):
        name = mover.data(names.decision_maker(place))
        for source, target, code in _moves(model, place):
            number += 1
            row = name + gain.data(code in (1, 2)) + compared.data(COMPARISONS[code])
            ends = f'source="s{source + 1}" target="s{target + 1}"'
            yield f'    <edge id="m{number}" {ends}>{row}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _moves(model: Model, place: int) -> Iterator[tuple[int, int, int]]:
    arcs = model.moves[place]
    codes = codes_between(model.preferences[place], arcs.sources, arcs.targets).tolist()
    for (source, target), code in zip(arcs.pairs(), codes, strict=True):
        yield source, target, code


def _node_values(
    model: Model, names: Naming, stability: Stability | None, status_quo: int | None
) -> Mapping[tuple[str, str], Sequence[object]]:
    """Return the attributes of nodes: (name, type) to one value a state, None for none."""
    states = model.states
    n = model.n_states
    values: dict[tuple[str, str], Sequence[object]] = {
        ("number", "int"): range(1, n + 1),
        ("label", "string"): [names.state(state) for state in range(n)],
    }
    if states.options:
        letters = letters_of(states)
        values["letters", "string"] = letters
        truth = {"Y": True, "N": False, "-": None}
        for bit in range(len(states.options)):
            name = f"option: {names.option(bit)}"
            values[_free(name, values), "boolean"] = [truth[row[bit]] for row in letters]
    if status_quo is not None:
        values["status quo", "boolean"] = [state == status_quo for state in range(n)]
    for concept in stability.stable if stability else ():
        found = set(stability.equilibria(concept)) if stability else set()
        values[f"equilibrium: {concept}", "boolean"] = [state in found for state in range(n)]
    for place, preference in enumerate(model.preferences):
        if isinstance(preference, Ranking):
            name = f"level: {names.decision_maker(place)}"
            values[_free(name, values), "int"] = _levels(preference)
    return values


def _levels(ranking: Ranking) -> list[int]:
    """Return the level of each state, from 1 for the worst, without gaps."""
    dense = {level: place for place, level in enumerate(sorted(set(ranking.levels.tolist())), 1)}
    return [dense[level] for level in ranking.levels.tolist()]


def _free(name: str, taken: Mapping[tuple[str, str], object]) -> str:
    """Return a name for an attribute that no other one has."""
    names = {known for known, _ in taken}
    number, free = 2, name
    while free in names:
        free, number = f"{name} ({number})", number + 1
    return free


def _quoted(text: str) -> str:
    return quoteattr(visible(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _has_control_characters(model: Model, names: Naming, title: str) -> bool:
    texts = [
        title,
        *(names.decision_maker(k) for k in range(model.n_decision_makers)),
        *(names.option(bit) for bit in range(len(model.states.options))),
        *model.states.labels,
    ]
    return any(visible(text) != text for text in texts)
