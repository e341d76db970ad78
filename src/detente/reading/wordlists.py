"""The closed word lists of the pattern tier: group heads, words that are no names, speech verbs."""

from __future__ import annotations

_HEADS = (
    "officials? authorit(?:y|ies) negotiators? diplomats? delegations? envoys? ministers? ministry "
    "ministries spokesm[ae]n spokeswom[ae]n spokespersons? spokespeople governments? cabinet army "
    "military police troops forces soldiers commanders? generals? leaders? leadership president "
    "presidency parliament lawmakers? senators? mps? deput(?:y|ies) advisers? advisors? aides? "
    "representatives? ambassadors? mediators? counterparts? side team embassy consulate mission "
    "administration intelligence command commission council committee court prosecutors? judges? "
    "rebels? fighters? militants? militia insurgents? separatists? guerrillas? group movement "
    "party faction coalition alliance allies ally partners? analysts? experts? observers? "
    "monitors? "
    "peacekeepers? inspectors? sources? residents? witness(?:es)? people media television "
    "channel agency newspaper press company air_force navy general_staff premier prime_minister "
    "secretary_of_state chief_of_staff chancellor king monarch secretary chief chiefs head heads "
    "official prisoners doctors "
    "medics rescuers activists journalists lawyers? politicians? opposition elders? commissioner "
    "governor mayor department office statement report spokesman emir sultan crown_prince"
)
GROUP_HEADS = "|".join(head.replace("_", " ") for head in _HEADS.split(" ") if head)

ORGANISATION_WORDS = frozenset(
    """
    Ministry Council House University Party News Times Today Post Journal Force Forces Army Street
    Square Bank Strip Agreement Plan Security Committee Commission Department Office Agency
    Association Union Institute Center Centre Foundation Court Assembly Parliament Congress Senate
    Front Movement Brigade Brigades Corps Staff Group Network Television Radio Telegraph Guardian
    Herald Tribune Star Mail Express Observer Review Magazine Church Mosque Hospital School College
    Airport Airlines Company Corporation Bureau Authority Service Services Nations League Federation
    Republic Kingdom Province Region County City Town Village River Sea Bay Gulf Strait Mountains
    Island Islands Valley Desert North South East West Northern Southern Eastern Western Central
    War Peace Accord Accords Treaty Protocol Declaration Resolution Summit Conference Forum Talks
    Day Week Month Year Palace Hotel Hall Tower Building Bridge Road Avenue Base Camp Port Station
    Human Rights Watch International National Global World Red Crescent Cross Interfax Channel Time
    Democrats Republicans Democratic Republican Conservative Labour Liberal Social Christian Civil
    Defense Defence Intelligence Command Initiative Program Programme Project Fund Board Chamber
    Media Press Press- Telegram Twitter Facebook Truth Zone Corridor Coalition Front Monitor
    """.split()
)

