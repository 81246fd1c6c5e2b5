"""Sentences with their companies marked, pronouns and descriptions resolved within the article or left alone.

In a scene's `masked` text every company is one private-use character, so that patterns over it read as the
grammar they mean; `slots` says for each such character which companies stand there, and where.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..corpus import Article, Span
from .companies_profile import TRADES, Profiles, editorial_sentences
from .names import Name, NameRegistry
from .names_evidence import shape_of
from .names_learn import distinctive
from .names_lists import COUNTRIES, PLACES

FIRST = 0xE000
C = "[\ue000-\uf8ff]"
"""A pattern for one marked company, or a marked set of companies."""

_NOUN = "|".join(sorted((re.escape(noun) for noun in TRADES if noun != "unit"), key=lambda noun: -len(noun)))
_HOME = "|".join(sorted(map(re.escape, {*COUNTRIES, *PLACES}), key=lambda word: -len(word)))
_DEFINITE = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts) (?:(?P<home>{_HOME})(?:-based|-owned)?[ -])?(?:same |State-owned |state-owned "
    rf"|younger |young |former |new )?"
    rf"(?P<noun>{_NOUN})\b(?! (?:of|with|that|which|they|it|called|named|by|to"
    rf"|is to be)\b)(?!['’]s (?:said|that))"
)
_FIRMS = (
    r"(?:companies|firms|groups|carmakers|automakers|partners|parties|sides|giants|businesses|heavyweights)"
)
_PAIR = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose) (?:two|pair|duo)(?: (?:\w+ ){{0,2}}?{_FIRMS})?"
    r"(?! (?:years|months|weeks|days|cars|vehicles|models|others|countries|cities|plants|markets)\b)"
    rf"|(?:[Tt]he )?(?:[Bb]oth|[Tt]wo) {_FIRMS}"
    r"|[Tt]he (?:partners|companies|firms|carmakers|automakers|owners|parties|groups)"
    r"|[Nn]either side|[Ee]ach side|[Tt]heir|[Tt]hey|[Bb]oth)\b"
)
_TRIO = re.compile(
    r"\b[Tt]he (?:three|trio)(?: (?:companies|firms|groups|carmakers|parties|sides|(?:\w+ )?carmakers))?\b"
)
_IT = re.compile(r"\b(?:[Ii]ts?|[Hh]is (?:firm|company|group))\b")
_PARTNER = re.compile(
    r"\b[Ii]ts (?:(?:\w+ )?partner|counterpart|former ally|rival-turned-partner|ally)\b(?!s)"
)
_VENTURE = re.compile(r"\b[Tt]he (?:\w+ )?(?:joint venture|venture|joint company|new company|new firm)\b")


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
_OBJECT_IT = re.compile(r"\b(?:with|in|into|from|for|of|to|by|on|over|behind) $")


@dataclass(frozen=True, slots=True)
class Slot:
    """What one marked character stands for: `start` and `end` are places in the article's text."""

    companies: tuple[str, ...]
    start: int
    end: int
    named: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its span, its text with companies marked, and the offset of each masked character.

    `offsets[i]` is where masked character `i` starts in the article's text; one more closes the last.
    """

    article_id: str
    span: Span
    masked: str
    slots: dict[int, Slot]
    offsets: tuple[int, ...]
    headline: bool
    paragraph: int

    def place(self, start: int, end: int) -> Span:
        """The article's span for masked[start:end]."""
        if start >= end:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end])

    def slot(self, index: int) -> Slot:
        """The slot whose character stands at masked[index]."""
        return self.slots[index]

    def companies(self) -> list[str]:
        """All companies in the sentence, in order, each once."""
        return list(dict.fromkeys(name for _, slot in sorted(self.slots.items()) for name in slot.companies))


@dataclass(slots=True)
class _Discourse:
    """What the article has spoken of so far."""

    article: Article
    profiles: Profiles
    seen: Counter[str] = field(default_factory=lambda: Counter[str]())
    last: list[str] = field(default_factory=lambda: list[str]())
    topic: str | None = None
    subject: str | None = None
    group: tuple[str, ...] = ()
    venture: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    companies: tuple[str, ...]
    named: bool


def scenes_of(article: Article, registry: NameRegistry, profiles: Profiles) -> list[Scene]:
    """The scenes of an article's editorial sentences, in order."""
    discourse = _Discourse(article, profiles)
    scenes: list[Scene] = []
    headlines = {
        zone.start: zone for zone in article.zones if zone.kind.value in ("headline", "section heading")
    }
    paragraph = -1
    zone_of = None
    for span in editorial_sentences(article):
        zone = article.zone_at(span.start)
        if zone is not zone_of:
            zone_of, paragraph = zone, paragraph + 1
        sentence = span.of(article.text)
        marks = _named(sentence, article, registry)
        marks += _resolved(sentence, marks, discourse)
        marks.sort(key=lambda mark: mark.start)
        headline = zone is not None and zone.start in headlines
        scene = _scene(article.id, span, sentence, marks, (headline, paragraph))
        _remember(discourse, scene, marks)
        scenes.append(scene)
    return scenes


