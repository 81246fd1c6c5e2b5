"""Several deals of the same companies in one article, and parties that a turn of phrase leaves open."""

import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.rag.companies_profile import Profiles
from tieup.rag.deals import DealReport
from tieup.rag.deals_extract import extract
from tieup.rag.deals_merge import deals_of
from tieup.rag.names import NameRegistry

BACKGROUND = (
    "Zorvex, a Japanese carmaker, reported record sales. Shares of Zorvex rose after Zorvex sold more cars.",
    "Qualmira, a British chip maker, opened a plant. Shares of Qualmira fell; Qualmira makes chips.",
    "Tessaly, an American ride-hailing company, said it was growing. Shares of Tessaly rose.",
    "Huaren, a Chinese battery maker, hired staff. Shares of Huaren fell after Huaren reported a loss.",
    "Denwick, a retailer, opened shops. Shares of Denwick rose.",
)


def article(name: str, *lines: str, published: str = "2021-03-10") -> Article:
    zones: list[Zone] = []
    offset = 0
    for line in lines:
        zones.append(Zone(ZoneKind.BODY, offset, offset + len(line)))
        offset += len(line) + 1
    date = PublicationDate(published, "day", "front matter")
    return Article(
        name, "\n".join(lines), "", None, None, date, None, "en", f"{name}.txt", tuple(zones), name
    )


KNOWN = tuple(article(f"known{number}", line) for number, line in enumerate(BACKGROUND))
REGISTRY = NameRegistry.learn(KNOWN)
PROFILES = Profiles.learn(KNOWN, REGISTRY)


def read(*lines: str) -> list[DealReport]:
    return list(extract(article("news", *lines), REGISTRY, PROFILES))


def told(*lines: str) -> set[tuple[str, str]]:
    """Parties and type of each deal: ("Alfa+Beta", "investment")."""
    return {("+".join(sorted(report.names)), report.type.value) for report in read(*lines)}


@pytest.mark.parametrize(
    ("lines", "deals"),
    [
        (  # one verb after the other
            ("Zorvex bought a plant from Huaren, put $50 million into it and is building its cells.",),
            {("Huaren+Zorvex", "acquisition"), ("Huaren+Zorvex", "investment")},
        ),
        (  # shares in two firms are two deals
            ("Zorvex now holds a 20 per cent stake in Qualmira and 51 per cent of Denwick.",),
            {("Qualmira+Zorvex", "investment"), ("Denwick+Zorvex", "investment")},
        ),
        (  # a second venture of the partners behind the first
            ("Zorvex and Huaren, the partners behind the brand Denwick, have registered another company.",),
            {("Denwick+Huaren+Zorvex", "joint_venture"), ("Huaren+Zorvex", "joint_venture")},
        ),
        (  # whose company it is, said by a relative clause
            ("Zorvex is keeping Denwick, the company it runs with Huaren.",),
            {("Denwick+Huaren+Zorvex", "joint_venture")},
        ),
        (
            ("The company created by Zorvex and Huaren is growing.",),
            {("Huaren+Zorvex", "joint_venture")},
        ),
        (
            ("Zorvex, which builds vans with Tessaly, reported a profit.",),
            {("Tessaly+Zorvex", "joint_development")},
        ),
        (  # who only tells of a deal of others
            ("Denwick said on Monday that Zorvex had acquired Qualmira.",),
            {("Qualmira+Zorvex", "acquisition")},
        ),
        (  # an apposition gives the venture its name
            (
                "Zorvex and Huaren have agreed to set up a joint venture.",
                "The business, Denwick, begins with capital of $20 million.",
            ),
            {("Denwick+Huaren+Zorvex", "joint_venture")},
        ),
        (  # "the American company" is not who speaks, but whom the sentence named before
            ("Rumours of a Tessaly car ended when Zorvex said it was in talks with the American company.",),
            {("Tessaly+Zorvex", "talks")},
        ),
        (  # two subjects, each with its apposition
            ("Zorvex, a Japanese carmaker, and Qualmira have called time on their alliance.",),
            {("Qualmira+Zorvex", "strategic_cooperation")},
        ),
        (  # a party that is named again in what follows
            ("Zorvex and Qualmira put their names to a partnering accord that could place Zorvex's chips.",),
            {("Qualmira+Zorvex", "strategic_cooperation")},
        ),
        (  # a share in a list of what is owned
            (
                "Tessaly is the latest to join forces with Zorvex, the group that owns Huaren and 9.7% of "
                "Denwick.",
            ),
            {
                ("Tessaly+Zorvex", "strategic_cooperation"),
                ("Huaren+Zorvex", "ownership"),
                ("Denwick+Zorvex", "ownership"),
            },
        ),
        (  # and whom such a sentence speaks of: "it" is Zorvex, though Tessaly stands first
            (
                "Tessaly is the latest company to join forces with Zorvex, a Japanese carmaker.",
                "It will start a company with Huaren; after that came word of a venture with Denwick.",
            ),
            {
                ("Tessaly+Zorvex", "strategic_cooperation"),
                ("Huaren+Zorvex", "joint_venture"),
                ("Denwick+Zorvex", "joint_venture"),
            },
        ),
        (  # what the two had before is a deal of its own
            (
                "Zorvex, Huaren and Denwick are forming a joint venture.",
                "Zorvex and Huaren first signed a memorandum in 2015.",
            ),
            {("Denwick+Huaren+Zorvex", "joint_venture"), ("Huaren+Zorvex", "strategic_cooperation")},
        ),
        (  # "that company" is the other of the two just spoken of
            ("In April Zorvex agreed to buy Tessaly.", "It had first invested in that company a year ago."),
            {("Tessaly+Zorvex", "acquisition"), ("Tessaly+Zorvex", "investment")},
        ),
        (  # a pact without a name is that of the two before
            (
                "Zorvex and Tessaly signed an agreement in 2019.",
                "A fresh pact last year provided for a joint programme to develop vans.",
            ),
            {("Tessaly+Zorvex", "joint_development")},
        ),
        (  # one more in a company of two
            (
                "Denwick may become a junior partner in the engine company planned by Zorvex and Huaren, "
                "the three said.",
            ),
            {("Denwick+Huaren+Zorvex", "investment"), ("Huaren+Zorvex", "joint_venture")},
        ),
        (("Zorvex handed Tessaly a war chest of $30 million.",), {("Tessaly+Zorvex", "investment")}),
    ],
)
def test_what_a_sentence_tells(lines: tuple[str, ...], deals: set[tuple[str, str]]) -> None:
    assert told(*lines) == deals


