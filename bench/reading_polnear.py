"""Score the reader on PolNeAR: quoted segments, and whose words they are.

Usage: ``python bench/reading_polnear.py FOLDER`` with ``text/*.txt`` and ``attributions/*.ann``
(brat). The corpus has no licence that would let it be part of this project; get it from its authors
(Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018).
Without the folder the script says so and ends.

A gold segment is a stretch between quotation marks, found by our own matcher, of which at least
half lies in the Content of an attribution; an attribution with a quotation mark in its Content and
no such segment counts as missed. A predicted segment is a quote of kind ``direct`` or ``partial``.
The speaker is right if the mention overlaps the gold Source or ends in the same word; this is the
mention, not the person. Attributions without a Source are left out of the speaker figures.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from detente.reading.reader import read_text
from detente.reading.records import Document, Quote

Spans = list[tuple[int, int]]
_MARK = re.compile(r"[\"“”«»„]")


@dataclass
class Attribution:
    """One gold attribution: where the words are, and where their source is."""

    content: Spans
    source: Spans


@dataclass
class Counts:
    """Sums over documents."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    judged: int = 0
    right: int = 0
    documents: int = 0
    seconds: float = 0.0


def read_brat(path: Path) -> list[Attribution]:
    """Return the attributions of a brat file."""
    spans: dict[str, Spans] = {}
    attributions = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for line in lines:
        if line.startswith("T"):
            key, middle, _ = line.split("\t", 2)
            offsets = middle.split(" ", 1)[1]
            pairs = [part.split() for part in offsets.split(";")]
            spans[key] = [(int(start), int(end)) for start, end in pairs]
    for line in lines:
        if line.startswith("E"):
            roles: dict[str, Spans] = {"Content": [], "Source": []}
            for role in line.split("\t", 1)[1].split():
                name, key = role.split(":")
                name = name.rstrip("0123456789")
                if name in roles:
                    roles[name] += spans[key]
            attributions.append(Attribution(roles["Content"], roles["Source"]))
    return attributions


def read_gold(folder: Path, stem: str) -> list[Attribution]:
    """Return the attributions of an article; its file name ends in the annotator's mark."""
    files = sorted((folder / "attributions").glob(f"{stem}*.ann"))
    return read_brat(files[0]) if files else []


def overlap(start: int, end: int, spans: Spans) -> int:
    """Return how many code points of a stretch lie in the spans."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans)


def best(quote: Quote, attributions: list[Attribution]) -> Attribution | None:
    """Return the attribution that holds most of a quote, None if none holds half of it."""
    inside = [(overlap(quote.start, quote.end, a.content), a) for a in attributions]
    size, attribution = max(inside, key=lambda pair: pair[0], default=(0, None))
    return attribution if attribution and size * 2 >= quote.end - quote.start else None


def is_right(quote: Quote, attribution: Attribution, raw: str) -> bool:
    """Say whether the speaker mention is the gold Source, relaxed."""
    if quote.speaker is None:
        return False
    if overlap(quote.speaker.start, quote.speaker.end, attribution.source):
        return True
    gold = raw[attribution.source[0][0] : attribution.source[-1][1]].split()
    mine = quote.speaker.text.split()
    return bool(gold and mine) and gold[-1].casefold() == mine[-1].casefold()


def score(document: Document, attributions: list[Attribution], counts: Counts) -> None:
    """Add one document to the sums."""
    held: list[int] = []
    for quote in document.quotes:
        attribution = best(quote, attributions)
        predicted = quote.kind in ("direct", "partial")
        counts.predicted += predicted
        counts.gold += attribution is not None
        if attribution is None:
            continue
        held.append(id(attribution))
        if predicted:
            counts.found += 1
            if attribution.source:
                counts.judged += 1
                counts.right += is_right(quote, attribution, document.raw)
    for attribution in attributions:
        text = "".join(document.raw[a:b] for a, b in attribution.content)
        counts.gold += id(attribution) not in held and _MARK.search(text) is not None


def measure(folder: Path) -> Counts:
    """Score all documents of a folder."""
    counts = Counts()
    for path in sorted((folder / "text").glob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        begin = time.process_time()
        document = read_text(raw)
        counts.seconds += time.process_time() - begin
        counts.documents += 1
        score(document, read_gold(folder, path.stem), counts)
    return counts


def report(counts: Counts) -> str:
    """Return the figures as text."""
    precision, recall = counts.found / counts.predicted, counts.found / counts.gold
    f1 = 2 * precision * recall / (precision + recall)
    speaker = counts.right / counts.judged
    unjudged = counts.found - counts.judged
    joint = (counts.right + unjudged * speaker) / counts.found * f1
    return (
        f"{counts.documents} documents, {counts.gold} gold segments\n"
        f"segments: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}\n"
        f"speaker mention right, of those found: {speaker:.3f}\n"
        f"joint F1: {joint:.3f}\n"
        f"{counts.documents / counts.seconds:.0f} documents a CPU second"
    )


def main() -> None:
    """Measure and print, or say that there is nothing to measure on."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not (folder / "text").is_dir():
        print("skipped: give the folder with text/ and attributions/ of PolNeAR")
        return
    print(report(measure(folder)))


if __name__ == "__main__":
    main()
