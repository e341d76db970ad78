"""Saving: only what changed is written, and never half of it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.case import Case, load_case, save_case
from detente.case.atomic import write_together
from detente.case.emit import emit_block, emit_inline
from detente.case.files import SAVING
from detente.case.records import Position
from detente.case.yaml_core import parse_yaml
from detente.errors import InvalidInput

Write = Callable[..., Path]


def position(**changes: Any) -> Position:
    data = {
        "party": "south",
        "issue": "border",
        "wants": "line",
        "date": "2025-12-03",
        "strength": "offer",
        "judgement": "said in the corridor",
    }
    return Position.model_validate(data | changes)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def test_nothing_changed_nothing_written(write: Write) -> None:
    folder = write()
    before = contents(folder)
    stamp = (folder / "case.yaml").stat().st_mtime_ns
    case = load_case(folder)
    assert save_case(case) == case
    assert contents(folder) == before
    assert (folder / "case.yaml").stat().st_mtime_ns == stamp


def test_one_value_changes_and_every_other_byte_stays(write: Write) -> None:
    folder = write()
    before = (folder / "case.yaml").read_text("utf-8")
    case = load_case(folder)
    saved = save_case(case.model_copy(update={"as_of": date(2025, 12, 6)}))
    assert saved.as_of == date(2025, 12, 6)
    assert (folder / "case.yaml").read_text("utf-8") == before.replace(
        "as_of: 2025-12-04", "as_of: 2025-12-06"
    )


def test_a_value_in_braces_changes_in_place(write: Write) -> None:
    folder = write()
    before = (folder / "case.yaml").read_text("utf-8")
    case = load_case(folder)
    north = case.parties["north"].model_copy(update={"name": "The North"})
    save_case(case.model_copy(update={"parties": {**case.parties, "north": north}}))
    assert (folder / "case.yaml").read_text("utf-8") == before.replace(
        "{name: North,", "{name: The North,"
    )


def test_an_added_record_goes_after_the_last_one_with_its_spacing(write: Write) -> None:
    folder = write()
    before = (folder / "case.yaml").read_text("utf-8")
    case = load_case(folder)
    saved = save_case(case.model_copy(update={"positions": (*case.positions, position())}))
    assert saved.positions[-1] == position()
    after = (folder / "case.yaml").read_text("utf-8")
    added = textwrap.indent(
        "- party: south\n  issue: border\n  wants: line\n  date: 2025-12-03\n"
        "  strength: offer\n  judgement: said in the corridor\n",
        "  ",
    )
    assert after == before.replace("everybody knows\n", "everybody knows\n\n" + added)


def test_a_removed_record_takes_its_lines_and_leaves_the_comments(write: Write) -> None:
    folder = write()
    case = load_case(folder)
    save_case(case.model_copy(update={"positions": case.positions[1:]}))
    after = (folder / "case.yaml").read_text("utf-8")
    assert "# The first statement." in after
    assert "The border is the river" not in after
    assert load_case(folder).positions == case.positions[1:]


def test_a_new_key_gets_its_own_file_and_old_files_keep_their_bytes(write: Write) -> None:
    folder = write(
        "\n".join(
            line
            for line in _case_text().splitlines()
            if "events" not in line and "type: meeting" not in line
        )
    )
    before = (folder / "case.yaml").read_bytes()
    case = load_case(folder)
    event = {"type": "call", "title": "A call", "date": "2025-12-02", "judgement": "seen"}
    saved = save_case(
        case.model_copy(
            update={
                "events": Case.model_validate(
                    {
                        "format": 1,
                        "title": "t",
                        "as_of": "2025-12-04",
                        "parties": {"a": {"name": "A", "role": "other"}},
                        "issues": {"x": {"title": "X", "options": {"a": "A", "b": "B"}}},
                        "events": [event],
                    }
                ).events
            }
        )
    )
    assert (folder / "case.yaml").read_bytes() == before
    assert (folder / "events.yaml").read_text("utf-8").startswith("- type: call\n  title: A call\n")
    assert saved.events[0].title == "A call"


def _case_text() -> str:
    from .conftest import CASE

    return CASE


def test_line_ends_and_byte_order_mark_are_kept(write: Write) -> None:
    folder = write()
    path = folder / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    case = load_case(folder)
    save_case(
        case.model_copy(update={"positions": (*case.positions, position()), "title": "Other"})
    )
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert load_case(folder).title == "Other"


def test_a_file_that_changed_on_disk_is_not_overwritten(write: Write) -> None:
    folder = write()
    case = load_case(folder)
    path = folder / "case.yaml"
    path.write_text(path.read_text("utf-8") + "# my note\n", "utf-8")
    with pytest.raises(InvalidInput, match="changed on disk"):
        save_case(case.model_copy(update={"title": "Other"}))
    assert path.read_text("utf-8").endswith("# my note\n")


def test_a_case_with_errors_is_not_written(write: Write) -> None:
    folder = write()
    before = contents(folder)
    case = load_case(folder)
    with pytest.raises(InvalidInput, match="nothing was written") as caught:
        save_case(case.model_copy(update={"positions": (position(party="west"),)}))
    assert [problem.code for problem in caught.value.problems] == ["unknown-id"]
    assert contents(folder) == before


def test_a_copy_says_the_same_and_takes_the_texts_along(write: Write, tmp_path: Path) -> None:
    case = load_case(write())
    copied = save_case(case, tmp_path / "copy")
    assert copied == case
    assert copied.warnings == ()
    assert (tmp_path / "copy" / "report.txt").is_file()
    with pytest.raises(InvalidInput, match="there is a case already"):
        save_case(case, tmp_path / "copy")


LINES = st.text("abé—'\"#:-[]{}!&*%@`\\ \t\n0123.eE", max_size=30)
WORDS = ["no", "12:30", "1e5", "0o17", "2025-12-04", "~", ".5", "0x1f", "true", "=", "<<", "0["]
SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6) | LINES
) | st.sampled_from(WORDS)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(LINES.filter(bool), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_what_is_emitted_is_read_back(data: object) -> None:
    for text in (emit_block({"key": data}, 0), "{key: " + emit_inline(data) + "}"):
        root, problems = parse_yaml(text, "f")
        assert not problems
        assert root is not None
        assert root.plain() == {"key": data}


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
DAYS = st.integers(0, 3).map(lambda days: date(2025, 12, 1) + timedelta(days))


@st.composite
def edits(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """Changes of a case that keep it free of errors."""
    update: dict[str, Any] = {}
    if draw(st.booleans()):
        update["title"] = draw(NAMES)
    if draw(st.booleans()):
        update["note"] = draw(NAMES)
    if draw(st.booleans()):
        kept = [p for p in case.positions if draw(st.booleans())]
        added = [
            position(
                issue="troops",
                wants=draw(st.sampled_from([0, 1000])),
                judgement=draw(NAMES),
                date=str(draw(DAYS)),
            )
            for _ in range(draw(st.integers(0, 3)))
        ]
        update["positions"] = tuple(draw(st.permutations(kept + added)))
    if draw(st.booleans()):
        drafts = dict(case.drafts) if draw(st.booleans()) else {}
        for name in draw(st.lists(st.sampled_from(["first", "second", "third"]), unique=True)):
            drafts[name] = (
                case.drafts["first"].model_copy(update={"title": draw(NAMES)})
                if "first" in case.drafts
                else _draft(draw(NAMES))
            )
        update["drafts"] = drafts
    if draw(st.booleans()):
        update["parties"] = {
            key: party.model_copy(
                update={"name": draw(NAMES), "aliases": tuple(draw(st.lists(NAMES, max_size=2)))}
            )
            for key, party in case.parties.items()
        }
    if draw(st.booleans()):
        update["constraints"] = ()
    if draw(st.booleans()):
        south = case.preferences["south"].model_copy(update={"basis": draw(NAMES), "red_lines": ()})
        update["preferences"] = {**case.preferences, "south": south}
    return update


def _draft(title: str) -> Any:
    return (
        Case.model_fields["drafts"]
        .annotation.__args__[1]
        .model_validate(  # type: ignore[union-attr]
            {"title": title, "date": "2025-12-02", "judgement": "seen", "terms": {"troops": 1000}}
        )
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(data=st.data())
def test_load_of_save_is_the_same_case_through_chains_of_edits(
    write: Write, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = write()
    for path in folder.glob("*.yaml"):
        if path.name != "case.yaml":
            path.unlink()
    case = load_case(folder)
    comment = "# The talks between two neighbours."
    for _ in range(3):
        edited = case.model_copy(update=data.draw(edits(case)))
        saved = save_case(edited)
        assert saved == edited
        assert load_case(folder) == edited
        assert (folder / "case.yaml").read_text("utf-8").startswith(comment)
        before = contents(folder)
        assert save_case(saved) == saved
        assert contents(folder) == before
        case = saved


def test_a_committed_save_counts_even_if_it_was_interrupted(write: Write) -> None:
    """A crash between the two renames: readers see the new files, the next save tidies up."""
    folder = write()
    case = load_case(folder)
    (folder / SAVING).mkdir()
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / SAVING / "case.yaml").write_text(text.replace("Border talks", "New title"), "utf-8")
    (folder / SAVING / "positions.yaml").write_text("[]\n", "utf-8")
    interrupted = (folder / SAVING / "case.yaml").read_text("utf-8")
    start, end = interrupted.index("positions:"), interrupted.index("preferences:")
    (folder / SAVING / "case.yaml").write_text(interrupted[:start] + interrupted[end:], "utf-8")
    loaded = load_case(folder)
    assert (loaded.title, loaded.positions) == ("New title", ())
    saved = save_case(loaded.model_copy(update={"title": case.title}))
    assert not (folder / SAVING).exists()
    assert (saved.title, saved.positions) == ("Border talks", ())


def test_write_together_replaces_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("old")
    write_together(tmp_path, {"a.yaml": b"1", "b.yaml": b"2"})
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a.yaml": "1", "b.yaml": "2"}


def edit(write: Write, text: str, change: Callable[[Case], Case], **files: str) -> str:
    """Save a change and return what case.yaml then says."""
    folder = write(text, **files)
    save_case(change(load_case(folder)))
    return (folder / "case.yaml").read_text("utf-8")


def test_defaults_that_are_spelled_out_keep_their_place_and_comments(write: Write) -> None:
    spelled = (
        "- party: south   # who\n        # why we code it so\n"
        "        attribution: own   # explicit\n"
    )
    text = _case_text().replace("- party: south\n", spelled)

    def change(case: Case) -> Case:
        softer = case.positions[1].model_copy(update={"strength": "signal"})
        return case.model_copy(update={"positions": (case.positions[0], softer)})

    before = textwrap.dedent(text).lstrip("\n")
    assert edit(write, text, change) == before.replace("strength: refusal", "strength: signal")


@pytest.mark.parametrize(
    "dash", ["- # the first\n        party: south\n", "-\n        party: south\n"]
)
def test_an_item_goes_with_its_dash(write: Write, dash: str) -> None:
    text = _case_text().replace("- party: south\n", dash)

    def change(case: Case) -> Case:
        return case.model_copy(update={"positions": case.positions[:1]})

    after = edit(write, text, change)
    assert "as everybody knows" not in after
    assert "party: south" not in after


def test_the_first_key_of_an_item_goes_and_the_dash_stays(write: Write) -> None:
    text = _case_text().replace("- party: south\n", "- note: x\n        party: south\n")

    def change(case: Case) -> Case:
        plain = case.positions[1].model_copy(update={"note": ""})
        return case.model_copy(update={"positions": (case.positions[0], plain)})

    after = edit(write, text, change)
    assert after == textwrap.dedent(_case_text()).lstrip("\n")


def test_a_mapping_in_braces_over_several_lines_keeps_its_comments(write: Write) -> None:
    text = _case_text().replace(
        "south: {name: South, role: principal}",
        "south: {name: South,  # of the river\n              role: principal}",
    )

    def add(case: Case) -> Case:
        south = case.parties["south"].model_copy(update={"note": "new"})
        return case.model_copy(update={"parties": {**case.parties, "south": south}})

    before = textwrap.dedent(text).lstrip("\n")
    after = edit(write, text, add)
    assert after == before.replace(
        "role: principal}\npeople", "role: principal, note: new}\npeople"
    )


def test_a_case_written_as_json_is_edited_as_json(write: Write) -> None:
    import json

    from detente.case.plain import plain_case

    folder = write()
    plain = plain_case(load_case(folder))
    (folder / "case.yaml").write_text(json.dumps(plain, default=str), "utf-8")
    case = load_case(folder)
    saved = save_case(case.model_copy(update={"note": "added", "title": "Other"}))
    assert (saved.note, saved.title) == ("added", "Other")
    assert save_case(saved.model_copy(update={"note": ""})).note == ""
    assert (folder / "case.yaml").read_text("utf-8").count("\n") <= 1


def test_an_indented_file_is_edited_at_its_indentation(write: Write) -> None:
    start, end = _case_text().index("    constraints:\n"), _case_text().index("    acceptance:")
    folder = write(_case_text()[:start] + _case_text()[end:])
    (folder / "constraints.yaml").write_text("  - never: {border: line, troops: 0}\n", "utf-8")
    case = load_case(folder)
    emptied = save_case(case.model_copy(update={"constraints": ()}))
    refilled = save_case(emptied.model_copy(update={"constraints": case.constraints}))
    assert refilled == case


def test_a_link_stays_a_link(write: Write, tmp_path: Path) -> None:
    folder = write()
    (folder / "case.yaml").rename(tmp_path / "elsewhere.yaml")
    (folder / "case.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    save_case(load_case(folder).model_copy(update={"title": "Linked"}))
    assert (folder / "case.yaml").is_symlink()
    assert "title: Linked" in (tmp_path / "elsewhere.yaml").read_text("utf-8")


def test_two_saves_at_once_do_not_lose_one(write: Write) -> None:
    """Of two cases loaded from the same files, the second to be saved is refused."""
    folder = write()
    first, second = load_case(folder), load_case(folder)
    save_case(first.model_copy(update={"title": "First"}))
    with pytest.raises(InvalidInput, match="changed on disk"):
        save_case(second.model_copy(update={"note": "second"}))
    assert load_case(folder).title == "First"


def test_what_cannot_be_written_is_said(write: Write, tmp_path: Path) -> None:
    case = load_case(write())
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match="cannot be written"):
        save_case(case, tmp_path / "file" / "below")
