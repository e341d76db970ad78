"""From a case folder or a file to the questions of ``detente forecast``: one an issue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from detente.cli.output import load
from detente.errors import InvalidInput, NoSolution
from detente.forecast.uncertainty import Numbers, UncertainSituation

if TYPE_CHECKING:
    from detente.exchange.situation_record import SituationFile
    from detente.forecast.of_case import CaseSituation

CASE_FILE = "case.yaml"


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """Where one issue will settle.

    Attributes:
        id, title: of the issue; the same for a file.
        uncertain: who stands where, one dimension.
        options: option to its place, 0 to 100, the lowest first; may be empty.
        unit: what places are told in; empty where they are told as they are.
        value_at: what a place means in that unit.
    """

    id: str
    title: str
    uncertain: UncertainSituation
    options: Mapping[str, float]
    unit: str
    value_at: Callable[[float], float]

    def nearest(self, place: float) -> str | None:
        """Return the option nearest to a place, the lower of two; None where none is named."""
        near = {option: abs(there - place) for option, there in self.options.items()}
        best = min(near.values(), default=0.0)
        return next((option for option, away in near.items() if away <= best + 1e-9), None)


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
        left_out: who or what has no part, and why, in sentences.
        notes: what to know when reading, in sentences.
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
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ktab: bool = False
    spatial: Mapping[str, Any] | None = None
    seed: int | None = None

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
    if not path.is_file() or path.name == CASE_FILE:
        return _of_case(str(path.parent) if path.is_file() else source, wanted, as_of)
    if as_of is not None:
        raise click.UsageError("--as-of goes with a case folder, not with a file")
    return _of_file(path, wanted)


def _of_case(folder: str, issues: list[str], as_of: date | None) -> Given:
    from detente.forecast.of_case import situation_of_case

    case = load(folder)
    found = situation_of_case(case, as_of, issues=issues or None)
    whole = situation_of_case(case, as_of) if issues else found
    names = {party: record.name for party, record in case.parties.items()}
    return Given(
        title=case.title,
        as_of=found.as_of,
        questions={
            issue: Question(
                issue,
                line.issue.title,
                found.situations[issue],
                line.options,
                line.unit,
                line.value_at,
            )
            for issue, line in found.lines.items()
        },
        joint=found.joint,
        trading=whole.joint,
        names=names,
        case=found,
        left_out=tuple(
            f"{', '.join(_subject(each.actor, each.issue, names))}: {each.why}."
            for each in found.left_out
            if each.what != "joint"
        ),
        notes=found.notes,
    )


def _subject(actor: str | None, issue: str | None, names: Mapping[str, str]) -> list[str]:
    return [*([] if actor is None else [names.get(actor, actor)]), *([issue] if issue else [])]


def _of_file(path: Path, issues: list[str]) -> Given:
    from detente.exchange.situation_file import read_situation

    file = read_situation(path)
    for warning in file.warnings:
        click.echo(f"warning: {warning}", err=True)
    known = file.uncertain.middle.dimensions
    for issue in issues:
        if issue not in known:
            raise InvalidInput(f"the file has no issue {issue!r}; it has: {', '.join(known)}")
    kept = [known.index(issue) for issue in issues] or list(range(len(known)))
    questions, left_out = _questions(file, kept)
    if not questions:
        raise NoSolution(f"no issue matters to two actors ({' '.join(left_out)})")
    everybody, every = range(file.uncertain.middle.n_actors), range(len(known))
    cares = [row for row in everybody if (file.uncertain.salience.high[row] > 0).all()]
    return Given(
        title=file.name,
        as_of=None,
        questions=questions,
        joint=_joint(file.uncertain, list(everybody), kept),
        trading=_joint(file.uncertain, cares, list(every)),
        names={},
        left_out=tuple(left_out),
        ktab=file.format.startswith("ktab"),
        spatial=None if file.options is None else asdict(file.options),
        seed=file.seed,
    )


def _joint(
    uncertain: UncertainSituation, rows: list[int], columns: list[int]
) -> UncertainSituation | None:
    several = len(rows) > 1 and len(columns) > 1
    return _part(uncertain, rows, columns) if several else None


def _questions(file: SituationFile, kept: list[int]) -> tuple[dict[str, Question], list[str]]:
    """Return each issue with the actors to whom it may matter, and who is left out of it."""
    middle = file.uncertain.middle
    questions, left_out = {}, []
    for k in kept:
        issue = middle.dimensions[k]
        cares = file.uncertain.salience.high[:, k] > 0
        left_out += [
            f"{middle.actors[row]}, {issue}: its salience is 0."
            for row in np.flatnonzero(~cares).tolist()
        ]
        rows = np.flatnonzero(cares).tolist()
        if len(rows) < 2:
            left_out.append(f"{issue}: fewer than two actors are left.")
            continue
        part = _part(file.uncertain, rows, [k])
        questions[issue] = Question(issue, issue, part, {}, "", float)
    return questions, left_out


def _part(uncertain: UncertainSituation, rows: list[int], columns: list[int]) -> UncertainSituation:
    """Return some actors on some dimensions."""
    at, middle = np.ix_(rows, columns), uncertain.middle

    def table(numbers: Numbers) -> Numbers:
        return Numbers(numbers.low[at], numbers.mode[at], numbers.high[at])

    power = uncertain.capability
    return UncertainSituation(
        replace(
            middle,
            actors=tuple(middle.actors[row] for row in rows),
            dimensions=tuple(middle.dimensions[column] for column in columns),
            positions=middle.positions[at],
            salience=middle.salience[at],
            capability=middle.capability[rows],
            reference=middle.reference[columns],
            affinities=middle.affinities[np.ix_(rows, rows)],
        ),
        table(uncertain.positions),
        table(uncertain.salience),
        Numbers(power.low[rows], power.mode[rows], power.high[rows]),
    )
