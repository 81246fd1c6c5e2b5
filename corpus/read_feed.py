"""Articles from RSS and Atom files: one article an item."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element

from .build import build_article
from .decoding import LARGEST, UnreadableError, read_bytes
from .markup import html_text, local_name, xml_tree
from .records import bounded
from .types import Article, Rejected

_ROOTS = ("rss", "RDF", "feed")
_ITEMS = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")


def read_feed_file(file: Path) -> Iterator[Article | Rejected]:
    """The article of each item: its headline, then its text. Raises UnreadableError.

    The text is the fullest one the item carries; the publisher is the feed's title.
    """
    data = read_bytes(file)
    if not data.strip():
        raise UnreadableError("is empty: nothing to read")
    root = xml_tree(data, LARGEST)
    if local_name(root) not in _ROOTS:
        raise UnreadableError(f"is XML, but no RSS or Atom feed (it begins with <{local_name(root)[:40]}>)")
    yield from bounded(_items(root, str(file)), str(file))


def _items(root: Element, path: str) -> Iterator[Article | Rejected]:
    channel = next((child for child in root if local_name(child) == "channel"), root)
    shared = {"publisher": _line(_first(channel, "title")), "language": _language(root, channel)}
    seen: set[str] = set()
    for number, item in enumerate((each for each in root.iter() if local_name(each) in _ITEMS), start=1):
        try:
            yield _article(item, shared, path, _record(item, number, seen))
        except UnreadableError as reason:
            yield Rejected(path, f"item {number}: {reason}")


def _article(item: Element, shared: dict[str, str], path: str, record: str) -> Article:
    title = _line(_first(item, "title"))
    body = next((text for name in _TEXTS if (text := _markup(_first(item, name)))), "")
    if not body:
        raise UnreadableError("has no text: nothing to read")
    said = {
        "title": title,
        "url": _link(item),
        "published": next((date for name in _DATES if (date := _line(_first(item, name)))), ""),
        "author": _author(item),
    }
    known = {key: value for key, value in (shared | said).items() if value}
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return build_article(text, known, path, record=record, source="page metadata")


def _record(item: Element, number: int, seen: set[str]) -> str:
    """What tells the item from others: the id that the feed gives it, its link, or its place."""
    named = (_line(_first(item, "guid")), _line(_first(item, "id")), _link(item), str(number))
    record = next((name for name in named if name and name not in seen), f"item {number}")
    seen.add(record)
    return record


def _first(parent: Element, name: str) -> Element | None:
    # Not find(): the same name comes from several namespaces, and <media:title> is not the <title>.
    named = [child for child in parent if local_name(child) == name]
    return next((child for child in named if "search.yahoo.com/mrss" not in str(child.tag)), None)


def _line(element: Element | None) -> str:
    """The element's text in one line; mark-up in it is taken out."""
    if element is None:
        return ""
    written = "".join(islice(element.itertext(), 1000))
    return " ".join((html_text(written) if "<" in written or "&" in written else written).split())


def _markup(element: Element | None) -> str:
    """The element's text, whether its mark-up is escaped, in CDATA or (Atom's xhtml) in elements."""
    if element is None:
        return ""
    return html_text(_as_markup(element) if len(element) else element.text or "")


def _as_markup(element: Element) -> str:
    from xml.etree.ElementTree import tostring

    for each in element.iter():
        each.tag = local_name(each)
    return tostring(element, encoding="unicode")


def _link(item: Element) -> str:
    links = [child for child in item if local_name(child) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (url := link.get("href") or _line(link)):
            return url
    return ""


def _author(item: Element) -> str:
    """ "Ann Lee" out of <dc:creator>, Atom's <author><name>, or RSS's "mail@example (Ann Lee)"."""
    names: list[str] = []
    for child in item:
        if local_name(child) in ("creator", "author"):
            name = _line(_first(child, "name") if len(child) else child)
            inner = name.partition("(")[2].rstrip(")") if "@" in name else name
            names += [inner] if inner and inner not in names else []
    return ", ".join(names)


def _language(root: Element, channel: Element) -> str:
    return _line(_first(channel, "language")) or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
