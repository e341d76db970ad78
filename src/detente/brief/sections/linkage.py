"""What settling, dropping and linking issues does, and who can close a deal without the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.words import points, whole

TITLE = "What if issues or parties are linked, or left out?"

PARTNERS = 2
"""Sets of partners printed for one issue, at most."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An issue, with the options that leave a deal possible and those that do not.

    Attributes:
        open: whether a deal depends on parties not judged, for these.
    """

    issue: str
    possible: tuple[Option, ...]
    impossible: tuple[Option, ...]
    open: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Partners:
    """An issue that cannot be settled alone, and with which others it can.

    Attributes:
        sets: sets of titles, each enough; the smallest ones.
        more: how many sets are not printed.
    """

    issue: str
    sets: tuple[tuple[str, ...], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Coalition:
    """A smallest coalition that can close a deal; texts are empty where nothing is known.

    Attributes:
        smallest: gain of the member that gains least, in the package where that is largest.
        accepting, refusing: parties outside that would accept or refuse that package.
    """

    members: tuple[str, ...]
    packages: str
    smallest: str
    accepting: tuple[str, ...]
    refusing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What holds when red lines of parties outside a coalition are respected, or set aside.

    Attributes:
        coalitions: the smallest that can close a deal.
        veto, dummies: parties in all of them, and in none.
        blocking: the smallest groups that can block them all.
        largest: the largest groups that some package suits; empty where one suits everybody.
    """

    coalitions: tuple[Coalition, ...]
    veto: tuple[str, ...]
    dummies: tuple[str, ...]
    blocking: tuple[tuple[str, ...], ...]
    largest: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        exists: whether a deal is possible as things stand: ``yes``, ``no`` or ``depends``.
        settled: issues of which some option takes the deal away, or makes it depend on somebody.
        lettered: whether ``settled`` shows options by their letters.
        depending: whether some option there makes a deal depend on parties not judged.
        free: issues of which every option leaves things as they are.
        creating, removing: issues without which a deal becomes possible, or is no longer.
        dropped: whether it was asked for every issue.
        alone: issues that can be settled by themselves.
        partners: the other issues that can be settled together with some; empty where not every
            set is known.
        stuck: issues that are in no set that can be settled; empty where not every set is known.
        complete: whether every set of issues was found.
        respected: red lines of the parties outside a coalition bind it.
        set_aside: they do not; None where that makes no difference.
    """

    why: str
    exists: str
    settled: tuple[Settled, ...]
    lettered: bool
    depending: bool
    free: tuple[str, ...]
    creating: tuple[str, ...]
    removing: tuple[str, ...]
    alone: tuple[str, ...]
    partners: tuple[Partners, ...]
    stuck: tuple[str, ...]
    complete: bool
    respected: Reading
    set_aside: Reading | None
    assumptions: tuple[str, ...]
    refs: Refs


NOTHING = Reading((), (), (), (), ())


def view(context: Context) -> View:
    """Return what the brief shows of linking and dropping issues and parties."""
    found = context.answers.linkage or {}
    agenda: Mapping[str, Any] = found.get("agenda", {})
    coalitions: Mapping[str, Any] = found.get("coalitions", {})
    settled = [_settled(context, *pair) for pair in agenda.get("settled", {}).items()]
    exists = {True: "yes", False: "no", None: "depends"}[agenda.get("open", {}).get("exists")]
    shown = tuple(s for s in settled if _matters(s, exists))
    sets = [tuple(link["issues"]) for link in agenda.get("links", ())]
    complete = agenda.get("links_complete", True)
    respected, set_aside = (
        _reading(context, coalitions[name]) if coalitions else NOTHING
        for name in ("respected", "set_aside")
    )
    return View(
        why="" if found else context.answers.why_no_deal or "no result was computed",
        exists=exists,
        settled=shown,
        lettered=any(o.code for s in shown for o in (*s.possible, *s.impossible, *s.open)),
        depending=any(s.open for s in shown),
        free=tuple(s.issue for s in settled if not _matters(s, exists)),
        creating=_dropping(context, agenda, "creates"),
        removing=_dropping(context, agenda, "removes"),
        alone=tuple(context.title(issues[0]) for issues in sets if len(issues) == 1),
        partners=_partners(context, sets) if complete else (),
        stuck=_stuck(context, agenda, sets) if complete else (),
        complete=complete,
        respected=respected,
        set_aside=set_aside if set_aside != respected else None,
        assumptions=tuple(agenda.get("assumptions", ())),
        refs=grounds(context),
    )


def _settled(context: Context, issue: str, options: Mapping[str, Any]) -> Settled:
    def those(exists: bool | None) -> tuple[Option, ...]:
        return tuple(
            context.option(issue, option)
            for option, outlook in options.items()
            if outlook["exists"] is exists
        )

    return Settled(context.title(issue), those(True), those(False), those(None))


def _matters(settled: Settled, exists: str) -> bool:
    if exists == "depends":
        return bool(settled.possible or settled.impossible)
    return bool(exists == "yes" and (settled.impossible or settled.open))


def _dropping(context: Context, agenda: Mapping[str, Any], effect: str) -> tuple[str, ...]:
    return tuple(
        context.title(issue)
        for issue, outlook in agenda.get("dropped", {}).items()
        if outlook["effect"] == effect
    )


def _partners(context: Context, sets: Sequence[tuple[str, ...]]) -> tuple[Partners, ...]:
    together = [issues for issues in sets if len(issues) > 1]
    found = []
    for issue in context.case.issues:
        with_ = [tuple(i for i in issues if i != issue) for issues in together if issue in issues]
        if with_:
            shown = tuple(tuple(context.title(i) for i in rest) for rest in with_[:PARTNERS])
            found.append(Partners(context.title(issue), shown, max(0, len(with_) - PARTNERS)))
    return tuple(found)


def _stuck(
    context: Context, agenda: Mapping[str, Any], sets: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    in_some = {issue for issues in sets for issue in issues}
    return tuple(
        context.title(issue) for issue in agenda.get("dropped", {}) if issue not in in_some
    )


def _reading(context: Context, reading: Mapping[str, Any]) -> Reading:
    return Reading(
        coalitions=tuple(_coalition(context, closing) for closing in reading["closing"]),
        veto=tuple(context.parties(reading["veto"])),
        dummies=tuple(context.parties(reading["dummies"])),
        blocking=tuple(tuple(context.parties(members)) for members in reading["blocking"]),
        largest=()
        if reading["everybody"]
        else tuple(tuple(context.parties(members)) for members in reading["maximal"]),
    )


def _coalition(context: Context, closing: Mapping[str, Any]) -> Coalition:
    def outside(answer: bool) -> tuple[str, ...]:
        return tuple(context.party(p) for p, says in closing["others"].items() if says is answer)

    gains = list(closing["gains"].values())
    return Coalition(
        members=tuple(context.parties(closing["members"])),
        packages="" if closing["packages"] is None else whole(closing["packages"]),
        smallest=points(min(gains)) if gains else "",
        accepting=outside(True),
        refusing=outside(False),
    )
