"""A passage as an address, and the stored article shown with that passage marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import pairwise
from urllib.parse import quote, unquote

from ..corpus import Article, Zone, ZoneKind
from ..rag import Citation, Evidence
from .wording import day, web_link

_TARGET = re.compile(r"#cite-(\d{1,9})~(\d{1,9})~([0-9a-f]{12})~([^#\s]{1,400})")
_CHANGED = "The article has changed since this was cited, so nothing is marked in it."
_NOTHING = "0" * 12  # the fingerprint of no quote at all
# Code points shown around a passage of a very long article: a browser stays quick with that many.
WINDOW = 60_000


@dataclass(frozen=True, slots=True)
class Target:
    """Where a passage stands: article.text[start:end], and a fingerprint of the quote expected there."""

    article_id: str
    start: int
    end: int
    fingerprint: str

    @classmethod
    def of(cls, source: Citation | Evidence) -> "Target":
        """The target of a citation or a piece of evidence."""
        return cls(source.article_id, source.start, source.end, _fingerprint(source.quote))

    @classmethod
    def at(cls, article_id: str, start: int, end: int, text: str) -> "Target":
        """The target of the slice `text == article.text[start:end]`."""
        return cls(article_id, start, end, _fingerprint(text))

    @classmethod
    def whole(cls, article_id: str) -> "Target":
        """An article from its beginning, with nothing marked."""
        return cls(article_id, 0, 0, _NOTHING)

    @classmethod
    def parse(cls, href: object) -> "Target | None":
        """The target that `href` made, or None: the browser may send anything."""
        found = _TARGET.fullmatch(href) if isinstance(href, str) else None
        return cls(unquote(found[4]), int(found[1]), int(found[2]), found[3]) if found else None

    @property
    def href(self) -> str:
        """The target as a link within the page; only the link itself survives Gradio's sanitiser."""
        return f"#cite-{self.start}~{self.end}~{self.fingerprint}~{quote(self.article_id, safe='')}"

    def stands_in(self, article: Article) -> bool:
        """Whether the article still holds the quote at this very place."""
        return self.start < self.end and _fingerprint(article.text[self.start : self.end]) == self.fingerprint


