"""What stands for a company in a sentence: its name, or a pronoun or description resolved within the article.

A pronoun or a description that could be several companies, or none that is known, is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..corpus import Article
from .companies_not import is_thing, no_firm
from .companies_profile import TRADES, Profiles
from .names import Name, NameRegistry
from .names_evidence import shape_of
from .names_learn import distinctive
from .names_lists import COUNTRIES, PLACES

_NOUN = "|".join(sorted((re.escape(noun) for noun in TRADES if noun != "unit"), key=lambda noun: -len(noun)))
_HOME = "|".join(sorted(map(re.escape, {*COUNTRIES, *PLACES}), key=lambda word: -len(word)))
_DEFINITE = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|(?<=into )that|(?<=in )that|(?<=of )that|(?<=with )that) "
    rf"(?:(?P<home>{_HOME})(?:-based|-owned)?[ -])?(?:same |State-owned |state-owned "
    rf"|younger |young |former |new )?"
    rf"(?P<noun>{_NOUN})\b(?! (?:of|with|that|which|they|it(?! is\b)|called|named|by|to|through"
    rf"|is to be)\b)(?!['’]s (?:said|that))"
)
_FIRMS = (
    r"(?:companies|firms|groups|carmakers|automakers|partners|parties|sides|giants|businesses|heavyweights)"
)
_NOTHING_ELSE = (
    r"(?! (?!(?:is|was|has|does|plans)\b)[\w\-]+(?<!s)s\b| [A-Z]| (?:big|small|larg|old|young|main|lead)\w* )"
)
"""After a bare "the two": no other noun that it counts ("the two banks", "the two Democrats")."""
_PAIR = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose) (?:two|pair|duo)(?: (?:\w+ ){{0,2}}?{_FIRMS})?"
    rf"{_NOTHING_ELSE}"
    rf"|(?:[Tt]he )?(?:[Bb]oth|[Tt]wo) {_FIRMS}"
    r"|[Tt]he (?:partners|companies|firms|carmakers|automakers|owners|parties|groups)"
    r"|[Nn]either side|[Ee]ach side|[Tt]heir|[Tt]hey"
    r"|[Bb]oth(?! (?:the|of)\b| (?!(?:has|is|was)\b)[\w\-]+(?<!s)s\b))\b"
)
_TRIO = re.compile(
    r"\b[Tt]he (?:three|trio)(?: (?:companies|firms|groups|carmakers|parties|sides|(?:\w+ )?carmakers))?\b"
    + _NOTHING_ELSE
)
_IT = re.compile(r"\b(?:[Ii]ts?|[Hh]is (?:firm|company|group))\b")
_PARTNER = re.compile(
    r"\b(?:[Ii]ts (?:(?:\w+ )?partner|counterpart|former ally|rival-turned-partner|ally)"
    r"|[Tt]he (?:buyer|seller|other (?:side|party|company|partner)))\b(?!s)"
)
_FRESH_PACT = re.compile(
    r"^(?P<tie>An? (?:fresh|new|further|second|third|later|earlier|previous|follow-up|broader|wider)"
    r"(?= (?:pact|deal|agreement|accord|contract|memorandum|partnership|alliance)\b))"
)
_BARE_TIE = re.compile(
    r"^(?:After|Following|Besides|Alongside|Beyond|In addition to|On top of) (?P<tie>recent|earlier|previous)"
    r"(?= (?:tie-ups|partnerships|alliances|deals|agreements|link-ups|collaborations) with )"
)
_NATIONALS = re.compile(
    r"\b[Tt]he (?P<home>American|German|Korean|Indian|Italian|Russian|Canadian|Australian)s\b"
)
_VENTURE = re.compile(r"\b[Tt]he (?:\w+ )?(?:joint venture|venture|joint company|new company|new firm)\b")


_WHOSE = re.compile(
    r"\b[Aa] (?:company|firm|group|start-up|business)(?= whose (?:investors|shareholders|backers|owners)\b)"
)
_EMPTY_IT = re.compile(
    r" (?:hard|clear|easier|harder|possible|difficult|that|was agreed|would be|to win|simpler)\b"
)
_CLAUSE_IT = re.compile(
    r"(?:, and|, but|;|:|, while|, when|, because|, since|, though|, although)(?: in \w+| later| then"
    r"| that)? $"
    r"|\b(?:said|says|added|announced|claimed|hopes|thinks|that|stated|disclosed"
    r"|confirmed)(?: on \w+)?(?: that)? $"
)
_AGENT = re.compile(
    r" (?:also |has |had |has also |would |will )?(?:said|agreed|announced|invest(?:ed)?|buy|pay|plans"
    r"|wants|hopes|teamed"
    r"|signed|bought|struck"
    r"|took|put|promised|acquired|paid|sold|owns|holds|disclosed)\b"
)
_RELATIVE = re.compile(r"\b(?:company|venture|brand|marque|business|firm|maker)(?: that| which)? $")
_RUNS = re.compile(r" (?:\w+ )?(?:runs?|owns?|founded|created|formed|started|set up)\b")
OBJECT_IT = re.compile(r"\b(?:with|in|into|from|for|of|to|by|on|over|behind) $")


@dataclass(slots=True)
class Discourse:
    """What the article has spoken of so far; `dealt` are the parties that the sentence before named."""

    article: Article
    profiles: Profiles
    seen: Counter[str] = field(default_factory=lambda: Counter[str]())
    last: list[str] = field(default_factory=lambda: list[str]())
    topic: str | None = None
    subject: str | None = None
    group: tuple[str, ...] = ()
    venture: str | None = None
    fresh: bool = False
    dealt: tuple[str, ...] = ()
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Companies at [start, end) of a sentence; `named` says whether by name."""

    start: int
    end: int
    companies: tuple[str, ...]
    named: bool


