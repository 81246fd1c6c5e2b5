"""The commands over the deal ledger: deals, companies, timeline, coverage."""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_shared import index_option, notice, plainly

if TYPE_CHECKING:
    from ..rag import Assistant, Deal

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.command("deals", short_help="List every deal that the articles state.")
@index_option
@click.option("--company", metavar="NAME", help="Only deals of this company.")
@click.option("--partner", metavar="NAME", help="Only those that this company is a party of as well.")
@click.option("--type", metavar="TYPE", help="Only deals of this type, such as joint_venture.")
@click.option("--status", metavar="STATUS", help="Only deals that stand so, such as signed.")
@click.option("--as-of", metavar="DATE", help="As reported by then (YYYY[-MM[-DD]]).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all evidence.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values, for a spreadsheet.")
@click.option(
    "--graphml",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the companies and their ties to FILE instead.",
)
def deals_command(index: Path | None, **options: Any) -> None:
    """List the deals that the articles state, each with the passage behind it.

    They come from a reading of every article, not from a search. A deal is a set of parties and a type;
    of investments and acquisitions, those about the same time.

    \b
      tieup deals --company Geely --status signed
      tieup deals --type joint_venture --as-of 2019-12 --csv > ventures.csv
      tieup deals --graphml deals.graphml

    \b
    Types: strategic_cooperation, joint_venture, joint_development, investment,
    acquisition, ownership, supply_or_service, distribution, talks.
    Statuses: rumoured, talks, expected, announced, signed, ongoing, completed,
    extended, ended, denied.
    """
    as_json, as_csv, graphml = (options.pop(name) for name in ("as_json", "as_csv", "graphml"))
    if as_json + as_csv + (graphml is not None) > 1:
        raise click.UsageError("choose one of --json, --csv and --graphml.")
    with plainly():
        _check(options)
        assistant = _open(index)
        deals = assistant.deals(**options)
        if graphml:
            _write_graph(graphml, deals)
        elif as_csv:
            from .deal_text import deals_csv

            click.echo(deals_csv(deals), nl=False)
        elif as_json:
            _lines(deal.to_dict() for deal in deals)
        else:
            _print(deals, len(assistant.store.articles()))


def _check(options: dict[str, Any]) -> None:
    """Wrong usage where the type, the status or the day is none."""
    from ..corpus import QuestionError
    from ..rag import DEAL_TYPES, LADDER
    from .narrowing import iso_date

    for name, known in (("type", DEAL_TYPES), ("status", LADDER)):
        if options[name] is not None and options[name] not in known:
            raise click.UsageError(
                f"--{name}: {options[name][:40]!r} is none; choose from {', '.join(known)}."
            )
    try:
        iso_date(options["as_of"], "--as-of")
    except QuestionError as problem:
        raise click.UsageError(str(problem)) from problem


def _print(deals: "list[Deal]", articles: int) -> None:
    from .deal_text import deal_text
    from .wording import plural

    for deal in deals:
        click.echo(deal_text(deal, _width()) + "\n")
    if deals:
        many = f"{plural(len(deals), 'deal')}, one for each set of parties and type"
        click.echo(f"{many}, read from all of {plural(articles, 'article')}.")
    else:
        notice("No such deal in the articles.")


def _write_graph(path: Path, deals: "list[Deal]") -> None:
    from .graph import graphml
    from .wording import plural

    xml, companies, ties = graphml(deals)
    path.write_text(xml, encoding="utf-8")
    click.echo(f"{path}: {companies:,} companies, {plural(ties, 'tie')}")


@click.command("companies", short_help="List the companies that are party to a deal.")
@index_option
@_JSON
def companies_command(index: Path | None, as_json: bool) -> None:
    """List every company that is a party of a deal: its spellings, and its partners.

    \b
      tieup companies --index my-index
    """
    with plainly():
        companies = _open(index).companies()
        if as_json:
            from dataclasses import asdict

            _lines(asdict(company) for company in companies)
            return
        from .deal_text import company_text

        for company in companies:
            click.echo(company_text(company, _width()))
        if not companies:
            notice("No deal in the articles.")


@click.command("timeline", short_help="What was reported of a company's deals, in order.")
@click.argument("a")
@click.argument("b", required=False)
@index_option
@_JSON
def timeline_command(a: str, b: str | None, index: Path | None, as_json: bool) -> None:
    """Print what was reported of the deals of company A, or of A with B, in the order that it happened.

    A report that gives no day for what happened stands at the day it was published.

    \b
      tieup timeline Geely
      tieup timeline Honda Alibaba --json
    """
    with plainly():
        events = _open(index).timeline(a, b)
        if as_json:
            _lines(event.to_dict() for event in events)
            return
        from .deal_text import event_text

        for event in events:
            click.echo(event_text(event, _width()))
        if not events:
            notice("No such deal in the articles.")


@click.command("coverage", short_help="Say what the index covers, in numbers.")
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
def coverage_command(index: Path | None, as_json: bool) -> None:
    """Count the articles, dates, publishers, companies, deals, conflicts and files left out.

    \b
      tieup coverage --index my-index
    """
    with plainly():
        from ..rag import coverage_of

        assistant = _open(index)
        card = coverage_of(assistant.store, assistant.deals())
        if as_json:
            click.echo(json.dumps(card.to_dict(), ensure_ascii=False, indent=2))
            return
        from .deal_text import coverage_text

        click.echo(coverage_text(card))


def _open(index: Path | None) -> "Assistant":
    from .opening import open_assistant

    return open_assistant(index, notice)


def _lines(values: Iterable[dict[str, Any]]) -> None:
    for value in values:
        click.echo(json.dumps(value, ensure_ascii=False))


def _width() -> int | None:
    """The columns of the terminal; None where the output is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
