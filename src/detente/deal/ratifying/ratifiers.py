"""Who else must say yes, and what was found out about them, by index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.deal import checks
from detente.deal.patterns import Pattern, PatternLike, make_pattern, tell
from detente.deal.problem import Problem, check_problem
from detente.errors import InvalidInput

WHOLE = 100.0


@dataclass(frozen=True)
class Poll:
    """What people said about some terms, or about a whole plan.

    Attributes:
        title: what was asked, in short.
        terms: what was asked about, as a pattern by index; a plan is the pattern of all its terms.
        accept: per cent that would at least tolerate it (Irwin's grades essential, desirable,
            acceptable and tolerable together).
        unacceptable: per cent to whom it is unacceptable. The rest up to 100 did not say.
        n: how many people answered; None where that is not known.
    """

    title: str
    terms: PatternLike | Pattern
    accept: float
    unacceptable: float
    n: int | None = None


@dataclass(frozen=True)
class Ratifier:
    """Somebody who must say yes away from the table: a leader, a public, a parliament, an ally.

    Attributes:
        name: unique among ratifiers.
        needs: per cent that must at least tolerate a package, above 0 and at most 100.
        red_lines: what it refuses at any price, as patterns by index.
        polls: what was found out about what its people accept. A ratifier without polls is known
            by its red lines alone, and is taken to say yes to all that breaches none.
        silent: whether nothing is taken of it where it has no polls: what breaches no red line is
            open.
    """

    name: str
    needs: float = 50.0
    red_lines: Sequence[PatternLike | Pattern] = ()
    polls: Sequence[Poll] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A poll in normal form."""

    title: str
    pattern: Pattern
    accept: float
    unacceptable: float
    n: int | None


@dataclass(frozen=True, slots=True)
class Voter:
    """A ratifier in normal form, against the options of a problem."""

    name: str
    needs: float
    lines: tuple[Pattern, ...]
    polls: tuple[Asked, ...]
    silent: bool = False


def read_ratifiers(problem: Problem, ratifiers: Sequence[Ratifier]) -> tuple[Voter, ...]:
    """Check ratifiers against a problem and put them into normal form.

    Raises:
        InvalidInput: a name given twice, a share or a number out of range, an index that the
            problem does not have.
    """
    check_problem(problem)
    voters = tuple(_voter(problem, each) for each in checks.listed(ratifiers, "ratifiers"))
    if len({voter.name for voter in voters}) != len(voters):
        raise InvalidInput("two ratifiers have the same name")
    return voters


def _voter(problem: Problem, given: object) -> Voter:
    if not isinstance(given, Ratifier):
        raise InvalidInput("a ratifier must be a detente.deal.Ratifier")
    name = _text(given.name, "the name of a ratifier")
    needs = checks.real(given.needs, f"needs of {name!r}")
    if not 0 < needs <= WHOLE:
        raise InvalidInput(f"needs of {name!r} must be above 0 and at most 100, in per cent")
    lines = checks.listed(given.red_lines, f"red_lines of {name!r}")
    what = f"red line {{}} of {name!r}"
    return Voter(
        name,
        needs,
        tuple(make_pattern(p, problem.sizes, what=what.format(n)) for n, p in enumerate(lines, 1)),
        tuple(_asked(problem, p, name) for p in checks.listed(given.polls, f"polls of {name!r}")),
        silent=checks.flag(given.silent, f"silent of {name!r}"),
    )


def _asked(problem: Problem, given: object, name: str) -> Asked:
    if not isinstance(given, Poll):
        raise InvalidInput(f"a poll of {name!r} must be a detente.deal.Poll")
    title = _text(given.title, f"the title of a poll of {name!r}")
    what = f"a poll of {name!r}"
    accept = checks.real(given.accept, f"accept in {what}")
    unacceptable = checks.real(given.unacceptable, f"unacceptable in {what}")
    if min(accept, unacceptable) < 0 or accept + unacceptable > WHOLE + 1e-6:
        raise InvalidInput(
            f"{what} must have shares from 0 to 100 per cent that add up to 100 at most"
        )
    n = None if given.n is None else checks.whole(given.n, f"n of {what}", least=1)
    pattern = make_pattern(given.terms, problem.sizes, what=what)
    return Asked(title, pattern, accept, unacceptable, n)


def _text(given: object, what: str) -> str:
    if not isinstance(given, str) or not given:
        raise InvalidInput(f"{what} must be text, and not empty; {tell(given)} is given")
    return given
