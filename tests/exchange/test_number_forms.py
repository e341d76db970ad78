"""A cell that is no number says how what was meant is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InvalidInput
from detente.exchange import read_situation
from detente.exchange.ktab_xml_read import situation_of_ktab_xml
from detente.exchange.number_forms import find_meant
from detente.exchange.table_safe import letter
from tests.exchange.situation_files import read_text

RANGE = "a range is written 40..60"
MEANT = {
    "40-60": RANGE,
    "40 – 60": RANGE,
    "40−60": RANGE,
    "40 to 60": RANGE,
    "40...60": RANGE,
    "40…60": RANGE,
    "[40, 60]": RANGE,
    "40:60": RANGE,
    "20,5-30": "a range is written 20.5..30",
    "-5-5": "a range is written -5..5",
    "20,5": "a decimal point is written 20.5 where commas separate columns",
    "1,000": "write 1000 without a sign between thousands, or 1.000 with a decimal point",
    "1 000": "write it without signs between thousands",
    "1'000'000.5": "write it without signs between thousands",
    "1.000.000,5": "write it without signs between thousands",
    "40%": "write the number alone, without a unit",
    "40 km²": "write the number alone, without a unit",
    "=B2*2": "save values instead of formulas",
    "n/a": "leave the actor out if the number is not known",
    "NaN": "leave the actor out if the number is not known",
    "-": "leave the actor out if the number is not known",
    "inf": "it has to be finite",
    "-∞": "it has to be finite",
}


@pytest.mark.parametrize(("text", "told"), MEANT.items(), ids=MEANT)
def test_what_was_meant_is_told_with_the_place(text: str, told: str, tmp_path: Path) -> None:
    assert find_meant(text) == told
    rows = f'actor\tcapability\tx position\tx salience\nA\t1\t"{text}"\t5\nB\t1\t2\t3\n'
    with pytest.raises(InvalidInput) as caught:
        read_text(tmp_path, rows, "t.tsv")
    where = "t.tsv:2, column C: the position of A on x is no number"
    assert str(caught.value) == f"{where}: {told}"


@pytest.mark.parametrize(
    "text", ["", "word", "1e5", "-2.5E-3", "1e999", "..", "40..60", "a-b", "++4"]
)
def test_numbers_and_words_are_nothing_else(text: str) -> None:
    assert find_meant(text) == ""


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_titles_may_differ_in_capitals_where_that_is_clear(tmp_path: Path) -> None:
    rows = "ACTOR,Power,TAX  Position,tax salience,Tax REFERENCE\nA,1,2,3,4\nB,5,6,7,\n"
    found = read_text(tmp_path, rows, "t.csv").uncertain.middle
    assert found.dimensions == ("TAX",)
    assert found.reference.tolist() == [4]
    two = "actor,power,A position,a position,A salience,a salience\nX,1,2,3,4,5\nY,1,2,3,4,5\n"
    assert read_text(tmp_path, two, "t.csv").uncertain.middle.dimensions == ("A", "a")
    with pytest.raises(InvalidInput, match=r"^t.csv:1: b has a column of its positions, and none"):
        read_text(tmp_path, two.replace("A position", "b position"), "t.csv")


def test_where_an_xml_is_wrong_is_told_by_its_line(tmp_path: Path) -> None:
    actors = "\n".join(
        f"<Actor>\n<name>{name}</name><capability>1</capability>\n"
        f"<Position><dCoord>{x}</dCoord></Position>\n<Salience><dSal>50</dSal></Salience></Actor>"
        for name, x in (("Ann", 10), ("Bo", "40-60"), ("Cy", 30))
    )
    text = (
        '<?xml version="1.0"?>\n<!-- who -->\n<Scenario>\n<Dimensions><dName>x</dName></Dimensions>'
        f"\n<Actors>\n{actors}\n</Actors></Scenario>"
    )
    with pytest.raises(InvalidInput, match=r"^f.xml:10, actor 2 \(Bo\): the position of Bo on x: "):
        read_text(tmp_path, text, "f.xml")
    with pytest.raises(InvalidInput, match=r"^f.xml:11, actor 2 "):
        situation_of_ktab_xml(f"some words\n{text}".encode(), "f.xml")


def test_folders_and_workbooks_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="a folder, and a file is needed here"):
        read_situation(tmp_path)
    for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08"):
        with pytest.raises(InvalidInput, match="save its sheet as CSV"):
            read_text(tmp_path, start + b"...", "t.xlsx")
