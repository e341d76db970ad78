"""The sources, plainly formatted, and which of them have their text in the case folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from detente.brief.context import Context
from detente.brief.register import EvidenceEntry
from detente.brief.wording import issued
from detente.case.records import Source

TITLE = "Sources"


@dataclass(frozen=True, slots=True)
class Row:
    """A source.

    Attributes:
        anchor: ``S1``, ``S2`` …
        authors, container, issued: may be empty.
        link: whether the address may be followed; other schemes than http are printed only.
        text: whether the text is in the case folder.
        quotes: number of quotations from it.
        refs: anchors of the evidence that cites it; empty when nothing does.
    """

    anchor: str
    authors: str
    title: str
    lang: str
    container: str
    issued: str
    url: str
    link: bool
    text: bool
    quotes: int
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section."""

    rows: tuple[Row, ...]
    with_text: int


def view(context: Context) -> View:
    """Return all sources in the order of the case."""
    cited: dict[str, list[EvidenceEntry]] = {}
    for entry in context.register.evidence:
        cited.setdefault(entry.source.id, []).append(entry)
    sources = context.case.sources
    rows = tuple(_row(n, s, cited.get(s.id, [])) for n, s in enumerate(sources, start=1))
    return View(rows, sum(row.text for row in rows))


def anchor_of(context: Context, source: str) -> str:
    """Return the anchor of a source."""
    return f"S{[item.id for item in context.case.sources].index(source) + 1}"


def _row(number: int, source: Source, cited: list[EvidenceEntry]) -> Row:
    return Row(
        f"S{number}",
        _authors(source.csl.get("author")),
        source.title,
        language(source),
        source.publisher if source.publisher != source.title else "",
        issued(source.issued),
        source.url,
        is_web(source.url),
        source.text is not None,
        sum(entry.evidence.quote is not None for entry in cited),
        tuple(entry.anchor for entry in cited),
    )


def _authors(names: object) -> str:
    """Return the names of CSL as ``Given Family, …``; empty when there are none."""
    items = names if isinstance(names, list) else []
    return ", ".join(filter(None, (_name(item) for item in items if isinstance(item, Mapping))))


def _name(item: Mapping[str, Any]) -> str:
    if item.get("literal"):
        return str(item["literal"])
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(item[part]) for part in parts if item.get(part))


def is_web(url: str) -> bool:
    """Tell whether an address may become a link."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def language(source: Source) -> str:
    """Return the language tag of a source; empty when there is none that may stand in a page."""
    tag = str(source.csl.get("language") or "")
    fits = tag.replace("-", "").isalnum() and tag.isascii() and len(tag) < 36
    return tag if fits else ""
