"""The state a report is written from: its bare "army" and "government" are that state's."""

from __future__ import annotations

import re

from detente.reading.gazetteer import Gazetteer
from detente.reading.mentions import Mention

OWN_BODY = re.compile(r"\b(?:army|military|government|police|presidential|cabinet|presidency)\b")
_DATELINE = re.compile(r"(?:\A|\n)(?P<city>[A-Z][A-Z .’'-]+)(?=, | \(| ?[-–—])[^\n]{0,40}?[-–—]")
_LEDE = 500  # where the report names the government it is about, in code points


def home_state(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> str:
    """Return the state whose capital a report is dated from and whose government opens it.

    The capital alone is not enough: many talks are reported from a host's capital.

    Parameters:
        text: the text, masked.
        mentions: its mentions in order.
        gazetteer: where capitals are looked up.

    Returns:
        Entity code, empty if the report does not tell.
    """
    dated = _DATELINE.search(text)
    city = gazetteer.exactly(dated.group("city").strip(" .").title()) if dated else None
    if dated is None or city is None or city.kind != "capital":
        return ""
    told = any(
        mention.entity == city.entity
        and mention.kind == "group"
        and OWN_BODY.search(mention.name.lower())
        for mention in mentions
        if dated.start() <= mention.start < dated.start() + _LEDE
    )
    return city.entity if told else ""
