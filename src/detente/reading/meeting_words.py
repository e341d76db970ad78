"""The words that tell of meetings: triggers, and what makes them planned, denied or called off."""

from __future__ import annotations

import re

TALKS = (
    r"(?:meetings?|talks|summits?|negotiations|consultations|discussions|"
    r"(?:phone |telephone |video )(?:calls?|conversations?)|round of talks)"
)
VERB = re.compile(
    r"\b(?:(?P<host>hosted|hosts?|hosting|received|receives?|receiving|welcomed)"
    rf"(?: (?:\w+[ -]){{0,3}}?{TALKS} (?:between|with))?"
    r"|(?P<hold>(?:held|holds?|holding|had|have|having|began|begin|started|start|opened|conducted|"
    r"resumed|resume|ended|ends|concluded|completed|attended|attend|join|joined|"
    r"(?:took|takes?|taking|taken) part (?:for the (?:first|second|third) time )?in) "
    r"(?:(?!(?:from|for|to|off|out|no|not|never|called|cancelled|rejected)\b)\w+[ -]){0,4}?"
    rf"{TALKS}(?! room)(?: (?:with|between))?)"
    r"|(?P<meet>(?:met|meets?|meeting)(?: (?:again|briefly|privately|separately|virtually|in "
    r"person|"
    r"face to face|behind closed doors|one-on-one|directly))?(?: with\b)?"
    r"(?! (?:the|all|its|their|his|a|an|these|those) (?:\w+ )?(?:demands?|conditions?|deadlines?|"
    r"needs?|obligations?|requirements?|criteria|goals?|targets?|standards?|resistance)))"
    r"|(?P<disc>(?:discussed|discuss|reviewed)(?= [^.;]{2,120} (?:by|on the|over the|in an?|during "
    r"an?) (?:\w+ )?(?:phone|telephone|video)\b))"
    r"|(?P<summon>summoned(?= [^.;,]{0,40}\b(?:ambassador|envoy|charg[eé]|attach[eé])))"
    r"|(?P<sat>(?:sat|sit|sitting|sits) down(?: with)?"
    r"|gathered(?= (?:in|at|for|on|around)\b)"
    r"|(?:saw|seen|see) (?:each other|one another)"
    r"|(?:spoke|spoken|speaks?|talked|talks?)(?: by| on the| over the) (?:tele)?phone(?: with| to)?"
    r"|(?:spoke|spoken|speaks?|talked) (?:with|to)"
    r"(?= [^.;]{2,60} (?:by|on the|over the) (?:tele)?phone)"
    r"|(?:phoned|telephoned|consulted(?: with)?|conferred(?: with)?)"
    r"|(?:shook|shake|shakes|shaking) hands(?: with)?"
    r"|(?:spoke|speak|talked) (?:face to face|in person|one-on-one)(?: with| to)?"
    r"|held (?:a |an )?(?:\w+ ){0,2}?(?:phone |video )?calls?(?: with)?)"
    r"|(?P<talk>(?:spoke|spoken|talked) (?:with|to)"
    r"|(?:(?<=is to )|(?<=are to )|(?<=was to )|(?<=were to )|(?<=due to )|(?<=set to )"
    r"|(?<=expected to )|(?<=scheduled to )|(?<=also to )|(?<=then to )|(?<=will )|(?<=would ))see)"
    r"|(?P<bring>convened|brought together|bringing together))\b",
)
PRESENT = re.compile(
    r"\b(?:[Ii]n the presence of|[Tt]aking part (?:were|was|are)|[Aa]lso (?:present|attending|"
    r"there) (?:were|was)|(?:was|were) also attended by|attended also by|[Ii]n attendance were)\s+"
)
NOUN = re.compile(
    rf"\b(?i:{TALKS})\b|\b(?:phone |video )?call(?= (?:with|between)\b)"
    r"|\b(?:first|second|third|fourth|fifth|new|next|another|further|final) rounds?\b"
)
VISIT = re.compile(r"\b(?:visits?|trips?|encounter|session)\b")
# "a fourth round will be held": a meeting of those who met before.
ALONE = re.compile(
    r"(?: of (?:[\w’'-]+ ){0,3}?[\w’'-]+)?(?:,? (?:scheduled|planned|set) for [^.;]{0,60}|"
    r"[^.;]{0,40}? (?:will|would|(?:is|are|was|were)(?: (?:due|set|expected|scheduled))? to) "
    r"(?:be held|take place|resume|begin|start|convene|continue|reconvene|go ahead|open)\b"
    r"|[^.;]{0,60}? (?:was|were) (?:postponed|put off) (?:until|till|to)\b)"
)
MOVED_TO = re.compile(r"\bmoved to (?:the )?$")
DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|their|his|her)\s+(?:[\w’'-]+\s+){0,3}$", re.I
)
NOT_ONE = re.compile(r"\b(?:peace|future|further|more|any|no|such|direct|nuclear|trade)\s+$", re.I)
SECOND = re.compile(r",? and (?:then |later |afterwards |subsequently |also )?(?:with )?")
PLANNED = re.compile(
    r"\b(?:set to|due to|due in|scheduled|expected to|planned|plans? to|planning to|slated to|to "
    r"be|"
    r"will|would|shall|agreed to|is to|are to|was to|were to|ready to|hopes? to|invited|"
    r"prepar\w+ (?:to|for)|ahead of|before|upcoming|later|next|arrange|propos\w+|about to|"
    r"looking forward to|intends? to|going to|wants? to|offered to|may|might|could)\b",
    re.IGNORECASE,
)
CANCELLED = re.compile(
    r"\b(?:cancel\w*|called off|calls? off|postpone\w*|scrapped|put off|pulled out of|skipped|"
    r"with(?:drew|drawn|drawing) from|boycott\w*|walk(?:ed|s|ing) out of|br(?:oke|oken|eaks) off|"
    r"call(?:ed|s) off)\b",
    re.I,
)
DENIED = re.compile(
    r"\b(?:not|never|no|n[’']t|refus\w+|declin\w+|reject\w+|ruled? out|without|den(?:y|ied|ies)|"
    r"unless|if|unwilling|whether)\b",
    re.IGNORECASE,
)
OBJECT = re.compile(
    r"\b(?:cancel\w*|called off|postponed|skipped|scrapped|boycott\w*|broke off|abandoned|"
    r"for|in|to|into|at|from|after|attend\w*|join\w*|enter\w*|took part in|takes? part in|out of) "
    r"(?:[\w’'-]+ ){0,4}$"
)
PAST = re.compile(
    r"(?:met|held|hosted|received|sat|spoke|had|began|started|resumed|attended|joined|opened|"
    r"conducted|ended|concluded|completed|discussed|reviewed|summoned|gathered|saw|talked|took)\b"
)
SUPPOSED = re.compile(r"\b(?:if|unless|whether|until|should)\s+(?:the\s)?$", re.IGNORECASE)
# "spoke by phone and would travel to Oslo": what follows is no part of the call.
NEXT_VERB = re.compile(
    r",? (?:and|but) (?:he |she |they |it )?(?:would|will|had|has|was|were|is|are|planned|"
    r"said|told)\b"
)
TO_HAVE = re.compile(r"\b(?:would have|is to have|to have)\b")
# What comes after the noun: "talks between A and B collapsed".
CALLED_OFF = re.compile(
    r"\b(?:was|were|been|is|are) (?:\w+ly )?(?:cancel\w+|called off|postponed|scrapped|put off|"
    r"broken off)"
    r"|\b(?:collapsed|broke (?:off|down)|fell apart)\b"
)
POSTPONED_TO = re.compile(r"\b(?:postponed|put off) (?:until|till|to)\b")
TO_BE = re.compile(
    r"\b(?:will|would|shall|may|might|could|(?:is|are|was|were|due|expected|set|scheduled|likely|"
    r"hopes?|wants?) to) be (?:\w+ly )?$"
)
WENT_TO = re.compile(
    r"\b(?:flew|travelled|traveled|went|came|arrived|headed|drove|returned|landed|visited)\b"
    r"[^;]{0,80}\bto\s+$"
)
AHEAD = re.compile(r"(?:[Aa]head of|[Bb]efore) (?:[\w’'-]+ ){0,5}$")
TO_COME = re.compile(
    r"\b(?:is|are) (?:set|due|scheduled|planned|expected)\b|\bwill\b|\b(?:planned|scheduled) for\b"
)
# Between a place and the meeting there: "flew to A for talks with", "in A, where he will be met".
HEADS = re.compile(
    r",? for (?:[\w’'-]+ ){0,4}|,? (?:and|to) (?:(?:then|later|was|were|is|are|will|to|be) ){0,3}"
    r"|,? where (?:\w+ ){0,6}"
)
# What follows this is no longer about the meeting: "…, days after jets bombed Homs".
ELSEWHERE = re.compile(
    r",? (?:hours|days|weeks|months|shortly|a day|minutes) (?:after|before)\b"
    r"|\b(?:said|says|told)\b|, (?:after|before|when|while|as|which) "
)
