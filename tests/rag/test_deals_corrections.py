"""Corrections, a user's own names, and the ledger's facts for answers, over a real index."""

import json

import pytest
from tieup import Assistant
from tieup.corpus import CorpusError, QuestionError, StoreError
from tieup.index import Store
from tieup.rag import Wanted
from tieup.rag.names import NameRegistry
from tieup.rag.names_own import own_names, with_own

NEWS = {
    "stake.md": "---\ntitle: A stake\npublished: 2020-09-02\n---\n\nQuennell Bank bought an 18 per cent stake"
    " in Velmora for $120 million on Tuesday. Velmora, the battery maker, has grown.\n",
    "trams.md": "---\ntitle: Trams\npublished: 2021-02-03\n---\n\nHuldane will supply 300 electric motors"
    " to the tram maker Carrowby. Shares of Huldane rose; Carrowby's plant is old.\n",
}


@pytest.fixture
def assistant(open_index) -> Assistant:
    return open_index(NEWS)


def only(assistant: Assistant, company: str):
    (deal,) = assistant.deals(company)
    return deal


def test_a_correction_stands_beside_the_evidence(assistant: Assistant) -> None:
    read = only(assistant, "Velmora")
    told = assistant.correct(read.id, "type", "acquisition", "ann", "the register says so")
    deal = only(assistant, "Velmora")
    assert told == deal
    assert deal.type == "acquisition"
    assert deal.reports == read.reports
    (one,) = deal.to_dict()["corrections"]
    assert (one["field"], one["value"], one["was"], one["author"]) == (
        "type",
        "acquisition",
        "investment",
        "ann",
    )
    assert one["at"][:2] == "20"
    assert one["note"] == "the register says so"
    assert assistant.deals(type="acquisition") == [deal]
    assert assistant.deals("Velmora", type="investment") == []


def test_a_corrected_party_is_found_and_the_old_one_is_not(assistant: Assistant) -> None:
    read = only(assistant, "Velmora")
    assistant.correct(read.id, "parties", "velmora + Carrowby", "ann")
    assert only(assistant, "Velmora").parties == ("Carrowby", "Velmora")
    assert {deal.id for deal in assistant.deals("Carrowby")} >= {read.id}
    assert assistant.deals("Quennell Bank") == []


def test_the_last_word_holds_and_all_are_kept(assistant: Assistant) -> None:
    read = only(assistant, "Velmora")
    assistant.correct(read.id, "status", "ended", "ann")
    assistant.correct(read.id, "status", "signed", "bob")
    assert only(assistant, "Velmora").status == "signed"
    assistant.correct(read.id, "status", None, "ann")
    assert only(assistant, "Velmora") == read
    lines = (assistant.store.folder / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["author"] for line in lines] == ["ann", "bob", "ann"]


def test_what_is_no_deal_is_listed_no_more(assistant: Assistant) -> None:
    read = only(assistant, "Velmora")
    assert assistant.correct(read.id, "deal", "no", "ann") is None
    assert assistant.deals("Velmora") == []
    assistant.correct(read.id, "deal", None, "ann")
    assert only(assistant, "Velmora") == read


@pytest.mark.parametrize(
    ("deal", "field", "value"),
    [
        ("none", "type", "acquisition"),
        ("", "type", "marriage"),
        ("", "status", "odd"),
        ("", "parties", "Velmora"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(assistant: Assistant, deal, field, value) -> None:
    with pytest.raises(QuestionError):
        assistant.correct(deal or only(assistant, "Velmora").id, field, value, "ann")
    assert not (assistant.store.folder / "corrections.jsonl").exists()


def test_a_damaged_line_is_named(assistant: Assistant) -> None:
    (assistant.store.folder / "corrections.jsonl").write_text('{"deal": 1}\n', encoding="utf-8")
    with pytest.raises(StoreError, match="line 1"):
        assistant.deals()


def test_facts_have_their_cells_in_order(assistant: Assistant) -> None:
    facts = assistant._ledger().facts_for([])
    assert [fact.date for fact in facts] == ["2020-09-01", "2021-02-03"]
    assert [fact.happened for fact in facts] == [True, False]
    (fact,) = assistant._ledger().facts_for(["velmora"])
    assert fact.partners == ("Quennell Bank",)
    texts = {info.id: assistant.store.article(info.id).text for info in assistant.store.articles()}
    assert all(texts[cell.article_id][cell.start : cell.end] == cell.text for cell in fact.cells.values())
    assert fact.cells["amount"].text == "$120 million"


@pytest.mark.parametrize(
    ("wanted", "many"),
    [
        (Wanted(types=("supply_or_service",)), 1),
        (Wanted(statuses=("denied",)), 0),
        (Wanted(since="2021"), 1),
        (Wanted(until="2020"), 1),
        (Wanted(since="2020-09", until="2021-02-03"), 2),
    ],
)
def test_facts_are_narrowed(assistant: Assistant, wanted: Wanted, many: int) -> None:
    assert len(assistant._ledger().facts_for([], wanted)) == many


def test_own_names_are_one_firm_for_questions_and_deals(open_index) -> None:
    first = open_index(NEWS)
    assert only(first, "Velmora").parties == ("Quennell Bank", "Velmora")
    (first.store.folder / "aliases.txt").write_text(
        "# ours\nQuennell Group = Quennell Bank = QB\n", encoding="utf-8"
    )
    with Store.open(first.store.folder, embedder=first.store.embedder) as store:
        again = Assistant(store)
        assert only(again, "QB").parties == ("Quennell Group", "Velmora")
        assert again.knowledge().names.resolve("Quennell Bank").name == "Quennell Group"


@pytest.mark.parametrize("text", ["Alfa", "Alfa = ", "Alfa = Beta\nGamma = Beta"])
def test_a_line_that_is_no_alias_is_named(tmp_path, text: str) -> None:
    file = tmp_path / "aliases.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"line [12]"):
        own_names(file)


def test_no_alias_file_changes_nothing(tmp_path) -> None:
    registry = NameRegistry()
    assert with_own(registry, own_names(tmp_path / "aliases.txt")) is registry
