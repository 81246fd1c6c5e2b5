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
from .types import Article, PublicationDate, Rejected, Span, Zone, ZoneKind

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
]
