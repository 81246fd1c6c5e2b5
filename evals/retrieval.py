"""How well the right article is found: the index's own search beside each of its halves alone.

A benchmark is a folder with `corpus.jsonl` (id, title, text; published and publisher if known) and one
`questions*.jsonl` (id, question, relevant: ids of articles; date, if the question has one), either packed
with gzip. Search finds passages; an article stands where its best passage does.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log2
from pathlib import Path
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any, cast

from ..corpus import CorpusError
from .estimates import Estimate, mean_of

if TYPE_CHECKING:
    from ..index import Hit, Store

TOP = 10
_HITS = 200  # passages: many of them share an article
DAYS = 7
"""Articles of so many days before the question come first where its date is known: questions on the news
are about its week. Measured on 103 of them (RealTimeQA): MRR@10 .748 with 7 days, .738 with 14."""

SYSTEMS = ("Tieup", "vectors alone", "keywords alone")
"""What is compared: the fused search, and the lists that it fuses. Plain vector search is what the stock
pipeline does; here it has the same embeddings of the same passages, so that only the search differs."""

MEASURES = {"mrr": "MRR@10", "hit": "Hit@10", "ndcg": "nDCG@10"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question, the ids of the articles that answer it, and the day it was asked on, if known."""

    id: str
    question: str
    relevant: frozenset[str]
    asked: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the articles that a system found for a question, best first, and the time it took."""

    ranked: tuple[str, ...]
    ms: float


def read_wanted(folder: Path) -> list[Wanted]:
    """The benchmark's questions. Raises CorpusError where there is no such file, or a line is none."""
    files = sorted(folder.glob("questions*.jsonl*"))
    if len(files) != 1:
        raise CorpusError(f"{folder}: {len(files)} files questions*.jsonl in it; give it one")
    wanted = [_wanted(record, f"{files[0]}:{number}") for number, record in _records(files[0])]
    if not wanted:
        raise CorpusError(f"{files[0]}: no questions in it; give one a line")
    return wanted


def write_articles(folder: Path, lead: int, target: Path) -> int:
    """Write the benchmark's articles to `target` as the index takes them; gives their number.

    Of each only the first `lead` words are kept, to the end of the line they end in; all if it is 0. The
    id goes where an address does: it comes back with each article. Raises CorpusError.
    """
    files = sorted(folder.glob("corpus.jsonl*"))
    if not files:
        raise CorpusError(f"{folder}: no corpus.jsonl in it; give a folder with one")
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for number, record in _records(files[0]):
            where = f"{files[0]}:{number}"
            kept = {key: record[key] for key in ("title", "published", "publisher") if record.get(key)}
            text = _opening(_text(record, "text", where), lead)
            out.write(json.dumps({**kept, "text": text, "url": _text(record, "id", where)}) + "\n")
            count += 1
    return count


def find(store: "Store", wanted: Wanted, addresses: Mapping[str, str], dated: bool) -> dict[str, Found]:
    """What each system finds for a question, as benchmark ids; `addresses` are those by article id.

    With `dated`, articles of the DAYS before the question come first, then all others.
    """
    from ..index import Filters

    rounds = [Filters(copies=True)]  # the benchmark names one copy of a story, perhaps not the one shown
    if dated and wanted.asked is not None:
        after, before = wanted.asked - timedelta(DAYS), wanted.asked + timedelta(1)
        window = replace(rounds[0], published_after=str(after), published_before=str(before))
        rounds = [window, *rounds]
    started = perf_counter()
    hits = [store.search(wanted.question, _HITS, filters) for filters in rounds]
    ms = (perf_counter() - started) * 1000
    return {name: Found(_articles(hits, name, addresses), ms) for name in SYSTEMS}


def score(found: Sequence[Found], wanted: Sequence[Wanted]) -> dict[str, Estimate]:
    """MRR@10, Hit@10 and nDCG@10 (relevant or not) over the questions, each with its 95 % interval."""
    values: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    for one, asked in zip(found, wanted, strict=True):
        places = [place for place, name in enumerate(one.ranked[:TOP], 1) if name in asked.relevant]
        best = sum(1 / log2(place + 1) for place in range(1, min(TOP, len(asked.relevant)) + 1))
        values["mrr"].append(1 / places[0] if places else 0.0)
        values["hit"].append(float(bool(places)))
        values["ndcg"].append(sum(1 / log2(place + 1) for place in places) / best)
    return {measure: mean_of(each, proportion=measure == "hit") for measure, each in values.items()}


def _articles(
    rounds: "Sequence[Sequence[Hit]]", system: str, addresses: Mapping[str, str]
) -> tuple[str, ...]:
    """The articles of all rounds in a system's order; the fused hits hold the first of each list."""
    order: list[str] = []
    for hits in rounds:
        ranked = hits
        if system != SYSTEMS[0]:
            ranks = [(_rank(hit, system), hit) for hit in hits]
            known = [(rank, hit) for rank, hit in ranks if rank is not None]
            ranked = [hit for _, hit in sorted(known, key=lambda pair: pair[0])]
        order += [addresses[hit.passage.article_id] for hit in ranked]
    return tuple(dict.fromkeys(order))[:TOP]


def _rank(hit: "Hit", system: str) -> int | None:
    return hit.vector_rank if system == "vectors alone" else hit.keyword_rank


def _wanted(record: Mapping[str, Any], where: str) -> Wanted:
    relevant, day = record.get("relevant"), record.get("date")
    if not isinstance(relevant, list) or not relevant:
        raise CorpusError(f'{where}: no "relevant" list of article ids; correct or remove the line')
    try:
        asked = date.fromisoformat(day[:10]) if isinstance(day, str) else None
    except ValueError:
        raise CorpusError(f"{where}: {day!r} is no date; write 2022-06-16") from None
    ids = frozenset(map(str, cast(list[object], relevant)))
    return Wanted(_text(record, "id", where), _text(record, "question", where), ids, asked)


def _records(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file's lines, numbered from 1. Raises CorpusError."""
    try:
        with _opened(file) as lines:
            for number, line in enumerate(lines, 1):
                record: Any = json.loads(line)
                if not isinstance(record, dict):
                    raise ValueError("not a JSON object")
                yield number, cast(dict[str, Any], record)
    except (OSError, EOFError, ValueError) as fault:
        raise CorpusError(
            f"{file}: can't be read ({fault}); give JSON Lines, packed with gzip or not"
        ) from None


def _opened(file: Path) -> IO[str]:
    return gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")


def _text(record: Mapping[str, Any], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str | int) or not str(value).strip():
        raise CorpusError(f'{where}: "{key}" is missing or not a text; correct or remove the line')
    return str(value)


def _opening(text: str, words: int) -> str:
    if not words:
        return text
    kept: list[str] = []
    for line in text.splitlines():
        kept.append(line)
        words -= len(line.split())
        if words <= 0:
            break
    return "\n".join(kept)
