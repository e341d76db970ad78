"""Is there a deal: existence, counts, solutions against no deal, and who would accept what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.charts.gains import Gain, draw_gains
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.efficient import Efficient, efficient_packages
from detente.brief.left_open import Cause
from detente.brief.ranges import explain_ranges
from detente.brief.red_lines import Stake, in_force, stake
from detente.brief.register import Refs
from detente.brief.solutions import (
    Solution,
    describe_solution,
    find_missing,
    group_solutions,
    name_of,
)
from detente.brief.wording import blocks
from detente.brief.wording import day as in_words
from detente.words import points, whole

TITLE = "Is there a deal?"

RANGES = "Numbers given as ranges"
"""How the note starts that the sentence on ranges above makes needless."""

LEAVE: Mapping[Cause, str] = {
    "case": "the case has no other",
    "red lines": "red lines exclude all others",
    "constraints": "constraints exclude all others",
    "red lines and constraints": "red lines and constraints together exclude all others",
    "deal": "no deal is possible with any other",
}
"""What leaves one option only, in words."""

ROWS = 20
"""Parties in one chart at most."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of packages and what it counts."""

    what: str
    number: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Answered:
    """What a party gets from a solution, and what it would answer; ``worth`` may be empty."""

    worth: str
    answer: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in the table of worth; texts are empty where nothing is known."""

    party: str
    role: str
    no_deal: str
    best: str
    alone: str
    answers: tuple[Answered, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Named:
    """What the solutions name on an issue.

    Attributes:
        options: one for each solution.
        legend: those that have letters, each once, in the order of the case.
        only: what leaves no other option, in words; empty where others are left, or not known not
            to be.
    """

    issue: str
    options: tuple[Option, ...]
    legend: tuple[Option, ...]
    only: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        verdict: ``yes``, ``no``, ``depends`` or ``cannot be said``.
        why: reason where nothing can be said; empty otherwise.
        ranges: how ranges were taken; empty where no number used was a range.
        assuming: parties named by the acceptance rule whose preferences nobody has judged.
        rule: who must accept, as pairs of words and names.
        red_lines: those in force.
        packages: the issues on which solutions differ, with the option of each; with one package,
            all that leave a choice.
        same: the other issues on which all solutions name one option; empty with one package.
        settled: whether it is known that acceptable packages have other options there.
        forced: the issues on which one option is left, with that option and what leaves no other.
        none: solutions that do not exist, with the reason.
        refs: everything that the verdict rests on.
        efficient: the packages that no other improves on; None where nothing is known of them.
    """

    verdict: str
    why: str
    ranges: str
    assuming: tuple[str, ...]
    not_judged: tuple[str, ...]
    rule: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[Count, ...]
    not_counted: str
    red_lines: tuple[Stake, ...]
    figures: tuple[Figure, ...]
    solutions: tuple[Solution, ...]
    rows: tuple[PartyRow, ...]
    packages: tuple[Named, ...]
    same: tuple[tuple[str, Option], ...]
    settled: bool
    forced: tuple[tuple[str, Option, str], ...]
    none: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    method: str
    exact: bool
    refs: Refs
    efficient: Efficient | None


def view(context: Context) -> View:
    """Return the answer of the deal room as the brief shows it."""
    deal = context.answers.deal or {}
    groups = group_solutions(deal)
    named = _named(context, deal, groups)
    chosen = [item for item in named if not item.only]
    alike = [item for item in chosen if len(groups) > 1 and len(set(item.options)) == 1]
    return View(
        verdict=_verdict(deal),
        why=context.answers.why_no_deal,
        ranges=explain_ranges(context),
        assuming=tuple(context.parties(deal.get("assuming", []))),
        not_judged=tuple(context.party(p) for p in _not_judged(context)),
        rule=_rule(context),
        counts=_counts(context, deal),
        not_counted=deal.get("not_counted", ""),
        red_lines=tuple(stake(context, party, line) for party, line in in_force(context)),
        figures=_figures(context, deal, groups),
        solutions=tuple(describe_solution(deal, names) for names in groups),
        rows=tuple(_row(context, p, r, deal, groups) for p, r in deal.get("parties", {}).items()),
        packages=tuple(item for item in chosen if item not in alike),
        same=tuple((item.issue, item.options[0]) for item in alike),
        settled=context.answers.linkage is not None,
        forced=tuple((item.issue, item.options[0], item.only) for item in named if item.only),
        none=find_missing(deal),
        notes=_notes(context, deal),
        method=deal.get("method", ""),
        exact=deal.get("exact", False),
        refs=grounds(context),
        efficient=efficient_packages(context, groups, grounds(context)),
    )


