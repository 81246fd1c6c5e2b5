"""A follow-up put by a language model so that it stands alone; taken only where that is fair.

The model may fill in what the turn before it said, and may say nothing of its own: whatever is not taken
leaves the follow-up to be read as it is without a model.
"""

import re
from dataclasses import replace

from ..corpus import WriterError
from .kinds import kind_of
from .types import Answer
from .understanding import Asked, Turn
from .words import GENERIC, content_words
from .writer import Writer
from .writer_prompts import RESTATE, RESTATE_SYSTEM
from .writing_cut import without_thought

_LONGEST = 300  # characters of a question that stands alone
_MARKER = re.compile(r"\[\d+\]")
_NEGATION = re.compile(r"\b(?:no|not|never|none|nor|without)\b|n['’]t\b", re.IGNORECASE)


def restated(asked: Asked, turn: Turn, writer: Writer) -> str | None:
    """The follow-up `asked` as the model puts it after `turn`; None if that is not fair or can't be had."""
    earlier, answer = (" ".join(text.split())[:2000] for text in turn)
    prompt = RESTATE.format(earlier=earlier, answer=answer, question=asked.question.text)
    try:
        said = " ".join(without_thought("".join(writer.write(RESTATE_SYSTEM, prompt))).split())
    except WriterError:
        return None
    return said if fair(said, asked.question.text, turn) else None


def fair(said: str, question: str, turn: Turn) -> bool:
    """Whether `said` asks what `question` asks, in words of that and of the turn before it.

    Every content word, name and figure of it stands there; none of the question's own is left out; it denies
    as often, and it is a question of the same kind, or of the kind asked before.
    """
    if not said or len(said) > _LONGEST or said.count("?") > 1:
        return False
    lent = _stems(question) | _stems(turn[0]) | _stems(_MARKER.sub("", turn[1]))
    own, words = _stems(question), _stems(said)
    if not own <= words <= lent or not words:
        return False
    if len(_NEGATION.findall(said)) != len(_NEGATION.findall(question)):
        return False
    return kind_of(said) in (kind_of(question), kind_of(turn[0]))


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text) if word.text not in GENERIC}


def as_asked(answer: Answer, asked: Asked, turn: Turn, said: str, writer: Writer) -> Answer:
    """The answer to what the model said, as one to the follow-up itself, and with a notice of it."""
    understood = replace(
        answer.understood, text=asked.question.text, search_text=f"{turn[0]} {answer.understood.search_text}"
    )
    notice = f"Read by {writer.name} as: {said}"
    return replace(
        answer, question=asked.question.text, understood=understood, notices=(*answer.notices, notice)
    )
