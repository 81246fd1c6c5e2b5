"""Passages out of articles: chunking, embedding, vectors, keywords, catalogue, search."""

from .embedding import Embedder, open_embedder
from .pairs import MATRICES as PAIR_MATRICES
from .pairs import PairScorer
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

__all__ = [
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
    "Settings",
    "Store",
    "StoredSentence",
    "Tier",
    "open_embedder",
]
