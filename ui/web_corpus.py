"""The Corpus tab: one component whose script uploads files and asks the server for each view."""

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from ..corpus import READERS, TieupError
from ..rag import Assistant
from .corpus_page import corpus_view, remove_article, take_files
from .feedback import feedback_lines
from .files import static

_NOT_ALLOWED = '<p class="tu-problem" role="alert">Your key may read, not change the articles.</p>'


def corpus_tab(assistant: Assistant) -> gr.HTML:
    """The tab for `assistant`; it triggers "select" when the articles have changed."""

    def corpus_page(request: Any, visitor: gr.Request) -> dict[str, Any]:
        return corpus_view(assistant, request, may_change(visitor))

    def corpus_take(request: Any, visitor: gr.Request) -> str:
        if not may_change(visitor):
            return _NOT_ALLOWED
        return take_files(assistant, request, Path(get_upload_folder()))

    def corpus_remove(request: Any, visitor: gr.Request) -> str:
        return remove_article(assistant, request) if may_change(visitor) else _NOT_ALLOWED

    def corpus_feedback(request: Any) -> dict[str, str]:
        try:
            text = feedback_lines(assistant.store.folder)
        except TieupError as problem:
            return {"problem": str(problem)}
        return {"name": "feedback.jsonl", "type": "application/jsonl", "text": text}

    return gr.HTML(
        html_template=static("corpus.html").replace("<!--suffixes-->", ",".join(READERS)),
        js_on_load=static("corpus.js"),
        server_functions=[corpus_page, corpus_take, corpus_remove, corpus_feedback],
        elem_id="tu-corpuspage",
    )


def may_change(visitor: gr.Request) -> bool:
    """Whether the server lets this visitor write."""
    return getattr(_caller(visitor), "rights", "write") == "write"


def caller_of(visitor: gr.Request) -> str:
    """The id of the key or user that this visitor is known by, "open" where nobody is asked."""
    return str(getattr(_caller(visitor), "id", "open"))


def _caller(visitor: gr.Request) -> object:
    """What guards the app notes the caller in the request."""
    # Gradio hands the web framework's own request to functions that a script calls, wrapped to others.
    request: Any = getattr(visitor, "request", visitor)
    return getattr(request.state, "caller", None)
