"""Which number of a case flips the answer, and how much each of them matters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case import Case
from detente.deal.belief.belief import Number
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.of_case.draft_moves import find_draft
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.of_case.sensitivity_words import SensitivityWords
from detente.deal.of_case.tabling import choose_in_case
from detente.deal.patterns import Package
from detente.deal.sensitivity.concepts import FEWEST as FEWEST_COMPARED
from detente.deal.sensitivity.concepts import Disagreement, affordable, compare_concepts
from detente.deal.sensitivity.drawn import all_packages, answer_draws, looks_at_all
from detente.deal.sensitivity.questions import SOLVES, Asker
from detente.deal.sensitivity.sobol import Sobol, find_sobol
from detente.deal.sensitivity.tipping import Tipping
from detente.deal.sensitivity.tornado import FEWEST, Tornado, find_tornado
from detente.deal.solutions import NAMES
from detente.errors import InvalidInput, NoSolution

DRAWS = 5000
"""Draws for the tornado, unless told otherwise; only a tenth of them counts at each end."""
COMPARED = 1000
"""Draws in which concepts are compared, at most."""
CROSSED = 20_000
"""Draws for the Sobol indices, all crossings together, at most."""
SMALLEST, LARGEST = 128, 2048
"""Draws of each of the two samples of the Sobol indices, at least and at most."""
PARTS = ("tipping", "tornado", "sobol", "concepts")
VERDICTS = ("deal", "package", "nash")
"""Asked for unless told otherwise."""


@dataclass(frozen=True)
class CaseVary:
    """What flips the answers of a case, and how much each number matters.

    Attributes:
        tipping: by verdict: ``deal``, ``package`` (the package to table), a solution concept, or
            ``draft:`` and its id.
        consents: by party, what flips its own answer to the package to table; empty where that is
            not asked about, or only some numbers move.
        package: the package to table, the one that ``detente next`` tables with this seed and its
            own number of draws; None where there is none, or it was not asked about.
        tornado, sobol, concepts: None where not asked for, or where nothing has a range.
        pool: over how many packages the room was taken; None for all.
        why_not: by part, why it is missing; empty where it was not asked for.
        given: the case as a belief, with the addresses of its numbers.
        words: puts numbers and tipping values into words.
    """

    tipping: Mapping[str, Tipping]
    consents: Mapping[str, Tipping]
    package: Mapping[str, str] | None
    tornado: Tornado | None
    sobol: Sobol | None
    concepts: Disagreement | None
    pool: int | None
    why_not: Mapping[str, str]
    given: CaseBelief

    @property
    def words(self) -> SensitivityWords:
        """Words for its numbers."""
        return SensitivityWords(self.given)

    @property
    def inputs(self) -> CaseProblem:
        """The case at the middle of its ranges."""
        return self.given.inputs

    def address(self, number: Number) -> str:
        """Return where a number stands in the case, such as ``russia.no_deal``."""
        return self.given.address(number)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; every number with its address."""
        return {
            "package": None if self.package is None else dict(self.package),
            "tipping": {name: self._tipping(found) for name, found in self.tipping.items()},
            "consents": {name: self._tipping(found) for name, found in self.consents.items()},
            "tornado": self.tornado and self._tornado(self.tornado),
            "sobol": self.sobol and self._sobol(self.sobol),
            "concepts": self.concepts and self.concepts.to_dict(),
            "pool": self.pool,
            "why_not": dict(self.why_not),
            **self.inputs.to_dict(),
        }

    def _tipping(self, found: Tipping) -> dict[str, Any]:
        addresses = self.given.addresses
        data = found.to_dict()
        data["tips"] = [_addressed(self.address(tip.number), tip.to_dict()) for tip in found.tips]
        data["unsettled"] = [addresses[place] for place in found.unsettled]
        return data

    def _tornado(self, found: Tornado) -> dict[str, Any]:
        data = found.to_dict()
        data["bars"] = [_addressed(self.address(b.number), b.to_dict()) for b in found.bars]
        data["left_out"] = [self.given.addresses[place] for place in found.left_out]
        return data

    def _sobol(self, found: Sobol) -> dict[str, Any]:
        data = found.to_dict()
        data["blocks"] = [
            [self.given.addresses[place] for place in block.numbers] for block in found.blocks
        ]
        return data


