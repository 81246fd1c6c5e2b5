"""Articles from Word files: the text is that of the document's paragraphs, in their order.

Read from the file's XML directly: it takes bounded reads to be safe from archives that unpack to
gigabytes, and text boxes, tables, fields and tracked insertions are in it for the taking.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from .build import build_article
from .decoding import LARGEST, LARGEST_PACKED, UnreadableError, read_bytes
from .markup import local_name, xml_tree
from .types import Article, Rejected

_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_NOT_THE_TEXT = frozenset({"Fallback", "del", "moveFrom", "instrText", "pPr", "sectPr"})
_HIDING = ("vanish", "webHidden")
_NOBODY = frozenset({"", "user", "admin", "administrator", "unknown", "python-docx", "microsoft office user"})


def read_docx_file(file: Path) -> Iterator[Article | Rejected]:
    """The one article of the file. Raises UnreadableError.

    Hidden text and what tracked changes have deleted is left out, as it is on paper. The day on which
    the file was made is not the day of publication, so only the text can date it.
    """
    data = read_bytes(file, LARGEST_PACKED)
    if data.startswith(_OLD_WORD):
        raise UnreadableError("is encrypted or an old .doc: save it as .docx without a password")
    try:
        with ZipFile(BytesIO(data)) as parts:
            body = xml_tree(_part(parts, _BODY), LARGEST)
            known = _known(parts)
    except (BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError("is no whole Word file: save it again as .docx or .txt") from error
    text = "\n\n".join(line for paragraph in _paragraphs(body) if (line := _text(paragraph).strip()))
    if not text:
        raise UnreadableError("holds no text: nothing to read")
    yield build_article(text, known, str(file), source="page metadata")


def _part(parts: ZipFile, name: str) -> bytes:
    """A member's bytes, unpacked no further than an article may be long whatever its header claims."""
    with parts.open(name) as part:
        data = part.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError("unpacks to more than 20 MB of text: split it into articles")
    return data


def _known(parts: ZipFile) -> dict[str, str]:
    if _PROPERTIES not in parts.namelist():
        return {}
    said = {
        local_name(each): " ".join((each.text or "").split())
        for each in xml_tree(_part(parts, _PROPERTIES), LARGEST)
    }
    author = said.get("creator", "")
    known = {"title": said.get("title", ""), "author": "" if author.lower() in _NOBODY else author}
    return {key: value for key, value in known.items() if value}


def _paragraphs(element: Element) -> Iterator[Element]:
    """All paragraphs, those of tables and text boxes too; a box within a paragraph comes after it."""
    stack = [element]
    while stack:
        each = stack.pop()
        if local_name(each) in _NOT_THE_TEXT:
            continue
        if local_name(each) == "p":
            yield each
        stack.extend(reversed(each))


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        each = stack.pop()
        name = local_name(each)
        if name == "t":
            parts.append(each.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" " if name == "tab" else "\n")
        elif name in ("noBreakHyphen", "softHyphen"):
            parts.append("-" if name == "noBreakHyphen" else "")
        elif name not in _NOT_THE_TEXT and name != "p" and not _is_hidden(each):
            stack.extend(reversed(each))
    return "".join(parts)


def _is_hidden(run: Element) -> bool:
    return any(
        local_name(mark) in _HIDING and not any(value in ("0", "false") for value in mark.attrib.values())
        for properties in run
        if local_name(properties) == "rPr"
        for mark in properties
    )
