"""Files for KTAB: what is written is read back, and what cannot be said is named."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NotSupported
from detente.exchange import SituationFile, read_situation, write_situation
from detente.exchange.situation_record import SituationFormat
from detente.forecast import Situation, make_situation
from detente.forecast.spatial import SpatialOptions, run_spatial
from detente.forecast.uncertainty import Numbers, make_uncertain
from tests.exchange.situation_files import OPTIONS, same_situation, situations
from tests.forecast import ktab

FORMATS: tuple[SituationFormat, ...] = ("ktab-csv", "ktab-xml")
RUNS = [(sweep, run) for sweep in ktab.SWEEPS for run in ktab.runs(sweep)]


def told(situation: Situation, **given: object) -> SituationFile:
    return SituationFile(make_uncertain(situation), "Test", **given)  # type: ignore[arg-type]


def there_and_back(file: SituationFile, format: SituationFormat) -> tuple[SituationFile, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        written = write_situation(file, Path(folder) / "file", format=format)
        return read_situation(written.paths[0]), list(written.warnings)


def three(**changes: object) -> Situation:
    given: dict[str, object] = {
        "actors": ("a", "b", "c"),
        "dimensions": ("tax", "spending"),
        **changes,
    }
    return make_situation(
        [[0, 10], [50, 20], [100, 30]],
        [[50, 50], [30, 10], [5, 1]],
        given.pop("capability", [1, 2, 3]),  # type: ignore[arg-type]
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("sweep", "run"), RUNS)
def test_runs_from_our_xml_have_ktab_s_positions_at_every_turn(sweep: str, run: str) -> None:
    """Its two published cases under every option: written, read back, and run."""
    situation, options = ktab.situation_of(sweep, run), ktab.options_of(sweep, run)
    back, lost = there_and_back(told(situation, options=options, seed=3), "ktab-xml")
    assert same_situation(back.uncertain.middle, situation)
    assert (back.options, back.seed, lost) == (replace(options, compatible=False), 3, [])
    assert back.options is not None
    found = run_spatial(back.uncertain.middle, replace(back.options, compatible=True))
    expected = np.array(ktab.read(sweep)["runs"][run]["positions"])
    assert found.positions.shape == expected.shape
    assert np.abs(found.positions - expected).max() <= 1e-9


@pytest.mark.parametrize("sweep", ktab.SWEEPS)
def test_runs_from_our_csv_have_ktab_s_positions_at_every_turn(sweep: str) -> None:
    situation = ktab.situation_of(sweep, "base")
    back, lost = there_and_back(told(situation), "ktab-csv")
    follows = not np.array_equal(situation.affinities, np.eye(situation.n_actors))
    assert any("affinities cannot be said in CSV" in each for each in lost) is follows
    middle = replace(back.uncertain.middle, affinities=situation.affinities)
    assert same_situation(middle, situation)
    expected = np.array(ktab.read(sweep)["runs"]["base"]["positions"])
    found = run_spatial(middle, SpatialOptions(compatible=True)).positions
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= 1e-9


@settings(max_examples=60, deadline=None)
@given(situations(), st.one_of(st.none(), OPTIONS), st.integers(0, 2**64 - 1))
def test_xml_gives_everything_back(
    situation: Situation, options: SpatialOptions | None, seed: int
) -> None:
    file = told(situation, options=options, seed=seed or None, title="About <this> & that")
    back, lost = there_and_back(file, "ktab-xml")
    assert same_situation(back.uncertain.middle, situation)
    assert (back.options, back.seed) == (options or SpatialOptions(), file.seed)
    assert (back.title, back.descriptions, lost) == (file.title, situation.actors, [])


@settings(max_examples=60, deadline=None)
@given(situations())
def test_csv_gives_every_number_and_short_name_back(situation: Situation) -> None:
    back, lost = there_and_back(told(situation), "ktab-csv")
    middle = back.uncertain.middle
    for part in ("positions", "salience", "capability"):
        assert np.array_equal(getattr(middle, part), getattr(situation, part))
    for names, found in (
        (situation.actors, middle.actors),
        (situation.dimensions, middle.dimensions),
    ):
        for name, read in zip(names, found, strict=True):
            told_of = any("too long" in each or "a space is put" in each for each in lost)
            assert read == name or told_of


def test_texts_with_signs_of_the_format_come_back(tmp_path: Path) -> None:
    names = ("A, B", 'the "C"', "$5,x")
    file = told(three(actors=names), title="x, y", descriptions=("", "p,q", '"'))
    back, lost = there_and_back(file, "ktab-csv")
    assert back.uncertain.middle.actors == ("A, B", 'the "C"', "$5,x")
    assert (back.title, back.descriptions, lost) == ("x, y", ("", "p,q", '"'), [])
    odd, lost = there_and_back(told(three(actors=("a$$", "b&quot;", "c$,"))), "ktab-csv")
    assert odd.uncertain.middle.actors == ("a$ $", "b& quot;", "c$ ,")
    assert any("a space is put into" in each for each in lost)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "'=x", "''-"])
def test_no_cell_is_a_formula_and_the_name_comes_back(
    format: SituationFormat, name: str, tmp_path: Path
) -> None:
    file = told(three(actors=(name, "b", "c")))
    written = write_situation(file, tmp_path / "file", format=format)
    if format == "ktab-csv":
        cells = written.paths[0].read_text().replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]
        assert any("apostrophe" in each for each in written.warnings)
    assert read_situation(written.paths[0]).uncertain.middle.actors == (name, "b", "c")


def test_what_csv_and_xml_cannot_say_is_named() -> None:
    wide = make_uncertain(
        three(reference=[0, np.nan], affinities=[[0.5, 0.5, 0], [0, 1, 0], [0, 0, 1]]),
        capability=Numbers(np.array([1.0, 2, 3]), np.full(3, np.nan), np.array([3.0, 2, 3])),
    )
    options = SpatialOptions(voting="cubic", transition="stochastic")
    file = SituationFile(wide, "Test", options=options, seed=5, warnings=("before",))
    back, lost = there_and_back(file, "ktab-xml")
    assert back.uncertain.middle.capability.tolist() == [2, 2, 3]
    assert lost == [
        "before",
        "ranges are taken at their middle",
        "what holds without a decision (the reference point) cannot be said",
    ]
    _, lost = there_and_back(file, "ktab-csv")
    assert "options cannot be said in CSV, and KTAB takes its defaults: lost are" in lost[3]
    assert "StateTransitions Stochastic, VotingRule Cubic" in lost[3]
    assert lost[4:] == [
        "the seed cannot be said in CSV",
        "affinities cannot be said in CSV: there, every ideal is its actor's own position",
    ]


def test_ktab_s_limits_are_named(tmp_path: Path) -> None:
    two = make_situation([0, 100], [50, 50], [1, 1])
    many = make_situation([50] * 251, [50] * 251, [1] * 251)
    over = make_situation([[0, 0]] * 3, [[1, 1], [60, 50], [1, 1]], [1] * 3, actors="abc")
    strong = three(capability=[1, 2e8, 1])
    for situation, why in (
        (two, "KTAB takes 3 to 250 actors; here are 2"),
        (many, "KTAB takes 3 to 250 actors; here are 251"),
        (over, "the saliences of b sum to 110, and KTAB takes at most 100 in all; write one"),
        (strong, r"the capability of b is 2e\+08, and KTAB takes at most 1e\+08; divide"),
    ):
        for format in FORMATS:
            with pytest.raises(NotSupported, match=why):
                write_situation(told(situation), tmp_path / "no", format=format)
    assert not (tmp_path / "no").exists()


def test_saliences_never_exceed_100_as_ktab_adds_them_up() -> None:
    """0.1 × 7 and its rest: 100 to a person, more in floating point from left to right."""
    row = next(
        row
        for row in (np.full(k, 100 / k).tolist() for k in range(3, 60))
        if sum(row) > 100 and np.sum(row) <= 100 + 1e-9
    )
    situation = make_situation([[50] * len(row)] * 3, [row] * 3, [1] * 3)
    for format in FORMATS:
        back, _ = there_and_back(told(situation), format)
        for kept in back.uncertain.middle.salience.tolist():
            assert sum(kept) <= 100
            assert kept == pytest.approx(row, abs=1e-9)


def test_long_names_are_cut_to_ktab_s_bytes_and_kept_apart() -> None:
    stem = "Ministry of the Environment and"
    names = (f"{stem} Water", f"{stem} Forests", "Ä" * 20)
    file = told(three(actors=names), descriptions=("", "trees " * 60, ""))
    back, lost = there_and_back(file, "ktab-csv")
    found = back.uncertain.middle.actors
    assert len(set(found)) == 3
    assert all(len(name.encode()) <= 25 for name in found)
    assert [name[:8] for name in found] == ["Ministry", "Ministry", "Ä" * 8]
    assert back.descriptions[0] == names[0]
    assert len(back.descriptions[1].encode()) <= 256
    assert any("too long for KTAB" in each for each in lost)
    assert any("descriptions" in each for each in lost)
    assert there_and_back(file, "ktab-xml")[0].uncertain.middle.actors == names


def test_signs_that_are_added_count_among_the_bytes() -> None:
    names = ("=" * 25, "$" * 25, "ab, " * 7)
    back, _ = there_and_back(told(three(actors=names)), "ktab-csv")
    assert back.uncertain.middle.actors[0] == "=" * 24
    assert all(len(name.encode()) <= 25 for name in back.uncertain.middle.actors)
    many = make_situation(
        [50] * 250, [50] * 250, [1] * 250, actors=[f"{'Ж' * 20} {k}" for k in range(250)]
    )
    found = there_and_back(told(many), "ktab-csv")[0].uncertain.middle.actors
    assert len(set(found)) == 250
    assert all(0 < len(name.encode()) <= 25 for name in found)


def test_the_xml_has_all_that_ktab_asks_for(tmp_path: Path) -> None:
    written = write_situation(told(three()), tmp_path / "f.xml", format="ktab-xml")
    root = fromstring(written.paths[0].read_text())
    assert [child.tag for child in root] == [
        "name",
        "desc",
        "prngSeed",
        "ModelParameters",
        "Dimensions",
        "Actors",
        "IdealAdjustment",
    ]
    assert [
        child.tag for child in root.iter() if not (len(child) or (child.text or "").strip())
    ] == []
    assert len(root.findall("IdealAdjustment/iaPair")) == 3
    assert len(list(root.find("ModelParameters") or [])) == 9


@pytest.mark.parametrize("format", FORMATS)
def test_names_that_cannot_be_printed_are_told_and_half_characters_are_none(
    format: SituationFormat,
) -> None:
    file = told(three(actors=("a\nb", "c\ud800", "d")), descriptions=("\ud800", "\x1b", ""))
    back, lost = there_and_back(replace(file, name="\udfff\n"), format)
    assert back.uncertain.middle.actors == ("a b", "c\ufffd", "d")
    assert any("names of actors are written on one line" in each for each in lost)
    with pytest.raises(InvalidInput, match="two actors would be called x y"):
        there_and_back(told(three(actors=("x y", "x\ny", "z"))), format)
    with pytest.raises(InvalidInput, match="actor 1 has no name"):
        there_and_back(told(three(actors=(" ", "x", "z"))), format)


def test_nothing_is_written_over_and_no_other_format(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(InvalidInput, match="there is something here already"):
        write_situation(told(three()), tmp_path / "there", format="ktab-csv")
    assert (tmp_path / "there").read_text() == "mine"
    with pytest.raises(InvalidInput, match="there is no format 'xls'; there are: ktab-csv"):
        write_situation(told(three()), tmp_path / "new", format="xls")  # type: ignore[arg-type]


def test_what_no_file_could_say_is_refused_at_once() -> None:
    for wrong, why in (
        ({"descriptions": ("a", "b")}, "2 descriptions for 3 actors"),
        ({"seed": -1}, "a seed is a whole number"),
        ({"seed": 2**64}, "a seed is a whole number"),
    ):
        with pytest.raises(InvalidInput, match=why):
            told(three(), **wrong)
