"""The index that a measurement asks: the one chosen, or a temporary one of a folder."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..corpus import Article

if TYPE_CHECKING:
    from ..rag import Assistant


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
