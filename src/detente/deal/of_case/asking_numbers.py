"""What the numbers of a case are called in "whether … is above c"."""

from __future__ import annotations

from detente.case.condition import Condition
from detente.case.records import Case, Terms
from detente.deal.asking.questions import Question
from detente.deal.asking.words import NumberWords
from detente.deal.belief.belief import Number
from detente.deal.of_case.belief import CaseBelief
from detente.deal.whynot.words import Phrase, Piece, joined
from detente.grammar import object_, possessive, subject

OF_NO_DEAL = {
    "drift": ("by how many points no agreement moves for {it} in 30 days: more than ", "?"),
    "discount": ("what share of its worth no agreement keeps over 30 days: more than ", "?"),
    "no_deal": ("what no agreement is worth to {it}: more than ", " of 100?"),
}
LEVELS = {
    "peak": "which level suits {it} best",
    "zero_below": "below which level nothing is left for {it}",
    "zero_above": "above which level nothing is left for {it}",
    "zero_at": "at which level nothing is left for {it}",
}


def words_of_numbers(believed: CaseBelief) -> NumberWords:
    """Return a function that puts a question about a number into words, after "Ask … ".

    Args:
        believed: the case with its ranges.
    """

    def of_number(question: Question, cut: Phrase) -> Phrase:
        number = believed.belief.numbers[question.number or 0]
        place = believed.addresses[question.number or 0].split(".")
        before, after = _of_number(believed, number, place)
        return (*before, *cut, Piece(after))

    return of_number


def _of_number(believed: CaseBelief, number: Number, place: list[str]) -> tuple[Phrase, str]:
    """Return the words before and after the cut, by the parts of the number's address."""
    case = believed.case
    plural = case.parties[place[0]].plural
    it = object_(plural=plural)
    if number.kind in OF_NO_DEAL:
        before, after = OF_NO_DEAL[number.kind]
        return (Piece(before.format(it=it)),), after
    if number.kind == "weight":
        issue = quoted(case.issues[place[2]].title)
        return (Piece("how much "), *issue, Piece(f" matters to {it}: more than ")), " of 100?"
    if number.kind in ("value", "score"):
        return _of_value(case, place, of_100=number.kind == "value")
    preferences = case.preferences[place[0]]
    index = int(place[2]) - 1
    if number.kind == "red_line":
        terms = pattern_words(case, preferences.red_lines[index].terms)
        start = f"whether {subject(plural=plural)} would refuse at any price: "
        return (Piece(start), *terms), ""
    if number.kind == "add":
        terms = pattern_words(case, preferences.linkages[index].when)
        added = Piece(f" would add for {it}: more than ")
        return (Piece("how many points the combination "), *terms, added), "?"
    shock = None if preferences.no_deal is None else preferences.no_deal.shocks[index]
    title = quoted("" if shock is None else shock.title)
    adds = Piece(f" adds to what no agreement is worth to {it}: more than ")
    return (Piece("how many points "), *title, adds), "?"


def _of_value(case: Case, place: list[str], *, of_100: bool) -> tuple[Phrase, str]:
    issue_id, key = place[2], place[3]
    plural = case.parties[place[0]].plural
    it = object_(plural=plural)
    issue = case.issues[issue_id]
    if key in LEVELS and key not in issue.option_ids:
        before = (
            Piece("on "),
            *quoted(issue.title),
            Piece(f", {LEVELS[key].format(it=it)}: more than "),
        )
        return before, "?"
    label = quoted(issue.label(key) if key in issue.option_ids else key)
    before = (Piece("what "), *label, Piece(" on "), *quoted(issue.title))
    after = f", where {possessive(plural=plural)} best there is 100?" if of_100 else " points?"
    return (*before, Piece(f" is worth to {it}: more than ")), after


def quoted(name: str) -> Phrase:
    """Return a name of the case between quotation marks."""
    return (Piece("“"), Piece(name, "name"), Piece("”"))


def pattern_words(case: Case, terms: Terms) -> Phrase:
    """Return a combination in words: ``Forces: “600” or “800”, with Monitors: “none”``.

    Args:
        case: the case.
        terms: conditions by issue id.
    """
    parts = [_condition(case, issue, condition) for issue, condition in terms.items()]
    return joined(parts, last=" with ", between=" with ")


def _condition(case: Case, issue_id: str, condition: Condition) -> Phrase:
    issue = case.issues[issue_id]
    options = [quoted(issue.label(option)) for option in condition.of(issue)]
    return (Piece(issue.title, "name"), Piece(": "), *joined(options, last=" or "))
