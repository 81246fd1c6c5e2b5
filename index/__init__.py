"""Passages out of articles: chunking, embedding, vectors, keywords, catalogue, search."""

from .types import Filters, Hit, Passage

__all__ = ["Filters", "Hit", "Passage"]
