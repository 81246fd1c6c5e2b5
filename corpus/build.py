"""From a text and what is known of it to an Article."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from .credits import stated_date, stated_publisher
from .dates import parse_date
from .decoding import UnreadableError
from .digest import digest_of
from .language import detect_language, language_code
from .sentences import split_sentences
from .types import Article, DateSource, PublicationDate, Zone
from .zones import headline, label_zones

MOST_LINES = 100_000
"""Lines of the longest article taken in."""

_TITLE_WORDS = 14
_LONE = re.compile("[\ud800-\udfff]")  # halves of characters: neither SQLite nor a tokenizer takes them
_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def build_article(
    text: str,
    known: Mapping[str, str],
    path: str,
    *,
    record: str = "",
    source: DateSource = "front matter",
) -> Article:
    """The article with this text. Raises UnreadableError when nothing, or far too much, is to be read in it.

    `known` holds what the file says beside its text: title, publisher, author, url, published and
    language, any absent; `source` says where a date among them was found. `record` tells the articles
    of one file apart.
    """
    if len(text) > MOST_LINES and sum(1 for _ in _BREAK.finditer(text)) > MOST_LINES:
        raise UnreadableError(f"has more than {MOST_LINES:,} lines: split it into articles")
    text, known = _LONE.sub("\ufffd", text), {name: _LONE.sub("\ufffd", said) for name, said in known.items()}
    title = known.get("title") or headline(text) or _stand_in(text, path, record)
    zones = label_zones(text, title)
    if not any(zone.kind.editorial and any(map(str.isalnum, text[zone.start : zone.end])) for zone in zones):
        raise UnreadableError("holds no article text: nothing to read")
    article = Article(
        id=article_id(path, record),
        text=text,
        title=title,
        publisher=known.get("publisher") or stated_publisher(text, zones),
        author=known.get("author"),
        published=_published(known, text, zones, source),
        url=known.get("url"),
        language=language_code(known.get("language", "")) or detect_language(text, zones),
        path=path,
        zones=zones,
        digest="",
    )
    return replace(article, digest=digest_of(article))


def article_id(path: str, record: str = "") -> str:
    """Twelve hexadecimal digits that depend on the absolute path and the record only."""
    whole = f"{os.path.normpath(Path(path).absolute())}\n{record}"
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _published(
    known: Mapping[str, str], text: str, zones: tuple[Zone, ...], source: DateSource
) -> PublicationDate | None:
    if written := known.get("published"):
        return parse_date(written, source)
    return stated_date(text, zones)


def _stand_in(text: str, path: str, record: str) -> str:
    """A title for a text that has none: the file's name where it has words, else the text's beginning."""
    stem = " ".join(re.sub(r"[_\W]+", " ", Path(path).stem).split())
    if not record and re.search(r"[^\W\d_]{3}", re.sub(r"\b\w*\d\w*\b", "", stem)):
        return stem[0].upper() + stem[1:]
    first = next((zone for zone in label_zones(text, "") if zone.kind.editorial), None)
    if first is None:
        return stem or "Untitled"
    sentence = split_sentences(text, first.start, min(first.end, first.start + 1000))[0].of(text)
    words = sentence.split()
    return " ".join(words[:_TITLE_WORDS])[:160] + ("…" if len(words) > _TITLE_WORDS else "")
