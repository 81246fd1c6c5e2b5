"""General cues by which a line of a web page shows that it is not the article itself.

Each cue is anchored to a line's start or spans the whole line wherever it can be, and has a length in
words above which it no longer counts: a long paragraph that speaks of subscribers is still body.
"""

import re
from dataclasses import dataclass

from .dates import DATE, STATED_ELSEWHERE
from .types import ZoneKind

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|bin|al|la|di)"
FULL_NAME = rf"{_NAME}(?:\s+{_NAME}){{1,3}}"
"""A regular expression for two to four capitalised words, as a person's name is."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that shows what a line is, provided the line has at most `most_words` words."""

    kind: ZoneKind
    pattern: re.Pattern[str]
    most_words: int


def _cues(kind: ZoneKind, most_words: int, *patterns: str, case: bool = False) -> tuple[Cue, ...]:
    flags = re.UNICODE if case else re.IGNORECASE
    return tuple(Cue(kind, re.compile(pattern, flags), most_words) for pattern in patterns)


_BULLET = r"^\W{0,6}"
_WHEN = rf"(?:{DATE}|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago|an?\s+\w+\s+ago)"
_CLOCK = r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?"

COMMENT_HEAD = re.compile(
    rf"{_BULLET}[^\n]{{1,50}}?\s+(?:on|·|•|\||-|–|,)\s*{_WHEN}\s*(?:,|at|-|@|\|)?\s*{_CLOCK}\W{{0,3}}"
    rf"(?:said|says|reply|permalink|#)?\W{{0,3}}$",
    re.IGNORECASE,
)
"""The line above a reader's comment: a name, a day and an hour."""

COMMENT_HEAD_WEAK = re.compile(
    rf"{_BULLET}(?:[^\s.?!]\S*\s+){{1,5}}(?:[•·|-]\s*)?(?:\d+|an?)\s*(?:minutes?|hours?|days?|weeks?"
    rf"|months?|years?)\s+ago(?:\W{{1,3}}(?:reply|edited|#))?\s*$"
    rf"|{_BULLET}(?:posted|comment(?:ed)?)\s+by:?\s+[^\n]{{1,40}}?(?:\s+(?:on|at)\s+.{{4,40}})?$"
    rf"|{_BULLET}[\w.@-]{{2,30}}(?:\s+[\w.@-]{{2,20}})?\s+(?:says|wrote|commented|replied):$",
    re.IGNORECASE,
)
"""What may be such a line where others like it follow: "X says:", "X 2 days ago"."""

COMMENT_SECTION = re.compile(
    rf"{_BULLET}(?:\d+\s+(?:reader\s+|user\s+)?(?:comments?|replies|responses?|thoughts?\s+on\b.*)"
    r"|(?:reader\s+|user\s+|all\s+|view\s+|latest\s+|top\s+|show\s+)*comments?(?:\s*\(?\d+\)?)?"
    r"|(?:join|start)\s+the\s+(?:conversation|discussion)|discussion(?:\s*\(\d+\))?"
    r"|what\s+(?:our\s+)?readers\s+(?:say|think)|leave\s+a\s+(?:comment|reply))\W{0,3}$",
    re.IGNORECASE,
)
"""The heading of a comment section."""

_COMMENT = _cues(
    ZoneKind.COMMENT,
    14,
    rf"{_BULLET}(?:like or dislike\b|(?:thumbs?[ -](?:up|down)|upvote|downvote)s?(?:\W+\d+)?(?:\W+"
    rf"(?:thumbs?[ -](?:up|down)|reply|share|report|\d+))*\W*$)",
    rf"{_BULLET}(?:reply|quote|permalink|report abuse|report this comment|flag|show replies"
    rf"|hide replies)\W*$",
    rf"{_BULLET}(?:reply|respond) to (?:this comment|@?\w+)\W*$",
    rf"{_BULLET}(?:add a|leave a|post a|write a|submit a|add your|post your|leave your) (?:public )?"
    rf"(?:comment|reply)",
    rf"{_BULLET}(?:you must (?:be logged in|log ?in)|log ?in|sign in|register) to (?:post|leave|reply"
    rf"|comment|add|join)",
    rf"{_BULLET}(?:comments are (?:closed|moderated|now closed)|your email address will not be published)",
    rf"{_BULLET}(?:view|show|see|load|read) (?:all |more |\d+ )*comments",
    rf"{_BULLET}(?:share your thoughts|what do you think\?.{{0,30}}(?:comment|below))",
    rf"{_BULLET}\d+ (?:likes?|dislikes?|upvotes?|points?)(?:\W+(?:\d+ \w+|reply|share))*\W*$",
)