def grounds(context: Context) -> Refs:
    """Return the anchors of all that a verdict rests on; never empty."""
    refs = list(context.register.judged(*context.case.preferences))
    for party, line in in_force(context):
        refs += context.register.behind_red_line(party, line)
    return tuple(dict.fromkeys(refs)) or ("structure",)


def _verdict(deal: Mapping[str, Any]) -> str:
    if not deal:
        return "cannot be said"
    return {True: "yes", False: "no", None: "depends"}[deal["exists"]]


def _not_judged(context: Context) -> list[str]:
    preferences = context.case.preferences
    return [p for p in context.case.parties if p not in preferences or not preferences[p].judged]


def _rule(context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rule = context.case.acceptance
    if rule is None:
        return ()
    parts = [("all of", rule.all_of)] if rule.all_of else []
    if rule.among:
        parts.append((f"at least {rule.and_at_least or 0} of", rule.among))
    return tuple((words, tuple(context.parties(ids))) for words, ids in parts)


def _notes(context: Context, deal: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the notes of the result that the section has not said yet, with the day in words."""
    day = context.day
    notes = [note for note in deal.get("notes", ()) if not note.startswith(RANGES)]
    return tuple(note.replace(day.isoformat(), in_words(day)) for note in notes)


def _counts(context: Context, deal: Mapping[str, Any]) -> tuple[Count, ...]:
    refs = grounds(context)
    kinds = (
        ("packages", "combinations of options", ("structure",)),
        ("possible", "of these, not ruled out by a constraint", ("structure",)),
        ("acceptable", "of these, accepted by all whose acceptance is needed", refs),
        ("certain", "of these, whatever the parties not judged answer", refs),
        ("all_accept", "of these, accepted by every party that the rule names", refs),
    )
    wanted = [k for k in kinds if k[0] != "certain" or deal.get("assuming")]
    return tuple(
        Count(what, whole(deal[key]), where)
        for key, what, where in wanted
        if deal.get(key) is not None
    )


def _figures(
    context: Context, deal: Mapping[str, Any], groups: list[tuple[str, ...]]
) -> tuple[Figure, ...]:
    parties: Mapping[str, Any] = deal.get("parties", {})
    known = [party for party, reach in parties.items() if reach["no_deal"] is not None]
    figures = []
    for number, some in enumerate(blocks(known, ROWS), start=1):
        gains = [
            Gain(
                context.party(party),
                parties[party]["no_deal"],
                parties[party]["best"],
                {name_of(g): deal["solutions"][g[0]]["utilities"][party] for g in groups},
            )
            for party in some
        ]
        figures.append(draw_gains(tuple(gains), anchor=f"gains-{number}", table="gains-table"))
    return tuple(figures)


def _row(
    context: Context,
    party: str,
    reach: Mapping[str, Any],
    deal: Mapping[str, Any],
    groups: list[tuple[str, ...]],
) -> PartyRow:
    refs = context.register.judged(party) or ("structure",)
    roles = {"all_of": "must accept", "among": "counted in the rule", None: "not in the rule"}
    answers = [_answered(deal["solutions"][names[0]], party, refs) for names in groups]
    return PartyRow(
        context.party(party),
        roles[reach["role"]],
        "" if reach["no_deal"] is None else points(reach["no_deal"]),
        "" if reach["best"] is None else points(reach["best"]),
        "" if reach["acceptable_packages"] is None else whole(reach["acceptable_packages"]),
        tuple(answers),
        refs,
    )


def _answered(solution: Mapping[str, Any], party: str, refs: Refs) -> Answered:
    worth = solution["utilities"][party]
    words = {True: "accepts", False: "rejects", None: "not judged"}
    answer = words[solution.get("accepts", {}).get(party)]
    return Answered("" if worth is None else points(worth), answer, refs)


def _named(context: Context, deal: Mapping[str, Any], groups: list[tuple[str, ...]]) -> list[Named]:
    """Return what the solutions name on every issue."""
    packages = [deal["solutions"][names[0]]["package"] for names in groups]
    found = []
    for issue, record in context.case.issues.items() if packages else ():
        options = tuple(context.option(issue, package[issue]) for package in packages)
        legend = [o for o in record.option_ids if o in {package[issue] for package in packages}]
        lettered = tuple(context.option(issue, option) for option in legend if not record.scale)
        only = context.answers.only.get(issue)
        found.append(Named(record.title, options, lettered, LEAVE[only] if only else ""))
    return found