@pytest.mark.parametrize(
    "line",
    [
        "Tessaly is the second big customer for the chips after Denwick.",
        "The partnership was agreed with Denwick, a forerunner of Huaren.",
        "Zorvex opened its platform to ninety partners, Huaren and Denwick among them.",
        "Zorvex has signed agreements, with Huaren and Denwick, for instance.",
    ],
)
def test_who_is_only_compared_is_no_party(line: str) -> None:
    assert told(line) == set()


def test_two_investments_of_one_article_stay_two() -> None:
    first, second = sorted(
        read(
            "Zorvex invested $80 million in Tessaly in May 2017.",
            "In March 2020 Zorvex invested another $20 million in Tessaly.",
        ),
        key=lambda report: report.quote.start,
    )
    assert (first.amount and first.amount.text, first.date and first.date.value) == ("$80 million", "2017-05")
    assert (second.amount and second.amount.text, second.date and second.date.value) == (
        "$20 million",
        "2020-03",
    )
    assert len(deals_of([first, second])) == 2


def test_the_same_investment_told_twice_stays_one() -> None:
    (report,) = read(
        "Zorvex invested $80 million in Tessaly in May 2017.",
        "With the investment Zorvex got 20 per cent of Tessaly.",
    )
    assert report.amount is not None and report.amount.text == "$80 million"


def test_another_article_joins_the_deal_of_its_sum() -> None:
    both = read(
        "Zorvex invested $80 million in Tessaly in May 2017.",
        "In March 2020 Zorvex invested another $20 million in Tessaly.",
    )
    later = article("later", "Zorvex has invested $20 million in Tessaly.", published="2020-06-01")
    deals = deals_of([*both, *extract(later, REGISTRY, PROFILES)])
    sums = [sorted(r.amount.text for r in deal.reports if r.amount) for deal in deals]
    assert sorted(sums) == [["$20 million", "$20 million"], ["$80 million"]]


