"""Random cases without errors, for properties of the case file and of what is computed from it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.case import Case
from detente.case.numbers import numbers_of

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() != "")
DAYS = st.integers(1, 28).map(lambda day: f"2025-11-{day:02d}")
PARTIES = ["ash", "birch", "cedar", "elm"]
ISSUES = ["p", "q", "r"]
ROLES = ["principal", "mediator", "ally", "guarantor", "observer", "other"]
GRADES = ["essential", "desirable", "acceptable", "tolerable", "unacceptable"]
KINDS = ["leader", "public", "parliament", "ally", "court", "other"]
STRENGTHS = ["demand", "preference", "signal", "refusal", "offer"]


@st.composite
def issues(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ISSUES[: draw(st.integers(1, 3))]:
        if draw(st.booleans()):
            options = {f"o{n}": draw(WORDS) for n in range(draw(st.integers(2, 4)))}
            found[name] = {"title": draw(WORDS), "options": options}
        else:
            step = draw(st.sampled_from([1, 0.5, 100]))
            count = draw(st.integers(1, 4))
            scale = {"from": 0, "to": step * count, "step": step, "unit": draw(WORDS)}
            found[name] = {"title": draw(WORDS), "scale": scale}
    return found


def option_ids(issue: dict[str, Any]) -> list[str]:
    if "options" in issue:
        return list(issue["options"])
    scale = issue["scale"]
    levels = [scale["step"] * n for n in range(round(scale["to"] / scale["step"]) + 1)]
    return [f"{level:g}" for level in levels]


@st.composite
def numbers(draw: st.DrawFn, low: int = 0, high: int = 100) -> Any:
    ends = sorted(draw(st.lists(st.integers(low, high), min_size=3, max_size=3)))
    form = draw(st.sampled_from(["number", "range", "triangle"]))
    if form == "number":
        return ends[0]
    return ends[::2] if form == "range" else dict(zip(("low", "mode", "high"), ends, strict=True))


@st.composite
def shocks(draw: st.DrawFn) -> dict[str, Any]:
    shock: dict[str, Any] = {"title": draw(WORDS), "date": draw(DAYS), "add": draw(numbers(-9, 9))}
    if draw(st.booleans()):
        shock["until"] = "2025-12-24"
    return shock | {"judgement": draw(WORDS)}


@st.composite
def no_deals(draw: st.DrawFn) -> Any:
    """Draw the shorthand, or any part of the long form."""
    base = draw(numbers())
    parts: dict[str, Any] = {
        "at": draw(DAYS),
        "drift": draw(numbers(-5, 5)),
        "discount": draw(st.sampled_from([0.5, 1, [0.9, 1], {"low": 0.5, "mode": 0.9, "high": 1}])),
        "shocks": draw(st.lists(shocks(), min_size=1, max_size=2)),
    }
    chosen = draw(st.sets(st.sampled_from(list(parts)))) if draw(st.booleans()) else set()
    return {"base": base} | {key: parts[key] for key in parts if key in chosen} if chosen else base


@st.composite
def red_lines(draw: st.DrawFn, space: dict[str, Any]) -> dict[str, Any]:
    name = draw(st.sampled_from(list(space)))
    line: dict[str, Any] = {name: draw(st.sampled_from(option_ids(space[name])))}
    if draw(st.booleans()):
        line["since"] = draw(DAYS)
    if draw(st.booleans()):
        line["probability"] = draw(st.sampled_from([0.25, 0.5, 0.9, 1]))
    return line


@st.composite
def preferences(draw: st.DrawFn, space: dict[str, Any]) -> dict[str, Any]:
    names = list(space)
    weights: dict[str, Any] = {name: [0, 100] for name in names}
    if draw(st.booleans()):
        weights = {name: [100 // len(names), 100] for name in names}
    values = {name: {o: draw(numbers()) for o in option_ids(space[name])} for name in names}
    model: dict[str, Any] = {
        "weights": weights,
        "values": values,
        "no_deal": draw(no_deals()),
        "basis": draw(WORDS),
    }
    if draw(st.booleans()):
        model["red_lines"] = draw(st.lists(red_lines(space), min_size=1, max_size=2))
    if draw(st.booleans()):
        name = draw(st.sampled_from(names))
        when = {name: draw(st.sampled_from(option_ids(space[name])))}
        model["linkages"] = [{"when": when, "add": draw(numbers(-20, 20)), "note": draw(WORDS)}]
    return model


@st.composite
def terms(draw: st.DrawFn, space: dict[str, Any]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(list(space)), min_size=1, unique=True))
    return {name: draw(st.sampled_from(option_ids(space[name]))) for name in names}


@st.composite
def responses(draw: st.DrawFn, space: dict[str, Any], party: str, draft: str) -> dict[str, Any]:
    """Draw an answer to terms, or to a draft if there is one."""
    offered: dict[str, Any] = draw(terms(space))
    answer = draw(st.sampled_from(["accepts", "refuses", "prefers"]))
    said = {"party": party, "answer": answer, "to": offered}
    if answer == "prefers":
        name = draw(st.sampled_from(list(space)))
        said["over"] = draft or {name: option_ids(space[name])}
    elif draft and draw(st.booleans()):
        said["to"] = draft
    return said | {"date": "2025-12-01", "judgement": draw(WORDS)}


@st.composite
def polls(draw: st.DrawFn, space: dict[str, Any], draft: str) -> dict[str, Any]:
    about = {"draft": draft} if draft and draw(st.booleans()) else {"terms": draw(terms(space))}
    ends = [0, *sorted(draw(st.lists(st.integers(0, 100), min_size=5, max_size=5)))]
    shares: dict[str, Any] = {g: ends[k + 1] - ends[k] for k, g in enumerate(GRADES)}
    if draw(st.booleans()):
        shares = {"accept": ends[4], "unacceptable": ends[5] - ends[4]}
    size = {"n": draw(st.integers(1, 2000))} if draw(st.booleans()) else {}
    named = {"title": draw(WORDS), "date": "2025-12-01", "judgement": draw(WORDS)}
    return {**named, **about, "shares": shares, **size}


@st.composite
def ratifiers(
    draw: st.DrawFn, space: dict[str, Any], parties: list[str], draft: str
) -> dict[str, Any]:
    record: dict[str, Any] = {"name": draw(WORDS), "kind": draw(st.sampled_from(KINDS))}
    if draw(st.booleans()):
        record["of"] = draw(st.sampled_from(parties))
    if draw(st.booleans()):
        record["needs"] = draw(st.sampled_from([33, 50, 66.7]))
    if draw(st.booleans()):
        record["red_lines"] = [draw(red_lines(space)) | {"judgement": draw(WORDS)}]
    if "red_lines" not in record or draw(st.booleans()):
        record["polls"] = [draw(polls(space, draft))]
    return record


@st.composite
def correlations(draw: st.DrawFn, plain: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw correlations, weak enough to hold together, between ranges of a case."""
    numbers = numbers_of(Case.model_validate(plain))
    ranges = [address for address, number in numbers.items() if not number.exact]
    if len(ranges) < 3:
        return []
    one, two, three = draw(st.permutations(ranges))[:3]
    rho = st.sampled_from([-0.5, 0.25, 0.5])
    pairs = [[one, two], [one, three]][: draw(st.integers(0, 2))]
    return [{"between": pair, "rho": draw(rho), "judgement": draw(WORDS)} for pair in pairs]


