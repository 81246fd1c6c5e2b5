"""The command that corrects a deal of the ledger."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_shared import index_option, notice, plainly

if TYPE_CHECKING:
    from ..rag import CorrectionField, Deal


@click.command("correct", short_help="Say what was read wrongly of a deal.")
@click.argument("deal", metavar="ID")
@index_option
@click.option("--parties", metavar="NAMES", help="Who it is between, joined by +.")
@click.option("--type", "kind", metavar="TYPE", help="What type it is of.")
@click.option("--status", metavar="STATUS", help="How far it has come.")
@click.option("--no-deal", is_flag=True, help="It is no deal at all: list it no more.")
@click.option("--as-read", is_flag=True, help="Take all corrections of this deal back.")
@click.option("--by", metavar="NAME", help="Who says so (default: your login name).")
@click.option("--note", default="", metavar="TEXT", help="Why.")
def correct_command(
    deal: str, index: Path | None, by: str | None, note: str, **said: str | bool | None
) -> None:
    """Correct the deal ID (`tieup deals --json` has the ids).

    The articles' evidence stays as it is; the correction is kept beside it, with its author and time, and
    holds until it is taken back.

    \b
      tieup correct 3f2a9c41d0be --type joint_venture --by ann
      tieup correct 3f2a9c41d0be --parties "Honda + CATL"
      tieup correct 3f2a9c41d0be --as-read
    """
    values = _values(said)
    if not values:
        raise click.UsageError("say what is right: --parties, --type, --status, --no-deal or --as-read.")
    with plainly():
        from .opening import open_assistant

        assistant = open_assistant(index, notice)
        told: Deal | None = None
        for field, value in values:
            told = assistant.correct(deal, field, value, by or _login(), note)
        _print(told)


def _values(said: dict[str, str | bool | None]) -> "list[tuple[CorrectionField, str | None]]":
    """The fields spoken of with their new values, None for one taken back."""
    if said["as_read"]:
        return [("parties", None), ("type", None), ("status", None), ("deal", None)]
    values: list[tuple[CorrectionField, str | None]] = []
    if said["parties"] is not None:
        values.append(("parties", str(said["parties"])))
    if said["kind"] is not None:
        values.append(("type", str(said["kind"])))
    if said["status"] is not None:
        values.append(("status", str(said["status"])))
    return [*values, ("deal", "no")] if said["no_deal"] else values


def _print(deal: "Deal | None") -> None:
    if deal is None:
        click.echo("Kept: it is no deal, and is listed no more.")
        return
    from .deal_text import deal_text

    click.echo(deal_text(deal, None))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in this container
        return "unknown"
