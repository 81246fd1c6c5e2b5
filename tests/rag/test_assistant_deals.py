"""Deals asked of the assistant over a real index: names as people type them, errors, threads, changes."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tieup import Assistant, Deal, Store
from tieup.corpus import QuestionError

NEWS = {
    "stake.md": "Zorvex, the carmaker, bought a 20% stake in Qualmira on Tuesday. Zorvex shares rose.",
    "venture.md": "Zorvex and Huaren signed a contract for a joint venture. Huaren shares fell. "
    "Shares of Qualmora, a maker of cells, rose. Qualmora is older.",
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"---\ntitle: News\npublished: 2021-03-10\n---\n\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in NEWS.items():
        write(news, name, text)
    with Store.open(tmp_path / "index", create=True) as store:
        store.add(news)
        yield Assistant(store)


def parties(deals: list[Deal]) -> list[tuple[str, ...]]:
    return [deal.parties for deal in deals]


def test_names_are_read_as_people_type_them(assistant: Assistant) -> None:
    for typed in ("Zorvex", "zorvex", "zorvx", " ZORVEX "):
        assert parties(assistant.deals(typed)) == [("Huaren", "Zorvex"), ("Qualmira", "Zorvex")]
    assert parties(assistant.deals("zorvex", partner="qualmira")) == [("Qualmira", "Zorvex")]
    assert assistant.deals("Nobody Ltd") == assistant.deals("Qualmira Bakery") == []
    assert assistant.timeline("Nobody Ltd") == []


def test_a_name_that_could_be_several_is_not_picked(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match=r"Qualmira or Qualmora"):
        assistant.deals("qualmara")


def test_filters_narrow_and_unknown_values_name_the_known(assistant: Assistant) -> None:
    assert parties(assistant.deals(type="joint_venture")) == [("Huaren", "Zorvex")]
    assert parties(assistant.deals(status="signed")) == [("Huaren", "Zorvex")]
    assert assistant.deals(as_of="2020") == []
    with pytest.raises(QuestionError, match=r"'marriage'.*joint_venture"):
        assistant.deals(type="marriage")
    with pytest.raises(QuestionError, match=r"'maybe'.*rumoured"):
        assistant.deals(status="maybe")
    with pytest.raises(QuestionError, match="2018-06"):
        assistant.deals(as_of="2020-13")


def test_a_deal_is_json_ready(assistant: Assistant) -> None:
    (deal,) = assistant.deals("Qualmira")
    data = json.loads(json.dumps(deal.to_dict()))
    assert (data["file"], data["stake"], data["evidence"]["stake"]["value"]) == ("stake.md", "20%", "20 %")
    assert (data["origins"], data["conflicts"]) == (1, [])
    assert data["reports"][0]["parties"][0]["text"] == "Zorvex"


def test_the_ledger_follows_the_index_while_it_is_open(assistant: Assistant, tmp_path: Path) -> None:
    assert len(assistant.deals()) == 2
    assistant.store.remove("venture.md")
    assert parties(assistant.deals()) == [("Qualmira", "Zorvex")]
    assistant.store.add(write(tmp_path, "copy.md", NEWS["stake.md"]))
    (deal,) = assistant.deals()
    assert (len(deal.reports), deal.origins) == (2, 1)
    assert {company.name for company in assistant.companies()} == {"Qualmira", "Zorvex"}


def test_many_threads_get_the_same(assistant: Assistant) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: parties(assistant.deals("zorvex")), range(24)))
    assert told == [[("Huaren", "Zorvex"), ("Qualmira", "Zorvex")]] * 24


def test_a_damaged_ledger_is_made_anew(assistant: Assistant) -> None:
    before = assistant.deals()
    file = assistant.store.folder / "deals.sqlite"
    file.write_bytes(b"no database at all" * 100)
    assert Assistant(assistant.store).deals() == before
    assert Assistant(assistant.store).deals() == before
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_ledger_that_another_process_writes_is_read_from_memory(assistant: Assistant) -> None:
    import sqlite3

    before = assistant.deals()
    assistant.store.remove("venture.md")
    other = sqlite3.connect(assistant.store.folder / "deals.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert parties(Assistant(assistant.store).deals()) == [("Qualmira", "Zorvex")]
    finally:
        other.close()
    assert len(before) == 2


def test_asking_opens_no_ledger(assistant: Assistant) -> None:
    assistant.ask("Who bought a stake in Qualmira?")
    assert not (assistant.store.folder / "deals.sqlite").exists()
