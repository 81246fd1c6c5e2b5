"""Answers as a Word document: each with its numbered notes, publisher, title, date, exact quote and link."""

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Page
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ..rag import Answer, Citation
from .wording import day, publisher, web_link

_MARKER = re.compile(r"\[(\d+)\]")
# What XML can't hold, and marks that turn the reading order of what follows.
_BARRED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def to_docx(answers: Sequence[Answer]) -> bytes:
    """The answers as the bytes of a .docx file; the same answers give the same words and links."""
    page = Document()
    for answer in answers:
        page.add_heading(_line(answer.question), level=1)
        numbers = {citation.number for citation in answer.citations}
        for line in answer.text.splitlines():
            if line.strip():
                _add_marked(page.add_paragraph(), _clean(line), numbers)
        for notice in answer.notices:
            page.add_paragraph(_clean(notice), style="Intense Quote")
        if answer.citations:
            page.add_heading("Nearest passages" if answer.abstained else "Sources", level=2)
        for citation in answer.citations:
            _add_note(page, citation)
    whole = io.BytesIO()
    page.save(whole)
    return whole.getvalue()


def _add_marked(paragraph: Paragraph, text: str, numbers: set[int]) -> None:
    """The text with its markers raised, as Word does with footnotes."""
    last = 0
    for found in _MARKER.finditer(text):
        if int(found[1]) in numbers:
            paragraph.add_run(text[last : found.start()].rstrip())
            paragraph.add_run(found[0]).font.superscript = True
            last = found.end()
    paragraph.add_run(text[last:])


def _add_note(page: Page, citation: Citation) -> None:
    paragraph = page.add_paragraph()
    paragraph.add_run(f"[{citation.number}] ").bold = True
    paragraph.add_run(f"{_line(publisher(citation))}, “{_line(citation.title)}”, {day(citation.published)}: ")
    paragraph.add_run(f"“{_line(citation.quote)}” ").italic = True
    link = web_link(citation.url)
    if link:
        _add_link(paragraph, _clean(link))
    else:
        paragraph.add_run(_clean(citation.path))


def _add_link(paragraph: Paragraph, address: str) -> None:
    """A hyperlink, for which python-docx has no method: the address is a relation of the part."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)  # pyright: ignore[reportPrivateUsage]
    paragraph._p.append(link)  # pyright: ignore[reportPrivateUsage]


def _clean(text: str) -> str:
    return _BARRED.sub("\ufffd", text)


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
