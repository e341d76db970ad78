"""Boolean expressions over yes/no options: what statements and conditions are written in.

Grammar, weakest binding first; words and signs mean the same::

    if A then B      A -> B      false only where A holds and B does not (material implication)
    B if A                       the same, as GMCR+ writes it
    A iff B          A <-> B     both or neither
    A or B           A | B
    A and B          A & B
    not A            !A
    ( A )            option      true      false

``->`` groups to the right. An option is named by its id; ids have letters, digits, hyphens,
underscores and dots, and start with a letter. (Ω of option prioritising in Fang, Hipel, Kilgour
and Peng 2003; GMCR+ allows ``if`` and ``iff`` between two single options only.)

The grammar stands below the rooms because two of them read it: the case file checks what an analyst
wrote, with its place, and the stability room evaluates it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from detente.errors import InvalidInput

DEEPEST = 60
"""Brackets, implications and negations inside each other at most."""
LONGEST = 2_000
"""Words and signs of an expression at most."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One option: taken if ``wanted``, else not taken.

    Attributes:
        option: index of the option, its bit in a state's code.
    """

    option: int
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Constant:
    """Always true, or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of ``part``."""

    part: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All of ``parts``; true where there are none."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of ``parts``; false where there are none."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class If:
    """``when`` implies ``then``."""

    when: Expression
    then: Expression


@dataclass(frozen=True, slots=True)
class Iff:
    """``left`` and ``right`` are both true or both false."""

    left: Expression
    right: Expression


Expression = Literal | Constant | Not | And | Or | If | Iff


def options_in(expression: Expression) -> frozenset[int]:
    """Return the indices of the options that an expression names."""
    match expression:
        case Literal(option):
            return frozenset({option})
        case Constant():
            return frozenset()
        case Not(part):
            return options_in(part)
        case And(parts) | Or(parts):
            return frozenset().union(*(options_in(part) for part in parts))
        case If(left, right) | Iff(left, right):
            return options_in(left) | options_in(right)


class ExpressionError(InvalidInput):
    """A text that is no expression, or names an option that is not known.

    Attributes:
        place: character at which it goes wrong, from 1.
        reason: what is wrong, without the place.
        word: the word that names no option; empty where something else is wrong.
        meant: the known option nearest to ``word``; empty where none is near.
    """

    def __init__(self, place: int, reason: str, *, word: str = "", meant: str = "") -> None:
        self.place, self.reason, self.word, self.meant = place, reason, word, meant
        hint = f"; did you mean {meant!r}?" if meant else ""
        super().__init__(f"character {place}: {reason}{hint}")


_TOKEN = re.compile(r"\s*(<->|->|[()!&|]|[A-Za-z][A-Za-z0-9_.]*(?:-+[A-Za-z0-9_.]+)*)")
_SIGNS = {"!": "not", "&": "and", "|": "or", "->": "->", "<->": "iff"}
WORDS = frozenset({"not", "and", "or", "if", "then", "iff", "true", "false"})
"""Words of the grammar, which cannot be ids of options."""


def parse(text: str, options: Mapping[str, int]) -> Expression:
    """Read an expression.

    Args:
        text: the expression, in the grammar above.
        options: index of each option by id.

    Raises:
        ExpressionError: the text is no expression, or names an option that is not known; it says at
            which character.
        InvalidInput: it is no text at all.
    """
    if not isinstance(text, str):
        raise InvalidInput(f"an expression is read from a text, not from {text!r}")
    return _Parser(text, options).whole()


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str, options: Mapping[str, int]) -> None:
        self.options = options
        self.tokens = [*_tokens(text), ("", len(text) + 1)]
        self.next = 0
        self.depth = 0

    def whole(self) -> Expression:
        found = self.implication()
        if self.word:
            raise self.error(f"{self.word!r} is not expected here")
        return found

    @property
    def word(self) -> str:
        return self.tokens[self.next][0]

    def take(self, word: str) -> bool:
        if self.word != word:
            return False
        self.next += 1
        return True

    def error(self, reason: str) -> ExpressionError:
        return ExpressionError(self.tokens[self.next][1], reason)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"more than {DEEPEST} brackets or conditions stand inside each other")

    def implication(self) -> Expression:
        self.deeper()
        found = self.conditional()
        self.depth -= 1
        return found

    def conditional(self) -> Expression:
        if self.take("if"):
            when = self.equivalence()
            if not self.take("then"):
                raise self.error("'if' wants a 'then'")
            return If(when, self.implication())
        left = self.equivalence()
        if self.take("->"):
            return If(left, self.implication())
        return If(self.equivalence(), left) if self.take("if") else left

    def equivalence(self) -> Expression:
        left, before = self.disjunction(), self.depth
        while self.take("iff"):
            self.deeper()
            left = Iff(left, self.disjunction())
        self.depth = before
        return left

    def disjunction(self) -> Expression:
        parts = [self.conjunction()]
        while self.take("or"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self) -> Expression:
        parts = [self.negation()]
        while self.take("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Expression:
        if not self.take("not"):
            return self.atom()
        self.deeper()
        part = self.negation()
        self.depth -= 1
        return Literal(part.option, not part.wanted) if isinstance(part, Literal) else Not(part)

    def atom(self) -> Expression:
        word = self.word
        if self.take("("):
            inside = self.implication()
            if not self.take(")"):
                raise self.error("a bracket is not closed")
            return inside
        if word in {"true", "false"}:
            self.next += 1
            return Constant(word == "true")
        if not word or not word[0].isalpha() or word in WORDS:
            raise self.error("an option is expected here")
        if word not in self.options:
            raise self.unknown(word)
        self.next += 1
        return Literal(self.options[word])

    def unknown(self, word: str) -> ExpressionError:
        close = get_close_matches(word, self.options, n=1)
        place = self.tokens[self.next][1]
        meant = close[0] if close else ""
        return ExpressionError(place, f"there is no option {word!r}", word=word, meant=meant)


def _tokens(text: str) -> list[tuple[str, int]]:
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            blank = len(text[place:]) - len(text[place:].lstrip())
            raise ExpressionError(place + blank + 1, "this is no option and no sign")
        found.append((_SIGNS.get(match[1], match[1]), match.start(1) + 1))
        place = match.end()
        if len(found) > LONGEST:
            raise ExpressionError(place, f"more than {LONGEST:,} words and signs are too many")
    return found
