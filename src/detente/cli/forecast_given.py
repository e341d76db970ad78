"""What ``detente forecast`` is asked about: a case folder or a file, as one question an issue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.errors import InvalidInput
from detente.forecast.nearest import find_nearest
from detente.forecast.uncertainty import UncertainSituation

if TYPE_CHECKING:
    from detente.forecast.of_case import CaseSituation, Wording

CASE_FILE = "case.yaml"
_YAML = (".yaml", ".yml")
WHAT = "a case folder, a table (CSV, TSV) or a scenario of KTAB (CSV, XML)"


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """Where one issue will settle.

    Attributes:
        id, title: of the issue; the same for a file.
        uncertain: who stands where, one dimension.
        options: option to its place, 0 to 100, the lowest first; may be empty.
        scale: whether the issue is a scale, in whose values its places are told.
        unit: of these values; may be empty.
        value_at: what a place means as a value; the place itself without a scale.
        error_of: what a distance in points of 100 is in values.
    """

    id: str
    title: str
    uncertain: UncertainSituation
    options: Mapping[str, float]
    scale: bool = False
    unit: str = ""
    value_at: Callable[[float], float] = float
    error_of: Callable[[float], float] = float

    @property
    def actors(self) -> tuple[str, ...]:
        """Who has a part in it, by id."""
        return self.uncertain.middle.actors

    def nearest(self, place: float) -> tuple[str, ...]:
        """Return the option nearest to a place, or all equally near; empty where none is named."""
        return find_nearest(self.options, place)


@dataclass(frozen=True, slots=True)
class Gap:
    """A principal that has no part in some issues.

    Attributes:
        note: what that means, in a sentence.
        issues: where it has none.
    """

    note: str
    issues: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Given:
    """What is asked about.

    Attributes:
        title: one line.
        as_of: None for a file.
        questions: by issue; never empty.
        joint: the issues asked about as dimensions, for models that take several; None where there
            is no such situation.
        trading: all issues of the source, with the actors to whom all of them matter: what can be
            exchanged, whatever is asked about. None where there is no such situation.
        names: actor to name.
        case: with the grounds of all numbers; None for a file.
        wording: how its ids are printed; None for a file.
        others: the issues of the source that are not asked about.
        without_part: who has no part in any issue, and why, in sentences.
        left_out: who or what has no part in which issues, and why, in sentences.
        notes: what to know when reading, in sentences; not of issues taken together.
        gaps: principals that have no part in some issues; the values there are not theirs.
        ktab: whether it is a scenario of KTAB, which means the spatial model on all issues at once.
        spatial: parameters of the spatial model that the file gives; None where it gives none.
        seed: of a stochastic run that the file asks for; None otherwise.
    """

    title: str
    as_of: date | None
    questions: Mapping[str, Question]
    joint: UncertainSituation | None
    trading: UncertainSituation | None
    names: Mapping[str, str]
    case: CaseSituation | None = None
    wording: Wording | None = None
    others: Mapping[str, Question] = field(default_factory=dict)
    without_part: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    ktab: bool = False
    spatial: Mapping[str, Any] | None = None
    seed: int | None = None

    @property
    def partial(self) -> frozenset[str]:
        """Issues on which a principal has no part."""
        return frozenset(issue for gap in self.gaps for issue in gap.issues)

    def question(self, issue: str) -> Question | None:
        """Return any issue of the source; None for one without a situation of its own."""
        return self.questions.get(issue) or self.others.get(issue)

    def named(self, situation: UncertainSituation) -> tuple[str, ...]:
        """Return the names of the actors of a situation, in its order."""
        return tuple(self.names.get(actor, actor) for actor in situation.middle.actors)


def read_given(source: str, *, issues: Sequence[str], as_of: date | None) -> Given:
    """Read a case folder, or a table or KTAB file.

    Args:
        source: path.
        issues: ids of those asked about; empty for all.
        as_of: day of the analysis; None for the case's own.

    Raises:
        InvalidInput: the source cannot be used, or has no such issue.
        NoSolution: there is nothing that a forecast could be made of.
    """
    path = Path(source)
    wanted = list(dict.fromkeys(issues))
    _check(path)
    if path.is_dir() or path.name == CASE_FILE:
        from detente.cli.forecast_case import given_of_case

        return given_of_case(source if path.is_dir() else str(path.parent), wanted, as_of)
    if as_of is not None:
        raise click.UsageError("--as-of goes with a case folder, not with a file")
    from detente.cli.forecast_file import given_of_file

    return given_of_file(path, wanted)


def _check(path: Path) -> None:
    """Refuse what is neither a case folder nor a file that could be read, and say what to give."""
    if not path.exists():
        what = "file" if path.suffix else "folder"
        raise InvalidInput(f"{path}: there is no such {what}; {_or_else(path)}")
    if path.is_dir():
        if not (path / CASE_FILE).is_file():
            raise InvalidInput(f"{path}: no case folder, for it has no {CASE_FILE}; give {WHAT}")
    elif path.suffix in _YAML and path.name != CASE_FILE:
        if (path.parent / CASE_FILE).is_file():
            raise InvalidInput(f"{path}: a part of a case; give its folder, {path.parent}")
        raise InvalidInput(f"{path}: not read by itself; give {WHAT}")


def _or_else(path: Path) -> str:
    """Return what to give instead: a path that is written much alike, if there is one."""
    folder = path.parent
    there = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    close = get_close_matches(path.name, there, n=1, cutoff=0.75)
    return f"did you mean {folder / close[0]}?" if close else f"give {WHAT}"
