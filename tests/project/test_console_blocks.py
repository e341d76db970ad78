"""Every console block of README and the documentation is run, and prints what the page shows.

In a block, ``$ detente …`` is a command; the lines up to the next one are what it prints on
standard output and standard error, in this order. A line of three dots stands for any lines.
Blocks of a page run in one copy of the project's examples, one after the other.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def steps(page: Path) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line.rstrip())
    return found


WITH_STEPS = [page for page in PAGES if steps(page)]


def folded(line: str) -> str:
    return " ".join(line.split())


def expected_pattern(lines: list[str]) -> re.Pattern[str]:
    parts = [
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(folded(line)) + "\n" for line in lines
    ]
    return re.compile("".join(parts))


def run(command: str, folder: Path) -> tuple[int, str]:
    words = shlex.split(command)
    assert words[0] in ("detente", "cat"), f"only detente and cat are run, not {words[0]}"
    done = subprocess.run(
        [sys.executable, "-m", *words] if words[0] == "detente" else words,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
    )
    lines = done.stdout.replace(str(folder), "/home/you").splitlines()
    return done.returncode, "".join(f"{folded(line)}\n" for line in lines)


@pytest.mark.parametrize("page", WITH_STEPS, ids=[str(p.relative_to(ROOT)) for p in WITH_STEPS])
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for command, lines in steps(page):
        code, printed = run(command, tmp_path)
        assert code in (0, 1, 3), f"$ {command}\n{printed}"
        if lines:
            pattern = expected_pattern(lines)
            assert pattern.fullmatch(printed), f"$ {command}\nprinted:\n{printed}"


def test_readme_and_tutorial_have_steps() -> None:
    assert {"README.md", "first-case.md"} <= {page.name for page in WITH_STEPS}
