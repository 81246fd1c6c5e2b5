"""Passages out of articles: chunking, embedding, vectors, keywords, catalogue, search."""

from .embedding import Embedder, open_embedder
from .generations import load_vectors, save_vectors
from .pairs import MATRICES as PAIR_MATRICES
from .pairs import PairScorer
from .reranking import Reranker, open_reranker
from .segments import build_fast
from .settings import Settings
from .store import Store
from .tiers import Tier
from .types import (
    ArticleInfo,
    Change,
    Cluster,
    Filters,
    Hit,
    Passage,
    Problem,
    Progress,
    ProgressCallback,
    Receipt,
    StoredSentence,
)
from .vectors import FAST_FROM, VectorIndex

__all__ = [
    "FAST_FROM",
    "PAIR_MATRICES",
    "ArticleInfo",
    "Change",
    "Cluster",
    "Embedder",
    "Filters",
    "Hit",
    "PairScorer",
    "Passage",
    "Problem",
    "Progress",
    "ProgressCallback",
    "Receipt",
    "Reranker",
    "Settings",
    "Store",
    "StoredSentence",
    "Tier",
    "VectorIndex",
    "build_fast",
    "load_vectors",
    "open_embedder",
    "open_reranker",
    "save_vectors",
]
