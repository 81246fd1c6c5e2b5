"""What sort of answer a question asks for, and what a sentence must hold to give it.

Both are read from the question's wording alone, by general patterns of English; the first kind whose
pattern matches is taken, so the order matters: the narrow kinds stand before the wide ones.
"""

import re
from typing import Final

# Before a "when" that asks, not one that dates what is asked about ("Who led it when ..."); both stand in
# keyword questions ("honda alibaba when").
_ASKING = r"(?:^|[,;:?]\s*|\b(?:and|but|or|so)\s+)(?:just |exactly )?|(?<!\w)(?=when\W*$)"

_KINDS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "quote",
            r"\bword for word\b|\bverbatim\b|\bexact (?:words|wording)\b|^quote\b|\bquote (?:him|her|them|what)\b",
        ),
        (
            "timeline",
            r"\btimeline\b|\bchronolog|\btrace\b|\boutline the (?:steps|stages|course)\b|\bin (?:date |time )?order\b"
            r"|\bstep by step\b|\bhistory of\b|\bsequence of\b|\bhow did .{3,80}\b(?:develop|evolve|change|unfold)\b"
            r"|\bwhat do the articles date\b",
        ),
        (
            "compare",
            r"\bcompare\b|\bdiffer(?:s|ed|ence|ent)?\b|\bversus\b|\bvs\.?\b|\bin contrast\b|\bas against\b"
            r"|\b(?:bigger|larger|smaller|higher|lower|more|less|earlier|later|longer|shorter|older)\b.{0,80}\b(?:than|or)\b"
            r"|\bwhat .{2,60} and what\b",
        ),
        ("count", r"\bhow many\b|\bnumber of\b|\bcount\b"),
        (
            "when",
            rf"(?:{_ASKING})when\b|\b(?:what|which) (?:\w+ )?(?:day|date|month|year|quarter)\b|\bby what time\b|\bsince what\b|\bhow (?:long|soon|old)\b"
            r"|\b(?:launch|start|founding|signing|closing|release) (?:date|year|day)\b|\b(?:from|until|till|by|since) when\b",
        ),
        (
            "numeric",
            r"\bhow (?:much|big|large|high|far|fast|great)\b"
            r"|\b(?:what|which) (?:\w+ ){0,3}(?:sum|price|amount|value|percentage|per ?cent|share|stake|size|cost|figure|valuation|holding|capacity|rate|total)\b"
            r"|\b(?:worth|valuation|capitali[sz]ation|market value|order size|price tag)\b|\bdid (?:that|it|this) cost\b",
        ),
        (
            "why",
            r"\bwhy\b|\bwhat (?:reason|explanation|grounds|led)\b|\breasons? (?:for|behind|given)\b|\brationale\b",
        ),
        (
            "list",
            r"^(?:list|name|gather|enumerate|give me)\b|\b(?:which|what|who) (?:\w+ ){0,3}(?:companies|firms|partners|carmakers|automakers|brands|groups|owners"
            r"|investors|backers|alliances|deals|ventures|models|countries|cities|suppliers|makers|bodies|outlets|parties|people|managers|executives|products|projects)\b"
            r"|\ball (?:the|mentions|of)\b|\bevery\b|\bwho are\b|\bwhich ones\b",
        ),
        (
            "who",
            r"\b(?:who|whom|whose)\b|\b(?:which|what) (?:\w+ ){0,2}(?:company|firm|carmaker|automaker|executive|person|manager|analyst|partner|group|start-?up|supplier|maker|brand|investor|official|platform)\b",
        ),
        (
            "where",
            r"\bwhere\b|\b(?:which|what) (?:city|country|town|place|region|state|location)\b|\bheadquarter",
        ),
        (
            "yesno",
            r"^(?:and |but |so |then )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|may|might)\b",
        ),
        (
            "definition",
            r"^what (?:is|are|was|were)\b|\bwhat (?:kind|sort|type) of\b|\bwhat does .{2,60} do\b",
        ),
    )
)

