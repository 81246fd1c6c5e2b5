"""The index that a measurement asks: the one chosen, or a temporary one of a folder."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..corpus import Article

if TYPE_CHECKING:
    from ..rag import Assistant

Command = TypeVar("Command", bound=Callable[..., Any])


def articles_options(command: Command) -> Command:
    """The options that say which articles a measurement is about: --index, or --corpus."""
    folder = click.Path(file_okay=False, path_type=Path)
    corpus = click.option(
        "--corpus", type=folder, metavar="DIR", help="Use a temporary index of this folder instead."
    )
    index = click.option(
        "--index",
        type=folder,
        envvar="TIEUP_INDEX",
        show_envvar=True,
        metavar="DIR",
        help="The index to use; without it, your own default one.",
    )
    return index(corpus(command))


@contextmanager
def opened(
    index: Path | None, corpus: Path | None
) -> Generator[tuple["Assistant", list[Article]], None, None]:
    """The assistant and all articles of the index at `index`, or of a temporary one of `corpus`.

    Without either it is your own default index. Files of the corpus that can't be read are named on stderr.
    """
    # Opened late, so that this room and `tieup eval --help` load in no time.
    from ..index import Store
    from ..rag import Assistant

    with TemporaryDirectory(prefix="tieup-eval-") as folder:
        if corpus is not None:
            index = Path(folder)
            with Store.open(index, create=True) as store:
                for refused in store.add([corpus]).rejected:
                    click.echo(f"{refused.path}: {refused.reason}", err=True)
        assistant = Assistant.open(index)  # first: it may have to make the default index
        with Store.open(index) as store:
            yield assistant, [store.article(info.id) for info in store.articles()]
