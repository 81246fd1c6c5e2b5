"""`tieup eval speed`: how fast and how small Tieup is, side by side with stock LlamaIndex in one run.

Wall times on a shared machine are noisy: both sides take turns, medians are told, and the ratio is what
to quote. Below 1 Tieup takes less; for passages a second above 1 it does more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from ..corpus import Article, bundled_articles, read_articles
from .speed_articles import enough, lay_out, made_up_articles
from .speed_sides import Opened, Ours, Side, Stock, make_stock_seeds, real_embedders

SIDES: tuple[Side, Side] = ("ours", "stock")
QUESTION = "Which companies have agreed to work together on electric cars?"

# A process inherits the peak memory of the one that starts it, so a small one has to.
_LAUNCH = """
import json, os, subprocess, sys, time
started = time.perf_counter()
quiet = subprocess.DEVNULL
_, status, usage = os.wait4(subprocess.Popen(sys.argv[1:], stdout=quiet, stderr=quiet).pid, 0)
wall = time.perf_counter() - started
print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of both sides."""

    what: str
    unit: str
    ours: float
    stock: float

    @property
    def ratio(self) -> float:
        """Ours over stock's."""
        return self.ours / self.stock if self.stock else float("nan")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured, and on which articles: the command's options."""

    passages: int
    texts: int
    runs: int
    questions: int
    articles: Path | None = None


def measure(work: Path, sizes: Sizes) -> Iterator[Figure]:
    """All figures, as they come; `work` is an empty folder."""
    yield from cold_question(work, sizes.runs)
    yield embedding(sizes.texts, sizes.articles)
    yield from grown_index(work, sizes)


def cold_question(work: Path, runs: int) -> Iterator[Figure]:
    """A process that answers one question about five articles; stock only loads, embeds and retrieves."""
    articles = [item for item in read_articles(bundled_articles()) if isinstance(item, Article)][:5]
    tieup = [sys.executable, "-m", "tieup.ui.cli"]
    index, stock = str(work / "five"), str(work / "five-stock")
    subprocess.run(
        [*tieup, "add", *(item.path for item in articles), "--index", index], check=True, capture_output=True
    )
    make_stock_seeds(Path(stock), articles)
    commands: dict[Side, list[str]] = {
        "ours": [*tieup, "ask", QUESTION, "--index", index],
        "stock": [sys.executable, "-m", "tieup.evals.speed_sides", "stock-real", stock, QUESTION],
    }
    yield from _processes("cold question, five articles", commands, runs)


def embedding(count: int, file: Path | None = None) -> Figure:
    """Passages embedded a second by the same model, run by either side."""
    texts = [part for item in made_up_articles(count, file=file) for part in item["text"].split("\n\n")][
        :count
    ]
    taken: dict[Side, float] = {}
    for side, embed in real_embedders().items():
        embed(texts[:8])  # the model loads at first use
        taken[side] = seconds(lambda run=embed: run(texts))
    return Figure("embedding", "passages/s", count / taken["ours"], count / taken["stock"])


def grown_index(work: Path, sizes: Sizes) -> Iterator[Figure]:
    """An index of many passages: asked, added to, opened, weighed."""
    lay_out(work / "news", enough(sizes.passages, sizes.articles))
    folders: dict[Side, Path] = {side: work / f"many-{side}" for side in SIDES}
    ours = Ours(folders["ours"])
    ours.store.add(work / "news")
    cut = [part.text for info in ours.store.articles() for part in ours.store.passages(info.id)]
    stock = Stock(folders["stock"], cut)
    size = {side: sum(file.stat().st_size for file in folders[side].iterdir()) / len(cut) for side in SIDES}
    yield Figure(f"disk, {len(cut):,} passages", "bytes/passage", size["ours"], size["stock"])
    yield from _warm({"ours": ours, "stock": stock}, sizes.questions)
    yield _adding(work, {"ours": ours, "stock": stock})
    recall = float(ours.store.stats()["recall"])
    yield Figure(f"recall@10 against exact search, {ours.store.stats()['tier']}", "", recall, 1.0)
    ours.store.close()
    del ours, stock
    yield _opening(folders)
    worker = [sys.executable, "-m", "tieup.evals.speed_sides"]
    commands: dict[Side, list[str]] = {
        side: [*worker, side, str(folder), QUESTION] for side, folder in folders.items()
    }
    yield from _processes("process that opens it and asks once", commands, 1)


