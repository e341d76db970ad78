"""Files made to harm: refused with a sentence, and nothing is opened elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InvalidInput
from detente.exchange import read_genius, read_geniusweb, read_negmas
from detente.exchange.json_safe import parse_json
from detente.exchange.limits import LARGEST_FILE, LARGEST_YAML
from detente.exchange.xml_safe import parse_xml
from detente.exchange.yaml_safe import parse_scenario_yaml
from tests.exchange.genius_files import PLAIN_DOMAIN, plain_profile, write

BOMB = "".join(f"<!ENTITY a{k + 1} '{f'&a{k};' * 10}'>" for k in range(9))
XML = {
    "billion laughs": f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 'ha'>{BOMB}]><x>&a9;</x>",
    "quadratic blow-up": f"<!DOCTYPE x [<!ENTITY a '{'a' * 50_000}'>]><x>{'&a;' * 50_000}</x>",
    "external entity": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "external parameter entity": "<!DOCTYPE x [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]><x/>",
    "remote document type": "<!DOCTYPE x SYSTEM 'http://127.0.0.1/x.dtd'><x/>",
    "deep": "<x>" * 100_000 + "</x>" * 100_000,
    "wide": "<x>" + "<y a='1'/>" * 600_000 + "</x>",
    "unknown entity": "<x>&secret;</x>",
    "empty": "",
    "not xml": "just words",
    "two roots": "<x/><y/>",
    "attribute twice": "<x a='1' a='2'/>",
    "one long tag": "<" + "x" * 1_000_000,
}
YAML = {
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "code": "!!python/object/apply:os.system ['true']",
    "tag": "a: !!binary aGE=\n",
    "deep": "[" * 10_000,
    "deep blocks": "".join(" " * k + "- \n" for k in range(300)) + "- " * 3_000 + "x",
    "key twice": "a: 1\na: 2\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "not text": "a: \x00",
}
JSON = {
    "deep": "[" * 200_000,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "not a number": '{"a": NaN}',
    "infinity": '{"a": -Infinity}',
    "key twice": '{"a": 1, "a": 2}',
    "huge number": '{"a": ' + "9" * 100_000 + "}",
    "half a character": '{"a": "\\ud800"}',
    "cut short": '{"a": ',
}


@pytest.mark.parametrize("text", XML.values(), ids=XML)
def test_hostile_xml_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"f\.xml"):
        parse_xml(text.encode(), "f.xml")


@pytest.mark.parametrize("text", YAML.values(), ids=YAML)
def test_hostile_yaml_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"f\.yml"):
        parse_scenario_yaml(text.encode(), "f.yml")


@pytest.mark.parametrize("text", JSON.values(), ids=JSON)
def test_hostile_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"f\.json"):
        parse_json(text.encode(), "f.json")


def test_a_bomb_is_recognised_before_it_goes_off_in_another_encoding() -> None:
    bomb = XML["billion laughs"].replace("version='1.0'", "version='1.0' encoding='utf-16'")
    for data in (bomb.encode("utf-16"), bomb.encode(), bomb.encode("utf-8-sig")):
        with pytest.raises(InvalidInput, match="declares a document type"):
            parse_xml(data, "f.xml")


def test_files_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.xml").write_bytes(b" " * (LARGEST_FILE + 1))
    (tmp_path / "big.yml").write_bytes(b" " * (LARGEST_YAML + 1))
    with pytest.raises(InvalidInput, match="larger than 16 MiB"):
        read_genius(tmp_path / "big.xml")
    with pytest.raises(InvalidInput, match="larger than 2 MiB"):
        read_negmas(tmp_path / "big.yml")


def test_a_hostile_profile_beside_good_ones_is_left_out_by_name(tmp_path: Path) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=plain_profile(), b=XML["billion laughs"])
    scenario = read_genius(tmp_path)
    assert [party.file for party in scenario.parties] == ["a.xml"]
    assert any("b.xml: declares a document type" in warning for warning in scenario.warnings)


def test_too_many_numbers_are_refused(tmp_path: Path) -> None:
    values = {f"i{k}": {"values": [str(v) for v in range(10_000)]} for k in range(11)}
    domain = {"name": "d", "issuesValues": values}
    space = {
        "name": "p",
        "issueUtilities": {},
        "issueWeights": {},
        "domain": domain,
    }
    (tmp_path / "d.json").write_text(json.dumps(domain))
    for k in range(10):
        (tmp_path / f"p{k}.json").write_text(json.dumps({"LinearAdditiveUtilitySpace": space}))
    with pytest.raises(DetenteError, match="at most 1,000,000"):
        read_geniusweb(tmp_path)


READERS: list[tuple[str, Callable[[Path], object]]] = [
    (".xml", read_genius),
    (".yml", read_negmas),
    (".json", read_geniusweb),
]
ISSUES = "[{name: a, type: CategoricalIssue, values: [x, y]}]"
TABLE = "{type: TableFun, mapping: {x: 1, y: 0}}"
SPACE = {
    "issueUtilities": {"a": {"discreteutils": {"valueUtilities": {"x": 1, "y": 0}}}},
    "issueWeights": {"a": 1},
    "reservationBid": {"issuevalues": {"a": "x"}},
}
GOOD = {
    ".xml": [PLAIN_DOMAIN, plain_profile()],
    ".yml": [
        f"type: DiscreteCartesianOutcomeSpace\nissues: {ISSUES}\n",
        f"type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues: [{TABLE}]\n",
    ],
    ".json": [
        json.dumps({"name": "d", "issuesValues": {"a": {"values": ["x", "y"]}}}),
        json.dumps({"LinearAdditiveUtilitySpace": SPACE}),
    ],
}
PUT = [b"", b"\x00", b"<", b'"', b"-1", b"1e999", b"{", b"[", b": ", b"null", b"&a", b"x", b"\xff"]


@pytest.mark.parametrize(("ending", "read"), READERS, ids=["genius", "negmas", "geniusweb"])
def test_damaged_files_give_an_error_of_ours_or_a_scenario(
    ending: str, read: Callable[[Path], object], tmp_path: Path
) -> None:
    """Any change of any byte: a scenario, or an error that says what is wrong."""
    good = [text.encode() for text in GOOD[ending]]

    @settings(max_examples=100, deadline=None)
    @given(st.integers(0, 1), st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(PUT))
    def damage(which: int, at: int, length: int, put: bytes) -> None:
        for number, data in enumerate(good):
            place = at % len(data)
            text = data[:place] + put + data[place + length :] if number == which else data
            (tmp_path / f"{number}{ending}").write_bytes(text)
        with suppress(DetenteError):
            assert read(tmp_path)

    damage()
