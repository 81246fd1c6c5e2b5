"""How well the ledger reads deals: against hand-made records, with a plain baseline beside it.

A gold record is found when a deal read from the same file has the same set of parties by canonical name;
type, status, date and amount are scored on those found. `same_parties` is the share of party sets read that
some gold record of their file has: a lower bound of precision, as gold need not be complete.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..corpus import Article
from ..rag.amounts import find_amounts
from ..rag.companies_profile import Profiles, editorial_sentences
from ..rag.deals import DealReport
from ..rag.deals_cues import TYPE_CUES
from ..rag.deals_extract import extract
from ..rag.names import NameRegistry


@dataclass(frozen=True, slots=True)
class Gold:
    """A deal as a person recorded it; the keys of the file are those of DESIGN, section 3."""

    file: str
    parties: tuple[str, ...]
    type: str
    status: str
    date: str | None
    amount: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class DealScores:
    """Shares from 0 to 1; a share of nothing is 0. `gold` and `read` are what they are shares of."""

    gold: int
    read: int
    recall: float
    same_parties: float
    type: float
    status: float
    date: float
    amount: float
    exact_quotes: float


Key = frozenset[str]
Reader = Callable[[Article], Sequence[DealReport]]


def read_gold(path: Path) -> list[Gold]:
    """The records of a file of JSON lines. Raises KeyError where a line lacks one of the keys."""
    records: list[Gold] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            data: dict[str, Any] = json.loads(line)
            values = {name: data[name] for name in ("file", "type", "status", "date", "amount", "quote")}
            records.append(Gold(parties=tuple(data["parties"]), **values))
    return records


def score_deals(gold: Sequence[Gold], articles: Sequence[Article], registry: NameRegistry) -> DealScores:
    """Score what is read from `articles` (known by file name) against `gold`."""
    profiles = Profiles.learn(articles, registry)
    wanted = {record.file for record in gold}
    by_file = {Path(article.path).name: article for article in articles}
    reports = {name: extract(by_file[name], registry, profiles) for name in sorted(wanted) if name in by_file}
    return _scores(gold, reports, by_file, registry)


def _scores(
    gold: Sequence[Gold],
    reports: dict[str, tuple[DealReport, ...]],
    articles: dict[str, Article],
    registry: NameRegistry,
) -> DealScores:
    pairs = [(record, _best(record, reports.get(record.file, ()), registry)) for record in gold]
    found = [(record, report) for record, report in pairs if report is not None]
    keys = {(record.file, _key(record.parties, registry)) for record in gold}
    read = {(name, report.names) for name, several in reports.items() for report in several}
    dated = [(record, report) for record, report in found if record.date]
    priced = [(record, report) for record, report in found if record.amount and find_amounts(record.amount)]
    cells = [(articles[name], report.quote) for name, several in reports.items() for report in several]
    return DealScores(
        gold=len(gold),
        read=len(read),
        recall=_share(report is not None for _, report in pairs),
        same_parties=_share(key in keys for key in read),
        type=_share(report.type.value == record.type for record, report in found),
        status=_share(report.status.value == record.status for record, report in found),
        date=_share(_same_date(record, report) for record, report in dated),
        amount=_share(_same_amount(record, report) for record, report in priced),
        exact_quotes=_share(article.text[cell.start : cell.end] == cell.value for article, cell in cells),
    )


def _share(values: Iterable[bool]) -> float:
    flags = list(values)
    return sum(flags) / len(flags) if flags else 0.0


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


def _best(record: Gold, reports: Sequence[DealReport], registry: NameRegistry) -> DealReport | None:
    key = _key(record.parties, registry)
    same = [report for report in reports if report.names == key]
    return max(
        same,
        key=lambda report: (report.type.value == record.type, report.status.value == record.status),
        default=None,
    )


def _same_date(record: Gold, report: DealReport) -> bool:
    if report.date is None or record.date is None:
        return False
    one, two = report.date.value, record.date
    return one.startswith(two) or two.startswith(one)


def _same_amount(record: Gold, report: DealReport) -> bool:
    wanted = {(float(amount.value), amount.unit) for amount in find_amounts(record.amount or "")}
    told = {_value(cell.value) for cell in (report.amount, report.stake) if cell}
    return bool(wanted & told)


def _value(written: str) -> tuple[float, str]:
    *_, number, unit = ["", *written.split()]
    return float(number), unit


def co_occurrence(articles: Sequence[Article], registry: NameRegistry) -> dict[str, set[Key]]:
    """The baseline: any two companies of a sentence that holds a word of the trade, by file name."""
    words = [pattern for _, pattern in TYPE_CUES]
    found: dict[str, set[Key]] = {}
    for article in articles:
        here = found.setdefault(Path(article.path).name, set())
        for span in editorial_sentences(article):
            sentence = span.of(article.text)
            if not any(re.search(pattern, sentence) for pattern in words):
                continue
            names = sorted({m.name for m in registry.find(sentence, article.id) if m.kind == "company"})
            here.update(
                frozenset((one, two)) for place, one in enumerate(names) for two in names[place + 1 :]
            )
    return found


def score_baseline(
    gold: Sequence[Gold], articles: Sequence[Article], registry: NameRegistry
) -> tuple[float, float]:
    """Recall and the share of sets that gold has, for `co_occurrence`."""
    found = co_occurrence(articles, registry)
    files = {record.file for record in gold}
    keys = {(record.file, _key(record.parties, registry)) for record in gold}
    read = {(name, key) for name in files for key in found.get(name, set())}
    recall = _share(_key(record.parties, registry) in found.get(record.file, set()) for record in gold)
    return recall, _share(key in keys for key in read)


def labelled_precision(
    labels: Path, articles: Sequence[Article], registry: NameRegistry
) -> tuple[float, int]:
    """The share of deals read today whose parties a person found right, and of how many, by the labels kept.

    A label holds for a file and a set of parties; a deal that no label knows is left out of the share.
    """
    profiles = Profiles.learn(articles, registry)
    verdicts: dict[tuple[str, frozenset[str]], bool] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        data: dict[str, Any] = json.loads(line)
        verdicts[data["file"], frozenset(data["parties"])] = data["right"]
    files = {name for name, _ in verdicts}
    told: set[tuple[str, frozenset[str]]] = set()
    for article in articles:
        name = Path(article.path).name
        if name in files:
            told |= {(name, report.names) for report in extract(article, registry, profiles)}
    known = sorted(told & set(verdicts), key=lambda key: (key[0], sorted(key[1])))
    return _share(verdicts[key] for key in known), len(known)
