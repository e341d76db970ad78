"""Boolean expressions over options: what statements, feasibility and transitions are written in.

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
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


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


def evaluate(expression: Expression, codes: Codes) -> Bools:
    """Say where an expression holds.

    Args:
        expression: over options by index.
        codes: shape (n,), states as sums of 2^i over the options i that are taken.

    Returns:
        shape (n,), True where it holds.
    """
    match expression:
        case Literal(option, wanted):
            taken: Bools = ((codes >> option) & 1).astype(bool)
            return taken if wanted else ~taken
        case Constant(value):
            return np.full(codes.shape, value)
        case Not(part):
            return ~evaluate(part, codes)
        case And(parts):
            found = np.ones(codes.shape, dtype=bool)
            for part in parts:
                found &= evaluate(part, codes)
            return found
        case Or(parts):
            found = np.zeros(codes.shape, dtype=bool)
            for part in parts:
                found |= evaluate(part, codes)
            return found
        case If(when, then):
            return ~evaluate(when, codes) | evaluate(then, codes)
        case Iff(left, right):
            return ~(evaluate(left, codes) ^ evaluate(right, codes))


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


def pattern(text: str) -> And:
    """Return the expression of a Y/N pattern, first option first: ``Y-N`` is 0 and not 2.

    Raises:
        InvalidInput: a letter is none of ``Y``, ``N`` and ``-``.
    """
    if wrong := sorted(set(text) - set("YN-")):
        raise InvalidInput(f"a pattern has the letters Y, N and - only, not {wrong[0]!r}")
    return And(
        tuple(Literal(place, letter == "Y") for place, letter in enumerate(text) if letter != "-")
    )


_TOKEN = re.compile(r"\s*(<->|->|[()!&|]|[A-Za-z][A-Za-z0-9_.-]*)")
_SIGNS = {"!": "not", "&": "and", "|": "or", "->": "->", "<->": "iff"}
_WORDS = {"not", "and", "or", "if", "then", "iff", "true", "false"}


def parse(text: str, options: Mapping[str, int]) -> Expression:
    """Read an expression.

    Args:
        text: the expression, in the grammar above.
        options: index of each option by id.

    Raises:
        InvalidInput: the text is no expression, or names an option that is not known; the message
            says at which character.
    """
    return _Parser(text, options).whole()


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str, options: Mapping[str, int]) -> None:
        self.options = options
        self.tokens = [*_tokens(text), ("", len(text) + 1)]
        self.next = 0

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

    def error(self, message: str) -> InvalidInput:
        return InvalidInput(f"character {self.tokens[self.next][1]}: {message}")

    def implication(self) -> Expression:
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
        left = self.disjunction()
        while self.take("iff"):
            left = Iff(left, self.disjunction())
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
        part = self.negation()
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
        if not word or not word[0].isalpha() or word in _WORDS:
            raise self.error("an option is expected here")
        if word not in self.options:
            raise self.error(f"there is no option {word!r}{_suggest(word, self.options)}")
        self.next += 1
        return Literal(self.options[word])


def _suggest(word: str, options: Mapping[str, int]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, options, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _tokens(text: str) -> list[tuple[str, int]]:
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise InvalidInput(f"character {place + 1}: this is no option and no sign")
        found.append((_SIGNS.get(match[1], match[1]), match.start(1) + 1))
        place = match.end()
    return found
