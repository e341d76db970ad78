"""Random cases without errors, for properties of the case file and of what is computed from it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.case import Case

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() != "")
DAYS = st.integers(1, 28).map(lambda day: f"2025-11-{day:02d}")
PARTIES = ["ash", "birch", "cedar", "elm"]
ISSUES = ["p", "q", "r"]
ROLES = ["principal", "mediator", "ally", "guarantor", "observer", "other"]
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
def preferences(draw: st.DrawFn, space: dict[str, Any]) -> dict[str, Any]:
    names = list(space)
    weights: dict[str, Any] = {name: [0, 100] for name in names}
    if draw(st.booleans()):
        weights = {name: [100 // len(names), 100] for name in names}
    values = {name: {o: draw(numbers()) for o in option_ids(space[name])} for name in names}
    model: dict[str, Any] = {
        "weights": weights,
        "values": values,
        "no_deal": draw(numbers()),
        "basis": draw(WORDS),
    }
    if draw(st.booleans()):
        name = draw(st.sampled_from(names))
        options = option_ids(space[name])
        line: dict[str, Any] = {name: draw(st.sampled_from(options))}
        model["red_lines"] = [line | ({"since": draw(DAYS)} if draw(st.booleans()) else {})]
    if draw(st.booleans()):
        name = draw(st.sampled_from(names))
        when = {name: draw(st.sampled_from(option_ids(space[name])))}
        model["linkages"] = [{"when": when, "add": draw(numbers(-20, 20)), "note": draw(WORDS)}]
    return model


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
    return case


def cases() -> st.SearchStrategy[Case]:
    """Draw a case that passes every check."""
    return plain_cases().map(Case.model_validate)
