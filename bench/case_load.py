"""Load a case of about 1.5 MB with every check; target: under 2 CPU seconds.

The peer is PyYAML's C loader alone, which builds plain data without places, records or checks.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import yaml

from detente.case import read_case

PARTIES, ISSUES, SOURCES, POSITIONS = 20, 60, 200, 8000


def write_case(folder: Path) -> int:
    """Write the case and return the size of its YAML in bytes."""
    rng = random.Random(1)
    words = [f"word{number}" for number in range(500)]
    (folder / "sources").mkdir()
    lines = {s: [" ".join(rng.choices(words, k=8)) for _ in range(40)] for s in range(SOURCES)}
    for source, text in lines.items():
        (folder / "sources" / f"s{source}.txt").write_text(".\n".join(text))
    parties = "".join(f"  p{n}: {{name: Party {n}, role: principal}}\n" for n in range(PARTIES))
    issues = "".join(
        f"  i{n}:\n    title: Issue {n}\n    options: {{a: A, b: B, c: C}}\n" for n in range(ISSUES)
    )
    (folder / "case.yaml").write_text(
        f"format: 1\ntitle: Big\nas_of: 2025-12-31\nparties:\n{parties}issues:\n{issues}"
        "acceptance: {all_of: [p0]}\n"
    )
    (folder / "sources.yaml").write_text(
        "".join(
            f"- {{id: s{n}, type: webpage, title: S{n}, issued: 2025-01-01,"
            f" text: sources/s{n}.txt}}\n"
            for n in range(SOURCES)
        )
    )
    entries = []
    for _ in range(POSITIONS):
        source = rng.randrange(SOURCES)
        entries.append(
            f"- party: p{rng.randrange(PARTIES)}\n  issue: i{rng.randrange(ISSUES)}\n"
            f"  wants: [{rng.choice('abc')}]\n  date: 2025-01-01\n  strength: demand\n  evidence:\n"
            f'    - {{source: s{source}, quote: "{rng.choice(lines[source])}"}}\n'
        )
    (folder / "positions.yaml").write_text("".join(entries))
    return sum(path.stat().st_size for path in folder.glob("*.yaml"))


def main() -> None:
    """Print CPU seconds of both, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_case(folder)
        texts = [path.read_text() for path in folder.glob("*.yaml")]
        read_case(folder)
        start = time.process_time()
        loaded = read_case(folder)
        ours = time.process_time() - start
        assert loaded.case is not None
        assert len(loaded.case.positions) == POSITIONS
        start = time.process_time()
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)
        peer = time.process_time() - start
    print(f"{size / 1e6:.2f} MB: {ours:.2f} s CPU; PyYAML's loader alone {peer:.2f} s", end="")
    print(f" (ratio {ours / peer:.2f})")


if __name__ == "__main__":
    main()
