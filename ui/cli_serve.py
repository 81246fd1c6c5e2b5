"""`tieup serve`: the web chat."""

from collections.abc import Callable
from pathlib import Path

import click

from .cli_shared import index_option, notice, plainly


@click.command("serve", short_help="Open the chat in a web browser.")
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7860, show_default=True, help="0 takes a free one."
)
@click.option("--open", "browse", is_flag=True, help="Open the page in your browser once it answers.")
def serve_command(index: Path | None, host: str, port: int, browse: bool) -> None:
    """Serve the web chat until Ctrl-C. Prints one line with the address once it answers.

    \b
      tieup serve --open
      tieup serve --index my-index --port 8080
    """
    with plainly():
        from .opening import open_assistant
        from .port import listen

        # The port first: a port in use should be said at once, not after the index is open.
        with listen(host, port) as bound:
            notice("Starting …")
            from .server import serve

            serve(open_assistant(index, notice), bound, _ready(browse))


def _ready(browse: bool) -> Callable[[str], None]:
    def say(address: str) -> None:
        click.echo(f"Tieup is at {address} (Ctrl-C stops it)")
        if browse:
            click.launch(address)

    return say
