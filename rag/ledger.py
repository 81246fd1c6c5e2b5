"""The deal ledger: every deal of the index, derived from the catalogue and kept beside it in SQLite.

It is filled by an exhaustive reading of all articles, never by a search. Only articles that changed, or
whose names mean something else by now, are read anew; an article that is gone takes its reports along.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from threading import RLock
from typing import Any

from ..corpus import Article, QuestionError, StoreError
from ..index import Store
from .companies_profile import Profiles
from .deals import Cell, Deal, DealReport, DealStatus, DealType, Party
from .deals_corrections import CORRECTIONS, keys_of, read_corrections
from .deals_corrections import corrected as apply
from .deals_extract import extract
from .deals_merge import deals_of, key_of
from .ledger_facts import DealFact, Wanted, facts_of
from .names import NameRegistry

FORMAT = 9
"""The version of what is written and of how deals are read; another version is derived anew."""

PATIENCE = 1.0
"""Seconds to wait for another process that writes the file; then this one makes do with its memory."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS report (article TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS report_article ON report (article);
CREATE INDEX IF NOT EXISTS report_key ON report (key);
CREATE TABLE IF NOT EXISTS party
    (company TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (company, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS party_key ON party (key);
"""


@dataclass(frozen=True, slots=True)
class CompanyDeals:
    """A company of the ledger: its spellings, and with whom it has how many deals."""

    name: str
    aliases: tuple[str, ...]
    partners: dict[str, int]


@dataclass(frozen=True, slots=True)
class DealEvent:
    """One report on a timeline: `date` is when the thing happened, or when it was told if not `happened`."""

    date: str | None
    happened: bool
    deal: Deal
    report: DealReport

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON-ready values."""
        return {
            "date": self.date,
            "happened": self.happened,
            "deal": self.deal.id,
            "parties": list(self.deal.parties),
            "type": self.report.type.value,
            "status": self.report.status.value,
            "report": asdict(self.report) | {"file": self.report.file},
        }


class Ledger:
    """All deals of an index. Open it with `Ledger.of`; any number of threads may use it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        registry: NameRegistry,
        clusters: Mapping[str, str] | None = None,
        corrections: Path | None = None,
    ) -> None:
        self._corrections = corrections
        self._connection = connection
        self._registry = registry
        self._clusters = clusters or {}
        self._lock = RLock()

    @classmethod
    def of(
        cls, store: Store, registry: NameRegistry, notice: Callable[[str], None] | None = None
    ) -> "Ledger":
        """The ledger of an index as it stands, brought up to date now; `notice` is told what takes time.

        It lies in the index's folder as `deals.sqlite`, or in memory where that can't be written.
        """
        with store.reading() as generation:
            clusters = {info.id: info.cluster or info.id for info in store.articles()}
            for connect in (lambda: _connect(store.folder / "deals.sqlite"), lambda: _connect(None)):
                # A damaged, locked or read-only file is no loss: the ledger is derived, and memory will do.
                with suppress(sqlite3.Error):
                    ledger = cls(connect(), registry, clusters, store.folder / CORRECTIONS)
                    if ledger._stand() != f"{generation}{registry.own}":
                        articles = [store.article(article_id) for article_id in clusters]
                        ledger.update(articles, generation, notice)
                    return ledger
        raise StoreError(f"{store.folder}: its deals can't be kept, not even in memory: free some memory")

    @classmethod
    def in_memory(cls, articles: Iterable[Article], registry: NameRegistry) -> "Ledger":
        """A ledger of some articles that is written nowhere."""
        ledger = cls(_connect(None), registry)
        ledger.update(list(articles), 1)
        return ledger

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def update(
        self, articles: list[Article], generation: int, notice: Callable[[str], None] | None = None
    ) -> None:
        """Make the ledger hold exactly the deals of `articles`, reading only what changed."""
        marks = {article.id: _mark(article, self._registry) for article in articles}
        known = dict(self._rows("SELECT id, mark FROM article"))
        stale = [article_id for article_id in known if marks.get(article_id) != known[article_id]]
        fresh = [article for article in articles if known.get(article.id) != marks[article.id]]
        if fresh and notice and len(fresh) > 1:
            notice(f"Reading the deals of {len(fresh):,} articles...")
        profiles = Profiles.learn(articles, self._registry) if fresh else Profiles({})
        with self._lock, self._connection:
            for article_id in stale:
                self._connection.execute("DELETE FROM article WHERE id = ?", (article_id,))
                self._connection.execute("DELETE FROM report WHERE article = ?", (article_id,))
            for article in fresh:
                self._insert(article.id, marks[article.id], extract(article, self._registry, profiles))
            self._connection.execute("DELETE FROM party WHERE key NOT IN (SELECT key FROM report)")
            self._connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('generation', ?), ('format', ?)",
                (f"{generation}{self._registry.own}", str(FORMAT)),
            )

    @classmethod
    def in_file(cls, path: Path, registry: NameRegistry) -> "Ledger":
        """A ledger in a file of its own, as it lies there; sqlite3.Error where it can't be opened."""
        return cls(_connect(path), registry)

    def fill(self, reports: Iterable[DealReport]) -> None:
        """Take in reports that were read elsewhere, one an article."""
        with self._lock, self._connection:
            for report in reports:
                self._insert(report.article_id, "", [report])

    def _insert(self, article_id: str, mark: str, reports: Iterable[DealReport]) -> None:
        self._connection.execute("INSERT INTO article VALUES (?, ?)", (article_id, mark))
        for report in reports:
            key = key_of(report)
            data = json.dumps(asdict(report), ensure_ascii=False)
            self._connection.execute("INSERT INTO report VALUES (?, ?, ?)", (article_id, key, data))
            parties = [(name, key) for name in sorted(report.names)]
            self._connection.executemany("INSERT OR IGNORE INTO party VALUES (?, ?)", parties)

    def _stand(self) -> str | None:
        """The generation and the user's own names that the file was filled for."""
        rows = self._rows("SELECT value FROM meta WHERE name = 'generation'")
        return rows[0][0] if rows else None

    def _rows(self, query: str, values: tuple[str, ...] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    # Asking

    def deals(
        self,
        company: str | None = None,
        partner: str | None = None,
        *,
        type: DealType | None = None,
        status: DealStatus | None = None,
        as_of: str | None = None,
        corrected: bool = True,
    ) -> list[Deal]:
        """The deals that fit, by parties and id. Names are read as the registry spells them.

        Without `corrected` they are as they were read, whatever people said against it.

        `as_of` (ISO) leaves out what was reported after that day, and what is undated. A company that no
        article knows has no deals; QuestionError where a name could be one of several.
        """
        names = [self._spelt(name) for name in (company, partner) if name is not None]
        corrections = read_corrections(self._corrections) if self._corrections and corrected else ()
        found: list[Deal] = []
        for reports in self._grouped(names, keys_of(corrections)):
            told = [report for report in reports if as_of is None or _by(report, as_of)]
            read = (apply(deal, corrections) for deal in deals_of(told, self._clusters))
            found.extend(deal for deal in read if deal and set(names) <= set(deal.parties))
        fits = [deal for deal in found if type in (None, deal.type) and status in (None, deal.status)]
        return sorted(fits, key=lambda deal: (deal.parties, deal.type, deal.id))

    def facts_for(
        self, names: Sequence[str], wanted: Wanted | None = None, *, as_of: str | None = None
    ) -> list[DealFact]:
        """The deals that all of `names` are parties of, with the evidence of each cell, oldest first.

        No names means all deals. Raises QuestionError where a name could be one of several.
        """
        spelt = [self._spelt(name) for name in names]
        return facts_of(spelt, wanted or Wanted(), lambda one, two: self.deals(one, two, as_of=as_of))

    def _grouped(self, names: list[str], more: list[str]) -> Iterator[list[DealReport]]:
        """The reports of every key that all of `names` are parties of, and of the keys in `more`."""
        # One set of keys: with OR beside it, SQLite would read the whole table.
        keys = " INTERSECT ".join(["SELECT key FROM party WHERE company = ?"] * len(names))
        keys += " UNION VALUES " + ", ".join(["(?)"] * len(more)) if more else ""
        rows = self._rows(
            f"SELECT key, data FROM report{f' WHERE key IN ({keys})' if names else ''} "
            "ORDER BY key, article, rowid",
            (*names, *more) if names else (),
        )
        for _, found in groupby(rows, key=lambda row: row[0]):
            yield [report_of(json.loads(row[1])) for row in found]

    def _spelt(self, name: str) -> str:
        """The name as the registry has it, whatever the case and small slips; as given if unknown."""
        known = self._registry.named(name)
        if known:
            return known.name
        text = name.strip()
        whole = [
            mention
            for mention in self._registry.find_in_question(text)
            if mention.start == 0 and mention.end == len(text)
        ]
        candidates = whole[0].candidates if whole else ()
        if candidates:
            raise QuestionError(f"“{text[:60]}” could be {' or '.join(candidates[:5])}: name one of them.")
        return whole[0].name if whole else text

    def timeline(self, company: str, partner: str | None = None) -> list[DealEvent]:
        """Every report of the deals of a company (with another), by the date it happened or was reported."""
        events = [
            DealEvent(report.date.value if report.date else report.published, bool(report.date), deal, report)
            for deal in self.deals(company, partner)
            for report in deal.reports
        ]
        return sorted(events, key=_place)

    def companies(self) -> list[CompanyDeals]:
        """Every company that is a party of a deal, by name, with its partners and the deals with each."""
        partners: dict[str, dict[str, int]] = {}
        for deal in self.deals():
            for name in deal.parties:
                counts = partners.setdefault(name, {})
                for other in deal.parties:
                    if other != name:
                        counts[other] = counts.get(other, 0) + 1
        by_name = self._registry.by_name
        return [
            CompanyDeals(
                name, by_name[name].aliases if name in by_name else (name,), dict(sorted(counts.items()))
            )
            for name, counts in sorted(partners.items())
        ]


def report_of(data: dict[str, Any]) -> DealReport:
    """The report that `dataclasses.asdict` took apart; KeyError or TypeError where it is no such thing."""
    return DealReport(
        parties=tuple(Party(**party) for party in data["parties"]),
        type=Cell(**data["type"]),
        status=Cell(**data["status"]),
        quote=Cell(**data["quote"]),
        others=tuple(Cell(**cell) for cell in data["others"]),
        date=_cell(data["date"]),
        amount=_cell(data["amount"]),
        stake=_cell(data["stake"]),
        scope=_cell(data["scope"]),
        place=_cell(data["place"]),
        said=_cell(data["said"]),
        **{name: data[name] for name in ("article_id", "path", "publisher", "published")},
    )


def _cell(data: dict[str, Any] | None) -> Cell | None:
    return Cell(**data) if data else None


def _place(event: DealEvent) -> tuple[bool, str, str, str]:
    """Dated first; a day that no year is known of ("--09-21") has no place among the dated."""
    dated = event.date is not None and event.date[0].isdigit()
    return (not dated, event.date or "", event.deal.id, event.report.article_id)


def _by(report: DealReport, day: str) -> bool:
    return report.published is not None and report.published[: len(day)] <= day[: len(report.published)]


def _mark(article: Article, registry: NameRegistry) -> str:
    """What an article's reports depend on: its text, and what its names mean."""
    meant = "\n".join(f"{m.start} {m.name} {m.kind}" for m in registry.find(article.text, article.id))
    return hashlib.sha256(f"{FORMAT}\n{article.digest}\n{meant}".encode()).hexdigest()


def _connect(path: Path | None) -> sqlite3.Connection:
    """The file's connection, emptied first if it is of another format; of memory without a path."""
    connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, check_same_thread=False)
    try:
        connection.executescript(_SCHEMA)
        row = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        if row is not None and row[0] != str(FORMAT):
            with connection:
                for table in ("meta", "article", "report", "party"):
                    connection.execute(f"DELETE FROM {table}")
    except sqlite3.Error as problem:
        connection.close()
        if path is not None and not isinstance(problem, sqlite3.OperationalError):
            path.unlink()  # damaged, not merely locked or read-only: the next to open it makes it anew
        raise
    return connection
