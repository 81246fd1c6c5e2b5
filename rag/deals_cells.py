"""What a deal's sentences say of it: how far it came, when, for how much and to what end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..corpus import Article, Span
from .companies_scene import C, Scene
from .deals import Cell, DealStatus, Party
from .deals_read import Candidate
from .deals_status import PRESENT, SIGNED, STATUS_CUES
from .times import When, find_times


@dataclass(frozen=True, slots=True)
class Sighting:
    """A candidate deal in its sentence."""

    candidate: Candidate
    scene: Scene


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells of one deal: the sentences `found`, and all `scenes` of the article.

    `body` are those found below the headline, or all where there are none; `best` is the one that says it
    best. `central` says that the deal is the article's own news.
    """

    article: Article
    scenes: Sequence[Scene]
    names: frozenset[str]
    found: Sequence[Sighting]
    body: Sequence[Sighting]
    best: Sighting
    central: bool


def cell_at(article: Article, value: str, span: Span) -> Cell:
    """A cell of what stands at `span` of the article."""
    return Cell(value, article.id, span.start, span.end, span.of(article.text))


def cue_cell(told: Told, value: str) -> Cell:
    """A value that rests on the deal's own word."""
    return cell_at(told.article, value, told.best.scene.place(*told.best.candidate.cue))


def sentence_cell(article: Article, scene: Scene) -> Cell:
    """A sentence as its own value."""
    return cell_at(article, scene.span.of(article.text), scene.span)


# Status

_OPEN = ("announced", "ongoing")
_LASTING: tuple[DealStatus, ...] = ("ended", "denied", "rumoured", "talks", "extended")
_TENSES: tuple[DealStatus, ...] = ("completed", "announced", "expected")
NEAR, AFTER = 80, 30
"""Code points between a deal's word and a "would" or "may" before or after it that still speaks of it."""


def status_cell(told: Told) -> Cell:
    """How far the deal has come by this article.

    Papers that its first sentences call signed are those of its own news, whoever is said to sign.
    """
    status = _status(told)
    if (
        told.central
        and (status.value in _OPEN or (status.value == "talks" and status.text in told.best.scene.masked))
        and all(sighting.candidate.plain for sighting in told.found)
        and (signed := _signed(told))
    ):
        return signed
    return status


def _signed(told: Told) -> Cell | None:
    for scene in [scene for scene in told.scenes if not scene.headline][:5]:
        match = SIGNED.search(scene.masked)
        if match:
            return cell_at(told.article, "signed", scene.place(*match.span()))
    return None


def _status(told: Told) -> Cell:
    body, article = told.body, told.article
    outright = next((item.candidate.status for item in told.found if item.candidate.status), None)
    if outright is not None:
        return cue_cell(told, outright)
    headlines = [item for item in told.found if item.scene.headline]
    first = [*headlines, *body[:2]] if told.central else body[:1]
    for status in _LASTING:
        for item in first if status != "extended" else body[:2]:
            if cell := _status_in(article, item, status):
                return cell
    for item in body if told.central else body[:1]:
        if cell := _status_in(article, item, "signed"):
            return cell
    lead = body[0]
    cue = lead.scene.place(*lead.candidate.cue)
    near = [cell for status in _TENSES if (cell := _status_in(article, lead, status))]
    near = [cell for cell in near if cell.value != "expected" or -NEAR < cell.start - cue.start < AFTER]
    if near:
        return min(near, key=lambda cell: (abs(cell.start - cue.start), cell.start))
    lasting = PRESENT.search(_clause(lead)) and not told.central
    return cue_cell(told, "ongoing" if lasting else "announced")


def _clause(sighting: Sighting) -> str:
    return sighting.scene.masked[slice(*sighting.candidate.clause)]


def _status_in(article: Article, sighting: Sighting, status: DealStatus) -> Cell | None:
    match = STATUS_CUES[status].search(_clause(sighting))
    if match is None:
        return None
    start = sighting.candidate.clause[0]
    return cell_at(article, status, sighting.scene.place(start + match.start(), start + match.end()))


# Date

