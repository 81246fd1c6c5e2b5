"""An answer as plain text for a terminal or a pipe."""

import re
import textwrap

from ..rag import Answer, Citation
from .wording import Tally, day, publisher, understood

# Article text may hold escape sequences that would recolour or rewrite the reader's terminal.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BROAD = 100


def plain(text: str) -> str:
    """`text` without control characters (tab and newline stay), each shown as a replacement sign."""
    return _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n"))


def answer_text(answer: Answer, width: int | None) -> str:
    """The answer, then its numbered sources; wrapped to `width` columns, or not at all if None."""
    pieces = understood(answer.understood)
    head = ["Understood as: " + " · ".join(pieces)] if pieces else []
    body = [wrapped(line, width, "") for line in answer.text.splitlines()]
    title = "Nearest passages" if answer.abstained else "Sources"
    sources = [title, *(_source(citation, width) for citation in answer.citations)]
    blocks = [*(wrapped(line, width, "") for line in head), "\n".join(body)]
    blocks += ["\n".join(sources)] if answer.citations else []
    blocks += [wrapped(line, width, "") for line in answer.notices]
    return plain("\n\n".join([*blocks, Tally.of(answer).words()]))


def _source(citation: Citation, width: int | None) -> str:
    label = f"[{citation.number}] {publisher(citation)}, {day(citation.published)}: {citation.title}"
    quote = f"“{' '.join(citation.quote.split())}”"
    where = [place for place in (citation.url, citation.path) if place]
    lines = [wrapped(label, width, ""), wrapped(quote, width, "    "), *(f"    {place}" for place in where)]
    return "\n".join(lines)


def wrapped(line: str, width: int | None, indent: str = "") -> str:
    """`line` indented, and wrapped to `width` columns but no more than 100; not at all if None."""
    if width is None:
        return indent + line
    columns = max(20, min(width, _BROAD))
    return textwrap.fill(
        line, columns, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
