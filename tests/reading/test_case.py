"""Reading into a case: its parties and people resolve, and findings become candidates only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.read import read

CASE = """\
format: 1
title: Talks on the Orsa valley
as_of: 2025-12-04
parties:
  valdoria: {name: Valdoria, role: principal, aliases: [Valdorian]}
  kesh: {name: Kesh, role: principal, aliases: [Keshi, Orsa Council]}
  us: {name: United States, role: mediator}
people:
  brandt: {name: Ilse Brandt, party: valdoria, office: president, aliases: [Madam Ilse]}
  strand: {name: Elin Strand}
issues:
  border: {title: The border, options: {old: the old line, new: a new line}}
acceptance: {all_of: [valdoria, kesh]}
"""
REPORT = """\
"We are ready," Brandt said on Tuesday.
Elin Strand called the text "thin".
Keshi drones hit a bridge near Valdoria on 2 December.
Washington said it would "stay at the table". Hungary was "not asked", Budapest said.
Valdorian officials met Keshi officials in Geneva on 1 December.
"""


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "orsa"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    return folder


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "Report 12.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(read, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_people_and_parties_are_those_of_the_case(case_folder: Path, report: Path) -> None:
    out = run(report, "--case", case_folder, "--published", "2025-12-04", "--json")
    [document] = json.loads(out)["documents"]
    speakers = [quote["speaker"] for quote in document["quotes"]]
    assert [(s["name"], s["person"], s["party"]) for s in speakers] == [
        ("Ilse Brandt", "brandt", "valdoria"),
        ("Elin Strand", "strand", None),
        ("Washington", None, "us"),
        ("Budapest", None, None),
    ]
    assert speakers[3]["entity"] == "HUN"
    assert [event["actor"] for event in document["events"]] == ["kesh"]
    [meeting] = document["meetings"]
    assert meeting["parties"] == ["kesh", "valdoria"]
    assert document["id"] == "report-12"


def test_findings_become_candidates_and_nothing_else(case_folder: Path, report: Path) -> None:
    from detente.case.load import load_case

    before = (case_folder / "case.yaml").read_bytes()
    run(report, "--case", case_folder, "--published", "2025-12-04")
    case = load_case(case_folder)
    kinds = [candidate.kind for candidate in case.candidates]
    assert kinds == ["quote"] * 4 + ["meeting", "event"]
    assert (case_folder / "case.yaml").read_bytes() == before
    assert case.positions == ()
    raw = report.read_text(encoding="utf-8")
    assert all(raw[c.start : c.end] == c.text for c in case.candidates)
    assert {candidate.status for candidate in case.candidates} == {"open"}


def test_reading_twice_adds_nothing_and_keeps_the_analysts_hand(
    case_folder: Path, report: Path
) -> None:
    run(report, "--case", case_folder, "--published", "2025-12-04")
    path = case_folder / "candidates.yaml"
    text = path.read_text(encoding="utf-8").replace("status: open\n", "status: rejected\n", 1)
    path.write_text("# seen by the analyst\n" + text, encoding="utf-8")
    before = path.read_bytes()
    run(report, "--case", case_folder, "--published", "2025-12-04")
    assert path.read_bytes() == before

    other = report.with_name("other.txt")
    other.write_text('"No," Brandt said.', encoding="utf-8")
    run(other, "--case", case_folder)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.decode("utf-8").rstrip("\n"))
    assert "other" in after[len(before) - 5 :]


def test_another_date_of_publication_updates_what_nobody_has_touched(
    case_folder: Path, report: Path
) -> None:
    from detente.case.load import load_case

    def dates() -> list[str]:
        found = [candidate.found for candidate in load_case(case_folder).candidates]
        return [str(entry["date"]) for entry in found if "date" in entry]

    run(report, "--case", case_folder, "--published", "2025-12-04")
    path = case_folder / "candidates.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: open\n", "status: rejected\n", 1),
        encoding="utf-8",
    )
    before = dates()
    result = CliRunner().invoke(
        read, [str(report), "--case", str(case_folder), "--published", "2024-12-04"]
    )
    assert "brought up to date" in result.stderr
    assert "left as you have them" in result.stderr
    after = dates()
    assert after[0] == before[0]  # the rejected one
    assert all(day.startswith("2024") for day in after[1:])


def test_what_was_found_and_changed_by_hand_stays(case_folder: Path, report: Path) -> None:
    run(report, "--case", case_folder, "--published", "2025-12-04")
    path = case_folder / "candidates.yaml"
    text = path.read_text(encoding="utf-8").replace("person: brandt", "person: strand", 1)
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(
        read, [str(report), "--case", str(case_folder), "--published", "2025-12-04"]
    )
    assert path.read_text(encoding="utf-8") == text
    assert "left as you have them" in result.stderr


def test_two_texts_of_one_name_are_told_apart_in_a_case(
    case_folder: Path, report: Path, tmp_path: Path
) -> None:
    from detente.case.load import load_case

    run(report, "--case", case_folder)
    other = tmp_path / "elsewhere" / report.name
    other.parent.mkdir()
    other.write_text('"No," Brandt said.', encoding="utf-8")
    run(other, "--case", case_folder)
    run(other, "--case", case_folder)
    names = {c.sha256: c.document for c in load_case(case_folder).candidates}
    assert len(names) == len(set(names.values())) == 2


def test_files_that_cannot_be_read_come_after_the_others(tmp_path: Path, report: Path) -> None:
    binary, empty = tmp_path / "b.bin", tmp_path / "empty.txt"
    binary.write_bytes(b"\x00\x01\x02" * 40)
    empty.write_bytes(b"")
    arguments = [tmp_path / "missing.txt", report, binary, empty]
    result = CliRunner().invoke(read, [str(argument) for argument in arguments])
    assert result.exit_code == 2
    assert "report-12" in result.stdout
    for reason in ("No such file", "binary", "empty"):
        assert reason in result.stderr
    assert "Traceback" not in result.output


def test_standard_input_and_ids_told_apart(report: Path) -> None:
    result = CliRunner().invoke(
        read, ["-", str(report), str(report), "--json"], input='"No," he said.'
    )
    documents = json.loads(result.stdout)["documents"]
    assert [d["id"] for d in documents] == ["standard-input", "report-12", "report-12-2"]


def test_json_has_the_agreed_keys(report: Path) -> None:
    data = json.loads(run(report, "--published", "2025-12-04", "--json"))
    [document] = data["documents"]
    assert set(data) == {"documents", "detente"}
    assert {"id", "sha256", "published", "masked", "quotes", "meetings", "events"} <= set(document)
    quote, meeting, event = document["quotes"][0], document["meetings"][0], document["events"][0]
    assert {"start", "end", "text", "kind", "speaker", "cue", "date"} <= set(quote)
    assert {"name", "person", "party", "start", "end"} <= set(quote["speaker"])
    assert {"start", "end", "text"} <= set(quote["cue"])
    assert {"value", "inferred"} <= set(quote["date"])
    assert {"participants", "parties", "place", "date", "status", "mentions"} <= set(meeting)
    assert {"start", "end", "text"} <= set(meeting["mentions"][0])
    assert {"type", "text", "start", "end", "place", "date", "actor", "target"} <= set(event)


def test_a_wrong_publication_date_is_wrong_usage(report: Path) -> None:
    run(report, "--published", "4.12.2025", code=2)


def test_the_listing_names_what_was_found(report: Path) -> None:
    out = run(report, "--published", "2025-12-04")
    for words in ("Quotes: 4", "Meetings: 1", "Events: 1", "Washington (USA)", "2025-12-02"):
        assert words in out
