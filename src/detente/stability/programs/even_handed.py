"""An order of the decision makers that swaps with them: work that meets a limit favours nobody."""

from __future__ import annotations

import hashlib

from detente.stability.graph.model import Model
from detente.stability.graph.preference import Relation


def order_of_content(model: Model) -> tuple[int, ...]:
    """Return the decision makers in an order by what they can do and prefer, not by their place."""

    def content(i: int) -> bytes:
        arcs, preference = model.moves[i], model.preferences[i]
        said = preference.codes if isinstance(preference, Relation) else preference.levels
        parts = (arcs.starts.tobytes(), arcs.targets.tobytes(), said.tobytes())
        return hashlib.sha256(b"".join(parts)).digest()

    return tuple(sorted(range(model.n_decision_makers), key=content))
