"""`tieup eval`: measure the answers on a question set, beside the stock peer."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..corpus import Article, CorpusError
from .estimates import summarise
from .gate import missed_bounds, read_gate
from .gold import doc_name, locate_all
from .opening import articles_options, opened
from .questions import EvalQuestion, read_questions
from .report import Report, as_dict, as_table, failures
from .run import Ground, Row, run_questions, write_rows
from .types import System

OURS, PEER = "Tieup", "stock peer"


@click.command("eval", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@articles_options
@click.option("--peer/--no-peer", default=True, show_default=True, help="Run the stock LlamaIndex peer too.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only questions of this type; repeatable."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--show-failures", is_flag=True, help="Print each question that was not answered right.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    metavar="DIR",
    help="Where the rows are kept.",
)
@click.option(
    "--gate",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Bounds to hold Tieup to; exit code 1 where one is missed.",
)
@click.pass_context
def eval_command(ctx: click.Context, **options: Any) -> None:
    """Measure the answers on the question set FILE (JSON Lines).

    \b
      tieup eval evals/questions/global.jsonl --show-failures
      tieup eval questions.jsonl --corpus my-articles/ --json

    `tieup eval deals FILE` measures the deal ledger instead: see `tieup eval deals --help`.
    """
    chosen = Options(**options)
    bounds = read_gate(chosen.gate) if chosen.gate else {}
    report = measure(chosen)
    click.echo(_json(report) if chosen.as_json else as_table(report))
    if chosen.show_failures:
        # JSON on stdout stays JSON.
        click.echo("\n" + failures(report.rows[OURS]), err=chosen.as_json)
    missed = missed_bounds(bounds, summarise([row.marks for row in report.rows[OURS]]))
    for line in missed:
        click.echo(f"gate: {line}", err=True)
    ctx.exit(1 if missed else 0)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command was told; the fields are its options."""

    file: Path
    index: Path | None
    corpus: Path | None
    peer: bool
    types: tuple[str, ...]
    as_json: bool
    show_failures: bool
    out: Path
    gate: Path | None


def measure(options: Options) -> Report:
    """Ask all questions, keep the rows in `options.out`, and report.

    Raises CorpusError where the questions can't be read or are about articles that the index lacks,
    and whatever opening the index raises.
    """
    questions = _of_types(read_questions(options.file), options.types, options.file)
    with opened(options.index, options.corpus) as (assistant, articles):
        _check_docs(options, questions, articles)
        gold = locate_all(questions, articles)
        ground = Ground(gold, {article.id: article for article in articles})
        rows = {OURS: _run(OURS, assistant, questions, ground)}
        if options.peer:
            rows[PEER] = _run(PEER, _peer(articles), questions, ground)
    for name, kept in rows.items():
        write_rows(kept, options.out / f"{options.file.stem}.{name.lower().replace(' ', '-')}.jsonl")
    return Report(str(options.file), rows, gold.missing)


def _of_types(questions: Sequence[EvalQuestion], types: Sequence[str], file: Path) -> list[EvalQuestion]:
    there = sorted({question.type for question in questions})
    unknown = sorted(set(types) - set(there))
    if unknown:
        raise CorpusError(f"{file}: no question of type {unknown[0]!r}; there are {', '.join(there)}")
    return [question for question in questions if not types or question.type in types]


def _check_docs(options: Options, questions: Sequence[EvalQuestion], articles: Sequence[Article]) -> None:
    """Without an index named, refuse a question set that is about other articles than the default's."""
    if options.index or options.corpus:
        return
    there = {doc_name(article.path) for article in articles}
    asked = {gold.doc for question in questions for gold in question.evidence}
    lacking = sorted(asked - there)
    if lacking:
        raise CorpusError(
            f"{options.file}: {len(lacking)} of its {len(asked)} articles are not in the default index "
            f"(first {lacking[0]}); name theirs with --index DIR or --corpus DIR"
        )


def _json(report: Report) -> str:
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2)


def _run(name: str, system: System, questions: Sequence[EvalQuestion], ground: Ground) -> tuple[Row, ...]:
    with click.progressbar(length=len(questions), label=name, file=sys.stderr) as bar:
        return run_questions(system, questions, ground, lambda done, total: bar.update(1))


def _peer(articles: Sequence[Article]) -> System:
    # LlamaIndex and torch take seconds to import, and only the peer needs them.
    from .peer import StockPeer

    return StockPeer(articles)
