"""Letters of other scripts in plain Latin ones, for ids of documents; not for names of people."""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ",
        (
            "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i i ye g u "
            "dj j lj nj c dz"
        ).split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(),
        strict=True,
    )
)
_LATIN = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
}  # fmt: skip
_LETTERS = {**_CYRILLIC, **_GREEK, **_LATIN}
_SIGNS = "ъь"


def to_latin(text: str) -> str:
    """Return a text in lower-case Latin letters without accents; other scripts stay as they are.

    Examples:
        >>> to_latin("Näme")
        'name'
        >>> to_latin("Отчёт")
        'otchet'
    """
    letters = []
    for letter in unicodedata.normalize("NFKD", text.casefold()):
        if not unicodedata.combining(letter) and letter not in _SIGNS:
            letters.append(_LETTERS.get(letter, letter))
    return "".join(letters)