def named_marks(sentence: str, article: Article, registry: NameRegistry) -> list[Mark]:
    """The companies that a sentence names; a unit or product is counted to the firm it is named after."""
    marks: list[Mark] = []
    for mention in registry.find(sentence, article.id):
        name = registry.by_name[mention.name]
        if no_firm(name) or is_thing(name, article.text):
            continue
        relative = _relative(name, article, registry)
        if relative:
            end = mention.end if mention.kind == "company" else mention.start + len(relative)
            marks.append(Mark(mention.start, max(end, mention.start + 1), (relative,), True))
            continue
        span = (mention.start, mention.end)
        if mention.kind == "company" or (
            mention.kind == "other"
            and _like_company(sentence, span, name.family, {mark.end for mark in marks})
        ):
            marks.append(Mark(mention.start, mention.end, (mention.name,), True))
    return marks


def _stands_alone(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w| [A-Z])", text))


def _relative(name: Name, article: Article, registry: NameRegistry) -> str | None:
    """The firm that a unit or product is counted to: "Toyota" for "Toyota Motor Investment"."""
    if name.family is None or name.family not in registry.by_name:
        return None
    family = registry.by_name[name.family]
    if any(
        registry.local.get((article.id, alias)) == name.name
        for alias in registry.by_name[name.family].aliases
    ):
        return None
    own = distinctive(name.name) == distinctive(family.name)
    if name.kind == "company" and not (
        own and any(_stands_alone(alias, article.text) for alias in family.aliases)
    ):
        return None
    return family.name if family.kind == "company" and name.kind != "person" else None


def _like_company(sentence: str, span: tuple[int, int], family: str | None, owners: set[int]) -> bool:
    """Whether a name of no clear kind stands where companies do."""
    before, after = sentence[: span[0]], sentence[span[1] :]
    if not _FIRM_PLACE.search(before) or re.match(r",? (?:said|says|told|added)\b", after):
        return False
    owned = before[:-1].endswith(("'s", "’s")) and span[0] - 3 in owners
    if owned or re.search(r"\b(?:its|their|his)\s$", before):
        return False
    if _is_event(sentence[slice(*span)]):
        return False
    if re.search(r"\b(?:in|at|of the|the|on|near)\s$", before) and not re.search(
        r"(?:stake|invest\w*|shareholders?) in $", before
    ):
        return False
    return (
        family is None or bool(re.search(r"\b(?:to|with|from|by|and)\s$", before)) or not after[:1].isalnum()
    )


_FIRM_PLACE = re.compile(
    r"\b(?:with|by|from|between|alongside|into|suppliers?|maker|firm|company|start-up|backer|partner"
    r"|and|counts|acquired"
    r"|bought|buy|buying|including|of|to)\s$|['’]s\s$|^$|[,:]\s$"
)


