"""Numbers that move together as one input of a variance decomposition: blocks.

The weights of a party add up to 100 and so are one block. The values of one issue to one party, the
worth of no agreement to a party, its linkages, and each doubtful red line are blocks of their own.
Blocks that a correlation ties are one. Blocks are independent of one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.deal.belief.belief import Belief, Number

BlockKind = Literal["weights", "values", "no_deal", "linkages", "red_line"]
Key = tuple[int, BlockKind, int]
KINDS: dict[str, BlockKind] = {
    "weight": "weights",
    "value": "values",
    "score": "values",
    "no_deal": "no_deal",
    "drift": "no_deal",
    "discount": "no_deal",
    "shock": "no_deal",
    "add": "linkages",
    "red_line": "red_line",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers that move together.

    Attributes:
        parts: what they are: party, kind, and the issue of values or the line of a red line (−1
            for the other kinds). More than one where correlations tie them.
        numbers: indices into the belief's numbers, ascending.
    """

    parts: tuple[Key, ...]
    numbers: tuple[int, ...]


def find_blocks(belief: Belief) -> tuple[Block, ...]:
    """Return the blocks of a belief, in the order of their first numbers."""
    keys = [_key(number) for number in belief.numbers]
    name = {key: key for key in keys}
    for pair in belief.correlations:
        one, two = name[keys[pair.one]], name[keys[pair.two]]
        name = {key: one if to == two else to for key, to in name.items()}
    found: dict[Key, list[int]] = {}
    for k, key in enumerate(keys):
        found.setdefault(name[key], []).append(k)
    return tuple(
        Block(tuple(dict.fromkeys(keys[k] for k in numbers)), tuple(numbers))
        for numbers in found.values()
    )


def _key(number: Number) -> Key:
    kind = KINDS[number.kind]
    place = {"values": number.issue, "red_line": number.index}.get(kind)
    return number.party, kind, -1 if place is None else place
