"""`tieup keys`: who may use a server, and who may change its articles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_shared import notice, plainly

if TYPE_CHECKING:
    from .keys import KeyFile

keys_option = click.option(
    "--keys-file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="TIEUP_KEYS_FILE",
    show_envvar=True,
    metavar="FILE",
    help="The file with hashes of keys and passwords; without it, keys.json among your own data.",
)


@click.group("keys", short_help="Make, list and remove the keys to a server.")
def keys_command() -> None:
    """Make, list and remove the keys to a server. Once there is one, the server asks for it everywhere.

    A running server sees a change at once.

    \b
      tieup keys add "Ana's laptop"
      tieup keys add "night upload" --write
      tieup keys remove "Ana's laptop"
    """


@keys_command.command("add")
@click.argument("name")
@click.option("--write", is_flag=True, help="May add and remove articles too, not only ask and read.")
@keys_option
def add_key(name: str, write: bool, keys_file: Path | None) -> None:
    """Make a key called NAME and print it. It is told this once; what is kept is its hash."""
    with plainly():
        key, text = key_file(keys_file).add(name, "write" if write else "read")
        notice(f"Key {key.id} ({key.rights}) for {key.name}; keep it, it is not shown again:")
        click.echo(text)


@keys_command.command("list")
@keys_option
def list_keys(keys_file: Path | None) -> None:
    """List the keys: id, rights, day made and name, with tabs between them."""
    with plainly():
        known = key_file(keys_file).keys()
        for key in known:
            click.echo("\t".join((key.id, key.rights, key.created[:10], key.name)))
        if key_file(keys_file).empty():
            notice("No keys: the chat is open on this machine, and is served on no other address.")


@keys_command.command("remove")
@click.argument("key")
@keys_option
def remove_key(key: str, keys_file: Path | None) -> None:
    """Take out the KEY with this id or name; whoever has it is refused from now on."""
    with plainly():
        gone = key_file(keys_file).remove(key)
        click.echo(f"removed {gone.id} ({gone.name})")


def key_file(path: Path | None) -> "KeyFile":
    """The file that the option, or else the settings, name."""
    from .keys import KeyFile, default_keys
    from .settings import load

    return KeyFile(load(keys_file=path).keys_file or default_keys())
