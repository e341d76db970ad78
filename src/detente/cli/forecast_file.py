"""From a table or a scenario of KTAB to the questions of ``detente forecast``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from detente.cli.forecast_given import WHAT, Given, Question
from detente.errors import InvalidInput, NoSolution
from detente.forecast.uncertainty import Numbers, UncertainSituation
from detente.words import listed

if TYPE_CHECKING:
    from detente.exchange.situation_record import SituationFile


def given_of_file(path: Path, issues: Sequence[str]) -> Given:
    """Read a file.

    Args:
        path: of a table or a scenario of KTAB.
        issues: names of those asked about; empty for all.

    Raises:
        InvalidInput, NoSolution: as :func:`~detente.cli.forecast_given.read_given`.
    """
    file = _read(path)
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


def _read(path: Path) -> SituationFile:
    from detente.exchange.limits import read_limited
    from detente.exchange.situation_file import read_situation

    if not read_limited(path).strip():
        raise InvalidInput(f"{path}: there is nothing in the file; give {WHAT}")
    return read_situation(path)


def _joint(
    uncertain: UncertainSituation, rows: list[int], columns: list[int]
) -> UncertainSituation | None:
    several = len(rows) > 1 and len(columns) > 1
    return _part(uncertain, rows, columns) if several else None


def _questions(file: SituationFile, kept: list[int]) -> tuple[dict[str, Question], list[str]]:
    """Return each issue with the actors to whom it may matter, and who is left out of it."""
    middle = file.uncertain.middle
    questions, idle, small = {}, [], []
    for k in kept:
        issue = middle.dimensions[k]
        cares = file.uncertain.salience.high[:, k] > 0
        idle += [(name, issue) for name, it in zip(middle.actors, cares, strict=True) if not it]
        rows = np.flatnonzero(cares).tolist()
        if len(rows) < 2:
            small.append(f"{issue} is left out: fewer than two actors are left.")
            continue
        part = _part(file.uncertain, rows, [k])
        questions[issue] = Question(issue, issue, part, {})
    return questions, [*_tell_idle(idle), *small]


def _tell_idle(idle: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Say who has no part in which issues for want of a salience."""
    issues: dict[str, list[str]] = {}
    for name, issue in idle:
        issues.setdefault(name, []).append(issue)
    for name, there in issues.items():
        yield f"No part for {name} in {listed(there)}: the salience is 0."


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