@pytest.mark.parametrize(
    ("lines", "stake", "amount"),
    [
        (  # of another firm
            ("Tessaly has joined forces with Zorvex, the group that owns 9.7% of Denwick.",),
            {"Tessaly+Zorvex": None, "Denwick+Zorvex": "9.7 %"},
            {"Tessaly+Zorvex": None, "Denwick+Zorvex": None},
        ),
        (  # of the target, in a clause of its own
            (
                "Zorvex has signed the contract to acquire Tessaly.",
                "Huaren sells shares, while 51 per cent of Tessaly changes hands.",
            ),
            {"Tessaly+Zorvex": "51 %"},
            {"Tessaly+Zorvex": None},
        ),
        (  # in words
            ("Zorvex owns all of Tessaly.",),
            {"Tessaly+Zorvex": "100 %"},
            {"Tessaly+Zorvex": None},
        ),
        (  # told in the next sentence
            (
                "Qualmira fell.",
                "Denwick rose.",
                "Zorvex has agreed to buy Tessaly.",
                "The deal is worth up to $3 billion.",
            ),
            {"Tessaly+Zorvex": None},
            {"Tessaly+Zorvex": "up to 3000000000 USD"},
        ),
        (  # what the firm is worth, said twice
            ("Zorvex is buying 10% of Tessaly at a price tag of €7.4 billion ($7.93 billion).",),
            {"Tessaly+Zorvex": "10 %"},
            {"Tessaly+Zorvex": None},
        ),
        (  # how much is supplied
            ("Zorvex will supply 100,000 vehicles to Tessaly.",),
            {"Tessaly+Zorvex": None},
            {"Tessaly+Zorvex": "100000 vehicles"},
        ),
    ],
)
def test_a_sum_goes_with_its_own_deal(
    lines: tuple[str, ...], stake: dict[str, str | None], amount: dict[str, str | None]
) -> None:
    found = {"+".join(sorted(report.names)): report for report in read(*lines)}
    assert {key: cell.value if (cell := report.stake) else None for key, report in found.items()} == stake
    assert {key: cell.value if (cell := report.amount) else None for key, report in found.items()} == amount


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Zorvex bought a stake in Tessaly, which is valued at $9 billion.", None),
        ("Zorvex bought a stake in Tessaly, whose bikes sell for about $900 each.", None),
        ("Zorvex and Denwick formed a joint venture with $3 million of capital.", None),
        ("Zorvex bought a stake in Tessaly for $900 million.", "$900 million"),
    ],
)
def test_what_a_firm_is_worth_is_not_what_was_paid(line: str, amount: str | None) -> None:
    assert {report.amount.text if report.amount else None for report in read(line)} == {amount}


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Zorvex is to invest in Tessaly.", "announced"),
        ("Zorvex has agreed to set up a joint venture with Tessaly.", "announced"),
        ("Zorvex could invest in Tessaly.", "expected"),
        (
            "Zorvex announced an alliance with Tessaly, and the first of its scooters for cities could come.",
            "announced",
        ),
        ("Denwick grew. Zorvex has been working with Tessaly for years.", "ongoing"),
    ],
)
def test_how_far_it_has_come(line: str, status: str) -> None:
    (report,) = read("Denwick met Huaren.", line)
    assert report.status.value == status


@pytest.mark.parametrize(
    ("line", "said", "who"),
    [
        (
            "People familiar with the plan said Zorvex had acquired Qualmira.",
            "sources",
            "People familiar with",
        ),
        ("Denwick said on Monday that Zorvex had acquired Qualmira.", "company", "Denwick"),
        ("Zorvex has acquired Qualmira, Ann Weiss, its chief executive, said.", "person", "Ann Weiss"),
        ("The Harbour Post reported that Zorvex had acquired Qualmira.", "press", "The Harbour Post"),
        ("Zorvex has acquired Qualmira.", None, None),
    ],
)
def test_who_says_so(line: str, said: str | None, who: str | None) -> None:
    (report,) = read(line)
    assert (report.said.value if report.said else None, report.said.text if report.said else None) == (
        said,
        who,
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Zorvex and Huaren agreed a joint venture to build cells in Osaka.", "Osaka"),
        ("Zorvex has teamed up with Tessaly, it said in Osaka.", None),
        ("Zorvex has teamed up with Tessaly, which is based in Osaka.", None),
    ],
)
def test_where_it_is_to_happen(line: str, place: str | None) -> None:
    (report,) = read(line)
    assert (report.place.text if report.place else None) == place
