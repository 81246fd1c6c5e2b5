"""Sentences of a stretch of news text, as exact spans.

The method is the classic one of candidate marks and abbreviation rules (Grefenstette and Tapanainen,
"What is a word, what is a sentence?", 1994), with the word after a doubtful full stop deciding, as in
Kiss and Strunk's Punkt (2006), but from fixed lists instead of learned ones: news about companies is
full of "Co. Ltd." and "U.S.", which learned lists break at. Runs in linear time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .lines import logical_lines, trimmed
from .types import Span

LONGEST_QUOTATION = 60
"""Words up to which a quotation of several sentences stays whole."""
LONGEST_SENTENCE = 3000
"""Code points after which text without a sentence end is cut at white space."""

_MARK = re.compile(r"[.!?…。！？]+[\"'”’»\])]{0,4}")
_NEXT = re.compile(r"\s+([\"'“‘«(\[]{0,3})(\S+)")
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"“‘«/]+$")
_GLUED = re.compile(r"(?:The|This|It|In|On|But|And|We|He|She|They|According|However)\s")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(
    """
    mr mrs ms dr prof gov sen rep gen lt col sgt capt cmdr adm maj rev hon messrs st mt ft fr pres supt
    vs v e.g i.e cf viz approx ca c.f al fig figs eq sec ch vol pp art ref dept univ assoc mme mlle
    """
)
_BEFORE_NUMBER = _words(
    """
    no nos nr jan feb mar apr jun jul aug sep sept oct nov dec p pp vol fig art sec ch rs approx ca
    """
)
_COMPANY_END = _words(
    """
    co inc ltd corp cos bros llc llp plc pte pty bhd sdn s.a s.p.a n.v a.g s.r.l k.k a/s jr sr etc esq
    mfg intl est ave blvd rd hwy
    """
)
_STARTERS = _words(
    """
    a according additionally after all also although among an and another any as at because before both
    but by despite during each earlier either even finally first for founded from further furthermore
    given he headquartered her his how however i if in indeed instead it its it's last later like many
    meanwhile more moreover most neither nevertheless nor not now of on once one only or other our over
    separately several she since so some still such terms that the their then there there's these they
    this those though through thus to today together two under unlike until we what when where whether
    while who why with within without yesterday yet you
    """
)
_OFFICES = _words(
    """
    ceo cfo cto coo chief chairman chairwoman chair president vice executive senior director managing
    founder co-founder spokesman spokeswoman spokesperson analyst general deputy head board shares unit
    inc ltd co corp llc plc limited holdings group department senate congress house supreme court
    secretary treasury government federal state army navy patent securities trade embassy and
    """
)
_SPEECH = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){0,3}(?:said|says|asked|asks|told|added|wrote|replied|joked|shouted)\b"
)
_VERB_SOON = re.compile(
    r"\s+(?:[A-Z][\w.&’'-]*,?\s+){0,4}(?:said|says|will|would|is|are|was|were|has|have|had|may|can|could|"
    r"plans?|expects?|declined|announced|[a-z]{3,}ed)\b"
)
# Single marks are apostrophes too: they open only before a word, close only after punctuation, and a word
# in single marks of its own ('smart car' or workers' rights) leaves the matter undecided.
_SINGLE_QUOTED = re.compile(
    r"(?<![^\s(\[—–-])(?:‘(?=\w)|'(?=[A-Z]))(?:(?![\s(]['‘]\w|\w['’](?!\w))[^‘\n]){1,720}?(?:[.,!?…]['’](?!\w)|\w’(?=[.,;!?]))"
)
_NAMES_WITH_MARK = frozenset({"Yahoo", "Jeopardy", "Yum", "Oy", "Kahoot", "ASIMO"})


class _Mark(NamedTuple):
    start: int  # of the full stop or its like
    end: int  # after it and the quotes and brackets that close with it
    cut: int  # where the next sentence may begin


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`: spans of `text`, trimmed, in order, covering all but white space.

    A new line always ends a sentence, unless the paragraph was wrapped at a fixed width. A quotation of
    several sentences stays whole up to `LONGEST_QUOTATION` words; no span is longer than
    `LONGEST_SENTENCE` code points.
    """
    spans: list[Span] = []
    for line in logical_lines(text, start, end):
        for span in _line_sentences(text, line):
            spans.extend(_bounded(text, span))
    return spans


def _line_sentences(text: str, line: Span) -> Iterator[Span]:
    quotes = _quotations(text, line)
    openings = [quote.start for quote in quotes]
    begin = line.start
    for mark in _marks(text, line):
        place = bisect_right(openings, mark.start) - 1
        inside = place >= 0 and mark.end < quotes[place].end
        if inside and _short(text, quotes[place]):
            continue
        if not _ends_sentence(text, begin, mark, line.end):
            continue
        if span := trimmed(text, begin, mark.cut):
            yield span
        begin = mark.cut
    if span := trimmed(text, begin, line.end):
        yield span


def _marks(text: str, line: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, line.start, line.end):
        if match.end() < line.end:
            yield _Mark(match.start(), match.end(), match.end())


def _short(text: str, quote: Span) -> bool:
    # The length bound first: counting words of a very long quotation again and again is not linear.
    if quote.end - quote.start > LONGEST_QUOTATION * 12:
        return False
    return len(text[quote.start : quote.end].split()) <= LONGEST_QUOTATION


def _quotations(text: str, line: Span) -> list[Span]:
    """Closed quotations of a line, outermost only; an unclosed one is not a quotation."""
    found: list[Span] = []
    opened = -1
    for match in re.finditer(r"[“”\"]", text[line.start : line.end]):
        at = line.start + match.start()
        opens = match[0] == "“" or (match[0] == '"' and opened < 0 and _opens(text, at, line.start))
        if opens:
            opened = at
        elif opened >= 0:
            found.append(Span(opened, at + 1))
            opened = -1
    return _with_single(text, line, found)


