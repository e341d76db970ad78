"""Every expression of the moves can be read, and names options that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from detente.case.finding import Finding
from detente.case.moves import Moves
from detente.case.yaml_core import Path, shown
from detente.expressions import ExpressionError, parse

GRAMMAR = "write options with not, and, or, if … then, iff and brackets"


def check_expressions(moves: Moves) -> Iterator[Finding]:
    """Yield what cannot be read in expressions over options."""
    for path, text in _expressions(moves):
        yield from check_expression(moves, text, ("moves", *path))


def check_expression(
    moves: Moves, text: str, path: Path, *, also: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield what cannot be read in one expression.

    Args:
        moves: whose options it may name; in a graph, the id of a state.
        text: the expression.
        path: where it stands.
        also: other words that may have been meant in its place.
    """
    if not moves.options:
        if text not in moves.states:
            yield _unknown(text, "state", list(moves.states), path)
        return
    options = {option: bit for bit, option in enumerate(moves.option_ids)}
    known = [*options, *also]
    while True:
        try:
            parse(text, options)
        except ExpressionError as error:
            if error.word:
                yield _unknown(error.word, "option", known, path, error.place)
                options[error.word] = len(options)  # so that what follows is read as well
                continue
            message = f"this is no expression: character {error.place}: {_said(error)}"
            yield Finding("bad-expression", message, path, GRAMMAR)
        return


def _said(error: ExpressionError) -> str:
    """Return what is wrong, without words of the text, which may be a quotation."""
    return "a word is not expected here" if error.reason.startswith("'") else error.reason


def _unknown(word: str, what: str, known: list[str], path: Path, place: int = 0) -> Finding:
    where = f" (character {place})" if place > 1 else ""
    message = f"there is no {what} {shown(word, otherwise='of this id')}{where}"
    close = get_close_matches(word.lower(), known, n=1)
    hint = f"did you mean {shown(close[0])}?" if close else "known are " + ", ".join(known[:12])
    return Finding("unknown-id", message, path, hint, word=word)


def _expressions(moves: Moves) -> Iterator[tuple[Path, str]]:
    """Yield every expression with its path; those of a graph name one state each."""
    if moves.options:
        yield from _over_options(moves)
    for party, preferences in moves.preferences.items():
        for index, addition in enumerate(preferences.add):
            yield ("preferences", party, "add", index, "when"), addition.when


def _over_options(moves: Moves) -> Iterator[tuple[Path, str]]:
    for index, rule in enumerate(moves.infeasible):
        for key, text in (("never", rule.never), ("if", rule.when), ("then", rule.then)):
            if text is not None:
                yield ("infeasible", index, key), text
    for index, transition in enumerate(moves.transitions):
        yield ("transitions", index, "never", "from"), transition.never.source
        yield ("transitions", index, "never", "to"), transition.never.target
    for index, coalesced in enumerate(moves.coalesce):
        yield ("coalesce", index, "when"), coalesced.when
    for name, state in moves.states.items():
        if state.when is not None:
            yield ("states", name, "when"), state.when
    for party, preferences in moves.preferences.items():
        for index, statement in enumerate(preferences.statements or ()):
            yield ("preferences", party, "statements", index, "statement"), statement.statement
