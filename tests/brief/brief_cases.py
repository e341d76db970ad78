"""Cases for the tests of the brief, built as records, without a folder."""

from __future__ import annotations

import json
from typing import Any

from detente.case.records import Case

HOSTILE = "\"><script>alert(1)</script>'&lt; {{ 7*7 }} \u202ereversed\u0000\x1b[31m"
RTL = "הסכם שלום ١٢٣"


def small() -> dict[str, Any]:
    """Two parties, one issue, nothing else."""
    return {
        "format": 1,
        "title": "Two sides, one question",
        "as_of": "2025-12-04",
        "parties": {
            "north": {"name": "North", "role": "principal"},
            "south": {"name": "South", "role": "principal"},
        },
        "issues": {
            "border": {
                "title": "The border",
                "options": {"river": "At the river", "hill": "On the hill"},
            }
        },
    }


def full() -> dict[str, Any]:
    """A case with everything in it: moves, drafts, events, judgements, a scale, gaps."""
    case = small()
    case["title"] = "Talks at the ford"
    case["authors"] = ["A. Coder"]
    case["licence"] = "CC BY 4.0"
    case["parties"]["lake"] = {"name": "Lake", "role": "mediator"}
    case["people"] = {
        "envoy": {"name": "Ana Envoy", "party": "north", "office": "envoy"},
        "elder": {"name": "Bo Elder", "party": "south", "office": "elder"},
    }
    case["issues"]["border"]["options"]["ford"] = "At the ford"
    case["issues"]["troops"] = {
        "title": "Troops at the border",
        "scale": {"from": 0, "to": 400, "step": 100, "unit": "soldiers"},
    }
    case["issues"]["toll"] = {"title": "Toll", "options": {"free": "None", "paid": "Paid"}}
    case["sources"] = [
        {
            "id": "gazette",
            "type": "article-newspaper",
            "title": "Words at the ford",
            "container-title": "The Gazette",
            "issued": "2025-12-03",
            "language": "en-GB",
            "author": [{"given": "Cy", "family": "Scribe"}],
            "URL": "https://example.org/ford",
            "text": "sources/gazette.txt",
        },
        {
            "id": "herald",
            "type": "webpage",
            "title": "An older report",
            "issued": "2025-10",
            "URL": "https://example.org/old",
        },
        {"id": "letter", "type": "personal_communication", "title": "A letter", "issued": "2025"},
    ]
    case["positions"] = [
        _position("north", "border", ["hill"], "2025-10-01", "herald", "the hill it is"),
        _position(
            "north",
            "border",
            ["river"],
            "2025-12-01",
            "gazette",
            "we offer the river",
            speaker="envoy",
            strength="offer",
        ),
        _position("south", "border", ["ford"], "2025-10-02", "herald", None, rejects=["hill"]),
        _position(
            "south",
            "border",
            ["river", "ford"],
            "2025-12-01",
            "gazette",
            "river or ford",
            speaker="elder",
            attribution="reported",
            by="lake",
        ),
        _position("north", "troops", {"above": 100}, "2025-11-01", "gazette", None),
        {
            "party": "south",
            "issue": "troops",
            "rejects": [400],
            "date": "2025-11-02",
            "strength": "signal",
            "judgement": "read from the silence of the elder",
        },
    ]
    case["drafts"] = {
        "one": {
            "title": "First paper",
            "date": "2025-11-20",
            "by": "lake",
            "terms": {
                "border": {"option": "river", "evidence": [{"source": "gazette"}]},
                "toll": {"option": ["free", "paid"], "evidence": {"source": "letter"}},
            },
        },
        "two": {
            "title": "Second paper",
            "date": "2025-11-25",
            "by": ["north", "south"],
            "evidence": [{"source": "letter"}],
            "terms": {"border": "hill", "troops": 400, "toll": {"other": "to be settled"}},
        },
        "empty": {"title": "Rumoured paper", "date": "2025-11-30", "judgement": "said to exist"},
    }
    case["events"] = [
        {
            "type": "meeting",
            "title": "Meeting at the ford",
            "date": "2025-11-28",
            "place": "Ford",
            "parties": ["north", "south"],
            "people": ["envoy"],
            "status": "held",
            "evidence": [{"source": "gazette", "quote": "they met at the ford"}],
        },
        {
            "type": "strike",
            "title": "Shots at the mill",
            "date": "2025-11-29",
            "until": "2025-11-30",
            "actor": "north",
            "target": "south",
            "evidence": [{"source": "gazette"}],
        },
        {
            "type": "meeting",
            "title": "Second meeting",
            "date": "2025-12-02",
            "status": "planned",
            "evidence": [{"source": "gazette"}],
        },
        {
            "type": "meeting",
            "title": "Third meeting",
            "date": "2025-12-20",
            "status": "planned",
            "evidence": [{"source": "gazette"}],
        },
        {
            "type": "call",
            "title": "Call",
            "date": "2025-12-03",
            "status": "cancelled",
            "evidence": [{"source": "herald"}],
        },
    ]
    case["constraints"] = [{"never": {"border": "ford", "troops": 400}}]
    case["acceptance"] = {"all_of": ["north", "south"]}
    case["preferences"] = {
        "north": {
            "weights": {"border": [40, 60], "troops": 30, "toll": 20},
            "values": {
                "border": {"river": 60, "hill": 100, "ford": [0, 30]},
                "troops": {"peak": 300, "zero_at": 0},
                "toll": {"free": 0, "paid": 100},
            },
            "no_deal": [30, 40],
            "red_lines": [
                {"border": "ford", "evidence": [{"source": "gazette", "quote": "never the ford"}]}
            ],
            "linkages": [{"when": {"border": "river", "toll": "paid"}, "add": [-10, 5]}],
            "basis": "judgement of A. Coder",
        },
        "south": {
            "weights": {"border": 50, "troops": 30, "toll": 20},
            "values": {
                "border": {"river": 50, "hill": 0, "ford": 100},
                "troops": {"0": 100, "400": 0},
                "toll": {"free": 100, "paid": 20},
            },
            "no_deal": {"low": 20, "mode": 30, "high": 45},
            "red_lines": [
                {"border": "hill", "since": "2025-10-02", "judgement": "from its refusal"}
            ],
            "basis": "judgement of A. Coder too",
        },
    }
    return case


