"""What the web chat shows for an answer, as HTML: pure functions, everything from outside escaped.

Nothing here is Markdown and every piece of text goes through `safe`, so article text can't become a
link, a picture or a script.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from ..index import ArticleInfo
from ..rag import Answer, Citation, Evidence, Question, Sentence, SentenceReady, Understood
from .about import About, as_understood, chosen_pieces, facts_of, readings
from .passages import Target, safe
from .wording import Tally, chip, day, plural, publisher

_MARKER = re.compile(r"\[(\d{1,4})\]")
_BULLET = re.compile(r"\s*[-•*]\s+")
_TIP_LENGTH = 600
VERDICTS = ("right", "wrong source", "unsupported", "out of date", "wrong status")
"""What a visitor may say of an answer."""

_PLAIN = About()
_LENT = 4  # names lent by an earlier turn that are shown: it may have named dozens
_CARDS = 12  # evidence looked at but not cited: more than a person reads


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer still being made: what has been understood, and the sentences verified so far."""

    understood: Question | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()

    def with_event(self, event: Understood | SentenceReady) -> "Draft":
        """The draft with what this event of the stream adds."""
        if isinstance(event, Understood):
            return replace(self, understood=event.question)
        known = {citation.number for citation in self.citations}
        new = tuple(citation for citation in event.citations if citation.number not in known)
        return Draft(self.understood, (*self.sentences, event.sentence), (*self.citations, *new))


def question_html(question: str) -> str:
    """A person's question as a message."""
    return f'<h2 class="tu-question" dir="auto">{_flat(question)}</h2>'


def problem_html(message: str) -> str:
    """A problem that has a way out, as a message."""
    return f'<div class="tu-problem" role="alert"><strong>Not answered.</strong> {_flat(message)}</div>'


def draft_parts(draft: Draft) -> list[str]:
    """The answer as far as it has come: only whole, verified sentences."""
    heard = _understood_html(draft.understood) if draft.understood else ""
    parts = [heard] if heard else []
    if draft.sentences:
        cited = {citation.number: citation for citation in draft.citations}
        text = " ".join(_with_markers(sentence) for sentence in draft.sentences)
        parts += [_body_html(text, cited)]
    state = "Checking each sentence against its source …" if draft.understood else "Reading the question …"
    return [*parts, f'<p class="tu-working">{state}</p>']


def _with_markers(sentence: Sentence) -> str:
    if _MARKER.search(sentence.text):
        return sentence.text
    return sentence.text + " " + "".join(f"[{number}]" for number in sentence.citations)


def answer_parts(answer: Answer, turn: int, about: About = _PLAIN) -> list[str]:
    """A whole answer: understood question, text with links, sources, and how its check ended."""
    cited = {citation.number: citation for citation in answer.citations}
    body = _abstained_html(answer, cited, about) if answer.abstained else _body_html(answer.text, cited)
    note = f'<p class="tu-note" role="status">{_flat(about.note)}</p>' if about.note else ""
    heard = [note, _understood_html(answer.understood, about)]
    told = "".join(f'<p class="tu-note">{_flat(notice)}</p>' for notice in answer.notices)
    parts = [*heard, body, told, _sources_html(answer, about), _foot_html(answer, turn, about)]
    return [part for part in parts if part]


def _abstained_html(answer: Answer, cited: Mapping[int, Citation], about: About) -> str:
    """An answer that the articles lack: what is missing, where it was sought, what is near, how to widen."""
    verified = [sentence for sentence in answer.sentences if sentence.status == "verified"]
    linked = [_linked(_with_markers(sentence), cited) for sentence in verified]
    first, *rest = linked or ["The articles do not say."]
    if about.left is not None and not about.left[0]:
        first = "Your filters leave no article to search."
    near = [place for place, sentence in enumerate(verified[1:]) if sentence.citations]
    told = "".join(f'<p dir="auto">{html}</p>' for place, html in enumerate(rest) if place not in near)
    items = "".join(f'<li dir="auto">{rest[place]}</li>' for place in near)
    return (
        f'<div class="tu-abstained"><p class="tu-verdict"><span aria-hidden="true">∅</span> {first}</p>{told}'
        f"{f'<ul>{items}</ul>' if items else ''}{_narrow_html(about) or _widen_html(answer, about)}</div>"
    )


def _widen_html(answer: Answer, about: About) -> str:
    """How to look further where no filter of the visitor's narrowed the search."""
    ways = ["drop what is dashed above"] if readings(answer.understood, about) else []
    ways += ["ask about one company alone"] if len(answer.understood.names) > 1 else []
    ways += ['<a href="#corpus">add articles</a>']
    return f"<p><strong>To look further:</strong> {', or '.join(ways)}.</p>"


