"""The settings file: where it lies, what it says, and handing the index's part on to the rooms below.

Apart from `settings`, so that a question asked on the command line loads no pydantic for a file that
usually isn't there.
"""

import os
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..corpus import SettingsError

_BELOW = ("index", "cache", "embedding_model", "reranker")


def settings_file() -> Path:
    """The file named by TIEUP_SETTINGS, or settings.toml in the user's own configuration folder."""
    named = os.environ.get("TIEUP_SETTINGS")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("tieup") / "settings.toml"


def file_values() -> dict[str, Any]:
    """What the settings file says, nothing if there is none; SettingsError if it can't be read.

    A file that TIEUP_SETTINGS names must be there.
    """
    file = settings_file()
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError as problem:
        if not os.environ.get("TIEUP_SETTINGS"):
            return {}
        raise _problem(f"{file}: no such file; correct TIEUP_SETTINGS.") from problem
    except OSError as problem:
        raise _problem(f"{file}: can't be read ({problem.strerror}); check the path.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _problem(f"{file}: not TOML ({problem}); write lines such as port = 8080.") from problem


def adopt(environment: MutableMapping[str, str] = os.environ) -> None:
    """Put what the file says of the index into `environment` where that says nothing of its own.

    The rooms below the faces read the environment and know of no file.
    """
    values = file_values()
    for name in _BELOW:
        variable = f"TIEUP_{name.upper()}"
        if values.get(name) and not environment.get(variable):
            environment[variable] = str(values[name])


def _problem(text: str) -> "SettingsError":
    from ..corpus import SettingsError  # late: usually there is no file, and nothing to say

    return SettingsError(text)