@st.composite
def plain_cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a case as the plain data that its files would hold."""
    space = draw(issues())
    parties = PARTIES[: draw(st.integers(2, 4))]
    party, issue = st.sampled_from(parties), st.sampled_from(list(space))
    positions = []
    for number in range(draw(st.integers(0, 4))):
        name = draw(issue)
        positions.append(
            {
                "party": draw(party),
                "issue": name,
                "wants": draw(st.sampled_from(option_ids(space[name]))),
                "date": f"2025-10-{number + 1:02d}",
                "strength": draw(st.sampled_from(STRENGTHS)),
                "judgement": draw(WORDS),
            }
        )
    named = draw(st.sampled_from(list(space)))
    term = draw(st.sampled_from(option_ids(space[named])))
    case: dict[str, Any] = {
        "format": 1,
        "title": draw(WORDS),
        "as_of": "2025-12-01",
        "parties": {
            name: {"name": draw(WORDS), "role": draw(st.sampled_from(ROLES))} for name in parties
        },
        "issues": space,
        "positions": positions,
        "preferences": {name: draw(preferences(space)) for name in parties if draw(st.booleans())},
        "acceptance": {"all_of": parties[:2]},
    }
    if len(parties) > 2:
        case["acceptance"] |= {"and_at_least": 1, "among": parties[2:]}
    if draw(st.booleans()):
        terms = {named: {"option": term, "judgement": draw(WORDS)}}
        case["drafts"] = {"one": {"title": draw(WORDS), "date": draw(DAYS), "terms": terms}}
    if draw(st.booleans()):
        event = {"type": "call", "title": draw(WORDS), "date": draw(DAYS), "judgement": draw(WORDS)}
        case["events"] = [event | {"parties": parties[:2], "place": draw(WORDS)}]
    draft = next(iter(case.get("drafts", {})), "")
    case["responses"] = [
        draw(responses(space, name, draft)) for name in parties if draw(st.booleans())
    ]
    for name in ("house", "public"):
        if draw(st.booleans()):
            held = case.setdefault("ratifiers", {})
            held[name] = draw(ratifiers(space, parties, draft))
    case["correlations"] = draw(correlations(case))
    return case


def cases() -> st.SearchStrategy[Case]:
    """Draw a case that passes every check."""
    return plain_cases().map(Case.model_validate)
