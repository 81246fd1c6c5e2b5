"""What visitors said of answers, kept beside the index and given out as lines of a question set."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ..corpus import ServeError
from ..rag import Answer
from .render import VERDICTS

FILE = "feedback.jsonl"
_PATIENCE = 5  # seconds to wait for another who writes
_MOST = 20_000_000  # bytes: whoever fills the file on purpose stops here


def keep_feedback(folder: Path, answer: Answer, history: list[tuple[str, str]], verdict: object) -> None:
    """Note `verdict`, one of VERDICTS, on `answer` in `folder`. ServeError where it can't be written."""
    if verdict not in VERDICTS:
        raise ServeError("that is no feedback; choose one of the buttons.")
    file = folder / FILE
    line = json.dumps(_line(answer, history, str(verdict)), ensure_ascii=False) + "\n"
    try:
        with FileLock(file.with_suffix(".lock"), timeout=_PATIENCE):
            if file.exists() and file.stat().st_size > _MOST:
                raise ServeError(f"{file} is full; move it away to go on noting feedback.")
            with file.open("a", encoding="utf-8", errors="replace") as out:
                out.write(line)
    except (OSError, Timeout) as problem:
        raise ServeError(f"{file} can't be written ({problem}); the feedback was not kept.") from problem


def _line(answer: Answer, history: list[tuple[str, str]], verdict: str) -> dict[str, Any]:
    """A question of a question set; what is right about it is for a person to fill in unless it was right."""
    right = verdict == "right"
    now = datetime.now(UTC)
    quotes = [{"doc": Path(cited.path).name, "quote": cited.quote} for cited in answer.citations]
    return {
        "id": f"feedback-{now:%Y%m%dT%H%M%S%f}-{answer.id[:8]}",
        "question": answer.question,
        "type": answer.understood.kind,
        "history": [{"q": question, "a": text} for question, text in history],
        "answerable": not (right and answer.abstained),
        "nuggets": [],
        "forbidden": [],
        "evidence": quotes if right and not answer.abstained else [],
        "notes": f"{verdict}, {now:%Y-%m-%d}, generation {answer.index_generation}; answered: {answer.text}",
    }


def feedback_lines(folder: Path) -> str:
    """All feedback kept in `folder` as JSON Lines; "" for none. ServeError where it can't be read."""
    file = folder / FILE
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except OSError as problem:
        raise ServeError(f"{file} can't be read ({problem.strerror}).") from problem
