"""The tables of ``detente vary`` that rest on draws: tornado, Sobol indices, rival concepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.words import difference

if TYPE_CHECKING:
    from detente.deal.acceptance.share import Share
    from detente.deal.of_case.sensitivity import CaseVary
    from detente.deal.sensitivity.concepts import Disagreement
    from detente.deal.sensitivity.sobol import Index, Sobol
    from detente.deal.sensitivity.tornado import Mean, Tornado

UNFIT = {
    "constant": "is left out: it does not vary at all between draws",
    "steady": "is left out: it is the same in more than 98% of the draws, so hardly any variance "
    "is left to be divided",
    "wide": "is left out: some interval of its indices is longer than 0.5",
}
"""Why a column of Sobol indices is not shown."""


def print_draws(answer: CaseVary, limit: int) -> None:
    """Print all tables that rest on draws, as far as there are any."""
    if answer.tornado is not None:
        _print_tornado(answer, answer.tornado, limit)
    if answer.sobol is not None:
        print_sobol(answer, answer.sobol, limit)
    if answer.concepts is not None:
        _print_concepts(answer.concepts)


def _print_tornado(answer: CaseVary, found: Tornado, limit: int) -> None:
    from detente.cli.output import print_table, say

    print_table(
        f"Acceptance of the package to table, in the draws with each number low and high "
        f"({found.draws:,} draws, tenths)",
        ["Number", "Low", "High", "Change", "95 %", "A deal exists: low", "high"],
        [
            [
                answer.address(bar.number),
                _percent(bar.low.accepted.value),
                _percent(bar.high.accepted.value),
                *_swing(bar.swing("package")),
                _percent(bar.low.exists.value),
                _percent(bar.high.exists.value),
            ]
            for bar in found.bars[:limit]
        ],
    )
    say(
        f"Over all {found.draws:,} draws the package to table is acceptable in "
        f"{_share(found.accepted)}, and a deal exists in {_share(found.exists)}; 'detente next' "
        "scores it on draws of its own, so that its share may differ within the intervals. "
        f"Of {len(found.bars):,} numbers, one in twenty "
        "would show a change whose interval leaves out 0 by chance.\n"
    )


def print_sobol(answer: CaseVary, found: Sobol, limit: int) -> None:
    """Print the total indices, and why those of an answer are left out."""
    from detente.cli.output import print_table, say

    names = {"deal": "a deal exists", "package": "package accepted", "room": "largest room"}
    unfit = {verdict: reason for verdict in found.indices if (reason := found.unfit(verdict))}
    left_out = " ".join(f"“{names[v]}” {UNFIT[reason]}." for v, reason in unfit.items())
    shown = [v for v in ("package", "deal", "room") if v not in unfit]
    if not shown:
        say(f"No Sobol indices are told: {left_out}\n")
        return
    first = found.indices[shown[0]]
    order = sorted(range(len(found.blocks)), key=lambda k: -first[k].total)[:limit]
    print_table(
        f"Share of the variance that each group of numbers takes part in (total Sobol index, 95 %; "
        f"{found.draws:,} draws)",
        ["Numbers", *(names[verdict] for verdict in shown)],
        [[_block(answer, k), *(_index(found.indices[v][k]) for v in shown)] for k in order],
    )
    sums = ", ".join(f"{names[v]} {sum(i.first for i in found.indices[v]):.2f}" for v in shown)
    say(
        f"Sum of the first-order indices: {sums}. What is missing to 1 is interaction: it shows "
        f"only when several groups move together. {left_out}".rstrip()
        + "\n"
    )


def _block(answer: CaseVary, place: int) -> str:
    from detente.deal.whynot.words.phrases import text_of

    blocks = answer.sobol.blocks if answer.sobol else ()
    return text_of(answer.words.block(blocks[place]))


def _index(index: Index) -> str:
    """Return a total index with its interval; estimates outside 0 to 1 are told as the ends."""
    told = (min(1.0, max(0.0, x)) for x in (index.total, index.total_low, index.total_high))
    return "{:.2f} ({:.2f} to {:.2f})".format(*told)


def _print_concepts(found: Disagreement) -> None:
    from detente.cli.output import print_table, say
    from detente.deal.of_case.sensitivity_words import CONCEPTS

    if found.draws:
        _print_optima(found)
    rows = [
        [
            " and ".join(CONCEPTS[name] for name in pair),
            {True: "yes", False: "no", None: "–"}[found.same_at_middle.get(pair)],
            *(["–" if share is None else _counted(share)] if found.draws else []),
        ]
        for pair, share in found.same.items()
    ]
    columns = ["Concepts", "At the middle", *(["In draws"] if found.draws else [])]
    print_table("Do two concepts choose the same package?", columns, rows)
    if found.draws:
        say("Behind “of”: the draws in which the concepts asked about have a package at all.\n")
    else:
        say(
            "Rival concepts are compared at the middle only: packages are too many to be compared "
            "in every draw. --concepts 50 or more solves as many draws one by one.\n"
        )


def _print_optima(found: Disagreement) -> None:
    """Print how the package that each concept chooses at the middle fares in the draws."""
    from detente.cli.output import print_table
    from detente.deal.of_case.sensitivity_words import CONCEPTS

    print_table(
        f"Rival concepts: the package of the middle in {found.draws:,} draws",
        ["Concept", "Still among its best", "Acceptable", "Falls short by (mean)"],
        [
            [
                CONCEPTS[name],
                "–" if concept.stays is None else _counted(concept.stays),
                "–" if concept.accepted is None else _counted(concept.accepted),
                "–" if concept.regret is None else _regret(name, concept.regret),
            ]
            for name, concept in found.concepts.items()
        ],
    )


def _regret(name: str, mean: Mean) -> str:
    """Return a mean loss in the measure of its concept."""
    if name in ("nash", "kalai_smorodinsky"):
        ends = (_rounded(100 * x, 0) for x in (mean.value, mean.low, mean.high))
        return "{}% ({} to {})".format(*ends)
    return "{} points ({} to {})".format(
        *(_rounded(x, 1) for x in (mean.value, mean.low, mean.high))
    )


def _rounded(value: float, digits: int) -> str:
    """Return a number to so many decimals, without a sign at zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def _swing(mean: Mean) -> Sequence[str]:
    value, low, high = (_points(x) for x in (mean.value, mean.low, mean.high))
    return value, f"{low} to {high}"


def _points(share: float) -> str:
    """Return a difference of shares in whole points of 100, with its sign: ``−39``."""
    return difference(100 * share, 0)


def _counted(share: Share) -> str:
    """Return a share with the draws that it is one of: those in which the concepts choose."""
    return f"{_share(share)} of {share.draws:,}"


def _share(share: Share) -> str:
    return f"{_percent(share.value)} ({_percent(share.low)} to {_percent(share.high)})"


def _percent(value: float) -> str:
    return f"{100 * value:.0f}%"
