"""Packages split into boxes until a question about them is settled in each.

A box is a choice of options for each issue, and holds all packages made of them. Splitting a box by
a pattern with t terms gives the part where it holds and up to t parts, disjoint, where it does not.
A box is split no further once what is asked has the same answer for all of its packages, so that
many patterns need few boxes where each of them settles the matter by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from detente.deal.patterns import Pattern
from detente.errors import NotSupported

Box = tuple[tuple[int, ...], ...]
"""For each issue the options left, ascending, never empty."""
Known = tuple[bool | None, ...]
"""For each pattern whether it holds in all packages of a box or in none; None where not known."""
Judge = Callable[[Known], bool | None]
"""Answers a question about the packages of a box; None where that hangs on what is not known."""
MOST = 10_000
"""Boxes at most for one question."""


def settle(
    whole: Box,
    patterns: Sequence[Pattern],
    judge: Judge,
    *,
    order: Sequence[int] | None = None,
    alive: Callable[[Box], bool] | None = None,
) -> Iterator[tuple[Box, bool, Known]]:
    """Split packages until a question is settled in each box.

    Args:
        whole: the box to split.
        patterns: what the question hangs on.
        judge: the question; it has an answer where all patterns are known.
        order: the patterns in the order in which boxes are split by them.
        alive: says of a box whether it can hold any package of interest; if not, it is left out.

    Yields:
        Boxes, disjoint, that hold every package of interest; the answer; and what is known.

    Raises:
        NotSupported: more than 10,000 boxes are needed.
    """
    places = tuple(range(len(patterns)) if order is None else order)
    waiting: list[tuple[Box, Known, int]] = [(whole, (None,) * len(patterns), 0)]
    made = 0
    while waiting:
        box, known, at = waiting.pop()
        answer = judge(known)
        if answer is not None:
            yield box, answer, known
            continue
        number = places[at]
        for piece, holds in _split(box, patterns[number]):
            if alive is None or alive(piece):
                made += 1
                waiting.append((piece, (*known[:number], holds, *known[number + 1 :]), at + 1))
        if made > MOST:
            raise NotSupported(
                f"polls and red lines of ratifiers divide the packages into more than {MOST:,} "
                "parts; examine fewer ratifiers or polls at a time"
            )


def outside_of(excluded: Sequence[Pattern]) -> Callable[[Box], bool]:
    """Return a quick test: whether no pattern excludes all packages of a box."""
    terms = [[(i, set(options)) for i, options in p.terms] for p in excluded]

    def alive(box: Box) -> bool:
        return not any(all(set(box[i]) <= options for i, options in each) for each in terms)

    return alive


def _split(box: Box, pattern: Pattern) -> Iterator[tuple[Box, bool]]:
    inside = _meet(box, pattern)
    if inside is None:
        yield box, False
        return
    yield inside, True
    left = box
    for issue, _ in pattern.terms:
        others = tuple(o for o in box[issue] if o not in inside[issue])
        if others:
            yield (*left[:issue], others, *left[issue + 1 :]), False
        left = (*left[:issue], inside[issue], *left[issue + 1 :])


def _meet(box: Box, pattern: Pattern) -> Box | None:
    """Return the part of a box where the pattern holds; None if there is none."""
    met = list(box)
    for issue, options in pattern.terms:
        met[issue] = tuple(o for o in box[issue] if o in options)
        if not met[issue]:
            return None
    return tuple(met)
