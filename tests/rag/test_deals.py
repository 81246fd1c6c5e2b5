"""One sentence at a time: who is meant, what kind of deal it states, and how far it has come."""

import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.rag.companies_profile import Profiles
from tieup.rag.companies_scene import scenes_of
from tieup.rag.deals import DealReport
from tieup.rag.deals_extract import extract
from tieup.rag.names import Name, NameRegistry

# What the corpus says elsewhere: enough to know five firms, their trades and their homes.
BACKGROUND = (
    "Zorvex, a Japanese carmaker, reported record sales. Shares of Zorvex rose after Zorvex sold more cars.",
    "Qualmira, a British chip maker, opened a plant. Shares of Qualmira fell; Qualmira makes chips.",
    "Tessaly, an American ride-hailing company, said it was growing. Shares of Tessaly rose.",
    "Huaren, a Chinese battery maker, hired staff. Shares of Huaren fell after Huaren reported a loss.",
    "Brandt-Kohl, a German supplier, closed a plant. Shares of Brandt-Kohl fell.",
    "Denwick, a retailer, opened shops. Shares of Denwick rose.",
)


def article(name: str, *lines: str) -> Article:
    """An article of body lines, published on Wednesday 10 March 2021."""
    zones: list[Zone] = []
    offset = 0
    for line in lines:
        zones.append(Zone(ZoneKind.BODY, offset, offset + len(line)))
        offset += len(line) + 1
    date = PublicationDate("2021-03-10", "day", "front matter")
    return Article(
        name, "\n".join(lines), "", None, None, date, None, "en", f"{name}.txt", tuple(zones), name
    )


KNOWN = tuple(article(f"known{number}", line) for number, line in enumerate(BACKGROUND))
REGISTRY = NameRegistry.learn(KNOWN)
PROFILES = Profiles.learn(KNOWN, REGISTRY)


def read(*lines: str) -> list[DealReport]:
    return list(extract(article("news", *lines), REGISTRY, PROFILES))


def read_one(*lines: str) -> tuple[set[str], str, str]:
    (report,) = read(*lines)
    return set(report.names), report.type.value, report.status.value


@pytest.mark.parametrize(
    ("line", "names", "kind"),
    [
        ("Zorvex has acquired Qualmira.", {"Zorvex", "Qualmira"}, "acquisition"),
        ("Zorvex bought a 20% stake in Qualmira.", {"Zorvex", "Qualmira"}, "investment"),
        ("Tessaly put $50 million into Denwick.", {"Tessaly", "Denwick"}, "investment"),
        ("Huaren will supply cells to Zorvex.", {"Huaren", "Zorvex"}, "supply_or_service"),
        ("Zorvex and Huaren are forming a joint venture.", {"Zorvex", "Huaren"}, "joint_venture"),
        ("Zorvex and Tessaly will jointly develop a taxi.", {"Zorvex", "Tessaly"}, "joint_development"),
        ("Tessaly has teamed up with Denwick.", {"Tessaly", "Denwick"}, "strategic_cooperation"),
        ("Denwick, a unit of Tessaly, has new offices.", {"Tessaly", "Denwick"}, "ownership"),
        ("Zorvex is in talks with Huaren.", {"Zorvex", "Huaren"}, "talks"),
    ],
)
def test_the_type_comes_from_the_words(line: str, names: set[str], kind: str) -> None:
    assert read_one(line)[:2] == (names, kind)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Zorvex signed an agreement with Huaren.", "signed"),
        ("Zorvex and Huaren have abandoned their alliance.", "ended"),
        ("Zorvex is reportedly planning an alliance with Huaren.", "rumoured"),
        ("Zorvex is expected to form an alliance with Huaren.", "expected"),
        ("Zorvex has completed its acquisition of Huaren.", "completed"),
        ("Zorvex denied that it was planning an alliance with Huaren.", "denied"),
        ("Zorvex and Huaren have renewed their alliance.", "extended"),
        ("Zorvex announced an alliance with Huaren.", "announced"),
    ],
)
def test_the_status_comes_from_the_words(line: str, status: str) -> None:
    assert read_one(line)[2] == status


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex and rivals such as Tessaly compete for drivers.",
        "Zorvex sued Qualmira over its chips supplied last year.",
        "Zorvex supplies more cars than Tessaly.",
        "Like Tessaly, Zorvex plans to invest in maps.",
        "Zorvex and Tessaly both bought offices.",
        "Denwick opened a shop near a plant of Huaren.",
    ],
)
def test_name_drops_make_no_deal(line: str) -> None:
    assert read(line) == []


