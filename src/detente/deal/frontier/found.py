"""What a method found, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.deal.frontier.packages import Packages
from detente.deal.frontier.sets import WORDS, Floats, Over
from detente.errors import NotSupported

ALL = "all efficient packages are found, and only efficient ones"
ENTANGLED = "constraints, red lines and linkages tie too many issues together to merge them"


@dataclass(frozen=True, slots=True)
class Found:
    """The points of a frontier.

    Attributes:
        gains: shape (bargainers, points).
        source: the packages of each point.
        because: why this way, in words.
        exact: whether all points of the frontier are there, and no others.
        epsilon: of an ε-frontier; None where it is none.
        guarantee: what is known of the points, in words.
    """

    gains: Floats
    source: Packages
    because: str
    exact: bool = True
    epsilon: float | None = None
    guarantee: str = ALL


def within(epsilon: float, over: Over, *, margin: bool, hollow: bool = False) -> str:
    """Return the guarantee of an ε-frontier in words.

    Args:
        epsilon: in points.
        over: the set.
        margin: whether it holds only for packages that leave everybody so much above no deal.
        hollow: whether it is known that no package does.
    """
    which = f"for every one of the {WORDS[over]}"
    if margin:
        which += (
            f" that is worth at least {epsilon:g} points more than no deal to everybody whose "
            "acceptance it needs"
        )
    if hollow:
        which += " (none is, so that nothing is promised)"
    return f"{which}, some listed package is less than {epsilon:g} points worse for any party"


def beyond(limit: int) -> str:
    """Return in words why an ε-frontier was made that nobody asked for."""
    return f"an ε-frontier, since the exact one takes more than {limit:,} points at a time"


def too_fine(epsilon: float, limit: int) -> NotSupported:
    """Return the error that a frontier is larger than the limit."""
    what = f"an ε-frontier with ε = {epsilon:g}" if epsilon else "the exact frontier"
    return NotSupported(
        f"{what} takes more than {limit:,} points at a time; raise epsilon or max_points"
    )
