"""The second sentence of the answer: what the solutions share, or what stands against a deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.brief.context import Context
from detente.brief.red_lines import in_force
from detente.brief.sections.why import tell_block, tell_slack
from detente.brief.substance import Common, find_common, picked
from detente.brief.wording import Part, Sentence, joined, named
from detente.grammar import verb
from detente.words import counted, points, spelled, whole

NAMED = 6
"""Parties spoken of one by one at most."""

Found = Mapping[str, Any]


def tell_dependence(context: Context, deal: Found) -> Sentence:
    """Say what the solutions share and what that rests on; with no deal, what stands against it."""
    common = () if deal["exists"] is False else find_common(context, deal)
    if common:
        rests = (Part("; this rests on "), *_basis(context, deal))
        told = (*_substance(deal, common), *_left_out(context, deal))
        return (*told, *rests, *tell_slack(context), Part("."))
    rule = {p: r for p, r in deal["parties"].items() if r["role"] is not None}
    accepting_none = [party for party, reach in rule.items() if _accepts_none(reach)]
    if accepting_none:
        refs = context.register.judged(*accepting_none)
        verb = "accepts" if len(accepting_none) == 1 else "accept"
        none = Part(f" {verb} no package at all on the judgement given", refs=refs)
        return (
            *named(context.parties(accepting_none)),
            none,
            Part(", whatever the others accept."),
        )
    block = tell_block(context) if deal["exists"] is False else ()
    if block:
        return block
    counts = {p: r for p, r in rule.items() if r["acceptable_packages"] is not None}
    return _alone(context, counts) if counts else _conditions(context, rule)


def _substance(deal: Found, common: tuple[Common, ...]) -> Sentence:
    """Say what the solutions name on the issues that weigh most, or that they differ."""
    issues = "issue that weighs" if len(common) == 1 else "issues that weigh"
    start = Part(f"On the {issues} most, ")
    forced = [_forced(item) for item in common if item.only]
    free = _named([item for item in common if not item.only], len(picked(deal)))
    between = (Part("; "),) if forced and free else ()
    return (start, *joined(forced), *between, *free)


def _forced(item: Common) -> Sentence:
    """Say that one option is left, and by what; no solution had a choice there."""
    leaves = {
        "case": "the only option in the case",
        "deal": "the only option with which a deal is possible",
    }
    told = leaves.get(item.only, f"the only option that the recorded {item.only} leave")
    anchor = "red-lines" if "red lines" in item.only else "solutions"
    option = (Part("“"), Part(item.option, "name"), Part("” is "))
    return (*option, Part(told, "number", (anchor,)), Part(" on "), Part(item.title, "name"))


def _named(common: list[Common], count: int) -> Sentence:
    """Say what the solutions name where they had a choice, and on what they differ."""
    who = {1: "the one solution that exists", 2: "both solutions"}
    told = Part(who.get(count, f"all {spelled(count)} solutions"), "number", ("solutions",))
    same = [item for item in common if item.option]
    other = [item.title for item in common if not item.option]
    if not common:
        return ()
    if not same:
        solutions = Part("the solutions", "number", ("solutions",))
        return (solutions, Part(" differ on "), *named(other))
    named_options = [
        (Part("“"), Part(item.option, "name"), Part("” on "), Part(item.title, "name"))
        for item in same
    ]
    differ_on = (Part(", and they differ on "), *named(other)) if other else ()
    verb = Part(" names " if count == 1 else " name ")
    return (told, verb, *joined(named_options), *differ_on)


def _left_out(context: Context, deal: Found) -> Sentence:
    """Say whose answer the solutions do not take into account."""
    absent = deal["assuming"]
    if not absent:
        return ()
    be = "is" if len(absent) == 1 else "are"
    who = named(context.parties(absent))
    if len(absent) > NAMED:
        who = (Part(whole(len(absent)), "number", ("deal",)), Part(" parties of the rule"))
    return (
        Part("; "),
        *who,
        Part(f", whose preferences are not recorded, {be} left out of the solutions"),
    )


def _basis(context: Context, deal: Found) -> Sentence:
    """Name the no-deal values and the red lines in force, party by party."""
    worths = {
        party: points(reach["no_deal"])
        for party, reach in deal["parties"].items()
        if reach["role"] is not None and reach["no_deal"] is not None
    }
    if len(worths) > 1 and len(set(worths.values())) == 1:
        text = f"{next(iter(worths.values()))} of 100"
        number = Part(text, "number", context.register.judged(*worths))
        worth: Sentence = (Part("a no-deal value of "), number, Part(" for each"))
    else:
        each = [
            (Part(context.party(party), "name"), Part(" "), _number(context, party, text))
            for party, text in list(worths.items())[:NAMED]
        ]
        more = ", and others in the table below" if len(worths) > NAMED else ""
        worth = (
            Part("the no-deal values (of "),
            Part("100", "number", ("deal",)),
            Part(": "),
            *joined(each),
            Part(f"{more})"),
        )
    return (*worth, *_lines(context))


def _lines(context: Context) -> Sentence:
    owners = [party for party, _ in in_force(context)]
    drawn = list(dict.fromkeys(owners))
    if not drawn:
        return (Part(", with no red line in force"),)
    each = [
        (
            Part(counted(owners.count(party), "red line"), "number", ("red-lines",)),
            Part(" of "),
            Part(context.party(party), "name"),
        )
        for party in drawn[:NAMED]
    ]
    more = (Part(" and others"),) if len(drawn) > NAMED else ()
    return (Part(" and on "), *joined(each), *more)


def _accepts_none(reach: Found) -> bool:
    if reach["acceptable_packages"] is not None:
        return bool(reach["acceptable_packages"] == 0)
    best, no_deal = reach["best"], reach["no_deal"]
    return best is not None and no_deal is not None and best < no_deal - 1e-9


def _alone(context: Context, rule: Mapping[str, Found]) -> Sentence:
    """Say how many packages each party would accept if it were asked alone."""
    fewest = sorted(rule, key=lambda party: rule[party]["acceptable_packages"])[:NAMED]
    told = [
        (
            Part(context.party(party), "name"),
            Part(f" {verb('accepts', plural=context.case.parties[party].plural)} "),
            _number(context, party, whole(rule[party]["acceptable_packages"])),
        )
        for party in rule
        if party in fewest
    ]
    fewer = "" if len(told) == len(rule) else " (the parties with the fewest)"
    last = f" of the packages{fewer}; the answer holds while these judgements stand."
    return (Part("Taken alone, "), *joined(told), Part(last))


def _conditions(context: Context, rule: Mapping[str, Found]) -> Sentence:
    """Name the no-deal value and the number of red lines of each party."""
    lines = [party for party, _ in in_force(context)]
    judged = [party for party, reach in rule.items() if reach["no_deal"] is not None]
    told = []
    for party in judged[:NAMED]:
        own = lines.count(party)
        number = _number(context, party, points(rule[party]["no_deal"]))
        drawn = Part(counted(own, "red line"), "number", ("red-lines",)) if own else None
        limits = (Part(", "), drawn) if drawn else (Part(", no red line"),)
        told.append((Part(context.party(party), "name"), Part(" ("), number, *limits, Part(")")))
    more = ", and others in the table below" if len(told) < len(judged) else ""
    start = "It depends on the no-deal value of each and on the red lines: "
    return (Part(start), *joined(told), Part(f"{more}."))


def _number(context: Context, party: str, text: str) -> Part:
    return Part(text, "number", context.register.judged(party) or ("structure",))
