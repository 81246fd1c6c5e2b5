"""The panel beside every page: the article reader."""

from typing import Any, cast

import gradio as gr

from ..corpus import StoreError
from ..rag import Assistant
from .files import static
from .passages import Target, article_view, missing_view

_OTHERS = 50  # cited passages beside the opened one that are lightly marked


def reader_of(assistant: Assistant) -> gr.HTML:
    """The reader: its script asks the server for the article behind a link."""

    def open_passage(request: Any) -> str:
        return passage_html(assistant, request)

    return gr.HTML(
        html_template=static("reader.html"),
        js_on_load=static("reader.js"),
        server_functions=[open_passage],
        elem_id="tu-reader",
    )


def passage_html(assistant: Assistant, request: Any) -> str:
    """The article that request["href"] points into, with that passage marked and request["others"] lightly.

    The browser may send anything, so anything but links made by this page finds no article.
    """
    asked: dict[str, Any] = cast("dict[str, Any]", request) if isinstance(request, dict) else {}
    target = Target.parse(asked.get("href"))
    if target is None:
        return missing_view()
    try:
        article = assistant.store.article(target.article_id)
    except StoreError:
        return missing_view()
    others = asked.get("others")
    lights = [Target.parse(other) for other in others[:_OTHERS]] if isinstance(others, list) else []
    return article_view(article, target, [light for light in lights if light])
