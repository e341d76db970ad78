"""Whether a text is evidently not in English, the language of the patterns."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    (
        "the of and to in a that is was for on with as by at from it be have has had not are were "
        "said"
    ).split()
)
_FEWEST = 25  # words; a shorter text does not tell
_SAMPLE = 20_000
_SHARE = 0.10  # of running words; English prose has about 0.35


def is_not_english(text: str) -> bool:
    """Say whether a text of some length has next to none of the commonest English words.

    Shares are of running words; the words are those at the head of every frequency list.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST:
        return False
    return sum(word in _COMMON for word in words) < _SHARE * len(words)
