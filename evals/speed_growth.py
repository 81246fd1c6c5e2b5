"""What an index costs as it grows: the same measures at several sizes, to be drawn by `speed_plot`."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from .speed import QUESTION, made_up_questions, seconds, weighed
from .speed_articles import enough, lay_out, made_up_articles
from .speed_sides import Opened, Ours, Side, Stock

STOCK_UP_TO = 10_000
"""Passages up to which stock is measured too; from there on most of an hour would go into it."""

QUESTIONS = 50


@dataclass(frozen=True, slots=True)
class Cost:
    """What one side costs at one size: passages, then milliseconds, megabytes and bytes."""

    side: Side
    passages: int
    taken_in: float
    """Passages a second, from files to a commit, the embedding model left out."""
    added: float
    """Milliseconds for one more article, kept; the median of three."""
    opened: float
    """Milliseconds to open it and ask once."""
    p50: float
    p99: float
    """Milliseconds for a question to an open index."""
    memory: float
    """Megabytes that a process has at most that opens it and asks once."""
    disk: float
    """Bytes a passage."""


def growth(work: Path, sizes: Sequence[int], articles: Path | None) -> Iterator[Cost]:
    """The cost at each of `sizes`, passages about, of both sides; `work` is an empty folder."""
    for size in sizes:
        place = work / str(size)
        place.mkdir()
        lay_out(place / "news", enough(size, articles))
        ours, passages, taken = _filled(place / "ours", place / "news")
        cut = _texts(ours) if passages <= STOCK_UP_TO else []
        yield _cost("ours", place, ours, passages, taken)
        if cut:
            started = perf_counter()
            stock = Stock(place / "stock", cut)
            yield _cost("stock", place, stock, passages, perf_counter() - started)


def _filled(folder: Path, news: Path) -> tuple[Ours, int, float]:
    ours = Ours(folder)
    taken = seconds(lambda: ours.store.add(news))
    return ours, int(ours.store.stats()["passages"]), taken


def _texts(ours: Ours) -> list[str]:
    return [part.text for info in ours.store.articles() for part in ours.store.passages(info.id)]


def _cost(side: Side, place: Path, opened: Opened, passages: int, taken: float) -> Cost:
    """Measure an index in the folder of its side below `place`, and let go of it."""
    folder = place / side
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / passages
    opened.ask(QUESTION)
    asked = [1000 * seconds(lambda text=text: opened.ask(text)) for text in made_up_questions(QUESTIONS)]
    added = _adding(place, opened)
    opened.close()
    started = perf_counter()
    again = Ours(folder) if side == "ours" else Stock(folder)
    again.ask(QUESTION)
    first = perf_counter() - started
    again.close()
    _, _, memory = weighed([sys.executable, "-m", "tieup.evals.speed_sides", side, str(folder), QUESTION])
    p50, p99 = (float(np.quantile(asked, share)) for share in (0.5, 0.99))
    return Cost(side, passages, passages / taken, added, 1000 * first, p50, p99, memory, disk)


def _adding(place: Path, opened: Opened) -> float:
    taken: list[float] = []
    for number, item in enumerate(made_up_articles(3, seed=2)):
        path = place / f"more-{number}.txt"
        path.write_text(item["text"], "utf-8")
        taken.append(1000 * seconds(lambda one=path: opened.add(one)))
    return median(taken)