_EXPECTED: Final = tuple(
    (expected, re.compile(pattern, re.IGNORECASE))
    for expected, pattern in (
        (
            "money",
            r"\bhow much\b|\b(?:sum|price|amount|value|valued|valuation|cost|costs|paid?|paying|pays|worth|invest\w*|capitali[sz]ation|fund\w*|money|revenue|profit|yuan|dollars?|euros?)\b",
        ),
        (
            "percent",
            r"\b(?:percentage|per ?cent|share|stake|holding|proportion|majority|minority|owns?|ownership|owned)\b|%",
        ),
        (
            "number",
            r"\bhow (?:many|big|large|much|high|far|fast)\b|\b(?:number|size|capacity|figure|quantity|range|speed|workforce|headcount)\b",
        ),
        (
            "date",
            rf"(?:{_ASKING})when\b|\b(?:day|date|month|year)\b|\bby what time\b|\bhow (?:long|soon|old)\b|\bsince\b|\buntil\b|\btimeline\b|\btrace\b|\bsteps\b|\bin order\b|\bdeadline\b",
        ),
        (
            "name",
            r"\b(?:who|whom|whose)\b|\bname\b|\bnamed\b|\b(?:which|what) (?:\w+ ){0,4}(?:compan\w+|firms?|carmakers?|automakers?|executives?|managers?|analysts?|partners?|groups?|start-?ups?"
            r"|owners|investors?|backers|brands?|models?|platform|network|suppliers?|people|person|city|country|town|outlets?|bodies)\b|\bwhere\b|\bwith wh(?:om|ich)\b|\blist\b",
        ),
        (
            "reason",
            r"\bwhy\b|\breasons?\b|\bexplanation\b|\brationale\b|\bpurpose\b|^for what\b|\bwhat for\b",
        ),
        (
            "speech",
            r"\bquote\b|\bword for word\b|\bsaid\b|\bsay\b|\bsays\b|\bcomment\w*\b|\bdescribe\w*\b|\breact\w*\b|\baccording to\b|\bcall(?:ed)?\b|\bclaim\w*\b",
        ),
    )
)

_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|half|hundreds?|thousands?"
    r"|third|quarter|fifth|tenth|several|pair|both|second|first"
)
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

HOLDS: Final = {
    "money": re.compile(
        r"[$€£¥₹₩]|\b(?:US|HK|RMB|CNY|EUR|USD)\s?\$?\d|\b\d[\d.,]*\s?(?:bn|mn|m|k)?\s?(?:yuan|dollars?|euros?|won|yen|rupees|crore|pounds)\b"
        r"|\b(?:million|billion|trillion)\b",
        re.IGNORECASE,
    ),
    "percent": re.compile(
        r"\d\s?%|\bper ?cent\b|\b(?:half|tenth|quarter|third|fifth|majority|minority)\b|\b\d+[-:/]\d+\b|\bwholly\b",
        re.IGNORECASE,
    ),
    "number": re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    "date": re.compile(
        rf"\b(?:1[89]|20)\d\ds?\b|\b(?:{_MONTHS}|{_DAYS})\b|\b(?i:(?:last|this|next|previous|following|same) (?:week|month|year|quarter|spring|summer|autumn|fall|winter)"
        r"|yesterday|today|tomorrow|(?:years?|months?|weeks?|days?) (?:ago|later|earlier|after|before|from now)|recently|since|until|soon|in the coming)\b"
    ),
    "reason": re.compile(
        r"\b(?:because|since|due to|owing to|so that|in order to|as a result|reasons?|thanks to|to (?!the\b|a\b|an\b)[a-z]+|for|after|hopes?|wants?|aims?|no longer|help\w*|allow\w*|enable\w*|means?)\b",
        re.IGNORECASE,
    ),
    "speech": re.compile(
        r"[“”\"]|\b(?:said|says|told|called|described|stated|according|promised|argued|added|claimed|explained|insists?|warned)\b",
        re.IGNORECASE,
    ),
}


KINDS: Final = (*(kind for kind, _ in _KINDS), "fact")
"""The kinds of answer that a question may ask for."""


def kind_of(question: str) -> str:
    """The kind of answer that `question` asks for: "when", "who", "list", ...; "fact" when nothing tells."""
    text = question.strip()
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "fact")


def expected_of(question: str) -> frozenset[str]:
    """What an answering sentence should hold: any of money, percent, number, date, name, reason, speech."""
    return frozenset(expected for expected, pattern in _EXPECTED if pattern.search(question))


