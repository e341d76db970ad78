"""The solutions of a case by the definitions of other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import problem_of_case
from detente.deal.variants import Definitions, Variants, solve_variants
from detente.errors import NoSolution


@dataclass(frozen=True)
class CaseVariants:
    """The answer of :func:`detente.deal.variants.solve_variants` for a case."""

    variants: Variants
    inputs: CaseProblem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.variants.to_dict(), **self.inputs.to_dict()}


def variants_of_case(
    case: Case, as_of: date | None = None, definitions: Definitions = "negmas"
) -> CaseVariants:
    """Compute the solutions of a case by another program's definitions.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        definitions: ``negmas``, ``genius`` or ``detente``.

    Raises:
        NoSolution: the case does not say who must accept, or nobody named has preferences.
        NotSupported: the case has more than two million packages.
    """
    inputs = problem_of_case(case, as_of)
    inputs.require_rule("whose utilities to compare is open")
    if not inputs.problem.bargainers:
        raise NoSolution("no party that the acceptance rule names has preferences")
    return CaseVariants(solve_variants(inputs.problem, definitions=definitions), inputs)
