"""`tieup serve`: the web chat, and the API beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from .cli_keys import keys_option
from .cli_shared import index_option, notice, plainly


@click.command("serve", short_help="Open the chat in a web browser.")
@index_option
@click.option("--host", help="The address to listen on; without it, 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one; without it, 7860.")
@click.option("--open", "browse", is_flag=True, help="Open the page in your browser once it answers.")
@keys_option
@click.option("--log", is_flag=True, help="Write a line of JSON to stderr for each request.")
@click.option("--log-questions", is_flag=True, help="And what was asked, which is left out otherwise.")
def serve_command(index: Path | None, browse: bool, log: bool, log_questions: bool, **flags: Any) -> None:
    """Serve the web chat and the API until Ctrl-C. Prints one line with the address once it answers.

    On this machine it is open as long as there are no keys (`tieup keys`); elsewhere it asks for one.
    Beside the chat: /docs (the API), /v1 (as an OpenAI-compatible model), /mcp, /metrics.

    \b
      tieup serve --open
      tieup serve --index my-index --port 8080
      tieup serve --host 0.0.0.0 --log
    """
    with plainly():
        from .opening import open_assistant, writer_by
        from .port import listen
        from .serving import check_open, serving_by
        from .settings import load

        settings = load(index=index, log=log or None, log_questions=log_questions or None, **flags)
        serving = serving_by(settings)
        # The port first: a port in use should be said at once, not after the index is open.
        with listen(settings.host, settings.port) as bound:
            check_open(bound, serving.keys)
            notice("Starting …")
            from .server import serve

            assistant = open_assistant(settings.index, notice, writer_by(settings))
            serve(assistant, serving, bound, _ready(browse))


def _ready(browse: bool) -> Callable[[str], None]:
    def say(address: str) -> None:
        click.echo(f"Tieup is at {address} (Ctrl-C stops it)")
        if browse:
            click.launch(address)

    return say
