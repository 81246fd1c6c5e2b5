"""The Saved tab: one component whose script asks the server for the list and for what has changed."""

from typing import Any

import gradio as gr

from ..rag import Assistant
from .corpus_page import fields_of
from .files import static
from .saved_page import again_view, forget_view, keep_now, saved_view
from .web_corpus import caller_of, may_change


def saved_tab(assistant: Assistant) -> gr.HTML:
    """The tab for `assistant`."""

    def saved_list(_: Any) -> str:
        return saved_view(assistant)

    def saved_again(request: Any) -> str:
        return again_view(assistant, fields_of(request).get("id"))

    def saved_keep(request: Any) -> str:
        return keep_now(assistant, fields_of(request).get("id"))

    def saved_forget(request: Any, visitor: gr.Request) -> str:
        by = None if may_change(visitor) else caller_of(visitor)
        return forget_view(assistant, fields_of(request).get("id"), by)

    return gr.HTML(
        html_template=static("saved.html"),
        js_on_load=static("saved.js"),
        server_functions=[saved_list, saved_again, saved_keep, saved_forget],
        elem_id="tu-savedpage",
    )