def _narrow_html(about: About) -> str:
    """What the visitor's filters leave, and what there would be without each."""
    if about.left is None:
        return ""
    left, whole = about.left
    pieces = chosen_pieces(about.chosen)
    useful = [one for one in pieces if about.freed.get(one[0])]
    ways = "".join(
        f'<li><button type="button" class="tu-button tu-dropchip" value="{_flat(piece)}">Without '
        f"“{_flat(words)}”: {plural(about.freed.get(piece, 0), 'article')}</button></li>"
        for piece, words in useful or pieces
    )
    told = f"<p><strong>Your filters leave {left:,} of {plural(whole, 'article')} to search.</strong></p>"
    return f'{told if left else ""}<ul class="tu-ways">{ways}</ul>'


def _understood_html(question: Question, about: About = _PLAIN) -> str:
    chips = _names_html(question) + "".join(
        f'<button type="button" class="tu-chip tu-dropchip" value="{_flat(piece)}" '
        f'aria-label="Ask without: {_flat(words)}">{_flat(words)} <span aria-hidden="true">✕</span></button>'
        for piece, words in readings(question, about)
    )
    text = _flat(as_understood(question))
    edit = f'<button type="button" class="tu-chip tu-edit" value="{text}">Edit</button>'
    label = '<span class="tu-faint">Understood as</span>'
    return f'<p class="tu-understood">{label}{chips}{edit}</p>' if chips else ""


def _names_html(question: Question) -> str:
    """The names: buttons to put another in the place of one asked for, and those an earlier turn lends."""
    asked = as_understood(question).casefold()
    own = [name for name in question.names if name.casefold() in asked]
    lent = [name for name in question.names if name not in own]
    more = [f"and {len(lent) - _LENT} more"] if len(lent) > _LENT + 1 else []
    lent = [*lent[: _LENT if more else _LENT + 1], *more]
    buttons = "".join(
        f'<button type="button" class="tu-chip tu-named" value="{_flat(name)}" '
        f'aria-label="Change {_flat(name)}">{_flat(name)}</button>'
        for name in own
    )
    return buttons + "".join(f'<span class="tu-chip">{_flat(name)}</span>' for name in lent)


def _body_html(text: str, cited: Mapping[int, Citation]) -> str:
    html: list[str] = []
    bullets: list[str] = []
    for line in [*text.splitlines(), ""]:
        if _BULLET.match(line):
            bullets.append(f'<li dir="auto">{_linked(_BULLET.sub("", line, count=1), cited)}</li>')
            continue
        if bullets:
            html.append(f"<ul>{''.join(bullets)}</ul>")
            bullets = []
        if line.strip():
            html.append(f'<p dir="auto">{_linked(line, cited)}</p>')
    return "".join(html)


def _linked(text: str, cited: Mapping[int, Citation]) -> str:
    text = _line(text)
    pieces: list[str] = []
    last = 0
    for found in _MARKER.finditer(text):
        citation = cited.get(int(found[1]))
        if citation is not None:
            # No break between a word and its marker.
            pieces += [safe(text[last : found.start()].rstrip()), "&nbsp;", _marker(citation)]
            last = found.end()
    return "".join([*pieces, safe(text[last:])]).replace("</a>&nbsp;<a", "</a><a")


def _marker(citation: Citation) -> str:
    label = safe(_line(f"Source {citation.number}: {citation.title}"))
    return (
        f'<a class="tu-cite" href="{Target.of(citation).href}" aria-label="{label}">[{citation.number}]</a>'
    )


def _sources_html(answer: Answer, about: About) -> str:
    if not answer.citations:
        return ""
    title = "Nearest passages" if answer.abstained else "Sources"
    items = "".join(_source(citation, facts_of(citation, answer, about)) for citation in answer.citations)
    return f'<p class="tu-heading">{title}</p><ul class="tu-sources">{items}</ul>'


def _source(citation: Citation, facts: str) -> str:
    quoted = citation.quote if len(citation.quote) <= _TIP_LENGTH else citation.quote[:_TIP_LENGTH] + " …"
    return (
        f'<li><a class="tu-source" href="{Target.of(citation).href}"><span class="tu-chipline">'
        f"{_flat(chip(citation))}</span>"
        f'<span class="tu-sourcetitle" dir="auto">{_flat(citation.title)}</span>'
        f'<span class="tu-tip" dir="auto">“{_flat(quoted)}”'
        f'<span class="tu-tipfacts">{_flat(facts)}</span></span></a></li>'
    )