def _is_event(surface: str) -> bool:
    return shape_of(surface)["other"] > 0


def resolved_marks(sentence: str, named: list[Mark], discourse: Discourse) -> list[Mark]:
    """The pronouns and descriptions of a sentence that one company, or one pair, answers to."""
    taken = list(named)
    found: list[Mark] = []
    for pattern, resolve in (
        (_TRIO, _trio),
        (_PAIR, _pair),
        (_PARTNER, _partner),
        (_VENTURE, _venture),
        (_DEFINITE, _definite),
        (_NATIONALS, _definite),
        (_IT, _it),
        (_BARE_TIE, _bare_tie),
        (_FRESH_PACT, _fresh_pact),
        (_WHOSE, _whose),
    ):
        for match in pattern.finditer(sentence):
            if any(mark.start < match.end() + 2 and match.start() < mark.end for mark in taken):
                continue
            if _QUOTING.search(sentence[: match.start()]):
                continue  # whom somebody who is quoted means, the article's own words don't tell
            earlier = [
                mark
                for mark in sorted(taken, key=lambda mark: mark.start)
                if mark.end <= match.start() and not _ONLOOKER.match(sentence, mark.end)
            ]
            companies = resolve(match, earlier, discourse)
            if companies:
                start = match.start("tie") if "tie" in match.groupdict() else match.start()
                mark = Mark(start, match.end(), companies, False)
                found.append(mark)
                taken.append(mark)
    return found


_ONLOOKER = re.compile(r"(?:['’]s)? (?:analysts?|economists?|strategists?)\b")
_QUOTING = re.compile(r"“[^”]*$|^[^\"]*(?:\"[^\"]*\"[^\"]*)*\"[^\"]*$")
"""Text in which a quotation has begun and not ended."""


