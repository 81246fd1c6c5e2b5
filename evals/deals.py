"""How well the ledger reads deals: against hand-made records, with a plain baseline beside it.

A gold record is found when a deal read from the same file has the same set of parties by canonical name;
type, status, date and amount are scored on those found. `same_parties` is the share of party sets read that
some gold record of their file has: a lower bound of precision, as gold need not be complete.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from ..corpus import Article, CorpusError
from ..rag import DealReport, Ledger, NameRegistry, editorial_sentences, find_amounts, says_deal
from .estimates import Estimate, wilson
from .gold import doc_name

Key = frozenset[str]
Scores = dict[str, Estimate]
"""Shares from 0 to 1, each with its 95 % interval and what it is a share of; one of nothing is left out."""

LABELS = Path(__file__).parent / "deals_labels.jsonl"
"""Deals of bundled articles that a person has judged: file, parties, type, status, quote's place, `right`."""
WIRE_LABELS = Path(__file__).parent / "deals_labels_wires.jsonl"
"""The same of general business news, records of a Reuters collection: 10,000 to 11,499, 13,000 to 13,999,
15,000 to 18,599 in draws of 600 and more, each draw read by itself. Rules were made on them."""
FRESH_LABELS = Path(__file__).parent / "deals_labels_fresh.jsonl"
"""The same of records 19,000 to 19,599: drawn once, after all rules were made, and never tuned on."""


@dataclass(frozen=True, slots=True)
class GoldDeal:
    """A deal as a person recorded it; the keys of the file are those of DESIGN, section 3."""

    file: str
    parties: tuple[str, ...]
    type: str
    status: str
    date: str | None
    amount: str | None
    quote: str


