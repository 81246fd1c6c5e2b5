"""A real embedder on a cache of its own, and folders of small articles."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from tieup.index import Settings, Store, open_embedder


class WordHasher:
    """A second, tiny embedder: counts of hashed words. Cheap enough for many small runs."""

    name, dimension = "word-hasher (1)", 48

    def __init__(self) -> None:
        self.texts = 0

    def embed(self, texts):
        self.texts += len(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in [*text.casefold().split(), ""]:
                vectors[row, zlib.crc32(word.encode("utf-8", "surrogatepass")) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


WriteArticle = Callable[..., Path]


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    place = tmp_path_factory.mktemp("tieup")
    return Settings(index=place / "index", cache=place / "cache")


@pytest.fixture(scope="session")
def embedder(settings):
    return open_embedder(settings)


@pytest.fixture
def hasher() -> WordHasher:
    return WordHasher()


@pytest.fixture
def news(tmp_path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture
def write(news) -> WriteArticle:
    """Writes an article's file: `write("a.md", "Title", "Text.", publisher=..., published=...)`."""

    def write(name: str, title: str, *paragraphs: str, **known: str) -> Path:
        head = "".join(f"{key}: {value}\n" for key, value in {"title": title, **known}.items())
        path = news / name
        path.write_text(f"---\n{head}---\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def three(write) -> None:
    write(
        "ore.md",
        "Norvik and Talbex agree on ore shipments",
        "Norvik will ship copper ore to Talbex for six years. The first load leaves Narvik in May.",
        "Talbex pays a fixed price. Its smelter stands near Gdansk.",
        publisher="Harbour Post",
        published="2019-03-04",
    )
    write(
        "buses.md",
        "Quillon to build electric buses with Marrowgate",
        "Quillon and Marrowgate set up a joint venture for electric buses in Lyon. Each holds half of it.",
        publisher="Transit Weekly",
        published="2020-06",
    )
    write(
        "cloud.md",
        "Ostrava bank moves to Pellworm's cloud",
        "The bank will run its payments on servers of Pellworm. Neither said what the contract is worth.",
        publisher="Harbour Post",
    )


@pytest.fixture
def store(tmp_path, settings, embedder) -> Iterator[Store]:
    with Store.open(tmp_path / "index", create=True, settings=settings, embedder=embedder) as opened:
        yield opened
