"""Articles from saved e-mails (.eml) and from pages that a browser saved as one file (.mhtml, .mht)."""

from collections.abc import Iterator
from email import errors, message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import cast

from .build import build_article
from .decoding import LARGEST, LARGEST_PACKED, UnreadableError, decode, read_bytes
from .markup import html_text
from .read_html import page_article
from .types import Article, Rejected

_LOCATION = "Snapshot-Content-Location"
_DEEPEST, _MOST_PARTS, _MOST_LINES = 20, 2000, 1_000_000
_MALFORMED = (errors.MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_mail_file(file: Path) -> Iterator[Article | Rejected]:
    """The one article of the mail or page, attachments left aside. Raises UnreadableError.

    A mail's HTML is read as a page is, or else as it stands; without HTML, its plain text is the text.
    """
    data = read_bytes(file, LARGEST_PACKED)
    if not data.strip():
        raise UnreadableError("is empty: nothing to read")
    if data.count(b"\n") > _MOST_LINES:
        raise UnreadableError(f"has more than {_MOST_LINES:,} lines: save its text as .txt")
    try:
        message = message_from_bytes(data, policy=default)
        parts = _texts(message)
        known = _known(message, parts)
    except _MALFORMED as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("is no whole mail or saved page: save it again, or its text as .txt") from error
    yield _article(parts, known, str(file))


def _article(parts: dict[str, str], known: dict[str, str], path: str) -> Article:
    html, plain = parts.get("text/html", ""), parts.get("text/plain", "")
    if html.strip():
        try:
            return page_article(html, known, path)
        except UnreadableError:
            # A newsletter is laid out in tables, in which no article is to be told from the rest.
            plain = plain if plain.strip() else html_text(html)
    if not plain.strip():
        raise UnreadableError("holds no text: nothing to read")
    return build_article(plain, known, path, source="page metadata")


def _texts(message: EmailMessage) -> dict[str, str]:
    """The first text of each type that is no attachment; a page's frames come after the page itself."""
    found: dict[str, str] = {}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in ("text/html", "text/plain") and kind not in found and not part.is_attachment():
            found[kind] = _decoded(part)
    return found


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    stack = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if depth > _DEEPEST or seen > _MOST_PARTS:
            raise UnreadableError(
                f"holds more than {_MOST_PARTS} parts, or parts {_DEEPEST} deep: save its text as .txt"
            )
        if part.get_content_maintype() == "multipart":
            stack.extend((cast(EmailMessage, each), depth + 1) for each in reversed(list(part.iter_parts())))
        else:
            yield part


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if len(data) > LARGEST:
        raise UnreadableError("holds a text of more than 20 MB: split it into articles")
    try:
        # Newlines as in other articles' files; the mail's own come from its transport.
        return data.decode(part.get_content_charset("utf-8")).replace("\r\n", "\n")
    except (UnicodeDecodeError, LookupError):
        return decode(data).replace("\r\n", "\n")


def _known(message: EmailMessage, parts: dict[str, str]) -> dict[str, str]:
    known = {"title": _header(message, "Subject")}
    if url := _header(message, _LOCATION):
        # A saved page: its Date is the day it was saved, its From the browser's name.
        known["url"] = "".join(url.split())
    elif parts and not _is_page(message):
        sender = parseaddr(_header(message, "From"))[0]
        known["publisher" if _is_from_list(message) else "author"] = sender
        known["published"] = _sent(message)
    return {key: value for key, value in known.items() if value}


def _is_page(message: EmailMessage) -> bool:
    saved_by = _header(message, "From").lower()
    return saved_by.startswith("<saved by") or message.get_content_type() == "multipart/related"


def _is_from_list(message: EmailMessage) -> bool:
    return any(message[name] for name in ("List-Id", "List-Unsubscribe", "List-Post"))


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _sent(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
