"""The nouns of answering: the question as understood, its evidence, and the answer."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..index import Filters

SentenceStatus = Literal["verified", "removed"]

Standing = Literal["well supported", "single source", "weakly supported", "not found"]
"""How well an answer is supported, in words. `tieup eval` counts how often each is right."""

SURE = 0.7
"""The confidence from which an answer counts as more than weakly supported."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `kind` is what sort of answer is asked for; `names` the companies, people and products it names, as
    the articles spell them; `corrected` pairs what was typed with what was taken for it; `search_text`
    is what is searched for, follow-ups made whole; `filters` joins those chosen and those inferred,
    and `inferred` says in words what was inferred.
    """

    text: str
    kind: str
    names: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    search_text: str
    filters: Filters
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact passage behind a sentence: `quote == article.text[start:end]`, in code points."""

    number: int
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    path: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that was looked at for the answer, with its score (higher is nearer)."""

    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    path: str
    zone: str
    start: int
    end: int
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of its citations, and how its check ended."""

    text: str
    citations: tuple[int, ...]
    status: SentenceStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from, so that it can be checked later (`tieup verify`).

    `embedding_model`, `writer` (a language model; None if the articles' own sentences answer) and `reranker`
    (None if there is none) are names; `articles` are the articles that were looked at, each with a hash of
    its text (BLAKE2b, 16 bytes).
    """

    embedding_model: str
    writer: str | None
    articles: dict[str, str]
    reranker: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What every surface shows.

    `text` carries [n] markers; its first sentence answers. `abstained` says that the corpus does not
    answer the question as asked: then `citations` are the nearest passages. `evidence` is all that was
    looked at, best first, cited or not. `ms` is the time taken in milliseconds. `notices` say in words what
    the reader should know of how it came about; `receipt` is what it was made from.
    """

    id: str
    question: str
    understood: Question
    text: str
    abstained: bool
    confidence: float
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    searched: dict[str, Any]
    index_generation: int
    ms: float = field(compare=False)
    notices: tuple[str, ...] = ()
    receipt: Provenance | None = None

    @property
    def standing(self) -> Standing:
        """How well it is supported: not at all, by little, by one article, or by several."""
        if self.abstained:
            return "not found"
        if self.confidence < SURE:
            return "weakly supported"
        several = len({citation.article_id for citation in self.citations}) > 1
        return "well supported" if several else "single source"

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready values, the same keys everywhere."""
        return asdict(self)
