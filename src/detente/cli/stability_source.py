"""From a case folder or a model file to what ``detente stability`` works on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.stability_given import Given
from detente.errors import InvalidInput, NoSolution

if TYPE_CHECKING:
    from detente.stability.concepts.answer import Concept, Stability
    from detente.stability.graph.model import Model
    from detente.stability.graph.reach import Semantics

ENDINGS = {".gmcr", ".json"}
"""How names of model files end."""
TALKS = 4096
"""States from which a terminal is told that the examination has begun."""


def read_given(
    source: str,
    *,
    concepts: Sequence[Concept],
    semantics: Semantics,
    draft: str | None,
    as_of: date | None,
) -> Given:
    """Read a model and find its verdicts.

    Args:
        source: a case folder, or a model file.
        concepts: kinds of stability; none for all but SIM.
        semantics: which sequences of opponents count as sanctions.
        draft: id of the draft that is asked about; None for the one that the case names.
        as_of: day of the analysis; None for the case's own.

    Raises:
        NoSolution: the case has no moves, or no state stands for the draft.
        InvalidInput: the folder or file cannot be used; there is no such draft.
    """
    if not Path(source).is_file():
        if Path(source).suffix in ENDINGS and not Path(source).exists():
            raise InvalidInput(f"{source}: there is no such file")
        return _of_case(source, concepts, semantics, draft, as_of)
    if draft is not None or as_of is not None:
        option = "--draft" if draft is not None else "--as-of"
        raise click.UsageError(f"{option} goes with a case folder, not with a model file")
    return _of_file(source, concepts, semantics)


def _of_file(source: str, concepts: Sequence[Concept], semantics: Semantics) -> Given:
    from detente.exchange import read_model

    found = read_model(source)
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    return Given(
        model=found.model,
        naming=found.naming,
        stability=_examine(found.model, concepts, semantics),
        semantics=semantics,
        title=found.name,
        status_quo=found.status_quo,
        option_ids=found.option_ids,
    )


def _examine(model: Model, concepts: Sequence[Concept], semantics: Semantics) -> Stability:
    from detente.stability import CONCEPTS, find_stability

    if model.n_states >= TALKS:
        click.echo(f"Examining {model.n_states:,} states …", err=True)
    wanted = tuple(dict.fromkeys(concepts)) or CONCEPTS
    return find_stability(model, concepts=wanted, semantics=semantics)


def _of_case(
    source: str,
    concepts: Sequence[Concept],
    semantics: Semantics,
    draft: str | None,
    as_of: date | None,
) -> Given:
    from detente.cli.output import load
    from detente.holding import model_of_case
    from detente.holding.leaving import tied_draft

    case = load(source)
    if draft is not None and draft not in case.drafts:
        known = ", ".join(case.drafts) or "none"
        raise InvalidInput(f"there is no draft {draft!r} in the case; there are: {known}")
    found = model_of_case(case, as_of, draft=draft or tied_draft(case))
    if draft is not None and not found.signed:
        raise NoSolution(
            f"no state of the moves stands for draft {draft!r}; give one of them the outcome "
            f"{{draft: {draft}}}, or {{draft: asked}} for whichever draft is asked about"
        )
    return Given(
        model=found.model,
        naming=found.naming,
        stability=_examine(found.model, concepts, semantics),
        semantics=semantics,
        title=found.title,
        case_model=found,
        status_quo=found.status_quo,
        named=found.named,
        signed=found.signed,
        draft=found.draft,
        as_of=found.as_of,
    )