def _named(sentence: str, article: Article, registry: NameRegistry) -> list[_Mark]:
    marks: list[_Mark] = []
    for mention in registry.find(sentence, article.id):
        name = registry.by_name[mention.name]
        relative = _relative(name, article, registry)
        if relative:
            end = mention.end if mention.kind == "company" else mention.start + len(relative)
            marks.append(_Mark(mention.start, max(end, mention.start + 1), (relative,), True))
            continue
        span = (mention.start, mention.end)
        if mention.kind == "company" or (
            mention.kind == "other"
            and _like_company(sentence, span, name.family, {mark.end for mark in marks})
        ):
            marks.append(_Mark(mention.start, mention.end, (mention.name,), True))
    return marks


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
    if name.kind == "company" and not (own and any(alias in article.text for alias in family.aliases)):
        return None
    return family.name if family.kind == "company" and name.kind != "person" else None


def _like_company(sentence: str, span: tuple[int, int], family: str | None, owners: set[int]) -> bool:
    """Whether a name of no clear kind stands where companies do."""
    before, after = sentence[: span[0]], sentence[span[1] :]
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


def _is_event(surface: str) -> bool:
    return shape_of(surface)["other"] > 0


def _resolved(sentence: str, named: list[_Mark], discourse: _Discourse) -> list[_Mark]:
    taken = list(named)
    found: list[_Mark] = []
    for pattern, resolve in (
        (_TRIO, _trio),
        (_PAIR, _pair),
        (_PARTNER, _partner),
        (_VENTURE, _venture),
        (_DEFINITE, _definite),
        (_IT, _it),
    ):
        for match in pattern.finditer(sentence):
            if any(mark.start < match.end() + 2 and match.start() < mark.end for mark in taken):
                continue
            earlier = [
                mark for mark in sorted(taken, key=lambda mark: mark.start) if mark.end <= match.start()
            ]
            companies = resolve(match, earlier, discourse)
            if companies:
                mark = _Mark(match.start(), match.end(), companies, False)
                found.append(mark)
                taken.append(mark)
    return found


def _flat(marks: Iterable[_Mark]) -> list[str]:
    return list(dict.fromkeys(name for mark in marks for name in mark.companies))


