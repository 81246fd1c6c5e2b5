"""What tells one state of an article from another: a hash of its text and of what is known of it."""

import hashlib
import unicodedata

from .types import Article


def digest_of(article: Article) -> str:
    """SHA-256 of text and metadata in hexadecimal, white space single and letters composed (NFC)."""
    published = article.published.value if article.published else ""
    parts = (
        article.text,
        article.title,
        article.publisher or "",
        article.author or "",
        published,
        article.url or "",
        article.language or "",
    )
    whole = "\0".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
