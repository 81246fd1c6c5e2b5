"""Names learnt from small made-up articles, and found again in questions."""

import json
from pathlib import Path

import pytest
from tieup.corpus import Article, Zone, ZoneKind
from tieup.rag.names import NameRegistry

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def article(number: int, *lines: str, publisher: str | None = None, aside: str = "") -> Article:
    """An article whose lines are body text; `aside` is a reader's comment below."""
    text = "\n".join(lines)
    zones: list[Zone] = []
    offset = 0
    for line in lines:
        zones.append(Zone(ZoneKind.BODY, offset, offset + len(line)))
        offset += len(line) + 1
    if aside:
        zones.append(Zone(ZoneKind.COMMENT, offset, offset + len(aside)))
        text = f"{text}\n{aside}"
    return Article(
        f"a{number}", text, "", publisher, None, None, None, "en", f"a{number}.txt", tuple(zones), str(number)
    )


NEWS = (
    article(
        1,
        "Zorvex Motor Corp. of Japan has signed an agreement with the chip maker Qualmira (QLM) in Osaka.",
        "Zorvex will pay $20 million, said Hana Okuda, chief executive of Zorvex. QLM shares rose.",
        "Weeks later the carmaker agreed to work with Brandt-Kohl, a supplier based in Munich.",
        publisher="Harbour Post",
        aside="I prefer my old Lumeca, said nobody ever.",
    ),
    article(
        2,
        "Shares of Zorvex fell after Tessaly, the British start-up, left the alliance with Zorvex.",
        "Beijing Zorvex Motor, a Zorvex and Huaren joint venture, will build the T7 pickup for Huaren.",
        "Okuda was not there. The T7 pickup is made in Osaka, where Smart has a plant; buyers like Smart.",
    ),
    article(
        3,
        "Ralto Motors and Balto Motor are rivals. Ralto Motors bought a stake in Tessaly.",
        "Balto Motor owns Denwick, a maker of smart phones.",
        "Analyst Mina Wolff said Ralto was the stronger one.",
        "The fund has put money into Zenvia, a start-up, and into Zenvio, a bank.",
    ),
)


@pytest.fixture(scope="module")
def registry() -> NameRegistry:
    return NameRegistry.learn(NEWS)


def meant(registry: NameRegistry, question: str) -> list[str]:
    return [mention.name for mention in registry.find_in_question(question)]


def test_kinds_come_from_context(registry: NameRegistry) -> None:
    kinds = {surface: name.kind for surface, name in registry.by_surface.items()}
    assert kinds["Zorvex"] == kinds["Qualmira"] == kinds["Tessaly"] == kinds["Huaren"] == "company"
    assert kinds["Hana Okuda"] == kinds["Mina Wolff"] == "person"
    assert kinds["Osaka"] == "place"
    assert kinds["T7"] == "product"
    assert kinds["Harbour Post"] == "publisher"


def test_words_that_only_start_sentences_are_no_names(registry: NameRegistry) -> None:
    assert not {"Weeks", "Shares", "Analyst", "The"} & set(registry.by_surface)


def test_a_word_insisted_on_with_a_capital_is_a_name(registry: NameRegistry) -> None:
    assert "Smart" in registry.by_surface
    assert registry.find("a maker of smart phones") == []


def test_comments_teach_nothing(registry: NameRegistry) -> None:
    assert "Lumeca" not in registry.by_surface


def test_long_short_and_acronym_are_one(registry: NameRegistry) -> None:
    assert {"Zorvex", "Zorvex Motor Corp."} <= set(registry.by_surface["Zorvex"].aliases)
    assert {"Qualmira", "QLM"} <= set(registry.by_surface["Qualmira"].aliases)


def test_firms_that_differ_stay_apart(registry: NameRegistry) -> None:
    assert registry.by_surface["Ralto Motors"] is not registry.by_surface["Balto Motor"]
    assert registry.by_surface["Beijing Zorvex Motor"] is not registry.by_surface["Zorvex"]


def test_a_surname_is_read_as_its_article_means_it(registry: NameRegistry) -> None:
    surname = article(9, "Lena Okuda, president of Tessaly, met Tom Reed, an analyst. Okuda said no.")
    both = NameRegistry.learn([*NEWS, surname])
    found = both.resolve("Okuda", "a9")
    assert found is not None and found.name == "Lena Okuda"


def test_find_gives_exact_places(registry: NameRegistry) -> None:
    text = "Qualmira’s chips, Zorvex-built cars and Brandt-Kohl's brakes; not Zorvexes."
    mentions = registry.find(text)
    assert [text[m.start : m.end] for m in mentions] == ["Qualmira", "Zorvex", "Brandt-Kohl"]
    assert all(m.surface == text[m.start : m.end] for m in mentions)


def test_questions_in_any_case(registry: NameRegistry) -> None:
    assert meant(registry, "qualmira zorvex") == [registry.by_surface["Qualmira"].name, "Zorvex"]
    assert meant(registry, "did zorvex motor work with tessaly?") == ["Zorvex", "Tessaly"]


def test_misspelt_names_are_corrected_and_said_so(registry: NameRegistry) -> None:
    mention = registry.find_in_question("What about tesaly?")[0]
    assert (mention.name, mention.corrected, mention.surface) == ("Tessaly", True, "tesaly")


def test_two_near_names_are_candidates_not_a_pick(registry: NameRegistry) -> None:
    mention = registry.find_in_question("is zenvi listed?")[0]
    assert mention.name == ""
    assert mention.candidates == ("Zenvia", "Zenvio")


def test_ordinary_words_are_never_names(registry: NameRegistry) -> None:
    assert meant(registry, "how smart are the phones they sell?") == []
    assert meant(registry, "what shares rose in weeks?") == []


def test_unknown_names_are_reported(registry: NameRegistry) -> None:
    question = "When did Norvia Energy join Zorvex in Japan last March?"
    assert registry.unknown_names(question, registry.find_in_question(question)) == ["Norvia Energy"]
    question = "Which Japanese company pays Qualmira?"
    assert registry.unknown_names(question, registry.find_in_question(question)) == []


def test_the_registry_survives_json(registry: NameRegistry) -> None:
    again = NameRegistry.from_dict(json.loads(json.dumps(registry.to_dict())))
    assert again.to_dict() == registry.to_dict()
    assert again.find("Zorvex and QLM") == registry.find("Zorvex and QLM")


def test_learning_does_not_depend_on_order() -> None:
    assert NameRegistry.learn(reversed(NEWS)).to_dict() == NameRegistry.learn(NEWS).to_dict()


def test_an_empty_corpus_knows_nothing() -> None:
    nothing = NameRegistry.learn([])
    assert nothing.find("Zorvex") == []
    assert nothing.unknown_names("Who owns Zorvex?", []) == ["Zorvex"]