def vary_case(
    case: Case,
    as_of: date | None = None,
    *,
    verdicts: Sequence[str] = VERDICTS,
    numbers: Sequence[str] = (),
    parts: Collection[str] = PARTS,
    package: Package | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    solves: int = SOLVES,
    beyond: bool = True,
    concepts: int = 0,
) -> CaseVary:
    """Say which numbers of a case flip the answer, and how much each matters.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        verdicts: ``deal``, ``package``, ``draft:ID``, or the name of a solution concept.
        numbers: addresses of the numbers to move, such as ``russia.no_deal``; all if empty.
        parts: of :data:`PARTS`.
        package: the package to table; chosen if None.
        draws, seed: for all parts but the tipping values.
        solves: problems solved for one verdict at most, where packages are too many to be gone
            through.
        beyond: whether no-deal values are followed beyond what was judged, from 0 to 100.
        concepts: draws in which concepts are solved one by one where packages are too many to be
            compared in at least 50; 0 for the middle only, else at least 50.

    Raises:
        InvalidInput: no such verdict, draft, number or part, or ``concepts`` is too few.
        NoSolution: the case does not say who must accept, or nobody has judged the preferences of
            any party that the rule names.
        NotConverged: the case is large and an answer at the middle could not be settled.
    """
    given = belief_of_case(case, as_of)
    _check(given)
    if not set(parts) <= set(PARTS):
        raise InvalidInput(f"parts are: {', '.join(PARTS)}")
    if 0 != concepts < FEWEST_COMPARED:
        raise InvalidInput(f"concepts are compared in at least {FEWEST_COMPARED} draws, or in none")
    needed = "package" in verdicts or any(part != "tipping" for part in parts)
    varier = _Varier(given, draws, seed, package, needed=needed, concepts=concepts)
    asker = Asker(
        given.belief,
        solves=solves,
        only=_places(given, numbers),
        beyond=beyond,
        known=varier.known,
    )
    tipping, consents = (
        varier.tipping(verdicts, asker, consents=not numbers) if "tipping" in parts else ({}, {})
    )
    varied = {"tornado": None, "sobol": None, "concepts": None} | varier.varied(parts)
    return CaseVary(
        tipping,
        consents,
        None if varier.package is None else given.belief.problem.describe(varier.package),
        varied["tornado"],
        varied["sobol"],
        varied["concepts"],
        varier.pool_size,
        varier.why_not,
        given,
    )


