"""A reranker: a cross-encoder of the user's own that orders the passages found. There is none by default.

It changes the order of what a search has found and nothing else. The scores that stood in the list are dealt
out anew in its order, so that whatever is fitted on them (whether the articles answer at all, above all)
meets the same numbers with and without it.
"""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..corpus import ModelError
from .models import OwnModel
from .settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED = 60
"""How many of the passages found a reranker orders, at least: those that it moves up may lie below."""


class Reranker(Protocol):
    """Reads a question and a passage together, and says how well they fit."""

    @property
    def name(self) -> str:
        """The model's name and what tells its weights from others'."""
        ...

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text fits, float32 [len(texts)]; more is better."""
        ...


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings ask for, None if for none; nothing is loaded before its first use."""
    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder of one score, by its folder or by its name on the hub.

    Any number of threads may use it. Raises ModelError for a folder that isn't there.
    """

    def __init__(self, model: str) -> None:
        self._model = OwnModel.named(model, "reranker", "TIEUP_RERANKER")
        self._loaded: CrossEncoder | None = None
        self._guard = Lock()
        self.name = self._model.name

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text fits the question, float32 [len(texts)]. Raises ModelError."""
        with self._guard:
            model = self._load()
            given = model.predict([(question, text) for text in texts], show_progress_bar=False)
        scores = np.asarray(given, np.float32)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise ModelError(
                f"the reranker {self.name} does not give one score to a pair: set TIEUP_RERANKER to one "
                "that does"
            )
        return scores

    def _load(self) -> "CrossEncoder":
        if self._loaded is None:
            place = self._model.place()
            from sentence_transformers import CrossEncoder

            try:
                self._loaded = CrossEncoder(place, device="cpu")
            except (OSError, ValueError) as error:
                raise self._model.unloadable(error) from error
        return self._loaded


def reranked(
    reranker: Reranker, question: str, texts: dict[int, str], scores: Sequence[float]
) -> list[tuple[int, float]]:
    """Passages in the reranker's order, each with the score that stood at its new place.

    `texts` are those of the passages by id, best first, and `scores` theirs; ties stay as they were.
    """
    fits = reranker.score(question, list(texts.values())) if texts else np.zeros(0, np.float32)
    ids = list(texts)
    order = sorted(range(len(ids)), key=lambda place: (-float(fits[place]), place))
    return [(ids[place], score) for place, score in zip(order, scores, strict=True)]
