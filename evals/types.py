"""The nouns of measuring: what a measured system hands over, whoever made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Cited(Protocol):
    """A stretch of an article that an answer points at: rag's Citation and Evidence, or the peer's."""

    @property
    def article_id(self) -> str:
        """The id of the article in the index."""
        ...

    @property
    def path(self) -> str:
        """The article's source path."""
        ...

    @property
    def start(self) -> int:
        """The first code point."""
        ...

    @property
    def end(self) -> int:
        """The code point after the last."""
        ...

    @property
    def quote(self) -> str:
        """The words shown."""
        ...


class Answered(Protocol):
    """What the metrics need of an answer: rag's Answer has this shape, and so has the peer's."""

    @property
    def text(self) -> str:
        """The answer, with or without [n] markers."""
        ...

    @property
    def abstained(self) -> bool:
        """Whether it says that the articles do not answer."""
        ...

    @property
    def confidence(self) -> float:
        """How sure it is that the articles answer (higher is surer); only its order counts."""
        ...

    @property
    def standing(self) -> str:
        """The words that tell a reader how well it is supported; empty if it tells nothing."""
        ...

    @property
    def citations(self) -> Sequence[Cited]:
        """What it cites, in order."""
        ...

    @property
    def evidence(self) -> Sequence[Cited]:
        """What was looked at, best first."""
        ...

    @property
    def ms(self) -> float:
        """The time taken, in milliseconds."""
        ...


class System(Protocol):
    """Something that answers questions: the Assistant, or the stock peer."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]]) -> Answered:
        """The answer to `question` after the earlier (question, answer) pairs of `history`."""
        ...


@dataclass(frozen=True, slots=True)
class Marks:
    """How one answer fared. None means that the measure does not apply to its question.

    `strict`: right in every respect (see metrics.mark). `strict_loose`: the same, but a false premise
    need only be refused, not corrected. `nugget_recall`: share of nuggets met. `forbidden`: forbidden
    wordings found. `cited` and `exact`: citations, and those that are slices of the stored text.
    `citation_precision`: share of citations that overlap a gold quote; `citation_recall`: share of gold
    quotes that a citation overlaps; `passage_hit`: whether a gold quote is among the first ten pieces of
    evidence. `words`: of the text without markers. `ms`: milliseconds. `failed`: no answer came.
    """

    answerable: bool
    abstained: bool
    strict: bool
    strict_loose: bool
    nugget_recall: float | None
    forbidden: int
    cited: int
    exact: int
    citation_precision: float | None
    citation_recall: float | None
    passage_hit: bool | None
    words: int
    ms: float | None
    failed: bool = False
