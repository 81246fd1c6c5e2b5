"""A question of several parts put by a language model as several; taken only where that is fair.

Each part may only be words of the question, in its order; it names somebody if the question does, and keeps
its figures and months; and the parts together leave nothing out. Whatever is not taken leaves the question
to be answered whole, as it is without a model.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..corpus import WriterError
from .answering import worded
from .types import Answer, Citation, Evidence, Provenance, Question, Sentence
from .words import GENERIC, content_words
from .writer import Writer
from .writer_prompts import SPLIT, SPLIT_SYSTEM
from .writing_cut import without_thought

_MOST = 4  # parts
_WORDS = 5  # content words: with fewer, a question asks for one thing
_JOINT = re.compile(r"\b(?:and|or|but|also|plus|as well as)\b|[,;]|\?.*\?", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"^\s*(?:[-*•]+\s+|\d{1,2}[.)]\s+)")
_NEGATION = re.compile(r"\b(?:no|not|never|none|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)
# Small words, no content by themselves, that change what is asked; and those by which it is asked.
_TURNING = re.compile(
    r"\b(?:before|after|since|until|till|more|most|less|least|than|only|all|every|each|both|other|same|first"
    r"|above|below|over|under|between|against|from|to)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\bhow(?: (?:much|many|long|soon|old|often|big|large|far|fast|high))?\b"
    r"|\b(?:who|whom|whose|what|which|when|where|why)\b",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"\d[\d.,]*|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)

NamesIn = Callable[[str], set[str]]


def may_split(question: str) -> bool:
    """Whether a question is long enough, and joined from several, so that it is worth asking a model."""
    return bool(_JOINT.search(question)) and len(content_words(question)) >= _WORDS


def parts_of(question: str, writer: Writer, names_in: NamesIn) -> tuple[tuple[str, ...], str | None]:
    """The questions that the model makes of `question`, and what the reader is to know of it.

    The question alone where the model fails or is not fair to it, and where it finds but one.
    """
    whole = (question,)
    try:
        said = without_thought("".join(writer.write(SPLIT_SYSTEM, SPLIT.format(question=question))))
    except WriterError as problem:
        return whole, f"{writer.name} could not split the question ({problem}); it is answered whole."
    lines = (" ".join(_MARKUP.sub("", line).split()) for line in said.splitlines())
    parts = tuple(line for line in lines if line)
    if parts == whole:
        return whole, None
    if not fair(parts, question, names_in):
        return whole, f"What {writer.name} made of the question was not fair; it is answered whole."
    return parts, f"Split by {writer.name} into: {' | '.join(parts)}"


def fair(parts: Sequence[str], question: str, names_in: NamesIn) -> bool:
    """Whether `parts` ask together what `question` asks, each of them something of it.

    The words of a part stand in the question in the same order, no negation is passed over between them; it
    names one of the question's names, or it would be about any; and a year or figure stands in every part,
    since it may belong to all. Together they hold each word, name and asking word ("when") of the question.
    """
    if not 2 <= len(parts) <= _MOST or len(set(parts)) < len(parts):
        return False
    if any(len(part) > len(question) + 20 or part.count("?") > 1 for part in parts):
        return False
    named, fixed = names_in(question), set(_FIXED.findall(question))
    if any((named and not names_in(part)) or set(_FIXED.findall(part)) != fixed for part in parts):
        return False
    told, negations = _told(question)
    used: set[int] = set()
    for part in parts:
        places = _places(_told(part)[0], told)
        if not places or negations & set(range(places[0] - 1, places[-1])) - set(places):
            return False
        used.update(place for place, word in enumerate(told) if word in {told[one] for one in places})
    return (
        len(used) == len(told)
        and _same(parts, question, names_in)
        and _same(parts, question, lambda text: {found.lower() for found in _ASKING.findall(text)})
    )


def _same(parts: Iterable[str], question: str, found_in: NamesIn) -> bool:
    """Whether what is found in the parts is, together, what is found in the question."""
    return set[str]().union(*(found_in(part) for part in parts)) == found_in(question)


def _told(text: str) -> tuple[list[str], set[int]]:
    """What counts of a text in order, content words by their stems, and the places of its negations."""
    found = [(word.start, word.stem) for word in content_words(text) if word.text not in GENERIC]
    found += [(match.start(), match.group().lower()) for match in _TURNING.finditer(text)]
    negations = {match.start() for match in _NEGATION.finditer(text)}
    ordered = sorted({*found, *((start, "not") for start in negations)})
    return [word for _, word in ordered], {
        place for place, (start, _) in enumerate(ordered) if start in negations
    }


def _places(words: Sequence[str], told: Sequence[str]) -> list[int]:
    """Where `words` stand in `told`, one after the other; nothing if they don't."""
    places: list[int] = []
    for word in words:
        start = places[-1] + 1 if places else 0
        if word not in told[start:]:
            return []
        places.append(told.index(word, start))
    return places


