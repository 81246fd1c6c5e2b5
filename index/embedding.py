"""Texts to vectors: what an embedder is, and which one the settings ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..corpus import ModelError
from .minilm import MiniLM
from .minilm_int8 import Int8MiniLM
from .models import OwnModel
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


def setting_for(name: str) -> str:
    """In words, what to do with TIEUP_EMBEDDING_MODEL so that the embedder called `name` is used."""
    if name == MiniLM.name:
        return "unset TIEUP_EMBEDDING_MODEL"
    value = INT8 if name == Int8MiniLM.name else "that model's folder or name"
    return f"set TIEUP_EMBEDDING_MODEL to {value}"


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by its folder or by its name on the hub (see `OwnModel`)."""

    def __init__(self, model: str) -> None:
        self._model = OwnModel.named(model, "embedding model", "TIEUP_EMBEDDING_MODEL")
        self._loaded: SentenceTransformer | None = None
        self.name = self._model.name

    @property
    def dimension(self) -> int:
        """Length of its vectors."""
        dimension = self._load().get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"{self.name} does not say how long its vectors are: choose another model")
        return dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), dimension]. Raises ModelError if it can't be loaded."""
        vectors = self._load().encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)

    def _load(self) -> "SentenceTransformer":
        if self._loaded is None:
            place = self._model.place()
            from sentence_transformers import SentenceTransformer

            try:
                self._loaded = SentenceTransformer(place, device="cpu")
            except (OSError, ValueError) as error:
                raise self._model.unloadable(error) from error
        return self._loaded
