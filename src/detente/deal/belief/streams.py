"""Where each party's random numbers come from, so that no party is treated by its name or place.

The key of a party's stream is made from the form of its record (which issues have how many
numbers, which patterns its linkages and red lines have), never from its id or place in the case.
So swapping two parties swaps their draws, and changing a range leaves all other random numbers as
they were. Parties whose records have the same form are told apart by their numbers, and where
these are equal as well, by their place, which then makes no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.streams import Key, find_keys

if TYPE_CHECKING:
    from detente.deal.belief.belief import Belief, PartyBelief


def find_streams(belief: Belief) -> tuple[Key, ...]:
    """Return one key for each party, different for each.

    Args:
        belief: whose parties, lines and linkages give the keys.
    """
    parties = range(len(belief.parties))
    return find_keys(
        [_form(belief, p) for p in parties],
        contents=[_content(belief.parties[p]) for p in parties],
    )


def _form(belief: Belief, p: int) -> str:
    party = belief.parties[p]
    links = [link.pattern.terms for link in belief.frame.linkages if link.party == p]
    lines = [line.pattern.terms for line in belief.lines if line.party == p]
    if party is None:
        return repr((links, lines))
    weighted = party.weights and [r.high > 0 for r in party.weights]
    counts = [len(shape.numbers) for shape in party.shapes]
    return repr((weighted, counts, len(party.no_deal.shocks), links, lines))


def _content(party: PartyBelief | None) -> str:
    if party is None:
        return ""
    shapes = [shape.numbers for shape in party.shapes]
    return repr((party.weights, shapes, party.no_deal, party.adds))
