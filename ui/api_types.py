"""What goes over the wire and is not a noun of `rag`: requests, lists, articles, receipts."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ..corpus import Article
from ..index import ArticleInfo, Filters, Receipt
from ..rag import DealStatus, DealType
from .narrowing import iso_date, zone_kinds

LONGEST_QUESTION = 4000
_LONGEST_ANSWER = 50_000
_MOST_TURNS = 50
_Name = Annotated[str, Field(max_length=400)]
_Day = Annotated[str | None, Field(max_length=20)]


class _In(BaseModel):
    """What is sent to the server: an unknown field, or a 0 for a false, is a slip and is said to be one."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TurnIn(_In):
    """An earlier question and its answer."""

    question: Annotated[str, Field(max_length=LONGEST_QUESTION)]
    answer: Annotated[str, Field(max_length=_LONGEST_ANSWER)] = ""


class FiltersIn(_In):
    """What the search is narrowed to; all of it may be left out. Days are YYYY, YYYY-MM or YYYY-MM-DD.

    `zones` are kinds of passage: headline, standfirst, body, quotation, section heading; `clusters` stories
    with all their copies, each by the id of any of its articles; `companies` in any spelling: an article has
    to name one of them.
    """

    publishers: Annotated[list[_Name], Field(max_length=200)] = []
    authors: Annotated[list[_Name], Field(max_length=200)] = []
    languages: Annotated[list[_Name], Field(max_length=50)] = []
    articles: Annotated[list[_Name], Field(max_length=1000)] = []
    zones: Annotated[list[_Name], Field(max_length=20)] = []
    clusters: Annotated[list[_Name], Field(max_length=1000)] = []
    companies: Annotated[list[_Name], Field(max_length=50)] = []
    published_after: _Day = None
    published_before: _Day = None
    include_undated: bool = False

    def filters(self) -> Filters:
        """As the index takes them. Raises QuestionError for a day or a kind of passage that is none."""
        return Filters(
            publishers=tuple(self.publishers),
            authors=tuple(self.authors),
            languages=tuple(self.languages),
            articles=tuple(self.articles),
            zones=zone_kinds(self.zones),
            clusters=tuple(self.clusters),
            companies=tuple(self.companies),
            published_after=iso_date(self.published_after, "published_after"),
            published_before=iso_date(self.published_before, "published_before"),
            include_undated=self.include_undated,
        )


class AskIn(_In):
    """A question, what was said before it (oldest first), and what to narrow the search to."""

    question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
    history: Annotated[list[TurnIn], Field(max_length=_MOST_TURNS)] = []
    filters: FiltersIn = FiltersIn()

    def turns(self) -> list[tuple[str, str]]:
        """The history as the assistant takes it."""
        return [(turn.question, turn.answer) for turn in self.history]


class _Out(BaseModel):
    """What is sent of the deal ledger: a value that is not named here goes along as it is."""

    model_config = ConfigDict(extra="allow")


class CorrectionOut(_Out):
    """What somebody said against what was read of a deal."""

    field: str
    value: str | None
    was: str
    author: str
    at: str
    note: str


class CellOut(BaseModel):
    """A value and the passage that it was read from: `text` is the article's text from `start` to `end`."""

    value: str
    article_id: str
    start: int
    end: int
    text: str


class PartyOut(BaseModel):
    """A company in a deal; `named` is false where the article calls it by other words, which are `text`."""

    name: str
    role: str
    article_id: str
    start: int
    end: int
    named: bool
    text: str


class ReportOut(_Out):
    """What one article says of a deal."""

    article_id: str
    path: str
    publisher: str | None
    published: str | None
    parties: list[PartyOut]
    type: CellOut
    status: CellOut
    date: CellOut | None
    amount: CellOut | None
    stake: CellOut | None
    place: CellOut | None = None
    scope: CellOut | None
    said: CellOut | None = None
    quote: CellOut
    others: list[CellOut]
    file: str


class RungOut(BaseModel):
    """A status of a deal and when it was reported."""

    reported: str | None
    status: DealStatus


