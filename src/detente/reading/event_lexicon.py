"""What happened, in words: the lexicon of event types. The first rule that fits a clause wins."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventRule:
    """One way of telling of one type of event.

    Attributes:
        type: name of the type.
        trigger: the words that tell it.
        hostile: True where it is done to the side whose place is named.
        stems: first three letters of its words; a clause without any of them cannot fit.
    """

    type: str
    trigger: re.Pattern[str]
    hostile: bool
    stems: frozenset[str]


_HIT = (
    r"(?:hit|hits|struck|strikes|strike|kill(?:ed|s|ing)?|target(?:ed|s|ing)|damag(?:ed|"
    r"es|ing)|destroy(?:ed|s|ing)|wound(?:ed|s|ing)|injur(?:ed|es|ing)|pound(?:ed|s|ing)|"
    r"slammed|crashed into|attack(?:ed|s|ing)|rained|landed|fell on|set fire to|rocked|"
    r"batter(?:ed|s|ing)|tore through)"
)
_SITE = (
    r"(?:plants?|stations?|schools?|hospitals?|clinics?|depots?|bus(?:es)?|buildings?|houses?|homes?|"
    r"pagodas?|temples?|church(?:es)?|mosques?|bridges?|ports?|airports?|airfields?|airstrips?|bases?|"
    r"convoys?|patrols?|refiner(?:y|ies)|substations?|grid|dams?|camps?|city|cities|towns?|villages?|"
    r"districts?|factor(?:y|ies)|warehouses?|ships?|tankers?|pipelines?|checkpoints?|facilit(?:y|ies)|"
    r"headquarters|barracks|positions|apartments?|blocks?|trucks?|ambulances?|stores?|bakery)"
)
_FORCE = r"(?:military|army|forces|defen[cs]e ministry|troops|air force|navy|drones|missiles)"
_RULES: tuple[tuple[str, str, bool], ...] = (
    (
        "prisoner-exchange",
        (
            r"(?:prisoner|hostage|detainee|captive)s?[ -](?:of war )?(?:swap|exchange)s?|"
            r"(?:exchang|swapp)(?:ed|ing) (?:[\w,-]+ ){0,4}(?:prisoners|captives|detainees|"
            r"bodies)|(?:are|is) to (?:exchange|swap) (?:[\w,-]+ ){0,4}(?:prisoners|captives|"
            r"detainees|bodies)|(?:released|freed|handed over|returned) (?:[\w,-]+ ){0,5}"
            r"(?:hostages?|prisoners?|captives|detainees|soldiers held)"
        ),
        False,
    ),
    (
        "ceasefire",
        (
            r"(?:cease-?fire|truce|armistice) (?:\w+ ){0,3}?(?:took effect|came into (?:force|"
            r"effect)|took hold|began|begins|is holding|was holding|held|holds|was (?:agreed|"
            r"announced|signed|declared|extended))|(?:agreed(?: to| on)?|accepted|declared|"
            r"announced|signed|extended|observed) (?:[\w-]+ ){0,4}?(?:cease-?fire|truce|"
            r"armistice|cessation of hostilities)"
        ),
        False,
    ),
    (
        "ceasefire-end",
        (
            r"(?:cease-?fire|truce|armistice) (?:\w+ ){0,2}?"
            r"(?:collapsed|broke down|fell apart|expired)"
        ),
        False,
    ),
    (
        "ceasefire-violation",
        (
            r"(?:violat(?:ed|ing|es)|broke|breach(?:ed|ing)|broken) (?:\w+ "
            r"){0,3}?(?:cease-?fire|truce)|(?:cease-?fire|truce) violations?"
        ),
        True,
    ),
    (
        "drone-strike",
        (
            r"(?:killed|wounded|injured|hurt|hit|struck) (?:\w+ ){0,2}?by (?:\w+ ){0,2}?drones?|"
            r"drones? (?:and missile )?(?:strikes?|attacks?|assaults?|raids?)|drones? (?:\w+ "
            r"){0,6}?<HIT>|(?:launched|fired|sent) (?:[\w,-]+ ){0,5}?drones|"
            r"drones (?:were |that were )?(?:launched|fired|sent) (?:by|from|at|against)"
        ),
        True,
    ),
    (
        "missile-strike",
        (
            r"(?:missile|rocket)s? (?:strikes?|attacks?|barrages?|salvos?)|(?:missile|"
            r"rocket)s? (?:\w+ ){0,5}?<HIT>|(?:launched|fired) (?:[\w,-]+ ){0,5}?(?:missiles?|"
            r"rockets?)|rockets? (?:was|were) (?:fired|launched) (?:from [\w’' -]{2,40}? )?"
            r"(?:at|into|towards?|on)\b"
        ),
        True,
    ),
    (
        "air-strike",
        (
            r"air[ -]?strikes?|air (?:raids?|attacks?|strikes?)|(?:war)?planes (?:\w+ "
            r"){0,3}?(?:bombed|struck|hit)|(?:aerial|air) bombardment|bombing raids?|fighter "
            r"jets (?:\w+ ){0,3}?(?:bombed|struck|hit)|barrel bombs?"
        ),
        True,
    ),
    (
        "shelling",
        (
            r"shell(?:ed|ing)\b|(?-i:shells?) (?:\w+ ){0,3}?<HIT>|"
            r"artillery (?:fire|strikes?|attacks?|barrages?)|mortar (?:fire|"
            r"attacks?|rounds?)|bombard(?:ed|ing|ment|s)|pound(?:ed|ing|s)\b"
        ),
        True,
    ),
    (
        "bombing",
        (
            r"(?:car|suicide|roadside|truck) bomb(?:ing|er|s)?|bombings?\b|bombed\b|(?:bomb|"
            r"explosion|blast)s? (?:\w+ ){0,3}?(?:killed|wounded|injured|hit|rocked|went off|"
            r"ripped)|bombs? (?:[\w-]+ ){0,6}?(?:killed|wounded|injured|hurt|exploded|went off)"
        ),
        True,
    ),
    (
        "advance",
        (
            r"(?:seiz(?:ed|ing) (?:the |a |an )?(?:[\w-]+ ){0,3}?(?:town|city|village|district|"
            r"airport|province|capital|base|outpost|stronghold)\b|"
            r"seized (?-i:[A-Z][\w’'-]+)"
            r"(?= (?:on|in|from|after|last|early|late|overnight)\b|[,.]|$)|"
            r"captur(?:ed|ing)|seiz(?:ed|ing) control of|took control of|taken control of|"
            r"taking control of|overran|conquered|recaptur(?:ed|ing)|retook|liberated|"
            r"advanc(?:ed|ing) (?:on|into|in|toward|towards|to)|enter(?:ed|ing) the (?:city|"
            r"town|village)|grind(?:ing)? out gains|made (?:\w+ )?gains|making gains|"
            r"push(?:ed|ing) (?:into|toward|towards)|encircl(?:ed|ing)|besieg(?:ed|ing)|laid "
            r"siege|launched (?:\w+ ){0,3}?(?:offensive|counteroffensive|assault|incursion|"
            r"invasion))"
        ),
        True,
    ),
    (
        "clash",
        (
            r"(?:clash(?:es|ed)|fighting|firefights?|skirmish(?:es|ed)?|gun ?battles?|"
            r"exchang(?:ed|es?) (?:of )?fire|battles?) (?:\w+ ){0,2}?(?:broke out|erupted|"
            r"between|in|near|around|with|resumed|continued|intensified|along|raged)"
        ),
        True,
    ),
    (
        "attack",
        (
            r"(?:came|come|comes|been) under (?:\w+ ){0,3}?(?:attack|fire|assault)"
            r"(?! (?:over|for|from (?:the )?(?:opposition|critics|lawmakers|left|right|press)))|"
            r"<SITE> (?:[\w’'-]+ ){0,4}?(?:was|were|had been|has been|have been) (?:\w+ly )?"
            r"(?:struck|hit|attacked|targeted)\b|"
            r"(?:was|were) (?:struck|hit) (?:by (?=(?:an? |the )?(?:[\w-]+ ){0,2}?(?:drone|missile|"
            r"rocket|shell|bomb|strike|blast|fire|mortar|artillery))|at|with)|"
            r"<FORCE> (?:[\w’']+ ){0,6}?(?:hit|struck|targeted|attacked) (?:\w+ ){0,2}?\ue001|"
            r"grenades? (?:[\w-]+ ){0,3}?(?:thrown|hurled|lobbed|exploded|went off|injured|wounded|"
            r"killed)|targeted (?=(?:[\w’'-]+ ){0,4}?<SITE>\b)|"
            r"(?:rebels|fighters|soldiers|militants|troops|gunmen|insurgents|peacekeepers) were "
            r"(?:killed|shot dead)\b(?! (?:in|when) (?:an? |the |their )?(?:[\w-]+ )?(?:crash\w*|"
            r"accident|flood\w*|avalanche|landslide|quake|fire))|"
            r"shots were fired|fired (?:on|at|upon) |sniper fire|gunfire|traded (?:\w+ )?fire|"
            r"(?:hit|struck) (?:an? |the )?(?:[\w-]+ ){0,3}?(?:school|hospital|bus|depot|refinery|"
            r"plant|market|church|mosque|bridge|house|pipeline|building|convoy)s?\b|"
            r"(?:attack(?:ed|s)? (?:\w+ ){0,3}?(?:killed|hit|wounded|left|on)|"
            r"attacked\b(?! (?:the |his |her |their |a |an )?(?:\w+ )?(?:plans?|proposals?|idea|"
            r"deal|policy|policies|decision|bill|budget|speech|record|critics|media|ruling|verdict)\b)|"
            r"ambush(?:ed)?\b|stormed|opened fire|shot dead|gunned down|massacred?|raided|"
            r"raids? (?:on|in)|strikes? (?:on|against|hit|killed)|struck (?!(?:an? |the )?"
            r"(?:\w+ ){0,3}?(?:tone|deals?|blow|balance|chord|note|pose|agreements?|bargain|"
            r"compromise|pact|accord|stance)\b)(?:the|a|an|two|three|several|(?-i:[A-Z])))"
        ),
        True,
    ),
    (
        "sanctions",
        (
            r"(?:impos(?:ed|es|ing)|slapped|adopted|approved|announced|extended|tightened|"
            r"agreed(?: on| to)?|unveiled) (?:[\w-]+ ){0,5}?sanctions|(?:lifted|eased|"
            r"suspended|removed) (?:[\w-]+ ){0,4}?sanctions|sanctioned (?:[\w-]+ ){0,4}?|"
            r"sanctions (?:\w+ ){0,2}?(?:took effect|were imposed|came into force)|blacklisted"
        ),
        False,
    ),
    (
        "seizure",
        (
            r"(?:seiz(?:ed|ing)|confiscat(?:ed|ing)|impounded|boarded|hijack(?:ed|ing)|froze|"
            r"frozen|intercept(?:ed|ing)) (?:[\w’'-]+ ){0,5}?(?:ships?|tankers?|vessels?|"
            r"assets|aid|weapons|cargo|boats?|flotilla|plane|property|trucks)"
        ),
        False,
    ),
    (
        "detention",
        (
            r"(?:detained|arrested|abducted|kidnapped|(?:detaining|arresting|abducting|kidnapping) "
            r"(?=\d|two|three|four|five|dozens|hundreds|the |an? |several|more)|took "
            r"(?:\w+ ){0,3}?hostage|captured (?:\w+ ){0,3}?soldiers)"
        ),
        False,
    ),
    (
        "evacuation",
        (r"evacuat(?:ed|ing|ions?)\b(?! (?:warnings?|orders?|notices?|plans?|routes?|alerts?))"),
        False,
    ),
    (
        "displacement",
        (r"(?:fled|fleeing|displac(?:ed|ing)|forced from their homes)\b"),
        False,
    ),
    (
        "withdrawal",
        (
            r"(?:(?:withdrew|withdrawn)(?! from (?:the |its |all )?(?:[\w-]+ ){0,2}?(?:talks|"
            r"negotiations|race|meeting|election|agreement|treaty|deal|pact|accord|process|contest))|"
            r"pulled (?:out|back)|pulled (?:\w+ ){1,3}?(?:out|back)|"
            r"completed (?:\w+ ){0,3}?withdrawal)"
        ),
        False,
    ),
    (
        "blockade",
        (
            r"(?:block(?:ad(?:ed|ing)|ed|ing) (?:\w+ ){0,4}?(?:port|ports|crossing|road|"
            r"corridor|strait|aid|border|convoys?)|closed (?:\w+ ){0,3}?(?:border|crossing)s?)"
        ),
        False,
    ),
    (
        "aid",
        (
            r"(?:aid (?:convoy|trucks?|shipment|deliver(?:y|ies)) (?:\w+ ){0,3}?(?:arrived|"
            r"entered|reached|crossed|resumed)|delivered (?:\w+ ){0,5}?(?:aid|food|medicine|"
            r"supplies)|airdropped|reopened (?:\w+ ){0,4}?crossings?)"
        ),
        False,
    ),
    (
        "agreement",
        (
            r"(?:signed|initialled|initialed|sealed|concluded|ratified|reached) (?:[\w’'-]+ "
            r"){0,6}?(?:agreement|accord|deal|treaty|pact|protocol|declaration|memorandum|"
            r"roadmap)"
        ),
        False,
    ),
    (
        "vote",
        (
            r"(?:voted (?:\w+ ){0,3}?(?:to|for|against|in|on|overwhelmingly|unanimously|\d)|"
            r"(?:parliament|lawmakers|assembly|council) (?:approved|passed|adopted|rejected|"
            r"ratified)|won (?:the |an |a )?(?:\w+ ){0,3}?(?:election|vote|referendum)|"
            r"(?:held|hold) (?:a |an |the )?(?:\w+ ){0,3}?(?:referendum|elections?)|vetoed)"
        ),
        False,
    ),
    (
        "resignation",
        (
            r"(?:resigned|stepped down|was (?:sacked|dismissed|ousted|removed)|sacked|"
            r"dismissed (?:his|her|the) (?:\w+ ){0,3}?(?:minister|chief|commander|general|"
            r"government|cabinet|adviser|head|governor|envoy))\b"
        ),
        False,
    ),
    (
        "protest",
        (
            r"(?:protesters?|demonstrators|crowds|thousands) (?:\w+ ){0,4}?(?:rallied|marched|"
            r"gathered|demonstrated|took to the streets|blocked|clashed)|protests (?:\w+ "
            r"){0,2}?(?:erupted|broke out|spread)"
        ),
        False,
    ),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_filled(pattern)})", re.IGNORECASE)


def _filled(pattern: str) -> str:
    return pattern.replace("<HIT>", _HIT).replace("<SITE>", _SITE).replace("<FORCE>", _FORCE)


def _stems(pattern: str) -> frozenset[str]:
    """Return the first three letters of every word in a pattern that tells anything."""
    words = re.findall(r"(?<!\\)[A-Za-z]{3,}", _filled(pattern))
    return frozenset(word[:3].lower() for word in words) - _EMPTY


_EMPTY = frozenset("the and for was were from into his her had has off out one two thr sev".split())
RULES = tuple(
    EventRule(name, _compiled(pattern), hostile, _stems(pattern))
    for name, pattern, hostile in _RULES
)
_WORD = re.compile(r"[a-z]{3,}")


def rules_for(clause: str) -> list[EventRule]:
    """Return the rules that may fit a clause, in order: those with a word that begins alike."""
    stems = {word[:3] for word in _WORD.findall(clause.lower())}
    return [rule for rule in RULES if not rule.stems.isdisjoint(stems)]
