"""What the page offers to programs that speak Gradio's own protocol: one question, one answer."""

from typing import Any

import gradio as gr
from gradio.events import api

from ..corpus import TieupError
from ..rag import Assistant


def offer_to_clients(assistant: Assistant) -> None:
    """Let `gradio_client` ask `assistant` at `/ask`; to be called inside the page's blocks."""

    def ask(question: str) -> dict[str, Any]:
        """Answer a question; the answer has the keys of `Answer.to_dict`, but for the paths of files."""
        try:
            told = assistant.ask(question).to_dict()
        except TieupError as problem:
            raise gr.Error(str(problem), print_exception=False) from problem
        # Gradio's client takes whatever has a path for a file, and tries to fetch it.
        for name in ("citations", "evidence"):
            told[name] = [{key: one[key] for key in one if key != "path"} for one in told[name]]
        return told

    api(ask, api_name="ask")