NOT_NAMES = frozenset(
    """
    The A An In On At By To For From With Without Within Of Off Over Under Up Out And But Or Nor So
    Yet If As Than That This These Those There Here It Its He Him His She Her Hers They Them Their
    We
    Us Our You Your I My Me Who Whom Whose Which What When Where Why How However Meanwhile Moreover
    Instead Nevertheless Nonetheless Although Though While Whereas Because Since Until Till After
    Before During Between Among Amid Against About Above Across Along Around Behind Below Beneath
    Beside Besides Beyond Despite Down Except Inside Into Like Near Onto Outside Past Per Through
    Throughout Toward Towards Upon Via Unlike Earlier Later Last Next First Second Third Fourth
    Fifth
    Then Now Once Soon Still Already Also Again Ever Never Always Often Sometimes Just Only Even
    Both
    Either Neither Each Every Some Any Many Most Much More Few Several All Another Other Others Such
    No Not None One Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands Dozens Today
    Yesterday Tomorrow Tonight Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Jan Feb Mar Apr
    Jun
    Jul Aug Sep Sept Oct Nov Dec Early Late Asked Speaking Addressing Writing Responding Referring
    Citing Noting Adding Quoting Talking Calling Saying Asking Describing Commenting Reacting
    Accusing
    Announcing Appearing Arriving Welcoming Ahead According Following Immediately Shortly Recently
    Separately Additionally Finally Indeed Perhaps Maybe Yes Well Let Do Does Did Is Are Was Were Be
    Been Has Have Had Will Would Can Could May Might Must Shall Should Officials Sources Residents
    Witnesses Analysts Experts Talks Negotiators Diplomats Ceasefire Peace War Thanks Please Dear
    Photo Video Image Correction Update Editor Editors Note God Earth Internet Web Site Christmas
    Easter Ramadan Passover Islam Islamic Muslim Muslims Christian Christians Jewish Jews Arab Arabs
    English Spanish-language Western Eastern Northern Southern Soviet Nazi Nobel Article Chapter
    Overnight Mr Mrs Ms Dr Sir Lord Dame Part Point Under Given Whatever Whoever Whether Rather
    Quite
    Personal Local Taking Regional Foreign Senior Several Rebel Rebels Military Police Troops Both
    Ministers Leaders Envoys Mediators Warplanes Drones Missiles Gunmen Explosions Artillery Shots
    Fighters Soldiers Protesters Critics Supporters Opponents Reporters Journalists Diplomacy
    Operations
    Reached Present Very Too Nothing Everything Something Everyone Someone Nobody Anyone Anything
    """.split()
)


def _forms(bases: str) -> str:
    """Return the alternation of the finite and -ing forms of regular verbs."""
    forms: list[str] = []
    for base in bases.split():
        stem = base.removesuffix("e")
        if base.endswith("y") and base[-2] not in "aeiou":
            forms += [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
        else:
            s = "es" if base.endswith(("s", "sh", "ch", "x")) else "s"
            forms += [base, base + s, stem + "ed", stem + "ing"]
    return "|".join(forms)


_REGULAR = _forms(
    "add post tweet warn insist note state argue claim declare announce reply respond ask explain "
    "stress emphasize emphasise continue conclude observe remark recall acknowledge concede "
    "confirm "
    "assert maintain contend suggest propose demand vow pledge promise report reveal recount "
    "comment "
    "complain joke shout exclaim whisper urge caution reiterate repeat underline underscore boast "
    "lament allege agree object retort counter testify charge predict affirm clarify elaborate "
    "mention protest proclaim reason signal hint muse marvel intone implore plead thunder wonder "
    "intervene pronounce remind assure inform lecture preach question acclaim advise answer appeal "
    "cry echo elaborate"
)
_IRREGULAR = (
    "said|says|say|saying|told|tells|tell|telling|wrote|writes|write|writing|admitted|admits|"
    "admitting|quipped|quips|swore|swears|read|reads|reading|put it|puts it|pointed out|points out|"
    "pointing out|went on|goes on|spoke|speaks|speaking|chimed in|interjected|begged|begging|"
    "regretted|replied|retorted|rebutted|summed up|made clear|makes clear|making clear|let slip|"
    "quoted as saying|thought|thinks|sang|gave notice|opined|opines|concurred|blurted|fumed|"
    "noted that"
)
SPEECH = rf"(?:{_REGULAR}|{_IRREGULAR})"

_NAMING = _forms(
    "call describe dub brand label dismiss denounce condemn criticize criticise praise hail blast "
    "slam refer accuse express cite portray characterize characterise voice reject blame decry "
    "deplore welcome denounce compare liken deride mock ridicule tout lambaste lambast rebuke "
    "chide "
    "defend deem consider believe fear hope expect want view regard depict promise offer threaten "
    "attack invoke extol salute honor honour oppose support endorse favor favour deny liken "
    "apologize "
    "apologise acknowledge use employ coin discuss address rail hammer bash rip tear scold thank "
    "commend applaud"
)
NAMING = (
    rf"(?:{_NAMING}|spoke of|speaks of|speaking of|cast|casts|saw|sees|felt|feels|found|finds|"
    r"believes|swore|referring|referred)"
)
