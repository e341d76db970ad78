"""The acceptance rule can be met, and the parties it names are judged."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.finding import Finding
from detente.case.records import Case


def check_acceptance(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the acceptance rule, and whom results cannot speak of."""
    rule = case.acceptance
    if rule is None:
        message = "the case does not say who must accept, so whether there is a deal has no answer"
        hint = "add acceptance: {all_of: [PARTY, …]}"
        yield Finding("no-acceptance", message, (), hint, "warning")
        return
    if not rule.named:
        yield Finding("acceptance-rule", "the rule names nobody", ("acceptance",), "add all_of:")
    everybody = (*rule.all_of, *rule.among)
    for party in sorted({party for party in everybody if everybody.count(party) > 1}):
        message = f"{party} is named twice"
        hint = "a party of all_of must accept anyway; name it once"
        yield Finding("acceptance-rule", message, ("acceptance",), hint)
    if (rule.and_at_least is None) != (not rule.among):
        message = "'and_at_least' and 'among' go together"
        yield Finding("acceptance-rule", message, ("acceptance",), "give both or neither")
    elif rule.and_at_least is not None and rule.and_at_least > len(set(rule.among)):
        message = f"{rule.and_at_least} parties are asked for among {len(set(rule.among))}"
        yield Finding("acceptance-rule", message, ("acceptance", "and_at_least"))
    for party in rule.named:
        preferences = case.preferences.get(party)
        if preferences is None or not preferences.judged:
            message = (
                f"the rule names {party}, whose preferences are not given; results will say so"
            )
            hint = f"describe {party} under preferences:"
            yield Finding("not-judged", message, ("acceptance",), hint, "warning")
