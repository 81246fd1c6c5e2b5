"""The web page: chat, deals, corpus and saved questions, each beside the article reader, put into an app."""

import os
from typing import Any

# Read by the libraries as they load: nothing leaves this machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import FileResponse
from gradio.themes import Default

from ..rag import Assistant
from .deals_timeline import plotly_script
from .files import static
from .underway import Underway
from .web_after import connect_next, connect_reader
from .web_chat import chat_tab, connect_arriving, connect_asking
from .web_client import offer_to_clients
from .web_corpus import corpus_tab
from .web_deals import deals_tab
from .web_reader import reader_of
from .web_saved import saved_tab
from .welcome import Front, evidence_empty_html, header_html

_STARTERS = 6
_AT_ONCE = 4  # questions answered at the same time
_WAITING = 200  # questions waiting for their turn; more are refused with a message
_STYLES = ("page.css", "chat.css", "deals.css", "corpus.css", "saved.css")


def mount(app: FastAPI, assistant: Assistant) -> FastAPI:
    """Put the page for `assistant` at the root of `app`."""
    font = ["system-ui", "sans-serif"]
    styles = "".join(static(name) for name in _STYLES)

    @app.get("/tieup/plotly.js", include_in_schema=False)
    def plotly() -> FileResponse:  # pyright: ignore[reportUnusedFunction]
        headers = {"Cache-Control": "private, max-age=86400"}
        return FileResponse(plotly_script(), media_type="text/javascript", headers=headers)

    return gr.mount_gradio_app(
        app,
        build(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        theme=Default(font=font, font_mono=["ui-monospace", "monospace"]),
        # Not as `css`: Gradio rewrites the selectors of that, and those in media queries no longer match.
        head=f"<style>{styles}</style>",
    )


def build(assistant: Assistant) -> gr.Blocks:
    """The page for `assistant`: four tabs, and beside them the evidence and the article reader."""
    front = Front(assistant, _STARTERS)
    coverage = front.coverage()
    with gr.Blocks(title="Tieup", fill_width=True, fill_height=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="tu-top"):
            header = gr.HTML(header_html(coverage), elem_id="tu-header")
            gr.HTML(html_template=static("nav.html"), js_on_load=static("nav.js"), elem_id="tu-nav")
        evidence: Any = gr.HTML(evidence_empty_html(coverage), elem_id="tu-evidence", render=False)
        with gr.Row(elem_id="tu-panes"):
            with gr.Column(elem_id="tu-chat"):
                parts = chat_tab(coverage, header, evidence)
            with gr.Column(elem_id="tu-dealstab"):
                deals_tab(assistant)
            with gr.Column(elem_id="tu-corpustab"):
                corpus = corpus_tab(assistant)
            with gr.Column(elem_id="tu-savedtab"):
                saved_tab(assistant)
            with gr.Column(elem_id="tu-side"):
                reader = reader_of(assistant)
                evidence.render()
        clip = gr.Textbox(visible="hidden", elem_id="tu-clip", label="Copied text")
        offer_to_clients(assistant)  # first: the page's own events would take its name
        connect_arriving(page, corpus, front, parts)
        underway = Underway()
        answered = connect_asking(assistant, parts, underway)
        connect_reader(assistant, reader, parts, clip)
        connect_next(assistant, parts, underway, answered)
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE)
    return page
