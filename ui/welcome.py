"""What the page shows before anything is asked: what the articles cover."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from ..index import ArticleInfo
from ..rag import Assistant
from .passages import safe
from .wording import plural


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many articles there are, from which years, and the publishers with most of them first."""

    articles: int
    years: tuple[str, str] | None
    publishers: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, articles: Iterable[ArticleInfo]) -> "Coverage":
        """Count `articles`."""
        count = 0
        years: set[str] = set()
        publishers: Counter[str] = Counter()
        for article in articles:
            count += 1
            years |= {article.published[:4]} if article.published else set()
            publishers.update([article.publisher] if article.publisher else [])
        ranked = sorted(publishers.items(), key=lambda pair: (-pair[1], pair[0]))
        return cls(count, (min(years), max(years)) if years else None, tuple(ranked))

    def words(self) -> str:
        """For example "113 articles · 2014-2026 · 41 publishers"."""
        parts = [plural(self.articles, "article")]
        if self.years:
            parts.append(self.years[0] if self.years[0] == self.years[1] else "–".join(self.years))
        parts += [plural(len(self.publishers), "publisher")] if self.publishers else []
        return " · ".join(parts)


class Front:
    """What the page shows to somebody who arrives, worked out anew whenever the index has changed."""

    def __init__(self, assistant: Assistant, starters: int) -> None:
        self._assistant = assistant
        self._number = starters
        self._guard = Lock()
        self._made: tuple[int, Coverage, str] | None = None

    def coverage(self) -> Coverage:
        """What the articles cover now."""
        return Coverage.of(self._assistant.store.articles())

    def now(self) -> tuple[Coverage, str]:
        """What the articles cover, and the HTML of the empty chat with its starters."""
        with self._guard:
            generation = self._assistant.store.generation
            if self._made is None or self._made[0] != generation:
                coverage = self.coverage()
                starters = self._assistant.starters(self._number) if coverage.articles else []
                self._made = generation, coverage, welcome_html(coverage, starters)
            return self._made[1:]


def header_html(coverage: Coverage) -> str:
    """The page's top line."""
    return (
        '<header class="tu-header"><h1 class="tu-name">Tieup</h1>'
        f'<p class="tu-coverage">{safe(coverage.words())}</p></header>'
    )


def welcome_html(coverage: Coverage, starters: Sequence[str]) -> str:
    """The empty chat, with questions to start from as buttons."""
    if not coverage.articles:
        return (
            '<div class="tu-welcome"><p class="tu-lead">No articles yet</p>'
            '<p>Add some under <a href="#corpus">Corpus</a>, or a whole folder on the command line:</p>'
            "<p><code>tieup add my-articles/</code></p></div>"
        )
    buttons = "".join(
        f'<button type="button" class="tu-starter" dir="auto">{safe(starter)}</button>'
        for starter in starters
    )
    return (
        '<div class="tu-welcome"><p class="tu-lead">Ask who works with whom</p>'
        "<p>Every sentence of an answer comes from a stored article. "
        "Click a number to see the passage it stands on.</p>"
        f'<div class="tu-starters">{buttons}</div></div>'
    )


def evidence_empty_html(coverage: Coverage) -> str:
    """The evidence panel before the first answer."""
    if not coverage.articles:
        return '<h2 class="tu-title">Evidence</h2><p class="tu-facts">There are no articles yet.</p>'
    lines = (
        '<span class="tu-cite">[1]</span> opens the article at the passage a sentence stands on.',
        '<mark class="tu-mark">Marked text</mark> is that passage, word for word.',
        '<span class="tu-faint">Dimmed text</span> (comments, adverts, bylines) is kept and never cited.',
        '<strong class="tu-verdict">The articles do not say</strong> means that no article answers.',
    )
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<h2 class="tu-title">Evidence</h2><ul class="tu-legend">{items}</ul>'
