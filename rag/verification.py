"""The last gate: no sentence is shown unless its evidence bears it out.

What is checked is what changes a fact: the quote is the slice it claims to be, and every name, number,
date and negation of the sentence stands in its evidence. The check knows nothing of how the sentence was
made, so it holds for trimmed, composed and (later) model-written sentences alike.
"""

import re
from collections.abc import Sequence

from ..corpus import Article
from .types import Citation

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|without|cannot|nobody|nothing|denied|denies|deny|refused|rejected)\b|n['’]t\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<![\w.])[A-Z][\w&+’'-]*(?:\.[a-z]{2,4}\b)?")
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def slices(citation: Citation, article: Article) -> bool:
    """Whether the quote is exactly the slice of the stored text that the citation names."""
    return article.text[citation.start : citation.end] == citation.quote


def fault(sentence: str, quotes: Sequence[str]) -> str | None:
    """Why `sentence` is not borne out by `quotes`, in a few words, or None if it is."""
    evidence = " ".join(quotes)
    missing = [number for number in _NUMBER.findall(sentence) if number not in _NUMBER.findall(evidence)]
    if missing:
        return f"the number {missing[0]} is not in the evidence"
    name = _missing_name(sentence, evidence)
    if name:
        return f"the name {name} is not in the evidence"
    if bool(_NEGATION.search(sentence)) and not _NEGATION.search(evidence):
        return "it denies what the evidence does not deny"
    return None


def _missing_name(sentence: str, evidence: str) -> str | None:
    """A capitalised word that the evidence lacks; the first word of a sentence may be any word."""
    there = {word.rstrip("’'s").casefold() for word in re.findall(r"[\w&+’'.-]+", evidence)}
    there |= {part for word in there for part in re.split(r"[.-]", word)}
    for match in _CAPITALISED.finditer(sentence):
        word = match.group().rstrip("’'s").casefold()
        starts = (
            not sentence[: match.start()].strip(" “\"'(") or sentence[: match.start()].rstrip()[-1:] in ".:!?"
        )
        if word not in there and not starts and not all(part in there for part in word.split("-")):
            return match.group()
    return None
