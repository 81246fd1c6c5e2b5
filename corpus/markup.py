"""Text out of mark-up: fragments of HTML that are known to be the article, and trees of untrusted XML."""

import re
from collections.abc import Iterator
from typing import Any
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
_BREAKS = {"br": 1} | dict.fromkeys(_BLOCKS, 2)
_HIDING = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])")


def html_text(fragment: str) -> str:
    """The text of a piece of HTML: a blank line between blocks, a new line for each <br>, no mark-up.

    What a reader would not see (scripts, hidden elements) is left out.
    """
    # Imported here, with the parser in C: the standard library's takes time by the square of the length.
    from lxml.etree import HTMLParser, LxmlError, fromstring, iterwalk

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = fromstring(fragment.encode("utf-8", "replace"), parser)
    except LxmlError:
        return ""
    if root is None:
        return ""
    lines: list[list[str]] = [[]]
    walker = iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            lines += [[], []] if element.tag in _BLOCKS else []
            lines[-1].append(element.tail or "")
        elif element.tag in _UNSEEN or _is_hidden(element):
            walker.skip_subtree()
        else:
            lines += [[] for _ in range(_BREAKS.get(element.tag, 0))]
            lines[-1].append((" " if element.tag in ("td", "th") else "") + (element.text or ""))
    return "\n".join(_spaced(lines)).strip()


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


def _spaced(lines: list[list[str]]) -> Iterator[str]:
    """The lines, white space folded, with one blank line at most between two."""
    was_blank = True
    for line in (" ".join("".join(parts).split()) for parts in lines):
        if line or not was_blank:
            yield line
        was_blank = not line


def _is_hidden(element: Any) -> bool:
    style = "".join(str(element.get("style") or "").lower().split())
    return element.get("hidden") is not None or _HIDING.search(style) is not None