_ADVERT = (
    *_cues(
        ZoneKind.ADVERT,
        60,
        r"\b(?:promo|promotion|coupon|discount|voucher|referral)\s*codes?\b.{0,80}\b(?:you|your|when"
        r"|at checkout)\b",
        r"\b(?:use|enter|apply|with)\b.{0,20}\b(?:the )?(?:promo|coupon|discount|voucher"
        r"|referral)?\s*code:?\s+['‘’\"“]?(?-i:[A-Z]{3,}[A-Z0-9]*)\b",
        r"\bwe (?:may|might|could|can|will)?\s*(?:earn|receive|get|collect) (?:an? |some )?(?:small "
        r"|affiliate )*commissions?\b",
        r"\baffiliate (?:links?|commission|disclosure)\b",
        r"^\W*(?:looking|want|ready|need|thinking of|planning) to (?:sell|buy|lease|trade in|insure"
        r"|renew) (?:your|a|an)\b",
        r"\bsign(?:ing)? up (?:for|to|here|now|today|below)\b.{0,80}\b(?:newsletters?|inbox|alerts?"
        r"|e-?mails?|briefing|updates|free trial)\b",
        r"\b(?:newsletters?|alerts?|briefing|stories|updates|news)\b.{0,60}\b(?:delivered |straight |sent "
        r"|directly |right )*(?:to|in) your inbox\b",
    ),
    *_cues(
        ZoneKind.ADVERT,
        30,
        r"^\W*(?:like|enjoy(?:ed|ing)?|love|want)\b.{0,40}\?\s*(?:please )?(?:subscribe|sign up|join"
        r"|become|support|forward|share|tell)\b",
        r"^\W*try .{0,40}\bfree (?:for|trial|now|today)\b",
        r"\b(?:book|request|schedule|get) a (?:free )?demo\W*$",
        r"\bno credit card (?:required|needed)\b",
        r"^\W*(?:don['’]t miss out|hurry|last chance|act now)\s*[!,:—–-]",
        r"^\W*register (?:now|today|here) (?:for|to|at)\b",
        r"^\W*(?:please )?subscribe\b(?! to the (?:view|idea|theory))",
        r"^\W*(?:get|save|enjoy|claim|grab|take)\b.{0,40}\d+\s?%\s?(?:off|discount)",
        r"^\W*\d+\s?%\s?(?:off|discount)\b.{0,60}\b(?:you|your|today|now|when|code)\b",
        r"^\W*(?:sell|buy|book|renew|insure|finance) (?:it|yours|one|your \w+) (?:with|at|through|from"
        r"|now|today)\b",
        r"^\W*(?:sign up|subscribe now|subscribe today|join now|join our|buy now|shop now|order now"
        r"|book now|try it free|start your free trial|download (?:our|the) .{0,30}app)\b",
        r"^\W*(?:limited[- ]time offer|special offer|exclusive offer|terms and conditions apply"
        r"|t&cs apply)",
        r"^\W*click here to (?:buy|order|subscribe|register|sign|get|claim|start|download|join)",
        r"^\W*(?:want|need|looking for|craving|like) (?:more|a news break|to get|what you see).{0,60}"
        r"(?:sign up|subscribe|check out|newsletter|follow us)",
        r"^\W*(?:already a subscriber|become a (?:member|subscriber)|support (?:our"
        r"|independent) journalism|this (?:story|article|content) is (?:for|available to) subscribers)",
        r"^\W*(?:free|ad-free|unlimited|premium) (?:trial|access|subscription)\b.{0,60}$",
    ),
    *_cues(
        ZoneKind.ADVERT,
        10,
        r"^\W*(?:advertisement|advertising|sponsored(?: content| post)?|paid (?:content|post"
        r"|partnership)|promoted(?: content)?|ad)\b(?:\W+(?:continue|scroll|story|article).{0,60})?\W*$",
        r"^\W*(?:story|article|content) continues (?:below|after)",
        r"^\W*(?:an? )?(?:message|word) from (?:our|the) (?:sponsors?|partners?|advertisers?)\W*$",
        r"^\W*(?:presented|sponsored|brought to you|powered) by\b[^.]{0,60}$",
        r"^\W*scroll (?:down )?(?:to|for) (?:continue|more)",
        r"^\W*(?:our|daily|weekly|free)\s(?:\w+ ){0,3}newsletters?\W*$",
    ),
)

