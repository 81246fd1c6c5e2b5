"""`tieup mcp`: the MCP server on standard input and output, for programs that start it themselves."""

from pathlib import Path

import click

from .cli_shared import index_option, notice, plainly


@click.command("mcp", short_help="Serve tools for assistants on standard input and output.")
@index_option
def mcp_command(index: Path | None) -> None:
    """Serve Tieup's tools by the Model Context Protocol until the input ends.

    This is for programs that start it themselves, with a line such as this in their settings;
    `tieup serve` has the same tools at /mcp.

    \b
      tieup mcp --index my-index
    """
    with plainly():
        from .opening import open_assistant, writer_by
        from .settings import load

        settings = load(index=index)
        assistant = open_assistant(settings.index, notice, writer_by(settings))
        from .stdio import serve_stdio

        serve_stdio(assistant)
