"""The Deals tab: one component whose script asks the server for each view."""

from typing import Any

import gradio as gr

from ..corpus import TieupError
from ..rag import DEAL_TYPES, LADDER, Assistant
from .deal_text import words_of
from .deals_page import file_of, page_of
from .files import static


def deals_tab(assistant: Assistant) -> gr.HTML:
    """The tab for `assistant`. Its filters live in the visitor's browser, so there is nothing to share."""

    def deals_page(request: Any) -> dict[str, Any]:
        return page_of(assistant, request)

    def deals_file(request: Any) -> dict[str, str]:
        try:
            return file_of(assistant, request)
        except TieupError as problem:
            return {"problem": str(problem)}

    return gr.HTML(
        html_template=_form(),
        js_on_load=static("deals.js"),
        server_functions=[deals_page, deals_file],
        elem_id="tu-dealspage",
    )


def _form() -> str:
    """The page's frame with every type and status to choose from."""
    types = "".join(f'<option value="{kind}">{words_of(kind)}</option>' for kind in DEAL_TYPES)
    statuses = "".join(f"<option>{status}</option>" for status in LADDER)
    return static("deals.html").replace("<!--types-->", types).replace("<!--statuses-->", statuses)
