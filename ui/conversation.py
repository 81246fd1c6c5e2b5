"""One visitor's conversation: what was asked, what was answered, and the messages that show it."""

from dataclasses import dataclass, field, replace
from typing import Any

from ..rag import Answer
from .about import About
from .render import Draft, answer_parts, draft_parts, problem_html, question_html

# What the assistant is told of the conversation; older turns are shown but no longer referred to.
_REMEMBERED = 6
# What is shown; a page with more turns grows slow.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it so far: a draft, an answer, a problem, or a stop by the visitor."""

    number: int
    question: str
    draft: Draft = field(default_factory=Draft)
    answer: Answer | None = None
    problem: str | None = None
    about: About = field(default_factory=About)

    def parts(self) -> list[str]:
        """The turn as pieces of HTML; while it is answered only the later ones change."""
        if self.answer is not None:
            shown = answer_parts(self.answer, self.number, self.about)
        else:
            shown = [problem_html(self.problem)] if self.problem else draft_parts(self.draft)
        return [question_html(self.question), *shown]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first."""

    turns: tuple[Turn, ...] = ()

    def asked(self, question: str) -> "Conversation":
        """The conversation with a new turn; turns left unfinished by a stop are said to be stopped."""
        number = self.turns[-1].number + 1 if self.turns else 1
        return Conversation((*self.stopped().turns, Turn(number, question))[-_SHOWN:])

    def with_last(self, **changes: object) -> "Conversation":
        """The conversation with its last turn changed."""
        return Conversation((*self.turns[:-1], replace(self.turns[-1], **changes)))  # pyright: ignore[reportArgumentType]

    def stopped(self) -> "Conversation":
        """The conversation with a turn that is still being answered marked as stopped."""
        if not self.turns or self.turns[-1].answer or self.turns[-1].problem:
            return self
        return self.with_last(problem="You stopped this one. Ask again, or ask something else.")

    def history(self, before: int | None = None) -> list[tuple[str, str]]:
        """The answered turns as (question, answer text), the last few; only those before a turn's number."""
        answered = [
            (turn.question, turn.answer.text)
            for turn in self.turns
            if turn.answer and (before is None or turn.number < before)
        ]
        return answered[-_REMEMBERED:]

    def questions(self, number: int) -> tuple[str, ...]:
        """The questions that lead to the answered turn with this number, it last: those it was read with."""
        chain: list[str] = []
        for turn in reversed([turn for turn in self.turns if turn.answer and turn.number <= number]):
            chain.append(turn.question)
            if not turn.about.leaned:
                break
        return tuple(reversed(chain))

    def turn_at(self, number: object) -> Turn | None:
        """The turn with this number: the browser may send anything."""
        return next((turn for turn in self.turns if turn.number == number), None)

    def shown(self) -> list[dict[str, Any]]:
        """The conversation as the page draws it."""
        return [{"id": t.number, "parts": t.parts(), "busy": not (t.answer or t.problem)} for t in self.turns]
