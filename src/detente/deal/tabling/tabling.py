"""What to table: chosen on one set of draws, scored on another, beside the alternatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.deal import checks
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rule import Kind
from detente.deal.tabling.choosing import Choice, Method, choose_package
from detente.deal.tabling.conditions import ANYTHING, Conditions
from detente.deal.tabling.gap import find_gap
from detente.deal.tabling.records import Tabling
from detente.deal.tabling.scoring import Scorer
from detente.deal.tabling.terms import find_stakes
from detente.errors import InvalidInput

RUNNERS_UP = 5
"""Next best packages that are shown, unless told otherwise."""


def find_tabling(
    choosing: Draws,
    held_out: Draws,
    *,
    conditions: Conditions = ANYTHING,
    compared: Mapping[str, Package | None] | None = None,
    runners_up: int = RUNNERS_UP,
    replications: Sequence[Draws] = (),
    certain: bool = False,
    choice: Choice | None = None,
    kind: Kind = "acceptable",
    method: Method = "auto",
    node_limit: int | None = None,
) -> Tabling:
    """Choose the package that is most often acceptable, and score it on other draws.

    The share over the draws that a package was chosen on flatters it. So it is scored on draws that
    had no part in the choice, and so are the runners-up and what it is compared with; runners-up
    keep the order of the choosing draws.

    Args:
        choosing: draws to choose on.
        held_out: draws to score on, independent of the others.
        conditions: what may be tabled; a package that breaches a certain red line never may.
        compared: other packages by name, the Nash package at mid-points, say; None where there is
            no such package.
        runners_up: how many next best packages to show.
        replications: further independent sets of draws of equal size, none or two at least, to
            bound how much better any package could be.
        certain: whether nothing is uncertain, so that one draw stands for all.
        choice: what was chosen on the choosing draws under the conditions, if that is known.
        kind: ``acceptable``, ``certain`` or ``all_accept``.
        method, node_limit: as in :func:`detente.deal.tabling.choosing.choose_package`.

    Raises:
        InvalidInput: draws of different problems, or an argument is out of range.
        NoSolution: nothing may be tabled.
        NotSupported, NotConverged: as :func:`detente.deal.tabling.choosing.choose_package`.
    """
    if not choosing.problem.same(held_out.problem):
        raise InvalidInput("both sets of draws must be of the same problem")
    runners_up = checks.whole(runners_up, "the number of runners-up", least=0, most=1_000)
    others = compared or {}
    sizes = held_out.problem.sizes
    known = {n: checks.package(p, sizes) for n, p in others.items() if p is not None}
    choice = choice or choose_package(
        choosing,
        conditions=conditions,
        kind=kind,
        most=1 + runners_up,
        method=method,
        node_limit=node_limit,
        starts=list(known.values()),
    )
    rows = [*map(tuple, choice.packages.tolist()), *known.values()]
    scored = Scorer(choosing, held_out, conditions, kind, certain).score(
        np.array(rows, dtype=np.int64)
    )
    listed, rest = scored[: len(choice.packages)], scored[len(choice.packages) :]
    by_name = dict(zip(known, rest, strict=True))
    gap = None
    if replications:
        best = [_best(each, conditions, kind, method, node_limit) for each in replications]
        held = listed[0].acceptable.value
        gap = find_gap(best, held_out=held, draws=len(replications[0]))
    return Tabling(
        tabled=listed[0],
        terms=find_stakes(
            held_out, listed[0].indices, conditions=conditions, kind=kind, certain=certain
        ),
        runners_up=tuple(listed[1:]),
        compared={name: by_name.get(name) for name in others},
        ties=choice.ties,
        packages=choice.packages_left,
        exact=choice.exact,
        bound=choice.bound / choice.draws,
        complete=choice.complete,
        gap=gap,
        conditions=conditions.to_dict(held_out.problem),
        assuming=tuple(held_out.problem.parties[p] for p in held_out.problem.unjudged),
        method=choice.method,
        because=choice.because,
        choosing=len(choosing),
        draws=len(held_out),
        seed=held_out.seed,
    )


def _best(
    draws: Draws, conditions: Conditions, kind: Kind, method: Method, node_limit: int | None
) -> float:
    found: Choice = choose_package(
        draws, conditions=conditions, kind=kind, most=1, method=method, node_limit=node_limit
    )
    return found.bound / found.draws