def _bare_tie(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    """Whose "recent tie-ups with Alfa" a sentence opens with: theirs of whom the one before spoke alone."""
    return (discourse.last[0],) if len(discourse.last) == 1 else ()


def _fresh_pact(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    """Whose "a fresh pact" is, in a sentence that names nobody: of the two that the one before ties."""
    return tuple(discourse.last) if len(discourse.last) == 2 and discourse.tied and not earlier else ()


def _whose(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    """Who is "a company whose investors ...", said of somebody else: the one that the article speaks of."""
    here = flat(earlier)
    return (discourse.topic,) if here and discourse.topic and discourse.topic not in here else ()


def flat(marks: Iterable[Mark]) -> list[str]:
    """The companies of some marks, each once."""
    return list(dict.fromkeys(name for mark in marks for name in mark.companies))


def _pair(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    here, opening = flat(earlier), match.string[: match.start()]
    if _APPOSED.search(match.string[: match.start()]):
        here = here[:-1] if len(here) == 3 else []
    two = "two" in match[0].lower() or "both" in match[0].lower() or "pair" in match[0] or "duo" in match[0]
    loose = match[0].lower() in ("they", "their", "both")
    if len(here) >= 2 and not (two and len(here) > 2):
        return tuple(here) if not loose or len(here) == 2 else ()
    if loose and (here or not re.fullmatch(r"(?:Instead|Now|Also|So|Then|Together|Later|But)? ?", opening)):
        return ()
    tied = len(discourse.last) == 2 and discourse.tied
    if loose and not tied and len(discourse.seen) > 2:
        return ()  # of an article with more firms, "they" needs its two in the sentence before
    group = tuple(discourse.last) if tied else discourse.group
    if match[0].endswith(("carmakers", "automakers")) and len(group) > 2:
        group = tuple(name for name in group if not discourse.profiles.contradicts(name, "car", None))
    return group if len(group) == 2 or not two else ()


_APPOSED = re.compile(r", an? [\w\- ]+ $")


def _trio(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    here = flat(earlier)
    if len(here) == 3:
        return tuple(here)
    return (
        discourse.group
        if len(discourse.group) == 3
        else tuple(discourse.last)
        if len(discourse.last) == 3
        else ()
    )


def _partner(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    near = [name for name in flat(earlier) if name in discourse.group]
    owner = (near[-1:] or [discourse.subject])[0]
    if owner in discourse.group and len(discourse.group) == 2:
        return tuple(name for name in discourse.group if name != owner)
    return ()


def _venture(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    return (discourse.venture,) if discourse.venture else ()


def _it(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    here = list(dict.fromkeys(mark.companies for mark in earlier if len(mark.companies) == 1))
    before, after = match.string[: match.start()], match.string[match.end() :]
    if here and (_CLAUSE_IT.search(before) or (_RELATIVE.search(before) and _RUNS.match(after))):
        return here[0]
    if _EMPTY_IT.match(after) or (match[0] == "it" and before.endswith("has ")):
        return ()
    if match[0] == "it" and OBJECT_IT.search(before):
        return here[1] if len(here) == 2 else ()
    if here:
        return here[0] if len(here) == 1 else ()
    alone = discourse.last[0] if len(discourse.last) == 1 else discourse.topic
    doer = discourse.subject or (alone if _AGENT.match(after) else None)
    return (doer,) if doer and not earlier else ()


def _definite(match: re.Match[str], earlier: list[Mark], discourse: Discourse) -> tuple[str, ...]:
    """The one company of the article that the description fits, or that nothing speaks against."""
    noun = match.groupdict().get("noun") or "company"
    trade = TRADES[noun]
    home = COUNTRIES.get(match["home"], match["home"]) if match["home"] else None
    if _NAMED_NEXT.match(match.string[match.end() :]):
        return ()  # "The business, Alfa, ...": its name follows
    here, before = flat(earlier), match.string[: match.start()]
    clause = max((cut.end() for cut in _NEW_CLAUSE.finditer(before)), default=0)
    doers = (
        set(flat(mark for mark in earlier if mark.start >= clause))
        if OBJECT_IT.search(before)
        else set[str]()
    )
    if match[0].startswith("that "):
        doer = doers or {discourse.subject}
        other = [name for name in discourse.dealt if name not in doer]
        return (other[0],) if len(other) == 1 and not home else ()
    if not trade and home is None:
        return (
            _same_firm(here, discourse) if "same" in match[0] else _plain_firm(noun, here, doers, discourse)
        )
    near = [name for name in (*here, *discourse.group) if name not in doers]
    pools = (near, [name for name in discourse.seen if name not in doers])
    tries = [(pool, known) for pool in pools for known in (True, False)]
    if home is not None:  # what is known of the wider circle beats what nothing speaks against nearby
        tries.sort(key=lambda item: not item[1])
    for pool, known in tries:
        fits = [name for name in dict.fromkeys(pool) if _answers(name, trade, home, discourse, known=known)]
        if len(fits) > 1 and discourse.profiles.telling(trade):
            likely = [name for name in fits if name == discourse.topic]
            fits = likely or [name for name in fits if [name] == discourse.last]
        if len(fits) == 1:
            return (fits[0],)
    return ()


def _same_firm(here: list[str], discourse: Discourse) -> tuple[str, ...]:
    """ "The same company" is the one spoken of that this sentence does not name, if there is but one."""
    told = [discourse.topic, *discourse.last, *discourse.group]
    spoken = [name for name in dict.fromkeys(told) if name and name not in here]
    return (spoken[0],) if here and len(spoken) == 1 else ()


def _answers(name: str, trade: str, home: str | None, discourse: Discourse, *, known: bool) -> bool:
    """Whether the articles say that a company is what is said, or (not `known`) nothing else of it."""
    if known:
        return discourse.profiles.fits(name, trade or None, home)
    return not discourse.profiles.contradicts(name, trade or None, home)


_NEW_CLAUSE = re.compile(r"\b(?:when|while|after|whereas|but|although)\b|[;:]")
_NAMED_NEXT = re.compile(
    r", [A-Z][\w.&\- ]{1,40}?, (?:also|which|has|said|is)\b"
    r"|,? (?:called |named |to be called )?[A-Z][\w.&\- ]{1,40}?,? (?:is|will|begins|has|was|starts)\b"
)


def _plain_firm(noun: str, here: list[str], doers: set[str], discourse: Discourse) -> tuple[str, ...]:
    """ "The company" is the one just named, a venture just introduced, or whom the article speaks of."""
    if len(here) == 1 and not doers:
        return (here[0],)
    fresh = discourse.venture if discourse.fresh and noun in ("business", "company", "firm") else None
    alone = discourse.last[0] if len(discourse.last) == 1 else None
    for name in (discourse.subject, fresh, alone, discourse.topic):
        if name and name not in doers:
            return (name,)
    return ()
