"""What a case's commitment says, in words: verdicts, what would turn them, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.stability.commitment.records import Inequality, Lever, tell
from detente.stability.of_case.commitment_records import CaseCommitment, CaseInequality
from detente.words import listed

CAUTION = (
    "An inequality that holds is no promise kept, and one that fails is no war: each says what "
    "follows for two sides that weigh gain and loss as its model does, on the judged numbers."
)
INDEPENDENT = (
    "A share of the draws is a statement about the analyst's ranges, not about the world; the "
    "numbers are drawn independently of one another."
)


TOPICS = {
    "range": "share for both",
    "offer": "best demand",
    "first strike": "first strike",
    "shift": "rise of power",
    "battlefield": "fighting to the finish",
}
"""What an inequality is about, by the first part of its name."""
DESTROYED = ", destroyed"
"""Ends the name of the second model of one question: what fighting destroys instead of costs."""


def tell_headline(answer: CaseCommitment) -> Iterator[str]:
    """Yield which of the inequalities hold, by their numbers, and which of them ask the same."""
    found = answer.inequalities
    if not found:
        return
    where = "" if all(each.share is None for each in found) else ", at mid-points"
    told = [
        f"{_verb(verb, numbers)} {_by_topic(found, numbers)}"
        for verb, numbers in (("hold", _which(found, True)), ("fail", _which(found, False)))
        if numbers
    ]
    yield f"On these judgements{where}, {', and '.join(told)}."
    yield from _tell_ranging(found)
    yield from _tell_same(found)


def _which(found: Sequence[CaseInequality], holds: bool) -> list[int]:
    return [n for n, each in enumerate(found, start=1) if each.middle.holds == holds]


def _verb(verb: str, numbers: Sequence[int]) -> str:
    return f"this {verb}s:" if len(numbers) == 1 else f"these {verb}:"


def _by_topic(found: Sequence[CaseInequality], numbers: Sequence[int]) -> str:
    """Return ``share for both (1), first strike (4 and 5)``."""
    topics: dict[str, list[int]] = {}
    for number in numbers:
        topics.setdefault(_topic(found[number - 1]), []).append(number)
    return ", ".join(f"{topic} ({_numbers(of)})" for topic, of in topics.items())


def _numbers(of: Sequence[int]) -> str:
    return listed([str(number) for number in of])


def _tell_ranging(found: Sequence[CaseInequality]) -> Iterator[str]:
    """Yield for which values in the ranges each holds, where it has any."""
    kinds: dict[str, list[int]] = {"every value": [], "some values": [], "no value": []}
    for number, each in enumerate(found, start=1):
        if tell_ranges(each):
            kinds[tell_ranges(each)].append(number)
    told = [
        f"{_numbers(numbers)} {'holds' if len(numbers) == 1 else 'hold'} for {which}"
        for which, numbers in kinds.items()
        if numbers
    ]
    if told:
        yield f"Over the ranges {'; '.join(told)}."


def _tell_same(found: Sequence[CaseInequality]) -> Iterator[str]:
    """Yield which inequalities ask the same of either side, and which are models of one question.

    Without it, how many hold could be read as a score.
    """
    mirrors: dict[str, list[int]] = {}
    models: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, each in enumerate(found, start=1):
        mirrors.setdefault(each.middle.name, []).append(number)
        models.setdefault((_topic(each), each.about), []).append(number)
    told = [
        f"{_paired(groups)} {what}"
        for groups, what in (
            ([each for each in mirrors.values() if len(each) > 1], "ask the same of either side"),
            ([each for each in models.values() if len(each) > 1], "are two models of one question"),
        )
        if groups
    ]
    if told:
        yield f"How many hold is no score: {'; '.join(told)}."


def _topic(each: CaseInequality) -> str:
    return TOPICS[each.middle.name.removesuffix(DESTROYED)]


def _paired(groups: Sequence[Sequence[int]]) -> str:
    return listed([" with ".join(map(str, group)) for group in groups])


def tell_verdict(inequality: Inequality) -> str:
    """Return ``holds, 0.2 to spare`` or ``fails, 0.1 is missing``."""
    margin = tell(abs(inequality.margin))
    if inequality.holds:
        return "holds, with nothing to spare" if margin == "0" else f"holds, {margin} to spare"
    return "fails, by next to nothing" if margin == "0" else f"fails, {margin} is missing"


def tell_ranges(each: CaseInequality) -> str:
    """Return for which values in the ranges it holds; empty where all numbers are exact."""
    if each.worst.numbers == each.best.numbers:
        return ""
    if each.every:
        return "every value"
    return "some values" if each.some else "no value"


def tell_turn(each: CaseInequality) -> str:
    """Return the words before what turns the inequality at mid-points; empty if nothing does."""
    if not each.middle.levers:
        return ""
    turns = "fail" if each.middle.holds else "hold"
    return f"The inequality would {turns} with {_any(each.middle.levers)}:"


def tell_demand(asked: float, accepted: float) -> str:
    """Return ``asked for 0.675, surely accepted 0.55``, both in shares of the first side."""
    return f"asked for {tell(asked)}, surely accepted {tell(accepted)}"


def tell_kind(lever: Lever) -> str:
    """Return what a change is called: a step by its kind, a number as one judged otherwise."""
    return "if judged otherwise" if lever.kind == "another judgement" else lever.kind


def tell_surely(each: CaseInequality) -> str:
    """Return the words before what makes it hold for every value; empty if nothing is needed."""
    levers = sure_levers(each)
    return f"It would hold for every value in the ranges with {_any(levers)}:" if levers else ""


def _any(levers: tuple[Lever, ...]) -> str:
    return "this" if len(levers) == 1 else "any one of these"


def sure_levers(each: CaseInequality) -> tuple[Lever, ...]:
    """Return what would make it hold for every value in the ranges; empty where it does already."""
    if each.every or each.worst.numbers == each.middle.numbers:
        return ()
    return tuple(lever for lever in each.worst.levers if lever.everywhere)


def tell_missing(answer: CaseCommitment, addresses: tuple[str, ...]) -> str:
    """Return addresses as the case writes their keys, with names of the sides."""
    told = []
    for address in addresses:
        side, _, rest = address.partition(".commitment.")
        if rest:
            told.append(f"{rest} of {answer.numbers.name(side)}")
        else:
            told.append(address.removeprefix("commitment."))
    return ", ".join(told)


def tell_shares(answer: CaseCommitment) -> Iterator[str]:
    """Yield what patience gives the first side, in sentences; nothing where it is not judged."""
    shares = answer.shares
    if shares is None:
        return
    one, two = (answer.numbers.name(side) for side in answer.numbers.sides)
    middle = shares.middle
    yield (
        f"If offers alternate, one a period, {one} gets {tell(middle.first)} where it offers first "
        f"and {tell(middle.second)} where {two} does; {tell(middle.short)} as the time between "
        "offers goes to nothing."
    )
    if shares.low != shares.high and (shares.low, shares.high) != (middle.second, middle.first):
        yield f"Over the ranges it is from {tell(shares.low)} to {tell(shares.high)}."
    outside = shares.outside
    if outside is not None:
        w_one, w_two = (tell(w) for w in outside.outside)
        have = f"What each expects from fighting ({one} {w_one}, {two} {w_two})"
        if not outside.bound_by:
            yield f"{have} is no more than waiting gives it, and changes nothing."
        else:
            yield (
                f"{have} moves it: {tell(outside.first)} where {one} offers first and "
                f"{tell(outside.second)} where {two} does."
            )


def tell_battlefield(answer: CaseCommitment) -> Iterator[str]:
    """Yield the deal where the front stands, and how far the front may move before it is left."""
    field = answer.battlefield
    if field is None:
        return
    one, two = (answer.numbers.name(side) for side in answer.numbers.sides)
    first, second = (tell(deal) for deal in field.deals)
    yield (
        f"Where the front stands, at position {field.position} of {field.positions}, offers "
        f"between battles end at {first} for {one} if {one} makes one and at {second} if {two} "
        "does."
    )
    low, high = field.outlasts
    moves = f"positions {low} to {high}" if low < high else f"position {low}"
    yield (
        f"Both shares would still be in the range at {moves}; with the front beyond, one side "
        "would rather fight on than keep them."
    )