def test_a_list_after_its_preposition_makes_a_deal_each() -> None:
    reports = read("Tessaly has invested in Qualmira, Huaren and the retailer Denwick.")
    assert {report.names for report in reports} == {
        frozenset({"Tessaly", other}) for other in ("Qualmira", "Huaren", "Denwick")
    }


def test_descriptions_and_pronouns_are_resolved() -> None:
    lines = (
        "Zorvex and Qualmira signed an agreement on Tuesday.",
        "The British chip maker will supply sensors to the Japanese group.",
        "It has also invested in Denwick.",
    )
    scenes = scenes_of(article("news", *lines), REGISTRY, PROFILES)
    assert scenes[1].companies() == ["Qualmira", "Zorvex"]
    found = {(frozenset(report.names), report.type.value) for report in read(*lines)}
    assert (frozenset({"Qualmira", "Denwick"}), "investment") in found


def test_what_could_be_several_is_left_alone() -> None:
    lines = ("Zorvex and Qualmira met Tessaly and Huaren.", "The start-up will supply Denwick.")
    assert scenes_of(article("news", *lines), REGISTRY, PROFILES)[1].companies() == ["Denwick"]


def test_dates_and_sums_are_read_with_their_place() -> None:
    news = article("news", "Tessaly said on Tuesday it had put $50 million into Denwick for a stake of 12%.")
    (report,) = extract(news, REGISTRY, PROFILES)
    assert report.date is not None and report.amount is not None and report.stake is not None
    assert (report.date.value, report.amount.value, report.stake.value) == (
        "2021-03-09",
        "50000000 USD",
        "12 %",
    )
    assert news.text[report.amount.start : report.amount.end] == "$50 million"
    assert news.text[report.date.start : report.date.end] == "Tuesday"


def test_the_doer_and_the_target_have_their_roles() -> None:
    (report,) = read("Zorvex bought a 20% stake in Qualmira.")
    assert {party.name: party.role for party in report.parties} == {
        "Zorvex": "investor",
        "Qualmira": "target",
    }


def test_masked_text_keeps_its_offsets() -> None:
    news = article("news", "Zorvex, the carmaker, has teamed up with Denwick in Osaka.")
    (scene,) = scenes_of(news, REGISTRY, PROFILES)
    start = scene.masked.index("teamed up")
    span = scene.place(start, start + len("teamed up"))
    assert news.text[span.start : span.end] == "teamed up"


