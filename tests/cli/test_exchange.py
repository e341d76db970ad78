"""``detente import`` and ``detente export``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.case import load_case
from detente.exchange import read_genius
from tests.cli.test_every_command import run
from tests.exchange.genius_files import PLAIN_DOMAIN, plain_profile, plain_scenario, write

ROOT = Path(__file__).resolve().parents[2]
HARBOUR = ROOT / "examples" / "harbour"


def test_import_writes_a_case_that_can_be_asked_at_once(tmp_path: Path) -> None:
    plain_scenario(tmp_path / "in", "<discount_factor value='0.5'/>")
    result = run("import", "genius", "in", "-o", "out", "--as-of", "2025-12-04", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [
        "out/case.yaml",
        "out/issues.yaml",
        "out/preferences.yaml",
        "out/sources.yaml",
    ]
    assert "warning: a.xml: the discount factor 0.5 is recorded" in result.stderr
    assert "Imported 2 parties and 2 issues. Next: detente deal out" in result.stderr
    assert run("check", "out", cwd=tmp_path).returncode == 0
    assert run("deal", "out", cwd=tmp_path).returncode == 0
    assert "factor 0.5" in (tmp_path / "out" / "preferences.yaml").read_text("utf-8")
    assert load_case(tmp_path / "out").title == "Paint"


def test_import_takes_title_date_and_profiles(tmp_path: Path) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=plain_profile(), b=plain_profile(), c=plain_profile())
    options = ["--profile", "c.xml", "--profile", "a.xml", "--title", "Two of three"]
    result = run("import", "genius", tmp_path, "-o", tmp_path / "out", *options)
    assert result.returncode == 0, result.stderr
    assert "left out, as they were not asked for: b.xml" in result.stderr
    case = load_case(tmp_path / "out")
    assert (case.title, list(case.parties)) == ("Two of three", ["c", "a"])


@pytest.mark.parametrize("format", ["genius", "negmas"])
def test_export_says_what_is_lost_and_can_be_imported(format: str, tmp_path: Path) -> None:
    result = run("export", format, HARBOUR, "-o", tmp_path / "out")
    assert result.returncode == 0
    assert result.stderr == (
        "warning: the acceptance rule cannot be said: there, all parties must accept\n"
    )
    assert len(result.stdout.splitlines()) == 8
    told = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert told.startswith("A harbour for sport and tourism, as of 2024-05-06: written for")
    assert "- the acceptance rule cannot be said: there, all parties must accept\n" in told
    again = run("import", format, tmp_path / "out", "-o", tmp_path / "case")
    assert again.returncode == 0, again.stderr
    assert "README" not in again.stderr
    names = [party.name for party in load_case(tmp_path / "case").parties.values()]
    assert names == [party.name for party in load_case(HARBOUR).parties.values()]


def test_an_import_that_is_exported_is_what_it_was(tmp_path: Path) -> None:
    plain_scenario(tmp_path / "in", "<reservation value='0.125'/><discount_factor value='0.5'/>")
    run("import", "genius", tmp_path / "in", "-o", tmp_path / "case")
    result = run("export", "genius", tmp_path / "case", "-o", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    old, new = read_genius(tmp_path / "in"), read_genius(tmp_path / "out")
    assert (old.name, old.issues) == (new.name, new.issues)
    for a, b in zip(old.parties, new.parties, strict=True):
        assert (a.name, a.weights, a.evaluations) == (b.name, b.weights, b.evaluations)
        assert (a.units, a.reservation, a.discount) == (b.units, b.reservation, b.discount)


def test_hostile_and_missing_input_is_wrong_usage(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'a'>]><negotiation_template>&a;</negotiation_template>"
    write(tmp_path / "in", domain=bomb)
    (tmp_path / "y").mkdir()
    (tmp_path / "y" / "d.yml").write_text("!!python/object/apply:os.system ['true']")
    (tmp_path / "j").mkdir()
    (tmp_path / "j" / "d.json").write_text("[" * 100_000)
    for format, path, message in (
        ("genius", tmp_path / "in" / "domain.xml", "declares a document type"),
        ("genius", tmp_path / "in", "left out: domain.xml: declares a document type"),
        ("negmas", tmp_path / "y", "tags are refused"),
        ("geniusweb", tmp_path / "j", "nested more than"),
        ("genius", tmp_path / "absent", "no such file or folder"),
    ):
        result = run("import", format, path, "-o", tmp_path / "out")
        assert result.returncode == 2, result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "out").exists()


def test_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    name = "\x1b[2J\x07\u2028\x85\ufeffx"
    domain = {"name": name, "issuesValues": {name: {"values": ["a", name]}}}
    space = {
        "name": name,
        "issueUtilities": {name: {"discreteutils": {"valueUtilities": {"a": 1, name: 0}}}},
        "issueWeights": {name: 1},
        "domain": domain,
    }
    (tmp_path / "in").mkdir()
    text = json.dumps({"LinearAdditiveUtilitySpace": space})
    (tmp_path / "in" / "p.json").write_text(text)
    result = run("import", "geniusweb", tmp_path / "in", "-o", tmp_path / "out")
    assert result.returncode == 0
    assert "accepts anything" in result.stderr
    assert "\x1b" not in result.stderr + result.stdout
    case = load_case(tmp_path / "out")
    assert case.parties["party-2j-x"].name == name
    for format in ("genius", "negmas"):
        export = run("export", format, tmp_path / "out", "-o", tmp_path / format)
        assert export.returncode == 0
        again = run("import", format, tmp_path / format, "-o", tmp_path / f"{format}-again")
        assert again.returncode == 0
    again = load_case(tmp_path / "negmas-again")
    assert again.parties["party-2j-x"].name == name


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    plain_scenario(tmp_path / "in")
    for command in (("import", "genius", tmp_path / "in"), ("export", "negmas", HARBOUR)):
        result = run(*command, "-o", tmp_path)
        assert result.returncode == 2
        assert "something here already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_wrong_usage(tmp_path: Path) -> None:
    assert run("import", "genius", tmp_path).returncode == 2
    assert run("import", "word", tmp_path, "-o", tmp_path / "x").returncode == 2
    result = run("import", "negmas", tmp_path, "-o", tmp_path / "x", "--profile", "a.yml")
    assert "--profile goes with genius" in result.stderr
    assert run("export", "geniusweb", HARBOUR, "-o", tmp_path / "x").returncode == 2
    assert run("export", "genius", tmp_path / "absent", "-o", tmp_path / "x").returncode == 2


def test_a_case_without_preferences_has_no_answer(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "format: 1\ntitle: T\nas_of: 2025-12-04\nparties: {a: {name: A, role: principal}}\n"
        "issues: {x: {title: X, options: {one: One, two: Two}}}\n"
    )
    result = run("export", "negmas", tmp_path, "-o", tmp_path / "out")
    assert result.returncode == 3
    assert "no party of the case has preferences" in result.stderr
