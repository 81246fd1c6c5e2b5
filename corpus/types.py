"""The nouns of the corpus: what an article is, and which parts of it may be believed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class ZoneKind(StrEnum):
    """What a stretch of an article is; only editorial kinds are evidence."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    QUOTATION = "quotation"
    SECTION_HEADING = "section heading"
    COMMENT = "reader comment"
    ADVERT = "advert"
    BYLINE = "byline"
    BIOGRAPHY = "author biography"
    NAVIGATION = "navigation"
    SEE_ALSO = "see also"
    REPEATED_TITLE = "repeated title"
    METADATA = "metadata"
    INSTRUCTION = "text addressed to AI readers"

    @property
    def editorial(self) -> bool:
        """Whether text of this kind may be cited as evidence."""
        return self in _EDITORIAL


_EDITORIAL = frozenset(
    {
        ZoneKind.HEADLINE,
        ZoneKind.STANDFIRST,
        ZoneKind.BODY,
        ZoneKind.QUOTATION,
        ZoneKind.SECTION_HEADING,
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range [start, end) of Unicode code points in an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article's text and what it is."""

    kind: ZoneKind
    start: int
    end: int


DatePrecision = Literal["day", "month", "year"]
DateSource = Literal["front matter", "text", "page metadata"]


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article was published, exactly as far as it is known.

    `value` is ISO 8601 cut to its precision: "2021-01-22", "2018-06" or "2019".
    `source` says where it was found.
    """

    value: str
    precision: DatePrecision
    source: DateSource

    @property
    def first_day(self) -> str:
        """The earliest day it can mean, as YYYY-MM-DD."""
        return (self.value + "-01-01")[:10] if self.precision == "year" else (self.value + "-01")[:10]

    @property
    def last_day(self) -> str:
        """The latest day it can mean, as YYYY-MM-DD (31 stands for any month's end: used to compare only)."""
        ending = {"day": "", "month": "-31", "year": "-12-31"}[self.precision]
        return self.value + ending


@dataclass(frozen=True, slots=True)
class Article:
    """One news article: its raw text, unchanged, and what is known of where it came from.

    For .md and .txt files `text` is the whole decoded file, front matter included, so that
    every offset holds in the file too; for .html it is the extracted text; for .jsonl the
    record's own text. `zones` cover every line of `text` that holds more than white space,
    in order, without overlap. `id` depends on the path and record only, so a changed file
    keeps its id; `digest` changes whenever text or metadata do.
    """

    id: str
    text: str
    title: str
    publisher: str | None
    author: str | None
    published: PublicationDate | None
    url: str | None
    language: str | None
    path: str
    zones: tuple[Zone, ...]
    digest: str

    def zone_at(self, offset: int) -> Zone | None:
        """The zone that holds the code point at `offset`, if one does."""
        return next((zone for zone in self.zones if zone.start <= offset < zone.end), None)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or record that could not be taken in, and why, in one line."""

    path: str
    reason: str
