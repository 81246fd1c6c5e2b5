"""Answers as documents to keep or send on: Markdown and HTML with footnotes."""

import re
from collections.abc import Callable, Sequence
from html import escape

from ..rag import Answer, Citation
from .wording import day, publisher, web_link

_MARKER = re.compile(r"\[(\d+)\]")
# Every character that Markdown may read as mark-up; article text must come out as it was written.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+!|~$&]|^\s*\d+(?=[.)])|^\s*-)", re.MULTILINE)
_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #999}"
    "li{margin-bottom:1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}"
)


def to_markdown(answers: Sequence[Answer]) -> str:
    """The answers as Markdown with [^n] footnotes: publisher, title, date, exact quote, link."""
    many = len(answers) > 1
    return "\n".join(
        _markdown(answer, f"{place}-" if many else "") for place, answer in enumerate(answers, 1)
    )


def _markdown(answer: Answer, prefix: str) -> str:
    numbers = {citation.number for citation in answer.citations}
    body = _marked(answer.text, numbers, lambda number: f"[^{prefix}{number}]", _markdown_text)
    notes = [f"[^{prefix}{citation.number}]: {_markdown_note(citation)}" for citation in answer.citations]
    told = [f"*{_markdown_text(_line(notice))}*\n" for notice in answer.notices]
    return "\n".join([f"## {_markdown_text(_line(answer.question))}", "", body, "", *told, *notes, ""])


def _markdown_text(text: str) -> str:
    return _MARKDOWN.sub(lambda found: "".join("\\" + c if not c.isalnum() else c for c in found[0]), text)


def _markdown_note(citation: Citation) -> str:
    title = _markdown_text(f"{publisher(citation)}, “{_line(citation.title)}”, {day(citation.published)}: ")
    link = web_link(citation.url)
    where = f"<{link}>" if link and ">" not in link and "<" not in link else _markdown_text(citation.path)
    return f"{title}“{_markdown_text(_line(citation.quote))}” {where}"


def to_html(answers: Sequence[Answer]) -> str:
    """The answers as one self-contained HTML page with numbered notes; all text is escaped."""
    parts = [_html(answer, place) for place, answer in enumerate(answers, 1)]
    title = escape(_line(answers[0].question)) if len(answers) == 1 else f"{len(answers)} answers"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _html(answer: Answer, place: int) -> str:
    numbers = {citation.number for citation in answer.citations}
    body = _marked(
        answer.text, numbers, lambda number: f'<sup><a href="#n{place}-{number}">[{number}]</a></sup>', escape
    )
    notes = "\n".join(_html_note(citation, place) for citation in answer.citations)
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines() if line.strip())
    paragraphs += "".join(f"<p><em>{escape(_line(notice))}</em></p>" for notice in answer.notices)
    return f"<h2>{escape(_line(answer.question))}</h2>\n{paragraphs}\n<ol>\n{notes}\n</ol>"


def _html_note(citation: Citation, place: int) -> str:
    link = web_link(citation.url, citation.quote)
    title = escape(citation.title)
    named = f'<a href="{escape(link)}" rel="noopener noreferrer">{title}</a>' if link else title
    return (
        f'<li id="n{place}-{citation.number}" value="{citation.number}">{escape(publisher(citation))}, '
        f"{named}, {day(citation.published)}<blockquote>{escape(citation.quote)}</blockquote></li>"
    )


def _marked(text: str, numbers: set[int], marker: Callable[[int], str], clean: Callable[[str], str]) -> str:
    pieces: list[str] = []
    last = 0
    for found in _MARKER.finditer(text):
        if int(found[1]) in numbers:
            pieces += [clean(text[last : found.start()]), marker(int(found[1]))]
            last = found.end()
    return "".join([*pieces, clean(text[last:])])


def _line(text: str) -> str:
    return " ".join(text.split())
