"""How often does a deal exist, and how often is each draft and each package accepted, by whom?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

import detente
from detente.deal import checks
from detente.deal.acceptance.certainty import find_certainty
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.existence import NODE_LIMIT, Existence, find_existence
from detente.deal.acceptance.groups import DrawnGroup, join_draws
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.belief import Belief
from detente.deal.belief.draws import Draws
from detente.deal.drafts.terms import Draft, Text, read_draft
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE
from detente.errors import InvalidInput, NotSupported

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PartyShare:
    """How often one party accepts.

    Attributes:
        share: over the draws. None where the party has no preferences and no red line of its own
            decides: its answer is not assessed.
        surely: it accepts wherever the numbers lie in their ranges; None where that was not asked.
        possibly: it accepts for some numbers; None where that was not asked.
    """

    share: Share | None
    surely: bool | None = None
    possibly: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = None if self.share is None else self.share.to_dict()
        return {"accepts": told, "surely": self.surely, "possibly": self.possibly}


@dataclass(frozen=True)
class PackageShares:
    """How often a package is accepted.

    Attributes:
        package: ``{issue: option}``.
        acceptable: acceptable to all whom the rule needs.
        parties: by name, every party that the rule names.
        surely, possibly: as of a party, for acceptable.
    """

    package: dict[str, str]
    acceptable: Share
    parties: dict[str, PartyShare]
    surely: bool | None = None
    possibly: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": self.package,
            "acceptable": self.acceptable.to_dict(),
            "surely": self.surely,
            "possibly": self.possibly,
            "parties": {name: party.to_dict() for name, party in self.parties.items()},
        }


@dataclass(frozen=True)
class DraftShares:
    """How often a draft can still become a deal, its brackets and open issues filled at best.

    The completion may be another one in every draw, and another one for every party: what is said
    of a party is that *some* completion is worth no deal to it and breaches none of its red lines.

    Attributes:
        name: of the draft.
        open: issues that it leaves open, or whose text is outside the options.
        brackets: issues on which it holds alternatives.
        acceptable: some completion is acceptable.
        parties: some completion is accepted by the party; every party that the rule names, None
            where it has neither preferences nor red lines.
        exact: whether every draw was settled.
    """

    name: str
    open: tuple[str, ...]
    brackets: tuple[str, ...]
    acceptable: Share
    parties: dict[str, Share | None]
    exact: bool

    @property
    def complete(self) -> bool:
        """Whether the draft leaves nothing to fill in."""
        return not self.open and not self.brackets

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        parties = {p: None if s is None else s.to_dict() for p, s in self.parties.items()}
        return {
            "open": list(self.open),
            "brackets": list(self.brackets),
            "complete": self.complete,
            "acceptable": self.acceptable.to_dict(),
            "parties": parties,
            "exact": self.exact,
        }


@dataclass(frozen=True)
class AcceptanceReport:
    """How often a deal exists and what is accepted, over draws of what is not known.

    Attributes:
        existence: whether some package is acceptable, draw by draw.
        drafts: by name.
        packages: by name.
        assuming: parties that the rule names and that have no preferences; taken to accept.
        uncertain: how many numbers are ranges, doubtful red lines included; None where the draws
            came without a belief.
        draws, seed: of the sample.
    """

    existence: Existence
    drafts: dict[str, DraftShares]
    packages: dict[str, PackageShares]
    assuming: tuple[str, ...]
    uncertain: int | None
    draws: int
    seed: int
    detente: str = detente.__version__

    @property
    def exact(self) -> bool:
        """Whether every draw was settled, for existence and for every draft."""
        return self.existence.exact and all(draft.exact for draft in self.drafts.values())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "deal_exists": self.existence.to_dict(),
            "drafts": {name: draft.to_dict() for name, draft in self.drafts.items()},
            "packages": {name: package.to_dict() for name, package in self.packages.items()},
            "assuming": list(self.assuming),
            "uncertain_numbers": self.uncertain,
            "interval": "95 %, Wilson",
            "exact": self.exact,
            "draws": self.draws,
            "seed": self.seed,
            "detente": self.detente,
        }


def examine_acceptance(
    draws: Draws,
    *,
    drafts: Sequence[Draft] = (),
    packages: Mapping[str, Package] | None = None,
    belief: Belief | None = None,
    node_limit: int = NODE_LIMIT,
) -> AcceptanceReport:
    """Say how often a deal exists, and how often drafts and packages are accepted, and by whom.

    All questions are asked of the same draws, so that shares can be compared.

    Args:
        draws: n draws.
        drafts: texts on the table, each name once.
        packages: complete packages by name.
        belief: what the draws were drawn from; then it is also said who accepts a package surely
            and possibly.
        node_limit: as in :func:`detente.deal.acceptance.existence.find_existence`.

    Raises:
        InvalidInput: a draft or package does not fit the problem, or a name comes twice.
        NotSupported: so many issues hang together that a draft's completions cannot be listed.
    """
    names = [draft.name for draft in drafts]
    if len(set(names)) < len(names):
        raise InvalidInput("every draft needs a name of its own")
    problem, certain = draws.problem, belief is not None and not belief.numbers
    return AcceptanceReport(
        existence=_certainly(find_existence(draws, node_limit=node_limit), certain),
        drafts={d.name: _draft(draws, read_draft(problem, d), node_limit, certain) for d in drafts},
        packages=_packages(draws, packages or {}, belief),
        assuming=tuple(problem.parties[p] for p in problem.unjudged),
        uncertain=None if belief is None else len(belief.numbers),
        draws=len(draws),
        seed=draws.seed,
    )


def _packages(
    draws: Draws, packages: Mapping[str, Package], belief: Belief | None
) -> dict[str, PackageShares]:
    if not packages:
        return {}
    problem = draws.problem
    rows = np.array([checks.package(p, problem.sizes) for p in packages.values()])
    found, certain = decide(draws, rows), belief is not None and not belief.numbers
    certainty = None if belief is None else find_certainty(belief, rows)

    def party(p: int, m: int) -> PartyShare:
        share = share_of(found.own[p, :, m], exact=certain) if _assessed(draws, p) else None
        if certainty is None or share is None:
            return PartyShare(share)
        return PartyShare(share, bool(certainty.surely[p, m]), bool(certainty.possibly[p, m]))

    return {
        name: PackageShares(
            problem.describe(tuple(rows[m].tolist())),
            share_of(found.accepted[:, m], exact=certain),
            {problem.parties[p]: party(p, m) for p in problem.acceptance.named},
            None if certainty is None else bool(certainty.surely_acceptable[m]),
            None if certainty is None else bool(certainty.possibly_acceptable[m]),
        )
        for m, name in enumerate(packages)
    }


def _assessed(draws: Draws, p: int) -> bool:
    """Say whether anything is known of a party's answer."""
    lines = (line.party == p for line in draws.problem.red_lines)
    return bool(draws.problem.judged[p]) or any(lines)


