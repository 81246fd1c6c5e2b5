"""The Chat tab: what is asked and answered, a thin layer of Gradio events over pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from ..corpus import TieupError
from ..index import Filters
from ..rag import Answer, Assistant, EvidenceFound
from .about import EARLIER, around, as_typed, dropped, leans, narrowness
from .conversation import Conversation
from .files import static
from .links import TurnLink
from .narrowing import narrowed
from .render import Draft, evidence_html, looked_at_html
from .troubles import trouble_words
from .underway import Underway
from .welcome import Coverage, Front, evidence_empty_html, header_html, welcome_html

QUESTION_LENGTH = 2_000  # code points: a question, not an article
_PUBLISHERS = 40
_ASK, _STOP = "Ask", "Stop"  # words: Gradio's own signs have no name that a screen reader could say
_MOVED = "The articles have changed since this link was made; this is what they say now."

PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}
"""How every event of the page is bound: no program may call it by name, and nothing spins meanwhile."""
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
    nexts: gr.HTML
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
        nexts = gr.HTML({}, html_template="<i></i>", js_on_load=static("next.js"), elem_id="tu-next")
    box = _question_box()
    with gr.Row(elem_id="tu-tools"):
        with gr.Accordion("Filters", open=False, elem_id="tu-filters"):
            narrowing = _filters(coverage)
        new = gr.Button("New chat", elem_id="tu-new", size="sm")
    return ChatParts(header, welcome, state, thread, box, evidence, nexts, *narrowing, new)


def _ready_box() -> gr.Textbox:
    return gr.Textbox(submit_btn=_ASK, stop_btn=False)


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
        submit_btn=_ASK,
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


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is put: its filters, the turns before it, and what is said above its answer."""

    question: str
    filters: Filters
    history: Sequence[tuple[str, str]]
    note: str = ""


def reply(
    assistant: Assistant, asking: Asking, conversation: Conversation
) -> Iterator[tuple[Conversation, str | None]]:
    """The conversation as it grows while a question is answered, and the evidence panel where it changed."""
    conversation = conversation.asked(asking.question)
    yield conversation, None
    draft = Draft()
    try:
        for event in assistant.stream(asking.question, history=asking.history, filters=asking.filters):
            if isinstance(event, Answer):
                yield _answered(assistant, asking, conversation, event)
            elif isinstance(event, EvidenceFound):
                yield conversation, looked_at_html(event.evidence)
            else:
                draft = draft.with_event(event)
                conversation = conversation.with_last(draft=draft)
                yield conversation, None
    except (TieupError, OSError) as problem:
        yield conversation.with_last(problem=trouble_words(problem, assistant.store.folder)), None


def _answered(
    assistant: Assistant, asking: Asking, conversation: Conversation, answer: Answer
) -> tuple[Conversation, str]:
    about = replace(
        around(assistant, answer),
        chosen=asking.filters,
        leaned=leans(answer, asking.history),
        note=asking.note,
    )
    about = narrowness(about, list(assistant.knowledge().articles.values()))
    done = conversation.with_last(answer=answer, about=about)
    questions = done.questions(done.turns[-1].number)
    link = TurnLink(questions, asking.filters, answer.index_generation).href
    return done.with_last(about=replace(about, link=link)), evidence_html(answer, about.copies)


def connect_arriving(page: gr.Blocks, corpus: gr.HTML, front: Front, parts: ChatParts) -> None:
    """Show the index as it is now, not as it was when the server started."""

    def arrive() -> tuple[Any, ...]:
        coverage, welcome = front.now()
        choices = _choices(coverage)
        publishers = gr.CheckboxGroup(choices=choices, visible=bool(choices))
        return header_html(coverage), welcome, publishers

    def begin() -> tuple[Any, ...]:
        return Conversation(), [], evidence_empty_html(front.coverage()), _ready_box(), {}

    # Arriving leaves the conversation alone: somebody may have asked before the starters were there.
    for happens in (page.load, corpus.select):
        happens(arrive, None, [parts.header, parts.welcome, parts.publishers], **PRIVATE)
    fresh = [parts.state, parts.thread, parts.evidence, parts.box, parts.nexts]
    parts.new.click(begin, None, fresh, js=_CLOSE_READER, **PRIVATE)


