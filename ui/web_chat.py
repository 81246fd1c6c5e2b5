"""The Chat tab: what is asked and answered, a thin layer of Gradio events over pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ..corpus import TieupError
from ..rag import Answer, Assistant, EvidenceFound
from .conversation import Conversation
from .files import static
from .narrowing import narrowed
from .render import Draft, evidence_html, looked_at_html
from .terminal import answer_text
from .welcome import Coverage, Front, evidence_empty_html, header_html, welcome_html

QUESTION_LENGTH = 2_000  # code points: a question, not an article
_PUBLISHERS = 40

_PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
_CLOSE_READER = "(...values) => { window.tieup?.close(); return values; }"


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The components that events read and write."""

    header: gr.HTML
    welcome: gr.HTML
    state: gr.State
    thread: gr.HTML
    box: gr.Textbox
    evidence: gr.HTML
    publishers: gr.CheckboxGroup
    after: gr.Textbox
    before: gr.Textbox
    new: gr.Button


def chat_tab(coverage: Coverage, header: gr.HTML, evidence: gr.HTML) -> ChatParts:
    """The tab's components; each visitor's conversation lives in that visitor's own state."""
    state = gr.State(Conversation())
    with gr.Column(elem_id="tu-log"):
        thread = _thread()
        welcome = gr.HTML(welcome_html(coverage, []), elem_id="tu-welcome")
    box = _question_box()
    with gr.Row(elem_id="tu-tools"):
        with gr.Accordion("Filters", open=False, elem_id="tu-filters"):
            narrowing = _filters(coverage)
        new = gr.Button("New chat", elem_id="tu-new", size="sm")
    return ChatParts(header, welcome, state, thread, box, evidence, *narrowing, new)


def _ready_box() -> gr.Textbox:
    return gr.Textbox(submit_btn=True, stop_btn=False)


def _thread() -> gr.HTML:
    # Not gr.Chatbot: it puts a message's source into its aria-label and redraws all of it at each step.
    return gr.HTML(
        [], html_template=static("thread.html"), js_on_load=static("thread.js"), elem_id="tu-thread"
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="tu-box",
        label="Your question",
        show_label=False,
        placeholder="Ask about a deal …",
        lines=1,
        max_lines=5,
        max_length=QUESTION_LENGTH,
        submit_btn=True,
        autofocus=True,
    )


def _filters(coverage: Coverage) -> tuple[gr.CheckboxGroup, gr.Textbox, gr.Textbox]:
    choices = _choices(coverage)
    publishers = gr.CheckboxGroup(choices, label="Publishers", elem_id="tu-publishers", visible=bool(choices))
    with gr.Row():
        after = gr.Textbox(label="Published on or after", placeholder="2018-06-30", max_length=10)
        before = gr.Textbox(label="Published before", placeholder="2021", max_length=10)
    return publishers, after, before


def _choices(coverage: Coverage) -> list[tuple[str, str]]:
    return [(f"{name} ({count})", name) for name, count in coverage.publishers[:_PUBLISHERS]]


def reply(
    assistant: Assistant, question: str, conversation: Conversation, chosen: tuple[Sequence[str], str, str]
) -> Iterator[tuple[Conversation, str | None]]:
    """The conversation as it grows while `question` is answered, and the evidence panel where it changed."""
    conversation = conversation.asked(question)
    yield conversation, None
    draft = Draft()
    try:
        filters = narrowed(*chosen)
        for event in assistant.stream(question, history=conversation.history(), filters=filters):
            if isinstance(event, Answer):
                yield conversation.with_last(answer=event), evidence_html(event)
            elif isinstance(event, EvidenceFound):
                yield conversation, looked_at_html(event.evidence)
            else:
                draft = draft.with_event(event)
                conversation = conversation.with_last(draft=draft)
                yield conversation, None
    except TieupError as problem:
        yield conversation.with_last(problem=str(problem)), None


def connect_arriving(page: gr.Blocks, corpus: gr.HTML, front: Front, parts: ChatParts) -> None:
    """Show the index as it is now, not as it was when the server started."""

    def arrive() -> tuple[Any, ...]:
        coverage, welcome = front.now()
        choices = _choices(coverage)
        publishers = gr.CheckboxGroup(choices=choices, visible=bool(choices))
        return header_html(coverage), welcome, publishers

    def begin() -> tuple[Any, ...]:
        return Conversation(), [], evidence_empty_html(front.coverage()), _ready_box()

    # Arriving leaves the conversation alone: somebody may have asked before the starters were there.
    for happens in (page.load, corpus.select):
        happens(arrive, None, [parts.header, parts.welcome, parts.publishers], **_PRIVATE)
    fresh = [parts.state, parts.thread, parts.evidence, parts.box]
    parts.new.click(begin, None, fresh, js=_CLOSE_READER, **_PRIVATE)


def connect_asking(assistant: Assistant, parts: ChatParts) -> None:
    """Answer what is typed or picked, and stop where the visitor says so."""
    shown = [parts.state, parts.thread, parts.evidence, parts.box]

    def ask(
        question: str, conversation: Conversation, publishers: list[str], after: str, before: str
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield (gr.skip(),) * 4
            return
        box: Any = gr.Textbox(value="", submit_btn=False, stop_btn=True)
        for now, panel in reply(assistant, question, conversation, (publishers, after, before)):
            yield now, now.shown(), gr.skip() if panel is None else panel, box
            box = gr.skip()
        yield gr.skip(), gr.skip(), gr.skip(), _ready_box()

    def stop(conversation: Conversation) -> tuple[Any, ...]:
        stopped = conversation.stopped()
        return stopped, stopped.shown(), gr.skip(), _ready_box()

    def starter(event: gr.EventData) -> str:
        return str(getattr(event, "question", ""))[:QUESTION_LENGTH]

    given = [parts.box, parts.state, parts.publishers, parts.after, parts.before]
    typed = parts.box.submit(ask, given, shown, js=_CLOSE_READER, **_PRIVATE)
    asked = parts.thread.submit(starter, None, parts.box, **_PRIVATE).then(ask, given, shown, **_PRIVATE)
    parts.box.stop(stop, parts.state, shown, cancels=[typed, asked], **_PRIVATE)
    parts.new.click(None, cancels=[typed, asked])


def connect_reader(reader: gr.HTML, parts: ChatParts, clip: gr.Textbox) -> None:
    """The reader's own links: an old turn's evidence, and its text with sources for the clipboard."""

    def act(conversation: Conversation, event: gr.EventData) -> tuple[Any, Any]:
        answer = conversation.answer_at(getattr(event, "turn", None))
        if answer is None:
            return gr.skip(), ""
        if getattr(event, "action", None) == "copy":
            return gr.skip(), answer_text(answer, None)
        return evidence_html(answer), ""

    outputs = [parts.evidence, clip]
    acted = reader.select(act, parts.state, outputs, **_PRIVATE)
    acted.then(None, clip, None, js="(text) => { if (text) window.tieup.copy(text); }", **_PRIVATE)
