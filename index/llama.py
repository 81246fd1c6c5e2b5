"""Tieup's index among llama-index's classes: a retriever, an embedding model, and a vector store.

Imported only when asked for (`from tieup.index.llama import ...`): llama-index takes seconds to load,
and a question asked of Tieup itself needs nothing of it.
"""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryResult,
)
from llama_index.core.vector_stores.utils import build_metadata_filter_fn
from pydantic import PrivateAttr

from .embedding import Embedder
from .files import write_durably
from .store import Store
from .types import Filters, Passage
from .vectors import VectorIndex

_NONE = Filters()


def passage_node(store: Store, passage: Passage) -> TextNode:
    """A passage as a llama-index node: its id is the passage's, its metadata say where it stands."""
    article = store.article(passage.article_id)
    return TextNode(
        id_=f"passage-{passage.id}",
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": None if article.published is None else article.published.value,
            "url": article.url,
            "path": article.path,
            "zone": passage.zone.value,
        },
    )


class TieupRetriever(BaseRetriever):
    """Tieup's search, keywords and vectors fused, for any llama-index query engine."""

    def __init__(self, store: Store, k: int = 10, filters: Filters = _NONE) -> None:
        self._store = store
        self._k = k
        self._filters = filters
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with self._store.reading():
            hits = self._store.search(query_bundle.query_str, self._k, self._filters)
            return [
                NodeWithScore(node=passage_node(self._store, hit.passage), score=hit.score) for hit in hits
            ]


class TieupEmbedding(BaseEmbedding):
    """The index's own embedder as llama-index's embedding model."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed(texts).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class FaissStore(BasePydanticVectorStore):
    """Nodes under their vectors in FAISS, with deletes, metadata filters, and numbers never used twice.

    llama-index's own FAISS stores can't delete or filter, or take a new node's number from the size of
    the index, so that after a delete it is another node's. Vectors are compared by inner product; each
    change copies the index, so add nodes many at a time.
    """

    stores_text: bool = True
    _nodes: dict[int, BaseNode] = PrivateAttr(default_factory=dict[int, BaseNode])
    _vectors: VectorIndex = PrivateAttr()
    _next: int = PrivateAttr(default=1)

    def __init__(self, dimension: int) -> None:
        super().__init__(stores_text=True)
        self._vectors = VectorIndex.empty(dimension)

    @classmethod
    def class_name(cls) -> str:
        """The name under which llama-index serialises it."""
        return "TieupFaissStore"

    @classmethod
    def from_store(cls, store: Store) -> "FaissStore":
        """A copy of the passages of an index, as they are now."""
        made = cls(store.embedder.dimension)
        with store.reading():
            passages = [p for info in store.articles() for p in store.passages(info.id)]
            nodes = [passage_node(store, passage) for passage in passages]
            vectors = store.passage_vectors([passage.id for passage in passages])
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector.tolist()
        made.add(nodes)
        return made

    @property
    def client(self) -> VectorIndex:
        """The vectors."""
        return self._vectors

    def add(self, nodes: Sequence[BaseNode], **_: Any) -> list[str]:
        """Take in nodes that have embeddings; one whose id is there already takes its place."""
        self.delete_nodes([node.node_id for node in nodes])
        fresh = {self._next + place: node for place, node in enumerate(nodes)}
        self._next += len(nodes)
        self._nodes.update(fresh)

        def fetch(ids: Any) -> Any:
            return np.array([fresh[int(number)].get_embedding() for number in ids], np.float32)

        self._keep(fetch)
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **_: Any) -> None:
        """Take out all nodes of a document."""
        self._drop(lambda node: node.ref_doc_id == ref_doc_id)

    def delete_nodes(
        self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None, **_: Any
    ) -> None:
        """Take out the nodes that have one of the ids, if given, and pass the filters, if given."""
        if node_ids is not None or filters is not None:
            gone = {node.node_id for node in self.get_nodes(node_ids, filters)}
            self._drop(lambda node: node.node_id in gone)

    def clear(self) -> None:
        """Take out everything."""
        self._drop(lambda _: True)

    def get_nodes(
        self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None
    ) -> list[BaseNode]:
        """The nodes that have one of the ids, if given, and pass the filters, if given, as added."""
        return [self._nodes[number] for number in self._allowed(node_ids, filters, None)]

    def query(self, query: VectorStoreQuery, **_: Any) -> VectorStoreQueryResult:
        """The nearest nodes among those that the query allows; the filters work inside the search."""
        if query.query_embedding is None:
            raise ValueError("the query has no embedding: give the index an embedding model")
        # llama-index asks with an empty list of ids when it means all.
        allowed = self._allowed(query.node_ids or None, query.filters, query.doc_ids or None)
        vector = np.array(query.query_embedding, np.float32)
        found = self._vectors.search(vector, query.similarity_top_k, np.array(allowed, np.int64))
        nodes = [self._nodes[number] for number, _ in found]
        return VectorStoreQueryResult(
            nodes=nodes, similarities=[cosine for _, cosine in found], ids=[node.node_id for node in nodes]
        )

    def persist(self, persist_path: str, fs: Any = None) -> None:
        """Write everything into one file, whole or not at all."""
        numbers = sorted(self._nodes)
        nodes = [_without_vector(self._nodes[number]) for number in numbers]
        vectors = self._vectors.rows(numbers)
        whole = io.BytesIO()
        np.savez(
            whole,
            ids=np.array(numbers, np.int64),
            vectors=vectors,
            nodes=np.frombuffer(json.dumps(nodes).encode(), np.uint8),
            state=np.array([self._next, self._vectors.dimension], np.int64),
        )
        write_durably(Path(persist_path), whole.getvalue())

    @classmethod
    def from_persist_path(cls, persist_path: str) -> "FaissStore":
        """What `persist` wrote."""
        with np.load(persist_path, allow_pickle=False) as whole:
            made = cls(int(whole["state"][1]))
            made._next = int(whole["state"][0])
            numbers = [int(number) for number in whole["ids"]]
            nodes = json.loads(whole["nodes"].tobytes())
            made._nodes = {
                number: TextNode.from_dict(node) for number, node in zip(numbers, nodes, strict=True)
            }
            made._vectors = VectorIndex.of(whole["ids"], whole["vectors"], int(whole["state"][1]))
        return made

    def _allowed(
        self, node_ids: list[str] | None, filters: MetadataFilters | None, doc_ids: list[str] | None
    ) -> list[int]:
        by_id = {node.node_id: node for node in self._nodes.values()}
        passes = build_metadata_filter_fn(lambda node_id: by_id[node_id].metadata, filters)
        return [
            number
            for number, node in sorted(self._nodes.items())
            if (node_ids is None or node.node_id in node_ids)
            and (doc_ids is None or node.ref_doc_id in doc_ids)
            and passes(node.node_id)
        ]

    def _drop(self, gone: Callable[[BaseNode], bool]) -> None:
        self._nodes = {number: node for number, node in self._nodes.items() if not gone(node)}
        self._keep(lambda _: np.empty((0, self._vectors.dimension), np.float32))

    def _keep(self, fetch: Callable[[Any], Any]) -> None:
        self._vectors = self._vectors.caught_up(np.array(sorted(self._nodes), np.int64), fetch)


def _without_vector(node: BaseNode) -> dict[str, Any]:
    written = node.to_dict()
    written["embedding"] = None
    return written
