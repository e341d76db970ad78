"""Quotations stand verbatim in their sources; what cannot be verified is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from detente.case.finding import Finding
from detente.case.records import Case, Evidence
from detente.case.sources import SourceText, fold
from detente.case.yaml_core import Path


def check_quotes(case: Case, texts: Mapping[str, SourceText]) -> Iterator[Finding]:
    """Yield quotations that are not in their source, and sources whose text is not here."""
    unverified: dict[str, list[Path]] = defaultdict(list)
    for path, evidence in case.evidence():
        text = texts.get(evidence.source)
        if text is None:
            unverified[evidence.source].append(path if evidence.quote else ())
        elif evidence.quote is not None and not text.holds(evidence.quote):
            yield _not_found(text, evidence, path)
    yield from _name_unverified(case, unverified)


def _not_found(text: SourceText, evidence: Evidence, path: Path) -> Finding:
    quote = evidence.quote or ""
    words = len(fold(quote).split(" "))
    found = text.matching_words(quote)
    if text.holds_in_other_case(quote):
        hint = "the words are there with other capital letters"
    elif found:
        hint = (
            f"the first {found} of its {words} words are there together; look at word {found + 1}"
        )
    else:
        hint = "not even its first word is there; is it the right source?"
    message = f"the quotation is not verbatim in the text of '{evidence.source}'"
    return Finding("quote-not-found", message, (*path, "quote"), hint)


def _name_unverified(case: Case, unverified: Mapping[str, list[Path]]) -> Iterator[Finding]:
    cited = 0
    first: Path = ()
    for index, source in enumerate(case.sources):
        rest = unverified.get(source.id, [])
        quotes = [path for path in rest if path]
        if quotes:
            names = ", ".join(_label(path) for path in quotes[:6])
            more = f" and {len(quotes) - 6} more" if len(quotes) > 6 else ""
            noun = "a quotation" if len(quotes) == 1 else f"{len(quotes)} quotations"
            message = f"the text of '{source.id}' is not here, so {noun} cannot be verified: "
            hint = "put the text into sources/ and name it under text:"
            where = ("sources", index)
            yield Finding("text-not-here", message + names + more, where, hint, "warning")
        elif rest:
            cited, first = cited + 1, first or ("sources", index)
    if cited:
        noun = "source is" if cited == 1 else "sources are"
        message = (
            f"{cited} {noun} cited without a text here: what they are cited for rests on the coder"
        )
        yield Finding(
            "text-not-here", message, first, "quote from the text to verify it", "warning"
        )


def _label(path: Path) -> str:
    """Return a short name of the record that a piece of evidence belongs to."""
    kind, key = path[0], path[1]
    if kind == "moves":
        return " ".join(str(step + 1 if isinstance(step, int) else step) for step in path[1:-2])
    if isinstance(key, int):
        return f"{str(kind).removesuffix('s')} {key + 1}"
    if kind in ("preferences", "ratifiers"):
        place = next(step for step in path[2:] if isinstance(step, int))
        what = str(path[path.index(place) - 1]).removesuffix("s").replace("_", " ")
        return f"{what} {place + 1} of {key}"
    if kind in ("commitment", "forecast"):
        return f"{kind} {' '.join(str(step) for step in path[1 : path.index('evidence')])}"
    inner = str(path[3]) if len(path) > 3 and path[2] == "terms" else ""
    return f"draft {key} {inner}".rstrip()
