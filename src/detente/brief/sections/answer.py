"""The answer in three sentences, composed from the results and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.brief.context import Context
from detente.brief.ranges import ranges_taken
from detente.brief.red_lines import in_force
from detente.brief.second_sentence import NAMED, tell_dependence
from detente.brief.sections import ORDER, forecast, missing
from detente.brief.sections.deal import grounds
from detente.brief.sections.holding import tell_holding
from detente.brief.settling_lead import tell_pointer
from detente.brief.third_sentence import tell_nearest
from detente.brief.wording import Part, Sentence, joined, named
from detente.brief.wording import day as in_words
from detente.grammar import verb
from detente.words import counted, listed, spelled, whole

TITLE = "The answer in three sentences"

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """Three sentences, and below them pointers: to whether it holds, to what models of where
    talks settle name, and to what is missing."""

    sentences: tuple[Sentence, ...]
    missing: Sentence
    holding: Sentence = ()
    settling: Sentence = ()


def view(context: Context) -> View:
    """Return whether there is a deal, what that depends on, and what is nearest or moved last."""
    deal = context.answers.deal
    gaps, holds, settles = _missing(context), _holding(context), _settling(context)
    nearest = tell_nearest(context)
    if not deal:
        why = Part(f"Whether there is a deal cannot be said: {context.answers.why_no_deal}.")
        return View(((why,), _needed(context), nearest), gaps, holds, settles)
    told = (_existence(context, deal), tell_dependence(context, deal), nearest)
    return View(told, gaps, holds, settles)


def _holding(context: Context) -> Sentence:
    """Say in one line whether what is signed holds, with a link; empty where that is not asked."""
    told = tell_holding(context)
    if not told:
        return ()
    there = Part(f"section {ORDER.index('holding') + 1}", "number", ("holding",))
    return (Part("Will it hold? "), *told, Part("; see "), there, Part("."))


def _settling(context: Context) -> Sentence:
    """Say in one line that models were asked, how far off they were, with a link; else empty."""
    settling = context.answers.settling
    if settling is None:
        return ()
    there = Part(f"section {ORDER.index('forecast') + 1}", "number", ("forecast",))
    return (Part(f"{forecast.TITLE} "), *tell_pointer(settling), Part("; see "), there, Part("."))


def _missing(context: Context) -> Sentence:
    """Count what is missing in one line, with a link to the section that has it."""
    gaps = missing.view(context).gaps
    there = Part(f"section {ORDER.index('missing') + 1}", "number", ("missing",))
    if not gaps:
        return (Part("What is missing: nothing that detente looks for; see "), there, Part("."))
    told: list[Sentence] = [(Part(gap.count, "number", ("missing",)),) for gap in gaps]
    return (Part("What is missing: "), *joined(told), Part("; see "), there, Part("."))


def _existence(context: Context, deal: Found) -> Sentence:
    taken = ranges_taken(context)
    start = (
        Part("On the judgement given", refs=context.register.judged(*deal["parties"])),
        Part(f", with {taken} and with " if taken else ", with "),
        *_red_lines(context),
    )
    rule = _rule(context)
    if deal["exists"] is None:
        waiting = named(context.parties(deal["assuming"]))
        depends = Part("whether a deal is possible depends on parties not judged: ")
        return (*start, depends, *waiting, *_counts(context, deal), *rule, Part("."))
    possible = deal["exists"]
    verdict = (
        "a deal is possible: packages exist"
        if possible
        else "no deal is possible: no package exists"
    )
    return (
        *start,
        Part(f"{verdict} that all whose acceptance is needed would accept"),
        *_counts(context, deal),
        *rule,
        Part("."),
    )


def _red_lines(context: Context) -> Sentence:
    """Count the red lines in force, doubtful ones apart, and those that are left out."""
    counting = [line for _, line in in_force(context)]
    certain = sum(line.certain for line in counting)
    doubtful = [line.probability for line in counting if not line.certain]
    left_out = [
        line.probability
        for preferences in context.case.preferences.values()
        for line in preferences.red_lines
        if line.in_force(context.day) and not line.counts
    ]
    told: list[str] = [counted(certain, "red line")] if certain else []
    told += [_doubtful(doubtful, after=bool(told))] if doubtful else []
    start = _traced(" and ".join(told) or "no red line")
    force = Part(f" in force on {in_words(context.day)}")
    if not left_out:
        return (*start, force, Part(", "))
    without = _traced(_doubtful(left_out, after=bool(told)))
    return (*start, force, Part(" and "), *without, Part(" left out, "))


def _traced(text: str) -> Sentence:
    return (Part(text, "number", ("red-lines",)),)


def _doubtful(probabilities: Sequence[float], *, after: bool) -> str:
    """Return ``1 doubtful red line (probability 0.7)``; ``one`` after other red lines."""
    known = sorted(set(probabilities))
    word = "probability" if len(known) == 1 else "probabilities"
    told = listed([f"{p:g}" for p in known])
    if len(known) > NAMED:
        told = f"{known[0]:g} to {known[-1]:g}"
    noun = "doubtful one" if after else "doubtful red line"
    return f"{counted(len(probabilities), noun)} ({word} {told})"


def _rule(context: Context) -> Sentence:
    """Say in half a sentence who must accept."""
    rule = context.case.acceptance
    if rule is None:
        return ()
    if len(rule.named) > NAMED + 2:
        number = Part(counted(len(rule.named), "party", "parties"), "number", ("deal",))
        return (Part("; the rule on who must accept names "), number)
    told: list[Sentence] = [(Part(name, "name"),) for name in context.parties(rule.all_of)]
    least = rule.and_at_least or 0
    if rule.among and least == len(rule.among):
        told += [(Part(name, "name"),) for name in context.parties(rule.among)]
    elif rule.among and least:
        some = "one of " if least == 1 else f"at least {spelled(least)} of "
        told.append(
            (Part(some), *named(context.parties(rule.among), "or" if least == 1 else "and"))
        )
    return (Part("; "), *joined(told), Part(" must accept")) if told else ()


def _counts(context: Context, deal: Found) -> Sentence:
    if not deal["acceptable"] or deal["possible"] is None:
        return ()
    accepted = Part(whole(deal["acceptable"]), "number", grounds(context))
    if not deal["assuming"]:
        return (Part(" ("), accepted, *_of_all(deal), Part(")"))
    several = len(deal["assuming"]) > 1
    plural = several or context.case.parties[deal["assuming"][0]].plural
    who = _unjudged(context, deal)
    certain = Part(whole(deal["certain"]), "number", grounds(context))
    whatever = (Part(", whatever "), *who, Part(f" {verb('answers', plural=plural)}"))
    whom = (Part("all of these"),) if several else who
    accepts = (Part(" if "), *whom, Part(f" {verb('accepts', plural=plural)})"))
    return (Part(" ("), certain, *_of_all(deal), *whatever, Part("; "), accepted, *accepts)


def _of_all(deal: Found) -> Sentence:
    """Say of how many packages, and how many of these satisfy the constraints if not all do."""
    total = Part(whole(deal["packages"]), "number", ("structure",))
    if deal["possible"] == deal["packages"]:
        return (Part(" of "), total, Part(" packages"))
    possible = Part(whole(deal["possible"]), "number", ("structure",))
    some = (Part(", of which "), possible, Part(" satisfy the constraints"))
    return (Part(" of "), total, Part(" packages"), *some)


def _unjudged(context: Context, deal: Found) -> Sentence:
    if len(deal["assuming"]) <= NAMED:
        return named(context.parties(deal["assuming"]))
    number = Part(whole(len(deal["assuming"])), "number", ("deal",))
    return (number, Part(" parties not judged"))


def _needed(context: Context) -> Sentence:
    """Say what an answer would need."""
    missing = [p for p in context.case.parties if p not in context.case.preferences]
    needs: list[Sentence] = []
    if context.case.acceptance is None:
        needs.append((Part("who must accept"),))
    if missing:
        whose = named(context.parties(missing)) if len(missing) <= NAMED else (Part("the parties"),)
        needs.append((Part("a judgement of the preferences of "), *whose))
    if not needs:
        return (Part("What an answer would depend on cannot be said either."),)
    return (Part("An answer needs "), *joined(needs), Part("."))
