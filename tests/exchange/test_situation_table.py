"""Plain tables of who stands where: any spreadsheet's, ranges and all."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InvalidInput
from detente.exchange import SituationFile, read_situation, write_situation
from detente.exchange.situation_file import WRITERS
from detente.exchange.situation_record import read_range
from detente.exchange.situation_table import situation_of_table
from detente.exchange.table_safe import parse_table
from detente.forecast import make_situation
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import UncertainSituation, make_uncertain
from tests.exchange.situation_files import read_text, same_uncertain, uncertain_situations

TITLES = (
    "actor,description,capability,tax position,tax salience,aid position,aid salience,tax reference"
)
TABLE = f"""{TITLES}
Left,"the left, mostly",40,20..40,60,20..30..40,40.5,10
Right,,25..35,80,50,70,0,
(reference),,,,,55.5,,
"""


def test_a_table_says_numbers_ranges_and_reference_points(tmp_path: Path) -> None:
    found = read_text(tmp_path, TABLE, "budget.csv")
    uncertain, middle = found.uncertain, found.uncertain.middle
    assert (found.format, found.name) == ("situation", "budget")
    assert found.descriptions == ("the left, mostly", "")
    assert (middle.actors, middle.dimensions) == (("Left", "Right"), ("tax", "aid"))
    assert uncertain.positions.low.tolist() == [[20, 20], [80, 70]]
    assert uncertain.positions.high.tolist() == [[40, 40], [80, 70]]
    assert np.isnan(uncertain.positions.mode).tolist() == [[True, False], [True, True]]
    assert middle.positions.tolist() == [[30, 30], [80, 70]]
    assert uncertain.capability.low.tolist() == [40, 25]
    assert middle.capability.tolist() == [40, 30]
    assert middle.salience.tolist() == [[60, 40.5], [50, 0]]
    assert middle.reference.tolist() == [10, 55.5]
    assert found.warnings == ()


def test_without_a_reference_none_is_known(tmp_path: Path) -> None:
    text = "Actor\tPower\tposition\tsalience\nA\t1\t10\t20\nB\t2\t30\t40\n"
    found = read_text(tmp_path, text, "dairy.tsv").uncertain.middle
    assert found.dimensions == ("dairy",)
    assert np.isnan(found.reference).all()
    assert found.salience.tolist() == [[20], [40]]


def test_semicolons_go_with_decimal_commas_and_titles_in_any_case(tmp_path: Path) -> None:
    text = "ACTOR;Influence;Tax Position;Tax SALIENCE;Tax salience note\n"
    found = read_text(tmp_path, f"{text}A;1,5;10,25..20;50;x\n\nB;2;3;4\n")
    middle = found.uncertain.middle
    assert middle.capability.tolist() == [1.5, 2]
    assert found.uncertain.positions.low.tolist() == [[10.25], [3]]
    assert found.warnings == ("file.txt:1: a column is passed over: Tax salience note",)


def test_affinities_leave_the_rest_of_the_whole_to_the_actor_itself(tmp_path: Path) -> None:
    head = "actor,capability,x position,x salience,affinity to A,affinity to B,affinity to C"
    rows = "A,1,10,20,,0.25,0.125\nB,1,20,30,0.5,0,\nC,1,30,40,,,\n"
    found = read_text(tmp_path, f"{head}\n{rows}").uncertain.middle.affinities
    assert found.tolist() == [[0.625, 0.25, 0.125], [0.5, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20", (20, None, 20)),
        (" 2e1 ", (20, None, 20)),
        ("20..40", (20, None, 40)),
        ("20 .. 30 .. 40", (20, 30, 40)),
        ("20..20..40", (20, 20, 40)),
        ("30..30..30", (30, None, 30)),
        (7, (7, None, 7)),
    ],
)
def test_ranges(written: object, expected: tuple[float, float | None, float]) -> None:
    found = read_range(written, "f:1: x")
    mode = None if np.isnan(found.mode) else found.mode
    assert (found.low, mode, found.high) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        None,
        "40..20",
        "20..50..40",
        "1..2..3..4",
        "..",
        "20..",
        "..40",
        "nan..3",
        "a",
        True,
    ],
)
def test_what_is_no_range(written: object) -> None:
    with pytest.raises(InvalidInput, match=r"^f:1: x"):
        read_range(written, "f:1: x")


def changed(old: str, new: str) -> str:
    assert old in TABLE
    return TABLE.replace(old, new, 1)


BAD = {
    "no capability": (changed("capability", "clout"), "bad.csv:1: there is no column capability"),
    "no salience": (
        changed("aid salience", "aid weight"),
        "aid has a column of its positions",
    ),
    "no position": (changed("aid position", "aid place"), "aid has a column of its saliences"),
    "title twice": (changed("tax salience", "aid salience"), "1: column aid salience stands there"),
    "reference of nothing": (
        changed("tax reference", "war reference"),
        "war has a reference",
    ),
    "reference differs": (changed("70,0,", "70,0,20"), "reference on tax is given in two ways"),
    "reference is a range": (
        changed("55.5", "5..6"),
        "4, column F: the reference on aid is one number",
    ),
    "reference outside": (
        changed("55.5", "105"),
        "4, column F: the reference on aid has to be 0 to 100",
    ),
    "reference twice": (
        TABLE + "(reference),,,,,1,,\n",
        r"5: row \(reference\) stands",
    ),
    "position missing": (
        changed("20..40", ""),
        "2, column D: the position of Left on tax is missing",
    ),
    "salience missing": (
        changed(",0,", ",,"),
        "3, column G: the salience of Right on aid is missing",
    ),
    "capability 0": (
        changed("25..35", "0..35"),
        "3, column C: the capability of Right has to be above 0",
    ),
    "upside down": (changed("20..40", "40..20"), "2, column D: .* a range goes from the least"),
    "position outside": (
        changed("20..40", "20..140"),
        "2, column D: the position of Left on tax has to be",
    ),
    "formula": (
        changed("20..40", "=A1"),
        "2, column D: the position of Left on tax is no number: save values",
    ),
    "decimal comma": (changed("40.5", "40,5"), "2: more cells than the first row has titles"),
    "no name": (changed("Right", ""), "3: the actor has no name"),
    "name twice": (
        changed("Right", "Left"),
        "3: actor 'Left' is given twice, first in line 2",
    ),
    "one actor": ("actor,capability,x position,x salience\nA,1,1,1\n", "there is only one actor"),
    "no actor": ("actor,capability,x position,x salience\n", "there is no actor"),
    "no dimension": ("actor,capability\nA,1\nB,2\n", "there is no dimension"),
    "nobody cares": (
        "actor,capability,x position,x salience\nA,1,1,0\nB,1,1,0\n",
        "nobody has a salience above 0 on x",
    ),
    "affinity to nobody": (
        "actor,capability,x position,x salience,affinity to Z\nA,1,1,1,0.1\nB,1,1,1,\n",
        "1: affinity to Z: there is no such actor",
    ),
    "affinity above 1": (
        "actor,capability,x position,x salience,affinity to B\nA,1,1,1,1.5\nB,1,1,1,\n",
        "2, column E: the affinity of A to B has to be 0 to 1, and is 1.5",
    ),
    "affinity below 0": (
        "actor,capability,x position,x salience,affinity to B\nA,1,1,1,-0.5\nB,1,1,1,\n",
        "2, column E: the affinity of A to B has to be 0 to 1, and is -0.5",
    ),
    "affinities above 1": (
        "actor,power,x position,x salience,affinity to A,affinity to B\nA,1,1,1,.6,.6\nB,1,1,1,,\n",
        "the affinities of A",
    ),
    "another table": ("country,gdp\nA,1\n", "neither a scenario of KTAB .CSV or XML. nor a table"),
    "words": ("once upon a time", "neither"),
    "json": ('{"actors": ["A"]}', "neither"),
    "nothing": ("", "there is nothing in the file"),
    "nothing but commas": (",,,\n , \n", "there is nothing in the file"),
    "binary": ("PK\x01\x04", "bad.csv:1: a control character"),
    "a workbook": ("PK\x03\x04", "bad.csv: a workbook or an archive; save its sheet as CSV"),
    "a heading above": (
        f"Who wants what\n\n{TABLE}",
        "bad.csv:3: the titles of the columns stand here; take away what is above",
    ),
    "almost 0": (changed("40.5", "1e-12"), "2, column G: the salience of Left on aid is next to 0"),
    "tiny": (changed("25..35", "1e-300"), "column C: .* choose a smaller unit"),
    "huge": (changed("25..35", "1e13"), "column C: .* of Right: numbers in files lie within 1e12"),
    "open quotation mark": (changed("Right", '"Right'), "goes over several lines"),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD)
def test_a_bad_table_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as caught:
        read_text(tmp_path, text, "bad.csv")
    assert str(caught.value).startswith("bad.csv")


def there_and_back(uncertain: UncertainSituation, name: str) -> tuple[SituationFile, str]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / name
        assert write_situation(SituationFile(uncertain, "Test"), place).warnings == ()
        return read_situation(place), place.read_text()


@settings(max_examples=80, deadline=None)
@given(uncertain_situations(), st.sampled_from(["x.csv", "x.tsv"]))
def test_a_table_gives_everything_back(uncertain: UncertainSituation, name: str) -> None:
    back, text = there_and_back(uncertain, name)
    assert same_uncertain(back.uncertain, uncertain)
    assert ("\t" in text) is (name == "x.tsv")
    assert (
        not any(
            cell[:1] in tuple("=+-@") for line in text.splitlines() for cell in line.split("\t")
        )
        or name == "x.csv"
    )


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+x", "-x", "@x", "'=x", '"q"', "a,b", "ж"])
def test_names_of_all_kinds_come_back_and_none_is_a_formula(name: str, tmp_path: Path) -> None:
    situation = make_situation(
        [[1], [2]], [[3], [4]], [5, 6], actors=[name, "b"], dimensions=[name]
    )
    file = SituationFile(make_uncertain(situation), "Test", descriptions=(name, ""))
    write_situation(file, tmp_path / "x.tsv")
    back = read_situation(tmp_path / "x.tsv")
    middle = back.uncertain.middle
    assert (middle.actors, middle.dimensions) == ((name, "b"), (name,))
    assert back.descriptions == (name, "")
    cells = (tmp_path / "x.tsv").read_text().replace("\n", "\t").split("\t")
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]


@pytest.mark.parametrize("name", ["(reference)", "(Reference)"])
def test_a_name_that_means_something_else_is_refused(name: str, tmp_path: Path) -> None:
    situation = make_situation([1, 2, 3], [3, 4, 5], [5, 6, 7], actors=["a", "b", name])
    with pytest.raises(InvalidInput, match="would be read back as something else"):
        write_situation(SituationFile(make_uncertain(situation), "Test"), tmp_path / "x.csv")
    axis = make_situation([1, 2], [3, 4], [5, 6], dimensions=["affinity to actor-1"])
    with pytest.raises(InvalidInput):
        write_situation(SituationFile(make_uncertain(axis), "Test"), tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()


def test_options_are_lost_and_told(tmp_path: Path) -> None:
    situation = make_uncertain(make_situation([1, 2], [3, 4], [5, 6]))
    file = SituationFile(situation, "Test", options=SpatialOptions())
    written = write_situation(file, tmp_path / "x.csv")
    assert written.warnings == ("options and seed of the spatial model cannot be said",)


def test_damaged_tables_give_an_error_of_ours_or_a_situation(tmp_path: Path) -> None:
    good, place = TABLE.encode(), tmp_path / "f"
    put = [
        b"",
        b"\x00",
        b"<",
        b'"',
        b"-1",
        b"1e999",
        b",",
        b"..",
        b"\n",
        b"'",
        b"\xff",
        b"(reference)",
    ]

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(put))
    def damage(at: int, length: int, new: bytes) -> None:
        at %= len(good)
        place.write_bytes(good[:at] + new + good[at + length :])
        with suppress(DetenteError):
            assert read_situation(place).uncertain.middle.n_actors >= 2
        with suppress(DetenteError):
            table = parse_table(place.read_bytes(), place.name)
            assert situation_of_table(table).uncertain.middle.n_actors >= 2

    damage()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_error_of_ours(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "f"
        place.write_bytes(data)
        with pytest.raises(DetenteError):
            read_situation(place)


def test_answers_do_not_depend_on_the_format(tmp_path: Path) -> None:
    """One situation in three files: the same mean, to the last bit."""
    from detente.forecast import forecast

    situation = make_situation([[10.1], [20.2], [90.3]], [[50.5], [60.0], [70.0]], [1, 2.5, 3])
    file = SituationFile(make_uncertain(situation), "Test")
    found = []
    for format in WRITERS:
        write_situation(file, tmp_path / format, format=format)
        middle = read_situation(tmp_path / format).uncertain.middle
        found.append(json.dumps(forecast(middle).to_dict()["values"]))
    assert len(set(found)) == 1
