"""`tieup users`: who may log in to the chat by name and password."""

import sys
from pathlib import Path

import click

from .cli_keys import key_file, keys_option
from .cli_shared import notice, plainly


@click.group("users", short_help="Make, list and remove who logs in to the chat by a password.")
def users_command() -> None:
    """Make, list and remove who may log in to the chat by name and password.

    Once there is one, or a key, the server asks everybody. A running server sees a change at once. The
    password is asked for, or read as a line from standard input.

    \b
      tieup users add ana
      tieup users add ben --write
      tieup users password ana
      tieup users remove ben
    """


@users_command.command("add")
@click.argument("name")
@click.option("--write", is_flag=True, help="May add and remove articles too, not only ask and read.")
@keys_option
def add_user(name: str, write: bool, keys_file: Path | None) -> None:
    """Let NAME log in, by a password of at least ten characters, of which a hash is kept."""
    with plainly():
        user = key_file(keys_file).add_user(name, _password(), "write" if write else "read")
        notice(f"{user.name} may log in ({user.rights}).")


@users_command.command("password")
@click.argument("name")
@keys_option
def change_password(name: str, keys_file: Path | None) -> None:
    """Give NAME another password; whoever is logged in by the old one has to log in again."""
    with plainly():
        user = key_file(keys_file).set_password(name, _password())
        notice(f"{user.name} has another password.")


@users_command.command("list")
@keys_option
def list_users(keys_file: Path | None) -> None:
    """List the users: id, rights, day made and name, with tabs between them."""
    with plainly():
        known = key_file(keys_file).users()
        for user in known:
            click.echo("\t".join((user.id, user.rights, user.created[:10], user.name)))
        if not known:
            notice("No users.")


@users_command.command("remove")
@click.argument("name")
@keys_option
def remove_user(name: str, keys_file: Path | None) -> None:
    """Take out the user with this NAME or id, and end what that user is logged in to."""
    with plainly():
        gone = key_file(keys_file).remove_user(name)
        click.echo(f"removed {gone.id} ({gone.name})")


def _password() -> str:
    """A password from the terminal, unseen and twice, or the first line of standard input."""
    if sys.stdin.isatty():
        return click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return sys.stdin.readline().rstrip("\r\n")
