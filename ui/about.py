"""What is shown with an answer but is no part of it: how it was asked, copies of what it cites, a link."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..index import ArticleInfo, Filters
from ..rag import Answer, Assistant, Citation, Question
from .wording import day

EARLIER = "earlier"
"""The reading that a question goes on from the turn before it, as a piece that can be dropped."""
SPELLING, CREDIT = "spelling:", "credit:"
"""What a piece begins with that stands for a corrected spelling, or a publisher or day of a question."""

_INFERRED = re.compile(r"only articles (?:from|published (?:up to|\w+)) (.+)")

_COPIES = 12


@dataclass(frozen=True, slots=True)
class About:
    """How an answer came about, and what stands around what it cites.

    `chosen` are the visitor's own filters; `leaned` whether the question was read with the turn before.
    `copies` are the articles that tell a cited story in nearly the same words, `alike` how many there are
    for each cited article, `origins` the number of independent ones cited. `link` leads here again, and
    `note` is said above the answer. `left` is how many of how many articles the visitor's filters leave,
    `freed` how many they would without each of them.
    """

    chosen: Filters = Filters()  # noqa: RUF009 - frozen
    leaned: bool = False
    copies: tuple[ArticleInfo, ...] = ()
    origins: int = 0
    alike: Mapping[str, int] = field(default_factory=dict[str, int])
    link: str = ""
    note: str = ""
    left: tuple[int, int] | None = None
    freed: Mapping[str, int] = field(default_factory=dict[str, int])


def leans(answer: Answer, history: Sequence[tuple[str, str]]) -> bool:
    """Whether the question was read with the last turn of `history`: what is searched for begins with it."""
    return bool(history) and answer.understood.search_text.startswith(history[-1][0][:80])


def around(assistant: Assistant, answer: Answer) -> About:
    """The copies and origins of what `answer` cites."""
    articles = assistant.knowledge().articles
    own = {one.article_id: articles[one.article_id] for one in answer.citations if one.article_id in articles}
    clusters = {info.cluster or info.id for info in own.values()}
    members = [info for info in articles.values() if info.cluster in clusters]
    copies = sorted(
        (info for info in members if info.id not in own), key=lambda info: (info.published or "9999", info.id)
    )
    sizes = Counter(info.cluster for info in members)
    alike = {
        article_id: sizes[info.cluster] - 1 for article_id, info in own.items() if sizes[info.cluster] > 1
    }
    return About(copies=tuple(copies[:_COPIES]), origins=len(clusters), alike=alike)


def dropped(filters: Filters, piece: str) -> Filters:
    """The filters without the one that a chip stands for; the same if it stands for none."""
    if piece == "after":
        return replace(filters, published_after=None)
    if piece == "before":
        return replace(filters, published_before=None)
    kept = tuple(name for name in filters.publishers if piece != f"publisher:{name}")
    return replace(filters, publishers=kept)


def narrowness(about: About, articles: Sequence[ArticleInfo]) -> About:
    """With how many articles the visitor's filters leave, together and without each."""
    if about.chosen.empty:
        return about
    freed = {
        piece: fitting(articles, dropped(about.chosen, piece)) for piece, _ in chosen_pieces(about.chosen)
    }
    return replace(about, left=(fitting(articles, about.chosen), len(articles)), freed=freed)


def fitting(articles: Iterable[ArticleInfo], filters: Filters) -> int:
    """How many of `articles` pass the filters that the page offers: publishers and two days."""
    publishers = {name.casefold() for name in filters.publishers}
    after, before = ((bound + "-01-01")[:10] if bound else "" for bound in _bounds(filters))
    count = 0
    for info in articles:
        first, last = ((info.published + end)[:10] if info.published else "" for end in ("-01-01", "-12-31"))
        count += (
            (not publishers or (info.publisher or "").casefold() in publishers)
            and (not after or first >= after)
            and (not before or "" < last < before)
        )
    return count


def _bounds(filters: Filters) -> tuple[str | None, str | None]:
    return filters.published_after, filters.published_before


def as_typed(question: str, piece: str) -> str:
    """The question with what a chip stands for in quotation marks, by which it is taken as it is typed."""
    words = piece.removeprefix(SPELLING).removeprefix(CREDIT)
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", question, re.IGNORECASE)
    if words == piece or not words or found is None:
        return question
    return f"{question[: found.start()]}“{found[0]}”{question[found.end() :]}"


def as_understood(question: Question) -> str:
    """The question with misspelt names as the articles spell them: what is there to be edited."""
    text = question.text
    for typed, taken in question.corrected:
        text = text.replace(typed, taken, 1)
    return text


def readings(question: Question, about: About) -> list[tuple[str, str]]:
    """What was made of a question beyond its names, each as a piece that can be dropped and its words."""
    corrected = [(SPELLING + typed, f"“{typed}” read as {taken}") for typed, taken in question.corrected]
    credited = [
        (CREDIT + found[1], words) for words in question.inferred if (found := _INFERRED.fullmatch(words))
    ]
    return [*corrected, *credited, *droppable(about)]


def droppable(about: About) -> list[tuple[str, str]]:
    """The chips that can be dropped, each as its piece and its words."""
    pieces = [(EARLIER, "read with the turn before")] if about.leaned else []
    return [*pieces, *chosen_pieces(about.chosen)]


def chosen_pieces(chosen: Filters) -> list[tuple[str, str]]:
    """The visitor's own filters, each as its piece and its words."""
    pieces = [(f"publisher:{name}", f"only {name}") for name in chosen.publishers]
    pieces += [("after", f"from {day(chosen.published_after)}")] if chosen.published_after else []
    pieces += [("before", f"before {day(chosen.published_before)}")] if chosen.published_before else []
    return pieces


def facts_of(citation: Citation, answer: Answer, about: About) -> str:
    """A citation's zone, age and origins in words: "from the body · 2 years old · the only origin cited"."""
    zone = next(
        (
            piece.zone
            for piece in answer.evidence
            if piece.article_id == citation.article_id and citation.start <= piece.start < citation.end
        ),
        "",
    )
    alike = about.alike.get(citation.article_id, 0)
    told = f"told alike by {alike} other article{'s' * (alike > 1)}" if alike else ""
    origins = f"one of {about.origins} independent origins" if about.origins > 1 else "the only origin cited"
    facts = (f"from the {zone}" if zone else "", age(citation.published), origins, told)
    return " · ".join(fact for fact in facts if fact)


def age(published: str | None, today: date | None = None) -> str:
    """How long ago that was: "3 years old", "2 months old", "this month"; "" where no date is known."""
    if not published or not published[:4].isdigit():
        return ""
    now = today or date.today()
    parts = [int(part) for part in published.split("-") if part.isdigit()]
    if len(parts) == 1:
        years = now.year - parts[0]
        return f"about {years} year{'s' * (years != 1)} old" if years > 0 else "this year"
    months = (now.year - parts[0]) * 12 + now.month - parts[1]
    if months < 1:
        return "this month"
    count, unit = (months, "month") if months < 24 else (months // 12, "year")
    return f"{count} {unit}{'s' * (count != 1)} old"