class ConflictOut(BaseModel):
    """A field of which articles say different things."""

    field: str
    cells: list[CellOut]


class DealOut(_Out):
    """One deal, as `Deal.to_dict` gives it: values as written, and under `evidence` where each stands."""

    id: str
    file: str
    parties: list[str]
    unnamed: list[str]
    type: DealType
    status: DealStatus
    date: str | None
    amount: str | None
    stake: str | None
    place: str | None
    scope: str | None
    quote: str | None
    said: str | None
    evidence: dict[str, CellOut]
    history: list[RungOut]
    origins: int
    conflicts: list[ConflictOut]
    corrections: list[CorrectionOut]
    reports: list[ReportOut]


class DealsOut(BaseModel):
    """A page of the deals that fit, `total` of them; every article was read for them."""

    total: int
    deals: list[DealOut]


class EventOut(BaseModel):
    """A report on a timeline; `date` is when it was reported unless `happened`."""

    date: str | None
    happened: bool
    deal: str
    parties: list[str]
    type: DealType
    status: DealStatus
    report: ReportOut


class TimelineOut(BaseModel):
    """A page of a timeline of `total` reports."""

    total: int
    events: list[EventOut]


class CompanyOut(BaseModel):
    """A company, its spellings, and with whom it has how many deals."""

    name: str
    aliases: list[str]
    partners: dict[str, int]


class CompaniesOut(BaseModel):
    """A page of the companies that are party to a deal, `total` of them."""

    total: int
    companies: list[CompanyOut]


class ArticlesOut(BaseModel):
    """A page of the articles, by title, `total` of them."""

    total: int
    articles: list[ArticleInfo]


class ZoneOut(BaseModel):
    """What a stretch of an article is; only editorial text is evidence."""

    kind: str
    evidence: bool
    start: int
    end: int


class ArticleOut(BaseModel):
    """An article whole. Offsets count Unicode code points of `text`, which is kept as it was published."""

    id: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    path: str
    text: str
    zones: list[ZoneOut]

    @classmethod
    def of(cls, article: Article) -> "ArticleOut":
        """The article as it is sent."""
        zones = [
            ZoneOut(kind=str(zone.kind), evidence=zone.kind.editorial, start=zone.start, end=zone.end)
            for zone in article.zones
        ]
        values: dict[str, Any] = {name: getattr(article, name) for name in _SAME}
        published = article.published.value if article.published else None
        return cls(**values, published=published, zones=zones)


_SAME = ("id", "title", "publisher", "author", "url", "language", "path", "text")


class LeftOut(BaseModel):
    """A file or record that could not be taken in, and why."""

    file: str
    reason: str


class ChangedOut(BaseModel):
    """An article that was added, changed or removed."""

    what: str
    article_id: str
    title: str


class ReceiptOut(BaseModel):
    """What a change of the index did."""

    added: int
    changed: int
    unchanged: int
    removed: int
    left_out: list[LeftOut]
    changes: list[ChangedOut]
    index_generation: int

    @classmethod
    def of(cls, receipt: Receipt, names: dict[str, str]) -> "ReceiptOut":
        """The receipt as it is sent; `names` are the files' names as the caller knows them, by path."""
        return cls(
            added=receipt.added,
            changed=receipt.changed,
            unchanged=receipt.unchanged,
            removed=receipt.removed,
            left_out=[
                LeftOut(file=names.get(one.path, one.path), reason=one.reason) for one in receipt.rejected
            ],
            changes=[
                ChangedOut(what=change.what, article_id=change.article_id, title=change.title)
                for change in receipt.changes
            ],
            index_generation=receipt.generation,
        )


class VerifyIn(_In):
    """A citation to be checked, as an answer gave it."""

    article_id: Annotated[str, Field(max_length=200)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    quote: Annotated[str, Field(max_length=_LONGEST_ANSWER)]


class VerifyOut(BaseModel):
    """Whether the article still says so at that very place, in editorial text; if not, why."""

    stands: bool
    reason: str | None = None


class HealthOut(BaseModel):
    """That the server runs; `articles` is told only to those who may read them."""

    status: str
    articles: int | None = None