_BYLINE = (
    *_cues(
        ZoneKind.BYLINE,
        18,
        r"^\W*(?:[Bb]y|BY)[: ]\s*" + FULL_NAME + r"(?:\s*(?:,|&|and|with|in|for|of|\||•|·|/|-|–|—)\s*(?:"
        r"[A-Z@][\w.'’&@-]*(?:\s+(?:[A-Z@][\w.'’&-]*|of|and|the|for|de))*))*"
        r"(?:\W*\s*(?:[Oo]n\s+|[Pp]ublished:?\s+|[Uu]pdated:?\s+)?(?i:" + _WHEN + r").{0,30})?\W*$",
        r"^(?:By|BY) (?:[A-Z]\w+|[A-Z][\w.]+ (?:[Ss]taff|[Rr]eporters?|[Nn]ews|[Dd]esk|[Ww]riters?"
        r"|[Cc]orrespondent))\W*$",
        rf"^\W*{FULL_NAME}\s*(?:,|\||•|·|-|–|—)\s*(?i:(?:(?:senior|chief|staff|auto|tech|technology"
        rf"|business|deputy|managing|political|contributing|special|freelance|associate|guest) )*"
        rf"(?:writer|reporter|correspondent|editor|columnist|contributor|journalist))\b.{{0,40}}$",
        case=True,
    ),
    *_cues(
        ZoneKind.BYLINE,
        12,
        rf"^\W*(?i:interview|story|report|words|text|analysis|opinion|comment|review)s? (?:by"
        rf"|BY):? {FULL_NAME}\W*$",
        rf"^\W*(?i:words|text|story|interview|reporting|report):\s*{FULL_NAME}(?:\s*[|,/&·].{{0,80}})?$",
        case=True,
    ),
    *_cues(
        ZoneKind.BYLINE,
        40,
        r"^\W*(?:(?:additional |with )?(?:reporting|writing|editing|compiled|translated|edited|written"
        r"|reported|posted|words|photography|production|research) by|authors?:|reporter:|editors?:"
        r"|contributors?:|contributing:)\s+\S+.{0,160}$",
        r"^\W*with (?:reporting|assistance|contributions?|files|inputs?) (?:by|from)\b",
        r".{0,60}\bcontributed (?:to this (?:report|story|article)|reporting)\W*$",
    ),
)

