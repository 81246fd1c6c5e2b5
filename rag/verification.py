"""The last gate: no sentence is shown unless its evidence bears it out.

What is checked is what changes a fact: the quote is the slice it claims to be, and every name, number,
date and negation of the sentence stands in its evidence. The check knows nothing of how the sentence was
made, so it holds for trimmed, composed and (later) model-written sentences alike.
"""

import re
from collections.abc import Iterator, Sequence

from ..corpus import Article, split_sentences
from .names_words import is_common
from .types import Citation
from .words import stems

_SCALES = "hundred|thousand|million|billion|trillion|lakh|crore"
_NUMBER = re.compile(rf"(\d+(?:[.,]\d+)*)(?:[ -]*((?:{_SCALES}|bn|mn|per ?cent)\b|%))?", re.IGNORECASE)
_ONE_SCALE = {"bn": "billion", "mn": "million", "percent": "%", "per cent": "%"}
_FROM_TWO = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SMALL = {word: str(number) for number, word in enumerate(_FROM_TWO, 2)}
_NUMBER_WORD = re.compile(
    rf"\b({'|'.join(_SMALL)}|half|thirds?|quarters?|dozens?|twice|double|triple|(?:{_SCALES})s?)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|without|cannot|nobody|nothing|den(?:y|ies|ied|ying)"
    r"|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<![\w.])[A-Z][\w&+’'-]*(?:\.[a-z]{2,4}\b)?")


def slices(citation: Citation, article: Article) -> bool:
    """Whether the quote is exactly the slice of the stored text that the citation names."""
    return article.text[citation.start : citation.end] == citation.quote


def fault(sentence: str, quotes: Sequence[str]) -> str | None:
    """Why `sentence` is not borne out by `quotes`, in a few words, or None if it is."""
    evidence = " ".join(" ".join(quotes).split())
    there = set(_numbers(evidence))
    missing = next((number for number in _numbers(sentence) if number not in there), None)
    if missing:
        return f"the number {missing} is not in the evidence"
    name = _missing_name(sentence, evidence)
    if name:
        return f"the name {name} is not in the evidence"
    return _wrong_negation(" ".join(sentence.split()), list(_sentences(quotes)))


def _sentences(quotes: Sequence[str]) -> Iterator[str]:
    for quote in quotes:
        for span in split_sentences(quote, 0, len(quote)):
            yield " ".join(span.of(quote).split())


def _numbers(text: str) -> Iterator[str]:
    """Every number of `text` in one spelling, with its scale: "1.5 billion", "60 %", "2" for "two"."""
    for match in _NUMBER.finditer(text):
        scale = (match[2] or "").lower()
        digits = re.sub(r",(?=\d{3}(?!\d))", "", match[1])
        yield f"{digits} {_ONE_SCALE.get(scale, scale)}".strip()
    for match in _NUMBER_WORD.finditer(text):
        word = match[1].lower()
        yield _SMALL.get(word, word.removesuffix("s"))


def _missing_name(sentence: str, evidence: str) -> str | None:
    """A capitalised word that the evidence lacks; the first word of a sentence may be any ordinary word."""
    there = {_bare(word) for word in re.findall(r"[\w&+’'.-]+", evidence)}
    there |= {_bare(part) for word in there for part in re.split(r"[.-]", word)}
    for match in _CAPITALISED.finditer(sentence):
        word = _bare(match.group())
        before = sentence[: match.start()].strip(" “\"'(")
        starts = not before or before[-1] in ".:!?"
        known = word in there or all(part in there for part in word.split("-"))
        if not known and not (starts and is_common(word)):
            return match.group()
    return None


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold().strip(".")).strip("'’")


def _wrong_negation(sentence: str, evidence: Sequence[str]) -> str | None:
    """What is wrong if the sentence denies what the evidence does not, or the other way round."""
    denies = bool(_NEGATION.search(sentence))
    verbatim = re.compile(re.escape(sentence.rstrip(".!?")), re.IGNORECASE)
    before = [text[: found.start()] for text in evidence if (found := verbatim.search(text))]
    if before:  # word for word: all that can be lost is what governs it ("denied that ...")
        lost = not denies and all(_NEGATION.search(text) for text in before)
        return "it leaves out that the evidence denies it" if lost else None
    if verbatim.search(" ".join(evidence)):
        return None
    own = set(stems(sentence))
    shared = [(len(own & set(stems(text))), text) for text in evidence]
    most = max((number for number, _ in shared), default=0)
    if denies and not any(_NEGATION.search(text) for number, text in shared if number >= most / 2):
        return "it denies what the evidence does not deny"
    if not denies and shared and all(_NEGATION.search(text) for number, text in shared if number == most):
        return "it leaves out that the evidence denies it"
    return None
