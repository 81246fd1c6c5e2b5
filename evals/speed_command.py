"""`tieup eval speed`: the command alone, so that naming it loads nothing."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click


@click.command("speed", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--passages", default=2000, show_default=True, help="Size of the index that is measured.")
@click.option("--texts", default=100, show_default=True, help="Passages embedded to measure the model.")
@click.option("--runs", default=3, show_default=True, help="Processes started from cold on each side.")
@click.option("--questions", default=50, show_default=True, help="Questions asked of an open index.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("reports/speed.json"),
    show_default=True,
    help="Where the figures are kept.",
)
def speed_command(passages: int, texts: int, runs: int, questions: int, as_json: bool, out: Path) -> None:
    """Measure Tieup's speed and size beside stock LlamaIndex.

    \b
      tieup eval speed
      tieup eval speed --passages 50000 --texts 1000 --runs 5
    """
    # LlamaIndex's libraries read it when they are imported.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from .speed import Figure, Sizes, as_table, measure

    figures: list[Figure] = []
    with TemporaryDirectory(prefix="tieup-speed-") as place:
        for figure in measure(Path(place), Sizes(passages, texts, runs, questions)):
            click.echo(f"measured: {figure.what}", err=True)
            figures.append(figure)
    report = {"passages": passages, "figures": [{**asdict(one), "ratio": one.ratio} for one in figures]}
    written = json.dumps(report, indent=1)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(written + "\n", "utf-8")
    click.echo(written if as_json else as_table(figures))
