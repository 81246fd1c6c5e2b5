"""Another report's figure: where the answer gives a sum, a share, a number or a date, and an article that is
about as near to the question gives another one, the reader is shown both and neither is preferred."""

import re
from collections.abc import Collection

import numpy as np

from .deciding import holds_required, names_near
from .features import Examined
from .kinds import required_of
from .lexicon import Floats
from .names import NameRegistry

_COMPARED = frozenset({"money", "percent", "count", "year", "day", "date"})
_LOOKED_AT = 12  # sentences, the best first
_FAR = 0.15  # of the best score: less than a sentence must reach to be chosen for itself
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def differing(
    examined: Examined, scores: Floats, chosen: Collection[int], registry: NameRegistry
) -> int | None:
    """The best sentence of another article with another figure than those `chosen`: its place, if any.

    Only where a figure is asked for, and a chosen sentence gives one; the other sentence must speak of as
    many of the names asked about as the best one.
    """
    required = required_of(examined.asked.question.text)
    pool = examined.pool
    if not required & _COMPARED:
        return None
    held = [place for place in chosen if holds_required(examined, place, required, registry)]
    if not held:
        return None
    told = {figure for place in held for figure in _FIGURE.findall(pool.sentences[place].text)}
    articles = {int(pool.article[place]) for place in held}
    order = np.argsort(-scores, kind="stable")[:_LOOKED_AT].tolist()
    best = order[0]
    for place in order:
        if scores[place] < _FAR * scores[best]:
            return None
        figures = set(_FIGURE.findall(pool.sentences[place].text))
        if (
            place not in chosen
            and int(pool.article[place]) not in articles
            and not figures <= told
            and holds_required(examined, place, required, registry)
            and names_near(examined, place, registry) >= names_near(examined, best, registry)
        ):
            return place
    return None