def _fingerprint(quoted: str) -> str:
    return sha256(quoted.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def safe(text: str) -> str:
    """`text` as HTML that is shown exactly as it stands and obeyed in nothing.

    Carriage returns stay what they are, and no template engine of the page finds its signs.
    """
    escaped = escape(text).replace("\r", "&#13;")
    return escaped.replace("{", "&#123;").replace("$", "&#36;").replace("`", "&#96;")


def article_view(article: Article, target: Target, others: Sequence[Target] = ()) -> str:
    """The stored article as HTML: zones labelled, the passage in <mark id="tu-mark">, others lightly.

    The marks' text joined is the quote, byte for byte; when the quote no longer stands at its offsets
    nothing is marked and the page says so.
    """
    marked = target.stands_in(article)
    lights = [other for other in others if other.article_id == article.id and other.stands_in(article)]
    low, high = _window(article, target if marked else None)
    body = "".join(_blocks(article, target if marked else None, lights, (low, high)))
    notes = [] if marked or target.fingerprint == _NOTHING else [_CHANGED]
    notes += ["Only the part around the passage is shown."] if high - low < len(article.text) else []
    said = "".join(f'<p class="tu-note">{note}</p>' for note in notes)
    return f'{_heading(article, target, marked)}{said}<div class="tu-text" dir="auto">{body}</div>'


def missing_view() -> str:
    """What is shown for an article that is no longer in the index."""
    return (
        '<h2 class="tu-title" tabindex="-1">Article not found</h2>'
        '<p class="tu-note">It is no longer in the index. Ask again to see what the articles say now.</p>'
    )


def _heading(article: Article, target: Target, marked: bool) -> str:
    published = article.published.value if article.published else None
    facts = [fact for fact in (article.publisher, article.author) if fact]
    line = " · ".join(safe(fact) for fact in [*facts, day(published)])
    link = web_link(article.url, article.text[target.start : target.end] if marked else "")
    original = (
        f'<a class="tu-original" href="{safe(link)}" target="_blank" rel="noopener noreferrer">'
        'Original<span class="tu-hidden"> article, opens in a new tab</span> ↗</a>'
        if link
        else '<span class="tu-faint">no web address known</span>'
    )
    return (
        f'<header class="tu-source-head"><h2 class="tu-title" tabindex="-1" dir="auto">{safe(article.title)}'
        f'</h2><p class="tu-facts"><span>{line}</span>{original}</p></header>'
    )


def _window(article: Article, target: Target | None) -> tuple[int, int]:
    start, end = (target.start, target.end) if target else (0, 0)
    spare = max(0, WINDOW - (end - start)) // 2
    low = max(0, start - spare)
    return low, min(len(article.text), max(end + spare, low + WINDOW))


def _blocks(
    article: Article, target: Target | None, lights: Sequence[Target], window: tuple[int, int]
) -> Iterator[str]:
    first = True
    targets = [*lights, *([target] if target else [])]
    for start, end, kind in _stretches(_folded(article, targets), *window):
        pieces: list[str] = []
        for low, high in _cuts(start, end, targets):
            text = safe(article.text[low:high])
            if target and target.start <= low < target.end:
                focus = ' id="tu-mark" tabindex="-1"' if first else ""
                pieces.append(f'<mark class="tu-mark"{focus}>{text}</mark>')
                first = False
            elif any(light.start <= low < light.end for light in lights):
                pieces.append(f'<span class="tu-light">{text}</span>')
            else:
                pieces.append(text)
        yield _block("".join(pieces), kind)


def _block(html: str, kind: ZoneKind | None) -> str:
    if kind is None:
        return html
    if kind.editorial:
        return f'<div class="tu-zone tu-{kind.name.lower().replace("_", "-")}" dir="auto">{html}</div>'
    if kind is ZoneKind.METADATA:
        # The heading above already says what it holds.
        summary = '<summary class="tu-kind">From the file’s header</summary>'
        return f'<details class="tu-zone tu-aside">{summary}{html}</details>'
    label = f'<span class="tu-kind">Not evidence: {kind.value}</span>'
    return f'<div class="tu-zone tu-aside" dir="auto">{label}{html}</div>'


def _folded(article: Article, targets: Sequence[Target]) -> list[Zone]:
    """The article's zones, with its header as one, the title in it too unless something points there."""
    zones: list[Zone] = []
    for zone in article.zones:
        pointed_at = any(target.start < zone.end and zone.start < target.end for target in targets)
        title = (
            zone.kind is ZoneKind.HEADLINE and article.text[zone.start : zone.end].strip() == article.title
        )
        joins = zone.kind is ZoneKind.METADATA or title
        if zones and zones[-1].kind is ZoneKind.METADATA and joins and not pointed_at:
            zones[-1] = Zone(ZoneKind.METADATA, zones[-1].start, zone.end)
        else:
            zones.append(zone)
    return zones


def _stretches(zones: Sequence[Zone], low: int, high: int) -> Iterator[tuple[int, int, ZoneKind | None]]:
    """The zones within low..high, and the white space between them (kind None), in order."""
    at = low
    for zone in zones:
        start, end = max(zone.start, at), min(zone.end, high)
        if start < end:
            if at < start:
                yield at, start, None
            yield start, end, zone.kind
            at = end
    if at < high:
        yield at, high, None


def _cuts(start: int, end: int, targets: Iterable[Target]) -> Iterator[tuple[int, int]]:
    edges = {start, end}
    for target in targets:
        edges |= {edge for edge in (target.start, target.end) if start < edge < end}
    return pairwise(sorted(edges))
