"""``detente import gmcr``, and ``detente export`` of what each can do and would rather see."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

from detente.case import load_case
from detente.exchange import model_of_gmcr, read_gmcr, read_model
from tests.cli.test_every_command import run
from tests.exchange.gmcr_files import PLAIN, gmcr_of_published, save
from tests.exchange.graph_agreement import same_model


def test_import_writes_a_case_that_can_be_asked_at_once(tmp_path: Path) -> None:
    save(tmp_path, gmcr_of_published("syria_iraq_1975", old=True), "Euphrates.gmcr")
    result = run(
        "import", "gmcr", "Euphrates.gmcr", "-o", "out", "--as-of", "1975-05-01", cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [
        f"out/{name}.yaml" for name in ("case", "constraints", "issues", "moves", "sources")
    ]
    assert result.stderr.splitlines()[-1] == (
        "Imported 2 parties and 3 options. Next: detente stability out"
    )
    assert "warning: a case has at least one issue: each option stands as an issue" in result.stderr
    assert run("check", "out", cwd=tmp_path).returncode == 0
    case = load_case(tmp_path / "out")
    assert (case.title, list(case.parties)) == ("Euphrates", ["syria", "iraq"])
    asked = run("stability", "out", "--json", "--concept", "seq", cwd=tmp_path)
    assert json.loads(asked.stdout)["results"]["seq"]["equilibria"] == [6]
    of_file = run("stability", "Euphrates.gmcr", "--json", "--concept", "seq", cwd=tmp_path)
    assert json.loads(of_file.stdout)["results"]["seq"]["equilibria"] == [6]


def test_a_case_and_its_file_are_exported_alike(tmp_path: Path) -> None:
    source = save(tmp_path, PLAIN)
    run("import", "gmcr", source, "-o", tmp_path / "case", "--as-of", "2025-12-04")
    for format in ("gmcr", "graphml", "graph-json"):
        for given, name in ((tmp_path / "case", "case"), (source, "file")):
            out = tmp_path / f"{name}.{format}"
            result = run("export", format, given, "-o", out)
            assert result.returncode == 0, result.stderr
            assert result.stdout == f"{out}\n"
            if format == "graphml":
                text = out.read_text("utf-8")
                assert text.count("<edge") == 14
                assert 'attr.name="equilibrium: sseq"' in text
            else:
                same_model(read_model(out).model, model_of_gmcr(read_gmcr(source)), ids=False)
    asked = run("stability", tmp_path / "case.graph-json", "--state", "attack and not resist")
    assert asked.returncode == 0, asked.stderr
    assert "state 2" in asked.stdout


def test_a_graph_goes_into_the_interchange_form_and_not_into_gmcr(tmp_path: Path) -> None:
    told = {
        "schema": "detente/graph-model/1",
        "decision_makers": [{"id": "a"}, {"id": "b"}],
        "states": [{"number": 1, "label": "war"}, {"number": 2, "label": "peace"}],
        "moves": {"a": [[1, 2]], "b": [[2, 1]]},
        "preferences": {"a": {"ranking": [2, 1]}, "b": {"relation": ["=?", "?="]}},
        "status_quo": 1,
    }
    path = save(tmp_path, told, "graph.json")
    refused = run("export", "gmcr", path, "-o", tmp_path / "out.gmcr")
    assert refused.returncode == 2
    assert "an explicit graph has no options" in refused.stderr
    assert not (tmp_path / "out.gmcr").exists()
    done = run("export", "graph-json", path, "-o", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    found = read_model(tmp_path / "out.json")
    same_model(found.model, read_model(path).model)
    assert (found.status_quo, found.name) == (0, "graph")


def test_hostile_and_missing_input_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "old.gmcr").write_bytes(pickle.dumps(PLAIN))
    (tmp_path / "deep.gmcr").write_text("[" * 100_000)
    for command, name, message in (
        (("import", "gmcr"), "old.gmcr", "a Python pickle"),
        (("export", "graphml"), "old.gmcr", "a Python pickle"),
        (("export", "gmcr"), "deep.gmcr", "nested more than"),
        (("import", "gmcr"), "absent.gmcr", "there is no such"),
        (("export", "graph-json"), "absent.gmcr", "there is no such"),
    ):
        result = run(*command, tmp_path / name, "-o", tmp_path / "out")
        assert result.returncode == 2, result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "out").exists()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = save(tmp_path, PLAIN)
    result = run("export", "graphml", path, "-o", path)
    assert result.returncode == 2
    assert "something here already; name a new file" in result.stderr
    assert read_gmcr(path).warnings == ()


def test_wrong_usage_and_a_case_without_moves(tmp_path: Path) -> None:
    path = save(tmp_path, PLAIN)
    result = run("export", "gmcr", path, "-o", tmp_path / "x", "--as-of", "2025-12-04")
    assert result.returncode == 2
    assert "--as-of goes with a case folder" in result.stderr
    result = run("import", "gmcr", path, "-o", tmp_path / "x", "--profile", "a.xml")
    assert "--profile goes with genius" in result.stderr
    (tmp_path / "case.yaml").write_text(
        "format: 1\ntitle: T\nas_of: 2025-12-04\nparties: {a: {name: A, role: principal}}\n"
        "issues: {x: {title: X, options: {one: One, two: Two}}}\n"
    )
    result = run("export", "gmcr", tmp_path, "-o", tmp_path / "x")
    assert result.returncode == 3
    assert "does not say what each can do" in result.stderr