_BIOGRAPHY = _cues(
    ZoneKind.BIOGRAPHY,
    120,
    r"\bbefore joining (?:this|our|the) (?:web ?site|site|magazine|paper|newspaper|publication|team"
    r"|blog|portal|newsroom)\b",
    r"^\W*(?:[\w.'’-]+\s){1,4}(?:is|was) (?:an? |the )?(?:[\w’'-]+[ -]){0,5}(?:reporter|journalist"
    r"|correspondent|columnist|contributor|(?:staff|senior|freelance|contributing|tech|auto|automotive"
    r"|guest) (?:writer|editor)) (?:at|for|with|based|who|covering|on|from|specialising|specializing)\b",
    r"^\W*(?:[\w.'’-]+\s){1,4}(?:covers|writes about|reports on) .{3,120} for (?:the )?[A-Z][\w.]*"
    r"(?: [A-Z][\w.]*){0,3}\W*$",
    r"(?-i:\bFollow) (?:him|her|them|me) (?:on|at|@)\b|\bfollow (?:him|her|them|me) on \w+:? (?:at )?@",
    r"\b(?:he|she|they) can be (?:reached|contacted) (?:at|on|via)\b",
    r"(?-i:\b(?:E-?mail|Contact|Reach)) (?:him|her|them|the author|the reporter|the writer) (?:at|on"
    r"|via)\b",
    r"\b(?:his|her|their) (?:work|writing|stories|articles) (?:has|have) (?:also )?(?:appeared"
    r"|been published) in\b",
    r"^\W*the (?:writer|author) is (?:an? |the )",
    r"^\W*about the (?:author|writer|reporter)s?\s*[:—–-]\s*\S",
)
LINK_ROW = re.compile(
    r"[A-ZÀ-Þ][\w&'’]{1,14}(?: [\w&'’]{1,14}){0,2}(?:\s*[|·•]\s*[A-ZÀ-Þ][\w&'’]{1,14}"
    r"(?: [\w&'’]{1,14}){0,2}){2,}"
)
"""Three short names or more with bars between them, as in a menu."""
_SECTIONS = """
    home news world politics business economy economics markets finance money companies industry
    industries tech technology science health climate environment energy auto autos cars motoring
    transport travel culture arts entertainment music film tv books food style lifestyle fashion beauty
    sport sports football opinion editorial comment analysis features reviews interviews podcast
    podcasts video videos photos gallery galleries live latest trending popular local national
    international regional us uk usa eu asia africa europe china india americas events jobs careers
    education property weather obituaries magazine newsletter newsletters archive resources startups
    mobility ai crypto media retail investing research insights blog press about contact advertise
    subscribe subscription login register account search menu more shop store help faq support premium
    products product pricing customers solutions services platform partners docs sign
"""
SECTIONS = frozenset(_SECTIONS.split())
"""What the sections of a site are called; a line of little else, with no sentence in it, is its menu."""
_RANK = (
    r"(?:Senior|Executive|Group|Global|Regional|Deputy|Chief|Managing|General|Associate|Assistant|Co-"
    r"|Contributing|Guest|Staff|Lead)[ -]?"
)
_OFFICE = (
    r"(?:VP|SVP|EVP|AVP|Vice President|President|Director|Head|Manager|Officer|[A-Z]\w+ Officer"
    r"|CEO|CTO|CFO|COO|CMO|Founder|Co-[Ff]ounder|Partner|Analyst|Strategist|Lead|Evangelist|Economist|Specialist"
    r"|Consultant|Fellow|Professor|Author|Blogger|Host|Producer|Publisher)"
)
OFFICE_LINE = re.compile(
    rf"^[\W_]{{0,4}}{FULL_NAME}\s*(?:,|\||•|·|–|—|-)\s*(?:{_RANK})*{_OFFICE}\b"
    r"(?:[, ]+(?:(?:of|for|at|the|and|&)|[A-Z][\w&.'’-]*),?){0,6}[\W_]{0,3}$"
)
"""A name and an office, and nothing else: who wrote it, at the top of a text or below it."""
BIOGRAPHY_HEAD = re.compile(
    r"^\W*(?:about the (?:author|writer|reporter)s?|author (?:bio|biography|profile)|meet the author)\W*$",
    re.IGNORECASE,
)
"""The heading above an author's biography."""
BIOGRAPHY_BODY = re.compile(
    r"\b(?:has been (?:in|covering|writing|working|reporting|a)\b|(?:is|was) (?:an? |the )|loves?"
    r"|enjoys?|joined|"
    r"covers|writes|reports|specialis\w+|specializ\w+|lives in|holds|graduated|studied|began|started)",
    re.IGNORECASE,
)
"""What a paragraph under an author's bare name says when it is a biography."""

