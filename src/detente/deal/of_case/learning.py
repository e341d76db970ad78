"""What the statements of a case imply about its parties, alone and with the judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.case import Case
from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.learning.conflicts import Speaker
from detente.deal.learning.implied import Implied, find_implied
from detente.deal.learning.sampling import draw_party, weights_of
from detente.deal.learning.shares import Shares
from detente.deal.learning.smaa import rank_texts
from detente.deal.learning.texts import Text
from detente.deal.of_case.belief import belief_of_case
from detente.deal.of_case.learned import CaseLearning, PartyLearning
from detente.deal.of_case.learner import Learner
from detente.deal.of_case.statements import text_of_draft
from detente.errors import InvalidInput


def learn_case(
    case: Case,
    as_of: date | None = None,
    *,
    parties: Sequence[str] = (),
    own_only: bool = False,
    draws: int = 0,
    seed: int = 0,
    worths: bool = True,
    relations: bool = True,
) -> CaseLearning:
    """Say what the parties' statements imply about weights, worths, no deal and drafts.

    Args:
        case: a case without errors.
        as_of: the date asked about; later statements and drafts are left out. None for the case's.
        parties: ids; all where empty.
        own_only: whether to leave out what others report of a party.
        draws: draws for acceptability indices; 0 for none.
        seed: of the draws.
        worths: whether the contribution of every option is asked about.
        relations: whether drafts are compared with each other.

    Raises:
        InvalidInput: there is no such party.
    """
    unknown = [party for party in parties if party not in case.parties]
    if unknown:
        raise InvalidInput(f"there is no such party; known are {', '.join(case.parties)}")
    found = belief_of_case(case, as_of, statements=False)
    texts = {
        name: text_of_draft(case, name)
        for name, draft in case.drafts.items()
        if draft.date <= found.inputs.as_of and draft.terms
    }
    learner = Learner(found, own_only=own_only)
    sizes = enumerate(learner.frame.sizes)
    options = [(i, o) for i, n in sizes for o in range(n)] if worths else []
    asking = _Asking(learner, texts, options, relations)
    shares = _Shares(learner, list(texts.values()), draws, seed)
    return CaseLearning(
        {name: shares.add(name, asking.party(name)) for name in parties or case.parties},
        tuple(texts),
        found.inputs.as_of,
        own_only,
        found,
        draws,
        seed,
    )


class _Asking:
    """Asks what one party's statements imply."""

    def __init__(
        self,
        learner: Learner,
        texts: dict[str, Text],
        options: list[tuple[int, int]],
        relations: bool,
    ) -> None:
        self.learner, self.texts = learner, texts
        self.options, self.relations = options, relations

    def party(self, name: str) -> PartyLearning:
        """Return what one party's statements imply, without shares."""
        said = [s for s in self.learner.statements if s.party == name]
        speaker, conflicts = self.learner.speaker(name), self.learner.conflicts(name)
        judged, alone = speaker.judged, self.learner.alone(name)
        among = [c for c in conflicts if not c.ranges and not c.red_line]
        silent = all(s.saying is None for s in said)
        return PartyLearning(
            tuple(said),
            conflicts,
            None if among or silent else self._implied(speaker, alone),
            self._implied(speaker, judged),
            None
            if conflicts or judged is None
            else self._implied(speaker, self.learner.both(name)),
            None,
            None,
        )

    def _implied(self, speaker: Speaker, party: PartyBelief | None) -> Implied | None:
        if party is None:
            return None
        return find_implied(
            party,
            links=speaker.patterns,
            day=self.learner.belief.day,
            texts=self.texts,
            options=self.options,
            pairs=self.relations,
        )


class _Shares:
    """Acceptability indices, over draws from the statements alone and from both."""

    def __init__(self, learner: Learner, texts: list[Text], draws: int, seed: int) -> None:
        self.learner, self.draws, self.seed = learner, draws, seed
        self.texts = texts
        self.belief, _ = learner.believed() if draws and self.texts else (learner.belief, [])
        self.drawn = draw(self.belief, draws, seed=seed) if draws and self.texts else None

    def add(self, name: str, found: PartyLearning) -> PartyLearning:
        """Return the party's record with its shares."""
        if self.drawn is None:
            return found
        both = None if found.both is None else self._both(self.drawn, name)
        alone = None if found.alone is None else self._alone(name)
        return replace(found, shares_alone=alone, shares_both=both)

    def _alone(self, name: str) -> Shares:
        party, links = self.learner.alone(name), self.learner.speaker(name).patterns
        drawn = draw_party(party, self.draws, seed=self.seed, links=links)
        mine = drawn.drawn[0]
        ranking = rank_texts(
            self.texts,
            contributions=mine.contributions(party),
            adds=mine.adds,
            links=links,
            weights=mine.weights,
        )
        return Shares(ranking, self.seed, drawn.sweeps, drawn.shift)

    def _both(self, drawn: Draws, name: str) -> Shares:
        speaker = self.learner.speaker(name)
        p = speaker.number
        ranking = rank_texts(
            self.texts,
            contributions=[table[:, p] for table in drawn.values],
            adds=drawn.adds[:, [a for a, _ in speaker.links]],
            links=speaker.patterns,
            weights=weights_of(drawn, self.belief, p),
        )
        return Shares(ranking, self.seed)
