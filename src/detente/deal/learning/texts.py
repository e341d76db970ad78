"""What a text says: fixed terms, alternatives in brackets, silence, and wording of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.deal.patterns import Pattern
from detente.errors import InvalidInput

Terms = tuple[int, ...]
Holds = Literal["surely", "perhaps", "never"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text, issue by issue.

    Attributes:
        terms: for each issue the options that it may come to: one where the term is fixed, several
            where alternatives stand in brackets, none where the text is silent; None where it says
            something that none of the options describes.
    """

    terms: tuple[Terms | None, ...]

    def fixed(self, issue: int) -> int | None:
        """Return the option of a fixed term; None where the term is not fixed."""
        options = self.terms[issue]
        return options[0] if options is not None and len(options) == 1 else None

    def holds(self, pattern: Pattern) -> Holds:
        """Say whether a pattern holds, whatever becomes of what is not fixed."""
        found = {self._meets(issue, options) for issue, options in pattern.terms}
        if "never" in found:
            return "never"
        return "perhaps" if "perhaps" in found else "surely"

    def alike(self, other: Text, issue: int) -> bool:
        """Say whether another text has the same term, or leaves open the same options."""
        return self.terms[issue] is not None and self.terms[issue] == other.terms[issue]

    def open_alike(self, other: Text, pattern: Pattern) -> bool:
        """Say whether a pattern hangs on the same open terms here as in another text."""
        mine, its = self._hanging(pattern), other._hanging(pattern)
        same = self.holds(pattern) == other.holds(pattern) == "perhaps" and mine == its
        return same and all(self.alike(other, issue) for issue in mine)

    def _hanging(self, pattern: Pattern) -> list[int]:
        """Return the issues of a pattern whose terms the text neither meets nor rules out."""
        return [
            issue for issue, options in pattern.terms if self._meets(issue, options) == "perhaps"
        ]

    def _meets(self, issue: int, options: Terms) -> Holds:
        mine = self.terms[issue]
        if mine is None:
            return "never"
        met = [option in options for option in mine]
        if met and all(met):
            return "surely"
        return "perhaps" if any(met) or not mine else "never"


def make_text(terms: Mapping[int, int | Collection[int] | None], sizes: Sequence[int]) -> Text:
    """Return a text from the terms that it has.

    Args:
        terms: option, or options in brackets, by issue; None or an empty collection where the text
            says something that no option describes. Issues left out are open.
        sizes: number of options of each issue.

    Raises:
        InvalidInput: an issue or an option is out of range.
    """
    found: list[Terms | None] = [()] * len(sizes)
    for issue, given in terms.items():
        if not 0 <= issue < len(sizes):
            raise InvalidInput(f"a text names issue {issue}; there are {len(sizes)}, from 0")
        listed = [given] if isinstance(given, int) else sorted(set(given or ()))
        if not all(0 <= option < sizes[issue] for option in listed):
            raise InvalidInput(f"a text names an option that issue {issue} does not have")
        found[issue] = tuple(listed) if listed else None
    return Text(tuple(found))


def text_of_package(package: Sequence[int]) -> Text:
    """Return a complete package as a text with every term fixed."""
    return Text(tuple((option,) for option in package))
