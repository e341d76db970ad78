"""What is told beside the numbers of a case: kinds, days, reporters, notes, who has no part."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from detente.case import Case, load_case
from detente.case.forecast import Stood
from detente.case.history import stands
from detente.case.quantity import Quantity
from detente.forecast.of_case import (
    CaseSituation,
    Ground,
    LeftOut,
    Note,
    Wording,
    situation_of_case,
)

UKRAINE = Path(__file__).resolve().parents[2] / "examples" / "ukraine-2025-12"
DAY = date(2025, 12, 4)
NAMES = Wording(
    who=str.title,
    issue=lambda issue: f"the {issue}",
    option=lambda issue, option: f"“{option}”",
    day=lambda day: f"{day.day}/{day.month}" if day <= DAY else "a later day",
    plural=lambda party: party == "allies",
)


def case_of(*, north: Any, parties: tuple[str, ...] = (), **more: Any) -> Case:
    """Return a case of North and the allies; what is asked about is where North stands."""
    actors = {
        "north": {"capability": 1, "salience": {"border": 50, "troops": 50}, **north},
        "allies": {
            "capability": 1,
            "salience": {"border": 50, "troops": 50},
            "positions": {"border": "river", "troops": 3000},
        },
        **more.pop("actors", {}),
    }
    known = ("north", "allies", *parties)
    return Case.model_validate(
        {
            "format": 1,
            "title": "Ford",
            "as_of": DAY.isoformat(),
            "parties": {
                party: {"name": party.title(), "role": "principal", "plural": party == "allies"}
                for party in known
            },
            "people": {"vale": {"name": "Ada Vale", "party": "allies"}},
            "issues": {
                "border": {
                    "title": "Border",
                    "options": {"line": "Line", "ford": "Ford", "river": "River", "sea": "Sea"},
                },
                "troops": {
                    "title": "Troops",
                    "scale": {"from": 1000, "to": 5000, "step": 1000, "unit": "soldiers"},
                },
            },
            "sources": [{"id": "report", "type": "article", "title": "Report"}],
            "forecast": {
                "issues": {
                    "border": {"places": {"line": 0, "ford": 40, "river": 100}},
                    "troops": "scale",
                },
                "actors": actors,
                "basis": "as judged",
            },
            **more,
        }
    )


def ground_of(given: Any, day: date | None = None, **more: Any) -> Ground:
    case = case_of(north={"positions": {"border": given, "troops": 1000}}, **more)
    return situation_of_case(case, day).ground("north", "position", "border")


CITED = {"evidence": [{"source": "report"}]}


@pytest.mark.parametrize(
    ("given", "kind", "how"),
    [
        ("ford", "judgement", "at ford"),
        ({"value": "ford", **CITED}, "evidence", "at ford"),
        ({"value": "ford", **CITED, "note": "the text of May"}, "evidence", "at ford"),
        ({"value": "ford", **CITED, "judgement": "what it leaves"}, "judgement", "at ford"),
        (
            {"value": ["river", "line"], "since": "2025-11-03", **CITED},
            "evidence",
            "since 2025-11-03: from line to river",
        ),
        (
            {"value": "ford", "attribution": "reported", "by": "vale", **CITED},
            "judgement",
            "as vale reports it: at ford",
        ),
        ({"value": 30, "since": "2025-11-03"}, "judgement", "since 2025-11-03"),
    ],
)
def test_evidence_is_what_nothing_was_read_into(given: Any, kind: str, how: str) -> None:
    ground = ground_of(given)
    assert (ground.kind, ground.how) == (kind, how)
    cited = isinstance(given, dict) and "evidence" in given
    assert [item.source for item in ground.evidence] == (["report"] if cited else [])


@pytest.mark.parametrize("number", ["capability", "salience"])
def test_a_number_with_a_reading_beside_its_evidence_is_judged(number: str) -> None:
    for judgement, kind in (("", "evidence"), ("counted twice", "judgement")):
        value = {"value": 3, **CITED, "judgement": judgement}  # plain evidence needs no basis
        north = {"capability": value} if number == "capability" else {"salience": {"border": value}}
        case = case_of(north={**north, "positions": {"border": "ford"}})
        on = None if number == "capability" else "border"
        ground = situation_of_case(case).ground("north", number, on)
        assert (ground.kind, ground.judgement) == (kind, judgement)


def test_a_position_that_others_report_says_so_with_names() -> None:
    said = {
        "party": "north",
        "issue": "border",
        "date": "2025-12-01",
        "strength": "offer",
        "wants": ["ford", "line"],
        "attribution": "reported",
        "by": "allies",
        **CITED,
    }
    found = situation_of_case(case_of(north={}, positions=[said]))
    ground = found.ground("north", "position", "border")
    assert (ground.kind, ground.reported_by, ground.day) == ("derived", "allies", date(2025, 12, 1))
    assert ground.how == (
        "latest recorded position, 2025-12-01, as allies reports it: from line to ford"
    )
    assert ground.tell(NAMES) == (
        "latest recorded position, 1/12, as Allies report it: from “line” to “ford”"
    )
    assert ground.to_dict()["reported_by"] == "allies"
    assert ground.to_dict()["day"] == "2025-12-01"


def test_positions_follow_on_each_other() -> None:
    dated = [
        {"value": "line"},
        {"value": "ford", "since": "2025-11-10"},
        {"value": "river", "since": "2025-11-20", "until": "2025-11-25"},
    ]
    said = {"party": "north", "issue": "border", "date": "2025-11-01", "strength": "demand"}
    for given in (dated, dated[::-1]):
        for day, place, kind in (
            (9, 0.0, "judgement"),
            (10, 40.0, "judgement"),
            (20, 100.0, "judgement"),
            (25, 100.0, "judgement"),
            (26, 40.0, "derived"),  # not the ford of before, though it is where it was recorded
        ):
            record = {**said, "wants": "ford", **CITED}
            ground = ground_of(given, date(2025, 11, day), positions=[record])
            assert (ground.value, ground.kind) == (Quantity(place, place), kind), day
    with_none = case_of(north={"positions": {"border": dated[2], "troops": 1000}})
    early = situation_of_case(with_none, date(2025, 11, 19))
    assert [(each.actor, each.issue) for each in early.left_out if each.actor][:1] == [
        ("north", "border")
    ]


def one(found: CaseSituation, kind: str) -> Note:
    (note,) = (note for note in found.notes if note.kind == kind)
    return note


def test_notes_are_records_that_can_be_told_with_names() -> None:
    said = {"party": "allies", "issue": "border", "date": "2025-12-02", "strength": "demand"}
    case = case_of(
        north={"positions": {"border": "ford", "troops": 1000}},
        positions=[{**said, "wants": "line", **CITED}],
    )
    found = situation_of_case(case, date(2025, 12, 3))
    off, apart, judged = (one(found, kind) for kind in ("off-the-line", "apart", "judged-for"))
    assert off == Note("off-the-line", "border", options=("sea",))
    assert off.text == "On border these options are off the line: sea."
    assert off.tell(NAMES) == "On the border these options are off the line: “sea”."
    assert apart == Note("apart", "border", "allies", day=date(2025, 12, 2))
    assert apart.tell(NAMES) == (
        "On the border the position given for Allies lies apart from their latest recorded one "
        "(2/12)."
    )
    assert judged.day == DAY
    assert "judged for 4/12, but" in judged.tell(NAMES)
    early = Wording(day=lambda day: "a later day")
    assert "judged for a later day, but" in judged.tell(early)
    assert found.to_dict()["notes"] == [note.to_dict() for note in found.notes]
    assert apart.to_dict() == {
        "kind": "apart",
        "issue": "border",
        "party": "allies",
        "issues": [],
        "parties": [],
        "options": [],
        "day": "2025-12-02",
        "factor": None,
        "text": apart.text,
    }


def test_notes_of_several_issues_together() -> None:
    weak = {"capability": 1, "salience": {"border": 30}, "positions": {"border": "ford"}}
    case = case_of(
        north={
            "salience": {"border": 90, "troops": 60},
            "positions": {"border": 1, "troops": 2000},
        },
        actors={"west": weak},
        parties=("west",),
    )
    found = situation_of_case(case)
    assert one(found, "joint-without").parties == ("west",)
    assert one(found, "joint-divided").factor == pytest.approx(1.5)
    assert "leave out West, who has a part in only some of them." in one(
        found, "joint-without"
    ).tell(NAMES)
    assert "are divided by 1.5, alike" in one(found, "joint-divided").text
    assert found.left_out[-1] == LeftOut("west", None, "joint", "absent", issues=("troops",))


def test_a_principal_that_is_missing_where_others_stand_is_named_first() -> None:
    said = {"party": "north", "issue": "troops", "date": "2025-12-02", "strength": "demand"}
    west = {"capability": 1, "salience": {"border": 30}, "positions": {"border": "ford"}}
    case = case_of(
        north={"positions": {}},
        actors={"west": west},
        parties=("west",),
        positions=[{**said, "wants": 2000, **CITED}],
    )
    found = situation_of_case(case)
    assert found.notes[0] == Note("principal-absent", party="north", issues=("border",))
    assert found.notes[0].tell(NAMES) == (
        "North, among the principals, has no part in the border: values there are about the others "
        "alone."
    )
    assert [note.party for note in found.notes if note.kind == "principal-absent"] == [
        "north",
        "west",
    ]
    early = situation_of_case(load_case(UKRAINE), DAY)
    absent = [note for note in early.notes if note.kind == "principal-absent"]
    assert absent == [
        Note("principal-absent", party="ukraine", issues=("znpp", "elections")),
        Note(
            "principal-absent",
            party="russia",
            issues=("foreign-troops", "guarantee", "elections", "ceasefire"),
        ),
    ]


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (
            LeftOut("allies", None, "capability", "no-capability"),
            "no capability is given, and none",
        ),
        (
            LeftOut("allies", "border", "salience", "salience-zero"),
            "their salience is 0, so that they have",
        ),
        (
            LeftOut("north", "border", "salience", "salience-zero"),
            "its salience is 0, so that",
        ),
        (LeftOut("allies", "border", "salience", "no-preferences"), "and they have no preferences"),
        (LeftOut("allies", "border", "salience", "no-weight"), "their preferences give no weight"),
        (LeftOut("allies", "border", "position", "none-recorded", DAY), "recorded up to 4/12"),
        (LeftOut("allies", "border", "position", "only-rejects", DAY), "their latest recorded one"),
        (LeftOut("allies", None, "actor", "not-named"), "does not name them"),
        (LeftOut("north", None, "actor", "not-named"), "does not name it"),
        (LeftOut("allies", None, "actor", "nowhere"), "they have no position or no salience"),
        (
            LeftOut("allies", None, "joint", "absent", issues=("border", "troops")),
            "they have no part in the border and the troops",
        ),
        (
            LeftOut(None, "border", "joint", "absent", actors=("north",)),
            "North has no part here",
        ),
        (
            LeftOut(None, "border", "joint", "absent", actors=("allies",)),
            "Allies have no part here",
        ),
        (
            LeftOut(None, "border", "joint", "absent", actors=("north", "allies")),
            "North and Allies have no part here",
        ),
        (LeftOut(None, "border", "issue", "one-stands"), "two actors, and only one stands here"),
        (LeftOut(None, "border", "issue", "idle"), "no salience is surely above 0"),
    ],
)
def test_reasons_are_told_in_the_number_of_the_name(left: LeftOut, told: str) -> None:
    assert told in left.tell(NAMES)
    assert not left.tell(NAMES).endswith(".")
    assert left.why == left.tell(Wording())
    assert left.to_dict() == {
        "actor": left.actor,
        "issue": left.issue,
        "what": left.what,
        "reason": left.reason,
        "day": None if left.day is None else left.day.isoformat(),
        "issues": list(left.issues),
        "actors": list(left.actors),
        "why": left.why,
    }


def test_who_has_no_part_in_any_issue_is_named_with_the_reason() -> None:
    found = situation_of_case(
        case_of(
            north={"positions": {"border": "line", "troops": 1000}},
            actors={
                "east": {"salience": {"border": 10}, "positions": {"border": 50}},
                "west": {"capability": 1},
            },
            parties=("east", "west", "south"),
        )
    )
    assert [(each.actor, each.issue, each.reason) for each in found.without_part] == [
        ("east", None, "no-capability"),
        ("west", None, "nowhere"),
        ("south", None, "not-named"),
    ]
    assert found.to_dict()["without_part"][0] == {
        "actor": "east",
        "issue": None,
        "what": "capability",
        "reason": "no-capability",
        "day": None,
        "issues": [],
        "actors": [],
        "why": "no capability is given, and none is derived",
    }
    assert situation_of_case(load_case(UKRAINE)).without_part == ()


def test_salience_0_leaves_out_of_the_issue_and_of_nothing_else() -> None:
    north = {
        "salience": {"border": 0, "troops": [0, 10]},
        "positions": {"border": "line", "troops": 1000},
    }
    others = {"capability": 1, "salience": {"border": 9}, "positions": {"border": "ford"}}
    found = situation_of_case(case_of(north=north, actors={"west": others}, parties=("west",)))
    assert found.situations["border"].middle.actors == ("allies", "west")
    assert found.situations["troops"].middle.actors == ("north", "allies")
    assert LeftOut("north", "border", "salience", "salience-zero") in found.left_out


def test_the_ukraine_case_stands_on_every_day_where_its_rule_says() -> None:
    """Recorded demands first, then what a refusal leaves, then the texts of the year."""
    case = load_case(UKRAINE)
    assert case.forecast is not None
    days = {position.date for position in case.positions}
    days |= {draft.date for draft in case.drafts.values()}
    for day in sorted(day for each in days for day in (each - timedelta(1), each)):
        for party, actor in case.forecast.known_on(day).actors.items():
            for issue in case.forecast.issues:
                _follows_the_rule(case, actor.stood(issue), party, issue, day)


def _follows_the_rule(case: Case, given: Stood | None, party: str, issue: str, day: date) -> None:
    where = (party, issue, day)
    latest, lines = stands(case, party, issue, day), case.issues[issue]
    if latest is not None and latest.wants is not None:
        assert given is None, where
        return
    if latest is not None and latest.rejects is not None:
        assert given is not None, where
        left = set(lines.option_ids) - set(latest.rejects.of(lines))
        assert _options(given) == left, where
        assert given.judgement, where
        assert (given.since, given.by) == (latest.date, latest.by), where
        return
    texts = sorted(
        (
            draft
            for draft in case.drafts.values()
            if party in draft.by
            and issue in draft.terms
            and draft.terms[issue].option is not None
            and date(2025, 1, 1) <= draft.date <= day
        ),
        key=lambda draft: draft.date,
    )
    used = [draft for draft in texts if draft.date >= date(2025, 11, 1)] or texts[-1:]
    if not used:
        assert given is None, where
        return
    assert given is not None, where
    terms = [draft.terms[issue] for draft in used]
    said = {option for term in terms for option in (term.option.of(lines) if term.option else ())}
    assert _options(given) == said, where
    assert given.since == used[-1].date, where
    cited = {item.source for term in terms for item in term.evidence}
    cited |= {item.source for draft in used for item in draft.evidence}
    assert {item.source for item in given.evidence} <= cited, where
    assert bool(given.judgement) == (len(said) > 1), where


def _options(given: Stood) -> set[str]:
    assert given.value.options is not None
    return set(given.value.options.options)


@pytest.mark.parametrize(
    ("day", "issues", "absent"),
    [
        (date(2025, 11, 21), 9, 0),
        (date(2025, 12, 4), 10, 0),
        (date(2025, 12, 11), 10, 0),
        (date(2025, 12, 29), 10, 0),
    ],
)
def test_the_us_stands_wherever_its_draft_of_november_speaks(
    day: date, issues: int, absent: int
) -> None:
    found = situation_of_case(load_case(UKRAINE), day)
    assert len(found.situations) == issues
    assert sum(each.actor == "us" for each in found.left_out) == absent
    assert all("us" in table.middle.actors for table in found.situations.values())


def test_what_ukraine_says_that_the_us_wants_is_labelled_as_that() -> None:
    found = situation_of_case(load_case(UKRAINE))
    reported = {
        address.removeprefix("us.forecast.positions."): ground
        for address, ground in found.grounds.items()
        if ground.reported_by
    }
    assert set(reported) == {"donetsk", "forces", "guarantee", "znpp", "ceasefire"}
    assert {ground.reported_by for ground in reported.values()} == {"zelenskyy"}
    assert all(ground.kind != "evidence" for ground in reported.values())
    assert "as zelenskyy reports it" in reported["donetsk"].how
    for address in ("russia.guarantee", "russia.ceasefire", "us.nato", "europe.nato"):
        party, issue = address.split(".")
        ground = found.ground(party, "position", issue)
        assert (ground.kind, bool(ground.evidence)) == ("judgement", True)
        assert (ground.origin == "refusal") == (party != "europe")
    assert found.ground("us", "position", "ceasefire").how == (
        "what the recorded refusal leaves, since 2025-12-11, as zelenskyy reports it: from on-deal "
        "to after-withdrawal"
    )


def test_what_a_refusal_leaves_is_judgement_whatever_stands_beside_it() -> None:
    said = {"party": "north", "issue": "border", "date": "2025-11-01", "strength": "refusal"}
    refused = {**said, "rejects": "line", **CITED}
    for value, origin in (
        (["ford", "river"], "refusal"),
        (["river", "ford"], "refusal"),
        ("ford", "given"),
        ([0, 100], "given"),
    ):
        ground = ground_of({"value": value, **CITED}, positions=[refused])
        assert (ground.origin, ground.kind) == (
            origin,
            "judgement" if origin == "refusal" else "evidence",
        )
    wanted = {**said, "wants": "river", "rejects": "line", **CITED}
    assert ground_of({"value": ["ford", "river"], **CITED}, positions=[wanted]).origin == "given"


def test_shares_of_weight_in_the_readme_and_at_the_top_of_the_file() -> None:
    found = situation_of_case(load_case(UKRAINE))
    shares = {}
    for issue, table in found.situations.items():
        weights = table.middle.weights[:, 0]
        whole = dict(zip(table.middle.actors, 100 * weights / weights.sum(), strict=True))
        shares[issue] = [
            "–" if party not in whole else str(round(float(whole[party])))
            for party in ("ukraine", "russia", "us", "europe")
        ]
    text = (UKRAINE / "README.md").read_text("utf-8")
    titles = {"nato": "NATO", "donetsk": "Donetsk", "znpp": "plant"}
    for issue, told in shares.items():
        title = titles.get(issue, issue.replace("-", " "))
        assert f"  | {title} | {' | '.join(told)} |\n" in text, issue
    top = (UKRAINE / "forecast.yaml").read_text("utf-8").partition("\nissues:")[0]
    assert "a quarter of the weight" in top
    assert shares["donetsk"] == ["25"] * 4
    assert (shares["recognition"], "the US has 9 % of it" in top) == (["30", "30", "9", "30"], True)
    assert (shares["nato"], "Russia has 41 %" in top) == (["24", "41", "24", "12"], True)
    assert (shares["ceasefire"][2], "the US has 47 %" in top) == ("47", True)
    assert max(map(len, top.splitlines())) <= 110