def connect_asking(assistant: Assistant, parts: ChatParts, underway: Underway) -> list[Any]:
    """Answer what is typed or picked, and stop where the visitor says so: the events that answer."""
    shown = [parts.state, parts.thread, parts.evidence, parts.box]

    def streamed(steps: Iterator[tuple[Conversation, str | None]]) -> Iterator[tuple[Any, ...]]:
        with underway.one():
            yield from _streamed(steps)

    def ask(
        question: str, conversation: Conversation, publishers: list[str], after: str, before: str
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield (gr.skip(),) * 4
            return
        try:
            asking = Asking(question, narrowed(publishers, after, before), conversation.history())
        except TieupError as problem:
            refused = conversation.asked(question).with_last(problem=str(problem))
            yield refused, refused.shown(), gr.skip(), ""
            return
        yield from streamed(reply(assistant, asking, conversation))

    def again(conversation: Conversation, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        untouched = (gr.skip(),) * 3
        link = TurnLink.parse(getattr(event, "link", None))
        if link is not None:
            yield from ((*step, *untouched) for step in streamed(_reopened(assistant, link, conversation)))
            return
        number = getattr(event, "turn", None)
        asking = _going_on(conversation, number, getattr(event, "next", None))
        asking = asking or _without(conversation, number, getattr(event, "piece", None))
        if asking is None:
            yield (gr.skip(),) * 7
            return
        # The next question is asked with the filters that are left.
        left = asking.filters
        filters: tuple[Any, ...] = (
            list(left.publishers),
            left.published_after or "",
            left.published_before or "",
        )
        for step in streamed(reply(assistant, asking, conversation)):
            yield (*step, *filters)
            filters = untouched

    def stop(conversation: Conversation) -> tuple[Any, ...]:
        stopped = conversation.stopped()
        return stopped, stopped.shown(), gr.skip(), _ready_box()

    def starter(event: gr.EventData) -> str:
        return str(getattr(event, "question", ""))[:QUESTION_LENGTH]

    given = [parts.box, parts.state, parts.publishers, parts.after, parts.before]
    typed = parts.box.submit(ask, given, shown, js=_CLOSE_READER, **PRIVATE)
    asked = parts.thread.submit(starter, None, parts.box, **PRIVATE).then(ask, given, shown, **PRIVATE)
    narrowing = [parts.publishers, parts.after, parts.before]
    repeated = parts.thread.select(again, parts.state, [*shown, *narrowing], **PRIVATE)
    parts.box.stop(stop, parts.state, shown, cancels=[typed, asked, repeated], **PRIVATE)
    parts.new.click(None, cancels=[typed, asked, repeated])
    return [typed, asked, repeated]


def _streamed(steps: Iterator[tuple[Conversation, str | None]]) -> Iterator[tuple[Any, ...]]:
    """What is shown at each step: conversation, thread, evidence, and the box with a stop button."""
    box: Any = gr.Textbox(value="", submit_btn=False, stop_btn=_STOP)
    for now, panel in steps:
        yield now, now.shown(), gr.skip() if panel is None else panel, box
        box = gr.skip()
    yield gr.skip(), gr.skip(), gr.skip(), _ready_box()


def _reopened(
    assistant: Assistant, link: TurnLink, conversation: Conversation
) -> Iterator[tuple[Conversation, str | None]]:
    """The linked turn, and those that lead to it, asked again."""
    for place, question in enumerate(link.questions, 1):
        moved = link.generation and link.generation != assistant.store.generation
        note = _MOVED if moved and place == len(link.questions) else ""
        history = conversation.history()[1 - place :] if place > 1 else []
        for step in reply(assistant, Asking(question, link.filters, history, note), conversation):
            conversation = step[0]
            yield step


def _going_on(conversation: Conversation, number: object, question: object) -> Asking | None:
    """A question offered under a turn, asked as it was tried out: alone, with the turn's filters."""
    turn = conversation.turn_at(number)
    if turn is None or not isinstance(question, str):
        return None
    return Asking(question[:QUESTION_LENGTH], turn.about.chosen, [])


def _without(conversation: Conversation, number: object, piece: object) -> Asking | None:
    """The question of a turn again, without the reading that a chip stood for."""
    turn = conversation.turn_at(number)
    if turn is None or turn.answer is None or not isinstance(piece, str):
        return None
    history = [] if piece == EARLIER or not turn.about.leaned else conversation.history(turn.number)
    return Asking(as_typed(turn.question, piece), dropped(turn.about.chosen, piece), history)
