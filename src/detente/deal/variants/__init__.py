"""Solutions under the definitions of other programs, which share our names, not our meanings.

All take a finite set of packages as an array of utilities, one row a package and one column a
party, and return the numbers of the packages picked; :func:`solve_variants` takes a problem.
"""

from __future__ import annotations

from detente.deal.variants.answer import (
    MEANINGS,
    Definitions,
    Variant,
    Variants,
    solve_variants,
)
from detente.deal.variants.genius import solve_genius
from detente.deal.variants.negmas import solve_negmas
from detente.deal.variants.ours import solve_detente
from detente.deal.variants.pareto import find_frontier

__all__ = [
    "MEANINGS",
    "Definitions",
    "Variant",
    "Variants",
    "find_frontier",
    "solve_detente",
    "solve_genius",
    "solve_negmas",
    "solve_variants",
]
