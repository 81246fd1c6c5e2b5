"""Articles from .md and .txt files: the whole file is the text."""

from collections.abc import Iterator
from pathlib import Path

from .build import build_article
from .decoding import UnreadableError, decode, read_bytes
from .front_matter import FrontMatterError, read_front_matter
from .types import Article, Rejected


def read_text_file(file: Path) -> Iterator[Article | Rejected]:
    """The one article of the file. Raises UnreadableError."""
    text = decode(read_bytes(file))
    if not text.strip():
        raise UnreadableError("is empty: nothing to read")
    try:
        matter = read_front_matter(text)
    except FrontMatterError as error:
        raise UnreadableError(str(error)) from error
    yield build_article(text, matter.values if matter else {}, str(file))
