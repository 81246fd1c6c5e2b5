"""`tieup eval speed`: the command alone, so that naming it loads nothing."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .speed import Figure


def _sizes(_: click.Context, __: click.Parameter, given: str | None) -> tuple[int, ...]:
    try:
        sizes = tuple(int(size) for size in given.split(",")) if given else ()
    except ValueError:
        raise click.BadParameter("write numbers with commas between them: 5,500,5000") from None
    if any(size < 1 for size in sizes):
        raise click.BadParameter("an index has at least one passage")
    return sizes


@click.command("speed", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--passages", default=2000, show_default=True, help="Size of the index that is measured.")
@click.option("--texts", default=100, show_default=True, help="Passages embedded to measure the model.")
@click.option("--runs", default=3, show_default=True, help="Processes started from cold on each side.")
@click.option("--questions", default=50, show_default=True, help="Questions asked of an open index.")
@click.option(
    "--vectors", help="Measure so many made-up vectors instead, beside FAISS's exact index.", type=int
)
@click.option(
    "--growth",
    metavar="SIZES",
    callback=_sizes,
    help="Measure how cost grows instead, at these numbers of passages: 5,500,5000.",
)
@click.option(
    "--articles",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Measure on articles like these, JSON Lines with title and text (.gz too), not on the bundled ones.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the figures are kept; reports/speed.json, reports/vectors-COUNT.json or reports/growth.json, "
    "and beside the last the charts, as growth.svg.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Where the indexes that are measured are made, and deleted; the system's folder for such things.",
)
def speed_command(
    vectors: int | None,
    growth: tuple[int, ...],
    as_json: bool,
    out: Path | None,
    work: Path | None,
    **sizes: Any,
) -> None:
    """Measure Tieup's speed and size beside stock LlamaIndex.

    \b
      tieup eval speed
      tieup eval speed --passages 50000 --texts 1000 --runs 5
      tieup eval speed --vectors 1000000 --questions 1000
      tieup eval speed --growth 5,500,5000,50000 --articles news.jsonl
    """
    # LlamaIndex's libraries read it when they are imported.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if growth:
        _growth(growth, sizes["articles"], out or Path("reports", "growth.json"), work, as_json)
        return
    from .speed import as_table

    figures: list[Figure] = []
    with TemporaryDirectory(prefix="tieup-speed-", dir=work) as place:
        for figure in _measured(Path(place), vectors, sizes):
            click.echo(f"measured: {figure.what}", err=True)
            figures.append(figure)
    report = {
        **({"vectors": vectors} if vectors else {"passages": sizes["passages"]}),
        "figures": [{**asdict(one), "ratio": one.ratio} for one in figures],
    }
    written = json.dumps(report, indent=1)
    out = out or Path("reports", f"vectors-{vectors}.json" if vectors else "speed.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(written + "\n", "utf-8")
    click.echo(written if as_json else as_table(figures, "exact" if vectors else "stock"))


def _growth(
    sizes: tuple[int, ...], articles: Path | None, out: Path, work: Path | None, as_json: bool
) -> None:
    """Measure at each size, and keep what was measured so far after each: the last takes longest."""
    from .speed_growth import Cost, growth
    from .speed_plot import drawn

    out.parent.mkdir(parents=True, exist_ok=True)
    costs: list[Cost] = []
    with TemporaryDirectory(prefix="tieup-growth-", dir=work) as place:
        for cost in growth(Path(place), sizes, articles):
            click.echo(f"measured: {cost.side}, {cost.passages:,} passages", err=True)
            costs.append(cost)
            out.write_text(json.dumps([asdict(one) for one in costs], indent=1) + "\n", "utf-8")
            out.with_suffix(".svg").write_text(drawn(costs), "utf-8")
    click.echo(out.read_text("utf-8") if as_json else f"{out} and {out.with_suffix('.svg')}", nl=not as_json)


def _measured(work: Path, vectors: int | None, sizes: dict[str, Any]) -> "Iterator[Figure]":
    if vectors:
        from .speed_vectors import vector_search

        return vector_search(work, vectors, sizes["questions"])
    from .speed import Sizes, measure

    return measure(work, Sizes(**sizes))