def pairs(*lines: str) -> set[tuple[frozenset[str], str]]:
    return {(report.names, report.type.value) for report in read(*lines)}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (  # ties whose owner only the sentence before names
            (
                "Tessaly grows.",
                "After recent tie-ups with the carmaker Zorvex and battery maker Huaren, it rests.",
            ),
            {("Tessaly", "Zorvex"): "strategic_cooperation", ("Tessaly", "Huaren"): "strategic_cooperation"},
        ),
        (  # the supplier of one is the partner of another
            ("Tessaly has partnered with Zorvex supplier Huaren.",),
            {("Zorvex", "Huaren"): "supply_or_service", ("Tessaly", "Huaren"): "strategic_cooperation"},
        ),
        (  # a list with places in it
            ("Tessaly has found partners, such as Zorvex of Japan and a dealership in China, Denwick.",),
            {("Tessaly", "Zorvex"): "strategic_cooperation", ("Tessaly", "Denwick"): "strategic_cooperation"},
        ),
        (  # a verb that has left its subject behind, and the subject's owner with it
            ("Zorvex's brand Tessaly showed a van, and has completed docking with Huaren and Qualmira.",),
            {("Zorvex", "Tessaly"): "ownership", ("Tessaly", "Huaren", "Qualmira"): "joint_development"},
        ),
        (  # an apposition between dashes
            ("Denwick – an enterprise under the Zorvex group – signed a deal with Tessaly.",),
            {("Denwick", "Zorvex"): "ownership", ("Denwick", "Tessaly"): "strategic_cooperation"},
        ),
        (  # who speaks, and whom a report is told by, take no part
            ("According to Denwick, Zorvex has teamed up with Tessaly.",),
            {("Zorvex", "Tessaly"): "strategic_cooperation"},
        ),
        (
            ("“Zorvex and Tessaly are partners,” said Ann Weiss, president of both the Denwick and Zorvex.",),
            {("Zorvex", "Tessaly"): "strategic_cooperation"},
        ),
        (  # "based on" makes no supply where a partnership rests on it
            ("The cooperation of Zorvex with Tessaly will be based on Zorvex's cars.",),
            {("Zorvex", "Tessaly"): "strategic_cooperation"},
        ),
    ],
)
def test_several_deals_come_out_of_one_sentence(
    lines: tuple[str, ...], told: dict[tuple[str, ...], str]
) -> None:
    assert pairs(*lines) == {(frozenset(names), kind) for names, kind in told.items()}


@pytest.mark.parametrize(
    ("line", "unnamed"),
    [
        (
            "Zorvex agreed a pact with Tessaly and autonomous driving startup, it said.",
            ["autonomous driving startup"],
        ),
        ("Zorvex agreed a pact with Tessaly and an unnamed battery maker.", ["unnamed battery maker"]),
        ("Zorvex agreed a pact with Tessaly and its parent company, it said.", []),
        ("Zorvex agreed a pact with Tessaly, the retailer, and a bank.", []),
    ],
)
def test_a_party_without_a_name_is_kept_as_such(line: str, unnamed: list[str]) -> None:
    (report,) = read(line)
    assert report.names == {"Zorvex", "Tessaly"}
    assert [party.text for party in report.parties if not party.name] == unnamed


def test_what_a_deal_is_about_is_a_slice() -> None:
    news = article("news", "Zorvex signed a pact with Huaren to build battery cells together in Osaka.")
    (report,) = extract(news, REGISTRY, PROFILES)
    assert report.scope is not None
    assert report.scope.value == "build battery cells together in Osaka"
    assert news.text[report.scope.start : report.scope.end] == report.scope.text


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Zorvex opened a plant in 2013 and bought Qualmira five years later.", "2018"),
        ("Their history goes back to 2019, when Zorvex acquired Qualmira.", "2019"),
        ("Zorvex, founded in 1950, acquired Qualmira in May 2019, and sold a plant in 2020.", "2019-05"),
        ("Zorvex will have acquired Qualmira by 2025.", None),
        ("Zorvex acquired Qualmira, which had 300 people as of last December.", None),
    ],
)
def test_the_date_is_the_deals_own(line: str, date: str | None) -> None:
    reports = [report for report in read("Tessaly, a retailer.", line) if "Qualmira" in report.names]
    assert [report.date.value if report.date else None for report in reports] == [date]


@pytest.mark.parametrize(
    "line",
    [
        "Zorvex shares fell, while analysts said that Tessaly, which runs shops, would soon need a deal.",
        "Zorvex analyst notes and the investment bank Denwick weigh on Tessaly.",
        "A partner at Denwick said in a note that Zorvex would grow.",
    ],
)
def test_a_word_far_from_the_companies_makes_no_deal(line: str) -> None:
    assert read(line) == []


def test_what_is_no_firm_is_no_party() -> None:
    names = ("It", "G20", "Fed", "Alex Zumbach", "KEY POINTS")
    registry = NameRegistry(
        (*REGISTRY.names, *(Name(name, "company", (name,), 9) for name in names)), {}, REGISTRY.vocabulary
    )
    news = [article(name, f"{name} has teamed up with Zorvex.") for name in names]
    assert [report.names for one in news for report in extract(one, registry, PROFILES)] == []
