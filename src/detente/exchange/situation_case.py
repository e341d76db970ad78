"""A file of who stands where as a case: parties, an issue a dimension, and ``forecast``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

import numpy as np

from detente.case import Case
from detente.exchange.names import make_ids
from detente.exchange.situation_record import SituationFile
from detente.exchange.to_case import Imported
from detente.forecast.situation import SCALE
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import Numbers

PROGRAMS = {
    "ktab-csv": "CSV of KTAB",
    "ktab-xml": "XML of KTAB",
    "situation": "a plain table",
}


def case_of_situation(
    told: SituationFile, file: str, *, as_of: date, title: str | None = None
) -> Imported:
    """Turn a file of who stands where into a case with the same numbers.

    Actors become parties, all of them principals; who must accept a deal is not said. Each
    dimension becomes an issue with a scale from 0 to 100.

    Args:
        told: as read.
        file: its name.
        as_of: analysis date of the case.
        title: of the case; None for the name of the scenario.
    """
    middle = told.uncertain.middle
    made = _Forecast(
        told,
        make_ids(middle.actors, prefix="party"),
        make_ids(middle.dimensions, prefix="issue"),
    )
    warnings = tuple(dict.fromkeys((*told.warnings, *_not_kept(told))))
    differs = f" What differs from the source: {'; '.join(warnings)}." if warnings else ""
    described = f" Described there as: {told.title.rstrip('.')}." if told.title else ""
    plain = {
        "format": 1,
        "title": (title or told.name).strip() or "Imported situation",
        "as_of": as_of.isoformat(),
        "note": f"Imported from {file} ({PROGRAMS[told.format]}).{described}{differs}",
        "parties": made.parties(),
        "issues": made.issues(),
        "forecast": made.plain(f"Imported from {file} ({PROGRAMS[told.format]})."),
        "sources": [_source(told, file)],
    }
    return Imported(Case.model_validate(plain), warnings)


def _source(told: SituationFile, file: str) -> dict[str, str]:
    """Return the file as a source of the case."""
    (name,) = make_ids([PurePath(file).stem], prefix="file")
    title = f"{PROGRAMS[told.format]}: {file}"
    digest = {"sha256": told.sha256} if told.sha256 else {}
    return {"id": name, "type": "dataset", "title": title, **digest}


@dataclass(frozen=True, eq=False, slots=True)
class _Forecast:
    """Who stands where, by the ids of a case.

    Attributes:
        told: as read.
        parties_of, issues_of: ids, by index.
    """

    told: SituationFile
    parties_of: Sequence[str]
    issues_of: Sequence[str]

    def parties(self) -> dict[str, Any]:
        """Return the parties, with their descriptions as notes."""
        rows = zip(
            self.parties_of, self.told.uncertain.middle.actors, self.told.described, strict=True
        )
        return {
            party: {"name": name, "role": "principal"} | ({"note": text} if text else {})
            for party, name, text in rows
        }

    def issues(self) -> dict[str, Any]:
        """Return an issue for each dimension."""
        names = zip(self.issues_of, self.told.uncertain.middle.dimensions, strict=True)
        scale = {"from": 0, "to": SCALE, "step": 1}
        return {issue: {"title": name, "scale": scale} for issue, name in names}

    def plain(self, basis: str) -> dict[str, Any]:
        """Return the record of the forecast."""
        affinities = self._affinities()
        return {
            "issues": {issue: self._line(k) for k, issue in enumerate(self.issues_of)},
            "actors": {party: self._actor(k) for k, party in enumerate(self.parties_of)},
            **({"affinities": affinities} if affinities else {}),
            "basis": basis,
        }

    def _line(self, axis: int) -> Any:
        point = float(self.told.uncertain.middle.reference[axis])
        return "scale" if np.isnan(point) else {"scale": True, "reference": point}

    def _actor(self, who: int) -> dict[str, Any]:
        uncertain = self.told.uncertain
        return {
            "capability": _plain(uncertain.capability, who),
            **{
                key: {
                    issue: _plain(numbers, who, axis) for axis, issue in enumerate(self.issues_of)
                }
                for key, numbers in (
                    ("salience", uncertain.salience),
                    ("positions", uncertain.positions),
                )
            },
        }

    def _affinities(self) -> dict[str, dict[str, float]]:
        table = self.told.uncertain.middle.affinities
        return {
            party: {
                other: share
                for whom, (other, share) in enumerate(zip(self.parties_of, row, strict=True))
                if share or whom == who
            }
            for who, (party, row) in enumerate(zip(self.parties_of, table.tolist(), strict=True))
            if row[who] != 1 or sum(row) != 1
        }


def _plain(numbers: Numbers, *place: int) -> Any:
    low, mode, high = (float(part[place]) for part in (numbers.low, numbers.mode, numbers.high))
    if low == high:
        return low
    return [low, high] if np.isnan(mode) else {"low": low, "mode": mode, "high": high}


def _not_kept(told: SituationFile) -> Iterator[str]:
    if told.options is not None:
        usual = asdict(SpatialOptions())
        own = [
            f"{key}={value}" for key, value in asdict(told.options).items() if value != usual[key]
        ]
        if own:
            words = " ".join(f"--set {each}" for each in own)
            yield f"options of the spatial model are no part of a case; ask with {words}"
    if told.seed is not None:
        yield "the seed is no part of a case"
    middle, highest = told.uncertain.middle, told.uncertain.salience.high
    for who, axis in np.argwhere(highest == 0).tolist():
        yield (
            f"{middle.actors[who]} has salience 0 on {middle.dimensions[axis]}, and so no part in"
            " it in a case"
        )
