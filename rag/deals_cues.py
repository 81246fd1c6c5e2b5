"""The words that say what kind of deal a clause speaks of.

Each tuple lists phrases as regular expressions: {c} is a marked company, {own} a possessive, {sum} an amount.
"""

import re

from .companies_scene import C
from .deals import DealType

_PIECES = {
    "{c}": C,
    "{her}": rf"(?:its|their|his|{C}['’]s)",
    "{own}": rf"(?:its|their|his|the|{C}['’]s)",
    "{sum}": (
        r"(?:about |some |over |more than |up to |a further )?"
        r"(?:(?:[A-Z]{1,3})?[$€£\d][\w.,$]*(?: \w+){0,2}(?: \([^)]*\))?|(?:one|two|\w+) (?:m|b|tr)illion \w+)"
    ),
    "{part}": (
        r"(?:[\w\-.,%$’']+ ){0,6}?(?:stakes?|shares?|holdings?"
        r"|business(?:es)?|units?|arm|division|operations?"
        r"|subsidiar(?:y|ies)|plants?|factor(?:y|ies)|interests?|half|third|brands?|network|assets?|activit(?:y|ies)"
        r"|company|firm)"
    ),
    "{firm}": r"(?:company|firm|business|start-up|entity|factory|plant)",
    "{made}": r"(?:set up|create[ds]?|form(?:s|ed)?|found(?:ed|s)?|launch(?:ed)?|agreed to create"
    r"|plan(?:ned)? to form)",
}


