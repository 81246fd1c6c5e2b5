"""What the Saved page shows: the questions kept, and what has changed since in the answer to one."""

from collections.abc import Sequence

from ..rag import Answer, Citation
from .about import chosen_pieces
from .changes import Changes
from .deal_html import flat
from .passages import Target
from .saved_questions import SavedQuestion
from .wording import day, plural, publisher

_NONE = (
    '<p class="tu-none">Nothing saved yet. Under an answer, <strong>Save</strong> keeps its question here, '
    'to be asked again when articles have come or gone. <a href="#chat">To the chat</a></p>'
)
_SAME = "Nothing has changed: the same passages answer, and each still stands word for word."
_NOW_SAID = "The articles did not answer this. Now they do."
_NOT_SAID = "The articles answered this. Now they don’t say."


def saved_html(questions: Sequence[SavedQuestion], generation: int) -> str:
    """The questions, the latest first, each with its buttons and room for what has changed."""
    if not questions:
        return _NONE
    items = "".join(_question(saved, generation) for saved in questions)
    every = (
        '<button type="button" class="tu-button tu-askall">Ask all again</button>'
        if len(questions) > 1
        else ""
    )
    count = f'<p class="tu-count">{plural(len(questions), "saved question")}</p>'
    return f'<div class="tu-savedtop">{count}{every}</div><ul class="tu-savedlist">{items}</ul>'


def _question(saved: SavedQuestion, generation: int) -> str:
    *earlier, asked = saved.link.questions
    moved = saved.answer.index_generation != generation
    after = f'<span class="tu-faint" dir="auto">after “{flat(earlier[-1])}”</span>' if earlier else ""
    chosen = [words for _, words in chosen_pieces(saved.link.filters)]
    passages = "the articles didn’t say" if saved.answer.abstained else _cited(saved.answer)
    facts = [f"Saved {day(saved.saved)}", passages, *chosen]
    state = (
        '<span class="tu-badge tu-loose">↻ articles have changed</span>'
        if moved
        else '<span class="tu-badge">= same articles</span>'
    )
    name = flat(asked)
    acts = {
        "tu-askagain": (saved.id, "Ask again"),
        "tu-openchat": (saved.link.href, "Open in chat"),
        "tu-forget": (saved.id, "Remove"),
    }
    buttons = "".join(
        f'<button type="button" class="tu-button {kind}" value="{value}" aria-label="{words}: {name}">'
        f"{words}</button>"
        for kind, (value, words) in acts.items()
    )
    return (
        f'<li class="tu-saved"><div class="tu-savedhead"><div>'
        f'<h3 class="tu-savedq" dir="auto">{name}</h3>{after}'
        f'<p class="tu-facts">{flat(" · ".join(facts))} {state}</p></div>'
        f'<div class="tu-savedacts">{buttons}</div></div>'
        '<div class="tu-changes" role="status" aria-live="polite"></div></li>'
    )


def _cited(answer: Answer) -> str:
    return plural(len(answer.citations), "passage")


def changes_html(saved: SavedQuestion, changes: Changes) -> str:
    """What differs, and nothing else; with a button that takes today's answer to compare with from now on."""
    if changes.none:
        return f'<p class="tu-same"><span aria-hidden="true">✓</span> {_SAME}</p>'
    told = ""
    if changes.unlike:
        told = f'<p class="tu-note">{_NOT_SAID if changes.today.abstained else _NOW_SAID}</p>'
    came = "Near it now" if changes.today.abstained else "New"
    went = "No longer near it" if saved.answer.abstained else "No longer cited"
    told += _passages(came, changes.new, ("+", "tu-plus")) + _passages(went, changes.gone, ("−", "tu-minus"))
    if changes.findings:
        items = "".join(f"<li>{flat(finding)}</li>" for finding in changes.findings)
        told += f'<h4 class="tu-heading">What no longer stands</h4><ul class="tu-broken">{items}</ul>'
    keep = (
        f'<button type="button" class="tu-button tu-keepnow" value="{saved.id}">'
        "Compare with today’s answer from now on</button>"
    )
    return told + keep


def _passages(title: str, citations: Sequence[Citation], sign: tuple[str, str]) -> str:
    if not citations:
        return ""
    items = "".join(f"<li>{_passage(citation, *sign)}</li>" for citation in citations)
    return f'<h4 class="tu-heading">{title}</h4><ul class="tu-cards">{items}</ul>'


def _passage(citation: Citation, sign: str, kind: str) -> str:
    """A passage as a card that opens it; where the article is gone or changed, the reader says so."""
    return (
        f'<a class="tu-card {kind}" href="{Target.of(citation).href}"><span class="tu-chipline">'
        f'<span class="tu-number" aria-hidden="true">{sign}</span>{flat(publisher(citation))} · '
        f"{day(citation.published)}</span>"
        f'<span class="tu-sourcetitle" dir="auto">{flat(citation.title)}</span>'
        f'<span class="tu-quote" dir="auto">{flat(citation.quote)}</span></a>'
    )
