"""Reading a case folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detente.case import load_case, read_case
from detente.case.quantity import Quantity
from detente.errors import InvalidInput

from .conftest import CASE

Write = Callable[..., Path]


def test_a_complete_case_loads_without_a_problem(write: Write) -> None:
    loaded = read_case(write())
    assert loaded.problems == ()
    case = loaded.case
    assert case is not None
    assert case.as_of == date(2025, 12, 4)
    assert case.issues["troops"].option_ids == ("0", "1000", "2000", "3000", "4000")
    assert case.issues["troops"].label("2000") == "2000 soldiers"
    north = case.preferences["north"]
    assert north.weights["border"] == Quantity(50, 70)
    worth = north.values["troops"].at(case.issues["troops"], lambda number: number.mid)
    assert worth == {"0": 100, "1000": 75, "2000": 50, "3000": 25, "4000": 0}
    assert case.positions[0].wants is not None
    assert case.positions[0].wants.of(case.issues["border"]) == ("river",)
    rule = case.constraints[0].then
    assert rule is not None
    assert rule["troops"].of(case.issues["troops"]) == ("0", "1000", "2000")


def test_any_key_may_live_in_its_own_file(write: Write) -> None:
    before, after = CASE.split("    constraints:\n")
    _, rest = after.split("    acceptance:")
    folder = write(
        before + "    acceptance:" + rest,
        constraints="- if: {border: river}\n  then: {troops: {below: 3000}}\n",
    )
    moved = load_case(folder)
    (folder / "constraints.yaml").unlink()
    assert moved == load_case(write())


def test_a_key_in_two_places_is_an_error(write: Write) -> None:
    problems = read_case(write(constraints="[]\n")).problems
    assert [(p.code, p.file) for p in problems] == [("key-twice", "case.yaml")]


def test_load_case_raises_with_all_problems(write: Write) -> None:
    folder = write(CASE.replace("role: principal", "role: principle").replace("wants", "wnats"))
    with pytest.raises(InvalidInput, match="4 errors") as caught:
        load_case(folder)
    assert sorted(p.code for p in caught.value.problems) == [
        "bad-value",
        "bad-value",
        "unknown-key",
        "unknown-key",
    ]


def test_no_folder_and_no_case_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such folder"):
        load_case(tmp_path / "absent")
    with pytest.raises(InvalidInput, match=r"there is no case\.yaml"):
        load_case(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match="is a file"):
        load_case(tmp_path / "file")


def test_keys_with_nothing_under_them_count_as_left_out(write: Write) -> None:
    case = load_case(
        write(
            CASE + "    candidates:\n",
        )
    )
    assert case.candidates == ()


def test_messages_never_carry_a_quotation(write: Write) -> None:
    secret = "The border is the SECRET river"
    folder = write(
        CASE.replace('"The border is the river"', f'"{secret}"')
        .replace("title: First draft", f"title: [{secret}]")
        .replace("role: principal", f"role: {secret}")
    )
    problems = read_case(folder).problems
    assert problems
    assert not any("SECRET" in str(p) + p.hint for p in problems)


def test_places_are_kept_for_every_key_and_value(write: Write) -> None:
    folder = write()
    case = load_case(folder)
    assert case.origin is not None
    lines = (folder / "case.yaml").read_text("utf-8").splitlines()
    for path, start in [
        (("issues", "border", "options", "river"), "The river"),
        (("positions", 1, "wants"), "line"),
        (("preferences", "north", "red_lines", 0, "terms", "border"), "line"),
        (("drafts", "first", "terms", "border", "option"), "river"),
    ]:
        name, line, column = case.origin.place(path)
        assert name == "case.yaml"
        assert lines[line - 1][column - 1 :].startswith(start)
    _, line, column = case.origin.place(("acceptance", "all_of"), at_key=True)
    assert lines[line - 1][column - 1 :].startswith("all_of")


def test_a_file_of_pandoc_references_keeps_its_places_and_comments(write: Write) -> None:
    from detente.case import save_case

    start = CASE.index("    sources:\n")
    end = CASE.index("    positions:\n")
    sources = """
        references:
        # My Zotero library
        - id: report
          type: article-newspaper
          title: Report
          issued: {date-parts: [[2025, 12, 1]]}
          text: report.txt
        - {id: other, type: tweet, title: Other}
    """
    folder = write(CASE[:start] + CASE[end:], sources=sources)
    (problem,) = read_case(folder).problems
    assert (problem.file, problem.line, problem.column) == ("sources.yaml", 8, 21)
    text = (folder / "sources.yaml").read_text("utf-8")
    (folder / "sources.yaml").write_text(text.replace("tweet", "post"), "utf-8")
    case = load_case(folder)
    assert case.source("report").issued == "2025-12-01"
    renamed = case.sources[1].model_copy(update={"title": "Renamed"})
    save_case(case.model_copy(update={"sources": (case.sources[0], renamed)}))
    saved = (folder / "sources.yaml").read_text("utf-8")
    assert saved == text.replace("tweet", "post").replace("Other", "Renamed")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "hello\n", "- a\n- b\n", "[]\n"])
def test_a_case_file_that_is_no_mapping(write: Write, text: str) -> None:
    loaded = read_case(write(text))
    assert loaded.case is None
    assert {p.file for p in loaded.problems} == {"case.yaml"}


def test_huge_numbers_are_problems_not_crashes(write: Write) -> None:
    huge = "9" * 400
    folder = write(CASE.replace("no_deal: 30", f"no_deal: {huge}").replace("to: 4000", "to: 1e999"))
    codes = {p.code for p in read_case(folder).problems}
    assert codes == {"bad-number", "bad-type"}


def test_three_numbers_are_told_how_a_triangle_is_written(write: Write) -> None:
    folder = write(CASE.replace("no_deal: 30", "no_deal: [0.5, 0.7, 0.8]"))
    (problem,) = read_case(folder).problems
    assert problem.code == "bad-number"
    told = f"{problem.message} {problem.hint}"
    assert "{low: 0.5, mode: 0.7, high: 0.8}" in told
    (other,) = read_case(write(CASE.replace("no_deal: 30", "no_deal: [1, 2, 3, 4]"))).problems
    assert "30" not in f"{other.message} {other.hint}"
