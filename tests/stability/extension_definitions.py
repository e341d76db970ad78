"""The extensions of stability, transcribed from their definitions with Python sets.

Nothing is shared with the engines but the model itself: no reach search, no arrays of verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product

from detente.stability import UNKNOWN, Model, codes_of

Moves = list[list[set[int]]]
"""Targets by decision maker (or coalition) and state."""


def moves_of(model: Model) -> Moves:
    return [[set(arcs.of(s).tolist()) for s in range(model.n_states)] for arcs in model.moves]


def codes_table(model: Model) -> list[list[list[int]]]:
    """Return ``code[i][s][t]``: how t compares with s for i."""
    return [[codes_of(p, s).tolist() for s in range(model.n_states)] for p in model.preferences]


def kept(moves: Moves, codes: list[list[list[int]]], wanted: Callable[[int], bool]) -> Moves:
    return [
        [{t for t in targets if wanted(codes[i][s][t])} for s, targets in enumerate(rows)]
        for i, rows in enumerate(moves)
    ]


def better(code: int) -> bool:
    return code in (1, 2)


def reach(moves: Moves, movers: Iterable[int], start: int, semantics: str = "legal") -> set[int]:
    """Return where sequences of one move or more end."""
    listed = list(movers)
    ended: set[tuple[int, tuple[int, ...]]] = set()
    todo: list[tuple[int, tuple[int, ...]]] = [(start, ())]
    while todo:
        state, used = todo.pop()
        if semantics == "single" and used:
            continue
        for j in listed:
            if (semantics == "legal" and used == (j,)) or (semantics == "once" and j in used):
                continue
            memory = tuple(sorted((*used, j))) if semantics == "once" else (j,)
            for target in moves[j][state]:
                if (target, memory) not in ended:
                    ended.add((target, memory))
                    todo.append((target, memory))
    return {state for state, _ in ended}


def strength(model: Model, semantics: str = "legal") -> dict[str, list[set[int]]]:
    """Return the stable states of each decision maker, by name."""
    moves, codes = moves_of(model), codes_table(model)
    improvements = kept(moves, codes, better)
    found: dict[str, list[set[int]]] = {}
    for i in range(model.n_decision_makers):
        others = [j for j in range(model.n_decision_makers) if j != i]
        sanction = {"": lambda code: not better(code), "strong_": lambda code: code == -2}
        for concept in ("gmr", "smr", "seq"):
            steps = improvements if concept == "seq" else moves
            sets = {
                prefix: {
                    s
                    for s in range(model.n_states)
                    if all(
                        any(
                            blocks(codes[i][s][two])
                            and (
                                concept != "smr"
                                or all(blocks(codes[i][s][three]) for three in moves[i][two])
                            )
                            for two in reach(steps, others, one, semantics)
                        )
                        for one in improvements[i][s]
                    )
                }
                for prefix, blocks in sanction.items()
            }
            found.setdefault(concept, []).append(sets[""])
            found.setdefault(f"strong_{concept}", []).append(sets["strong_"])
            found.setdefault(f"weak_{concept}", []).append(sets[""] - sets["strong_"])
    return found


def uncertain(model: Model, semantics: str = "legal") -> dict[str, list[set[int]]]:
    """Return the stable states of each decision maker, by name, as in the table of extensions."""
    moves, codes = moves_of(model), codes_table(model)
    plus = kept(moves, codes, better)
    plus_u = kept(moves, codes, lambda code: better(code) or code == UNKNOWN)
    table = {
        "a": (plus_u, lambda code: code in (0, -1, -2)),
        "b": (plus, lambda code: code in (0, -1, -2)),
        "c": (plus_u, lambda code: code in (0, -1, -2, UNKNOWN)),
        "d": (plus, lambda code: code in (0, -1, -2, UNKNOWN)),
    }
    found: dict[str, list[set[int]]] = {}
    for extension, (leaves, blocks) in table.items():
        for i in range(model.n_decision_makers):
            others = [j for j in range(model.n_decision_makers) if j != i]

            def answered(
                concept: str,
                s: int,
                one: int,
                i: int = i,
                others: list[int] = others,
                blocks: Callable[[int], bool] = blocks,
            ) -> bool:
                if concept == "nash":
                    return False
                steps = plus_u if concept == "seq" else moves
                return any(
                    blocks(codes[i][s][two])
                    and (concept != "smr" or all(blocks(codes[i][s][t]) for t in moves[i][two]))
                    for two in reach(steps, others, one, semantics)
                )

            for concept in ("nash", "gmr", "smr", "seq"):
                stable = {
                    s
                    for s in range(model.n_states)
                    if all(answered(concept, s, one) for one in leaves[i][s])
                }
                found.setdefault(f"{concept}_{extension}", []).append(stable)
    return found


def coalitions(model: Model) -> dict[str, dict[tuple[int, ...], set[int]]]:
    """Return the stable states of each coalition, by concept."""
    moves, codes = moves_of(model), codes_table(model)
    everybody = range(model.n_decision_makers)
    all_h = [h for size in everybody for h in combinations(everybody, size + 1)]
    states = range(model.n_states)

    def all_prefer(h: Sequence[int], s: int, t: int) -> bool:
        return all(better(codes[i][s][t]) for i in h)

    joint = {h: [reach(moves, h, s) for s in states] for h in all_h}
    gains = {h: [{t for t in joint[h][s] if all_prefer(h, s, t)} for s in states] for h in all_h}
    found: dict[str, dict[tuple[int, ...], set[int]]] = {}
    for h in all_h:
        rest = tuple(j for j in everybody if j not in h)
        inside = [c for c in all_h if set(c) <= set(rest)]
        moved = [joint[rest][s] if rest else set() for s in states]
        credible = [reach([gains[c] for c in inside], range(len(inside)), s) for s in states]
        answers = {
            "cnash": lambda s, one: False,
            "cgmr": lambda s, one, h=h, moved=moved: any(
                not all_prefer(h, s, two) for two in moved[one]
            ),
            "csmr": lambda s, one, h=h, moved=moved: any(
                not all_prefer(h, s, two) and not any(all_prefer(h, s, t) for t in joint[h][two])
                for two in moved[one]
            ),
            "cseq": lambda s, one, h=h, credible=credible: any(
                not all_prefer(h, s, two) for two in credible[one]
            ),
        }
        for concept, answer in answers.items():
            stable = {s for s in states if all(answer(s, one) for one in gains[h][s])}
            found.setdefault(concept, {})[h] = stable
    return found


def outcomes(
    moves: Moves, levels: Sequence[Sequence[int]], mover: int, state: int, horizon: int
) -> set[int]:
    """Return what may come out: every way to break ties at every node, one after the other.

    Each move is given one of the outcomes that may follow it, in all combinations; then the mover
    takes one of the best moves, whichever, if that is better for it than to stay.
    """
    if not horizon:
        return {state}
    follow = [
        sorted(outcomes(moves, levels, 1 - mover, t, horizon - 1))
        for t in sorted(moves[mover][state])
    ]
    found = set()
    for chosen in product(*follow):
        top = max((levels[mover][g] for g in chosen), default=None)
        if top is None or top <= levels[mover][state]:
            found.add(state)
        else:
            found |= {g for g in chosen if levels[mover][g] == top}
    return found