def _with_single(text: str, line: Span, double: list[Span]) -> list[Span]:
    """The quotations with those in single marks, as British papers set them, outermost only."""
    single = [Span(*match.span()) for match in _SINGLE_QUOTED.finditer(text, line.start, line.end)]
    if not single:
        return double
    outermost: list[Span] = []
    for quote in sorted((*double, *single), key=lambda span: (span.start, -span.end)):
        if not outermost or quote.start >= outermost[-1].end:
            outermost.append(quote)
    return outermost


def _opens(text: str, at: int, line_start: int) -> bool:
    return at == line_start or text[at - 1].isspace() or text[at - 1] in "([—–-"


def _ends_sentence(text: str, begin: int, mark: _Mark, line_end: int) -> bool:
    if text[mark.start] in "。！？":
        return True
    following = _NEXT.match(text, mark.end, min(line_end, mark.end + 80))
    if following is None:
        return _glued(text, mark, line_end)
    opening, word = following[1], following[2]
    if word[0].islower():
        return _lower_case_start(text, begin, mark, word)
    if not (word[0].isalnum() or opening or word[0] in "$€£¥#@•►–—-“‘<"):
        return False
    if text[mark.start] in "!?":
        return _after_question(text, mark)
    return _full_stop_ends(text, begin, mark, opening, word)


def _glued(text: str, mark: _Mark, line_end: int) -> bool:
    """A missing space, as in "said.The": only before a plain word of the language."""
    before = text[max(0, mark.start - 3) : mark.start]
    return (
        len(before) == 3
        and before.isalpha()
        and before.islower()
        and _GLUED.match(text, mark.end, min(line_end, mark.end + 12)) is not None
    )


def _lower_case_start(text: str, begin: int, mark: _Mark, word: str) -> bool:
    """Names such as iPhone begin a sentence in lower case; so does text without any capital."""
    if word[1:2].isupper():
        return text[mark.start] == "." and not _token(text, begin, mark.start)[-1:].isupper()
    bounded = text[begin : min(mark.cut + 200, begin + 1000)]
    return bounded.islower() and _token(text, begin, mark.start) not in _NEVER_LAST | _COMPANY_END


def _after_question(text: str, mark: _Mark) -> bool:
    name = _TOKEN_BEFORE.search(text, max(0, mark.start - 20), mark.start)
    if name and name[0] in _NAMES_WITH_MARK and mark.end == mark.start + 1:
        return False
    quoted = mark.end > mark.start + 1 and text[mark.end - 1] in "\"”’'"
    return not (quoted and _SPEECH.match(text, mark.end, mark.end + 80))


def _token(text: str, begin: int, at: int) -> str:
    found = _TOKEN_BEFORE.search(text, max(begin, at - 30), at)
    return found[0] if found else ""


def _full_stop_ends(text: str, begin: int, mark: _Mark, opening: str, word: str) -> bool:
    if text[mark.start : mark.end].strip("\"'”’»])") != ".":
        return True
    token = _token(text, begin, mark.start)
    lower = token.lower()
    if mark.end > mark.start + 1 and not (lower in _COMPANY_END or "." in token):
        return True
    if lower in _NEVER_LAST or (lower in _BEFORE_NUMBER and word[0].isdigit()):
        return False
    if _numbers_an_item(text, begin, mark.start, token):
        return False
    if _is_doubtful(token, lower):
        return _next_decides(text, begin, mark, opening, word)
    return True


def _numbers_an_item(text: str, begin: int, at: int, token: str) -> bool:
    """ "1. Terms": the number opens the sentence."""
    return token.isdigit() and len(token) <= 2 and not text[begin : at - len(token)].strip(" •*-#\n\t")


def _is_doubtful(token: str, lower: str) -> bool:
    """Abbreviations and initials, after which a sentence may or may not end."""
    if lower in _COMPANY_END or (len(token) == 1 and token.isupper()):
        return True
    if lower in _BEFORE_NUMBER and lower not in {"no", "mar", "p"}:
        return True
    return "." in token and all(len(part) <= 2 and part.isalpha() for part in token.split("."))


def _next_decides(text: str, begin: int, mark: _Mark, opening: str, word: str) -> bool:
    """After an abbreviation: a plain word, or an opened quotation, starts a sentence; an office does not."""
    bare = word.strip(".,;:!?\"'”’()[]").replace("’", "'")
    if "(" in opening or "[" in opening:
        return False
    if bare.lower() in _STARTERS and not (len(bare) == 1 and word[1:2] == "."):
        return bare != "And" or not _abbreviation_goes_on(word)
    if opening:
        return True
    if bare.lower() in _OFFICES | _COMPANY_END or not bare[:1].isupper():
        return False
    token = _token(text, begin, mark.start)
    if token.lower() not in _COMPANY_END:
        return False
    words_so_far = text[begin : mark.start][-400:].split()
    has_clause = any(each.islower() for each in words_so_far) and len(words_so_far) >= 5
    return has_clause and _VERB_SOON.match(text, mark.end, min(len(text), mark.end + 120)) is not None


def _abbreviation_goes_on(word: str) -> bool:
    return word.endswith(".")


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """The span itself, or pieces of it cut at white space where it is longer than any sentence is."""
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = start + LONGEST_SENTENCE if cut < 0 else cut
        if piece := trimmed(text, start, cut):
            yield piece
        start = cut
    if piece := trimmed(text, start, span.end):
        yield piece
