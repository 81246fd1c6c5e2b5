"""Models of the user's own, by folder or by name on the hub: where they lie, what tells them apart."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from ..corpus import ModelError
from .files import sha256_of


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model that a setting names: `folder` is None for the hub; `name` tells its weights from others'.

    A folder is read with the hub switched off. A name is looked up in the hub's local cache, and on the
    hub only if the environment does not set HF_HUB_OFFLINE.
    """

    given: str
    folder: Path | None
    name: str
    kind: str
    setting: str

    @classmethod
    def named(cls, given: str, kind: str, setting: str) -> "OwnModel":
        """The model that `setting` names, an "embedding model" say; ModelError for a folder without one."""
        folder = Path(given).expanduser()
        if folder.is_dir():
            return cls(given, folder, _folder_name(folder, kind, setting), kind, setting)
        # A mistyped folder must not send us looking for it on the hub.
        if given.startswith((".", "/", "~")) or given.count("/") > 1 or "\\" in given:
            raise ModelError(
                f"there is no {kind} at {given}: set {setting} to a sentence-transformers folder, or unset it"
            )
        return cls(given, None, f"{given} (hub)", kind, setting)

    def place(self) -> str:
        """What to hand to sentence-transformers, which is to be imported after this."""
        if self.folder is not None:
            # Read when huggingface_hub is imported, so it must be set before.
            os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # there is nothing to download
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        return str(self.folder or self.given)

    def unloadable(self, error: Exception) -> ModelError:
        """The error to raise where the model can't be loaded."""
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return ModelError(
            f"can't load the {self.kind} {self.given}: {reason}; set {self.setting} "
            "to a sentence-transformers folder"
        )


def _folder_name(folder: Path, kind: str, setting: str) -> str:
    """The folder's name and a hash over its weights, which tells apart models that share a name."""
    weights = sorted([*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin")])
    if not weights:
        raise ModelError(f"there are no model weights in {folder}: set {setting} to the {kind}'s folder")
    digest = hashlib.sha256("".join(sha256_of(path) for path in weights).encode()).hexdigest()
    return f"{folder.name} ({digest[:12]})"
