"""Articles in: readers, zones (what is editorial text), dates, sentences."""

from .errors import (
    CorpusError,
    ModelError,
    QuestionError,
    ServeError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMismatch,
    StoreMissing,
    TieupError,
)
from .readers import bundled_articles, expected_articles, read_articles
from .sentences import split_sentences
from .types import Article, PublicationDate, Rejected, Span, Zone, ZoneKind
from .zones import label_zones

__all__ = [
    "Article",
    "CorpusError",
    "ModelError",
    "PublicationDate",
    "QuestionError",
    "Rejected",
    "ServeError",
    "Span",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreMismatch",
    "StoreMissing",
    "TieupError",
    "Zone",
    "ZoneKind",
    "bundled_articles",
    "expected_articles",
    "label_zones",
    "read_articles",
    "split_sentences",
]
