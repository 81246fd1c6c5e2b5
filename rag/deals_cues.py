"""The words that say what kind of deal a clause speaks of, and how far it has come.

Each tuple lists phrases as regular expressions: {c} is a marked company, {own} a possessive, {sum} an amount.
"""

import re

from .companies_scene import C
from .deals import DealStatus, DealType

_PIECES = {
    "{c}": C,
    "{own}": rf"(?:its|their|his|the|{C}['’]s)",
    "{sum}": (
        r"(?:about |some |over |more than |up to |a further )?"
        r"(?:(?:[A-Z]{1,3})?[$€£\d][\w.,$]*(?: \w+){0,2}(?: \([^)]*\))?|(?:one|two|\w+) (?:m|b|tr)illion \w+)"
    ),
    "{firm}": r"(?:company|firm|business|start-up|entity|factory|plant)",
    "{made}": r"(?:set up|create[ds]?|form(?:s|ed)?|found(?:ed|s)?|launch(?:ed)?|agreed to create"
    r"|plan(?:ned)? to form)",
}


def _phrases(*phrases: str) -> re.Pattern[str]:
    text = "|".join(phrases)
    for piece, regex in _PIECES.items():
        text = text.replace(piece, regex)
    return re.compile(rf"(?<![\w-])(?:{text})(?!\w)")


TALKS = (
    r"(?:in|holding|into|hold|held) (?:\w+ ){0,2}?(?:talks|discussions|negotiations|conversations?)",
    "speaking to",
    "discussing",
    "negotiating",
    "in contact with",
    "merger (?:idea|talks)",
    "planning to merge",
    "to study merger",
    "talked about",
    "stay as separate",
    "(?:discussions|talks) with",
    "exploring whether",
)
JOINT_VENTURE = (
    "joint[- ]ventures?",
    "JVs?",
    "ventures?(?! into| off)",
    "(?:jointly|equally)[- ]owned",
    "joint {firm}",
    "50[-:/]50",
    "co-founded",
    "company through which",
    "fold {own}",
    "fund for",
    "into a new (?:company|business)",
    "(?:pools|pooling|to pool)",
    "creating with",
    r"(?:form\w*|creat\w+|set(?:ting)? up|found(?:ed|ing)|establish\w*|launch\w*|start(?:ed)?"
    r"|register\w*|run)"
    r" (?:[\w\-$€,.']+ ){0,9}?{firm}",
    "{firm} (?:{c}|they) (?:will|first|are|have|plan|want|intend|jointly|run|own)",
    "{firm} (?:that |which )?{c}(?: and {c})?(?: have| has)? {made}",
)
ACQUISITION = (
    "acquir(?:e|es|ed|ing)",
    "pay(?:s|ing)? {c} {sum} for",
    "acquisition",
    "takeover",
    "take over",
    "took over",
    "buy(?:s|ing)?(?: out)?(?! in)",
    "bought(?! in)",
    r"purchas\w+",
    "absorb(?:ed|s)?",
    "sell(?:s|ing)? {own}",
    r"sell(?:s|ing)? (?:\w+ )?(?:stake|factory|unit)",
    "sold {own}",
    "sale of",
    "passed to",
    "hand(?:s|ing|ed) (?:over|{own})",
    "changes hands",
    "equity transfer",
    "parting with",
    "merger?",
    "merging",
    "trades? {own}",
)
INVESTMENT = (
    "invest(?:s|ed|ing|ment|ments)?",
    "stakes?",
    "shareholders?",
    "shareholding",
    "backers?",
    "(?:leads?|led) .{0,30}round",
    "fundraising",
    "(?:buy(?:s|ing)?|bought|to buy) in(?:to)?",
    "put(?:s|ting)? (?:in )?{sum} into",
    r"pour\w* .{0,30}into",
    "commit(?:s|ted|ting)? {sum} to",
    "war chest",
    "equity round",
    "share swap",
    "private share issue",
    "set aside",
    "bankroll",
    r"(?:spend|spending|spent|paying|pay|paid) {sum} (?:for|on) [\w. ]*(?:%|per ?cent|shares)",
    r"took (?:about |some )?[\d.]+ ?(?:%|per ?cent)",
)
SUPPLY = (
    "helping",
    r"giving [\w ]{0,30} to",
    r"suppl(?:y|ies|ied|ying|ier|iers)(?! chain)",
    "deliver(?:s|ed|ing)?",
    "manufactur(?:e|es|ed|ing) ",
    "assembl(?:e|es|ed|ing)",
    r"sells? (?:batter|cells|parts|cars|vehicles)\w*",
    "batteries (?:from|to)",
    "customer list",
    "customers? (?:for|of|include)",
    "order(?:ed|s)? (?:with|from|for)",
    "cloud (?:supplier|provider)",
    r"contract (?:manufactur|production)\w*",
    "source of",
    "term sheet",
    r"take (?:all )?{own} [\w ]{0,20}(?:data|chips|cells|batteries)",
)
WEAK_SUPPLY = (
    "provid(?:e|es|ed|ing)",
    "builds? (?:the|its|cars|vehicles)",
    "equip(?:s|ped)",
    "powered by",
    "runs? on",
    "will run",
    r"carry (?:\w+ )?chips",
    "based on {c}['’]s",
)
DEVELOPMENT = (
    r"jointly (?:develop|research|design|build|creat)\w*",
    r"co-?develop\w*",
    "carried out jointly",
    r"(?:develop|research|design|explor|test)\w* [^.;]{0,60}?(?:together|jointly|in tandem)",
    r"(?:develop|design)(?:s|ed|ing)? [^.;]{0,60}?\bwith",
    "looking into [^.;]{0,60} with",
    "work(?:s|ed|ing)? (?:together )?(?:with|on|together)",
    "have widened",
    "built separately with",
    "joint(?:ly)? (?:work|research|development|project|programme|program|plan)",
    "shared (?:work|research|self-driving)",
)
DISTRIBUTION = ("distribut(?:e|es|or|ion|ing)", "dealers?", "sales channel", r"resell\w*", "showrooms?")
COOPERATION = (
    "alliances?",
    "partner(?:s|ed|ing|ship|ships)?",
    r"co-?operat\w+",
    r"collaborat\w+",
    "team(?:s|ed|ing)? up",
    "join(?:s|ed|ing)? (?:hands|forces)",
    "tie-ups?",
    "tied up",
    "pacts?",
    "agreements?",
    "accords?",
    "deals?",
    "link(?:s|ed)? (?:up|with)",
    "looks? to",
    "lin(?:es|ed) up",
    "memorand(?:um|a)",
    "MoU",
    "strategic",
    "signed up",
    "signs up",
    "enlists?",
    "allied",
    "ally",
    "turns to",
    "help from",
    "together",
    "arrangement",
)