class _Varier:
    """Asks one question after the other of one belief."""

    def __init__(
        self,
        given: CaseBelief,
        draws: int,
        seed: int,
        package: Package | None,
        *,
        needed: bool,
        concepts: int,
    ) -> None:
        self.given, self.belief, self.problem = given, given.belief, given.belief.problem
        self.count, self.seed, self.solved = draws, seed, concepts
        self.draws = draw(self.belief, draws, seed=seed) if self.belief.numbers else None
        self.why_not: dict[str, str] = {}
        self.pool: npt.NDArray[np.int64] = np.empty((0, len(self.problem.sizes)), np.int64)
        self.package = self._choose() if package is None and needed else package
        self.pool_size: int | None = None

    @property
    def known(self) -> list[Package]:
        """The package to table and those that are acceptable nearly as often."""
        pool = [tuple(row) for row in self.pool.tolist()]
        return pool if self.package is None else [self.package, *pool]

    def _choose(self) -> Package | None:
        """Return the package that ``tabling_of_case`` tables, found the same way.

        The number of draws is that of its defaults, whatever else is drawn here.
        """
        try:
            chosen = choose_in_case(self.given, seed=self.seed)
        except NoSolution:
            return None
        choice = chosen.choice
        if not choice.counts[0]:
            return None
        rows = [choice.packages, *([start] for start in chosen.solutions.values())]
        self.pool = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
        return tuple(choice.packages[0].tolist())

    def tipping(
        self, verdicts: Sequence[str], asker: Asker, *, consents: bool
    ) -> tuple[dict[str, Tipping], dict[str, Tipping]]:
        """Return the tipping values of each verdict, and of each party's answer."""
        found = {}
        for verdict in dict.fromkeys(verdicts):
            answer = self._ask(asker, verdict)
            if answer is not None:
                found[verdict] = answer
        if "package" not in found or self.package is None or not consents:
            return found, {}
        own = {
            name: asker.ask(f"party:{name}", package=self.package)
            for p, name in enumerate(self.problem.parties)
            if p in self.problem.bargainers
        }
        return found, own

    def _ask(self, asker: Asker, verdict: str) -> Tipping | None:
        if verdict.startswith("draft:"):
            name = verdict.removeprefix("draft:")
            find_draft(self.given.case, name, self.given.inputs.as_of)
            return asker.ask("draft", draft=draft_of_case(self.given.case, name))
        if verdict == "package" and self.package is None:
            self.why_not[verdict] = "there is no package to table"
            return None
        if verdict not in ("deal", "package", *(n for n in NAMES if n != "equal_gain")):
            raise InvalidInput(
                f"{verdict!r} is no verdict; they are: deal, package, draft:ID, nash, "
                "kalai_smorodinsky, egalitarian, utilitarian"
            )
        try:
            return asker.ask(verdict, package=self.package if verdict == "package" else None)
        except NoSolution as reason:
            self.why_not[verdict] = str(reason)
            return None

    def varied(self, parts: Collection[str]) -> dict[str, Any]:
        """Return what rests on draws; what is missing is told in ``why_not``."""
        asked = [part for part in PARTS[1:] if part in parts]
        missing = self._missing()
        if missing or self.draws is None:
            self.why_not |= dict.fromkeys(asked, missing)
            return {}
        return {part: getattr(self, f"_{part}")(self.draws) for part in asked}

    def _missing(self) -> str:
        if self.draws is None:
            return "every number is exact, so nothing varies"
        if self.package is None:
            return "there is no package to table"
        if self.count < FEWEST:
            return f"fewer than {FEWEST} draws say nothing of their tenths"
        return ""

    def _tornado(self, draws: Draws) -> Tornado:
        pool = np.array([self.package])
        drawn = answer_draws(draws, self.package or (), pool=pool)
        return find_tornado(self.belief, draws, drawn)

    def _sobol(self, draws: Draws) -> Sobol:
        from detente.deal.sensitivity.blocks import find_blocks

        each = CROSSED // (2 + len(find_blocks(self.belief)))
        n = 1 << max(SMALLEST, min(LARGEST, each)).bit_length() - 1
        whole = looks_at_all(self.problem, n * (2 + len(find_blocks(self.belief))))
        pool = all_packages(self.problem) if whole else self._pool()
        self.pool_size = None if whole else len(pool)
        return find_sobol(self.belief, self.package or (), pool=pool, n=n, seed=self.seed)

    def _pool(self) -> npt.NDArray[np.int64]:
        rows = [[self.package], self.pool] if len(self.pool) else [[self.package]]
        return np.unique(np.concatenate([np.array(row) for row in rows]), axis=0)

    def _concepts(self, draws: Draws) -> Disagreement:
        most = affordable(self.problem)
        count = min(COMPARED, most) if most >= FEWEST_COMPARED else self.solved
        taken = draws.take(np.arange(min(len(draws), count))) if count else None
        return compare_concepts(self.problem, taken)


def _check(given: CaseBelief) -> None:
    given.inputs.require_rule("which number flips the answer cannot be asked")
    if not given.belief.problem.bargainers:
        raise NoSolution(
            "nobody has judged the preferences of any party that the acceptance rule names, so "
            "no number of theirs can flip the answer; add preferences: to the case"
        )


def _places(given: CaseBelief, numbers: Sequence[str]) -> list[int] | None:
    """Return the places of numbers given by address; None for all."""
    if not numbers:
        return None
    found: list[int] = []
    for address in numbers:
        if address not in given.addresses:
            close = get_close_matches(address, given.addresses, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise InvalidInput(
                f"{address!r} is no number with a range of this case{hint} (numbers are addressed "
                "as PARTY.no_deal, PARTY.weights.ISSUE or PARTY.values.ISSUE.OPTION)"
            )
        found.append(given.addresses.index(address))
    return found


def _addressed(address: str, data: dict[str, Any]) -> dict[str, Any]:
    told = {k: v for k, v in data.items() if k not in ("party", "issue", "option", "index")}
    return {"number": address, **told}