def _foot_html(answer: Answer, turn: int, about: About) -> str:
    facts = [Tally.of(answer).words()]
    articles = answer.searched.get("articles")
    part = f"{about.left[0]:,} of " if about.left else ""
    facts += [f"{part}{plural(articles, 'article')} searched"] if isinstance(articles, int) else []
    facts += [plural(about.origins, "independent origin")] if about.origins and not answer.abstained else []
    link = f'<a class="tu-action" href="{about.link}">Copy link</a>' if about.link else ""
    save = f'<a class="tu-action" href="#save-{turn}">Save</a>' if about.link else ""
    return (
        f'<div class="tu-foot"><span>{" · ".join(facts)}</span>'
        f'<a class="tu-action" href="#evidence-{turn}">All evidence</a>'
        f'<a class="tu-action" href="#copy-{turn}">Copy with sources</a>{link}{save}{_feedback_html()}</div>'
    )


def next_html(questions: Sequence[str]) -> str:
    """Questions to go on with, as buttons that ask them."""
    buttons = "".join(
        f'<button type="button" class="tu-starter" dir="auto">{_flat(question)}</button>'
        for question in questions
    )
    return f'<p class="tu-heading">Go on with</p>{buttons}' if questions else ""


def _feedback_html() -> str:
    buttons = "".join(
        f'<button type="button" class="tu-chip tu-verdictbutton" value="{verdict}">'
        f"{verdict.capitalize()}</button>"
        for verdict in VERDICTS
    )
    return (
        '<details class="tu-feedback"><summary>Feedback</summary>'
        f'<span class="tu-said">{buttons}</span></details>'
    )


def evidence_html(answer: Answer, copies: Sequence[ArticleInfo] = ()) -> str:
    """The evidence panel: the cited passages, what was looked at and not used, copies of what is cited."""
    rest = [evidence for evidence in answer.evidence if not _within(evidence, answer.citations)][:_CARDS]
    first = "Nearest passages" if answer.abstained else "Cited"
    cited = "".join(_card(citation, str(citation.number)) for citation in answer.citations)
    parts = [
        f'<h2 class="tu-title" tabindex="-1">Evidence</h2><p class="tu-facts">{_flat(answer.question)}</p>'
    ]
    parts += [f'<h3 class="tu-heading">{first}</h3><ul class="tu-cards">{cited}</ul>'] if cited else []
    parts += [_cards("Checked, not used", rest)] if rest else []
    parts += [_copies_html(copies)] if copies else []
    parts += [] if cited or rest else ['<p class="tu-faint">There is no passage to show.</p>']
    return "".join(parts)


def _copies_html(copies: Sequence[ArticleInfo]) -> str:
    cards = "".join(
        f'<li><a class="tu-card" href="{Target.whole(info.id).href}"><span class="tu-chipline">'
        f"{_flat(info.publisher or PurePath(info.path).name)} · {day(info.published)}</span>"
        f'<span class="tu-sourcetitle" dir="auto">{_flat(info.title)}</span></a></li>'
        for info in copies
    )
    return f'<h3 class="tu-heading">Same story elsewhere</h3><ul class="tu-cards">{cards}</ul>'


def _within(evidence: Evidence, citations: Sequence[Citation]) -> bool:
    """Whether a citation quotes this piece of evidence: it may quote several sentences in a row."""
    return any(
        citation.article_id == evidence.article_id
        and citation.start <= evidence.start
        and evidence.end <= citation.end
        for citation in citations
    )


def looked_at_html(evidence: Sequence[Evidence]) -> str:
    """The evidence panel while an answer is still being made: what is looked at for it, best first."""
    cards = _cards("Being checked", evidence) if evidence else ""
    return f'<h2 class="tu-title" tabindex="-1">Evidence</h2>{cards}'


def _cards(title: str, evidence: Sequence[Evidence]) -> str:
    cards = "".join(_card(piece, "") for piece in evidence[:_CARDS])
    return f'<h3 class="tu-heading">{title}</h3><ul class="tu-cards">{cards}</ul>'


def _card(source: Citation | Evidence, number: str) -> str:
    label = f'<span class="tu-number">{number}</span>' if number else ""
    return (
        f'<li><a class="tu-card" href="{Target.of(source).href}"><span class="tu-chipline">{label}'
        f"{_flat(publisher(source))} · {day(source.published)}</span>"
        f'<span class="tu-sourcetitle" dir="auto">{_flat(source.title)}</span>'
        f'<span class="tu-quote" dir="auto">{_flat(source.quote[:_TIP_LENGTH])}</span></a></li>'
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _flat(text: str) -> str:
    return safe(_line(text))