# In order: the first that a clause holds names the type.
TYPE_CUES: tuple[tuple[DealType, re.Pattern[str]], ...] = (
    ("talks", _phrases(*TALKS)),
    ("joint_venture", _phrases(*JOINT_VENTURE)),
    ("acquisition", _phrases(*ACQUISITION)),
    ("investment", _phrases(*INVESTMENT)),
    ("supply_or_service", _phrases(*SUPPLY)),
    ("joint_development", _phrases(*DEVELOPMENT)),
    ("supply_or_service", _phrases(*WEAK_SUPPLY)),
    ("distribution", _phrases(*DISTRIBUTION)),
    ("strategic_cooperation", _phrases(*COOPERATION)),
)

STATUS_CUES: dict[DealStatus, re.Pattern[str]] = {
    "ended": _phrases(
        "will not be forming",
        "will not, after all",
        r"abandon\w*",
        "scrap(?:ped|s)?",
        "drop(?:s|ped)?",
        r"shelv\w+",
        r"terminat\w+",
        "call(?:ed|s)? (?:off|time)",
        "is to stop",
        "stop(?:s|ped)? (?:financing|funding|{own})",
        "walk(?:s|ing|ed)? away",
        "parted ways",
        "split",
        r"cancel\w*",
        r"suspend\w*",
        "wind(?:s|ing)? (?:up|down)",
        "wound up",
        "laps(?:e|es|ed)",
        "giv(?:e|es|ing) up",
        "pull(?:s|ed)? (?:out|the plug)",
        "(?:is )?shutting",
        "shut down",
        "on ice",
        "failure of",
        "is over",
        "(?:project|deal|order) was off",
        "put an end",
        r"dissolv\w+",
        r"withdr[ae]w\w*",
        "former ally",
        "ended {own}",
        "comes to an end",
        "stay as separate",
        "rul(?:e|es|ed) (?:themselves|.{0,20}) out",
    ),
    "denied": _phrases(
        "den(?:y|ies|ied)",
        "not (?:in (?:talks|negotiations)|discussing|negotiating|in discussions)",
        "no talks",
    ),
    "rumoured": _phrases(
        "[Rr]umou?rs?",
        "rumou?red",
        "reportedly",
        "(?:is|are|was|were) said to",
        "[Uu]nconfirmed",
        "had claimed",
        "hearsay",
        r"speculat\w+",
        "[Oo]ne version",
        "[Aa]nother spoke",
        r"alleged\w*",
        "circling",
    ),
    "talks": _phrases(
        "in talks",
        "talks (?:with|on|about)",
        "negotiat(?:e|es|ing|ions)",
        "discussing",
        "in discussions?",
        "sounded out",
        "to study",
        "explor(?:e|ing) (?:a |the |whether)?(?:merger|options|tie-up|to come)?",
        "considering",
        "weigh(?:s|ing)?",
    ),
    "extended": _phrases(
        r"widen\w*",
        "extend(?:ed|s|ing)?",
        "extension",
        "renew(?:ed|al|s)?",
        r"deepen\w*",
        "new level",
        "expand(?:ed|ing)? (?:an|{own}) (?:alliance|partnership|deal|agreement)",
        "gone? a step further",
        "firm up",
        "another three years",
        "go on having",
    ),
    "signed": _phrases(
        "sign(?:s|ed|ing)(?! up)",
        "inked?",
        "put pen to paper",
        "put {own} names to",
        "definitive (?:contract|agreement)",
        "memorand(?:um|a) of understanding",
        "term sheet",
        "contracts? announced",
        "papers",
        "have agreed",
        "pact",
    ),
    "expected": _phrases(
        "expected to",
        "letter of intent",
        "is to",
        "are to",
        "should",
        "intends? to",
        "hopes? to",
        "plans? to",
        "planned",
        "plans?",
        "would",
        "due to be",
        "may",
        "could",
        "means to",
    ),
    "announced": _phrases(
        r"announc\w+",
        r"unveil\w*",
        r"disclos\w+",
        "revealed",
        "agreed",
        "agrees",
        "will",
        "said it would",
        "(?:is|are) (?:buying|paying|spending|putting|taking|investing|handing|selling|creating|forming|preparing"
        "|pooling|planning|acquiring|setting up|building)",
        "made public",
        "struck",
        "teamed up",
        "joined forces",
    ),
    "completed": _phrases(
        "complet(?:ed|es)",
        "closed the",
        "bought",
        "acquired",
        "took over",
        "invested",
        "absorbed",
        "put .{0,30} into",
        "spent",
        "set up",
        "formed",
        "founded",
        "came (?:formally )?into being",
        "became",
        "was handed",
        "has put",
        "created",
        "sold",
        "picked up",
        "took",
    ),
}
PRESENT = _phrases(
    "owns?",
    "holds?",
    "suppl(?:y|ies)",
    "provides?",
    "works?",
    "has a",
    "have a",
    "sells?",
    "builds?",
    "is",
    "are",
    "remains?",
    "runs?",
)

