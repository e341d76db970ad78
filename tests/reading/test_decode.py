"""Bytes to text: the encoding found is said, and nothing is guessed in silence."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from detente.errors import InvalidInput
from detente.reading.decode import decode
from detente.reading.reader import read_bytes

RUSSIAN = "Глава делегации заявил, что встреча пройдёт в Женеве. Переговоры продолжаются."


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8-sig", "utf-8"),
        (RUSSIAN, "utf-16", "utf-16-le"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        (RUSSIAN, "cp866", "cp866"),
        ("Said Олена Коваль and Павел Громов of the energy company.", "cp1251", "cp1251"),
        ("Il a dit : « L’accord est signé à Genève »", "cp1252", "cp1252"),
        ("„Wir reden“, sagte Jürgen Groß.", "cp1252", "cp1252"),
        ("Rozmowy będą trwały, choć są trudne, a środki są małe.", "cp1250", "cp1250"),
        ("“Plain”, she said – with dashes.", "cp1252", "cp1252"),
    ],
)
def test_encoding_is_told_apart(text: str, encoding: str, named: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, named)


def test_byte_order_mark_is_dropped_and_said() -> None:
    decoded = decode(codecs.BOM_UTF8 + b'"Yes," she said.')
    assert decoded.bom
    assert decoded.text.startswith('"Yes')


def test_line_ends_and_composition_stay_as_they_are() -> None:
    text = "one\r\ntwo\rthree\u2028e\u0301 ﬁ"
    assert decode(text.encode()).text == text


def test_sha256_is_of_the_raw_bytes() -> None:
    data = codecs.BOM_UTF8 + b"Nothing happened."
    assert read_bytes(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", "binary"),
        (b"%PDF-1.4\n\x00\x01\x02\x03\x04\x05\x06", "binary"),
        ("plain text".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "byte order mark says"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        decode(data, "report.txt")


def test_a_few_stray_bytes_do_not_make_utf8_another_encoding() -> None:
    text = "Зеленский и Путин — «нет», сказал он в Киеве."
    data = text.encode() + b" \x92 \xff"
    decoded = decode(data)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 2)
    assert decoded.text.startswith(text)
    notes = read_bytes(data).notes
    assert [note.code for note in notes if note.code == "stray-bytes"] == ["stray-bytes"]


def test_legacy_text_is_still_told_apart() -> None:
    assert decode("“No,” he said. It’s over – for now.".encode("cp1252")).encoding == "cp1252"
