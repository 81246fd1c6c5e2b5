"""`tieup eval retrieval`: how well the right article is found, on a benchmark of articles and questions."""

import json
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from .estimates import Estimate

if TYPE_CHECKING:
    from ..index import Store
    from .retrieval import Found, Wanted

Scores = dict[str, dict[str, dict[str, Estimate]]]
"""By condition ("date unknown", "date known"), system and measure."""


@click.command("retrieval", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--lead", default=0, metavar="WORDS", help="Index only so many first words of each article; 0 for all."
)
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the index there, and use it the next time.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def retrieval_command(folder: Path, lead: int, keep: Path | None, as_json: bool) -> None:
    """Measure how well the right article is found, on the benchmark in FOLDER.

    It holds corpus.jsonl (id, title, text, published, publisher) and questions.jsonl (id, question,
    relevant, date), packed with gzip or not. Plain vector search, as the stock pipeline has it, and
    keywords alone stand beside Tieup's search, all over the same passages. Where questions have a date
    they are asked twice, the second time with the articles of the week before it first.

    \b
      tieup eval retrieval benchmarks/scifact
      tieup eval retrieval benchmarks/realtimeqa --lead 250 --keep build/benchmarks
    """
    from .retrieval import read_wanted

    wanted = read_wanted(folder)
    with _index(folder, lead, keep) as store:
        scores, ms = measure(store, wanted)
        articles = len(store.articles())
    if as_json:
        report = {
            "source": str(folder),
            "articles": articles,
            "questions": len(wanted),
            "lead": lead,
            "ms_p50": ms,
            "scores": {
                condition: {
                    system: {name: asdict(value) for name, value in values.items()}
                    for system, values in systems.items()
                }
                for condition, systems in scores.items()
            },
        }
        click.echo(json.dumps(report, indent=2))
    else:
        cut = f", the first {lead} words of each" if lead else ""
        click.echo(f"{folder}: {articles:,} articles{cut}, {len(wanted)} questions, {ms:.0f} ms each (p50)\n")
        click.echo(_table(scores))


def measure(store: "Store", wanted: "Sequence[Wanted]") -> tuple[Scores, float]:
    """The scores of every system, with the questions' dates unknown and (if all have one) known, and the
    median time of a search in milliseconds."""
    from .retrieval import SYSTEMS, find, score

    addresses = {info.id: info.url or "" for info in store.articles()}
    conditions = {"date unknown": False}
    if all(one.asked for one in wanted):
        conditions["date known"] = True
    scores: Scores = {}
    times: list[float] = []
    with click.progressbar(length=len(wanted) * len(conditions), label="Searching", file=sys.stderr) as bar:
        for condition, dated in conditions.items():
            found: list[dict[str, Found]] = []
            for one in wanted:
                found.append(find(store, one, addresses, dated))
                bar.update(1)
            times += [next(iter(each.values())).ms for each in found] if not dated else []
            scores[condition] = {name: score([each[name] for each in found], wanted) for name in SYSTEMS}
    return scores, median(times)


@contextmanager
def _index(folder: Path, lead: int, keep: Path | None) -> "Generator[Store]":
    """An index of the benchmark's articles: made in passing, or under `keep` if it is not there yet."""
    from ..index import Store
    from .retrieval import write_articles

    with TemporaryDirectory(prefix="tieup-eval-") as passing:
        home = (keep or Path(passing)) / f"{folder.resolve().name}-{lead}"
        home.mkdir(parents=True, exist_ok=True)
        articles = home / "articles.jsonl"
        count = write_articles(folder, lead, articles)
        with Store.open(home / "index", create=True) as store:
            if len(store.articles()) < count:
                with click.progressbar(length=count, label="Indexing", file=sys.stderr) as bar:
                    receipt = store.add(articles, lambda step: bar.update(step.done - bar.pos))
                for refused in receipt.rejected:
                    click.echo(f"{refused.path}: {refused.reason}", err=True)
            yield store


def _table(scores: Scores) -> str:
    from .retrieval import MEASURES

    lines: list[str] = []
    for condition, systems in scores.items():
        lines += [""] if lines else []
        lines.append(f"{condition:<20}" + "".join(f"{label:<22}" for label in MEASURES.values()).rstrip())
        for system, values in systems.items():
            cells = [
                f"{value.value:.3f} ({value.low:.2f}-{value.high:.2f})"
                for value in (values[name] for name in MEASURES)
            ]
            lines.append(f"{system:<20}" + "".join(f"{cell:<22}" for cell in cells).rstrip())
    return "\n".join(lines)
