"""One story in several articles counts once, in whatever order they came and whichever are gone."""

import random
import sqlite3
from pathlib import Path

import pytest
from tieup.corpus import bundled_articles, read_articles
from tieup.index import Filters, Store
from tieup.index.likeness import LONG, alike, bands, shingles

WORDS = (
    *("Norvik", "Talbex", "Quillon", "Pellworm", "copper", "ore", "bus", "plant"),
    *("line", "contract", "signed", "years", "price", "port", "rail"),
)


def story(seed: int, words: int = 200) -> list[str]:
    """Random sentences, so that two seeds share next to nothing."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=words // 10)).capitalize() + "." for _ in range(10)]


@pytest.fixture
def wire(write):
    """A story from an agency, two copies that differ a little, and another story."""
    first, other = story(1), story(2)
    write("agency.md", "Norvik ships ore", *first, publisher="Agency", published="2019-03-04")
    write("copy.md", "Ore to be shipped", *first[:9], "A line of our own.", published="2019-03-05")
    write("undated.md", "Norvik and ore", "From our desk.", *first)
    write("other.md", "Quillon builds buses", *other, published="2019-01-01")


def by_name(store: Store) -> dict[str, str]:
    """File name: the file name of its cluster's first article."""
    infos = {info.id: info for info in store.articles()}
    return {Path(i.path).stem: Path(infos[i.cluster].path).stem for i in infos.values()}


GROUPED = {"agency": "agency", "copy": "agency", "undated": "agency", "other": "other"}


@pytest.mark.usefixtures("wire")
def test_copies_are_one_cluster_of_the_earliest(store, news):
    store.add(news)
    assert by_name(store) == GROUPED
    (cluster,) = store.clusters()
    names = [Path(store.article(member).path).stem for member in cluster.members]
    assert names == ["agency", "copy", "undated"]
    assert cluster.id == cluster.members[0]
    assert store.origins([info.id for info in store.articles()]) == 2
    assert store.origins([*cluster.members, "nobody"]) == 1
    assert store.check() == []


@pytest.mark.usefixtures("wire")
@pytest.mark.parametrize("order", range(4))
def test_the_order_of_adding_changes_nothing(store, news, order):
    files = sorted(news.iterdir())
    random.Random(order).shuffle(files)
    for file in files:
        store.add(file)
    assert by_name(store) == GROUPED


@pytest.mark.usefixtures("wire")
def test_a_cluster_follows_its_members(store, news, write):
    store.add(news)
    store.remove("agency.md")
    assert by_name(store) == {"copy": "copy", "undated": "copy", "other": "other"}
    write("copy.md", "Something else", *story(3))
    store.sync(news)
    assert by_name(store) == {"agency": "agency", "copy": "copy", "undated": "agency", "other": "other"}
    assert store.check() == []


def test_what_hangs_together_falls_apart_without_its_middle(store, news, write):
    whole = story(1)
    for name, text in (("left", whole[:7]), ("middle", whole), ("right", whole[3:])):
        write(f"{name}.md", name, *text, published="2020-01-01")
    store.add(news)
    assert len(set(by_name(store).values())) == 1
    store.remove("middle.md")
    assert by_name(store) == {"left": "left", "right": "right"}
    assert store.check() == []


@pytest.mark.usefixtures("wire")
def test_a_search_shows_one_copy_unless_asked(store, news):
    store.add(news)
    (cluster,) = store.clusters()
    question = story(1)[4]
    shown = {hit.passage.article_id for hit in store.search(question, k=100)} & {*cluster.members}
    assert len(shown) == 1
    for filters in (Filters(copies=True), Filters(clusters=(cluster.members[2],))):
        hits = store.search(question, k=100, filters=filters)
        assert {*cluster.members} <= {hit.passage.article_id for hit in hits}
    assert {hit.passage.article_id for hit in hits} == {*cluster.members}


def test_what_lies_below_many_copies_comes_up(store, news, write):
    copied = story(5, words=120)
    for n in range(60):
        write(f"copy{n}.md", "Talbex rail price", *copied)
    for n in range(5):
        write(f"far{n}.md", f"Bank {n}", f"Number {n} opens a savings bank on Monday, which pays interest.")
    store.add(news)
    hits = store.search(copied[0], k=8)
    assert len(hits) == 8
    assert sum("copy" in store.article(hit.passage.article_id).path for hit in hits) < 8


@pytest.mark.usefixtures("wire")
def test_wrong_clusters_are_found_and_repaired(store, news):
    store.add(news)
    with store._core.catalogue.writing() as connection:
        connection.execute("UPDATE articles SET cluster = id")
    assert [problem.fixable for problem in store.check()] == [True]
    assert store.repair() == []
    assert by_name(store) == GROUPED


@pytest.mark.usefixtures("wire")
def test_an_index_of_the_first_format_is_brought_up(store, news, settings, embedder):
    store.add(news)
    store.close()
    path = store.folder / "catalogue.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP INDEX articles_cluster; ALTER TABLE articles DROP COLUMN cluster; "
            "DROP TABLE bands; DROP TABLE alike; PRAGMA user_version = 1"
        )
    connection.close()
    with Store.open(store.folder, settings=settings, embedder=embedder) as opened:
        assert by_name(opened) == GROUPED
        assert opened.check() == []


def test_no_two_bundled_articles_are_taken_for_one():
    bodies = [shingles(article) for article in read_articles(bundled_articles())]
    assert len(bodies) > 100
    assert not any(alike(one, other) for n, one in enumerate(bodies) for other in bodies[:n])


def test_short_texts_must_agree_almost_wholly():
    one = frozenset(str(n) for n in range(LONG - 20))
    assert alike(one, one)
    assert not alike(one, one | {str(n) for n in range(100, 110)})
    assert not alike(frozenset(), frozenset())
    assert bands(frozenset()) == []


def test_like_bodies_share_bands_and_others_do_not():
    whole = [str(n) for n in range(400)]
    first = {*bands(frozenset(whole))}
    assert len(first & {*bands(frozenset(whole[:300]))}) >= 2
    assert not first & {*bands(frozenset(str(n) for n in range(1000, 1400)))}
