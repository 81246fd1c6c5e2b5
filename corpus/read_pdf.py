"""Articles from PDF files: the text as its pages give it, line by line."""

import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from .build import build_article
from .credits import stated_date
from .decoding import LARGEST_PACKED, UnreadableError, read_bytes
from .types import Article, Rejected
from .zones import label_zones

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 500
_LARGEST_PAGE, _LARGEST_DOCUMENT = 4_000_000, 40_000_000
_EDGE_LINES, _FEWEST_PAGES = 2, 3
_BROKEN_WORD = re.compile(r"(\w{2,})[-\xad][ \t]*\n[ \t]*([^\W\d_]{2,})")
_BAD_TITLE = re.compile(
    r"\W*(?:untitled|document ?\d*|microsoft (?:word|powerpoint)\b.*"
    r"|.*\.(?:pdf|docx?|indd|qxd|rtf|html?))\W*",
    re.IGNORECASE,
)
_PRINTERS = re.compile(r"skia|chrom|mozilla|firefox|safari|quartz|wkhtml|print|scan|ocr|factiva|nexis", re.I)
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NOBODY = frozenset({"", "user", "admin", "administrator", "unknown", "anonymous", "microsoft office user"})


def read_pdf_file(file: Path) -> Iterator[Article | Rejected]:
    """The one article of the file. Raises UnreadableError for an encrypted file and for one without text.

    Lines stay as they are on the page, but a word broken at a line's end is made whole, and lines that
    stand at the edge of most pages (a running title, a page number) are left out.
    """
    data = read_bytes(file, LARGEST_PACKED)
    pages, info = _read(data)
    if not any(map(str.isalnum, "".join(pages))):
        raise UnreadableError(
            f"has {len(pages)} pages without text (a scan?): recognise its text (OCR) first"
        )
    text = _whole_words(_joined(_without_running_lines(pages)))
    yield build_article(text, _known(info, text), str(file), source="page metadata")


def _read(data: bytes) -> tuple[list[str], dict[str, str]]:
    # Imported here: only PDF files need it.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # Its remarks on odd files would reach the user's screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise UnreadableError("is encrypted: save it without a password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableError(f"has more than {MOST_PAGES} pages: split it into articles")
        return list(_pages(reader)), {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    except UnreadableError:
        raise
    except (
        # What pypdf lets through on damaged files, beside its own errors.
        PyPdfError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        NotImplementedError,
        AssertionError,
        zlib.error,
        OSError,
    ) as error:
        raise UnreadableError("is no whole PDF: save it again, or its text as .txt") from error


def _pages(reader: "PdfReader") -> Iterator[str]:
    left = _LARGEST_DOCUMENT
    for page in reader.pages:
        size = _content_size(page)
        left -= size
        if size > _LARGEST_PAGE or left < 0:
            raise UnreadableError("holds drawings too large to search for text: save its text as .txt")
        yield "\n".join(" ".join(line.split()) for line in page.extract_text().splitlines())


def _content_size(page: "PageObject") -> int:
    contents = page.get_contents()
    return len(contents.get_data()) if contents is not None else 0


def _without_running_lines(pages: list[str]) -> list[str]:
    if len(pages) < _FEWEST_PAGES:
        return pages
    counts = Counter(key for page in pages for key in {_shape(line) for line in _edges(page.splitlines())})
    running = {
        key for key, count in counts.items() if key and count * 2 > len(pages) and count >= _FEWEST_PAGES
    }
    return [_without_edges(page.splitlines(), running) for page in pages]


def _edges(lines: list[str]) -> list[str]:
    return lines[:_EDGE_LINES] + lines[_EDGE_LINES:][-_EDGE_LINES:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().lower())


def _without_edges(lines: list[str], running: set[str]) -> str:
    last = len(lines) - _EDGE_LINES
    kept = [
        line
        for at, line in enumerate(lines)
        if not ((at < _EDGE_LINES or at >= last) and _shape(line) in running)
    ]
    return "\n".join(kept)


def _joined(pages: list[str]) -> str:
    """The pages, a blank line between two unless a sentence runs on from one to the next."""
    text = ""
    for page in (each.strip("\n") for each in pages):
        if page:
            runs_on = text[-1:] not in '.!?:”"' and page[0].islower()
            text += ("\n" if runs_on else "\n\n" if text else "") + page
    return text


def _whole_words(text: str) -> str:
    """Words broken at a line's end put together on it, so that they can be found.

    The hyphen stays where the document writes the word with one elsewhere, or both halves as words of
    their own ("long-term").
    """
    words = set(re.findall(r"[\w-]+", _BROKEN_WORD.sub(" ", text).lower()))

    def mended(match: re.Match[str]) -> str:
        first, second = match.groups()
        whole, hyphenated = first + second, f"{first}-{second}"
        if not second[0].islower():
            return hyphenated + "\n"
        known = whole.lower() in words
        is_compound = hyphenated.lower() in words or {first.lower(), second.lower()} <= words
        return (whole if known or not is_compound else hyphenated) + "\n"

    return re.sub(r"(?<=\n)[ \t]+", "", _BROKEN_WORD.sub(mended, text))


def _known(info: dict[str, str], text: str) -> dict[str, str]:
    title = " ".join(info.get("/Title", "").split())
    author = " ".join(info.get("/Author", "").split())
    known = {
        "title": "" if _BAD_TITLE.fullmatch(title) else title,
        "author": "" if author.lower() in _NOBODY else author,
    }
    if stated_date(text, label_zones(text, title)) is None:
        known["published"] = _made(info)
    return {key: value for key, value in known.items() if value}


def _made(info: dict[str, str]) -> str:
    """The day the file was made, unless it was printed from a page or scanned: that may be years later."""
    if _PRINTERS.search(info.get("/Producer", "") + " " + info.get("/Creator", "")):
        return ""
    made = _DAY.match(info.get("/CreationDate", ""))
    return "-".join(made.groups()) if made else ""
