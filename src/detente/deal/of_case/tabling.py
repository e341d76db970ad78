"""What to table in a case, beside its solutions at mid-points and the mediator's own texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.case import Case
from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.existence import Existence, find_existence
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.draws import Draws
from detente.deal.drafts.terms import Text, read_draft
from detente.deal.of_case.acceptance import DRAWS, SOLUTIONS, draw_case, solutions_of
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.of_case.draft_moves import find_draft
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.patterns import Package
from detente.deal.tabling.choosing import Choice, Method, choose_package
from detente.deal.tabling.conditions import ANYTHING, Conditions
from detente.deal.tabling.records import Tabling
from detente.deal.tabling.seeds import choosing_seed
from detente.deal.tabling.tabling import RUNNERS_UP, find_tabling
from detente.errors import InvalidInput, NoSolution

CHOOSING = 10_000
"""Draws that packages are chosen on at most; more tell the best packages hardly better apart."""
REPLICATIONS = 10
"""Independent samples that bound how much better any package could be."""
SAMPLE = 500
"""Draws of each of them at most."""
OWN_DRAFTS = 3
"""Texts of a mediator that are compared, the latest ones."""


@dataclass(frozen=True)
class FromDraft:
    """What separates the package to table from a draft.

    Attributes:
        name: of the draft.
        coded: how many terms of the draft name options.
        changed: by issue, the options that the draft names and the one that the package takes.
        filled: by issue, what the package takes where the draft is open or outside the options.
    """

    name: str
    coded: int
    changed: dict[str, tuple[tuple[str, ...], str]]
    filled: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        changed = {i: {"from": list(old), "to": new} for i, (old, new) in self.changed.items()}
        return {"draft": self.name, "coded": self.coded, "changed": changed, "filled": self.filled}


@dataclass(frozen=True, eq=False)
class CaseTabling:
    """The answer of :func:`detente.deal.tabling.tabling.find_tabling` for a case.

    Attributes:
        tabling: the engine's answer; compared are the solutions at mid-points, and drafts by id,
            each with its best completion; None where it has none.
        existence: in which held-out draws there is any acceptable package.
        belief: what was drawn from.
        compared_drafts: which of the names in ``tabling.compared`` are drafts.
        from_drafts: what separates the package from each draft with coded terms, nearest first.
        titles: of the drafts, by id.
        conditions: what may be tabled.
        ranges_alone: how often the package is acceptable where statements are left aside; None
            where none narrow the ranges, or nothing is drawn.
    """

    tabling: Tabling
    existence: Existence
    belief: CaseBelief
    compared_drafts: tuple[str, ...]
    from_drafts: tuple[FromDraft, ...]
    titles: dict[str, str]
    conditions: Conditions = ANYTHING
    ranges_alone: Share | None = None

    @property
    def inputs(self) -> CaseProblem:
        """The case at mid-points, with its judgements."""
        return self.belief.inputs

    @property
    def certain(self) -> bool:
        """Whether nothing is uncertain."""
        return not self.belief.belief.numbers

    @property
    def nearest(self) -> FromDraft | None:
        """The draft that fewest terms separate from the package, the later one if several do."""
        return self.from_drafts[0] if self.from_drafts else None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            **self.tabling.to_dict(),
            "uncertain_numbers": len(self.belief.belief.numbers),
            "deal_exists": self.existence.to_dict(),
            "compared_drafts": list(self.compared_drafts),
            "from_drafts": [draft.to_dict() for draft in self.from_drafts],
            "ranges_alone": self.ranges_alone and self.ranges_alone.to_dict(),
            **self.inputs.to_dict(),
        }


def tabling_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    drafts: Collection[str] = (),
    of: str | None = None,
    change: int | None = None,
    given: Mapping[str, Collection[str]] | None = None,
    without: Mapping[str, Collection[str]] | None = None,
    doubtful: bool = True,
    runners_up: int = RUNNERS_UP,
    replications: int = REPLICATIONS,
    existence: Existence | None = None,
    statements: bool = True,
    method: Method = "auto",
    node_limit: int | None = None,
) -> CaseTabling:
    """Say what to table in a case.

    Packages are chosen on as many draws as they are scored on, 10,000 at most; both sets come from
    the seed given and are independent. The held-out draws are those of
    :func:`detente.deal.of_case.acceptance.acceptance_of_case` with the same seed.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        draws: how many choices of the uncertain numbers, in either set.
        seed: the same seed gives the same answer.
        drafts: ids of drafts to compare, besides the latest ones by a mediator.
        of, change: change at most so many terms of this draft; both or neither.
        given: by issue, the options that may be taken.
        without: by issue, the options that may not be taken.
        doubtful: whether a package that breaches a doubtful red line may be tabled.
        runners_up: next best packages to show.
        replications: independent samples for the bound on any package; 0 for none, else 2 or more.
            None are taken where packages are too many to be gone through.
        existence: in which of the held-out draws a deal exists, if that is known.
        statements: whether draws must agree with what the parties said.
        method, node_limit: as in :func:`detente.deal.tabling.choosing.choose_package`.

    Raises:
        InvalidInput: an issue, an option or a draft is unknown, or a number is out of range.
        NoSolution: the case does not say who must accept, nobody whom the rule names has
            preferences, or nothing may be tabled.
        NotSupported, NotConverged: as the engine.
    """
    belief = belief_of_case(case, as_of, statements=statements)
    belief.inputs.require_rule("what to table cannot be asked")
    if not belief.belief.problem.bargainers:
        raise NoSolution("no party that the acceptance rule names has preferences")
    conditions = _conditions(case, belief, of, change, given, without, doubtful)
    held_out = draw_case(belief, draws, seed=seed)
    own = _drafts(case, belief, [*drafts, *([of] if of else [])])
    chosen = choose_in_case(
        belief,
        draws,
        seed=seed,
        conditions=conditions,
        runners_up=runners_up,
        method=method,
        node_limit=node_limit,
    )
    choosing, solutions, choice = chosen.draws, chosen.solutions, chosen.choice
    certain = not belief.belief.numbers
    best = None if given or without or of else tuple(choice.packages[0].tolist())
    completed = {n: _completion(case, choosing, n, best, method, node_limit) for n in own}
    samples = replications if choice.method == "enumeration" and not certain else 0
    tabling = find_tabling(
        choosing,
        held_out,
        conditions=conditions,
        compared={**dict.fromkeys(SOLUTIONS), **solutions, **completed},
        choice=choice,
        runners_up=runners_up,
        replications=_samples(belief, min(SAMPLE, draws), seed, samples),
        certain=certain,
        method=method,
        node_limit=node_limit,
    )
    existence = existence or replace(find_existence(held_out), certain=certain)
    titles = {name: draft.title for name, draft in case.drafts.items()}
    return CaseTabling(
        tabling,
        existence,
        belief,
        own,
        _from_drafts(case, belief, tabling),
        titles,
        conditions,
        _on_ranges_alone(belief, tabling, draws, seed),
    )


@dataclass(frozen=True, eq=False)
class Chosen:
    """What the choosing draws say.

    Attributes:
        draws: that packages were chosen on.
        solutions: at mid-points, by name; the search starts from them where it needs a start.
        choice: the packages, best first.
    """

    draws: Draws
    solutions: dict[str, Package]
    choice: Choice


def choose_in_case(
    belief: CaseBelief,
    draws: int = DRAWS,
    *,
    seed: int,
    conditions: Conditions = ANYTHING,
    runners_up: int = RUNNERS_UP,
    method: Method = "auto",
    node_limit: int | None = None,
) -> Chosen:
    """Choose the package to table, as :func:`tabling_of_case` does before it scores it.

    Args:
        belief: what to draw from.
        draws: how many, 10,000 at most.
        seed: of the answer; the choosing draws have a seed of their own that follows from it.
        conditions, runners_up, method, node_limit: as in :func:`tabling_of_case`.

    Raises:
        NoSolution, NotSupported, NotConverged: as the engine.
    """
    choosing = draw_case(belief, min(draws, CHOOSING), seed=choosing_seed(seed))
    solutions = solutions_of(belief, SOLUTIONS)
    choice = choose_package(
        choosing,
        conditions=conditions,
        most=1 + runners_up,
        method=method,
        node_limit=node_limit,
        starts=list(solutions.values()),
    )
    return Chosen(choosing, solutions, choice)


def _on_ranges_alone(belief: CaseBelief, tabling: Tabling, draws: int, seed: int) -> Share | None:
    """Score the package on draws that leave statements aside; None where there are none."""
    if not belief.narrowed or not belief.belief.numbers:
        return None
    package = belief.belief.frame.find(tabling.tabled.package)
    drawn = draw_case(belief.without_statements(), draws, seed=seed)
    return share_of(decide(drawn, [package]).accepted[:, 0])


def _conditions(
    case: Case,
    belief: CaseBelief,
    of: str | None,
    change: int | None,
    given: Mapping[str, Collection[str]] | None,
    without: Mapping[str, Collection[str]] | None,
    doubtful: bool,
) -> Conditions:
    if (of is None) != (change is None):
        raise InvalidInput("say both: of which draft, and how many terms may change at most")
    if of is not None:
        find_draft(case, of, belief.inputs.as_of)
    kept = None
    if given or without:
        asked, barred = _known(case, given or {}), _known(case, without or {})
        kept = tuple(
            tuple(
                o
                for o, name in enumerate(issue.option_ids)
                if (issue_id not in asked or name in asked[issue_id])
                and name not in barred.get(issue_id, ())
            )
            for issue_id, issue in case.issues.items()
        )
        if not all(kept):
            raise NoSolution("an issue is left without any option; allow more")
    draft = None if of is None else draft_of_case(case, of)
    return Conditions(kept, draft, change, doubtful)


def _known(case: Case, options: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
    """Return options by issue, each checked.

    Raises:
        InvalidInput: the case has no such issue, or the issue no such option.
    """
    for issue, names in options.items():
        if issue not in case.issues:
            raise InvalidInput(f"there is no issue {issue!r}; there are: {', '.join(case.issues)}")
        listed = case.issues[issue].option_ids
        unknown = [name for name in names if name not in listed]
        if unknown:
            told = ", ".join(listed)
            raise InvalidInput(f"issue {issue!r} has no option {unknown[0]!r}; it has: {told}")
    return options


def _drafts(case: Case, belief: CaseBelief, asked: Collection[str]) -> tuple[str, ...]:
    """Return the drafts to compare: those asked for, and the latest ones by a mediator."""
    day = belief.inputs.as_of
    for name in asked:
        find_draft(case, name, day)
    mediators = {party for party, record in case.parties.items() if record.role == "mediator"}
    own = [
        name
        for name, draft in case.drafts.items()
        if draft.date <= day and draft.terms and mediators & set(draft.by)
    ]
    latest = sorted(own, key=lambda name: case.drafts[name].date)[-OWN_DRAFTS:]
    return tuple(dict.fromkeys([*asked, *latest]))


def _completion(
    case: Case,
    choosing: Draws,
    name: str,
    best: Package | None,
    method: Method,
    node_limit: int | None,
) -> Package | None:
    """Return the best completion of a draft on the choosing draws; None where it has none.

    Where the best package of all is a completion, there is nothing to look for.
    """
    draft = draft_of_case(case, name)
    if best is not None and not read_draft(choosing.problem, draft).changed(best):
        return best
    conditions = Conditions(draft=draft, most_changes=0)
    try:
        found = choose_package(
            choosing, conditions=conditions, most=1, method=method, node_limit=node_limit
        )
    except NoSolution:
        return None
    return tuple(found.packages[0].tolist())


def _samples(belief: CaseBelief, draws: int, seed: int, replications: int) -> list[Draws]:
    return [
        draw_case(belief, draws, seed=choosing_seed(seed, replication=k))
        for k in range(1, replications + 1)
    ]


def _from_drafts(case: Case, belief: CaseBelief, tabling: Tabling) -> tuple[FromDraft, ...]:
    day, package = belief.inputs.as_of, tabling.tabled.package
    names = [name for name, draft in case.drafts.items() if draft.terms and draft.date <= day]
    problem = belief.belief.problem
    texts = [read_draft(problem, draft_of_case(case, name)) for name in names]
    found = [_apart(belief, text, package) for text in texts]
    found.sort(key=lambda one: (len(one.changed), -case.drafts[one.name].date.toordinal()))
    return tuple(found)


def _apart(belief: CaseBelief, text: Text, package: Mapping[str, str]) -> FromDraft:
    problem = belief.belief.problem
    changed: dict[str, tuple[tuple[str, ...], str]] = {}
    filled: dict[str, str] = {}
    for i, issue in enumerate(problem.issues):
        named = tuple(problem.options[i][o] for o in text.coded.get(i, ()))
        if not named:
            filled[issue] = package[issue]
        elif package[issue] not in named:
            changed[issue] = (named, package[issue])
    return FromDraft(text.name, len(text.coded), changed, filled)