def read_gold_deals(path: Path) -> list[GoldDeal]:
    """The records of a file of JSON lines. Raises CorpusError, naming the line, where one is no record."""
    records: list[GoldDeal] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as problem:
        raise CorpusError(f"{path}: not UTF-8 text; save it as UTF-8") from problem
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                records.append(_record(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CorpusError(
                    f"{path}, line {number}: not a deal; write an object with file, parties, type, status, "
                    "date, amount and quote"
                ) from problem
    if not records:
        raise CorpusError(f"{path}: no deal in it; write one JSON object a line")
    return records


def _record(data: dict[str, Any]) -> GoldDeal:
    if not isinstance(data["parties"], list):
        raise TypeError
    date, amount = data.get("date"), data.get("amount")
    return GoldDeal(
        file=str(data["file"]),
        parties=tuple(map(str, data["parties"])),
        type=str(data["type"]),
        status=str(data["status"]),
        date=str(date) if date else None,
        amount=str(amount) if amount else None,
        quote=str(data["quote"]),
    )


@dataclass(frozen=True)
class Reading:
    """What the ledger reads in some articles: its reports by file name, and who is who.

    `articles` goes by file name too, `texts` by article id: a file may hold several articles. `ends` has the
    last part of the address of each of those.
    """

    articles: Mapping[str, Sequence[Article]]
    texts: Mapping[str, str]
    ends: Mapping[str, str]
    reports: Mapping[str, Sequence[DealReport]]
    registry: NameRegistry

    @classmethod
    def of(cls, articles: Sequence[Article], registry: NameRegistry) -> "Reading":
        """Read the articles as the ledger does."""
        by_file: dict[str, list[Article]] = {}
        for article in articles:
            by_file.setdefault(doc_name(article.path), []).append(article)
        reports: dict[str, list[DealReport]] = {}
        with closing(Ledger.in_memory(articles, registry)) as ledger:
            for deal in ledger.deals():
                for report in deal.reports:
                    reports.setdefault(report.file, []).append(report)
        several = [article for found in by_file.values() if len(found) > 1 for article in found]
        ends = {article.id: article.url.rstrip("/").rpartition("/")[2] for article in several if article.url}
        return cls(by_file, {article.id: article.text for article in articles}, ends, reports, registry)


def score_deals(gold: Sequence[GoldDeal], reading: Reading) -> Scores:
    """Score what is read from the files that `gold` is about."""
    pairs = [(record, _best(record, reading)) for record in gold]
    found = [(record, report) for record, report in pairs if report is not None]
    files = sorted({record.file for record in gold})
    reports = [report for file in files for report in reading.reports.get(file, ())]
    keys = {(record.file, _key(record.parties, reading.registry)) for record in gold}
    read = {(report.file, report.names) for report in reports}
    return _estimates(
        recall=(report is not None for _, report in pairs),
        same_parties=(key in keys for key in read),
        type=(report.type.value == record.type for record, report in found),
        status=(report.status.value == record.status for record, report in found),
        date=(_same_date(record.date, _day(report)) for record, report in found if record.date),
        date_given=(
            _same_date(record.date, report.date.value)
            for record, report in found
            if record.date and report.date
        ),
        date_or_reported=(
            _same_date(record.date, _day(report) or report.published)
            for record, report in found
            if record.date
        ),
        amount=(
            _same_amount(record, report)
            for record, report in found
            if record.amount and find_amounts(record.amount)
        ),
        exact_quotes=(_exact(report, reading.texts[report.article_id]) for report in reports),
    )


def _exact(report: DealReport, text: str) -> bool:
    """Whether every cell, and every party, stands at its place word for word."""
    cells = (report.type, report.status, report.date, report.amount, report.stake, report.scope)
    cells = (*cells, report.place, report.said)
    placed = [cell for cell in (*cells, report.quote, *report.others, *report.parties) if cell]
    return all(text[cell.start : cell.end] == cell.text for cell in placed)


def _estimates(**flags: Iterable[bool]) -> Scores:
    scores: Scores = {}
    for name, values in flags.items():
        told = list(values)
        if told:
            scores[name] = Estimate(sum(told) / len(told), *wilson(sum(told), len(told)), len(told))
    return scores


def _key(parties: Iterable[str], registry: NameRegistry) -> Key:
    return frozenset(_canonical(name, registry) for name in parties)


def _canonical(name: str, registry: NameRegistry) -> str:
    """The registry's name for a gold party, if the whole of it is one; else its first part that is."""
    known = registry.resolve(name) or registry.named(name)
    if known:
        return known.name
    mentions = registry.find_in_question(name)
    whole = [mention for mention in mentions if mention.start == 0 and mention.end == len(name)]
    best = (whole or mentions or [None])[0]
    return best.name or name if best else name


def _best(record: GoldDeal, reading: Reading) -> DealReport | None:
    """The report of the same parties that comes nearest to the record."""
    key = _key(record.parties, reading.registry)
    return max(
        (report for report in reading.reports.get(record.file, ()) if report.names == key),
        key=lambda report: (
            report.type.value == record.type,
            report.status.value == record.status,
            _same_amount(record, report),
            bool(record.date) and _same_date(record.date, _day(report)),
        ),
        default=None,
    )


def _day(report: DealReport) -> str | None:
    return report.date.value if report.date else None


def _same_date(wanted: str, told: str | None) -> bool:
    """Whether two ISO dates agree as far as both go."""
    return told is not None and (told.startswith(wanted) or wanted.startswith(told))


def _same_amount(record: GoldDeal, report: DealReport) -> bool:
    wanted = {(float(amount.value), amount.unit) for amount in find_amounts(record.amount or "")}
    told = {_value(cell.value) for cell in (report.amount, report.stake) if cell}
    return bool(wanted & told)


def _value(written: str) -> tuple[float, str]:
    number, unit = written.split()[-2:]
    return float(number), unit


def score_co_occurrence(gold: Sequence[GoldDeal], reading: Reading) -> Scores:
    """The baseline: any two companies of a sentence that holds a word of the trade make a deal."""
    read = {
        (file, pair)
        for file in {record.file for record in gold} & set(reading.articles)
        for article in reading.articles[file]
        for pair in _pairs(article, reading.registry)
    }
    wanted = [(record.file, _key(record.parties, reading.registry)) for record in gold]
    return _estimates(recall=(key in read for key in wanted), same_parties=(key in wanted for key in read))


def _pairs(article: Article, registry: NameRegistry) -> set[Key]:
    found: set[Key] = set()
    for span in editorial_sentences(article):
        sentence = span.of(article.text)
        if says_deal(sentence):
            mentions = registry.find(sentence, article.id)
            names = sorted({mention.name for mention in mentions if mention.kind == "company"})
            found.update(frozenset(pair) for pair in combinations(names, 2))
    return found


def labelled_precision(reading: Reading, labels: Path = LABELS) -> Scores:
    """The share of deals read today whose parties a person found right, by the labels kept.

    A label holds for an article and a set of parties; a deal that no label knows is left out of the share.
    An article is known by its file's name, one of several in a file by the end of its address.
    """
    verdicts: dict[tuple[str, Key], bool] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        data: dict[str, Any] = json.loads(line)
        verdicts[data["file"], frozenset(data["parties"])] = data["right"]
    told = {
        (reading.ends.get(report.article_id, file), report.names)
        for file, reports in reading.reports.items()
        for report in reports
    }
    return _estimates(precision=(verdicts[key] for key in told & set(verdicts)))
