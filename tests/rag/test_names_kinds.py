"""People, places, headings and codes told from firms by what stands around them."""

import pytest
from tieup.corpus import Article, Zone, ZoneKind
from tieup.rag.names import NameRegistry


def registry(*lines: str) -> NameRegistry:
    """The names of one article a line."""
    return NameRegistry.learn(
        Article(f"a{n}", line, "", None, None, None, None, "en", f"a{n}.txt", (zone,), str(n))
        for n, line in enumerate(lines)
        for zone in [Zone(ZoneKind.BODY, 0, len(line))]
    )


@pytest.mark.parametrize(
    "line",
    [
        "Activist investor Orlan Veddik bought into Zorvex Corp. on Monday.",
        "The case goes on. Orlan Veddik, a partner at Brandt & Kohl LLP, said so.",
        "The bank of Orlan Veddik, 62, lost money.",
    ],
)
def test_a_person_without_a_known_given_name(line):
    assert registry(line).by_name["Orlan Veddik"].kind == "person"


def test_given_names_and_surnames_are_learnt_from_the_corpus():
    names = registry(
        "Orlan Veddik, chief executive of Zorvex, spoke. Veddik's unit grew; stake in Veddik, they joked.",
        "Orlan Quist, chairman of Denwick, spoke.",
        "The bank named Orlan Bremsel on Monday.",
        "The bank named Lumeca Bremsel on Monday.",
    ).by_name
    assert names["Orlan Bremsel"].kind == "person"
    assert names["Lumeca Bremsel"].kind != "person"
    assert names["Orlan Veddik"].kind == "person"
    assert "Veddik" in names["Orlan Veddik"].aliases or names["Veddik"].kind == "person"


def test_a_founder_does_not_turn_his_firm_into_a_person():
    names = registry(
        "Ada Zorvex, chief of Zorvex Corp., spoke. Shares of Zorvex rose; the stake in Zorvex grew.",
    ).by_name
    assert names["Ada Zorvex"].kind == "person"
    assert names["Zorvex"].kind == "company"


def test_a_dateline_is_a_place():
    assert (
        registry("TARVIK (Reuters) - Zorvex Corp. said that it had grown.").by_name["TARVIK"].kind == "place"
    )


def test_exchange_codes_are_no_part_of_a_name():
    news = "Qualmira Health QLM.N said it had bought Denwick DWK.AX on Monday; it owns Pony.ai."
    assert {"Qualmira Health", "Denwick", "Pony.ai"} <= set(registry(news).by_name)


def test_a_heading_in_capitals_ends_before_its_sentence():
    names = registry("CASH BACK The group bought Zorvex Corp. HARD LINE By Monday it was over.").by_name
    assert not [name for name in names if name.endswith((" The", " By"))]


def test_a_word_that_only_begins_names_is_none():
    lines = [
        "New Harbour Bank is new here. New orders rose, new ones fell. New rules came, new and newer, new."
    ]
    assert "New" not in registry(*lines).by_name


def test_a_bank_of_somewhere_is_one_name_and_initials_are_none():
    news = "It is owned by Bank of Tarvik Corp. and the Bank of Tarvik, a U.S. lender; U.S. laws apply."
    names = set(registry(news).by_name)
    assert any(name.startswith("Bank of Tarvik") for name in names)
    assert not names & {"Tarvik", "Tarvik Corp.", "S"}


def test_initials_and_possessives_inside_a_name_belong_to_it():
    news = (
        "The retailer Jos A. Zorvex Inc said on Monday that the chain Men's Wearvale had grown. It is J.C. "
        "Ostrand Co's rival, and the insurer American International Tarvik Inc backs it."
    )
    names = set(registry(news).by_name)
    assert {
        "Jos A. Zorvex Inc",
        "Men's Wearvale",
        "J.C. Ostrand Co",
        "American International Tarvik Inc",
    } <= names
