"""The ledger over a real index: filled on opening, kept on disk, following what is added and removed."""

from pathlib import Path

import pytest
from tieup.index import Settings, Store, open_embedder
from tieup.rag.ledger import Ledger
from tieup.rag.names import NameRegistry

NEWS = {
    "stake.md": "Zorvex, the carmaker, bought a 20% stake in Qualmira on Tuesday. Zorvex shares rose.",
    "venture.md": "Zorvex and Huaren signed a contract for a joint venture. Huaren shares fell.",
}


def registry_of(store: Store) -> NameRegistry:
    return NameRegistry.learn(store.article(info.id) for info in store.articles())


def parties(ledger: Ledger) -> list[tuple[str, ...]]:
    return [deal.parties for deal in ledger.deals()]


@pytest.mark.slow
def test_the_ledger_follows_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(
            f"---\ntitle: News\npublished: 2021-03-10\n---\n\n{text}\n", encoding="utf-8"
        )
    settings = Settings(index=tmp_path / "index", cache=tmp_path / "cache")
    embedder = open_embedder(settings)
    with Store.open(tmp_path / "index", create=True, settings=settings, embedder=embedder) as store:
        store.add(folder)
        registry = registry_of(store)
        ledger = Ledger.of(store, registry)
        assert parties(ledger) == [("Huaren", "Zorvex"), ("Qualmira", "Zorvex")]
        ledger.close()
        told: list[str] = []
        again = Ledger.of(store, registry, told.append)
        assert parties(again) == [("Huaren", "Zorvex"), ("Qualmira", "Zorvex")]
        assert told == []
        again.close()
        store.remove("venture.md")
        after = Ledger.of(store, registry_of(store))
        assert parties(after) == [("Qualmira", "Zorvex")]
        after.close()
