"""Keys of random streams, made of what is drawn: never of an id, or of a place in a list.

A party, an actor or a number gets a stream of its own, ``np.random.default_rng([seed, *key])``. The
key is a digest of the form of its record, and a rank among those of the same form. So swapping two
of them swaps their draws and changes nothing else, and adding or changing one leaves the draws of
the others as they were.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

Key = tuple[int, int]


def digest(content: str | bytes) -> int:
    """Return a whole number of 64 bits that stands for a content.

    The first eight bytes of its SHA-256, the highest first; text is taken in UTF-8.
    """
    data = content.encode() if isinstance(content, str) else content
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big")


def find_keys(
    forms: Sequence[str] | Sequence[bytes], *, contents: Sequence[str] = ()
) -> tuple[Key, ...]:
    """Return one key for each stream, different for each.

    Args:
        forms: what the digest is made of, and so what may not change where draws are to stay.
        contents: what tells streams of the same form apart, as long as the forms; where this is
            equal as well, or none is given, their place does, which should then make no difference.
    """
    places = range(len(forms))
    met: Counter[str | bytes] = Counter()
    keys: dict[int, Key] = {}
    for place in sorted(places, key=contents.__getitem__) if contents else places:
        keys[place] = (digest(forms[place]), met[forms[place]])
        met[forms[place]] += 1
    return tuple(keys[place] for place in places)
