"""Text out of mark-up: fragments of HTML that are known to be the article, and trees of untrusted XML."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

from .decoding import UnreadableError

MOST_TAGS = 500_000
"""Tags of the largest XML taken in: each costs some hundred bytes of memory once parsed."""

_BLOCK_NAMES = """
    address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "svg", "iframe", "object"})
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_HIDING = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])")


def html_text(fragment: str) -> str:
    """The text of a piece of HTML: a blank line between blocks, a new line for each <br>, no mark-up.

    What a reader would not see (scripts, hidden elements) is left out.
    """
    reader = _Blocks()
    reader.feed(fragment)
    reader.close()
    return reader.text()


def xml_tree(data: bytes, largest: int) -> Element:
    """The root element. Raises UnreadableError for broken XML, and for what could blow up when parsed."""
    # Imported here: only feeds and .docx need it.
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > largest or data.count(b"<") > MOST_TAGS:
        raise UnreadableError(f"holds more XML than {MOST_TAGS:,} tags or {largest >> 20} MB: split it")
    try:
        return fromstring(data)
    except DefusedXmlException as error:
        raise UnreadableError("declares XML entities, which could grow without end: remove them") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f"is broken XML ({error}): save it again") from error


def local_name(element: Element) -> str:
    """The element's name without its namespace: "encoded" for <content:encoded>."""
    return str(element.tag).rpartition("}")[2]


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and self._unseen[:1] == ["p"]:
            # A paragraph ends where the next block begins, whether it says so or not.
            self._unseen.clear()
        if tag not in _EMPTY and (self._unseen or tag in _UNSEEN or _is_hidden(attrs)):
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._lines += [[], []]
        elif tag == "br":
            self._lines.append([])
        elif tag in ("td", "th"):
            self._lines[-1].append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._lines += [[], []]

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._lines[-1].append(data)

    def text(self) -> str:
        return "\n".join(self._spaced()).strip()

    def _spaced(self) -> Iterator[str]:
        """The lines, white space folded, with one blank line at most between two."""
        was_blank = True
        for line in (" ".join("".join(parts).split()) for parts in self._lines):
            if line or not was_blank:
                yield line
            was_blank = not line


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    said = dict(attrs)
    return "hidden" in said or _HIDING.search("".join((said.get("style") or "").lower().split())) is not None
