"""What the Corpus page shows: what is covered, the articles, what was left out, copies, what was taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ..index import ArticleInfo, Cluster, Hit
from ..rag import Coverage
from .deal_html import flat
from .passages import Target
from .wording import day, plural

PAGE = 50
_QUOTED = 280  # code points of a passage that was found


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of one uploaded file: how many articles were added, changed, unchanged; or why none."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[str, ...] = ()


def card_html(card: Coverage) -> str:
    """The coverage card."""
    ends = [day(end[:7]) for end in (card.first, card.last) if end]
    span = " – ".join(dict.fromkeys(ends)) or "none"
    facts = {
        "Articles": f"{card.articles:,}",
        "Stories, copies counted once": f"{card.origins:,}",
        "With a date": f"{card.dated:,}",
        "From the first to the last": span,
        "Publishers": f"{card.publishers:,}",
        "Companies in deals": f"{card.companies:,}",
        "Deals": f"{card.deals:,}",
        "Reports that differ": f"{card.conflicts:,}",
        "Files left out": f"{card.quarantined:,}",
        "Index version": f"{card.generation:,}",
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    return f'<dl class="tu-facts-card">{items}</dl>'


def articles_html(articles: Sequence[ArticleInfo], limit: int, change: bool, sought: str) -> str:
    """The articles, the latest first, the first `limit` of them; with a button to remove each if `change`."""
    if not articles:
        said = (
            f"No article’s title, publisher or file holds “{flat(sought)}”." if sought else "No articles yet."
        )
        return f'<p class="tu-none">{said}</p>'
    latest = sorted(articles, key=lambda info: (info.title, info.id))
    latest.sort(key=lambda info: info.published or "", reverse=True)
    rows = "".join(_article(info, change) for info in latest[:limit])
    more = (
        '<button type="button" class="tu-button tu-more">Show more</button>' if len(articles) > limit else ""
    )
    return (
        f'<p class="tu-count">{plural(len(articles), "article")}</p><ul class="tu-articles">{rows}</ul>{more}'
    )


def _article(info: ArticleInfo, change: bool) -> str:
    remove = (
        f'<button type="button" class="tu-button tu-remove" value="{flat(info.id)}" '
        f'aria-label="Remove {flat(info.title)}">Remove</button>'
        if change
        else ""
    )
    return f"<li>{_named(info)}{remove}</li>"


def _named(info: ArticleInfo) -> str:
    facts = [info.publisher or PurePath(info.path).name, day(info.published), plural(info.words, "word")]
    return (
        f'<a class="tu-cell" href="{Target.whole(info.id).href}" dir="auto">'
        f'<strong>{flat(info.title)}</strong><span class="tu-faint">{flat(" · ".join(facts))}</span></a>'
    )


def found_html(hits: Sequence[Hit], articles: Mapping[str, ArticleInfo]) -> str:
    """The passages nearest to what was sought."""
    items = "".join(_found(hit, articles[hit.passage.article_id]) for hit in hits)
    return f'<h3 class="tu-heading">Passages</h3><ul class="tu-articles">{items}</ul>' if items else ""


def _found(hit: Hit, info: ArticleInfo) -> str:
    passage = hit.passage
    target = Target.at(passage.article_id, passage.start, passage.end, passage.text)
    text = passage.text[:_QUOTED] + (" …" if len(passage.text) > _QUOTED else "")
    where = f"{info.publisher or PurePath(info.path).name} · {day(info.published)}"
    return (
        f'<li><a class="tu-cell" href="{target.href}" dir="auto"><strong>{flat(info.title)}</strong>'
        f'<span class="tu-faint">{flat(where)}</span><span>{flat(text)}</span></a></li>'
    )


def quarantine_html(left_out: Sequence[Mapping[str, str]]) -> str:
    """Files that could not be read, with the reasons."""
    if not left_out:
        return ""
    items = "".join(
        f"<li><strong>{flat(PurePath(row['path']).name)}</strong> "
        f'<span class="tu-faint">{flat(row["reason"])}</span></li>'
        for row in left_out
    )
    return (
        f'<details class="tu-more-of" open><summary>Left out: {plural(len(left_out), "file")}</summary>'
        f'<ul class="tu-articles">{items}</ul></details>'
    )


def clusters_html(clusters: Sequence[Cluster], articles: Mapping[str, ArticleInfo]) -> str:
    """Stories that stand in several articles: such count as one origin."""
    if not clusters:
        return ""
    items = "".join(
        "<li>"
        + "".join(_named(articles[member]) for member in cluster.members if member in articles)
        + "</li>"
        for cluster in clusters
    )
    return (
        f'<details class="tu-more-of"><summary>Same story: {plural(len(clusters), "group")} of copies, each '
        f'counted as one origin</summary><ul class="tu-articles tu-groups">{items}</ul></details>'
    )


def taken_html(taken: TakenIn) -> str:
    """What came of one uploaded file, as an item of a list."""
    counts = {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}
    said = [f"{count:,} {what}" for what, count in counts.items() if count]
    good = "".join(f' <span class="tu-badge tu-firm">✓ {words}</span>' for words in said)
    bad = "".join(
        f' <span class="tu-badge tu-over">✕ left out</span> <span class="tu-faint">{flat(reason)}</span>'
        for reason in taken.refused
    )
    return f'<li><strong dir="auto">{flat(taken.name)}</strong>{good}{bad}</li>'
