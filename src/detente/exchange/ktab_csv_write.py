"""Write who stands where as a CSV of KTAB, which has numbers and no options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from detente.exchange.ktab_options import ktab_of_options
from detente.exchange.ktab_scenario import KtabScenario, ktab_scenario
from detente.exchange.names import distinct
from detente.exchange.output import Written, write_new_file
from detente.exchange.situation_record import SituationFile
from detente.exchange.table_safe import harmless, number_text
from detente.forecast.situation import Situation
from detente.forecast.spatial import SpatialOptions

LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE = 25, 256, 512
"""Bytes of an actor's name, of a description or title, and of the scenario's name."""
_LONGEST_DIMENSION = LONGEST_TEXT - len(" Position")
_APART = re.compile(r"\$(?=[$,])|&(?=quot;)")


def write_ktab_csv(told: SituationFile, path: str | Path) -> Written:
    """Write a CSV of KTAB: ranges at their middle, without options and ideals.

    Args:
        told: who stands where.
        path: the file; must not be there yet.

    Raises:
        InvalidInput: the file is there already or cannot be written.
        NotSupported: fewer than 3 or more than 250 actors, an actor whose saliences sum to more
            than 100, or a capability above 10^8: KTAB takes none of them.
    """
    what = _short(ktab_scenario(told))
    lost = [*what.warnings, *_lost_in_csv(told, what.situation)]
    own, axes = what.situation.actors, what.situation.dimensions
    texts = (*own, *axes, *what.descriptions, what.name, what.title)
    lost += _about_signs(texts)
    rows = [
        [what.name, what.title, str(len(own)), str(len(axes))],
        ["Actor", "Description", "Power"]
        + [f"{axis} {number}" for axis in axes for number in ("Position", "Salience")],
        *_rows(what),
    ]
    text = "".join(",".join(map(_cell, row)) + "\n" for row in rows)
    return Written((write_new_file(path, text),), tuple(dict.fromkeys(lost)))


def _lost_in_csv(told: SituationFile, situation: Situation) -> Iterator[str]:
    if told.options is not None and told.options != SpatialOptions():
        words, usual = ktab_of_options(told.options), ktab_of_options(SpatialOptions())
        own = ", ".join(f"{k} {word}" for k, word in words.items() if word != usual[k])
        if own:
            yield f"options cannot be said in CSV, and KTAB takes its defaults: lost are {own}"
    if told.seed:
        yield "the seed cannot be said in CSV"
    if not np.array_equal(situation.affinities, np.eye(situation.n_actors)):
        yield "affinities cannot be said in CSV: there, every ideal is its actor's own position"


def _about_signs(texts: Sequence[str]) -> Iterator[str]:
    if any(_APART.search(text) for text in texts):
        yield "a space is put into '$$', '$,' and '&quot;', which KTAB reads as other signs"
    if any(harmless(text) != text for text in texts):
        yield "texts that a spreadsheet would run as formulas have an apostrophe before them"


def _seen(text: str) -> str:
    """Return a text as KTAB will see it."""
    return _APART.sub(lambda found: f"{found.group()} ", harmless(text))


def _cell(text: str) -> str:
    return _seen(text).replace(",", "$$").replace('"', "&quot;")


def _rows(what: KtabScenario) -> Iterator[list[str]]:
    situation = what.situation
    for k, name in enumerate(situation.actors):
        numbers = zip(situation.positions[k], what.saliences[k], strict=True)
        yield [
            name,
            what.descriptions[k],
            number_text(situation.capability[k]),
            *(number_text(number) for pair in numbers for number in pair),
        ]


def _short(what: KtabScenario) -> KtabScenario:
    """Return names and texts that are no longer than KTAB takes in CSV; long names are kept beside.

    KTAB counts bytes.
    """
    full, lost = what.situation.actors, list(what.warnings)
    own = _distinct_cuts(full, LONGEST_NAME)
    axes = _distinct_cuts(what.situation.dimensions, _LONGEST_DIMENSION)
    for names, cut, noun in (
        (full, own, "actors"),
        (what.situation.dimensions, axes, "dimensions"),
    ):
        changed = [name for name, short in zip(names, cut, strict=True) if name != short]
        if changed:
            shown = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
            lost.append(f"names of {noun} are too long for KTAB and are cut short: {shown}")
    texts = tuple(
        text or (name if name != short else "")
        for text, name, short in zip(what.descriptions, full, own, strict=True)
    )
    cuts = tuple(_cut(text, LONGEST_TEXT) for text in texts)
    if cuts != texts:
        lost.append(f"descriptions of more than {LONGEST_TEXT} bytes are cut short")
    return replace(
        what,
        situation=replace(what.situation, actors=own, dimensions=axes),
        name=_cut(what.name, LONGEST_TITLE),
        title=_cut(what.title, LONGEST_TITLE),
        descriptions=cuts,
        warnings=tuple(lost),
    )


def _distinct_cuts(names: Sequence[str], most: int) -> tuple[str, ...]:
    cuts, room = [_cut(name, most) for name in names], most
    while len(set(cuts)) < len(cuts) or not all(_fits(cut, most) for cut in cuts):
        room -= 1
        cuts = distinct([name if _fits(name, most) else _cut(name, room) for name in names])
    return tuple(cuts)


def _fits(text: str, most: int) -> bool:
    return len(_seen(text).encode()) <= most


def _cut(text: str, most: int) -> str:
    cut, room = text, most
    while not _fits(cut, most):
        cut, room = text.encode()[:room].decode(errors="ignore").strip(), room - 1
    return cut