def _warm(opened: dict[Side, Opened], count: int) -> Iterator[Figure]:
    asked = made_up_questions(count)
    taken: dict[Side, list[float]] = {side: [] for side in SIDES}
    for side in SIDES:
        opened[side].ask(QUESTION)
    for question in asked:
        for side in SIDES:
            taken[side].append(1000 * seconds(lambda s=side, q=question: opened[s].ask(q)))
    for share in (0.5, 0.99):
        ours, stock = (float(np.quantile(taken[side], share)) for side in SIDES)
        yield Figure(f"question to an open index, p{100 * share:.0f}", "ms", ours, stock)


def made_up_questions(count: int) -> list[str]:
    """The first sentences of made-up articles."""
    return [item["text"].split(". ")[0][:120] for item in made_up_articles(count, seed=1)]


def _adding(work: Path, opened: dict[Side, Opened]) -> Figure:
    """One more article, kept for good: Tieup's is on the disk, stock's is handed to the system."""
    taken: dict[Side, list[float]] = {side: [] for side in SIDES}
    for number, item in enumerate(made_up_articles(3, seed=2)):
        path = work / f"more-{number}.txt"
        path.write_text(item["text"], "utf-8")
        for side in SIDES:
            taken[side].append(1000 * seconds(lambda s=side, p=path: opened[s].add(p)))
    return Figure("adding one article, kept", "ms", median(taken["ours"]), median(taken["stock"]))


def _opening(folders: dict[Side, Path]) -> Figure:
    make: dict[Side, Callable[[Path], Opened]] = {"ours": Ours, "stock": Stock}
    taken = {side: 1000 * seconds(lambda s=side: make[s](folders[s]).ask(QUESTION)) for side in SIDES}
    return Figure("opening it, first question included", "ms", taken["ours"], taken["stock"])


def _processes(what: str, commands: dict[Side, list[str]], runs: int) -> Iterator[Figure]:
    """Wall time, CPU time and peak memory of whole processes, medians of `runs`, taking turns.

    Of several runs one before them is not counted: it compiles what Python keeps.
    """
    seen: dict[Side, list[tuple[float, float, float]]] = {side: [] for side in SIDES}
    for side in SIDES if runs > 1 else ():
        weighed(commands[side])
    for _ in range(runs):
        for side in SIDES:
            seen[side].append(weighed(commands[side]))
    for place, (name, unit) in enumerate((("wall", "s"), ("CPU", "s"), ("memory", "MB"))):
        ours, stock = (median(run[place] for run in seen[side]) for side in SIDES)
        yield Figure(f"{what}: {name}", unit, ours, stock)


def weighed(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak megabytes of a process. Raises CalledProcessError if it fails."""
    launched = [sys.executable, "-c", _LAUNCH, *command]
    told = subprocess.run(launched, check=True, stdout=subprocess.PIPE, env=_environment())
    wall, cpu, peak = json.loads(told.stdout)
    return wall, cpu, peak / (1e6 if sys.platform == "darwin" else 1e3)


def _environment() -> dict[str, str]:
    """That of this process, but that Python keeps what it compiles: pip's packages bring that along, and so
    must what lies in a clone of the project."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(act: Callable[[], object]) -> float:
    """How long `act` takes."""
    started = perf_counter()
    act()
    return perf_counter() - started


def as_table(figures: Sequence[Figure], peer: str = "stock") -> str:
    """Figures for people, one a line; `peer` heads the column of the other side."""
    lines = [f"{'':<46}{'Tieup':>12}{peer:>12}{'ratio':>9}"]
    for figure in figures:
        name = f"{figure.what} ({figure.unit})" if figure.unit else figure.what
        lines.append(f"{name:<46}{figure.ours:>12,.3g}{figure.stock:>12,.3g}{figure.ratio:>9.3g}")
    return "\n".join(lines)
