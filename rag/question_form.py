"""How a question is put, which says something of whether the articles answer it.

A question full of detail mostly comes from somebody who knows the story; one that asks for a single figure
or name in few words is often beyond it, and so is one that takes a past act for granted ("Why did ...").
What each of these counts for is learnt with the other measures of `deciding`. How many names stand in a
question is left out: that tells more of who wrote the labelled questions than of the articles.
"""

import re

from .kinds import KINDS
from .understanding import Asked

NAMES = ("words", "joined", "unmarked", "did", "is", *(f"kind_{kind}" for kind in KINDS))
"""The measures, in the order of `form_of`."""

_JOINED = re.compile(r"\band\b")
_DID = re.compile(r"\bdid\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\b", re.IGNORECASE)


def form_of(asked: Asked) -> tuple[float, ...]:
    """The measures of a question's form: how many content words it has; whether it joins things by "and", has
    no question mark, asks what somebody did, or what is; and of which kind it is."""
    text = asked.question.text
    return (
        len(asked.words),
        _JOINED.search(text) is not None,
        not text.endswith("?"),
        _DID.search(text) is not None,
        _IS.search(text) is not None,
        *(asked.question.kind == kind for kind in KINDS),
    )
