"""All minimal repairs by enumeration: which demands each package violates, as bit masks.

A set of demands can be given up with success exactly if it contains everything that some package
violates. So the minimal repairs are the minimal sets of violated demands, over all packages.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.patterns import Package
from detente.deal.whynot.hitting import minimal_only
from detente.deal.whynot.ledger import Flags, Ledger
from detente.errors import NotConverged

Words = npt.NDArray[np.uint64]
WIDTH = 64


def repairs_by_enumeration(ledger: Ledger, *, limit: int) -> dict[int, Package]:
    """Go through all packages once and keep the minimal sets of violated demands.

    Args:
        ledger: the packages and the demands.
        limit: how many minimal sets to hold at most, on the way as well.

    Returns:
        Each minimal repair, as bits, with the first package that violates just these demands; the
        empty set alone if there is a deal.

    Raises:
        NotConverged: there are more than ``limit`` on the way.
    """
    first: dict[int, int] = {}
    for page in ledger:
        masks = pack(~page.kept)
        fresh = _not_above(masks, first)
        masks, at = np.unique(masks[fresh], axis=0, return_index=True)
        numbers = page.start + np.flatnonzero(fresh)[at]
        for members, number in zip(map(_unpack, masks), numbers.tolist(), strict=True):
            first.setdefault(members, number)
        first = {members: first[members] for members in minimal_only(first)}
        if len(first) > limit:
            raise NotConverged(f"there are more than {limit:,} minimal ways to repair")
    return {members: ledger.package(number) for members, number in first.items()}


def pack(flags: Flags) -> Words:
    """Return bit masks of flags.

    Args:
        flags: shape (elements, packages).

    Returns:
        Shape (packages, words); element e is bit ``e % 64`` of word ``e // 64``.
    """
    words = np.zeros((flags.shape[1], -(-len(flags) // WIDTH) or 1), dtype=np.uint64)
    for element, row in enumerate(flags):
        word, bit = divmod(element, WIDTH)
        words[:, word] |= row.astype(np.uint64) << np.uint64(bit)
    return words


def split(members: int, words: int) -> Words:
    """Return the words of one mask, shape (words,)."""
    parts = [members >> (WIDTH * word) & (1 << WIDTH) - 1 for word in range(words)]
    return np.array(parts, dtype=np.uint64)


def _unpack(words: Words) -> int:
    return sum(int(word) << (WIDTH * place) for place, word in enumerate(words))


def _not_above(masks: Words, known: dict[int, int]) -> Flags:
    """Return which masks do not contain a mask that is known."""
    fresh = np.ones(len(masks), dtype=bool)
    for members in known:
        words = split(members, masks.shape[1])
        fresh &= ((masks & words) != words).any(axis=1)
    return fresh
