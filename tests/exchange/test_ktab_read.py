"""Scenarios of KTAB as it writes them, and files that only look like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InvalidInput, NotSupported
from detente.exchange import read_situation
from detente.exchange.ktab_csv_read import situation_of_ktab_table
from detente.exchange.ktab_csv_write import LONGEST_NAME
from detente.exchange.ktab_options import WORDS, ktab_of_options, options_of_ktab
from detente.exchange.ktab_scenario import FEWEST_ACTORS, MOST_POWER
from detente.exchange.ktab_xml_read import situation_of_ktab_xml
from detente.exchange.limits import LARGEST_FILE
from detente.exchange.situation_record import MOST_ACTORS, MOST_DIMENSIONS, SituationFile
from detente.exchange.table_safe import MOST_COLUMNS, MOST_ROWS, parse_table
from detente.forecast.spatial import SpatialOptions
from tests.exchange.situation_files import CSV, TRIO, ktab_xml, pair, read_text
from tests.exchange.test_hostile import XML as HOSTILE_XML


def test_a_csv_says_names_numbers_and_descriptions(tmp_path: Path) -> None:
    found = read_text(tmp_path, CSV)
    middle = found.uncertain.middle
    assert (found.format, found.name) == ("ktab-csv", "Harbour town")
    assert found.title == "Who wants which harbour, in three sentences"
    assert middle.actors == ("HC", "TM", "UN")
    assert found.descriptions == ("Harbour company", "Ministry, of tourism", "")
    assert middle.dimensions == ("Berths", "Sal1")
    assert middle.capability.tolist() == [40.5, 25, 8]
    assert middle.positions.tolist() == [[100, 20], [35.25, 70], [0, 90]]
    assert middle.salience.tolist() == [[60, 40], [50, 10.5], [0.5, 99]]
    assert found.uncertain.exact
    assert found.options is None
    assert found.seed is None
    assert found.warnings == ()
    assert len(found.sha256) == 64


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_marks_and_ends_of_lines_change_nothing(tmp_path: Path, mark: bytes, end: str) -> None:
    found = read_text(tmp_path, mark + CSV.replace("\n", end).encode())
    assert found.uncertain.middle.actors == ("HC", "TM", "UN")
    assert found.name == "Harbour town"


def test_utf_16_and_windows_1252_are_read_and_the_latter_is_told(tmp_path: Path) -> None:
    text = CSV.replace("Harbour town", "Häfen")
    assert read_text(tmp_path, text.encode("utf-16")).name == "Häfen"
    found = read_text(tmp_path, text.encode("cp1252"))
    assert found.name == "Häfen"
    assert any("read as Windows-1252" in warning for warning in found.warnings)


def test_an_xml_says_options_seed_and_ideals(tmp_path: Path) -> None:
    words = {tag: list(own)[-1] for tag, (_, own) in WORDS.items()}
    parameters = "".join(f"<{tag}>{word}</{tag}>" for tag, word in words.items())
    text = ktab_xml(
        TRIO,
        parameters=f"<ModelParameters>{parameters}</ModelParameters>",
        ideals=pair("Ann", "Ann", 0.75) + pair("Ann", "Cy", 0.125) + pair("Bo", "Bo", 0),
    )
    found = read_text(tmp_path, text)
    assert (found.format, found.name, found.title, found.seed) == (
        "ktab-xml",
        "Test",
        "A test",
        17,
    )
    assert found.options == SpatialOptions(
        voting="asym-prospect",
        victory="binary",
        solver="markov-uniform",
        risk_share="full",
        risk_range="max",
        third_parties="full",
        interpolation="s2pmax",
        bargaining="weighted",
        transition="stochastic",
    )
    expected = [[0.75, 0, 0.125], [0, 0, 0], [0, 0, 1]]
    assert found.uncertain.middle.affinities.tolist() == expected
    assert found.warnings == ()


def test_every_word_of_ktab_is_an_option_of_ours_and_the_other_way_round() -> None:
    for tag, (field, own) in WORDS.items():
        assert len(set(own.values())) == len(own)
        for word, ours in own.items():
            options = options_of_ktab({tag: word}, "f")
            assert getattr(options, field) == ours
            assert ktab_of_options(options)[tag] == word
    fields = {field for field, _ in WORDS.values()} | {"compatible"}
    assert fields == set(SpatialOptions.__dataclass_fields__)


def test_what_an_xml_leaves_out_is_told(tmp_path: Path) -> None:
    text = ktab_xml(
        TRIO,
        ideals=None,
        parameters="<ModelParameters><ResolutionPCE>Markov</ResolutionPCE>"
        "<VotingRule>Cubic</VotingRule></ModelParameters>",
        head="<name></name><prngSeed>0x89B9</prngSeed>",
    )
    found = read_text(tmp_path, text, "town.xml")
    assert (found.name, found.seed) == ("town", None)
    assert found.options == SpatialOptions(voting="cubic")
    assert np.array_equal(found.uncertain.middle.affinities, np.eye(3))
    told = "; ".join(found.warnings)
    assert "ResolutionPCE" in told
    assert "KTAB's default is taken for VictoryProbModel, PCEModel" in told
    assert "no <IdealAdjustment>" in told
    assert "prngSeed" in told


def test_seed_zero_is_none_for_ktab_draws_one_then(tmp_path: Path) -> None:
    text = ktab_xml(TRIO, head="<name>x</name><prngSeed>0</prngSeed>")
    assert read_text(tmp_path, text).seed is None


def changed(old: str, new: str) -> str:
    assert old in CSV
    return CSV.replace(old, new, 1)


BAD_CSV = {
    "salience over 100 in all": (
        changed("0.5,90,99", "2,90,99"),
        "5: the saliences of UN sum to 101",
    ),
    "salience below 0": (
        changed("0.5,90", "-0.5,90"),
        "salience of UN on Berths has to be 0 to 100",
    ),
    "position above 100": (
        changed("35.25", "135"),
        "4: the position of TM on Berths has to be 0 to",
    ),
    "power 0": (changed(",,8,", ",,0,"), "5: the power of UN has to be above 0, and is 0"),
    "negative power": (changed("40.5", "-1"), "3: the power of HC has to be above 0"),
    "not a number": (
        changed("35.25", "nan"),
        "4: the position of TM on Berths is no number: leave the actor out",
    ),
    "infinite": (changed("40.5", "1e999"), "3: the power of HC: numbers in files lie within 1e12"),
    "formula": (changed("40.5", "=1+1"), "3: the power of HC is no number: save values"),
    "words": (changed("35.25", "high"), "4: the position of TM"),
    "hexadecimal": (changed("35.25", "0x10"), "4: the position of TM"),
    "a range": (changed("35.25", "30..40"), "KTAB has no ranges"),
    "a range with a dash": (changed("35.25", "30-40"), "KTAB has no ranges, a plain table has"),
    "a cell is empty": (changed("35.25", ""), "4: the position of TM on Berths is missing"),
    "last cell is missing": (changed(",70,10.5", ",70"), "6 columns, and 7 have to be here"),
    "a cell too many": (changed("70,10.5", "70,10.5,3"), "8 columns, and 7"),
    "no name": (changed("UN,", ","), "5: the actor has no name"),
    "name twice": (changed("UN,", "HC,"), "actor 'HC' is given twice"),
    "dimension twice": (changed("Sal1", "Berths"), "dimension 'Berths' is given twice"),
    "dimension without name": (changed("Sal1", ""), "column 6 has no name"),
    "fewer rows than said": (changed(",3,2", ",4,2"), "says 4 actors, and 3 rows"),
    "more rows than said": (changed(",3,2", ",2,2"), "says 2 actors, and 3 rows"),
    "dimensions do not fit": (
        changed(",3,2", ",3,1"),
        "1 dimensions have 5 columns, and here are 7",
    ),
    "no dimension": (changed(",3,2", ",3,0"), "there is no dimension"),
    "nobody cares": (
        CSV.replace("60,", "0,").replace("50,", "0,").replace("0.5,", "0,"),
        "nobody has",
    ),
    "no actor": ("a,b,0,1\nActor,Description,Power,x,y\n", "there is no actor"),
    "one actor": ("a,b,1,1\nActor,Description,Power,x,y\nA,,1,2,3\n", "only one actor"),
    "tabs": (CSV.replace(",", "\t").replace("$$", ","), "separated by commas"),
    "cut short": (CSV[:50], "a cell that ends here goes over several lines|neither"),
    "quotation mark": (changed("HC,", '"HC,'), "goes over several lines"),
    "control characters": (changed("HC", "H\x1bC"), "3: a control character"),
    "zero bytes": (changed("HC", "H\x00C"), "3: a control character"),
}


@pytest.mark.parametrize(("text", "told"), BAD_CSV.values(), ids=BAD_CSV)
def test_a_bad_csv_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as caught:
        read_text(tmp_path, text, "bad.csv")
    assert str(caught.value).startswith("bad.csv")


def test_too_many_actors_or_dimensions_are_not_read(tmp_path: Path) -> None:
    rows = "".join(f"A{k},,1,50,50\n" for k in range(251))
    with pytest.raises(NotSupported, match="251 actors; at most 250"):
        read_text(tmp_path, f"a,b,251,1\nActor,Description,Power,x,y\n{rows}")
    titles = ",".join(f"p{k},s{k}" for k in range(101))
    row = ",".join("50,0.5" for _ in range(101))
    with pytest.raises(NotSupported, match="101 dimensions; at most 100"):
        read_text(tmp_path, f"a,b,2,101\nActor,x,Power,{titles}\nA,,1,{row}\nB,,1,{row}\n")
    with pytest.raises(NotSupported, match="more than 1,000 rows"):
        read_text(tmp_path, "a,b\n" * 1_001)
    with pytest.raises(NotSupported, match="more than 2,000 columns"):
        read_text(tmp_path, "a," * 2_001)


def trio(old: object, new: object) -> str:
    text = ktab_xml(TRIO, ideals=pair("Ann", "Ann", 0.5))
    assert str(old) in text
    return text.replace(str(old), str(new), 1)


WHERE = r"bad\.xml:3, actor 2 \(Bo\)"
BAD_XML = {
    "empty dCoord": (trio(">80<", "><"), f"{WHERE}: the <dCoord> for FirstDim is empty; KTAB"),
    "empty dSal": (trio(">30<", "> <"), f"{WHERE}: the <dSal> for FirstDim is empty"),
    "no dCoord": (trio("<dCoord>80</dCoord>", ""), f"{WHERE}: 0 <dCoord> for 1 dimensions"),
    "dCoord too many": (trio("<dCoord>80<", "<dCoord>1</dCoord><dCoord>80<"), "2 <dCoord> for 1"),
    "no position": (
        trio("<Position><dCoord>80</dCoord></Position>", ""),
        f"{WHERE}: no <Position>",
    ),
    "power 0": (trio("20.5", "0"), f"{WHERE}: the power of Bo has to be above 0"),
    "power missing": (trio("20.5", ""), f"{WHERE}: the power of Bo is missing"),
    "not a number": (trio(">80<", ">NaN<"), f"{WHERE}: the position of Bo on FirstDim is no"),
    "a formula": (trio(">80<", ">=80<"), f"{WHERE}: the position of Bo on FirstDim is no"),
    "salience over 100": (trio(">100<", ">100.5<"), r"actor 3 \(Cy\): the salience of Cy"),
    "no name": (trio("<name>Bo</name>", "<name/>"), "actor 2 has no name"),
    "two names": (trio("<name>Bo<", "<name>B</name><name>Bo<"), "actor 2: more than one <name>"),
    "name twice": (trio("<name>Bo<", "<name>Ann<"), "actor 'Ann' is given twice"),
    "dimension empty": (trio("FirstDim", " "), "dimension 1 has no name"),
    "no dimensions": (trio("<dName>FirstDim</dName>", ""), "there is no dimension"),
    "no actors": (trio("<Actors>", "<Actor>").replace("</Actors>", "</Actor>"), "no <Actors>"),
    "one actor": (ktab_xml(TRIO[:1]), "only one actor"),
    "another root": ("<html/>", "its outermost element is <Scenario>, and here it is <html>"),
    "unknown actor in ideals": (
        ktab_xml(TRIO, ideals=pair("Ann", "Zoe", 0.5)),
        "pair 1, referencePos: there is no actor Zoe",
    ),
    "pair twice": (
        ktab_xml(TRIO, ideals=pair("Ann", "Bo", 0) * 2),
        "pair 2: Ann and Bo stand there twice",
    ),
    "share above 1": (trio(">0.5<", ">1.5<"), "pair 1, adjust: a share of 0 to 1"),
    "share missing": (trio(">0.5<", "><"), "pair 1, adjust: a number"),
    "shares above 1 in all": (
        ktab_xml(TRIO, ideals=pair("Bo", "Ann", 0.25)),
        "the shares of Bo sum to 1.25, more than 1; an actor's share in its own position is 1",
    ),
    "unknown word": (
        ktab_xml(
            TRIO,
            parameters="<ModelParameters><VotingRule>CubicProportional</VotingRule></ModelParameters>",
        ),
        "ModelParameters: VotingRule is one of: Binary, PropBin, Prop, PropCbc, Cubic, ASymProsp",
    ),
}


@pytest.mark.parametrize(("text", "told"), BAD_XML.values(), ids=BAD_XML)
def test_a_bad_xml_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as caught:
        read_text(tmp_path, text, "bad.xml")
    assert str(caught.value).startswith("bad.xml")


@pytest.mark.parametrize("text", HOSTILE_XML.values(), ids=HOSTILE_XML)
def test_hostile_xml_is_refused(tmp_path: Path, text: str) -> None:
    place = tmp_path / "f.xml"
    place.write_text(text)
    with pytest.raises(InvalidInput, match=r"f\.xml"):
        read_situation(place)


def test_saliences_over_100_by_a_rounding_error_are_read(tmp_path: Path) -> None:
    """33.4 + 33.3 + 33.3 is more than 100 in floating point in some order, and 100 to a person."""
    thirds = ["33.3", "33.3", "33.4"]
    text = ktab_xml([(n, 1, [50] * 3, thirds) for n in "ab"], dimensions=("x", "y", "z"))
    assert read_text(tmp_path, text).uncertain.middle.salience.sum() == pytest.approx(200)


def test_names_cannot_carry_commands_of_a_terminal(tmp_path: Path) -> None:
    found = read_text(tmp_path, changed("HC", "H\u202eC\u0085"))
    assert found.uncertain.middle.actors[0] == "H\ufffdC"
    shown = read_text(tmp_path, ktab_xml([("A\u202e", 1, [1], [1]), *TRIO]))
    assert shown.uncertain.middle.actors[0] == "A\ufffd"


def test_a_spreadsheet_s_guard_against_formulas_is_no_part_of_a_name(tmp_path: Path) -> None:
    found = read_text(tmp_path, changed("HC", "'=cmd|x"))
    assert found.uncertain.middle.actors[0] == "=cmd|x"
    assert read_text(tmp_path, changed("HC", "=cmd|x")).uncertain.middle.actors[0] == "=cmd|x"


def test_files_that_are_not_there_or_too_large_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_situation(tmp_path / "none.csv")
    big = tmp_path / "big.csv"
    big.write_bytes(b"a" * (LARGEST_FILE + 1))
    with pytest.raises(InvalidInput, match="larger than 16 MiB"):
        read_situation(big)
    one_cell = tmp_path / "cell.csv"
    one_cell.write_bytes(b"a" * 1_000_000)
    with pytest.raises(InvalidInput, match=r"cell\.csv:.*no table of separated values"):
        read_situation(one_cell)


READERS: list[Callable[[bytes], SituationFile]] = [
    lambda data: situation_of_ktab_table(parse_table(data, "f")),
    lambda data: situation_of_ktab_xml(data, "f"),
]
PUT = [b"", b"\x00", b"<", b'"', b"-1", b"1e999", b",", b"\n", b"&", b"\xff", b"\xed\xa0\x80"]


@pytest.mark.parametrize("text", [CSV, ktab_xml(TRIO, ideals=pair("Ann", "Ann", 0.5))])
def test_damaged_files_give_an_error_of_ours_or_a_situation(text: str, tmp_path: Path) -> None:
    good, place = text.encode(), tmp_path / "f"

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(PUT))
    def damage(at: int, length: int, put: bytes) -> None:
        at %= len(good)
        damaged = good[:at] + put + good[at + length :]
        place.write_bytes(damaged)
        with suppress(DetenteError):
            assert read_situation(place)
        for read in READERS:
            with suppress(DetenteError):
                assert read(damaged)

    damage()


def test_the_reference_names_every_word_and_limit() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/exchange-formats.md").read_text("utf-8")
    for tag, (field, own) in WORDS.items():
        assert f"| `{tag}` | `{field}` |" in page
        assert all(f"`{word}` {ours}" in page for word, ours in own.items())
    assert f"at most {MOST_ACTORS} actors and {MOST_DIMENSIONS} dimensions" in page
    assert f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns" in page
    assert f"fewer than {FEWEST_ACTORS} or more than {MOST_ACTORS} actors" in page
    assert f"capabilities above {MOST_POWER:,.0f}" in page
    assert f"at most {LONGEST_NAME} bytes" in page


def test_the_example_of_the_reference_is_a_table(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/exchange-formats.md").read_text("utf-8")
    (text,) = re.findall(r"```text\n(actor,.*?)```", page, re.DOTALL)
    middle = read_text(tmp_path, text).uncertain.middle
    assert (middle.actors, middle.reference.tolist()) == (("Left", "Right"), [10])
