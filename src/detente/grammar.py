"""Verbs and pronouns that agree with a name, which may be plural: *Russia moves*, *allies move*.

Names of one thing in the plural ("United States") are taken as one: whether a name is plural is
said by whoever gives it, and is never guessed from its letters.
"""

from __future__ import annotations

_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do"}
_HISSING = ("sses", "shes", "ches", "xes", "zzes", "oes")


def verb(singular: str, *, plural: bool) -> str:
    """Return a verb of the present tense, or *was*, in the number of its subject.

    Args:
        singular: as it follows "it": ``moves``, ``carries``, ``has``.
        plural: whether the subject is plural.

    >>> verb("moves", plural=True), verb("passes", plural=True), verb("has", plural=False)
    ('move', 'pass', 'has')
    """
    if not plural:
        return singular
    if singular in _IRREGULAR:
        return _IRREGULAR[singular]
    if singular.endswith("ies"):
        return f"{singular[:-3]}y"
    return singular[:-2] if singular.endswith(_HISSING) else singular.removesuffix("s")


def subject(*, plural: bool) -> str:
    """Return ``it`` or ``they``."""
    return "they" if plural else "it"


def object_(*, plural: bool) -> str:
    """Return ``it`` or ``them``."""
    return "them" if plural else "it"


def possessive(*, plural: bool) -> str:
    """Return ``its`` or ``their``."""
    return "their" if plural else "its"
