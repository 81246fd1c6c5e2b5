"""Sentences with their companies marked, so that patterns over them read as the grammar they mean.

In a scene's `masked` text every company is one private-use character; `slots` says for each such character
which companies stand there, and where.
"""

import re
from dataclasses import dataclass

from ..corpus import Article, Span
from .companies_profile import Profiles, editorial_sentences
from .companies_reference import OBJECT_IT, Discourse, Mark, flat, named_marks, resolved_marks
from .names import NameRegistry

FIRST = 0xE000
C = "[\ue000-\uf8ff]"
"""A pattern for one marked company, or a marked set of companies."""


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


def scenes_of(article: Article, registry: NameRegistry, profiles: Profiles) -> list[Scene]:
    """The scenes of an article's editorial sentences, in order."""
    discourse = Discourse(article, profiles)
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
        marks = named_marks(sentence, article, registry)
        marks += resolved_marks(sentence, marks, discourse)
        marks.sort(key=lambda mark: mark.start)
        headline = zone is not None and zone.start in headlines
        scene = _scene(article.id, span, sentence, marks, (headline, paragraph))
        standing = {slot.start - span.start for slot in scene.slots.values()}
        _remember(discourse, scene, [mark for mark in marks if mark.start in standing])
        scenes.append(scene)
    return scenes


_CODE = re.compile(
    r" ?\( ?(?:(?:NYSE|NASDAQ|Nasdaq|HKEX|LSE|TSE|OTC\w*) ?[:;] ?)?[A-Z0-9]{1,9}[a-z]?(?:\.[A-Z]{1,3})? ?\)"
    r"|,? [A-Z0-9]{2,9}[a-z]?\.[A-Z]{1,3}(?=[\s,.;)])"
)
"""An exchange's code or short name behind a name: "Alfa ( ALF.N ) and Beta BTA.O" are a list."""


def _behind_code(sentence: str, mark: Mark, others: list[Mark]) -> int:
    """Where the sentence goes on after a name and its code, which is left out of the masked text."""
    code = _CODE.match(sentence, mark.end) if mark.named else None
    if code is None or any(
        other.start < code.end() and other.companies != mark.companies for other in others
    ):
        return mark.end
    return code.end()


def _scene(article_id: str, span: Span, sentence: str, marks: list[Mark], where: tuple[bool, int]) -> Scene:
    masked: list[str] = []
    offsets: list[int] = []
    slots: dict[int, Slot] = {}
    at = 0
    for number, mark in enumerate(marks):
        if mark.start < at:
            continue  # its own short name, in the brackets behind it
        for index in range(at, mark.start):
            masked.append(sentence[index])
            offsets.append(span.start + index)
        slots[len(masked)] = Slot(mark.companies, span.start + mark.start, span.start + mark.end, mark.named)
        offsets.append(span.start + mark.start)
        masked.append(chr(FIRST + number))
        at = _behind_code(sentence, mark, marks[number + 1 :])
        if not mark.named and re.search(r"(?:[Ii]ts|[Tt]heir)$", sentence[mark.start : mark.end]):
            masked += ["’", "s"]
            offsets += [span.start + mark.end] * 2
    for index in range(at, len(sentence)):
        masked.append(sentence[index])
        offsets.append(span.start + index)
    offsets.append(span.end)
    return Scene(article_id, span, "".join(masked), slots, tuple(offsets), *where)


_VENTURE_NAMED = re.compile(
    rf"\b(?:venture|company|firm|start-up|business|brand|marque|alliance),? (?:named|called|known as"
    rf"|by the name of) ({C})"
    rf"|\b(?:venture|alliance|(?:[Nn]ew|[Jj]oint) (?:company|firm|business|brand)),? ({C})"
    rf"|(?:[Pp]rovisionally|to be) (?:known as|called|named) ({C})"
    rf"|({C}),? (?:is|will be|should be|was|are) (?:to be )?(?:created|set up|formed|founded"
    rf"|established|open for business|up and running)"
    rf"|({C}), (?:an?|the) (?:[\w\-]+ ){{0,4}}(?:they|{C}) (?:own|run|founded|created|formed|set up)"
)


def _remember(discourse: Discourse, scene: Scene, marks: list[Mark]) -> None:
    names = flat(marks)
    discourse.seen.update(name for mark in marks if mark.named for name in mark.companies)
    discourse.tied = bool(_TIE.search(scene.masked))
    named = flat(mark for mark in marks if mark.named and not _aloof(scene, mark))
    if names:
        discourse.last = names
    discourse.dealt = tuple(named) if len(named) == 2 else ()
    first = next((mark for mark in marks if not _aloof(scene, mark)), None)
    if not scene.headline:
        lead = bool(first) and len(first.companies) == 1 and _subject_like(scene)
        discourse.subject = first.companies[0] if first and lead else None
        described = first.companies[0] if first and not first.named and len(first.companies) == 1 else None
        latest = _LATEST.match(scene.masked)
        if latest:  # "Alfa is the latest to join Beta, the group that ...": it speaks of Beta
            theirs = scene.slot(latest.start("of")).companies
            discourse.subject = theirs[0] if len(theirs) == 1 else None
        discourse.topic = discourse.subject or described or discourse.topic
    match = _VENTURE_NAMED.search(scene.masked)
    discourse.fresh = match is not None
    if match:
        index = next(index for index in range(1, 6) if match[index])
        companies = scene.slot(match.start(index)).companies
        if len(companies) == 1:
            discourse.venture = companies[0]
    pair = tuple(name for name in named if name != discourse.venture)
    if scene.headline and re.match(rf"{C} and {C}(?!,)", scene.masked) and len(pair) > 2:
        pair = pair[:2]
    if (len(pair) in (2, 3) and len(discourse.group) < 2) or (len(pair) == 2 and len(discourse.group) == 3):
        discourse.group = pair


_LATEST = re.compile(
    rf"{C} (?:is|was|becomes|became|has become) the (?:latest|newest|most recent|first|second|third|fourth"
    rf"|next) [^,;.]{{0,70}}?\b(?:with|in|behind|of|to|join) (?P<of>{C})(?=, )"
)
_TIE = re.compile(
    r"\b(?:partner|agree|deal|team|cooperat|co-operat|collaborat|venture|work|alliance|link|invest|sign"
    r"|tie|contract|join|merg)"
)
_ALOOF_BEFORE = re.compile(
    r"\b(?:unit|subsidiary|arm|division|part|owner|brand|supplier) (?:of"
    r"|to)(?: the)? $|\bowned by $|\brivals? $"
)
_ALOOF_AFTER = re.compile(
    r"['’]s (?:\w+ )?(?:parent|owner|unit|subsidiary|arm|rival|competitor)\b"
    r"| (?:supplier|contractor)\b|(?:['’]s)? (?:analysts?|economists?|strategists?|portfolio managers?)\b"
)


def _aloof(scene: Scene, mark: Mark) -> bool:
    """Whether a company is only mentioned to say whose unit, parent or rival another one is."""
    index = next(index for index, slot in scene.slots.items() if slot.start == scene.span.start + mark.start)
    before, after = scene.masked[:index], scene.masked[index + 1 :]
    return bool(_ALOOF_BEFORE.search(before) or _ALOOF_AFTER.match(after))


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
        and not OBJECT_IT.search(head)
    )
