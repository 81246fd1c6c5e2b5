"""Questions kept to be asked again: a file beside the index, for all who use it."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ..corpus import CorpusError, ServeError
from ..rag import Answer
from .links import TurnLink
from .saved import answer_from_dict, json_lines

FILE = "saved.jsonl"
_MOST = 500  # questions: whoever fills the file on purpose stops here
_PATIENCE = 5  # seconds to wait for another who writes


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question with those that led to it and its filters; the answer it had, without evidence.

    `id` is the same whenever the same is asked, `saved` the day (ISO), `by` who saved it.
    """

    id: str
    saved: str
    by: str
    link: TurnLink
    answer: Answer


def saved_questions(folder: Path) -> list[SavedQuestion]:
    """The questions kept beside the index in `folder`, the latest first.

    Raises CorpusError, naming the line, where the file can't be read or is not one of Tieup's.
    """
    file = folder / FILE
    if not file.exists():
        return []
    return [_parsed(value, f"{file}, line {number}") for number, value in reversed(json_lines(file))]


def _parsed(value: Any, where: str) -> SavedQuestion:
    try:
        link = TurnLink.parse(value["link"])
        kept = str(value["id"]), str(value["saved"]), str(value["by"])
        if link is None:
            raise ValueError("no question in it")
        return SavedQuestion(*kept, link, answer_from_dict(value["answer"], where))
    except (KeyError, TypeError, ValueError) as problem:
        raise CorpusError(f"{where}: not a saved question ({problem!r}); take the line out.") from problem


def save_question(folder: Path, link: str, answer: Answer, by: str) -> None:
    """Keep the question that `link` asks, with the `answer` it has now; again, it takes the older's place.

    Raises ServeError where it can't be kept, CorpusError where the file can't be read.
    """
    asked = TurnLink.parse(link)
    if asked is None:
        raise ServeError("this question is too long to be saved; ask for one thing at a time.")
    wanted = id_of(asked)
    line = {
        "id": wanted,
        "saved": f"{datetime.now(UTC):%Y-%m-%d}",
        "by": by,
        "link": link,
        "answer": {**answer.to_dict(), "evidence": []},
    }
    with _rewriting(folder) as lines:
        lines[:] = [one for one in lines if one.get("id") != wanted]
        if len(lines) >= _MOST:
            raise ServeError(f"{_MOST} questions are saved already; remove some to save more.")
        lines.append(line)


def forget_question(folder: Path, wanted: str) -> None:
    """Keep the question with this id no more. Raises ServeError, CorpusError as `save_question` does."""
    with _rewriting(folder) as lines:
        lines[:] = [one for one in lines if one.get("id") != wanted]


def id_of(link: TurnLink) -> str:
    """What tells a question from others: what is asked, after what, with which filters."""
    told = repr((link.questions, link.filters)).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=8).hexdigest()


@contextmanager
def _rewriting(folder: Path) -> Generator[list[dict[str, Any]]]:
    """The file's lines, to be changed; written back as a whole, so that a crash leaves one or the other."""
    file = folder / FILE
    fresh = file.with_suffix(".tmp")
    try:
        with FileLock(file.with_suffix(".lock"), timeout=_PATIENCE):
            lines = [value for _, value in json_lines(file)] if file.exists() else []
            yield lines
            with fresh.open("w", encoding="utf-8", errors="replace") as out:
                out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(file)
    except (OSError, Timeout) as problem:
        raise ServeError(f"{file} can't be written ({problem}); nothing was changed.") from problem
