"""The index as others use it: opened, filled, searched, checked."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import numpy as np

from ..corpus import Article, StoreDamaged, StoreError, StoreMissing
from . import checks, ingest
from .backup import backup, restore
from .catalogue import Catalogue, generation_of
from .clusters import rebuild
from .core import Core
from .embedding import Embedder, open_embedder
from .generations import drop_vectors, read_manifest
from .keywords import articles_matching
from .lock import writer_lock
from .records import (
    ARTICLE_COLUMNS,
    article_of,
    location_of,
    marks,
    passages_of,
    sentence_of,
    slices,
    texts_of,
)
from .reembed import outdated, reembed
from .repair import repair
from .reranking import Reranker, open_reranker
from .schema import FORMAT
from .search import Query, search
from .settings import Settings
from .tiers import Tier, set_tier
from .types import (
    ArticleInfo,
    Cluster,
    Filters,
    Hit,
    Passage,
    Problem,
    ProgressCallback,
    Receipt,
    StoredSentence,
)
from .vectors import Vectors

AnyPath = str | PathLike[str]
_NONE = Filters()


class Store:
    """An index of articles in a folder. Open it with `Store.open`; any number of threads may use it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @classmethod
    def open(
        cls,
        path: AnyPath | None = None,
        *,
        create: bool = False,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> "Store":
        """The index at `path`, or where the settings say; made if it isn't there and `create` is set.

        Raises StoreMissing, StoreDamaged, StoreMismatch, StoreError.
        """
        core = _open(path, create, settings, embedder)
        with core.catalogue.reading() as connection:
            core.check_model(connection)
        store = cls(core)
        store._catch_up()
        return store

    @classmethod
    def restore(
        cls,
        file: AnyPath,
        path: AnyPath | None = None,
        *,
        replace: bool = False,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> "Store":
        """The index at `path` made what the backup `file` holds; one that is there only with `replace`.

        Raises StoreError, StoreDamaged, StoreMismatch, StoreBusy.
        """
        settings = settings or Settings.from_environment()
        folder = settings.index if path is None else Path(path).expanduser()
        restore(Path(file).expanduser(), folder, replace)
        return cls.open(folder, settings=settings, embedder=embedder)

    @classmethod
    def reembed(
        cls,
        path: AnyPath | None = None,
        *,
        progress: ProgressCallback | None = None,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> list[str]:
        """Bring an index to the embedding model and the cutting rules in use; gives what was not so.

        Raises what `open` does but for another model, and StoreBusy.
        """
        core = _open(path, False, settings, embedder)
        try:
            found = outdated(core)
            if found:
                reembed(core, progress)
        finally:
            core.catalogue.close()
        return found

    def close(self) -> None:
        """Let go of the files. The store can't be used afterwards."""
        self._core.catalogue.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._core.folder

    @property
    def embedder(self) -> Embedder:
        """What turns texts into vectors here."""
        return self._core.embedder

    @property
    def reranker(self) -> Reranker | None:
        """What orders the passages that a search finds, None for nothing but the search."""
        return self._core.reranker

    @property
    def generation(self) -> int:
        """How many times the index has changed; 0 when new."""
        with self._core.catalogue.reading() as connection:
            return generation_of(connection)

    @contextmanager
    def reading(self) -> Generator[int]:
        """Hold one generation, and give its number: all that this thread reads meanwhile is of that one."""
        with self._core.catalogue.reading() as connection:
            yield generation_of(connection)

    # Changing

    def add(self, paths: AnyPath | Sequence[AnyPath], progress: ProgressCallback | None = None) -> Receipt:
        """Take in the articles in files and folders; those that are there unchanged are left alone.

        Raises CorpusError if a path holds no article, StoreBusy, StoreError.
        """
        given = [paths] if isinstance(paths, str | PathLike) else paths
        return ingest.add(self._core, [Path(path) for path in given], progress)

    def retry(self, progress: ProgressCallback | None = None) -> Receipt:
        """Take in what lies in quarantine and can be read by now. Raises StoreBusy, StoreError."""
        return ingest.retry(self._core, progress)

    def sync(
        self, folder: AnyPath, dry_run: bool = False, progress: ProgressCallback | None = None
    ) -> Receipt:
        """As `add`, and take out the articles from below `folder` whose files are there no more.

        A folder without a single article raises CorpusError: it is rather a disk that is not mounted.
        """
        return ingest.sync(self._core, Path(folder), dry_run, progress)

    def remove(self, articles: str | Sequence[str]) -> Receipt:
        """Take out articles by id, path or file name: all of them, or none and StoreError names why."""
        given = [articles] if isinstance(articles, str) else articles
        ids = [article_id for name in given for article_id in self._resolve(name)]
        return ingest.remove(self._core, list(dict.fromkeys(ids)))

    def _resolve(self, name: str) -> list[str]:
        """The ids that a name stands for: several only for a file with several articles."""
        with self._core.catalogue.reading() as connection:
            rows = (
                connection.execute(
                    "SELECT id, location FROM articles "
                    "WHERE id = ?1 OR path = ?1 OR location = ?2 ORDER BY id",
                    (name, location_of(name)),
                ).fetchall()
                or connection.execute(
                    "SELECT id, location FROM articles WHERE file_name = ? ORDER BY id", (name,)
                ).fetchall()
            )
        if not rows:
            raise StoreError(f"there is no article {name!r} in {self.folder}: see the list of articles")
        if len({row["location"] for row in rows}) > 1:
            raise StoreError(f"several articles in {self.folder} are called {name!r}: give the path of one")
        return [row["id"] for row in rows]

    def articles(self) -> list[ArticleInfo]:
        """Every article, by title and id."""
        with self._core.catalogue.reading() as connection:
            rows = connection.execute(
                "SELECT a.id, a.title, a.publisher, a.published, a.url, a.path, a.words, a.cluster, "
                "(SELECT count(*) FROM passages WHERE article_id = a.id) AS passages "
                "FROM articles a ORDER BY a.title, a.id"
            ).fetchall()
        return [ArticleInfo(**dict(row)) for row in rows]

    def article(self, article_id: str) -> Article:
        """An article whole. Raises StoreError if it isn't there."""
        with self._core.catalogue.reading() as connection:
            asked = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?"
            row = connection.execute(asked, (article_id,)).fetchone()
            if row is None:
                raise StoreError(f"there is no article {article_id!r} in {self.folder}")
            return article_of(row)

    def text_hashes(self, article_ids: Sequence[str]) -> dict[str, str]:
        """A hash of each article's text, in hexadecimal, by id; those that aren't there are left out."""
        with self._core.catalogue.reading() as connection:
            asked = f"SELECT id, text_hash FROM articles WHERE id IN ({marks(article_ids)})"
            return {row["id"]: row["text_hash"].hex() for row in connection.execute(asked, (*article_ids,))}

    def clusters(self) -> list[Cluster]:
        """The stories that stand in several articles in nearly the same words, by id."""
        with self._core.catalogue.reading() as connection:
            rows = connection.execute(
                "SELECT cluster, id FROM articles WHERE cluster IN "
                "(SELECT cluster FROM articles GROUP BY cluster HAVING count(*) > 1) "
                "ORDER BY cluster, coalesce(first_day, '9999'), id"
            ).fetchall()
        return [
            Cluster(cluster, tuple(row["id"] for row in members))
            for cluster, members in groupby(rows, key=lambda row: row["cluster"])
        ]

    def origins(self, article_ids: Iterable[str]) -> int:
        """How many independent origins articles have: copies of one story count once, unknown ids not."""
        found: set[str] = set()
        with self._core.catalogue.reading() as connection:
            for part in slices(dict.fromkeys(article_ids)):
                rows = connection.execute(f"SELECT cluster FROM articles WHERE id IN ({marks(part)})", part)
                found.update(row[0] for row in rows)
        return len(found)

    def articles_matching(self, phrases: Sequence[str], limit: int) -> list[str]:
        """Ids of at most `limit` articles with one of the phrases, case and endings apart, in order."""
        with self._core.catalogue.reading() as connection:
            return articles_matching(connection, phrases, limit)

    def passage(self, passage_id: int) -> Passage:
        """One passage. Raises StoreError if it isn't there."""
        with self._core.catalogue.reading() as connection:
            found = passages_of(connection, [passage_id])
        if passage_id not in found:
            raise StoreError(f"there is no passage {passage_id} in {self.folder}")
        return found[passage_id]

    def passages(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order. Raises StoreError if it isn't there."""
        with self._core.catalogue.reading() as connection:
            self.article(article_id)
            asked = "SELECT id FROM passages WHERE article_id = ? ORDER BY start"
            ids = [row[0] for row in connection.execute(asked, (article_id,))]
            return list(passages_of(connection, ids).values())

    def sentences(self) -> Iterator[StoredSentence]:
        """Every sentence there is, article by article, in order.

        Inside `with store.reading()` they are all of one generation.
        """
        with self._core.catalogue.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
        for part in slices(ids, 200):
            yield from self._sentences_where("p.article_id", part, "p.article_id, s.start")

    def sentences_of(self, passage_ids: Sequence[int]) -> list[StoredSentence]:
        """The sentences of passages, in the order of the ids given; ids that aren't there give none."""
        found: dict[int, list[StoredSentence]] = {}
        for part in slices(dict.fromkeys(passage_ids)):
            for sentence in self._sentences_where("s.passage_id", part, "s.id"):
                found.setdefault(sentence.passage_id, []).append(sentence)
        return [sentence for number in dict.fromkeys(passage_ids) for sentence in found.get(number, [])]

    def _sentences_where(self, column: str, values: Sequence[object], order: str) -> list[StoredSentence]:
        with self._core.catalogue.reading() as connection:
            rows = connection.execute(
                'SELECT s.id, s.passage_id, p.article_id, s.start, s."end", s.zone '
                f"FROM sentences s JOIN passages p ON p.id = s.passage_id "
                f"WHERE {column} IN ({marks(values)}) ORDER BY {order}",
                values,
            ).fetchall()
            texts = texts_of(connection, (row["article_id"] for row in rows))
        return [sentence_of(row, texts[row["article_id"]]) for row in rows]

    def sentence_vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of sentences, float32 [len(ids), dimension]. Raises StoreError for an unknown id."""
        return self._stored_vectors("sentences", ids)

    def passage_vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of passages, each embedded with its article's title, float32 [len(ids), dimension].

        Raises StoreError for an unknown id.
        """
        return self._stored_vectors("passages", ids)

    def _stored_vectors(self, table: Literal["passages", "sentences"], ids: Sequence[int]) -> Vectors:
        with self._core.catalogue.reading() as connection:
            try:
                return self._core.stored_vectors(connection, table, np.asarray(ids, np.int64))
            except KeyError as error:
                raise StoreError(f"{self.folder} has nothing with id {error.args[0]} in {table}") from error

    def search(
        self, text: str, k: int = 20, filters: Filters = _NONE, terms: Sequence[str] = (),
        vector: Vectors | None = None,
    ) -> list[Hit]:  # fmt: skip
        """The `k` passages nearest to `text` by keywords and meaning together, best first.

        `terms` are further phrases to look up, a company's name say; `vector` is the text's own, if known.
        Raises StoreDamaged, and QuestionError for a filter that is no date.
        """
        return search(self._core, Query(text, filters, terms, vector), k)

    def stats(self) -> dict[str, Any]:
        """Numbers for people: articles, passages, sentences, words, generation, model, bytes."""
        return checks.stats(self._core)

    def check(self) -> list[Problem]:
        """Everything wrong with the index; empty when all is well."""
        return checks.check(self._core)

    def set_tier(self, tier: Tier) -> None:
        """Choose how vectors are searched from now on. Raises StoreBusy, and StoreError for no tier."""
        with writer_lock(self.folder):
            with self._core.catalogue.writing() as connection:
                set_tier(connection, tier)
            self._core.publish()

    def repair(self) -> list[Problem]:
        """Build all that is derived anew from the catalogue, and give what is still wrong."""
        return repair(self._core)

    def backup(self, file: AnyPath) -> int:
        """Write the index into one file, whole or not at all; gives its size in bytes. Raises StoreError."""
        return backup(self._core.catalogue, Path(file).expanduser())

    def _catch_up(self) -> None:
        """Write the vectors that a killed writer left unwritten, if no other writer is at work."""
        with suppress(StoreError, OSError):  # a full disk, say: they are made in memory then
            manifest = read_manifest(self.folder)
            if (manifest["generation"] if manifest else 0) != self.generation:
                with writer_lock(self.folder, wait=0):
                    self._core.publish()


def _open(path: AnyPath | None, create: bool, settings: Settings | None, embedder: Embedder | None) -> Core:
    """An index whatever its model, in this format."""
    settings = settings or Settings.from_environment()
    folder = settings.index if path is None else Path(path).expanduser()
    embedder = embedder or open_embedder(settings)
    catalogue = Catalogue(folder / "catalogue.sqlite")
    if Catalogue.blank(catalogue.path):
        _create(folder, create, embedder)
    if catalogue.check_format() != FORMAT:
        with writer_lock(folder):
            catalogue.upgrade(rebuild)
            drop_vectors(folder)
    return Core(folder, catalogue, embedder, open_reranker(settings))


def _create(folder: Path, create: bool, embedder: Embedder) -> None:
    if (folder / "manifest.json").exists():
        raise StoreDamaged(
            f"the catalogue of the index at {folder} is gone: restore a backup, or delete the folder and "
            "add the articles again"
        )
    if not create:
        raise StoreMissing(f"there is no index at {folder}: make one with tieup add PATH...")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            if Catalogue.blank(folder / "catalogue.sqlite"):
                meta = {"model": embedder.name, "dimension": str(embedder.dimension)}
                Catalogue.create(folder / "catalogue.sqlite", meta)
    except OSError as error:
        raise StoreError(f"can't make an index at {folder}: {error}; choose another with --index") from error
