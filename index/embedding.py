"""Texts to vectors: what an embedder is, and which one the settings ask for."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..corpus import ModelError
from .files import sha256_of
from .minilm import MiniLM
from .minilm_int8 import Int8MiniLM
from .settings import INT8, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Embedder(Protocol):
    """Turns texts into vectors. `name` must differ wherever the vectors would: an index holds to it."""

    @property
    def name(self) -> str:
        """The model's name and what tells its weights from others'."""
        ...

    @property
    def dimension(self) -> int:
        """Length of its vectors."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), dimension]."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings ask for; nothing heavy is loaded before its first use."""
    if settings.embedding_model is None:
        return MiniLM(settings.cache)
    if settings.embedding_model == INT8:
        return Int8MiniLM(settings.cache)
    return SentenceTransformerEmbedder(settings.embedding_model)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by its folder or by its name on the hub.

    A folder is read with the hub switched off. A name is looked up in the hub's local cache, and on the
    hub only if the environment does not set HF_HUB_OFFLINE.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._folder = _folder_of(model)
        self._loaded: SentenceTransformer | None = None
        self.name = f"{model} (hub)" if self._folder is None else _folder_name(self._folder)

    @property
    def dimension(self) -> int:
        """Length of its vectors."""
        dimension = self._load().get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"{self._model} does not say how long its vectors are: choose another model")
        return dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), dimension]. Raises ModelError if it can't be loaded."""
        vectors = self._load().encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)

    def _load(self) -> "SentenceTransformer":
        if self._loaded is None:
            if self._folder is not None:
                # Read when huggingface_hub is imported, so it must be set before.
                os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
            from sentence_transformers import SentenceTransformer

            try:
                self._loaded = SentenceTransformer(str(self._folder or self._model), device="cpu")
            except (OSError, ValueError) as error:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise ModelError(
                    f"can't load the embedding model {self._model}: {reason}; set TIEUP_EMBEDDING_MODEL "
                    "to a sentence-transformers folder"
                ) from error
        return self._loaded


def _folder_of(model: str) -> Path | None:
    """The folder meant, or None for a name on the hub ("owner/name" or "name")."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    # A mistyped folder must not send us looking for it on the hub.
    if model.startswith((".", "/", "~")) or model.count("/") > 1 or "\\" in model:
        raise ModelError(
            f"there is no embedding model at {model}: set TIEUP_EMBEDDING_MODEL to a sentence-transformers "
            "folder, or unset it for the model that comes with Tieup"
        )
    return None


def _folder_name(folder: Path) -> str:
    """The folder's name and a hash over its weights, which tells apart models that share a name."""
    weights = sorted([*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin")])
    if not weights:
        raise ModelError(
            f"{folder} holds no model weights: set TIEUP_EMBEDDING_MODEL to a sentence-transformers folder"
        )
    digest = hashlib.sha256("".join(sha256_of(path) for path in weights).encode()).hexdigest()
    return f"{folder.name} ({digest[:12]})"
