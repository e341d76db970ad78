"""A file of GMCR+ as a case: its decision makers, its moves, and issues that could settle them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from detente.case import Case
from detente.exchange.expression_text import expression_text
from detente.exchange.file_errors import naming_file
from detente.exchange.gmcr_memory import plain_memory
from detente.exchange.gmcr_model import about_payoffs, groups_of, model_of_gmcr
from detente.exchange.graph_scenario import GraphScenario, case_option_ids
from detente.exchange.names import make_ids
from detente.exchange.patterns import Pattern, patterns_of
from detente.exchange.to_case import Imported
from detente.expressions import Expression, Or
from detente.stability.graph.model import Model, need_ranking

TAKEN, LEFT = "taken", "left"
"""Ids of the two options of an issue that stands for an option of the model."""
_LONGEST = 1_000
"""Words of a statement at most; a longer one is written as the ranking that it gives."""


def case_of_gmcr(scenario: GraphScenario, *, as_of: date, title: str | None = None) -> Imported:
    """Turn a file of GMCR+ into a case with the same moves and the same preferences.

    Decision makers become parties, all of them principals; who must accept a deal is not said. A
    case has at least one issue, and such a file has none: each option becomes an issue too, which
    an agreement could settle, and what is infeasible becomes a constraint.

    Args:
        scenario: as read.
        as_of: analysis date of the case.
        title: of the case; None for the name of the file.

    Raises:
        InvalidInput, NotSupported: as :func:`~detente.exchange.model_of_gmcr`.
    """
    name = next(iter(scenario.files), scenario.name)
    with naming_file(name):
        model = model_of_gmcr(scenario)
    made = _Moves(
        scenario,
        model,
        make_ids([maker.name for maker in scenario.decision_makers], prefix="party"),
        case_option_ids([option.name for option in scenario.options]),
    )
    warnings = [*scenario.warnings, *about_payoffs(scenario, model), *made.warnings()]
    warnings.append(
        "a case has at least one issue: each option stands as an issue too, and what is infeasible"
        " as a constraint"
    )
    told = tuple(dict.fromkeys(warnings))
    plain = {
        "format": 1,
        "title": (title or scenario.name).strip() or "Imported graph model",
        "as_of": as_of.isoformat(),
        "note": f"Imported from {name} (GMCR+). What differs from the source: {'; '.join(told)}.",
        "parties": {
            party: {"name": own, "role": "principal"}
            for party, own in zip(made.parties, model.decision_makers, strict=True)
        },
        "issues": made.issues(),
        "constraints": list(made.constraints()),
        "moves": made.plain(name),
        "sources": [made.source(name)],
    }
    return Imported(Case.model_validate(plain), told)


@dataclass(frozen=True, eq=False, slots=True)
class _Moves:
    """What a case says, with the ids it says it by.

    Attributes:
        scenario: as read.
        model: what it means.
        parties, options: ids, by index.
    """

    scenario: GraphScenario
    model: Model
    parties: Sequence[str]
    options: Sequence[str]

    def warnings(self) -> Iterator[str]:
        """Yield what is not kept."""
        unused = [
            maker.name
            for maker in self.scenario.decision_makers
            if (maker.statements if self.scenario.by_ranking else maker.ranking is not None)
        ]
        if unused:
            what = "statements" if self.scenario.by_ranking else "rankings"
            yield f"{what} of {', '.join(unused)} do not count in the file and are left out"

    def issues(self) -> dict[str, Any]:
        """Return an issue for each option."""
        choices = {TAKEN: "Taken", LEFT: "Not taken"}
        return {
            own: {"title": self._title(bit), "options": choices}
            for bit, own in enumerate(self.options)
        }

    def constraints(self) -> Iterator[dict[str, Any]]:
        """Yield what is infeasible, as packages that cannot be."""
        for rule in self._rules():
            for pattern in patterns_of(rule):
                yield {"never": self._terms(pattern)}

    def plain(self, file: str) -> dict[str, Any]:
        """Return the moves in the form of a case file."""
        basis = f"Imported from {file} (GMCR+)."
        told: dict[str, Any] = {
            "title": self.scenario.name,
            "basis": basis,
            "options": {
                party: {
                    self.options[bit]: self._option(bit)
                    for bit, option in enumerate(self.scenario.options)
                    if option.owner == place
                }
                for place, party in enumerate(self.parties)
            },
            "infeasible": [{"never": expression_text(r, self.options)} for r in self._rules()],
            "preferences": {party: self._preference(k) for k, party in enumerate(self.parties)},
        }
        return {key: value for key, value in told.items() if value}

    def source(self, file: str) -> dict[str, Any]:
        """Return the record of the file."""
        (source_id,) = make_ids([PurePath(file).stem], prefix="file")
        source: dict[str, Any] = {"id": source_id, "type": "dataset", "title": f"GMCR+ file {file}"}
        memory = plain_memory(self.scenario, self.parties, self.options)
        source |= {"custom": memory} if memory else {}
        sha256 = self.scenario.files.get(file)
        return source | ({"sha256": sha256} if sha256 else {})

    def _title(self, bit: int) -> str:
        return self.model.states.options[bit].id

    def _option(self, bit: int) -> dict[str, str]:
        title, direction = self._title(bit), self.scenario.options[bit].direction
        told = {"title": f"Takes “{title}”", "left": f"Drops “{title}”"}
        return told | ({"direction": direction} if direction != "both" else {})

    def _rules(self) -> Iterator[Expression]:
        """Yield what is infeasible, one pattern after the other."""
        for rule in self.scenario.infeasible:
            yield from rule.parts if isinstance(rule, Or) else (rule,)

    def _terms(self, pattern: Pattern) -> dict[str, str]:
        mask, value = pattern
        return {
            own: TAKEN if value >> bit & 1 else LEFT
            for bit, own in enumerate(self.options)
            if mask >> bit & 1
        }

    def _preference(self, place: int) -> dict[str, Any]:
        maker = self.scenario.decision_makers[place]
        texts = [expression_text(rule, self.options) for rule in maker.statements]
        short = all(len(text.split()) <= _LONGEST for text in texts)
        if not self.scenario.by_ranking and short:
            return {"statements": texts or ["true"]}
        groups = groups_of(need_ranking(self.model, place, what="a case of GMCR+"))
        return {"ranking": [group[0] if len(group) == 1 else list(group) for group in groups]}
