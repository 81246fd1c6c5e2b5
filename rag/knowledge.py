"""What answering needs to know of the corpus as a whole, learnt once for each generation of the index.

Names and words are derived from the catalogue: they lie beside it under `knowledge/`, and are learnt anew
when the index has moved on or they can't be read.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..index import ArticleInfo, Store
from .lexicon import Lexicon
from .names import NameRegistry
from .names_own import ALIASES, PROPOSED, own_names, with_own

FORMAT = 4
"""The version of what is written; another version is learnt anew."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Names, words and articles of one generation of an index."""

    generation: int
    names: NameRegistry
    lexicon: Lexicon
    articles: dict[str, ArticleInfo]

    @property
    def publishers(self) -> tuple[str, ...]:
        """Every publisher there is, in order."""
        return tuple(sorted({info.publisher for info in self.articles.values() if info.publisher}))

    @property
    def titles(self) -> dict[str, str]:
        """Titles by article id."""
        return {info.id: info.title for info in self.articles.values()}

    @property
    def years(self) -> tuple[str, str] | None:
        """The first and last year in which an article was published; None if none is dated."""
        dated = sorted(info.published[:4] for info in self.articles.values() if info.published)
        return (dated[0], dated[-1]) if dated else None


def knowledge_of(store: Store, notice: Callable[[str], None] | None = None) -> Knowledge:
    """What is known of the index as it stands, read from disk or learnt now.

    `notice` is told in words when something that takes time begins.
    """
    with store.reading() as generation:
        articles = {info.id: info for info in store.articles()}
        own = own_names(store.folder / ALIASES)
        folder = store.folder / "knowledge" / f"{generation}-{FORMAT}"
        with suppress(OSError, EOFError, KeyError, TypeError, ValueError):  # missing, or damaged in any way
            names = NameRegistry.from_dict(json.loads((folder / "names.json").read_text(encoding="utf-8")))
            return Knowledge(generation, _decided(names, own, store), Lexicon.load(folder), articles)
        if notice and len(articles) > 1:
            notice(f"Learning the names and words of {len(articles):,} articles...")
        names = NameRegistry.learn(store.article(article) for article in articles)
        lexicon = Lexicon.learn((sentence.text for sentence in store.sentences()), store.embedder.embed)
    known = Knowledge(generation, names, lexicon, articles)
    with suppress(OSError):  # an index on a read-only disk answers all the same
        _write(known, folder)
    return replace(known, names=_decided(names, own, store))


def _decided(names: NameRegistry, own: Sequence[tuple[str, ...]], store: Store) -> NameRegistry:
    """The names as learnt, then as the user has them, then with what a language model proposed."""
    names = with_own(names, own)
    file = store.folder / PROPOSED
    if not file.exists():
        return names
    from .names_proposed import proposed_in, records, with_proposed  # late: there seldom is such a file

    return with_proposed(names, proposed_in(store, records(file)))


def _write(known: Knowledge, folder: Path) -> None:
    """Put the files in place all at once, and clear away those of earlier generations."""
    folder.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=folder.parent))
    (draft / "names.json").write_text(json.dumps(known.names.to_dict(), ensure_ascii=False), encoding="utf-8")
    known.lexicon.save(draft)
    shutil.rmtree(folder, ignore_errors=True)  # if it is there, it could not be read
    with suppress(OSError):  # another process was quicker: its files are as good
        draft.replace(folder)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
