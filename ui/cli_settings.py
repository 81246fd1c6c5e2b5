"""`tieup settings`: every setting, its value, and where that came from."""

import json
from dataclasses import asdict

import click

from .cli_shared import plainly


@click.command("settings", short_help="Show every setting and where its value came from.")
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
def settings_command(as_json: bool) -> None:
    """Show every setting, its value, and whether a variable, the settings file or nobody set it.

    A flag of a command goes before its variable, a variable before the file. Secrets are never shown.

    \b
      tieup settings
      TIEUP_PORT=8080 tieup settings --json
    """
    with plainly():
        from .settings import load, shown
        from .settings_file import settings_file
        from .terminal import plain

        lines = shown(load())
        if as_json:
            click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
            return
        width = max(len(line.name) for line in lines)
        click.echo(
            f"Settings file: {settings_file()}" + ("" if settings_file().exists() else " (none there)")
        )
        for line in lines:
            click.echo(plain(f"{line.name:<{width}}  {line.value or '-'}  ({line.source}: {line.meaning})"))