def moved() -> dict[str, Any]:
    """The full case with what North and South can do once a text is signed, and would rather see.

    Six states: North has not signed, has signed, or has broken the text, and South guards the ford
    or not. North would break the text, and South would then guard the ford, which leaves North
    worse off than before.
    """
    case = full()
    case["moves"] = {
        "title": "After the signing",
        "basis": "moves as A. Coder sees them",
        "options": {
            "north": {
                "n-signs": {"title": "Signs the text", "direction": "take"},
                "n-breaks": {"title": "Breaks the text", "left": "Returns to the text"},
            },
            "south": {
                "s-guards": {
                    "title": "Guards the ford",
                    "left": "Leaves the ford",
                    "evidence": {"source": "gazette", "quote": "we stand at the ford"},
                }
            },
        },
        "infeasible": [{"if": "n-breaks", "then": "n-signs"}],
        "states": {
            "today": {"when": "not n-signs and not s-guards", "title": "Nothing is signed"},
            "quiet": {
                "when": "n-signs and not n-breaks and not s-guards",
                "title": "The text stands unguarded",
            },
            "signed": {
                "when": "n-signs and not n-breaks",
                "title": "The text stands",
                "outcome": {"draft": "asked"},
            },
        },
        "status_quo": "today",
        "signed": next(iter(case["drafts"])),
        "preferences": {
            "north": {
                "statements": [
                    {
                        "statement": "if s-guards then not n-breaks",
                        "title": "no breach before guards",
                        "evidence": {"source": "gazette", "quote": "not before their guards"},
                    },
                    "n-breaks",
                    "n-signs",
                ]
            },
            "south": {
                "statements": [
                    "n-signs",
                    {"statement": "if n-breaks then s-guards", "judgement": "it has said so"},
                    "not s-guards",
                ],
                "basis": "as B. Coder sees it",
            },
        },
    }
    return case


def placed() -> dict[str, Any]:
    """The full case with two issues on a line, one of them a scale, and what each can do.

    North and South stand on both, with ranges; Lake stands on the border alone.
    """
    case = full()
    case["forecast"] = {
        "issues": {
            "border": {
                "places": {"hill": 0, "river": 40, "ford": 100},
                "reference": "hill",
                "judgement": "as the maps have it",
            },
            "troops": "scale",
        },
        "actors": {
            "north": {
                "capability": {
                    "value": [60, 100],
                    "evidence": {"source": "gazette", "quote": "nine hundred men of the north"},
                },
            },
            "south": {
                "capability": {"low": 40, "mode": 60, "high": 80},
                "salience": {"border": {"value": [50, 90], "judgement": "spoken of every day"}},
                "positions": {"troops": [0, 100]},
                "judgement": "as B. Coder counts the south",
            },
            "lake": {
                "capability": 20,
                "salience": {"border": 10},
                "positions": {"border": "river"},
            },
        },
        "basis": "placed by A. Coder",
    }
    return case


def _position(
    party: str, issue: str, wants: Any, day: str, source: str, quote: str | None, **more: Any
) -> dict[str, Any]:
    evidence = {"source": source} | ({"quote": quote} if quote else {})
    position = {"party": party, "issue": issue, "wants": wants, "date": day, "strength": "demand"}
    return position | {"evidence": [evidence]} | more


def hostile() -> dict[str, Any]:
    """The full case with an attack, or Hebrew, in every free text."""
    return json.loads(json.dumps(full()), object_hook=_poison)  # type: ignore[no-any-return]


FREE = {
    "title",
    "name",
    "office",
    "quote",
    "judgement",
    "basis",
    "place",
    "note",
    "other",
    "container-title",
    "family",
    "URL",
    "unit",
    "licence",
    "at",
    "language",
}


def _poison(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        k: f"{v} {HOSTILE} {RTL}" if k in FREE else v for k, v in record.items()
    }
    if "URL" in found:
        found["URL"] = "javascript:alert(1)//" + HOSTILE
    if "options" in found:
        found["options"] = {k: f"{v} {HOSTILE}" for k, v in found["options"].items()}
    return found


def large(parties: int = 40, issues: int = 60) -> dict[str, Any]:
    """Many parties and issues, each party with a position on every seventh issue."""
    case = small()
    case["parties"] = {
        f"p{n}": {"name": f"Delegation number {n} of the plenary", "role": "principal"}
        for n in range(parties)
    }
    case["issues"] = {
        f"i{n}": {
            "title": f"Question {n} on the agenda",
            "options": {
                "yes": "Agreed as it was proposed in the plenary",
                "no": "Not agreed",
                "later": "Left to a later conference",
            },
        }
        for n in range(issues)
    }
    case["sources"] = [{"id": "minutes", "type": "report", "title": "Minutes"}]
    case["positions"] = [
        _position(
            f"p{p}",
            f"i{i}",
            ["yes", "no", "later"][(p + i) % 3 :][:1],
            "2025-12-01",
            "minutes",
            None,
        )
        for p in range(parties)
        for i in range(issues)
        if (p + i) % 7 == 0
    ]
    return case


def build(data: dict[str, Any]) -> Case:
    """Return the records."""
    return Case.model_validate(data)
