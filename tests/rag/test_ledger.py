"""The ledger on small made-up articles: what makes a deal, what doesn't, and what is kept of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.rag.deals import Deal
from tieup.rag.ledger import Ledger
from tieup.rag.names import NameRegistry


def article(name: str, published: str | None, *lines: str, aside: str = "") -> Article:
    """An article: a headline, body lines, and a reader's comment below."""
    zones: list[Zone] = []
    offset = 0
    for number, line in enumerate(lines):
        zones.append(Zone(ZoneKind.BODY if number else ZoneKind.HEADLINE, offset, offset + len(line)))
        offset += len(line) + 1
    text = "\n".join([*lines, aside])
    if aside:
        zones.append(Zone(ZoneKind.COMMENT, offset, offset + len(aside)))
    date = PublicationDate(published, "day", "front matter") if published else None
    return Article(
        name, text, lines[0], None, None, date, None, "en", f"{name}.txt", tuple(zones), f"{name}-{len(text)}"
    )


STAKE = article(
    "stake",
    "2021-03-10",
    "Zorvex buys into chip maker Qualmira",
    "Japanese carmaker Zorvex is spending $300 million on a 10% stake in Qualmira, the British chip maker.",
    "The two companies signed the papers on Tuesday. The carmaker has also invested in Tessaly, a start-up.",
    aside="Zorvex should buy Brandt-Kohl next, says my neighbour.",
)
LATER = article(
    "later",
    "2021-04-02",
    "Zorvex completes Qualmira purchase",
    "Zorvex has completed its investment of $350 million in Qualmira, of which it now owns 12%.",
)
VENTURE = article(
    "venture",
    "2019-05-06",
    "Huaren and Brandt-Kohl to form joint venture",
    "Huaren, a Chinese battery maker, and Brandt-Kohl signed a contract on May 3 for a joint venture.",
    "Denwick, a unit of Huaren, is not part of it. Rivals such as Zorvex and Tessaly compete with Huaren.",
)
ENDED = article(
    "ended",
    "2022-08-01",
    "Huaren and Brandt-Kohl abandon joint venture",
    "Huaren and Brandt-Kohl have abandoned their joint venture, the companies said on Friday.",
)
NEWS = (STAKE, LATER, VENTURE, ENDED)


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    made = Ledger.in_memory(NEWS, NameRegistry.learn(NEWS))
    yield made
    made.close()


def between(ledger: Ledger, *names: str) -> list[Deal]:
    return [deal for deal in ledger.deals() if set(deal.parties) == set(names)]


def test_reports_of_one_deal_are_one_record(ledger: Ledger) -> None:
    (deal,) = between(ledger, "Zorvex", "Qualmira")
    assert deal.type == "investment"
    assert [report.article_id for report in deal.reports] == ["stake", "later"]
    assert deal.status == "completed"


def test_conflicting_amounts_are_both_kept(ledger: Ledger) -> None:
    (deal,) = between(ledger, "Zorvex", "Qualmira")
    (amount,) = [conflict for conflict in deal.conflicts if conflict.field == "amount"]
    assert [cell.value for cell in amount.cells] == ["300000000 USD", "350000000 USD"]


def test_every_cell_is_a_slice_of_its_article(ledger: Ledger) -> None:
    texts = {news.id: news.text for news in NEWS}
    (deal,) = between(ledger, "Zorvex", "Qualmira")
    for report in deal.reports:
        assert texts[report.article_id][report.quote.start : report.quote.end] == report.quote.value
        assert report.amount is not None
        assert texts[report.article_id][report.amount.start : report.amount.end].startswith("$3")
        for party in report.parties:
            assert not party.named or texts[party.article_id][party.start : party.end] == party.name


def test_a_description_is_resolved_within_its_article(ledger: Ledger) -> None:
    (deal,) = between(ledger, "Zorvex", "Tessaly")
    assert deal.type == "investment"


def test_a_unit_is_owned_not_partnered(ledger: Ledger) -> None:
    (deal,) = between(ledger, "Denwick", "Huaren")
    roles = {party.name: party.role for party in deal.reports[0].parties}
    assert (deal.type, roles) == ("ownership", {"Denwick": "owned", "Huaren": "owner"})


def test_rivals_and_comments_make_no_deal(ledger: Ledger) -> None:
    assert not between(ledger, "Zorvex", "Huaren")
    assert not between(ledger, "Tessaly", "Huaren")
    assert not between(ledger, "Zorvex", "Brandt-Kohl")


def test_the_history_follows_the_reports(ledger: Ledger) -> None:
    (deal,) = between(ledger, "Huaren", "Brandt-Kohl")
    assert deal.history == (("2019-05-06", "signed"), ("2022-08-01", "ended"))
    assert deal.reports[0].date is not None
    assert deal.reports[0].date.value == "2019-05-03"


def test_as_of_leaves_out_what_came_later(ledger: Ledger) -> None:
    (deal,) = ledger.deals("Huaren", "Brandt-Kohl", as_of="2020-01-01")
    assert deal.status == "signed"
    assert ledger.deals("Huaren", "Brandt-Kohl", as_of="2018") == []


def test_filters_narrow_and_misspellings_are_forgiven(ledger: Ledger) -> None:
    assert {deal.type for deal in ledger.deals("zorvx")} == {"investment"}
    assert ledger.deals("Zorvex", type="joint_venture") == []
    assert [deal.parties for deal in ledger.deals(status="ended")] == [("Brandt-Kohl", "Huaren")]


def test_timeline_runs_in_order(ledger: Ledger) -> None:
    events = ledger.timeline("Huaren", "Brandt-Kohl")
    assert [(event.date, event.happened) for event in events] == [("2019-05-03", True), ("2022-07-29", True)]


def test_an_article_that_goes_takes_its_reports_along() -> None:
    registry = NameRegistry.learn(NEWS)
    ledger = Ledger.in_memory(NEWS, registry)
    ledger.update([news for news in NEWS if news is not ENDED], 2)
    (deal,) = between(ledger, "Huaren", "Brandt-Kohl")
    assert deal.status == "signed"
    ledger.close()


def test_only_changed_articles_are_read_anew() -> None:
    registry = NameRegistry.learn(NEWS)
    ledger = Ledger.in_memory(NEWS, registry)
    told: list[str] = []
    ledger.update(list(NEWS), 2, told.append)
    assert told == []
    ledger.update([replace(news, digest=news.digest + "x") for news in NEWS], 3, told.append)
    assert len(told) == 1
    ledger.close()


def test_companies_count_their_deals_with_each_partner(ledger: Ledger) -> None:
    partners = {company.name: company.partners for company in ledger.companies()}
    assert partners["Zorvex"] == {"Qualmira": 1, "Tessaly": 1}
