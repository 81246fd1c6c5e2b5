"""Choosing the sentences that make the answer, and the order they are read in.

Neighbouring sentences are joined into one stretch with one citation: a sentence that starts with "It"
needs the one before it, and a reader checks one highlighted stretch faster than two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .lexicon import Floats
from .pool import Pool

WORDS = 120
"""The most words of evidence that an answer is made of, but for a first sentence that is longer."""

_SEVERAL = frozenset({"list", "compare", "timeline", "count"})
_MANY, _FEW = 7, 6  # sentences
NEAREST = 4
"""How many sentences an abstaining answer shows."""

_FAR, _FAR_COMPARED, _FAR_NEAREST = 0.4, 0.15, 0.25
"""The share of the best score that a sentence elsewhere must reach: to answer; to answer with the other side
of what is compared, which is seldom as near; and where nothing answers, since what corrects a false premise
is seldom the nearest sentence either."""

_NEXT = 0.08  # of the best score: what a sentence next to a chosen one must reach

_GAP = 4  # characters: room for the white space between two paragraphs, not for a line of text

# A sentence that can't be read alone: it begins with something said before.
_LEANS = re.compile(
    r"^[“\"'(]?(?:It|They|He|She|This|That|These|Those|Its|Their|His|Her|Both|"
    r"The (?:two|pair|duo|three|deal|venture|company|companies"
    r"|firm|group|move|agreement|partners|partnership|carmaker|start-?up|latter|former|other|work|project"
    r"|plan|arrangement|unit|purchase"
    r"|tie-up|alliance|transaction|investment|stake|report))\b"
)


def far_for(kind: str, abstains: bool) -> float:
    """The share of the best score that a sentence must reach that stands next to no chosen one."""
    if abstains:
        return _FAR_NEAREST
    return _FAR_COMPARED if kind == "compare" else _FAR


def limit_for(kind: str, abstains: bool) -> int:
    """How many sentences an answer of a kind may take, or the nearest passage when there is none."""
    if abstains:
        return NEAREST
    return _MANY if kind in _SEVERAL else _FEW


@dataclass(frozen=True, slots=True)
class Stretch:
    """Places in the pool of sentences that follow one another, in order; `best` is their best score."""

    places: tuple[int, ...]
    best: float


def choose(scores: Floats, pool: Pool, limit: int, far: float = _FAR) -> list[Stretch]:
    """The stretches that answer, at most `limit` sentences in all, the most telling first.

    `far` is the share of the best score that a sentence must reach that stands next to no chosen one."""
    if not len(scores):
        return []
    order = np.argsort(-scores, kind="stable").tolist()
    top = float(scores[order[0]])
    chosen: list[int] = []
    words = 0
    for place in order:
        if len(chosen) >= limit:
            break
        size = len(pool.sentences[place].text.split())
        joins = any(_follow(pool, min(place, other), max(place, other)) for other in chosen)
        enough = scores[place] >= top * (_NEXT if joins else far)
        if not chosen or (enough and words + size <= WORDS):
            chosen.append(place)
            words += size
    return stretches_of(chosen, scores, pool)


def stretches_of(chosen: Sequence[int], scores: Floats, pool: Pool) -> list[Stretch]:
    """The chosen places as stretches, the most telling first."""
    return sorted(
        _stretches(sorted(chosen), scores, pool), key=lambda stretch: (-stretch.best, stretch.places)
    )


def _stretches(places: Sequence[int], scores: Floats, pool: Pool) -> list[Stretch]:
    runs: list[list[int]] = []
    for place in places:
        if runs and _follow(pool, runs[-1][-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [Stretch(tuple(run), float(scores[run].max())) for run in runs]


def _follow(pool: Pool, first: int, second: int) -> bool:
    """Whether two sentences follow each other with only white space between: no advert, no repeated title."""
    one, other = pool.sentences[first], pool.sentences[second]
    return second == first + 1 and one.article_id == other.article_id and 0 <= other.start - one.end <= _GAP


def reading_order(stretch: Stretch, scores: Floats, pool: Pool) -> list[int]:
    """The places of a stretch as the answer says them: the telling one first if it can be read alone."""
    best = max(stretch.places, key=lambda place: (float(scores[place]), -place))
    if best == stretch.places[0] or _LEANS.match(pool.sentences[best].text):
        return list(stretch.places)
    return [best, *(place for place in stretch.places if place != best)]