_NAVIGATION = (
    *_cues(
        ZoneKind.NAVIGATION,
        16,
        r"^\W*(?:home|homepage|news)\s*(?:>|›|»|/|→|\|)\s*\S",
        r"^\W*(?:skip to (?:main |the )?(?:content|navigation|search)|jump to|back to (?:top|home|news)"
        r"|go to)\b.{0,30}$",
        r"^\W*(?:share|tweet|print|e-?mail|facebook|twitter|linkedin|whatsapp|reddit|pinterest|telegram"
        r"|instagram|youtube|copy link|bookmark|save|listen|menu|search|close|log ?in|sign ?in|register"
        r"|sections?|next|previous|toggle navigation|expand|loading)(?:\s*(?:,|\||/|·|•|\s)\s*(?:share"
        r"|tweet|print|e-?mail|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|instagram"
        r"|youtube|copy link|bookmark|save|log ?in|sign ?in|register|search|menu|close|on|via|this"
        r"|article|story|link|a|with))*\W*$",
        r"^\W*(?:share (?:this|on|via|the)|tweet this|pin it|follow us|like us|find us|connect with us"
        r"|email this|print this|save this)\b.{0,60}$",
        r"^\W*(?:read (?:more|the full (?:story|article)|full (?:story|article))|continue reading"
        r"|show more|load more|see more|view more|learn more|view all|see all|more details)\W*$",
        r"^\W*(?:tags?|tagged|filed under|categor(?:y|ies)|topics?|key ?words?|posted in|labels?"
        r"|hashtags?)\s*[:|].{0,200}$",
        r"^\W*(?:next|previous|prev) (?:article|post|story|page)\b.{0,100}$",
        r"^\W*more (?:posts|articles|stories|news) (?:about|by|from|in|on)\b.{0,80}$",
        r"^\W*(?:table of contents|in this (?:article|story)|jump to section|on this page|contents)\W*$",
        r"^\W*(?:watch|listen|photos?|gallery|video|live)\s*[:|]\s.{0,100}$",
        r"^\W*(?:photo|image|picture|video|graphic|photograph|illustration|caption|foto|pic"
        r"|cover image)s?(?:\s(?:credit|courtesy|source|by|via|from)s?)*(?:\s*[:/©|]|\s(?:by|courtesy"
        r"|credit))\s*\S.{0,120}$",
        r"^[^.!?]{0,120}(?:\(|/|\||©|via |, )\s*(?:getty images?|shutterstock|istock|afp|unsplash"
        r"|bloomberg via getty|reuters/\w[\w .-]{2,40})(?:\s+(?:images?|photo))?\)?\W*$",
        r"^\W*(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing"
        r"|clicking))\b.{0,80}\bcookies?\b",
        r"^\W*(?:accept|reject|allow|manage|decline)(?: all)?(?: cookies?| preferences| settings)*\W*$",
        r"^\W*(?:cookie|privacy) (?:policy|notice|settings|preferences|statement)\b.{0,60}$",
        r"^\W*(?:terms (?:of (?:use|service)|and conditions)|privacy|contact us|about us|advertise"
        r"(?: with us)?|careers|sitemap|rss)(?:\s*(?:\||·|•|/|-)\s*[\w ]{2,30})*\W*$",
        r"^\W*click (?:here )?(?:for|to (?:enlarge|expand|zoom|view|see|play|watch|listen|read|open"
        r"|share))\b.{0,60}$",
        r"^\W*click here (?:for|if)\b.{0,60}$",
        r"^\W*you(?:['’]re| are) here\s*[:>].{0,80}$",
        r"^\W*(?:share|listen to|watch|print|save|bookmark) (?:this )?(?:article|story|post|episode"
        r"|video)\W*$",
        r"^\W*share\s*[:|](?:\s*\w+){1,8}\W*$",
        r"^\W*(?:got it|i (?:accept|agree|understand)|ok(?:ay)?|no,? thanks|maybe later)\W*$",
        r"^\W*you(?:['’]re| are) (?:receiving|getting) this (?:e-?mail|newsletter"
        r"|message) because\b.{0,80}$",
        r"^[\w&'’ ]{2,25}(?:\s[›»→]\s[\w&'’ ]{2,40}){1,6}$|^[\w&'’ ]{2,25}(?:\s>\s[\w&'’ ]{2,40}){2,6}$",
        r"^\W*https?://\S+\W*$",
        r"^\W*(?:#\w+[\s,]*){2,}$",
        r"^\W*\d+\s+(?:shares?|views?|reads?)\W*$",
        r"^\W*(?:view|open|see) (?:image|gallery|photos?|slideshow)\b.{0,40}$",
        r"^\W*page \d+ of \d+\W*$",
    ),
    *_cues(
        ZoneKind.NAVIGATION,
        40,
        r"^[^.!?]{0,120}\b(?:click|look|see|check(?: it)? out|read (?:more|on|it))\s+here(?:,? here)*\W*$",
        r"^[^!?]{0,250}(?-i:\b(?:REUTERS|AFP|EPA|PA Media|AP Photo|Handout)\s?/\s?[A-Z][\w.'’-]+"
        r"(?: [A-Z][\w.'’-]+){0,4}(?:/\w[\w ]+)?)\W*$",
        r"^\W*(?:view (?:this (?:e-?mail|newsletter) )?in (?:your )?browser|view this e-?mail"
        r"|unsubscribe|manage (?:your )?(?:preferences|subscriptions?)|update your preferences)\b.{0,100}$",
    ),
    *_cues(
        ZoneKind.NAVIGATION,
        70,
        r"\b(?:we|website|site|partners)\b.{0,40}\b(?:uses?|using|store)\b.{0,20}\bcookies\b.{0,200}\b"
        r"(?:experience|consent|accept|agree|policy|preferences|settings|personali[sz]e|analy[sz]e)\b",
        r"\bby (?:continuing|clicking|using)\b.{0,60}\byou (?:agree|accept|consent)\b",
        r"^\W*(?:please )?(?:enable|turn on) (?:javascript|cookies)\b",
        r"^\W*follow (?:us|our)\b.{0,100}\b(?:facebook|twitter|instagram|linkedin|telegram|youtube"
        r"|google news|whatsapp|x)\b",
        r"^\W*(?:fill out|upgrade) .{0,60}(?:report|newsletter|subscription)\b",
    ),
)

