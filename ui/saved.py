"""Answers and conversations read back from the files that `tieup ask --json` and its users write."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

from ..corpus import CorpusError, ZoneKind
from ..index import Filters
from ..rag import Answer, Citation, Provenance, Question, Sentence

Turn = tuple[str, str]


def read_json(path: Path) -> Any:
    """The JSON value in the file at `path`; CorpusError if it can't be read or isn't JSON."""
    try:
        return json.loads(_text(path))
    except ValueError as problem:
        raise CorpusError(f"{path}: not JSON ({problem}); save it again.") from problem


def json_lines(path: Path) -> list[tuple[int, Any]]:
    """The values of a JSON Lines file with their line numbers; CorpusError names a line that isn't JSON."""
    values: list[tuple[int, Any]] = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            try:
                values.append((number, json.loads(line)))
            except ValueError as problem:
                raise CorpusError(
                    f"{path}, line {number}: not JSON ({problem}); write one JSON object a line."
                ) from problem
    return values


def read_answers(path: Path) -> list[Answer]:
    """The answers in a file that `tieup ask --json` (one) or `--questions` (one a line) wrote."""
    try:
        values = [(1, json.loads(_text(path)))]
    except ValueError:
        values = json_lines(path)
    if not values:
        raise CorpusError(f"{path}: empty; save an answer with `tieup ask --json`.")
    return [answer_from_dict(value, f"{path}, line {number}") for number, value in values]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise CorpusError(f"{path}: can't be read ({problem.strerror}); check the path.") from problem
    except UnicodeDecodeError as problem:
        raise CorpusError(f"{path}: not text in UTF-8; save it as UTF-8.") from problem


def answer_from_dict(value: Any, where: str) -> Answer:
    """The Answer that `Answer.to_dict()` gave, as far as documents and checks need it: without evidence.

    Keys that a newer version added are left out. Raises CorpusError, naming `where`, when a key is
    missing or of another kind.
    """
    try:
        return Answer(
            id=str(value["id"]),
            question=str(value["question"]),
            understood=_question(value["understood"]),
            text=str(value["text"]),
            abstained=bool(value["abstained"]),
            confidence=float(value["confidence"]),
            sentences=tuple(_sentence(sentence) for sentence in value["sentences"]),
            citations=tuple(_citation(citation) for citation in value["citations"]),
            evidence=(),
            searched=dict(value["searched"]),
            index_generation=int(value["index_generation"]),
            ms=float(value["ms"]),
            notices=tuple(str(notice) for notice in value.get("notices", ())),
            receipt=_receipt(value.get("receipt")),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise CorpusError(
            f"{where}: not an answer of `tieup ask --json` ({problem!r}); ask again with --json and save it."
        ) from problem


def _question(value: Mapping[str, Any]) -> Question:
    return Question(
        text=str(value["text"]),
        kind=str(value["kind"]),
        names=tuple(str(name) for name in value["names"]),
        corrected=tuple((str(typed), str(taken)) for typed, taken in value["corrected"]),
        search_text=str(value["search_text"]),
        filters=_filters(value.get("filters", {})),
        inferred=tuple(str(piece) for piece in value["inferred"]),
    )


def _filters(value: Mapping[str, Any]) -> Filters:
    """The filters of a question, as far as this version knows them."""
    kept: dict[str, Any] = {}
    for one in fields(Filters):
        given = value.get(one.name)
        if one.name == "zones":
            kept["zones"] = tuple(ZoneKind(zone) for zone in given or ())
        elif isinstance(given, list | tuple):
            kept[one.name] = tuple(str(piece) for piece in cast("list[object]", given))
        elif given is not None:
            kept[one.name] = bool(given) if isinstance(one.default, bool) else str(given)
    return Filters(**kept)


def _receipt(value: Mapping[str, Any] | None) -> Provenance | None:
    if value is None:
        return None
    hashes = {str(article): str(digest) for article, digest in dict(value["articles"]).items()}
    names = _known(value["writer"]), _known(value.get("reranker"))
    return Provenance(str(value["embedding_model"]), names[0], hashes, names[1])


def _sentence(value: Mapping[str, Any]) -> Sentence:
    numbers = tuple(int(number) for number in value["citations"])
    return Sentence(str(value["text"]), numbers, "verified" if value["status"] == "verified" else "removed")


def _citation(value: Mapping[str, Any]) -> Citation:
    return Citation(
        number=int(value["number"]),
        article_id=str(value["article_id"]),
        title=str(value["title"]),
        publisher=_known(value["publisher"]),
        published=_known(value["published"]),
        url=_known(value["url"]),
        path=str(value["path"]),
        start=int(value["start"]),
        end=int(value["end"]),
        quote=str(value["quote"]),
    )


def _known(value: Any) -> str | None:
    return None if value is None else str(value)


def turns(value: Any, where: str) -> list[Turn]:
    """Earlier turns as (question, answer) pairs, from [{q, a}], [[q, a]] or [{role, content}].

    Of role messages, each user message is paired with the assistant messages that follow it.
    Raises CorpusError, naming `where`, for any other shape.
    """
    if value is None:
        return []
    try:
        items = list(value)
        if items and isinstance(items[0], Mapping) and "role" in items[0]:
            return _from_roles(cast("list[Mapping[str, Any]]", items))
        return [_pair(item) for item in items]
    except (KeyError, TypeError, ValueError) as problem:
        raise CorpusError(
            f"{where}: the history is neither [{{q, a}}] nor [{{role, content}}]; write it as one of them."
        ) from problem


def _pair(item: Any) -> Turn:
    question, answer = (item["q"], item["a"]) if isinstance(item, Mapping) else item
    if isinstance(item, str) or not (isinstance(question, str) and isinstance(answer, str)):
        raise TypeError("not text")
    return question, answer


def _from_roles(messages: Sequence[Mapping[str, Any]]) -> list[Turn]:
    paired: list[Turn] = []
    for message in messages:
        role, content = message["role"], message["content"]
        if not isinstance(content, str):
            raise TypeError("content is not text")
        if role == "user":
            paired.append((content, ""))
        elif role == "assistant" and paired:
            question, answer = paired[-1]
            paired[-1] = (question, f"{answer}\n{content}".strip())
    return paired
