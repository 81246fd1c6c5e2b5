"""Tieup answers questions about corporate partnerships from news articles, and cites every sentence.

>>> from tieup import Assistant, Filters
>>> assistant = Assistant.open()                         # doctest: +SKIP
>>> print(assistant.ask("Who has Geely teamed up with?").text)   # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Article, TieupError
    from .index import Filters, Store
    from .rag import Answer, Assistant, Citation, Deal, Sentence

# Lazy on purpose: `import tieup` must cost nothing, and pytest imports this file to collect.
_HOMES = {
    "Answer": ".rag",
    "Article": ".corpus",
    "Assistant": ".rag",
    "Citation": ".rag",
    "Deal": ".rag",
    "Filters": ".index",
    "Sentence": ".rag",
    "Store": ".index",
    "TieupError": ".corpus",
}

__all__ = ["Answer", "Article", "Assistant", "Citation", "Deal", "Filters", "Sentence", "Store", "TieupError"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tieup' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
