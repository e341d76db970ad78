"""The command, the file it writes, and the bundled cases."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.brief import render_brief, write_brief
from detente.case import load_case
from detente.cli.brief import brief
from detente.errors import InvalidInput
from tests.brief.brief_page import Node, read

FOLDERS = ("harbour", "ukraine-2025-12")


@pytest.fixture(scope="module", params=FOLDERS)
def bundled(request: pytest.FixtureRequest, examples: Path) -> Node:
    return read(render_brief(load_case(examples / request.param)))


def test_bundled_cases_make_whole_pages(bundled: Node) -> None:
    known = {node.attrs["id"] for node in bundled.walk() if "id" in node.attrs}
    for link in bundled.all("a"):
        target = link.attrs["href"]
        assert target.startswith(("https://", "http://")) or target[1:] in known
    assert len(bundled.all("svg")) >= 3
    assert len(bundled.by_id("answer").all("p")) == 3


def test_harbour_counts_are_those_of_the_game(examples: Path) -> None:
    page = read(render_brief(load_case(examples / "harbour")))
    assert "(55 of 720 packages)" in " ".join(page.by_id("answer").text.split())


def test_the_command_prints_the_path_and_talks_on_standard_error(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(brief, [str(examples / "harbour"), "--as-of", "2024-05-06"])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{tmp_path / 'brief.html'}\n"
    assert "Computing" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]
    assert read((tmp_path / "brief.html").read_text("utf-8")).all("h1")


def test_writing_replaces_whole_files_and_makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "out" / "page.html"
    assert write_brief("one", target) == target
    target.chmod(0o640)
    assert write_brief("two", str(target)) == target
    assert target.read_text() == "two"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["page.html"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    write_brief("old", target)

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(InvalidInput, match="No space left"):
        write_brief("new", target)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert target.read_text() == "old"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is a folder"):
        write_brief("page", tmp_path)


def test_the_command_and_the_package_import_nothing_heavy() -> None:
    code = (
        "import sys, detente.cli.brief, detente.brief;"
        "print([m for m in ('altair', 'vl_convert', 'jinja2', 'numpy', 'pydantic') "
        "if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_rendering_imports_no_charts_where_there_are_none() -> None:
    code = (
        "import sys; from tests.brief.brief_cases import build, small;"
        "from detente.brief import render_brief; render_brief(build(small()));"
        "print([m for m in ('altair', 'vl_convert') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