_SAYS = r"(?:sa(?:y|id)|think|thought|wr(?:ite|ote)|comment|complain|claim|react|respond|feel|felt|post|object|ask)\w*"
_OF_READERS = re.compile(
    rf"\b(?:readers?|commenters?)\b.{{0,30}}?\b{_SAYS}\b|\bcomments? (?:section|below|under|by readers)\b"
    r"|\breaders?['’]?s? (?:comments?|opinions?|reactions?|views?)\b",
    re.IGNORECASE,
)


def asks_readers(question: str) -> bool:
    """Whether `question` asks for what readers wrote below an article: that is never evidence."""
    return _OF_READERS.search(question) is not None


_REQUIRED: Final = tuple(
    (required, re.compile(pattern, re.IGNORECASE))
    for required, pattern in (
        ("year", r"\b(?:which|what) year\b"),
        (
            "day",
            r"\b(?:what|which) (?:exact |calendar |precise )?(?:day|date)\b|\b(?:calendar|exact) date\b",
        ),
        (
            "date",
            rf"(?:{_ASKING})when\b|\bby what time\b|\bhow (?:long|soon)\b|\b(?:what|which) month\b|\b(?:until|since) when\b",
        ),
        (
            "percent",
            r"\b(?:what|which|how (?:big|large)) (?:\w+ ){0,2}"
            r"(?:percentage|per ?cent|share|stake|proportion|slice|interest|holding)\b"
            r"|\bpercentage\b|\bhow much of\b",
        ),
        (
            "money",
            r"\bhow much (?:money|did|does|is|was|are|were|will|has|have|had|cash)\b"
            r"|\b(?:what|which) (?:\w+ ){0,3}"
            r"(?:sum|price|amount|valuation|cost|fee|revenue|profit|value|investment|funding)\b"
            r"|\bworth\b|\b(?:cost|pay|paid|paying|spend|price)\b",
        ),
        ("count", r"\bhow many\b"),
        (
            "place",
            r"\bwhere\b|\b(?:which|what) (?:\w+ )?"
            r"(?:city|country|town|place|region|state|province|location)\b|\bheadquarter",
        ),
        (
            "person",
            r"\bwho (?:is|was|are|were|runs?|heads?|leads?|led|said|says|told|signed|spoke|speaks|founded|chairs?)\b"
            r"|\b(?:who|which|whose|name)\b.{0,60}\b(?:chief executive|ceo|chair(?:man|woman)|founder|president|minister"
            r"|official|spokes\w+|executive|manager|analyst|person|people|boss)\b",
        ),
        (
            "company",
            r"\b(?:which|what) (?:\w+ ){0,3}(?:company|companies|firms?|carmakers?|suppliers?|partners?|banks?|investors?"
            r"|start-?ups?|regulator|group|brand)\b|\bwho\b|\bwith whom\b",
        ),
        ("reason", r"\bwhy\b|\breasons?\b|\bexplanation\b"),
    )
)
# Of two that ask for nearly the same thing only the narrower one is required.
_NARROWER: Final = {"date": ("year", "day"), "day": ("year",), "money": ("percent",), "company": ("person",)}

_HELD: Final = {
    "year": re.compile(r"\b(?:1[89]|20)\d\d\b"),
    "day": re.compile(
        rf"\b(?:{_MONTHS})\b \d{{1,2}}\b|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_DAYS})\b|\byesterday\b|\ba day\b"
    ),
    "count": HOLDS["number"],
    **{name: HOLDS[name] for name in ("date", "percent", "money", "reason")},
}


def required_of(question: str) -> frozenset[str]:
    """What a sentence must hold to answer at all: year, day, date, percent, money, count, reason, or a new
    name of a place, person or company."""
    found = {required for required, pattern in _REQUIRED if pattern.search(question)}
    return frozenset(
        required for required in found if not any(other in found for other in _NARROWER.get(required, ()))
    )


def holds(sentence: str, required: frozenset[str], new_kinds: frozenset[str]) -> bool:
    """Whether `sentence` holds all that is required; `new_kinds` are the kinds of names in it that the
    question does not have itself."""
    return all(
        _HELD[name].search(sentence) is not None
        if name in _HELD
        else name in new_kinds or (name == "company" and "other" in new_kinds)
        for name in required
    )
