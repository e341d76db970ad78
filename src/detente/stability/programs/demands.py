"""What it takes that a decision maker is stable at a state, or is not, in rows of a program.

*Stable*: from each move that the decision maker would gain by, one unit flows along moves that
their movers gain by, to a state that blocks. A flow may split; since moves and blocking states are
0 or 1, whatever it uses contains a whole path. *Unstable*: some move that it gains by, from which
everything that is reached by moves that their movers gain by fails to block.
"""

from __future__ import annotations

from detente.stability.concepts.answer import Concept
from detente.stability.concepts.side import may_move_on
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics
from detente.stability.programs.network import Edge, Network, Node, find_network
from detente.stability.programs.orders import Orders
from detente.stability.programs.program import ONE, Affine


def demand_stable(
    orders: Orders,
    model: Model,
    decision_maker: int,
    *,
    state: int,
    concept: Concept,
    semantics: Semantics,
) -> None:
    """Add the rows under which a decision maker is stable at a state.

    Args:
        orders: the preferences in the program.
        model: states and moves.
        decision_maker: its index.
        state: the state, from 0.
        concept: any of the five; Nash has no sanctions, GMR and SMR need no credibility.
        semantics: which sequences of opponents count.
    """
    for left in model.moves[decision_maker].of(state).tolist():
        gains = orders.above(decision_maker, left, state)
        if concept == "nash":
            orders.program.at_least(-gains)
            continue
        network = find_network(model, decision_maker, left, semantics=semantics)
        _send(orders, model, decision_maker, state, concept, network, gains)


def _send(
    orders: Orders,
    model: Model,
    decision_maker: int,
    state: int,
    concept: Concept,
    network: Network,
    amount: Affine,
) -> None:
    """Send ``amount`` through the network to states that block."""
    program = orders.program
    balance: dict[Node, Affine] = {network.start: amount}
    used: dict[tuple[int, int, int], Affine] = {}
    for edge in network.edges:
        credible = _credible(orders, edge, concept)
        if not credible.terms and not credible.constant:
            continue
        flow = program.variable(whole=False)
        balance[edge.before] = balance.get(edge.before, Affine()) - flow
        balance[edge.after] = balance.get(edge.after, Affine()) + flow
        arc = (edge.mover, edge.before[0], edge.after[0])
        used[arc] = used.get(arc, credible) - flow
    for room in used.values():
        program.at_least(room)
    for node in balance:
        rest = balance[node]
        if node != network.start:
            sink = program.variable(whole=False)
            for above in _escapes(orders, model, decision_maker, state, concept, node[0]):
                program.at_least(ONE - above, sink)
            rest = rest - sink
        program.equal(rest, Affine())


def _credible(orders: Orders, edge: Edge, concept: Concept) -> Affine:
    """Return 1 where a move counts as an answer."""
    if concept in ("gmr", "smr"):
        return ONE
    return orders.above(edge.mover, edge.after[0], edge.before[0])


def _escapes(
    orders: Orders, model: Model, i: int, state: int, concept: Concept, sanction: int
) -> list[Affine]:
    """Return what must not be so for a state to block: being better than where i began, or
    leading on to something better."""
    ends = {sanction}
    if may_move_on(concept):
        ends.update(model.moves[i].of(sanction).tolist())
    return [orders.above(i, end, state) for end in sorted(ends - {state})]


def demand_unstable(
    orders: Orders,
    model: Model,
    decision_maker: int,
    *,
    state: int,
    concept: Concept,
    semantics: Semantics,
) -> None:
    """Add the rows under which a decision maker is not stable at a state; see above."""
    program = orders.program
    chosen = Affine()
    for left in model.moves[decision_maker].of(state).tolist():
        choice = program.variable()
        chosen = chosen + choice
        program.at_least(orders.above(decision_maker, left, state), choice)
        if concept != "nash":
            network = find_network(model, decision_maker, left, semantics=semantics)
            _flood(orders, model, decision_maker, state, concept, network, choice)
    program.at_least(chosen, ONE)


def _flood(
    orders: Orders,
    model: Model,
    decision_maker: int,
    state: int,
    concept: Concept,
    network: Network,
    choice: Affine,
) -> None:
    """Mark whatever is reached where the move is ``choice``; nothing marked may block."""
    program = orders.program
    marked: dict[Node, Affine] = {network.start: choice}
    for node in network.ends:
        marked[node] = program.variable(whole=False)
        escapes = _escapes(orders, model, decision_maker, state, concept, node[0])
        program.at_least(sum(escapes, Affine()), marked[node])
    for edge in network.edges:
        credible = _credible(orders, edge, concept)
        program.at_least(marked[edge.after], marked[edge.before] + credible - ONE)
