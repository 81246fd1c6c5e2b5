"""An open index: its folder, catalogue, embedder, and the vectors of the state that is being read."""

import sqlite3
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from ..corpus import StoreDamaged, StoreMismatch
from .catalogue import Catalogue, current_generation, descends_from, get_meta
from .embedding import Embedder, setting_for
from .generations import load_vectors, read_manifest, save_vectors
from .records import marks, slices
from .reranking import Reranker
from .segments import build_fast
from .tiers import TIERS, tier_of
from .vectors import Ids, VectorIndex, Vectors

MEASURED = 200
"""Questions on which the recall of a fast index is measured."""


@dataclass(slots=True)
class Core:
    """What reading, writing and searching share. Safe for any number of threads."""

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    reranker: Reranker | None = None
    _recent: dict[str, VectorIndex] = field(default_factory=dict[str, VectorIndex])
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def vectors(self, connection: sqlite3.Connection) -> VectorIndex:
        """The vectors of exactly the passages that `connection` sees. Raises StoreDamaged.

        They are taken from those at hand or on disk, and brought to that state from the catalogue.
        """
        _, token = current_generation(connection)
        with self._guard:
            if token not in self._recent:
                self.check_model(connection)
                base = self._base(connection)
                known = np.array(
                    [row[0] for row in connection.execute("SELECT id FROM passages ORDER BY id")], np.int64
                )
                # Two states, so that a reader who is still in the last one finds it.
                kept = list(self._recent.items())[-1:]
                current = base.caught_up(known, lambda ids: self._needed(connection, ids))
                self._recent = dict([*kept, (token, current)])
            return self._recent[token]

    def check_model(self, connection: sqlite3.Connection) -> None:
        """Raise StoreMismatch unless the vectors are of this embedder (another process may change it)."""
        model = get_meta(connection, "model")
        if model != self.embedder.name:
            raise StoreMismatch(
                f"the index at {self.folder} was made with the embedding model {model}, not "
                f"{self.embedder.name}: run tieup doctor --reembed, or {setting_for(model)}"
            )

    def _base(self, connection: sqlite3.Connection) -> VectorIndex:
        """The nearest vectors from which this state can be reached: those of its own history only."""
        recent = [vectors for token, vectors in self._recent.items() if descends_from(connection, token)]
        if recent and not self._written(connection):
            return recent[-1]
        known = {
            part.name: part for vectors in self._recent.values() for part in vectors.segments if part.name
        }
        saved = load_vectors(self.folder, self.embedder.dimension, known)
        if saved is not None and descends_from(connection, saved[0]):
            return saved[1]
        return recent[-1] if recent else VectorIndex.empty(self.embedder.dimension)

    def behind(self) -> bool:
        """Whether the files are of an earlier state than the catalogue."""
        with self.catalogue.reading() as connection:
            return not self._written(connection)

    def _written(self, connection: sqlite3.Connection) -> bool:
        """Whether the files are of just this state: then they are better than additions in memory."""
        with suppress(StoreDamaged):
            manifest = read_manifest(self.folder)
            return manifest is not None and manifest["token"] == current_generation(connection)[1]
        return False

    def _needed(self, connection: sqlite3.Connection, ids: Ids) -> Vectors:
        try:
            return self.stored_vectors(connection, "passages", ids)
        except (KeyError, ValueError) as error:
            raise StoreDamaged(
                f"the index at {self.folder} is damaged, a passage has lost its vector ({error}): "
                "run tieup doctor --repair"
            ) from error

    def publish(self) -> None:
        """Write the vectors of the present state; call it under the writer's lock."""
        with self.catalogue.reading() as connection:
            generation = current_generation(connection)
            size = TIERS[tier_of(connection)]
            vectors = self.vectors(connection).compacted()
            vectors = vectors.with_fast(lambda part: build_fast(part, self._questions(connection)), size)
            saved = save_vectors(self.folder, generation, vectors)
        with self._guard:
            self._recent[generation[1]] = saved

    def _questions(self, connection: sqlite3.Connection) -> Vectors:
        """What a fast index is measured on: vectors of sentences, which are as long as questions."""
        last = connection.execute("SELECT coalesce(max(id), 0) FROM sentences").fetchone()[0]
        rows = connection.execute(
            "SELECT id FROM sentences WHERE id % ? = 0 ORDER BY id LIMIT ?", (last // MEASURED + 1, MEASURED)
        )
        ids = np.array([row[0] for row in rows], np.int64)
        return self.stored_vectors(connection, "sentences", ids)

    def forget(self) -> None:
        """Drop the vectors at hand, so that they are built anew."""
        with self._guard:
            self._recent = {}

    def stored_vectors(
        self, connection: sqlite3.Connection, table: Literal["passages", "sentences"], ids: Ids
    ) -> Vectors:
        """The vectors of passages or sentences, float32 [len(ids), dimension], in that order.

        Raises KeyError for an id that is not there.
        """
        places: dict[int, list[int]] = {}
        for place, number in enumerate(ids.tolist()):
            places.setdefault(number, []).append(place)
        result = np.empty((len(ids), self.embedder.dimension), np.float32)
        for part in slices(list(places)):
            rows = connection.execute(
                f"SELECT t.id, e.vector FROM {table} t JOIN embeddings e ON e.id = t.embedding "
                f"WHERE t.id IN ({marks(part)})",
                part,
            )
            for number, vector in rows:
                result[places.pop(number)] = np.frombuffer(vector, np.float32)
        if places:
            raise KeyError(min(places))
        return result
