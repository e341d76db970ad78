"""Genius files in other encodings than they say: each byte stays a character of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import InvalidInput
from detente.exchange import case_of_scenario, read_genius, write_genius
from tests.exchange.agreement import DAY
from tests.exchange.genius_files import (
    PLAIN_DOMAIN,
    discrete,
    domain,
    issue,
    plain_profile,
    profile,
    write,
)

LETTERS = ("é", "ü", "€", "\x81", "\x8d", "\x9d", "plain")
BYTES = b"\xe9 \xfc \x80 \x81 \x8d \x9d plain".split(b" ")


def one_issue(options: list[str]) -> dict[str, str]:
    rated = discrete(options, [float(k) for k in range(1, len(options) + 1)])
    over = domain(issue(1, "Letter", discrete(options)))
    return {"domain": over, "a": profile({1: 1.0}, issue(1, "Letter", rated))}


def western(head: bytes) -> dict[str, bytes]:
    """Return a domain and a profile whose options are bytes, behind a declaration."""
    made = {}
    for name, text in one_issue([f"{k} here" for k in range(len(BYTES))]).items():
        data = text.encode()
        for k, written in enumerate(BYTES):
            data = data.replace(f"{k} here".encode(), written)
        made[name] = head + data
    return made


@pytest.mark.parametrize("head", [b"", b"<?xml version='1.0' encoding='UTF-8'?>", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf_8_are_each_a_character(tmp_path: Path, head: bytes) -> None:
    scenario = read_genius(write(tmp_path, **western(head)))
    assert scenario.issues[0].options == LETTERS
    assert scenario.parties[0].evaluations == (tuple(k / 7 for k in range(1, 8)),)
    assert scenario.warnings == tuple(
        f"{file}: not UTF-8; read as Windows-1252, so look at the accents in its names"
        for file in ("domain.xml", "a.xml")
    )


@pytest.mark.parametrize("named", ["nonsense-99", "utf-7", "rot13", "a b", "", "é", "x" * 90])
def test_a_declared_encoding_that_is_not_read_is_refused(tmp_path: Path, named: str) -> None:
    head = f"<?xml version='1.0' encoding='{named}'?>"
    write(tmp_path, domain=PLAIN_DOMAIN, a=head + plain_profile())
    with pytest.raises(InvalidInput, match=r"a\.xml: declares the encoding.* save it again"):
        read_genius(tmp_path, profiles=["a.xml"])


def test_a_declared_utf_16_that_is_none_is_told(tmp_path: Path) -> None:
    text = "<?xml version='1.0' encoding='UTF-16'?>" + plain_profile()
    write(tmp_path, domain=PLAIN_DOMAIN, a=text)
    assert read_genius(tmp_path).warnings == ("a.xml: declares UTF-16 and is not; read as UTF-8",)
    write(tmp_path, a=text.encode("utf-16"))
    assert read_genius(tmp_path).warnings == ()
    write(tmp_path, a=text.encode("utf-16") + b"\x00")
    with pytest.raises(InvalidInput, match=r"a\.xml: broken UTF-16"):
        read_genius(tmp_path / "domain.xml", profiles=["./a.xml"])


def test_control_characters_are_shown_and_options_stay_apart(tmp_path: Path) -> None:
    scenario = read_genius(write(tmp_path, **one_issue(["a\x01", "a\x02", "a"])))
    assert scenario.issues[0].options == ("a␁", "a␂", "a")
    assert any("domain.xml: control characters were replaced" in w for w in scenario.warnings)
    write(tmp_path, **one_issue(["a\x01", "a␁"]))
    with pytest.raises(InvalidInput, match=r"domain\.xml: control characters, and the signs"):
        read_genius(tmp_path / "domain.xml")


def test_control_characters_of_a_case_stay_apart_in_genius(tmp_path: Path) -> None:
    scenario = read_genius(write(tmp_path / "in", **one_issue(["x", "y", "z"])))
    over = replace(scenario.issues[0], options=("a\x01", "a\x02", "a␁"))
    written = write_genius(replace(scenario, issues=(over,)), tmp_path / "out")
    assert any("control characters in names" in warning for warning in written.warnings)
    assert read_genius(tmp_path / "out").issues[0].options == ("a␁", "a␂", "a␁ (2)")


def test_names_that_are_empty_are_told(tmp_path: Path) -> None:
    write(tmp_path, **{k: v.replace("Letter", " ") for k, v in one_issue(["", "x"]).items()})
    made = case_of_scenario(read_genius(tmp_path), as_of=DAY)
    assert "1 issue without a name; its number stands for it" in made.warnings
    assert "1 option without a name; '(no name)' stands for it" in made.warnings
