"""Words for checking other people's sentences: which say the same, and which change what a sentence claims.

Deliberately small and one-sided. Two words share a line only where one can stand for the other in any
news sentence, whoever does it to whom ("buy" and "sell" never do); a word that is on no line must stand
in the evidence itself. Guards are words whose loss or gain makes another statement: who doubts, plans,
denies or limits. They are compared by class.
"""

# ruff: noqa: SIM905 - word lists read and change more easily as text

import re

from .words import stem

# Phrases written as one word before a text is cut up; the first that fits holds.
_PHRASES = (
    (r"tak(?:e|es|en|ing) over|took over", "acquire"),
    (r"carmakers?|automakers?|auto makers?|car makers?|car manufacturers?|auto manufacturers?", "carmaker"),
    (r"call(?:s|ed|ing)? off|pull(?:s|ed|ing)? the plug on", "cancel"),
    (r"set(?:s|ting)? up", "create"),
    (r"team(?:s|ed|ing)? up|join(?:s|ed|ing)? (?:hands|forces)|tie-?ups?|link(?:s|ed)? up", "partnership"),
    (r"work(?:s|ed|ing)? together", "cooperate together"),
    (r"in tandem", "jointly"),
    (r"spin[- ]?offs?|spun[- ]off|hiv(?:e|ed|ing) off", "spinoff"),
    (r"chief executive officers?|chief executives?|CEO", "chiefexecutive"),
    (r"chief financial officers?|finance chiefs?|CFO", "financechief"),
    (r"chief technology officers?|technology chiefs?|CTO", "technologychief"),
    (r"chief operating officers?|COO", "operatingchief"),
    (r"memorand(?:um|a) of understanding|MoUs?", "memorandum"),
    (r"joint ventures?", "venture"),
    (r"around the (?:world|globe)|worldwide|across the globe|all over the world", "global"),
    (r"in total|all told|altogether", "total"),
    (r"at present|right now|currently", "now"),
    (r"go(?:es|ing)? on|carr(?:y|ies|ied|ying) on|went on(?= \w+ing)", "continue"),
    (r"tak(?:e|es|ing) (?:its|their|his|her) place (?:beside|alongside)", "join"),
    (r"(?:is|are|was|were) (?:said|reported|rumou?red|believed|thought|understood) to", "reportedly"),
    (r"(?:is|are|was|were) (?:also |both |now )?to(?= [a-z])", "will"),
    (r"(?:the|a) (?:pair|duo|couple)(?: of)?", "the two"),
    (r"between them", "together"),
    (r"(?:go|goes|going|gone|went) up", "rise"),
    (r"(?:go|goes|going|gone|went) down", "fall"),
    (r"turn(?:s|ed|ing)? down", "reject"),
    (r"r[au]n(?:s|ning)? into", "hit"),
    (r"among them", "including"),
    (r"turn(?:s|ed|ing)? out", "produce"),
    (r"tak(?:e|es|ing|en) on|took on", "hire"),
    (r"c[oa]m(?:e|es|ing) together", "combine"),
    (r"short lived|short-lived", "brief"),
    (r"went on to|go(?:es)? on to", "later"),
    (r"(?:cut|cuts|cutting|reduce[sd]?) (?:\w+ )?in half", "halve"),
    (r"once(?= owned| belonged| part| an? )", "formerly"),
    (r"ma(?:de|kes?|king) public", "disclosed"),
    (r"funding rounds?|fund-?raisings?|rounds? of funding", "funding"),
    (r"on sale", "sell"),
    (r"equal halves", "equal half"),
    (r"(the|an?|its|their|this|that|joint|earlier) plans?", r"\1 project"),
    (r"self-?driving", "selfdriving"),
    (r"start-ups?", "startup"),
    (r"as well as|along with|together with", "and"),
    (r"up and running", "operation"),
    (r"rul(?:e|es|ed|ing) out", "exclude"),
    (r"based on|going by", "basis"),
    (r"percent(?:age)?(?! points?)|per cent|pct", "%"),
)  # fmt: skip
_MONEY_STAKE = re.compile(
    r"\b(?:tak(?:e|es|ing|en)|took|buy(?:s|ing)?|bought|acquir(?:e|es|ing|ed)) an? "
    r"((?:[A-Z]{0,3}[$€£¥]|RMB ?)[\d.,]+(?: ?(?:million|billion|bn|m))?) (?:stake|holding|interest)(?= in\b)"
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_COMPILED = tuple((re.compile(rf"\b(?:{old})(?!\w)", re.IGNORECASE), new) for old, new in _PHRASES)

_SAME = """
acquire acquisition buy buys buying bought purchase takeover
invest invested investment put pay paid payment spend spent spending lay laid commit committed pour inject
share portion slice proportion
partner partnership cooperate cooperation collaborate collaboration alliance ally
deal pact accord contract transaction arrangement agreement
sign signed ink inked strike struck
say said says tell told state stated stating note noted add added comment remark explain argue argued
announce announcement reveal unveil disclose disclosed declare
begin began begun start launch commence kick
continue remain stay stayed keep kept
finish conclude complete completed completion
form found founded formation create establish established develop development
build built make made produce production manufacture assemble assembly output
expand widen broaden extend enlarge expansion extension
reduce cut lower decrease trim reduction
fall fell fallen drop decline sink sank shrink shrank shrunk
increase rise rose risen raise lift grow grew grown growth up gain climb climbed above higher jump
reach hit
big large major great sizeable
bigger larger greater
biggest largest greatest
huge vast giant enormous
small little minor
new fresh novel
fast quick rapid swift
faster quicker
short brief shortlived
soon shortly
first initial
important significant
car cars auto automobile automotive
vehicle vehicles
lorry lorries truck
selfdriving driverless autonomous automated autonomy
electric battery-electric ev
plant plants factory factories
facility facilities site
headquarters headquartered headquarter base based seat
own owner ownership hold holds held
sole outright
subsidiary unit division
firm company business enterprise group outfit arm
employee staff worker workforce
hire hired recruit recruitment
employ employed
head boss lead led manage
chairman chair chairwoman
money cash fund funds capital funding
cost price
value worth valuation valued
profit earnings
supply supplier provide provider source sources
deliver delivery
customer client
buyer buyers purchaser
rival competitor
approve approval consent approved clearance
choose chose chosen pick select appoint appointed name named
give gave given hand handed grant granted
get got gotten receive obtain
allow let enable permit
help helped assist support
need require
think thought believe believed see saw seen view
cover include including contain feature comprise
contribute add adds
bring brought
carry bear
road street
country nation
city town
global international
year annual annually yearly
month monthly
week weekly
later then subsequently afterwards eventually
earlier previously
concerning regarding
together jointly joint
equal equally
dominate rule ruled
central main principal
call called describe described term dub label
link tie connect linked
chip semiconductor
technology tech technologies
ride trip
combine merge merger pool
wind
halt pause
style design designed
visitor
move step
shut close closed closure
trial test testing trials
backer backers
recent late lately
current present
meeting
model models
next coming
project plan
operate operation operating operator run ran running
use used using usage
serve service
charge charging charger chargers
agree
reason why
goal aim target objective
effort attempt
problem issue trouble difficulty
area field areas fields
way ways
people persons
amount sum
entire whole complete
roll rollout
introduce introduction
sell sells sold selling sale sales
order orders ordered
demand
loss losses lose lost
join joined
enter entry
leave left departure
win won
show showed shown
change changed alter altered
work worked working
know knew known
lack
concentrate focus
strengthen reinforce bolster
speed accelerate
fit
chance opportunity
pick
mean meant
send sent
stand stood
hear heard
speak spoke spoken
write wrote written
meet met
drive drove driven driver
teach taught
become became
come came
go went gone
draw drew drawn
keep
confirm confirmed
visit
journalist reporter
newspaper paper daily
report reported
spokesman spokeswoman spokesperson
expert specialist
executive
role position post
job jobs
battery batteries
cell cells
software
hardware
cloud
map maps mapping
hydrogen
fuel
engine engines
taxi taxis cab
robotaxi robotaxis
fleet fleets
brand marque
home domestic
""".strip()

_GUARDS = {
    "not": "not no never none neither nor without cannot nobody nothing hardly n't nowhere",
    "deny": "deny denies denied denying refuse refused refuses reject rejects rejected exclude excluded",
    "fail": "fail fails failed failing failure unable lapse lapsed lapses",
    "will": "will shall would due scheduled set wills 'll",
    "expect": "expected expects expect expecting likely should"
    " forecast forecasts forecasted probably estimated",
    "may": "may might could possibly perhaps potentially possible potential maybe",
    "plan": "plan plans planned planning intend intends intended aim aims aimed aiming"
    " propose proposes proposed",
    "want": "want wants wanted hope hopes hoped hoping wish wishes seek seeks sought seeking",
    "consider": "consider considers considering considered explore explores exploring explored weigh weighs"
    " weighing looking mull mulls mulling studying",
    "talks": "talks negotiate negotiating negotiations negotiation discuss discussing discussions negotiated",
    "rumour": "reportedly rumoured rumored rumour rumours rumor allegedly alleged purportedly speculation"
    " apparently supposedly unconfirmed chatter guesswork",
    "agree": "agree agrees agreed agreeing",
    "try": "try tries tried trying attempt attempts attempted",
    "stop": "stop stopped stops stopping halt halted end ended ends ending cease ceased"
    " expire expires expired quit quits exit exits",
    "cancel": "cancel cancelled cancels canceled scrap scrapped abandon abandoned shelve shelved drop dropped"
    " suspend suspended postpone postponed delay delayed",
    "if": "if unless provided whether subject depending",
    "until": "until till",
    "since": "since",
    "only": "only solely just merely",
    "former": "former formerly previously",
    "stake": "stake stakes holding holdings shareholding shareholdings minority interest",
    "almost": "almost nearly",
    "option": "option options offer offers offered bid bids tender tenders letter memorandum draft"
    " tentative preliminary",
    "before": "before",
    "after": "after following once",
    "except": "except excluding besides",
    "false": "false untrue wrong incorrect incorrectly falsely mistaken",
}

GUARDS: dict[str, str] = {word: kind for kind, words in _GUARDS.items() for word in words.split()}
"""Words that change a statement, each with its class."""

GLUE = frozenset(
    """a an the of in on at for to with by from as that which who whom whose it its he she they them their his
    her this these those there and or but so into onto than per is are was were be been being am do does did
    done has have had having also however meanwhile moreover furthermore both each while when where what it's
    its one ones themselves itself up out over under about around within during through across between
    against among s according article articles reports thereby therefore thus respectively well such very
    another other others any now""".split()
)
"""Words that carry no fact of their own: a sentence may have them without its evidence."""

REFERRING = frozenset("it its he she they their his her them".split())
"""Pronouns that can stand for a name of the sentence before."""

_WORDS: dict[str, str] = {}
_STEMS: dict[str, str] = {}
for _line in _SAME.splitlines():
    for _word in _line.split():
        _WORDS.setdefault(_word, _line.split()[0])
        _STEMS.setdefault(stem(_word), _line.split()[0])


def concept(word: str) -> str:
    """What a lower-case word stands for: the first of its line, or its own stem."""
    root = stem(word)
    return _WORDS.get(word) or _STEMS.get(root, root)


def joined(text: str) -> str:
    """`text` with set phrases written as one word, hyphened words apart, "a $5m stake in" as "invest"."""
    for pattern, new in _COMPILED:
        text = pattern.sub(new, text)
    return _HYPHEN.sub(" ", _MONEY_STAKE.sub(r"invest \1", text))