def phrases(*alternatives: str) -> re.Pattern[str]:
    """One expression for whole-word alternatives, their pieces in braces filled in."""
    text = "|".join(alternatives)
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
    "(?<!corporate )ventures?(?! into| off| capital| fund| debt| arm| firm| investor)",
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
    r"(?:form\w*|creat\w+(?! by)(?! an? combined)|set(?:ting)? up|found(?:ed|ing)|establish\w*"
    r"|launch\w*|start(?:ed)?"
    r"|register\w*|announc\w+|unveil\w*|run)"
    r" (?:[\w\-$€,.']+ ){0,9}?{firm}"
    r"(?! (?:arrangements?|models?|plans?|practices|ties|relations\w*|lines?)\b)",
    "{firm} (?:{c}|they) (?:will|first|are|plan|want|intend|jointly|run|own)",
    r"(?:the|an?|joint|new) (?:[a-z\-]+ ){0,2}?{firm} (?:{c}|they) have",
    "{firm} (?:that |which )?{c}(?: and {c})?(?: have| has)? {made}",
)
ACQUISITION = (
    "acquir(?:e|es|ed|ing)",
    "pay(?:s|ing)? {c} {sum} for",
    "acquisition(?! (?:vehicle|target|spree|strategy|costs?|financing)s?)",
    "takeover",
    "take over",
    "took over",
    "taken over",
    r"(?<!for )(?<!of )(?<!put )(?<!call )(?<!panic )buy(?:s|ing)?(?: out)?"
    r"(?! (?:back|in|into|them|it|cars|parts|vehicles|cells|batteries)\b)",
    "bought(?! in| back)",
    r"purchas\w+",
    "absorb(?:ed|s)?",
    "(?:sell(?:s|ing)?|sold) {her} {part}",
    r"sell(?:s|ing)? (?:\w+ )?(?:stake|factory|unit)",
    "sale of",
    "passed to",
    "hand(?:s|ing|ed) (?:over|{her})",
    "changes hands",
    "equity transfer",
    "parting with",
    "merger?",
    "merging",
    "trades? {her}",
    r"(?:ends?|ended|ending) up with [\d.]+ ?(?:%|per ?cent)",
)
INVESTMENT = (
    "invest(?:s|ed|ing)?",
    r"investments(?= (?:in|into|by|from)\b)",
    r"investment(?=(?: of [^,;.]{1,30}?)? (?:in|into|by|from|has|was|is|with|agreement|deal|for|worth|will)\b"
    r"|[,.;]|$)",
    "(?<!at )(?<!At )stakes?",
    "shareholder",
    r"(?<!existing )(?<!minority )shareholders(?= (?:in|of)\b|, | are | include)",
    "shareholding",
    "holding in",
    "backers?",
    "(?:leads?|led) .{0,30}round",
    "fundraising",
    r"rais(?:e|es|ed|ing) {sum} [^.;]{0,60}?(?:from|led by|with)",
    r"(?:funding|financing|round|capital) (?:\w+ )?(?:from|led by)",
    r"(?:funded|financed|backed|supported) by",
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
    r"(?:hand(?:s|ed|ing)?|give[sn]?|gave|giving) (?:(?!valuation|rating|to )[\w\-]+ ){0,4}?{c} (?:an? )?"
    r"(?:[\w\-]+ ){0,3}?(?:of )?{sum}",
    r"(?:spend|spending|spent|paying|pay|paid) {sum} (?:for|on) [\w. ]*(?:%|per ?cent|shares)",
    r"(?:took|taken|takes?|pick(?:s|ed)? up)"
    r" (?:about |some |around |roughly |nearly )?[\d.]+ ?(?:%|per ?cent|pct)",
    "(?:minority|junior) (?:partner|shareholder|owner)",
    r"(?:pay|paid|pays|paying) {sum}(?: \([^)]*\))? for (?:an?|one|its|the) (?:[\w\-]+ ){0,2}"
    r"(?:stake|share|slice|tenth|third|quarter|fifth|half)",
)
SUPPLY = (
    "helping {c}(?! team)",
    r"giv(?:e|es|en|ing) {c} an? (?:[\w\-]+ ){0,2}?(?:flow|supply|stream) of",
    r"giving [\w ]{0,30} to",
    r"suppl(?:y|ies|ied|ying)(?! chain)",
    "suppliers? (?:to|of|for)",
    "{c} supplier",
    r"deliver(?:s|ed|ing)?(?! (?:(?!and\b|to\b)[\w\-]+ ){0,2}?(?:savings|results|returns|growth|value"
    r"|profits?|benefits|message|synergies|speech|earnings|performance)\b)",
    "manufactur(?:e|es|ed|ing) ",
    "assembl(?:e|es|ed|ing)",
    r"sells? (?:batter|cells|parts|cars|vehicles)\w*",
    "batteries (?:from|to)",
    "customer list",
    "(?:a|an|its|only|biggest|largest|first|main|key|major|big) customers? (?:for|of)",
    "customers include",
    "order(?:ed|s)? (?:with|from|for)",
    "cloud (?:supplier|provider)",
    "contract (?:manufacturing|production)",
    "source of (?:cells|batteries|parts|chips|supply|supplies|engines|motors)",
    r"bring [\d,]+ .{0,60} into",
    "term sheet",
    r"take (?:all )?{own} [\w ]{0,20}(?:data|chips|cells|batteries)",
)
WEAK_SUPPLY = (
    r"provid(?:e|es|ing)(?! [^,;]{0,50}?\b(?:revenue|sales|profits?|earnings|income|information"
    r"|details|evidence|testimony|loans?)\b)",
    "provided (?:to|for)",
    "buil(?:ds?|t) .{0,30} for {c}",
    "equip(?:s|ped)",
    "powered by",
    "runs? on",
    "will run",
    r"carry (?:\w+ )?chips",
    r"based on {c}['’]s(?! (?:[\w\-]+ )?(?:estimates?|data|figures|reports?|forecasts?|closing|share|survey"
    r"|prices?))",
)
DEVELOPMENT = (
    r"(?:docking|docked|integrat\w+|interconnect\w*) (?:\w+ ){0,3}with",
    r"jointly (?:develop|research|design|build|creat)\w*",
    r"co-?develop\w*",
    "carried out jointly",
    r"(?:develop|research|design|explor|test)\w* [^.;]{0,60}?(?:together|jointly|in tandem)",
    r"(?:develop|design)(?:s|ed|ing)? [^.;]{0,60}?(?<!for use )\bwith",
    "looking into [^.;]{0,60} with",
    "work(?:s|ed|ing)? (?:together )?(?:with|on|together)",
    "have widened",
    "built separately with",
    r"(?:builds|makes|produces|is building|is developing) [^.;]{2,50}? with",
    "joint(?:ly)? (?:work|research|development|project|programme|program|plan)",
    "shared (?:work|research|self-driving)",
)
DISTRIBUTION = (
    "distribut(?:e|es|or|ion|ing)",
    "(?<=s )dealers?",
    "dealers? (?:for|of|network)",
    "sales channel",
    r"resell\w*",
    "showrooms?",
)
COOPERATION = (
    "contracts?(?! manufactur)",
    "alliances?",
    "(?<!senior )(?<!managing )(?<!general )partner(?:s|ed|ing|ship|ships)?(?! at | who )",
    r"co-?operat\w+",
    r"collaborat\w+",
    "team(?:s|ed|ing)? up",
    "join(?:s|ed|ing)? (?:hands|forces)",
    "tie-ups?",
    "tied up",
    "pacts?",
    "agreements?",
    "accords?",
    "(?<!pay )(?<!price )(?<!wage )(?<!plea )(?<!peace )(?<!labor )"
    "(?<!compensation )(?<!great )(?<!good )(?<!big )(?<!to )(?<!will )(?<!would )deals?(?! of )",
    "link(?:s|ed)? (?:up|with)",
    "looks? to",
    "lin(?:es|ed) up",
    "memorand(?:um|a)",
    "letters? of intent",
    "MoU",
    r"strategic (?:partner\w*|allianc\w+|co-?operat\w+|deals?|agreement|ties?|links?|relationship"
    r"|collaborat\w+|accord|pact)",
    "signed up",
    "signs up",
    "enlists?",
    "allied",
    "ally",
    "turns to",
    "help from",
    "arrangement",
    "relationship",
)

WEAKLY = phrases(*WEAK_SUPPLY)
"""Words that make a supply only where no word of partnership stands beside them."""
ALLIED = phrases("partnerships?", r"co-?operat(?:ion|es?|ed|ing)", "alliances?", r"collaborat\w+", "tie-ups?")

