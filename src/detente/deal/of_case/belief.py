"""A case as a belief: every range as a range, every number with its address in the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from detente.case import Case
from detente.case.condition import level_of
from detente.case.quantity import Quantity
from detente.case.records import NoDeal as NoDealRecord
from detente.case.records import Preferences
from detente.case.records import Shock as ShockRecord
from detente.case.values import Values
from detente.deal.belief.belief import Belief, Correlation, Kind, Line, Number, PartyBelief
from detente.deal.belief.no_deal import NoDeal, Shock
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Shape, Straight
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import options_of, problem_of_case
from detente.deal.patterns import make_pattern

NOTHING = Range(0.0, 0.0)
NEVER = Shock(np.inf, np.inf, NOTHING)
"""Stands for a shock that nobody expected yet, so that the others keep their places."""
NO_DEAL_KINDS: tuple[Kind, ...] = ("no_deal", "drift", "discount")


@dataclass(frozen=True, eq=False)
class CaseBelief:
    """A case as the engine sees it where numbers are ranges.

    Attributes:
        belief: the engine's record; its day is counted from the case's own ``as_of``.
        inputs: the case at mid-points, with judgements, red lines and notes.
        case: the case itself.
        lines: for each line of the belief, party id and place in the party's list, from 0.
        links: for each linkage of the belief's frame, its place in the party's list, from 0.
        statement_notes: how statements narrow the belief, in sentences; also among the notes of
            ``inputs``.
    """

    belief: Belief
    inputs: CaseProblem
    case: Case
    lines: tuple[tuple[str, int], ...]
    links: tuple[int, ...]
    statement_notes: tuple[str, ...] = ()

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The address of each number of the belief, such as ``russia.values.donetsk.mutual``."""
        return tuple(self.address(number) for number in self.belief.numbers)

    def address(self, number: Number) -> str:
        """Return where a number stands in the case; lists are counted from 1."""
        party = self.belief.frame.parties[number.party]
        if number.kind in NO_DEAL_KINDS:
            return f"{party}.{number.kind}"
        if number.kind == "shock":
            return f"{party}.shocks.{(number.index or 0) + 1}"
        if number.kind == "add":
            return f"{party}.linkages.{self.links[number.index or 0] + 1}"
        if number.kind == "red_line":
            return f"{party}.red_lines.{self.lines[number.index or 0][1] + 1}"
        issue = self.belief.frame.issues[number.issue or 0]
        if number.kind == "weight":
            return f"{party}.weights.{issue}"
        key = _keys(self.case, party, issue)[number.option or 0]
        return f"{party}.{number.kind}s.{issue}.{key}"

    def basis(self, number: Number) -> str:
        """Return the words that the number rests on: the basis of the party's preferences."""
        party = self.belief.frame.parties[number.party]
        return self.case.preferences[party].basis

    @property
    def narrowed(self) -> bool:
        """Whether statements of some party narrow what is drawn."""
        return any(party is not None and party.constraints for party in self.belief.parties)

    def without_statements(self) -> CaseBelief:
        """Return the belief on its ranges alone, with the same random streams."""
        bare = (party and replace(party, constraints=()) for party in self.belief.parties)
        return replace(self, belief=replace(self.belief, parties=tuple(bare)), statement_notes=())

    def on(self, day: date) -> CaseBelief:
        """Return the same belief on another day, with the same random streams."""
        inputs = problem_of_case(self.case, day)
        inputs = replace(inputs, notes=(*inputs.notes, *self.statement_notes))
        return replace(self, belief=self.belief.on(_days(self.case, day)), inputs=inputs)


def belief_of_case(case: Case, as_of: date | None = None, *, statements: bool = True) -> CaseBelief:
    """Turn a case into a belief, as of a date.

    Ranges stay ranges. Red lines that start after the date asked about are not known yet and are
    left out. Shocks dated later are expected by the analyst, and are kept; asked for a day before
    the case's own they were not expected yet, and are left out, and so are ends of red lines that
    came later.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        statements: whether draws must agree with what the parties said; see
            :func:`detente.deal.of_case.learner.belief_with_statements`.

    Raises:
        InvalidInput: the weights of a party cannot add up to 100, or a value is missing; two
            numbers are correlated that cannot be.
    """
    inputs = problem_of_case(case, as_of)
    lines, places = _lines(case, inputs)
    links = tuple(
        place
        for party, preferences in case.preferences.items()
        if inputs.judgements[party].judged
        for place, link in enumerate(preferences.linkages)
        if options_of(case, link.when) is not None
    )
    belief = Belief(
        inputs.problem,
        tuple(_party(case, party, inputs) for party in case.parties),
        lines,
        day=_days(case, inputs.as_of),
    )
    found = CaseBelief(belief, inputs, case, places, links)
    if case.correlations:
        joined = _correlations(case, found.addresses)
        found = replace(found, belief=replace(belief, correlations=joined))
    if statements and (case.positions or case.responses):
        from detente.deal.of_case.learner import belief_with_statements

        found = belief_with_statements(found)
    return found


