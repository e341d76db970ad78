"""What statements, judgement, or both leave open about one party: intervals and relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from detente.deal.belief.belief import PartyBelief
from detente.deal.learning.polytope import polytope_of
from detente.deal.learning.relations import Acceptance, Agreeing, Relation, Span
from detente.deal.learning.texts import Text
from detente.deal.patterns import Pattern
from detente.rounding import rounded


@dataclass(frozen=True)
class Implied:
    """Intervals and relations over all numbers of a party that agree.

    Attributes:
        weights: interval of each issue's weight; None for a party with points.
        worths: interval of the contribution of each option asked about, points of 100, by (issue,
            option).
        no_deal: interval of the worth of no agreement on the day asked about.
        texts: by name, what each text is worth, and whether that is no deal.
        relations: by pair of names, in order, how the first compares with the second.
    """

    weights: tuple[Span, ...] | None
    worths: dict[tuple[int, int], Span]
    no_deal: Span
    texts: dict[str, Acceptance]
    relations: dict[tuple[str, str], Relation]

    def to_dict(self, issues: Sequence[str], options: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Return plain JSON data.

        Args:
            issues: names.
            options: names, for each issue.
        """
        spans = dict(zip(issues, self.weights or (), strict=False))
        worths: dict[str, dict[str, list[float | None]]] = {}
        for (issue, option), span in self.worths.items():
            worths.setdefault(issues[issue], {})[options[issue][option]] = plain_span(span)
        return {
            "weights": {name: plain_span(s) for name, s in spans.items()} or None,
            "worths": worths,
            "no_deal": plain_span(self.no_deal),
            "texts": {
                name: {
                    "worth": plain_span(text.worth),
                    "above_no_deal": plain_span(text.margin),
                    "necessarily": text.necessary,
                    "possibly": text.possible,
                }
                for name, text in self.texts.items()
            },
            "relations": [
                {
                    "one": one,
                    "two": two,
                    "difference": plain_span(relation.difference),
                    "necessarily": relation.necessary,
                    "possibly": relation.possible,
                    "conversely_necessarily": relation.conversely.necessary,
                    "conversely_possibly": relation.conversely.possible,
                }
                for (one, two), relation in self.relations.items()
            ],
        }


def find_implied(
    party: PartyBelief,
    *,
    links: Sequence[Pattern],
    day: float,
    texts: dict[str, Text],
    options: Sequence[tuple[int, int]] = (),
    pairs: bool = True,
) -> Implied:
    """Return what a party's ranges and statements leave open.

    Args:
        party: ranges, with the constraints of the statements.
        links: patterns of the party's linkages.
        day: on which the worth of no agreement is taken.
        texts: by name.
        options: (issue, option) whose contributions are asked about.
        pairs: whether texts are compared with each other.

    Raises:
        NoSolution: no numbers agree.
    """
    agreeing = Agreeing(party, polytope_of(party), tuple(links), day)
    weights = agreeing.weights()
    names = list(combinations(texts, 2)) if pairs else []
    relations = agreeing.compare([(texts[one], texts[two]) for one, two in names])
    accepted = agreeing.accept(list(texts.values()))
    return Implied(
        None if weights is None else tuple(weights),
        dict(zip(options, agreeing.contributions(options), strict=True)),
        agreeing.no_deal(),
        dict(zip(texts, accepted, strict=True)),
        dict(zip(names, relations, strict=True)),
    )


def plain_span(span: Span) -> list[float | None]:
    """Return an interval as JSON data, rounded to the accuracy of the programs."""
    return [rounded(round(end, 6)) for end in span]
