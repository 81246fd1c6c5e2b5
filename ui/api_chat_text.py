"""An answer as a chat client shows it: Markdown with its sources, harmless whatever an article holds."""

import re
from typing import Any
from urllib.parse import quote

from ..rag import Answer, Citation, Sentence
from .wording import day, publisher, web_link

_MARKER = re.compile(r"\[(\d{1,4})\]")
# Links, pictures and tags of an article's own: clients would follow, fetch or run them.
_LIVE = re.compile(r"[\[\]<`]")
_SOURCES = re.compile(r"\n\n(?:Sources|Nearest passages|Notes):\n.*", re.DOTALL)


def content_of(answer: Answer) -> str:
    """The text of the answer with its [n] markers, then its sources as a list, then its notices."""
    text = _harmless(answer.text, {citation.number for citation in answer.citations})
    head = "Nearest passages" if answer.abstained else "Sources"
    if answer.citations:
        text += f"\n\n{head}:\n" + "\n".join(_source(citation) for citation in answer.citations)
    if answer.notices:
        text += "\n\nNotes:\n" + "\n".join(f"- {_line(notice)}" for notice in answer.notices)
    return text


def sentence_text(sentence: Sentence) -> str:
    """A sentence as it stands in `content_of`."""
    markers = "".join(f" [{number}]" for number in sentence.citations)
    return _harmless(sentence.text, set()) + markers


def said(content: str) -> str:
    """What an assistant's message of ours said: its sources and notes are no part of the conversation."""
    return _SOURCES.sub("", content)


def annotations(answer: Answer, content: str, base: str) -> list[dict[str, Any]]:
    """A `url_citation` for each marker in `content`; indexes count code points.

    An article without an address on the web is cited by its address below `base`, the server's own.
    """
    cited = {citation.number: citation for citation in answer.citations}
    body = said(content)
    return [
        {"type": "url_citation", "url_citation": _url_citation(cited[int(found[1])], found, base)}
        for found in _MARKER.finditer(body)
        if int(found[1]) in cited
    ]


def _url_citation(citation: Citation, found: re.Match[str], base: str) -> dict[str, Any]:
    own = f"{base}/api/articles/{quote(citation.article_id, safe='')}"
    return {
        "start_index": found.start(),
        "end_index": found.end(),
        "title": citation.title,
        "url": web_link(citation.url, citation.quote) or own,
    }


def _source(citation: Citation) -> str:
    source = f"{_line(publisher(citation))}, {day(citation.published)}: {_line(citation.title)}"
    link = web_link(citation.url)
    where = f" {link}" if link and not _LIVE.search(link) else ""
    return f"- [{citation.number}] {source}: “{_line(citation.quote)}”{where}"


def _line(text: str) -> str:
    return _harmless(" ".join(text.split()), set())


def _harmless(text: str, numbers: set[int]) -> str:
    """`text` with the signs that make links, pictures and tags escaped, but for our markers."""
    pieces: list[str] = []
    last = 0
    for found in _MARKER.finditer(text):
        if int(found[1]) in numbers:
            pieces += [_LIVE.sub(r"\\\g<0>", text[last : found.start()]), found[0]]
            last = found.end()
    return "".join([*pieces, _LIVE.sub(r"\\\g<0>", text[last:])])