def _days(case: Case, day: date) -> float:
    return float((day - case.as_of).days)


def _range(number: Quantity) -> Range:
    return Range(number.low, number.high, number.mode)


def _party(case: Case, party: str, inputs: CaseProblem) -> PartyBelief | None:
    if not inputs.judgements[party].judged:
        return None
    preferences = case.preferences[party]
    weights = [preferences.weights.get(issue) for issue in case.issues]
    links = [k for k in preferences.linkages if options_of(case, k.when) is not None]
    return PartyBelief(
        tuple(NOTHING if w is None else _range(w) for w in weights)
        if preferences.weights
        else None,
        tuple(_shape(case, preferences, issue) for issue in case.issues),
        _no_deal(case, preferences.no_deal, inputs.as_of),
        tuple(_range(link.add) for link in links),
    )


def _shape(case: Case, preferences: Preferences, issue_id: str) -> Shape:
    issue = case.issues[issue_id]
    tables = preferences.values if preferences.weights else preferences.scores
    counted = issue_id in tables and (not preferences.weights or issue_id in preferences.weights)
    if not counted:
        return Straight((), np.zeros((len(issue.option_ids), 0)))
    values = tables[issue_id]
    if values.peak is None:
        keys = list(values.points)
        columns = [_column(case, issue_id, keys, key) for key in keys]
        return Straight(tuple(_range(values.points[k]) for k in keys), np.array(columns).T)
    zeros = {"below": values.zero_below, "above": values.zero_above}
    kept = {side: z for side, z in zeros.items() if z and values.mirrors in ("", side)}
    below, above = (_range(kept[side]) if side in kept else None for side in zeros)
    return Peak(
        np.array([float(level_of(option) or 0) for option in issue.option_ids]),
        _range(values.peak),
        below,
        above,
        1 if values.falls == "linear" else 2,
        alike=bool(values.mirrors),
    )


def _column(case: Case, issue_id: str, keys: list[str], key: str) -> list[float]:
    """Return how much each option's worth takes of the number under one key."""
    issue = case.issues[issue_id]
    unit = Values({k: Quantity(float(k == key), float(k == key)) for k in keys})
    shares = unit.at(issue, lambda number: number.mid)
    return [shares.get(option, 0.0) for option in issue.option_ids]


def _no_deal(case: Case, record: NoDealRecord | None, day: date) -> NoDeal:
    if record is None:
        return NoDeal(NOTHING)
    known = date.max if day >= case.as_of else day
    return NoDeal(
        _range(record.base),
        0.0 if record.at is None else _days(case, record.at),
        _range(record.drift),
        _range(record.discount),
        tuple(_shock(case, shock) if shock.date <= known else NEVER for shock in record.shocks),
    )


def _shock(case: Case, shock: ShockRecord) -> Shock:
    end = np.inf if shock.until is None else _days(case, shock.until)
    return Shock(_days(case, shock.date), end, _range(shock.add))


def _lines(case: Case, inputs: CaseProblem) -> tuple[tuple[Line, ...], tuple[tuple[str, int], ...]]:
    """Return the red lines known on the day, those that have ended included, and their places."""
    number = {party: p for p, party in enumerate(case.parties)}
    lines, places = [], []
    for party, preferences in case.preferences.items():
        for place, recorded in enumerate(preferences.red_lines):
            line = recorded.known_on(inputs.as_of, case.as_of)
            options = options_of(case, line.terms)
            if options is None or (line.since is not None and line.since > inputs.as_of):
                continue
            pattern = make_pattern(options, inputs.problem.sizes, what="red line")
            start = -np.inf if line.since is None else _days(case, line.since)
            end = np.inf if line.until is None else _days(case, line.until)
            lines.append(Line(number[party], pattern, line.probability, start, end))
            places.append((party, place))
    return tuple(lines), tuple(places)


def _correlations(case: Case, addresses: tuple[str, ...]) -> tuple[Correlation, ...]:
    """Return the case's correlations; those that name a line not known yet are left out."""
    place = {address: k for k, address in enumerate(addresses)}
    return tuple(
        Correlation(place[pair.between[0]], place[pair.between[1]], pair.rho)
        for pair in case.correlations
        if all(address in place for address in pair.between)
    )


def _keys(case: Case, party: str, issue: str) -> list[str]:
    """Return the keys of the numbers of one table of a party, in the order of the shape."""
    preferences = case.preferences[party]
    tables = preferences.values if preferences.weights else preferences.scores
    values = tables[issue]
    return [key for key, _ in values.numbers()]
