"""The deal ledger: every deal of the index, derived from the catalogue and kept beside it in SQLite.

It is filled by an exhaustive reading of all articles, never by a search. Only articles that changed, or
whose names mean something else by now, are read anew; an article that is gone takes its reports along.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from ..corpus import Article
from ..index import Store
from .companies_profile import Profiles
from .deals import Cell, Deal, DealReport, DealStatus, DealType, Party
from .deals_extract import extract
from .deals_merge import deals_of, key_of
from .names import NameRegistry

FORMAT = 1
"""The version of what is written and of how deals are read; another version is derived anew."""

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


class Ledger:
    """All deals of an index. Open it with `Ledger.of`; any number of threads may use it."""

    def __init__(self, connection: sqlite3.Connection, registry: NameRegistry) -> None:
        self._connection = connection
        self._registry = registry
        self._lock = RLock()

    @classmethod
    def of(
        cls, store: Store, registry: NameRegistry, notice: Callable[[str], None] | None = None
    ) -> "Ledger":
        """The ledger of an index as it stands, brought up to date now; `notice` is told what takes time.

        It lies in the index's folder as `deals.sqlite`, or in memory where that can't be written.
        """
        ledger = cls(_connect(store.folder / "deals.sqlite"), registry)
        with store.reading() as generation:
            if ledger._generation() != generation:
                articles = [store.article(info.id) for info in store.articles()]
                ledger.update(articles, generation, notice)
        return ledger

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
                (str(generation), str(FORMAT)),
            )

    def _insert(self, article_id: str, mark: str, reports: Iterable[DealReport]) -> None:
        self._connection.execute("INSERT INTO article VALUES (?, ?)", (article_id, mark))
        for report in reports:
            key = key_of(report)
            data = json.dumps(asdict(report), ensure_ascii=False)
            self._connection.execute("INSERT INTO report VALUES (?, ?, ?)", (article_id, key, data))
            parties = [(name, key) for name in sorted(report.names)]
            self._connection.executemany("INSERT OR IGNORE INTO party VALUES (?, ?)", parties)

    def _generation(self) -> int | None:
        rows = self._rows("SELECT value FROM meta WHERE name = 'generation'")
        return int(rows[0][0]) if rows else None

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
    ) -> list[Deal]:
        """The deals that fit, by parties and id. Names are read as the registry spells them.

        `as_of` (ISO) leaves out what was reported after that day, and what is undated.
        """
        keys = self._keys([name for name in (company, partner) if name is not None])
        found: list[Deal] = []
        for key in keys:
            reports = [report for report in self._reports(key) if as_of is None or _by(report, as_of)]
            found.extend(deals_of(reports))
        fits = [deal for deal in found if type in (None, deal.type) and status in (None, deal.status)]
        return sorted(fits, key=lambda deal: (deal.parties, deal.type, deal.id))

    def _keys(self, names: list[str]) -> list[str]:
        if not names:
            return [row[0] for row in self._rows("SELECT DISTINCT key FROM report ORDER BY key")]
        query = "SELECT key FROM party WHERE company = ?"
        sets = [{row[0] for row in self._rows(query, (self._spelt(name),))} for name in names]
        return sorted(set.intersection(*sets))

    def _spelt(self, name: str) -> str:
        known = self._registry.named(name)
        if known:
            return known.name
        mentions = self._registry.find_in_question(name)
        return mentions[0].name if len(mentions) == 1 and mentions[0].name else name

    def _reports(self, key: str) -> list[DealReport]:
        rows = self._rows("SELECT data FROM report WHERE key = ? ORDER BY article, rowid", (key,))
        return [report_of(json.loads(row[0])) for row in rows]

    def timeline(self, company: str, partner: str | None = None) -> list[tuple[str | None, Deal, DealReport]]:
        """Every report of the deals of a company (with another), by the date it happened or was reported."""
        entries = [
            ((report.date.value if report.date else report.published), deal, report)
            for deal in self.deals(company, partner)
            for report in deal.reports
        ]
        return sorted(entries, key=lambda entry: (entry[0] or "9999", entry[1].id, entry[2].article_id))

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
    cells = {name: Cell(**data[name]) if data[name] else None for name in ("date", "amount", "stake")}
    return DealReport(
        article_id=data["article_id"],
        published=data["published"],
        parties=tuple(Party(**party) for party in data["parties"]),
        type=Cell(**data["type"]),
        status=Cell(**data["status"]),
        quote=Cell(**data["quote"]),
        others=tuple(Cell(**cell) for cell in data["others"]),
        **cells,
    )


def _by(report: DealReport, day: str) -> bool:
    return report.published is not None and report.published[: len(day)] <= day[: len(report.published)]


def _mark(article: Article, registry: NameRegistry) -> str:
    """What an article's reports depend on: its text, and what its names mean."""
    meant = "\n".join(f"{m.start} {m.name} {m.kind}" for m in registry.find(article.text, article.id))
    return hashlib.sha256(f"{FORMAT}\n{article.digest}\n{meant}".encode()).hexdigest()


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        try:
            connection = sqlite3.connect(path, check_same_thread=False)
            connection.executescript(_SCHEMA)
            row = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
            if row is None or row[0] == str(FORMAT):
                return connection
            with closing(connection):
                pass
            path.unlink()
            connection = sqlite3.connect(path, check_same_thread=False)
            connection.executescript(_SCHEMA)
        except (
            sqlite3.Error,
            OSError,
        ):  # a read-only or damaged place: the ledger is derived, memory will do
            pass
        else:
            return connection
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(_SCHEMA)
    return connection
