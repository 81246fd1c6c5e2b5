"""How names stand to each other: who owns whom, who works for whom and as what, what a firm is called."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..corpus import Article, Span
from .companies_profile import Profiles, editorial_sentences
from .companies_scene import Scene, scenes_of
from .deals_read import candidates_of
from .names import Mention, NameRegistry
from .names_lists import ORGANISATION_NOUNS, RANKS, ROLE

RelationKind = Literal["owned by", "sister of", "role at", "described as"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a sentence states: `subject` kind `object`, with the sentence's place.

    "owned by" holds for units, brands and subsidiaries; its `text` is the stretch that says so. For
    "role at" the subject is a person, the object the employer ("" if not named) and `text` the role as
    written; for "described as" the object is "" and `text` the words used.
    """

    kind: RelationKind
    subject: str
    object: str
    text: str
    article_id: str
    start: int
    end: int


_NOUNS = "|".join(sorted(ORGANISATION_NOUNS, key=lambda noun: (-len(noun), noun)))
_AFTER = re.compile(
    rf"^, (?:aged )?(?:\d\d, )?(?:the |an? |its )?(?P<role>(?:"
    rf"(?!who\b|has\b|was\b|is\b)[\w\-]+ ){{0,3}}?{ROLE}(?!\w)"
    rf"(?: and {ROLE}(?!\w))*)(?P<link>(?: (?:of|at|for)(?: the| both the| both)? )?)"
)
_OWNED_ROLE = re.compile(rf"^['’]s (?P<role>(?:[\w\-]+ ){{0,4}}?{ROLE}(?:,? (?:and )?{ROLE})*),? $")
_PLAIN_ROLE = re.compile(
    rf"^ (?P<role>(?:[\w\-]+ ){{0,3}}?(?:{ROLE}|{'|'.join(sorted(RANKS))})(?: and {ROLE})*),? $"
)
_HEADS = re.compile(r"^, who (?:heads|runs|leads|chairs|founded) (?:the )?")
_DESCRIBED = re.compile(
    rf"^, (?P<words>(?:an?|the) (?!(?:two|three|both|partners|companies|firms)\b)"
    rf"(?:[\w\-’'&]+ ){{0,6}}?(?:{_NOUNS})\b)"
)
_SISTER = re.compile(
    r"^, (?:an?|the) sister (?:company|firm|brand) of (?:the )?$|^['’]s sister (?:company|firm|brand),? $"
)


def relations_of(article: Article, registry: NameRegistry, profiles: Profiles) -> list[Relation]:
    """The relations that an article's editorial text states, in order of place."""
    found: list[Relation] = []
    for scene in scenes_of(article, registry, profiles):
        found.extend(_ownership(scene, article))
    for span in editorial_sentences(article):
        mentions = registry.find(span.of(article.text), article.id)
        found.extend(_roles(article, span, mentions))
        found.extend(_descriptions(article, span, mentions))
        found.extend(_sisters(article, span, mentions))
    return sorted(set(found), key=lambda item: (item.start, item.end, item.kind, item.subject, item.object))


def _ownership(scene: Scene, article: Article) -> list[Relation]:
    relations: list[Relation] = []
    for candidate in candidates_of(scene):
        roles = {role: name for role, _, name in candidate.members}
        if candidate.type == "ownership" and {"owner", "owned"} <= set(roles):
            span = scene.place(*candidate.cue)
            text = span.of(article.text)
            relations.append(
                Relation("owned by", roles["owned"], roles["owner"], text, article.id, span.start, span.end)
            )
    return relations


def _roles(article: Article, span: Span, mentions: list[Mention]) -> list[Relation]:
    sentence = span.of(article.text)
    relations: list[Relation] = []
    for person in (mention for mention in mentions if mention.kind == "person"):
        told = _role_after(sentence, person, mentions) or _role_before(sentence, person, mentions)
        if told:
            role, employer, start, end = told
            relations.append(
                Relation(
                    "role at", person.name, employer, role, article.id, span.start + start, span.start + end
                )
            )
    return relations


_Told = tuple[str, str, int, int]


def _role_after(sentence: str, person: Mention, mentions: list[Mention]) -> _Told | None:
    """The role in "Tang Daosheng, senior EVP of Tencent" or "Olaf Kastner, who heads BMW in China"."""
    match = _AFTER.match(sentence[person.end :])
    if match:
        end = person.end + match.end()
        begin = person.end + match.start("role")
        firm = next((mention for mention in mentions if mention.start == end and match["link"]), None)
        inside = next((mention for mention in mentions if mention.start == begin), None)
        role = match["role"][len(inside.surface) :].strip() if inside else match["role"]
        employer = firm or (inside if inside and inside.kind == "company" else None)
        return role, employer.name if employer else "", person.start, firm.end if firm else end
    match = _HEADS.match(sentence[person.end :])
    if match:
        end = person.end + match.end()
        firm = next((mention for mention in mentions if mention.start == end), None)
        if firm:
            return match[0].removeprefix(", who ").strip(), firm.name, person.start, firm.end
    return None


def _role_before(sentence: str, person: Mention, mentions: list[Mention]) -> _Told | None:
    """The role in "Ford chief executive Jim Farley" or "LeTV's CEO Jia Yueting"."""
    firms = [mention for mention in mentions if mention.end <= person.start and mention.kind != "person"]
    if not firms:
        return None
    firm = firms[-1]
    between = sentence[firm.end : person.start]
    match = _OWNED_ROLE.match(between) or _PLAIN_ROLE.match(between)
    return (match["role"], firm.name, firm.start, person.end) if match else None


def _descriptions(article: Article, span: Span, mentions: list[Mention]) -> list[Relation]:
    sentence = span.of(article.text)
    relations: list[Relation] = []
    for firm in (mention for mention in mentions if mention.kind in ("company", "other")):
        match = _DESCRIBED.match(sentence[firm.end :])
        if match:
            end = firm.end + match.end()
            place = (span.start + firm.start, span.start + end)
            relations.append(Relation("described as", firm.name, "", match["words"], article.id, *place))
    return relations


def _sisters(article: Article, span: Span, mentions: list[Mention]) -> list[Relation]:
    sentence = span.of(article.text)
    relations: list[Relation] = []
    for left, right in pairwise(mentions):
        between = sentence[left.end : right.start]
        if _SISTER.match(between):
            place = (span.start + left.start, span.start + right.end)
            relations.append(
                Relation("sister of", left.name, right.name, between.strip(" ,"), article.id, *place)
            )
    return relations