def _pair(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    here, opening = _flat(earlier), match.string[: match.start()]
    if _APPOSED.search(match.string[: match.start()]):
        here = here[:-1] if len(here) == 3 else []
    two = "two" in match[0].lower() or "both" in match[0].lower() or "pair" in match[0] or "duo" in match[0]
    loose = match[0].lower() in ("they", "their", "both")
    if len(here) >= 2 and not (two and len(here) > 2):
        return tuple(here) if not loose or len(here) == 2 else ()
    if loose and (here or not re.fullmatch(r"(?:Instead|Now|Also|So|Then|Together|Later|But)? ?", opening)):
        return ()
    group = tuple(discourse.last) if len(discourse.last) == 2 else discourse.group
    return group if len(group) == 2 or not two else ()


_APPOSED = re.compile(r", an? [\w\- ]+ $")


def _trio(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    here = _flat(earlier)
    if len(here) == 3:
        return tuple(here)
    return (
        discourse.group
        if len(discourse.group) == 3
        else tuple(discourse.last)
        if len(discourse.last) == 3
        else ()
    )


def _partner(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    owner = (_flat(earlier)[-1:] or [discourse.subject])[0]
    if owner in discourse.group and len(discourse.group) == 2:
        return tuple(name for name in discourse.group if name != owner)
    return ()


def _venture(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    return (discourse.venture,) if discourse.venture else ()


def _it(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    here = list(dict.fromkeys(mark.companies for mark in earlier if len(mark.companies) == 1))
    before, after = match.string[: match.start()], match.string[match.end() :]
    if here and _CLAUSE_IT.search(before):
        return here[0]
    if _EMPTY_IT.match(after) or (match[0] == "it" and before.endswith("has ")):
        return ()
    if match[0] == "it" and _OBJECT_IT.search(before):
        return here[1] if len(here) == 2 else ()
    if here:
        return here[0] if len(here) == 1 else ()
    alone = discourse.last[0] if len(discourse.last) == 1 else discourse.topic
    doer = discourse.subject or (alone if _AGENT.match(after) else None)
    return (doer,) if doer and not earlier else ()


def _definite(match: re.Match[str], earlier: list[_Mark], discourse: _Discourse) -> tuple[str, ...]:
    """The one company of the article that the description fits, or that nothing speaks against."""
    trade = TRADES[match["noun"]]
    before = match.string[: match.start()]
    if _OBJECT_IT.search(before):
        doers = set(_flat(earlier))
    else:
        doers = set[str]()
    home = COUNTRIES.get(match["home"], match["home"]) if match["home"] else None
    here = _flat(earlier)
    known = list({**dict.fromkeys(here), **discourse.seen})
    if not trade and home is None:
        if doers:
            away = {name for name in (*discourse.last, discourse.topic) if name and name not in doers}
            return (away.pop(),) if "same" in match[0] and len(away) == 1 else ()
        fresh = (
            discourse.venture
            if discourse.fresh and match["noun"] in ("business", "company", "firm")
            else None
        )
        alone = discourse.last[0] if len(discourse.last) == 1 else None
        subject = here[0] if len(here) == 1 else discourse.subject or fresh or alone or discourse.topic
        return (subject,) if subject and (here or len(here) < 2) else ()
    known = [name for name in known if name not in doers] or known
    fits = [name for name in known if discourse.profiles.fits(name, trade or None, home)]
    if not fits:
        fits = [name for name in known if not discourse.profiles.contradicts(name, trade or None, home)]
    if len(fits) > 1:
        fits = [name for name in fits if name in discourse.group] or fits
    if len(fits) > 1:
        fits = [name for name in fits if name == discourse.topic] or fits
    return (fits[0],) if len(fits) == 1 else ()


def _scene(article_id: str, span: Span, sentence: str, marks: list[_Mark], where: tuple[bool, int]) -> Scene:
    masked: list[str] = []
    offsets: list[int] = []
    slots: dict[int, Slot] = {}
    at = 0
    for number, mark in enumerate(marks):
        for index in range(at, mark.start):
            masked.append(sentence[index])
            offsets.append(span.start + index)
        slots[len(masked)] = Slot(mark.companies, span.start + mark.start, span.start + mark.end, mark.named)
        offsets.append(span.start + mark.start)
        masked.append(chr(FIRST + number))
        at = mark.end
        if not mark.named and re.search(r"(?:[Ii]ts|[Tt]heir)$", sentence[mark.start : mark.end]):
            masked += ["’", "s"]
            offsets += [span.start + mark.end] * 2
    for index in range(at, len(sentence)):
        masked.append(sentence[index])
        offsets.append(span.start + index)
    offsets.append(span.end)
    return Scene(article_id, span, "".join(masked), slots, tuple(offsets), *where)


_VENTURE_NAMED = re.compile(
    rf"\b(?:venture|company|firm|start-up|business|brand|marque|alliance)(?: (?:named|called|known as"
    rf"|by the name of))?,? ({C})"
    rf"|(?:[Pp]rovisionally|to be) (?:known as|called|named) ({C})"
    rf"|({C}),? (?:is|will be|should be|was|are) (?:to be )?(?:created|set up|formed|founded"
    rf"|established|open for business|up and running)"
    rf"|({C}), (?:an?|the) (?:[\w\-]+ ){{0,4}}(?:they|{C}) (?:own|run|founded|created|formed|set up)"
)


def _remember(discourse: _Discourse, scene: Scene, marks: list[_Mark]) -> None:
    names = _flat(marks)
    discourse.seen.update(name for mark in marks if mark.named for name in mark.companies)
    named = _flat(mark for mark in marks if mark.named)
    if names:
        discourse.last = names
    first = marks[0] if marks else None
    if not scene.headline:
        lead = bool(first) and len(first.companies) == 1 and _subject_like(scene)
        discourse.subject = first.companies[0] if first and lead else None
        described = first.companies[0] if first and not first.named and len(first.companies) == 1 else None
        discourse.topic = discourse.subject or described or discourse.topic
    match = _VENTURE_NAMED.search(scene.masked)
    discourse.fresh = match is not None
    if match:
        index = next(index for index in range(1, 5) if match[index])
        companies = scene.slot(match.start(index)).companies
        if len(companies) == 1:
            discourse.venture = companies[0]
    pair = tuple(name for name in named if name != discourse.venture)
    if len(pair) in (2, 3) and (len(discourse.group) < 2 or scene.paragraph <= 1):
        discourse.group = pair if len(pair) == 2 or not discourse.group else discourse.group


def _subject_like(scene: Scene) -> bool:
    """Whether the first company is what the sentence is about: it starts it, a lead-in apart."""
    head, _, tail = scene.masked.partition(chr(FIRST))
    opening = re.match(r"(?:The|A|An|This|That|Its|Those|These|[A-Z]\w+) \w+", head)
    lead_in = re.match(
        r"(?:In|On|At|Last|Earlier|Since|For|After|Before|Separately|Once|By|Under|During|Now|But)\b", head
    )
    described = re.search(
        r"(?:company|group|giant|firm|maker|\w+maker|start-up|supplier|retailer|unit|and),? $", head
    )
    possessive = tail.startswith(("'s", "’s")) and not re.match(
        r"['’]s (?:\w+ )?(?:chief|president|chair|head|board)", tail
    )
    return (
        not possessive
        and bool(not head.strip() or lead_in or described or not opening)
        and not _OBJECT_IT.search(head)
    )