class Joining:
    """The answers to the parts of a question as one, in order, with one numbering of citations."""

    def __init__(self, whole: Question, parts: Sequence[Answer], notice: str) -> None:
        self._parts = parts
        self._notice = notice
        self._told: list[Answer] = []
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._drafted: list[Citation] = []
        self._own: dict[int, int] = {}
        texts = " ".join(part.question for part in parts)
        self.understood = replace(whole, search_text=texts)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was looked at for all parts, best first."""
        best: dict[tuple[str, int, int], Evidence] = {}
        for piece in sorted(
            (piece for part in self._parts for piece in part.evidence),
            key=lambda piece: (-piece.score, piece.article_id, piece.start, piece.end),
        ):
            best.setdefault((piece.article_id, piece.start, piece.end), piece)
        return tuple(best.values())

    def begin(self, part: Answer) -> Sentence:
        """Go on to the next part; gives the words before its answer."""
        self._drafted, self._own = list(self._citations), {}
        return _heading(part)

    def draft(self, sentence: Sentence, fresh: Sequence[Citation]) -> tuple[Sentence, tuple[Citation, ...]]:
        """A sentence of the part that was begun, and the citations it brings in, as numbered so far."""
        known = len(self._drafted)
        self._number(fresh, self._drafted)
        return self._renumbered(sentence), tuple(self._drafted[known:])

    def add(self, answer: Answer) -> None:
        """Take the part's answer in, whatever was drafted of it."""
        self._own = {}
        self._number(answer.citations, self._citations)
        self._sentences += [_heading(answer), *(self._renumbered(one) for one in answer.sentences)]
        self._told.append(answer)

    def answer(self) -> Answer:
        """The whole answer, as sure as its least sure part."""
        first = self._told[0]
        seed = repr((self.understood.text, [answer.id for answer in self._told]))
        return replace(
            first,
            id=hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest(),
            question=self.understood.text,
            understood=self.understood,
            text=worded(self._sentences),
            abstained=False,
            confidence=min(answer.confidence for answer in self._told),
            sentences=tuple(self._sentences),
            citations=tuple(self._citations),
            evidence=self.evidence,
            searched=first.searched
            | {key: sum(answer.searched[key] for answer in self._told) for key in ("passages", "sentences")},
            notices=tuple(
                dict.fromkeys([self._notice, *(one for told in self._told for one in told.notices)])
            ),
            receipt=_receipt([answer.receipt for answer in self._told if answer.receipt]),
        )

    def _number(self, citations: Iterable[Citation], taken: list[Citation]) -> None:
        numbers = {(one.article_id, one.start, one.end): one.number for one in taken}
        for one in citations:
            key = (one.article_id, one.start, one.end)
            if key not in numbers:
                numbers[key] = len(taken) + 1
                taken.append(replace(one, number=numbers[key]))
            self._own[one.number] = numbers[key]

    def _renumbered(self, sentence: Sentence) -> Sentence:
        return replace(sentence, citations=tuple(self._own[number] for number in sentence.citations))


def _heading(part: Answer) -> Sentence:
    return Sentence(f"On “{part.question}”:", (), "verified")


def unanswered(part: Answer) -> Answer:
    """An abstention as it is told beside answers: that the articles do not say, and no nearest passages."""
    first = part.sentences[0]
    cited = tuple(citation for citation in part.citations if citation.number in first.citations)
    return replace(part, sentences=(first,), citations=cited)


def _receipt(receipts: Sequence[Provenance]) -> Provenance | None:
    if not receipts:
        return None
    articles = {article: digest for one in receipts for article, digest in one.articles.items()}
    writer = next((one.writer for one in receipts if one.writer), None)
    return replace(receipts[0], writer=writer, articles=dict(sorted(articles.items())))