# In order: the first that a clause holds names the type.
TYPE_CUES: tuple[tuple[DealType, re.Pattern[str]], ...] = (
    ("talks", phrases(*TALKS)),
    ("joint_venture", phrases(*JOINT_VENTURE)),
    ("acquisition", phrases(*ACQUISITION)),
    ("investment", phrases(*INVESTMENT)),
    ("supply_or_service", phrases(*SUPPLY)),
    ("joint_development", phrases(*DEVELOPMENT)),
    ("supply_or_service", WEAKLY),
    ("distribution", phrases(*DISTRIBUTION)),
    ("strategic_cooperation", phrases(*COOPERATION)),
)


def says_deal(sentence: str) -> bool:
    """Whether a sentence holds a word of the trade, whatever it says with it."""
    return any(pattern.search(sentence) for _, pattern in TYPE_CUES)


# A clause about strife, opinion or comparison states no deal by itself.
STRIFE = phrases(
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
OPINION = phrases(
    r"(?:[Ww]e|I)(?:['’]d| would| also| still)? (?:believe|expect|think|would|see|doubt|estimate|assume)",
    "[Aa]nother possible (?:target|buyer|bidder|suitor)",
    "speculat(?:ing|es) that",
    "no plans? to",
    "(?:find|finding|seek|seeking|attract) (?:an?|any) (?:new |potential |other )?(?:owner|investor|buyer)s?",
    "expressed interest",
    "potential source",
    "the likes of",
    "(?:would|could|should) (?:love|like|be better off)",
    r"[Ii]f {c} (?:cannot|can['’]t|could|were)",
    "potential (?:suitors?|bidders?|buyers?|targets?)",
    "(?:potential|possible|likely|logical) (?:suitors?|bidders?|buyers?|targets?|acquirers?)",
)
"""Words of somebody's guess or wish: what they say of two firms is no deal."""
QUARREL = phrases(
    "legal fights?", "sue[sd]?", "suing", "lawsuit", "alleg(?:es|ed|ing)", "fraud", r"misrepresent\w*"
)
# Words before a company that make it a comparison or an example, not a party.
ASIDE = re.compile(
    r"\b(?:(?:once|formerly|previously) owned by|former|compared with|relative to|like|unlike|than"
    r"|against|[Aa]ccording to|rivals?"
    r"|competitors?|\breports? (?:by|in|from)|(?:including|such as)(?: [A-Z][\w.&]*(?:,| and))*"
    r"|besides|apart from|except|likened to|aimed at|beside|duel with"
    r"|fight with"
    r"|battle with|take on|riposte to|alongside rivals|ahead of|behind|version of"
    r"|(?:forerunner|predecessor|successor) (?:of|to)"
    r"|(?:second|third|fourth|next|another)[ -][^.;,]{2,70} after"
    r"|compet\w+ (?:\w+ )?with"
    r"|alternatives? to|(?:[Aa]nalysts?|[Ss]trategist|[Ee]conomist|partner|director|(?:portfolio|fund|money)"
    r" manager|trader|lawyer|attorney|professor|banker|broker)(?: [A-Z][\w.\-]+){0,3}"
    r" (?:at|with|of|for))"
    r"(?: the| its| [a-z\-]+)?\s$"
)
ASIDE_AFTER = re.compile(
    r"^['’]s (?:[\w\-]+ ){0,2}(?:rival|competitor|foe|answer)|^ (?:\w+ )?(?:plant|factory|site)\b"
    r"|^ venture with\b|^ (?:analysts?|economists?|strategists?|survey|(?:chief )?economist"
    r"|(?:portfolio|fund|money) managers?|bankers?|brokers?|proceeds)\b"
    r"|^ (?:industrial )?(?:averages?|index|composite|futures)\b"
    rf"|^, (?:the )?{C}['’]s? (?:\w+ )?(?:[Cc]hief|CEO|[Cc]hair\w*|[Pp]resident|head)\b"
    r"|^ (?:said|wrote|says) in a (?:client |research )?(?:note|report)\b"
)
_GLUE = (
    r"(?:,|, and| and|, as well as| as well as| or|/|-|,? together with|,? and,? since [A-Z]?\w+(?: \d{4})?,)"
)
_NO_VERB = (
    r"(?!(?:will|would|is|are|was|were|has|have|had|said|says|which|who|that|to|with|in|for|of|by|from|on|at|into"
    r"|as|than|whose)\b)"
)
_PLACED = r"(?: (?:of|from) [A-Z]\w+)?"
_HOME = r"(?:[A-Z]\w+(?:['’]s)? ){0,2}"
_ITEM = rf"{_HOME}(?:{_NO_VERB}[a-z0-9.%\-]+ ){{0,4}}(?:in [A-Z]\w+, )?"
_SHARE = r"(?:(?:about |some |around )?[\d.]+ ?(?:%|per ?cent|pct) of (?:the )?)?"
LIST = rf"{C}(?:{_PLACED}{_GLUE}[ ]?{_SHARE}{_ITEM}{C})*"
"""One company, or several listed: "Chery, BYD and the retailer Suning"."""
