"""Read XML scenarios of KTAB's Spatial Model of Politics, with options and ideal adjustment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np

from detente.errors import InvalidInput
from detente.exchange.ktab_actor import SLACK, ktab_actor
from detente.exchange.ktab_options import WORDS, options_of_ktab
from detente.exchange.limits import read_number
from detente.exchange.situation_record import (
    LARGEST_SEED,
    ActorRow,
    SituationFile,
    check_count,
    check_names,
    read_name,
    uncertain_of,
)
from detente.exchange.wording import printable
from detente.exchange.xml_safe import line_of, parse_xml
from detente.forecast.situation import Floats
from detente.forecast.spatial import SpatialOptions

_SHOWN = 40


def situation_of_ktab_xml(data: bytes, file: str, sha256: str = "") -> SituationFile:
    """Return what an XML scenario of KTAB says, with options and ideal adjustment.

    An actor whose ideal nothing adjusts has its own position as its ideal. Options that are left
    out have KTAB's defaults.

    Args:
        data: contents of the file.
        file: its name, for messages.
        sha256: of its bytes.

    Raises:
        InvalidInput: it is no such file, or something is missing, out of bounds or contradicts
            something else; the message says which actor and element.
        NotSupported: more than 250 actors or 100 dimensions.
    """
    root, notes = parse_xml(data, file)
    if root.tag != "Scenario":
        raise InvalidInput(
            f"{file}: no scenario of KTAB: its outermost element is <Scenario>, and here it is"
            f" <{printable(root.tag[:_SHOWN])}>"
        )
    titles = _titles(root, file)
    found = _actors(root, titles, file)
    affinities = _affinities(root, [row.name for row in found], file, notes)
    options = _options(root, file, notes)
    return SituationFile(
        uncertain_of(found, titles, file, affinities=affinities),
        printable(_told(root, "name")) or printable(Path(file).stem) or file,
        "ktab-xml",
        options,
        _seed(root, file, notes),
        printable(_told(root, "desc")),
        tuple(row.description for row in found),
        tuple(notes),
        sha256,
    )


def _titles(root: Element, file: str) -> list[str]:
    return [
        read_name(element.text or "", f"{file}:{line_of(element)}: dimension {number}")
        for number, element in enumerate(_part(root, "Dimensions", file).findall("dName"), 1)
    ]


def _actors(root: Element, titles: list[str], file: str) -> list[ActorRow]:
    elements = _part(root, "Actors", file).findall("Actor")
    check_count(len(elements), len(titles), file)
    found = [
        _actor_of(one, titles, f"{file}:{line_of(one)}, actor {k}")
        for k, one in enumerate(elements, 1)
    ]
    check_names([(line_of(e), row.name) for e, row in zip(elements, found, strict=True)], file)
    return found


def _part(parent: Element, tag: str, where: str) -> Element:
    found = parent.findall(tag)
    if len(found) != 1:
        raise InvalidInput(f"{where}: {'no' if not found else 'more than one'} <{tag}>")
    return found[0]


def _told(parent: Element, tag: str) -> str:
    return " ".join((parent.findtext(tag) or "").split())


def _actor_of(element: Element, dimensions: list[str], where: str) -> ActorRow:
    name = read_name(_part(element, "name", where).text or "", where)
    where = f"{where} ({name})"
    return ktab_actor(
        name,
        printable(_told(element, "description")),
        capability=_part(element, "capability", where).text or "",
        positions=_column(element, "Position", "dCoord", dimensions, where=where),
        saliences=_column(element, "Salience", "dSal", dimensions, where=where),
        dimensions=dimensions,
        where=where,
    )


def _column(
    element: Element, tag: str, child: str, dimensions: list[str], *, where: str
) -> list[str]:
    found = [one.text or "" for one in _part(element, tag, where).findall(child)]
    if len(found) != len(dimensions):
        raise InvalidInput(
            f"{where}: {len(found)} <{child}> for {len(dimensions)} dimensions in <{tag}>"
        )
    for dimension, text in zip(dimensions, found, strict=True):
        if not text.strip():
            raise InvalidInput(
                f"{where}: the <{child}> for {dimension} is empty; KTAB refuses that too"
            )
    return found


def _options(root: Element, file: str, notes: list[str]) -> SpatialOptions | None:
    found = root.find("ModelParameters")
    if found is None:
        return None
    told = {child.tag: (child.text or "").strip() for child in found}
    unknown = [printable(tag[:_SHOWN]) for tag in told if tag not in WORDS]
    missing = [tag for tag in WORDS if tag not in told]
    if unknown:
        shown = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        notes.append(f"{file}: passed over, as it is no option of KTAB 3b5b063: {shown}")
    if missing:
        notes.append(f"{file}: KTAB's default is taken for {', '.join(missing)}")
    known = {tag: word for tag, word in told.items() if tag in WORDS}
    return options_of_ktab(known, f"{file}:{line_of(found)}, ModelParameters")


def _seed(root: Element, file: str, notes: list[str]) -> int | None:
    """Return the seed; 0 has KTAB draw one, which is none."""
    written = _told(root, "prngSeed")
    if not written:
        return None
    seed = int(written) if re.fullmatch("[0-9]{1,40}", written) else -1
    if 0 <= seed <= LARGEST_SEED:
        return seed or None
    notes.append(f"{file}: prngSeed is no whole number below 2^64, and not used")
    return None


def _affinities(root: Element, actors: list[str], file: str, notes: list[str]) -> Floats | None:
    part = root.find("IdealAdjustment")
    if part is None:
        notes.append(
            f"{file}: no <IdealAdjustment>: ideals are taken to be positions; KTAB asks for one"
        )
        return None
    made = np.eye(len(actors))
    places = {name: place for place, name in enumerate(actors)}
    seen: set[tuple[int, int]] = set()
    for where, pair in _pairs(part, file):
        who, whom = (_place(pair, tag, places, where) for tag in ("adjustingIdeal", "referencePos"))
        if (who, whom) in seen:
            raise InvalidInput(f"{where}: {actors[who]} and {actors[whom]} stand there twice")
        seen.add((who, whom))
        share = read_number(_part(pair, "adjust", where).text or "", f"{where}, adjust")
        if not 0 <= share <= 1:
            raise InvalidInput(f"{where}, adjust: a share of 0 to 1 is needed, not {share:g}")
        made[who, whom] = share
    _check_sums(made, actors, f"{file}:{line_of(part)}, IdealAdjustment")
    return made


def _pairs(part: Element, file: str) -> Iterator[tuple[str, Element]]:
    for number, pair in enumerate(part.findall("iaPair"), start=1):
        yield f"{file}:{line_of(pair)}, IdealAdjustment, pair {number}", pair


def _place(pair: Element, tag: str, places: dict[str, int], where: str) -> int:
    name = read_name(_part(pair, tag, where).text or "", f"{where}, {tag}")
    if name not in places:
        raise InvalidInput(f"{where}, {tag}: there is no actor {name}")
    return places[name]


def _check_sums(made: Floats, actors: list[str], where: str) -> None:
    """Refuse shares of more than the whole; its own counts 1 where no pair says otherwise."""
    for name, total in zip(actors, made.sum(axis=1).tolist(), strict=True):
        if total > 1 + SLACK:
            raise InvalidInput(
                f"{where}: the shares of {name} sum to {total:g}, more than 1; an actor's share in"
                " its own position is 1 unless a pair says otherwise"
            )
