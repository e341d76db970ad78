"""Why a relation is no ranking: a pair that is unknown, or states that go round."""

from __future__ import annotations

import numpy as np

from detente.stability.graph.preference import UNKNOWN, Preference, Ranking, Relation

_NONE = "it is a ranking"


def tell_flaw(relation: Preference) -> str:
    """Say why no ranking says the same as a relation, as a clause; states are numbered from 1.

    Let c(s) be how many states s is preferred to, less how many are preferred to it. A relation
    without unknown pairs is a weak order if and only if c compares every pair as the relation does.
    Where u is at least as good as v and c does not say so, the other states make up for it: some x
    compares better with u than with v, and v, x and u go round.
    """
    if isinstance(relation, Ranking):
        return _NONE
    codes = relation.codes
    for s in range(len(codes)):
        open_ = np.flatnonzero(codes[s] == UNKNOWN)
        if len(open_):
            return f"it is unknown how states {s + 1} and {int(open_[0]) + 1} compare"
    count = np.array([-int(np.sign(row).sum()) for row in codes])
    for s in range(len(codes)):
        said, counted = -np.sign(codes[s]), np.sign(count[s] - count)
        wrong = np.flatnonzero(said != counted)
        if len(wrong):
            t = int(wrong[0])
            u, v = (s, t) if said[t] > counted[t] else (t, s)
            x = int(np.argmax(np.sign(codes[u]) - np.sign(codes[v])))
            return ", ".join(_told(relation, *pair) for pair in ((u, v), (v, x), (x, u)))
    return _NONE


def _told(relation: Relation, one: int, other: int) -> str:
    how = "as good as" if relation.codes[one, other] == 0 else "preferred to"
    return f"state {one + 1} is {how} state {other + 1}"
