"""What can be done with an answer once it is there: its evidence, its text, feedback, saving, going on."""

from contextlib import suppress
from typing import Any

import gradio as gr

from ..corpus import TieupError
from ..rag import Assistant
from .conversation import Conversation, Turn
from .feedback import keep_feedback
from .render import evidence_html, next_html
from .saved_questions import save_question
from .terminal import answer_text
from .underway import Underway
from .web_chat import PRIVATE, ChatParts
from .web_corpus import caller_of


def connect_reader(assistant: Assistant, reader: gr.HTML, parts: ChatParts, clip: gr.Textbox) -> None:
    """Links under an answer: its evidence again, its text with sources, feedback on it, saving it."""

    def act(conversation: Conversation, event: gr.EventData, visitor: gr.Request) -> tuple[Any, Any]:
        turn = conversation.turn_at(getattr(event, "turn", None))
        if turn is None or turn.answer is None:
            return gr.skip(), ""
        action = getattr(event, "action", None)
        if action == "copy":
            return gr.skip(), "copy:" + answer_text(turn.answer, None)
        if action == "feedback":
            return gr.skip(), "say:" + _noted(assistant, conversation, turn, getattr(event, "verdict", None))
        if action == "save":
            return gr.skip(), "say:" + _saved(assistant, turn, caller_of(visitor))
        return evidence_html(turn.answer, turn.about.copies), ""

    outputs = [parts.evidence, clip]
    acted = reader.select(act, parts.state, outputs, **PRIVATE)
    acted.then(None, clip, None, js="(text) => { window.tieup.told(text); }", **PRIVATE)


def connect_next(assistant: Assistant, parts: ChatParts, underway: Underway, answered: list[Any]) -> None:
    """Offer questions to go on with once one of the events `answered` is through.

    They are looked for one visitor at a time and while nobody waits for an answer, and go to a component of
    their own: had they a part in the conversation, they could undo a turn that began meanwhile.
    """

    def offer(conversation: Conversation) -> dict[str, Any]:
        turn = conversation.turns[-1] if conversation.turns else None
        if turn is None or turn.answer is None:
            return {}
        questions: list[str] = []
        # An index that changed or went meanwhile: the next answer says so.
        with suppress(TieupError, OSError):
            asked = [one.question for one in conversation.turns]
            chosen = turn.about.chosen
            questions = assistant.next_questions(turn.answer, asked, filters=chosen, pause=underway.over)
        return {"turn": turn.number, "html": next_html(questions)}

    for event in answered:
        event.success(
            offer, parts.state, parts.nexts, concurrency_limit=1, concurrency_id="next",
            trigger_mode="multiple", **PRIVATE,
        )  # fmt: skip


def _noted(assistant: Assistant, conversation: Conversation, turn: Turn, verdict: object) -> str:
    """Keep a visitor's verdict, and what to say to that."""
    if turn.answer is None:
        return ""
    history = conversation.history(turn.number) if turn.about.leaned else []
    try:
        keep_feedback(assistant.store.folder, turn.answer, history, verdict)
    except TieupError as problem:
        return str(problem)
    return "Noted, thank you. It stays on this server."


def _saved(assistant: Assistant, turn: Turn, by: str) -> str:
    """Keep a turn's question to be asked again, and what to say to that."""
    if turn.answer is None:
        return ""
    try:
        save_question(assistant.store.folder, turn.about.link, turn.answer, by)
    except TieupError as problem:
        return str(problem)
    return "Saved. Ask it again under Saved when articles have come or gone."
