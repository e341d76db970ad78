"""Bytes to text, without a guess kept silent: the encoding found is part of the result."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from detente.errors import InvalidInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Legacy encodings of press text, in the order in which ties are decided.
_LEGACY = (
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "iso8859_5", "cp866", "cp1253", "cp1254",
    "cp1255", "cp1256", "iso8859_2", "iso8859_7", "iso8859_9", "gb18030", "big5", "shift_jis",
    "euc_jp", "euc_kr",
)  # fmt: skip
_NON_LATIN = ("cp1251", "koi8_r", "iso8859_5", "cp866", "cp1253", "cp1255", "cp1256")
# Three accented letters in a row do not happen in Western text; three Cyrillic ones are a word.
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{4,}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN_SHARE = 0.3
_WESTERN = frozenset("ÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüßŒœŸÿ")
_VALID_FOR_STRAY = 4  # sequences that must be valid for each byte that is not
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and where it came from.

    Attributes:
        text: the text, without a byte order mark, otherwise untouched.
        encoding: Python name of the encoding; never empty.
        bom: True where a byte order mark was there.
        replaced: number of stray bytes that are U+FFFD in the text.
    """

    text: str
    encoding: str
    bom: bool
    replaced: int = 0


def decode(data: bytes, name: str = "input") -> Decoded:
    """Decode the bytes of a plain-text report.

    UTF-8, then UTF-16 and UTF-32 by their byte order mark, then the legacy encodings of press
    text: by the shape of the bytes for Western text, by charset-normalizer for the rest.

    Parameters:
        data: raw bytes of the file.
        name: what to call the file in messages.

    Raises:
        InvalidInput: empty, binary, or in no encoding that fits.
    """
    if not data.strip():
        raise InvalidInput(f"{name}: the file is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name, bom=True)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", bom=False)
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _legacy(data, name)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 with a few stray bytes, None for what is hardly UTF-8.

    Legacy text has next to no valid sequences of several bytes; damaged UTF-8 has many.
    """
    text = data.decode("utf-8", "replace")
    stray = text.count("\ufffd") - data.count("\ufffd".encode())
    valid = sum(c > "\x7f" for c in text) - stray
    if valid < _VALID_FOR_STRAY * stray:
        return None
    return Decoded(text, "utf-8", bom=False, replaced=stray)


def _strict(data: bytes, encoding: str, name: str, *, bom: bool) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"{name}: the byte order mark says {encoding} and the bytes are not ({error.start})"
        )
        raise InvalidInput(message) from error
    if not text.strip():
        raise InvalidInput(f"{name}: the file is empty")
    if "\x00" in text:
        raise InvalidInput(f"{name}: this is a binary file, not plain text")
    return Decoded(text, encoding, bom)


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros and 0.2 < zeros / len(sample) < 0.6:
        raise InvalidInput(
            f"{name}: this looks like UTF-16 without a byte order mark, or a binary file; "
            "save it as UTF-8"
        )
    if b"\x00" in data or len(_CONTROL.findall(sample)) > len(sample) * 0.01:
        raise InvalidInput(f"{name}: this is a binary file, not plain text; save it as UTF-8 text")


def _legacy(data: bytes, name: str) -> Decoded:
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if high <= len(data[:_SAMPLE]) * _WESTERN_SHARE:
        words = _FOREIGN_WORD.findall(data[:_SAMPLE])
        if words:
            return _few_words(data, words, name)
        if not _is_western(data[:_SAMPLE]):
            return _normalizer(data, name)
        for encoding in ("cp1252", "latin-1"):
            try:
                return Decoded(data.decode(encoding), encoding, bom=False)
            except UnicodeDecodeError:
                continue
    return _normalizer(data, name)


def _is_western(data: bytes) -> bool:
    """Say whether the accented letters, read as cp1252, are those of Western languages."""
    text = data.decode("cp1252", "replace")
    inside = re.findall(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z])", text)
    letters = [c for c in text if c > "\x7f" and c.isalpha()] + [c for c in inside if c not in "’‘"]
    return sum(c not in _WESTERN for c in letters if c not in "–—") * 10 <= len(letters)


def _few_words(data: bytes, words: list[bytes], name: str) -> Decoded:
    """Decode text that is Latin but for some names: by what makes words of those."""
    encoding = max(_NON_LATIN, key=lambda code: sum(_is_wordlike(word, code) for word in words))
    try:
        return Decoded(data.decode(encoding), encoding, bom=False)
    except UnicodeDecodeError:
        return _normalizer(data, name)


def _is_wordlike(word: bytes, encoding: str) -> bool:
    text = word.decode(encoding, "replace")
    return text.isalpha() and text[1:] == text[1:].lower()


def _normalizer(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY), preemptive_behaviour=False).best()
    if best is None:
        raise InvalidInput(f"{name}: in no encoding that fits; save it as UTF-8")
    try:
        return Decoded(data.decode(best.encoding), best.encoding, bom=False)
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{name}: in no encoding that fits; save it as UTF-8") from error
