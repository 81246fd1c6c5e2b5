"""Opening what a command works on."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .settings_file import file_values

if TYPE_CHECKING:
    from ..index import Store
    from ..rag import Assistant, Writer
    from .settings import Settings

Notice = Callable[[str], None]


def open_assistant(index: Path | None, notice: Notice, writer: "Writer | None" = None) -> "Assistant":
    """The assistant of the index at `index`, or of the default one, which is made at first use.

    A `writer` words its answers. Raises what opening an index raises: StoreMissing,
    StoreDamaged, StoreMismatch.
    """
    from ..rag import Assistant

    return Assistant.open(index, notice=notice, writer=writer)


def open_store(index: Path | None, notice: Notice, create: bool = False) -> "Store":
    """The index at `index`, made empty if `create` is set, or the default one.

    The default index holds the bundled articles whichever command comes first, so that the order of
    commands changes nothing.
    """
    if index is None:
        return open_assistant(None, notice).store

    from ..index import Store

    return Store.open(index, create=create)


def naming_writer() -> "Writer | None":
    """The language model that is to name the companies of what is added, None where it isn't to.

    Settings are read only where the setting is given at all: adding depends on none of the others. Raises
    SettingsError, also where it is to and no server is named.
    """
    if not (os.environ.get("TIEUP_LLM_NAMES") or file_values().get("llm_names")):
        return None
    from ..corpus import SettingsError
    from .settings import load

    settings = load()
    if not settings.llm_names:
        return None
    writer = writer_by(settings)
    if writer is None:
        raise SettingsError("TIEUP_LLM_BASE_URL: not set; TIEUP_LLM_NAMES needs it, or unset that.")
    return writer


def writer_by(settings: "Settings") -> "Writer | None":
    """The language model that the settings name, None if they name no server.

    Raises SettingsError for a server without a model's name.
    """
    from ..corpus import SettingsError
    from ..rag import ModelServer

    if not settings.llm_base_url:
        return None
    if not settings.llm_model:
        raise SettingsError("TIEUP_LLM_MODEL: not set; name a model that the server has.")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    return ModelServer(
        settings.llm_base_url, settings.llm_model, key, settings.llm_timeout,
        follow_ups=settings.llm_follow_ups, splits=settings.llm_split,
    )  # fmt: skip
