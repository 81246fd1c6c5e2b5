"""Articles in: readers, zones (what is editorial text), dates, sentences."""

from typing import TYPE_CHECKING, Any

from .digest import digest_of
from .errors import (
    CorpusError,
    ModelError,
    QuestionError,
    ServeError,
    SettingsError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMismatch,
    StoreMissing,
    TieupError,
    WriterError,
)
from .readers import READERS, bundled_articles, expected_articles, read_articles
from .sentences import split_sentences
from .types import Article, PublicationDate, Rejected, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from .zones import label_zones

__all__ = [
    "READERS",
    "Article",
    "CorpusError",
    "ModelError",
    "PublicationDate",
    "QuestionError",
    "Rejected",
    "ServeError",
    "SettingsError",
    "Span",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreMismatch",
    "StoreMissing",
    "TieupError",
    "WriterError",
    "Zone",
    "ZoneKind",
    "bundled_articles",
    "digest_of",
    "expected_articles",
    "label_zones",
    "read_articles",
    "split_sentences",
]


def __getattr__(name: str) -> Any:
    # Its patterns take longer to compile than all the rest to import, and only new articles need it.
    if name != "label_zones":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .zones import label_zones

    return label_zones
