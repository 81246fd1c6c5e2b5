"""Deals, companies, timelines and coverage as plain text, and as a table of comma-separated values."""

import csv
import io
from collections.abc import Sequence
from pathlib import PurePath

from ..rag import CompanyDeals, Coverage, Deal, DealEvent, DealReport
from .terminal import plain, wrapped
from .wording import day, plural

CSV_COLUMNS = (
    "id", "file", "parties", "unnamed", "type", "status", "date", "amount", "amount_value", "stake", "scope",
    "quote", "publisher", "published", "reports", "origins", "conflicts", "article_id", "start", "end",
)  # fmt: skip
"""Columns of `deals_csv`: the keys of `Deal.to_dict`, the first report's source, and the quote's place."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def deal_text(deal: Deal, width: int | None) -> str:
    """The parties, then status, type, date and sum in columns, then the first quote with its source."""
    first = deal.reports[0]
    date, amount, quote = (deal.cell(field) for field in ("date", "amount", "quote"))
    parties = " + ".join([*deal.parties, *(f"unnamed ({words})" for words in deal.unnamed)])
    facts = f"{deal.status:<9}  {words_of(deal.type):<21}  {when(date.value if date else None):<11}"
    more = [*([amount.text] if amount else []), *_notes(deal)]
    lines = [
        wrapped(parties, width),
        ("  " + facts + "  " + " · ".join(more)).rstrip(),
        wrapped(f"“{' '.join((quote.text if quote else '').split())}”", width, "    "),
        wrapped(_source(first), width, "    "),
    ]
    return plain("\n".join(lines))


def _notes(deal: Deal) -> list[str]:
    notes = [plural(len(deal.reports), "report")] if len(deal.reports) > 1 else []
    fields = ", ".join(conflict.field for conflict in deal.conflicts)
    if fields:
        notes.append(f"reports differ: {fields}")
    return notes + [f"{one.field} corrected by {one.author}, {day(one.at[:10])}" for one in deal.corrections]


def _source(report: DealReport) -> str:
    name = PurePath(report.path).name
    return f"{report.publisher or name}, {day(report.published)}" + (f" ({name})" if report.publisher else "")


def words_of(kind: str) -> str:
    """A type as people write it: "joint venture"."""
    return kind.replace("_", " ")


def when(date: str | None) -> str:
    """A date in words: "19 Jan 2021", "21 Sep" where no year is known, "-" for none."""
    if date is None:
        return "-"
    if date.startswith("--"):
        return day(f"2000-{date[2:]}").removesuffix(" 2000")
    return day(date)


def company_text(company: CompanyDeals, width: int | None) -> str:
    """A company, its other spellings, and its partners with the number of deals where it is over one."""
    others = [alias for alias in company.aliases if alias != company.name]
    head = company.name + (f" (also {', '.join(others)})" if others else "")
    partners = [f"{name} ({count})" if count > 1 else name for name, count in company.partners.items()]
    return plain(wrapped(f"{head}: {', '.join(partners)}", width))


def event_text(event: DealEvent, width: int | None) -> str:
    """A report on a timeline: when, what, who, then its quote with the source."""
    report = event.report
    date = when(event.date) if event.happened else f"reported {day(event.date)}"
    head = f"{date}: {report.status.value}, {words_of(report.type.value)}: {' + '.join(event.deal.parties)}"
    quote = f"“{' '.join(report.quote.text.split())}”"
    lines = [wrapped(head, width), wrapped(quote, width, "    "), wrapped(_source(report), width, "    ")]
    return plain("\n".join(lines))


def coverage_text(card: Coverage) -> str:
    """The coverage card, a line for each count."""
    span = f", {when(card.first)} to {when(card.last)}" if card.first else ""
    rows = {
        "Articles": f"{card.articles:,}",
        "Stories": f"{card.origins:,}, copies counted once",
        "Dated": f"{card.dated:,}{span}",
        "Publishers": f"{card.publishers:,}",
        "Companies": f"{card.companies:,} that are party to a deal",
        "Deals": f"{card.deals:,}, one for each set of parties and type",
        "Conflicts": f"{card.conflicts:,} fields on which reports of one deal differ",
        "Quarantine": f"{card.quarantined:,} files that could not be read",
        "Generation": f"{card.generation:,}",
    }
    return "\n".join(f"{name:<12}{value}" for name, value in rows.items())


def deals_csv(deals: Sequence[Deal]) -> str:
    """The deals with a heading line. Text that a spreadsheet would take for a formula gets a ' in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for deal in deals:
        row = _row(deal)
        cells = {column: str(row[column] or "") for column in CSV_COLUMNS}
        writer.writerow([text if column == "date" else _harmless(text) for column, text in cells.items()])
    return out.getvalue()


def _row(deal: Deal) -> dict[str, object]:
    first, amount, quote = deal.reports[0], deal.cell("amount"), deal.cell("quote")
    facts: dict[str, object] = deal.to_dict()
    return facts | {
        "parties": " + ".join(deal.parties),
        "unnamed": " + ".join(deal.unnamed),
        "amount_value": amount.value if amount else None,
        "publisher": first.publisher,
        "published": first.published,
        "reports": len(deal.reports),
        "conflicts": " ".join(conflict.field for conflict in deal.conflicts),
        "article_id": first.article_id,
        "start": str(quote.start) if quote else None,
        "end": str(quote.end) if quote else None,
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
