"""`tieup eval deals`: measure the deal ledger on hand-made records, beside a plain baseline."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..corpus import CorpusError
from .estimates import Estimate
from .opening import articles_options, opened

if TYPE_CHECKING:
    from .deals import GoldDeal, Reading

OURS, BASELINE = "Tieup", "co-occurrence"
_MEASURES = {
    "recall": "records found (same file, same parties)",
    "same_parties": "party sets read that a record has",
    "type": "type right, of those found",
    "status": "status right, of those found",
    "date": "date right, where the record has one",
    "date_given": "date right, where both give one",
    "date_or_reported": "date right, else that of the report",
    "amount": "amount right, where the record has one",
    "exact_quotes": "reports whose every cell is exact",
    "precision": "deals right, by the labels kept",
}


@click.command("deals", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@articles_options
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def deals_command(file: Path, index: Path | None, corpus: Path | None, as_json: bool) -> None:
    """Measure the deal ledger on the records in FILE (JSON Lines).

    A record is an object with file, parties, type, status, date, amount and quote. The baseline takes any
    two companies of a sentence that holds a word of the trade.

    \b
      tieup eval deals deals.jsonl
      tieup eval deals deals.jsonl --corpus my-articles/ --json
    """
    # Read late: the ledger's patterns take a while to compile, and `--help` has no use for them.
    from .deals import Reading, labelled_precision, read_gold_deals, score_co_occurrence, score_deals

    gold = read_gold_deals(file)
    with opened(index, corpus) as (assistant, articles):
        reading = Reading.of(articles, assistant.knowledge().names)
    _check_files(file, gold, reading)
    systems = {
        OURS: score_deals(gold, reading) | labelled_precision(reading),
        BASELINE: score_co_occurrence(gold, reading),
    }
    if as_json:
        scores = {
            name: {measure: asdict(value) for measure, value in values.items()}
            for name, values in systems.items()
        }
        report: dict[str, Any] = {"source": str(file), "records": len(gold), "systems": scores}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{file}: {len(gold)} records\n\n" + _table(systems))


def _check_files(file: Path, gold: "Sequence[GoldDeal]", reading: "Reading") -> None:
    asked = {record.file for record in gold}
    lacking = sorted(asked - set(reading.articles))
    if lacking:
        raise CorpusError(
            f"{file}: {len(lacking)} of its {len(asked)} articles are not in the index (first {lacking[0]}); "
            "name theirs with --index DIR or --corpus DIR"
        )


def _table(systems: Mapping[str, Mapping[str, Estimate]]) -> str:
    lines = [" " * 42 + "".join(f"{name:<26}" for name in systems).rstrip()]
    for measure, label in _MEASURES.items():
        cells = "".join(f"{_cell(scores.get(measure)):<26}" for scores in systems.values())
        lines.append(f"{label:<42}{cells}".rstrip())
    return "\n".join(lines)


def _cell(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    return f"{estimate.value:.3f} [{estimate.low:.2f}, {estimate.high:.2f}] n={estimate.n}"
