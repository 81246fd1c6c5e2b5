"""Which sentences with two companies and a word of the trade state a deal between them, and which do not."""

import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.rag.companies_not import no_firm, same_house
from tieup.rag.companies_profile import Profiles
from tieup.rag.deals_extract import extract
from tieup.rag.names import Name, NameRegistry

FIRMS = ("Zorvex", "Qualmira", "Tessaly", "Huaren", "Denwick", "Ostrand", "Belcamp")
REGISTRY = NameRegistry.of_companies((*FIRMS, "Zorvex Group", "ZR-12", "ANALYSTS WARY", "FTSE"))


def pairs(*lines: str) -> set[frozenset[str]]:
    """The parties of each deal that an article of these lines states."""
    zones: list[Zone] = []
    offset = 0
    for line in lines:
        zones.append(Zone(ZoneKind.BODY, offset, offset + len(line)))
        offset += len(line) + 1
    date = PublicationDate("2012-05-09", "day", "front matter")
    news = Article("n", "\n".join(lines), "", None, None, date, None, "en", "n.txt", tuple(zones), "n")
    return {report.names for report in extract(news, REGISTRY, Profiles({}))}


def both(one: str, two: str) -> set[frozenset[str]]:
    return {frozenset((one, two))}


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex has agreed to buy chip maker Qualmira for $2 billion.",
        "Zorvex said on Monday it would acquire Qualmira, a maker of chips.",
        "Zorvex's $2 billion purchase of Qualmira has raised questions.",
        "Qualmira, which Zorvex bought last year, makes chips.",
        "Zorvex is in talks with Qualmira about a merger.",
        "Zorvex signed a long-term contract with Qualmira on Friday.",
        "The alliance between Zorvex and Qualmira has been shelved.",
        "Zorvex and Qualmira have formed a joint venture in Osaka.",
        "Zorvex holds a 12 percent stake in Qualmira.",
        "Riders can book Qualmira's vans on Zorvex by June, after Zorvex signed an agreement with Qualmira.",
        "Zorvex has enlisted a new ally for its vans: Qualmira.",
        "Qualmira was taken over by Zorvex in 2009.",
        "Zorvex, which makes vans, will jointly develop a truck with Qualmira.",
        "Zorvex, the maker of vans, has dropped its bid to buy Qualmira.",
    ],
)
def test_subject_and_object_of_a_word_make_a_deal(line: str) -> None:
    assert pairs(line) == both("Zorvex", "Qualmira")


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex, a likely financier of the deal, is expected to hold shares of Qualmira for a while.",
        "Fund manager Zorvex and others believe that the bid of Qualmira puts the deal in danger.",
        "The deal, announced on Sunday, makes Zorvex the second-largest printer in Europe after Qualmira.",
        "Zorvex shares rose, while a deal that other firms had wanted eluded Qualmira.",
        "As part of the deal, Zorvex, Qualmira and Huaren all pledged to train their staff.",
        "Zorvex left a great deal open, and the report of Qualmira was worse.",
        "The union reached an agreement with Zorvex and Qualmira on wages.",
        "The growing dominance of Zorvex and Qualmira, which together control half of the market, is felt.",
        "Zorvex would have to deal with complaints at Qualmira.",
        "A contract worth millions was the talk of the day when Zorvex and Qualmira reported.",
        "Zorvex fell because a venture that nobody expected would hurt Qualmira.",
        "As one of the senior partners at Zorvex, he knew the people of Qualmira.",
    ],
)
def test_a_loose_word_needs_a_tie_to_both(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Another possible target for Zorvex could be Qualmira, one investor said.",
        '"We believe Zorvex will buy Qualmira," one fund manager said.',
        "Zorvex has no plans to buy Qualmira.",
        "If Zorvex cannot buy Tessaly, it may turn to Qualmira.",
        "Potential suitors for Zorvex include Qualmira.",
        "I think Zorvex would do a deal with Qualmira.",
        "Zorvex takes that further, speculating that a rival could buy Qualmira.",
        '"We\'d expect few conditions on a Zorvex deal with Qualmira," said one.',
        "A likely buyer of Zorvex is Qualmira, he said.",
        "Zorvex should be better off buying Qualmira, and would love to acquire it.",
        "Logical acquirers of Zorvex include Qualmira and Huaren.",
        "Zorvex would like to copy the purchase that made Qualmira great.",
    ],
)
def test_guesses_and_wishes_make_no_deal(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex failed to reach an agreement with Qualmira.",
        "Zorvex no longer wanted to work with Qualmira.",
        "Zorvex struck a deal with the union, after Qualmira had done so.",
        "At stake for Zorvex is whether Qualmira pays.",
        "The agreement thwarts interest by Zorvex and ends the wrangle over Qualmira.",
        "Zorvex, a top shareholder, said it would support a merger with Qualmira.",
        "Zorvex lent to dealers that bought Qualmira.",
        "Zorvex sued because of Arden's decision in August to buy Qualmira.",
        "The purchases include stakes in banks such as Zorvex and Qualmira.",
        "Zorvex and Qualmira agreed to a pay deal.",
        "The plan could deliver deeper savings for Zorvex and Qualmira.",
        "Zorvex has poured money into the Qualmira, its new watch, and sells the Qualmira in shops.",
        "Zorvex would have to find a new owner willing to invest in Qualmira.",
        '"It is loved, and it will work with Zorvex," said Qualmira.',
        "Zorvex is offering customers of Qualmira money to switch.",
        "Zorvex provides 60 percent of Qualmira's revenue.",
        "The carmaker plans to divest Zorvex, Qualmira and a controlling stake in its unit.",
        "Zorvex's purchase of Tarvik, Qualmira's takeover of Arden and others drew lawyers.",
        "The plants of Zorvex could be bought by the likes of Qualmira, he said.",
        "Zorvex, part of the Qualmira industrial average, fell.",
        "Zorvex and chip firm Qualmira have more than a dozen legal fights pending.",
        "Zorvex workers assembled 120,000 vehicles last year at Qualmira's seat.",
        "Zorvex and Qualmira sought a trustee to take over its assets.",
        "Zorvex, along with Qualmira, bought the patents.",
        "The combination would control a quarter of the market, based on Zorvex's estimates for Qualmira.",
        "Zorvex was accused of fraud during the sale of his stake in Qualmira.",
        "The crisis forced Zorvex to curtail purchases of new Qualmira cars.",
        "Zorvex once had a seat on the board and Kerrick Vane has tried to buy Qualmira.",
        "Zorvex singled out shoppers of Tarvik's shops, a chain Qualmira bought in 2005.",
    ],
)
def test_what_failed_or_is_of_others_makes_no_deal(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Partners for its agreements were: Zorvex, Qualmira, Tessaly, Huaren, Denwick and Ostrand.",
        "Its clients include companies such as Zorvex ( ZRV.N ) and Qualmira QLM.O, which Huaren supplies.",
    ],
)
def test_lists_make_no_deal(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex hired investment bank Qualmira to study a sale of its printing patents.",
        "Zorvex has advised on deals such as the purchase of Qualmira.",
        "He joined Zorvex in 1994 and advised Qualmira on its acquisition of a brewery.",
        "Shares of Zorvex rose on hopes of a deal with Qualmira.",
        "Zorvex tapped Qualmira to advise it on a possible merger.",
        "The law firm Zorvex handled the sale of a unit of Qualmira.",
        "Stock of Zorvex gained after a takeover bid for a rival of Qualmira.",
        "Zorvex was bookrunner when a fund sold its stake in Qualmira.",
        "Zorvex analysts expect Qualmira to sign the agreement soon.",
        "Zorvex customers buy parts from Qualmira.",
        "A trader at Zorvex bought shares, and Qualmira paid a fine.",
        "Zorvex traders bought Qualmira bonds.",
    ],
)
def test_advisers_analysts_and_traded_shares_are_no_parties(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "Zorvex is a customer of both Qualmira and Tessaly.",
            {("Zorvex", "Qualmira"), ("Zorvex", "Tessaly")},
        ),
        (
            "Zorvex was in talks to buy Swedish drugmaker Qualmira and Israel's Tessaly.",
            {("Zorvex", "Qualmira"), ("Zorvex", "Tessaly")},
        ),
        ("Zorvex has bought Qualmira and Tessaly.", {("Zorvex", "Qualmira"), ("Zorvex", "Tessaly")}),
        ("Zorvex holds stakes in Qualmira and Tessaly.", {("Zorvex", "Qualmira"), ("Zorvex", "Tessaly")}),
        ("Qualmira, Tessaly and Huaren have formed a joint venture.", {("Qualmira", "Tessaly", "Huaren")}),
        ("Zorvex parent Huaren reported a loss.", {("Huaren", "Zorvex")}),
        ("Qualmira, the Tessaly division, opened an office.", {("Qualmira", "Tessaly")}),
        (
            "Zorvex formed an alliance with Qualmira after talks with Tessaly collapsed.",
            {("Zorvex", "Tessaly")},
        ),
        ("Zorvex and Qualmira both bought Tessaly shares.", {("Zorvex", "Tessaly"), ("Qualmira", "Tessaly")}),
        ("Zorvex ( ZRV.N ) and Qualmira QLM.O have formed a joint venture.", {("Zorvex", "Qualmira")}),
        ("Qualmira, a unit of Zorvex, and Tessaly make chips.", {("Zorvex", "Qualmira")}),
        ("Shares fell at Qualmira, the broker owned by Zorvex, Tessaly said.", {("Zorvex", "Qualmira")}),
        (
            "Its chips, which were bought for tests, are made by Zorvex, which was bought by Qualmira.",
            {("Zorvex", "Qualmira")},
        ),
    ],
)
def test_of_several_companies_each_stands_in_its_own_deal(line: str, wanted: set[tuple[str, ...]]) -> None:
    assert pairs(line) == set(map(frozenset, wanted))


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex has teamed up with ZR-12.",
        "Zorvex has teamed up with FTSE.",
        "ANALYSTS WARY has teamed up with Zorvex.",
        "Zorvex Group has teamed up with Zorvex.",
    ],
)
def test_models_indices_headings_and_its_own_short_name_are_no_partner(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex and Qualmira reported. The two banks in question have agreed a merger.",
        "Zorvex and Qualmira reported. The two Democrats opposed the purchase.",
        "Zorvex and Qualmira reported. Both deals fell through.",
        "Zorvex, Qualmira and Huaren reported. The three months saw many joint ventures.",
    ],
)
def test_what_is_counted_is_no_pair_of_companies(line: str) -> None:
    assert pairs(line) == set()


