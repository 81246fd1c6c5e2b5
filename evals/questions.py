"""Reading a question set: JSON Lines, one question a line, in either shape of history."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ..corpus import CorpusError


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A passage that supports the right answer: the file name of its article, and its words."""

    doc: str
    quote: str


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question with what a right answer holds.

    `nuggets` are facts, each a tuple of wordings of which one is enough; `forbidden` are wordings that
    a right answer never holds; `history` is earlier (question, answer) pairs, oldest first.
    `answerable` says whether the articles answer the question as asked: a false premise may be
    unanswerable and still have nuggets, those of its correction.
    """

    id: str
    question: str
    type: str
    history: tuple[tuple[str, str], ...]
    answerable: bool
    nuggets: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    evidence: tuple[GoldQuote, ...]
    notes: str


def read_questions(path: str | Path) -> tuple[EvalQuestion, ...]:
    """The questions of a JSON Lines file, in the file's order; empty lines are skipped.

    Raises CorpusError with file, line, fault and remedy: for a missing file, for text that is not
    UTF-8, for a line that is no question, for an id used twice and for a file without questions.
    """
    path = Path(path)
    questions: dict[str, EvalQuestion] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line))
            if question.id in questions:
                raise ValueError(f"the id {question.id!r} stands twice")
        except ValueError as fault:  # json's own errors are ValueErrors too
            raise CorpusError(f"{path}:{number}: {fault}; correct or remove the line") from None
        questions[question.id] = question
    if not questions:
        raise CorpusError(f"{path}: no questions in it; give a JSON Lines file with one question a line")
    return tuple(questions.values())


def _lines(path: Path) -> list[str]:
    """Split at newlines only: JSON strings may hold the other separators that splitlines() breaks at."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as fault:
        raise CorpusError(f"{path}: not UTF-8 (byte {fault.start}); save it as UTF-8") from None
    except OSError as fault:
        raise CorpusError(f"{path}: {fault.strerror}; give a question set that can be read") from None


def _question(record: Any) -> EvalQuestion:
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    fields = cast(dict[str, Any], record)
    question = EvalQuestion(
        id=_string(fields, "id"),
        question=_string(fields, "question"),
        type=_string(fields, "type"),
        history=tuple(_pairs(_list(fields, "history"))),
        answerable=_boolean(fields, "answerable"),
        nuggets=tuple(tuple(_strings(variants, "nuggets")) for variants in _list(fields, "nuggets")),
        forbidden=tuple(_strings(_list(fields, "forbidden"), "forbidden")),
        evidence=tuple(_gold(item) for item in _list(fields, "evidence")),
        notes=str(fields.get("notes", "")),
    )
    if not all(question.nuggets):
        raise ValueError("a nugget without any wording")
    return question


def _pairs(turns: list[Any]) -> Iterator[tuple[str, str]]:
    """(question, answer) pairs out of [{q, a}] or [{role, content}]; a question without answer gets ""."""
    asked: str | None = None
    for turn in turns:
        fields = _object(turn, "history")
        if "q" in fields:
            yield _string(fields, "q"), _string(fields, "a")
        elif fields.get("role") == "user":
            if asked is not None:
                yield asked, ""
            asked = _string(fields, "content")
        elif fields.get("role") == "assistant" and asked is not None:
            yield asked, _string(fields, "content")
            asked = None
        else:
            raise ValueError('"history" needs {"q", "a"} or {"role": "user" then "assistant", "content"}')
    if asked is not None:
        yield asked, ""


def _gold(item: Any) -> GoldQuote:
    fields = _object(item, "evidence")
    return GoldQuote(_string(fields, "doc"), _string(fields, "quote"))


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f'"{where}" needs a list of objects')
    return cast(dict[str, Any], value)


def _string(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'"{key}" is missing or not a text')
    return value


def _boolean(fields: Mapping[str, Any], key: str) -> bool:
    value = fields.get(key)
    if not isinstance(value, bool):
        raise ValueError(f'"{key}" is missing or neither true nor false')
    return value


def _list(fields: Mapping[str, Any], key: str) -> list[Any]:
    value = fields.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f'"{key}" is not a list')
    return cast(list[Any], value)


def _strings(values: Any, key: str) -> Iterator[str]:
    if not isinstance(values, list):
        raise ValueError(f'"{key}" needs lists of texts')
    for value in cast(list[Any], values):
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f'"{key}" holds something that is not a text')
        yield value