def _draft(draws: Draws, text: Text, node_limit: int, certain: bool) -> DraftShares:
    problem = draws.problem
    existence = find_existence(draws, kept=text.kept, node_limit=node_limit)
    loose = [i for i, options in enumerate(text.kept) if len(options) > 1]
    named = problem.acceptance.named
    return DraftShares(
        text.name,
        tuple(problem.issues[i] for i in loose if i not in text.coded),
        tuple(problem.issues[i] for i in loose if i in text.coded),
        _certainly(existence, certain).share,
        {problem.parties[p]: _some_completion(draws, text, p, certain) for p in named},
        existence.exact,
    )


def _certainly(existence: Existence, certain: bool) -> Existence:
    return replace(existence, certain=certain or existence.certain)


def _some_completion(draws: Draws, text: Text, p: int, certain: bool) -> Share | None:
    """Return how often some completion is accepted by one party alone; for certain if none is."""
    if not _assessed(draws, p):
        return None
    groups = join_draws(draws, kept=text.kept, party=p)
    if groups is None:
        raise NotSupported(
            "so many issues hang together that the completions of a draft cannot be listed"
        )
    certain = certain or not all(group.choices for group in groups)
    best = sum((_best(group, p) for group in groups), np.zeros(len(draws)))
    least = draws.no_deal[:, p] * bool(draws.problem.judged[p]) - TOLERANCE
    return share_of(best >= least, exact=certain)


def _best(group: DrawnGroup, p: int) -> npt.NDArray[np.float64]:
    """Return the most that a choice is worth to a party in each draw; −∞ where all are barred."""
    worth = np.where(group.barred, -np.inf, group.worth[:, p])
    return np.asarray(worth.max(axis=1, initial=-np.inf))
