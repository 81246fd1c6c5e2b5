"""Running a question set through a system, one row a question, and keeping the rows."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..corpus import Article
from .gold import Gold
from .metrics import forbidden_found, mark, mark_failed, nuggets_met, without_markers
from .questions import EvalQuestion
from .types import Answered, Cited, Marks, System

_EVIDENCE_KEPT = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A cited or considered stretch, as kept in a row."""

    article_id: str
    path: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """A question, what came back, and its marks. `error` is what was raised instead of an answer.

    `missed` names each nugget that was not met by its first wording; `forbidden` are the forbidden
    wordings found.
    """

    id: str
    type: str
    question: str
    answerable: bool
    text: str
    abstained: bool
    confidence: float
    standing: str
    citations: tuple[Place, ...]
    evidence: tuple[Place, ...]
    missed: tuple[str, ...]
    forbidden: tuple[str, ...]
    ms: float | None
    error: str | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class Ground:
    """What answers are held against: the located gold quotes, and the articles by id."""

    gold: Gold
    articles: Mapping[str, Article]


def run_questions(
    system: System,
    questions: Sequence[EvalQuestion],
    ground: Ground,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Row, ...]:
    """A row for every question, in order; a question that crashes gives a row that says how."""
    rows: list[Row] = []
    for question in questions:
        rows.append(_ask(system, question, ground))
        progress(len(rows), len(questions))
    return tuple(rows)


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Keep the rows as JSON Lines, over what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def _ask(system: System, question: EvalQuestion, ground: Ground) -> Row:
    try:
        answer = system.ask(question.question, history=question.history)
    except Exception as fault:  # noqa: BLE001 - whatever the system under test raises is its result
        return _failed_row(question, ground, f"{type(fault).__name__}: {fault}")
    return _row(question, answer, ground)


def _row(question: EvalQuestion, answer: Answered, ground: Ground) -> Row:
    text = without_markers(answer.text)
    met = nuggets_met(question, text)
    return Row(
        id=question.id,
        type=question.type,
        question=question.question,
        answerable=question.answerable,
        text=answer.text,
        abstained=answer.abstained,
        confidence=answer.confidence,
        standing=answer.standing,
        citations=tuple(_place(cited) for cited in answer.citations),
        evidence=tuple(_place(seen) for seen in answer.evidence[:_EVIDENCE_KEPT]),
        missed=tuple(nugget[0] for nugget, hit in zip(question.nuggets, met, strict=True) if not hit),
        forbidden=forbidden_found(question, text),
        ms=answer.ms,
        error=None,
        marks=mark(question, answer, ground.gold.spans[question.id], ground.articles),
    )


def _failed_row(question: EvalQuestion, ground: Ground, error: str) -> Row:
    return Row(
        id=question.id,
        type=question.type,
        question=question.question,
        answerable=question.answerable,
        text="",
        abstained=False,
        confidence=0.0,
        standing="",
        citations=(),
        evidence=(),
        missed=tuple(nugget[0] for nugget in question.nuggets),
        forbidden=(),
        ms=None,
        error=error,
        marks=mark_failed(question, ground.gold.spans[question.id]),
    )


def _place(cited: Cited) -> Place:
    return Place(cited.article_id, cited.path, cited.start, cited.end, cited.quote)
