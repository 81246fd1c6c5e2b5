"""Opening what a command works on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..index import Store
    from ..rag import Assistant

Notice = Callable[[str], None]


def open_assistant(index: Path | None, notice: Notice) -> "Assistant":
    """The assistant of the index at `index`, or of the default one, which is made at first use.

    Raises what opening an index raises: StoreMissing, StoreDamaged, StoreMismatch.
    """
    from ..rag import Assistant

    return Assistant.open(index, notice=notice)


def open_store(index: Path | None, notice: Notice, create: bool = False) -> "Store":
    """The index at `index`, made empty if `create` is set, or the default one.

    The default index holds the bundled articles whichever command comes first, so that the order of
    commands changes nothing.
    """
    if index is None:
        return open_assistant(None, notice).store

    from ..index import Store

    return Store.open(index, create=create)
