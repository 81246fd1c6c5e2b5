"""The commands that put an index into one file and back: backup, restore."""

from pathlib import Path

import click

from .cli_shared import index_option, notice, plainly

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup", short_help="Write the index into one file.")
@click.argument("file", type=_FILE)
@index_option
def backup_command(file: Path, index: Path | None) -> None:
    """Write the whole index, articles and all, into FILE; it may be in use meanwhile.

    \b
      tieup backup monday.tieup --index my-index
    """
    with plainly():
        from .opening import open_store

        size = open_store(index, notice).backup(file)
        click.echo(f"{file}: {size / 1e6:,.1f} MB")


@click.command("restore", short_help="Make an index from a backup.")
@click.argument("file", type=_FILE)
@index_option
@click.option("--replace", is_flag=True, help="Let the backup take the place of the index that is there.")
def restore_command(file: Path, index: Path | None, replace: bool) -> None:
    """Make the index what it was when FILE was written.

    \b
      tieup restore monday.tieup --index my-index
    """
    with plainly():
        from ..index import Store

        with Store.restore(file, index, replace=replace) as store:
            stats = store.stats()
        click.echo(f"{stats['folder']}: {stats['articles']:,} articles, generation {stats['generation']}")
