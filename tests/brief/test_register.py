"""The register hands out anchors: one for the same words, evidence and judgement apart."""

from __future__ import annotations

from detente.brief.register import EvidenceRegister
from detente.brief.wording import blocks, issued, letter
from detente.words import counted, listed, points, whole
from tests.brief import brief_cases as cases


def test_the_same_words_of_the_same_source_are_one_entry() -> None:
    data = cases.full()
    data["positions"].append({**data["positions"][1], "issue": "toll", "wants": "paid"})
    case = cases.build(data)
    register = EvidenceRegister(case)
    first, again = case.positions[1], case.positions[-1]
    assert register.behind(first) == register.behind(again)
    entry = next(e for e in register.evidence if e.anchor == register.behind(first)[0])
    assert [use.about for use in entry.uses] == [("North", "The border"), ("North", "Toll")]
    assert entry.speakers == ("envoy",)
    assert entry.verified


def test_evidence_and_judgement_never_share_an_anchor() -> None:
    register = EvidenceRegister(cases.build(cases.full()))
    evidence = [entry.anchor for entry in register.evidence]
    judgement = [entry.anchor for entry in register.judgements]
    assert evidence == [f"E{n}" for n in range(1, len(evidence) + 1)]
    assert judgement == [f"J{n}" for n in range(1, len(judgement) + 1)]
    assert register.judged("north", "lake", "south") == ("J1", "J2")


def test_red_lines_rest_on_a_statement_a_judgement_or_the_basis() -> None:
    data = cases.full()
    data["preferences"]["north"]["red_lines"].append({"toll": "free"})
    case = cases.build(data)
    register = EvidenceRegister(case)
    cited, bare = case.preferences["north"].red_lines
    assert register.behind_red_line("north", cited)[0].startswith("E")
    assert register.behind_red_line("north", bare) == ("J1",)
    judged = case.preferences["south"].red_lines[0]
    assert register.behind_red_line("south", judged)[0] not in ("J1", "J2")


def test_a_term_without_evidence_rests_on_that_of_its_draft() -> None:
    case = cases.build(cases.full())
    register = EvidenceRegister(case)
    draft = case.drafts["two"]
    assert register.behind_term(draft, draft.terms["border"]) == register.behind(draft)
    own = case.drafts["one"]
    assert register.behind_term(own, own.terms["border"]) != ()


def test_wording() -> None:
    assert [points(x) for x in (0.0, -0.04, 41.0, 41.25, -12.5)] == [
        "0",
        "0",
        "41",
        "41.3",
        "−12.5",
    ]
    assert [whole(x) for x in (7, 1024, 5 * 10**54)] == ["7", "1,024", "about 5.0 × 10⁵⁴"]
    assert [counted(n, "party", "parties") for n in (1, 2)] == ["1 party", "2 parties"]
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [issued(x) for x in ("2025", "2025-03", "2025-03-04", "")] == [
        "2025",
        "Mar 2025",
        "4 Mar 2025",
        "",
    ]
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]
    assert [len(b) for b in blocks([str(n) for n in range(10)], 4)] == [3, 4, 3]
    assert blocks([], 4) == []
