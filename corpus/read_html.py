"""Articles from saved web pages: the text is what trafilatura takes for the article."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .build import build_article
from .decoding import UnreadableError, decode, read_bytes
from .types import Article, Rejected

_MOST_TAGS = 100_000
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_FIELDS = {"title": "title", "sitename": "publisher", "author": "author", "url": "url", "date": "published"}

_STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n', 'abcdefghijklmnopqrstuvwxyz')"
_HIDDEN = (
    f".//*[contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')]",
    f".//*[contains({_STYLE}, 'font-size:0') and not(contains({_STYLE}, 'font-size:0.'))]",
    f".//*[contains({_STYLE}, 'opacity:0') and not(contains({_STYLE}, 'opacity:0.'))]",
)
"""What a reader of the page does not see, and a writer may have hidden for machines."""


def read_html_file(file: Path) -> Iterator[Article | Rejected]:
    """The one article of the page, without its comments. Raises UnreadableError."""
    yield page_article(decode(read_bytes(file)), {}, str(file))


def page_article(html: str, known: Mapping[str, str], path: str) -> Article:
    """The article of a page's HTML. Raises UnreadableError.

    `known` holds what is known of the page from elsewhere; what the page says of itself goes before it.
    """
    if not html.strip():
        raise UnreadableError("is empty: nothing to read")
    if html.count("<") > _MOST_TAGS:
        raise UnreadableError(f"holds more than {_MOST_TAGS:,} tags: save its text as .txt")
    page = _extracted(html)
    text = str(page.get("text") or "")
    if not text.strip():
        raise UnreadableError("no article was found in the page: save its text as .txt instead")
    said = {ours: " ".join(str(page[theirs]).split()) for theirs, ours in _FIELDS.items() if page.get(theirs)}
    if language := _LANGUAGE.search(html[:5000]):
        said["language"] = language[1]
    return build_article(text, {**known, **said}, path, source="page metadata")


def _extracted(html: str) -> dict[str, Any]:
    # Imported here: it takes a second, and only pages need it.
    from trafilatura import bare_extraction

    document = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,
        prune_xpath=list(_HIDDEN),
        # Only what the page's own mark-up states: the extensive search guesses from the prose.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None:
        return {}
    return document if isinstance(document, dict) else document.as_dict()