_AHEAD = re.compile(
    r"\b(?:by|until|before|due|from|starting|end of|should|will|would|is to|are to|expected|planned"
    r"|launch|next)\b[^.;]{0,55}$|\bas of $"
)
_LATER = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\b[^.;]*?\b(?P<later>(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|a)"
    r" years? later)\b"
)
_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def date_cell(told: Told) -> Cell | None:
    """When it happened: a time in the deal's own words; for the article's own news, the day it was told."""
    own = [item for item in told.body if not item.scene.headline]
    if not told.central:
        return next((cell for item in own for cell in times_of(told.article, item)), None)
    inside = [
        cell
        for item in own[:2]
        for cell in times_of(told.article, item)
        if not _background(told.article, cell)
    ]
    days = [cell for cell in inside if len(cell.value) == 10]
    for scene in [scene for scene in told.scenes if not scene.headline][:5]:
        if not days:
            cells = _times(told.article, scene.span)
            days += [cell for cell in cells if len(cell.value) == 10]
    return (days or inside or [None])[0]


_BACK = re.compile(
    r"\b(?:first|originally|earlier|previous(?:ly)?|initially|made|dates?|dating|began|since"
    r"|grew out of)\b[^,.;]{0,60}$"
)


def _background(article: Article, cell: Cell) -> bool:
    """Whether a time is of what went before: "a plan made four months ago", "first sketched in March"."""
    return bool(_BACK.search(article.text[max(0, cell.start - 70) : cell.start]))


def times_of(article: Article, sighting: Sighting) -> list[Cell]:
    """The times in the deal's clause, or else the only one in its sentence."""
    clause, whole = sighting.scene.place(*sighting.candidate.clause), sighting.scene.span
    later = _LATER.search(article.text, whole.start, whole.end)
    if later and clause.start <= later.start("later") < clause.end:
        year = int(later["year"]) + max(1, _NUMBERS.index(later["n"]))
        return [cell_at(article, str(year), Span(*later.span("later")))]
    times = _times(article, whole)
    inside = [cell for cell in times if clause.start <= cell.start and cell.end <= clause.end]
    if sighting.candidate.status == "ongoing":  # what lasts is older than what its sentence tells
        return inside
    return inside or (times if len(times) == 1 else [])


def _times(article: Article, span: Span) -> list[Cell]:
    text = span.of(article.text)
    whens = [when for when in find_times(text, article.published) if when.value and not _future(text, when)]
    return [
        cell_at(article, when.value or "", Span(span.start + when.start, span.start + when.end))
        for when in whens
    ]


def _future(text: str, when: When) -> bool:
    return bool(_AHEAD.search(text[max(0, when.start - 80) : when.start]))


# Parties without a name

_KIND = r"(?:start-?up|company|firm|supplier|(?:car|auto|chip|truck)?maker|developer|retailer|operator|bank)"
_BARE = r"(?!(?:an?|the|its|their|his|her|our|this|that|another|one|each|every|any|no|same|parent|sister)\b)"
_UNNAMED = re.compile(
    rf"\b(?:with|and|involving|between) (?P<bare>(?:{_BARE}[a-z\-]+ ){{0,4}}{_BARE}{_KIND})(?=[,.;]|$)"
    rf"|\b(?:an?|one) (?P<said>(?:unnamed|undisclosed|unidentified) (?:[a-z\-]+ ){{0,4}}{_KIND})\b"
)


def unnamed_parties(told: Told) -> list[Party]:
    """Parties that the deal's clauses leave without a name: "an unnamed supplier", or a noun all alone.

    A noun without its article ("Alfa and battery maker, ...") is what is left where a name got lost.
    """
    found: list[Party] = []
    for sighting in told.found:
        scene = sighting.scene
        for match in _UNNAMED.finditer(scene.masked, *sighting.candidate.clause):
            group = "bare" if match["bare"] else "said"
            span = scene.place(*match.span(group))
            words = span.of(told.article.text)
            if all(words != party.text for party in found):
                found.append(Party("", "partner", told.article.id, span.start, span.end, False, words))
    return found


# Scope

_PURPOSE = re.compile(
    r"(?<![\w-])(?:(?:in|across) the (?:fields?|areas?) of|on(?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|aimed at|focus(?:ed|ing|es)? on|covering|to(?= [a-z]+ ))\s+(?P<scope>[a-z][^.;:()]{8,160}?)"
    r"(?=[.;:(]|, (?:and|but|which|who|while|as|after|with|said|the)\b|$)"
)


def scope_cell(told: Told) -> Cell | None:
    """What the deal is about: what follows "to", "on" or "in the fields of" after the deal's word."""
    scene, candidate = told.best.scene, told.best.candidate
    start, end = candidate.cue[0], candidate.clause[1]
    match = _PURPOSE.search(scene.masked, start, max(end, candidate.cue[1]))
    if match is None or re.search(C, match["scope"]):
        return None
    span = scene.place(*match.span("scope"))
    return cell_at(told.article, span.of(told.article.text), span)