def test_the_same_company_is_the_one_spoken_of_before() -> None:
    told = pairs("Qualmira is opening a plant.", "Zorvex recently took about 5 percent of the same company.")
    assert told == both("Zorvex", "Qualmira")


@pytest.mark.parametrize(
    ("name", "none"),
    [
        ("F-35", True),
        ("A320neo", True),
        ("CHINA EYED", True),
        ("An Indian", True),
        ("Federal Reserve Bank", True),
        ("Capital Purchase Program", True),
        ("Prime", True),
        ("The United States", True),
        ("Federal Deposit Insurance Corp", True),
        ("International", True),
        ("CCC", True),
        ("Group Inc", True),
        ("Middle Eastern", True),
        ("SOLVENCY CLAUSE A", True),
        ("Caracas", True),
        ("Anglo-Dutch", True),
        ("European Central Bank", True),
        ("Area", True),
        ("S.", True),
        ("BMW", False),
        ("TNK-BP", False),
        ("BAE Systems", False),
        ("General Motors", False),
    ],
)
def test_what_looks_like_no_firm_is_none(name: str, none: bool) -> None:
    assert no_firm(Name(name, "company", (name,), 9)) is none


def test_a_house_is_known_by_its_beginning_or_initials() -> None:
    assert same_house("GM", "General Motors")
    assert same_house("Zorvex Group", "Zorvex")
    assert not same_house("Zorvex", "Qualmira")
    assert not same_house("TNK-BP", "BP")