_SEE_ALSO = _cues(
    ZoneKind.SEE_ALSO,
    40,
    r"^\W*(?:see also|read also|also read|also see|read more|read next|read this|related(?: (?:article"
    r"|story|stories|articles|news|posts?|reading|coverage|topics?|content|link|links|video))?"
    r"|recommended(?: (?:for you|reading|stories|articles))?|don['’]t miss|further reading|must[- ]read"
    r"|more on this(?: story)?|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)"
    r"|what to read next|editor['’]?s['’]? picks?|also on [\w .]{2,30}|more (?:coverage"
    r"|reading))\s*[:|»>—–]\s*\S",
)
SEE_ALSO_HEAD = re.compile(
    r"^\W*(?:see also|read also|also read|read next|related (?:articles?|story|stories|news|posts?"
    r"|reading|coverage|topics?|content|links?)"
    r"|recommended(?: (?:for you|reading|stories|articles))?|you (?:may|might) also (?:like|enjoy)"
    r"|more (?:stories|news|from [\w .]{2,30}|on this(?: story)?|top stories)|must[- ]reads?"
    r"|don['’]t miss|what to read next|editor['’]?s['’]? picks?|trending(?: now)?|most (?:read|popular"
    r"|viewed)|popular (?:stories|posts|articles)|top stories|latest (?:news|stories|articles"
    r"|headlines))\s*:?\W*$",
    re.IGNORECASE,
)
"""The heading of a list of other articles."""