# A clause about strife, opinion or comparison states no deal by itself.
STRIFE = _phrases(
    "rivals?",
    "compet(?:e|es|ing|itors?|ition)",
    "sue[sd]?",
    "suing",
    "lawsuit",
    "court",
    "fraud",
    "riposte",
    "beat",
    "duel",
    "battling",
    "threat",
    "breach",
    "legal battle",
)
# Words before a company that make it a comparison or an example, not a party.
ASIDE = re.compile(
    r"\b(?:like|unlike|than|against|rivals?|competitors?|including|such as|besides|apart from|except"
    r"|likened to"
    r"|aimed at|duel with|fight with|battle with|take on|riposte to|alongside rivals|ahead of|behind"
    r"|version of"
    r")(?: the| its| [a-z\-]+)?\s$"
)
ASIDE_AFTER = re.compile(
    r"^['’]s (?:\w+ ){0,2}(?:rival|competitor|foe|answer)|^ (?:venture|factory|plant) with\b"
)
_GLUE = r"(?:,|, and| and|, as well as| as well as| or|/|-|,? together with)"
_NO_VERB = r"(?!(?:will|would|is|are|was|were|has|have|had|said|says|which|who|that|to|with|in|for)\b)"
LIST = rf"{C}(?:{_GLUE}[ ]?(?:{_NO_VERB}[a-z0-9.%\-]+ ){{0,4}}{C})*"
"""One company, or several listed: "Chery, BYD and the retailer Suning"."""
