"""Passages out of articles: chunking, embedding, vectors, keywords, catalogue, search."""

from .embedding import Embedder, open_embedder
from .settings import Settings
from .store import Store
from .types import (
    ArticleInfo,
    Change,
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
    "ArticleInfo",
    "Change",
    "Embedder",
    "Filters",
    "Hit",
    "Passage",
    "Problem",
    "Progress",
    "ProgressCallback",
    "Receipt",
    "Settings",
    "Store",
    "StoredSentence",
    "open_embedder",
]