_METADATA = _cues(
    ZoneKind.METADATA,
    14,
    rf"^\W*{STATED_ELSEWHERE}(?:\W.{{0,25}})?$",
    rf"^\W*(?:(?:first |last )?(?:updated|published|posted)\s+{_CLOCK}(?:\W+(?-i:[A-Z]{{2,4}}))?,?\s+"
    rf"{DATE}\W*)+$",
    rf"^\W*(?:(?:first |last )?(?:date|dated|published|publication date|posted|updated|modified"
    rf"|released?|created|issued)(?: (?:on|at|date))?\s*[:|-]?\s*)?{_WHEN}(?:\W+(?:at\s+)?{_CLOCK})?"
    rf"(?:\W+(?-i:[A-Z]{{2,4}}))?(?:\W+(?:last )?(?:updated|modified|published)?\W*(?:{_WHEN})?(?:\W+"
    rf"(?:at\s+)?{_CLOCK})?(?:\W+(?-i:[A-Z]{{2,4}}))?)?(?:\W+\d+ min(?:ute)?s? read)?\W*$",
    r"^\W*(?!.*\bby\b)(?:(?:last )?updated|published|posted|modified)(?: (?:on|at))?\s*:?\s+(?:\w+\W+){0,6}"
    r"(?:\d{1,2}[:.]\d\d|\d{4})\W*(?:[ap]\.?m\.?)?\W*(?:(?-i:[A-Z]{2,4}))?\W*$",
    r"^\W*\d+[ -]min(?:ute)?s?(?: read| listen)?\W*$",
    r"^\W*our standards:",
    r"^\W*by [\w ]{2,30}\|\s*source:.{0,60}$",
    r"^\W*source:.{0,80}(?:\d{4}|\beditor\b).{0,60}$",
    r"^\W*(?:issue|edition|volume|vol\.?)\s*(?:#|no\.?)?\s*\d+\b[^.!?]{0,60}$",
    r"^\W*$",
    r"^\W*(?:reading time|read time|estimated reading time)\b.{0,30}$",
    r"^\W*(?:for immediate release|embargoed until.{0,60}|press release|news release|- ?30 ?-|-?end-?"
    r"|#{3,}|\*{3,})\W*$",
    r"^\W*(?:©|\(c\)|copyright)\s.{0,100}$",
    r"^.{0,80}\ball rights reserved\W*$",
    r"^\W*(?:media |press |investor |pr )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))"
    r"(?: \w+){0,2}\s*:.{0,120}$",
    r"^\W*(?:tel|phone|telephone|fax|mobile|e-?mail)\s*[.:]\s*\S.{0,60}$",
    r"^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$",
    r"^\W*\(?(?:this (?:story|article|report) (?:has been|was) (?:updated|corrected|published|amended)"
    r"|editor['’]s note|correction)\b.{0,100}$",
)

LINE_CUES: tuple[Cue, ...] = (
    *_METADATA,
    *_COMMENT,
    *_SEE_ALSO,
    *_ADVERT,
    *_BYLINE,
    *_BIOGRAPHY,
    *_NAVIGATION,
)
"""All cues that need no other line, in the order in which they are tried."""

BARE_DATE = re.compile(rf"^\W*{DATE}\W*$", re.IGNORECASE)
"""A line that is a date and nothing else: the page's own at its top, a heading further down."""

STAMP = re.compile(rf"^\W*{_WHEN}(?:\W+(?:at\s+)?{_CLOCK})?\W*$", re.IGNORECASE)
"""A day, with an hour or without, and nothing else."""

CREDIT_TAIL = re.compile(
    r"\(\s*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written"
    r"|reported|graphic|research) by|editing:)\s[^()]{2,400}\)?\s*$"
    r"|(?<=[.!?”\"'’)])\s+\(?(?:reporting|writing"
    r"|additional reporting) by [^.()]{2,200}[;,.]\s*editing by [^()]{2,80}\)?\s*$",
    re.IGNORECASE,
)
"""Credits at the end of a paragraph, as news agencies put them."""
DATE_HEAD = re.compile(
    rf"\s*(?:(?:first |last )?(?:date|published|posted|updated)(?: on)?)\s*(?P<colon>:)?\s*(?P<date>{DATE})"
    rf"(?:,?\s+(?:at\s+)?{_CLOCK})?(?:\s+(?-i:[A-Z]{{2,4}})\b)?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A line that begins with its own date and may go on with text."""
