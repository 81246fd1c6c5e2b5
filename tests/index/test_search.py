"""Search: filters work inside it, and agree with a scan of everything; words are only words."""

import re
import sqlite3
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tieup.corpus import QuestionError, ZoneKind
from tieup.index import Filters, Store
from tieup.index.keywords import LARGE, keyword_search, match_expression, query_terms
from tieup.index.search import fuse
from tieup.index.vectors import VectorIndex

PUBLISHERS = ("Harbour Post", "Transit Weekly", None)
AUTHORS = ("Ann Lee and Bo Day", "Ann Lee", None, "Cy Dahl, Bo Day")
LANGUAGES = ("en", "de", "en")
DATES = ("2018-12-31", "2019-01-01", "2019-02", "2019-03-04", "2019", "2020-06", None)
LAST_DAY = {4: "-12-31", 7: "-31", 10: ""}


@pytest.fixture(scope="module")
def many(tmp_path_factory, settings, embedder):
    """Forty articles with every mix of publisher and date."""
    folder = tmp_path_factory.mktemp("many")
    topics = ("copper ore", "electric buses", "cloud servers", "rail wagons")
    for n in range(40):
        known = {
            "publisher": PUBLISHERS[n % 3],
            "published": DATES[n % 7],
            "author": AUTHORS[n % 4],
            "language": LANGUAGES[n % 3],
        }
        head = "".join(f"{key}: {value}\n" for key, value in known.items() if value)
        text = f"Firm {n} signed a contract on {topics[n % 4]} with Talbex. It lasts {n + 1} years."
        (folder / f"a{n:02}.md").write_text(f"---\ntitle: Contract {n}\n{head}---\n\n{text}\n")
    with Store.open(folder / "index", create=True, settings=settings, embedder=embedder) as store:
        store.add(folder)
        yield store


def bounds(date: str) -> tuple[str, str]:
    """The first and last day that a date may mean."""
    return (date + "-01-01")[:10], date + LAST_DAY[len(date)]


def passes(info, filters: Filters) -> bool:
    """The filters' promise, read from the docstring of Filters, on a listed article."""
    if filters.publishers and (info.publisher or "").lower() not in {p.lower() for p in filters.publishers}:
        return False
    if filters.articles and not {info.id, info.path, info.path.rsplit("/", 1)[-1]} & {*filters.articles}:
        return False
    n = int(info.path[-5:-3])
    if filters.authors and not {*filters.authors} & {*re.split(" and |, ", AUTHORS[n % 4] or "")}:
        return False
    if filters.languages and LANGUAGES[n % 3] not in filters.languages:
        return False
    if filters.companies and not {f"Firm {n}", "Talbex"} & {" ".join(c.split()) for c in filters.companies}:
        return False
    after, before = filters.published_after, filters.published_before
    if after is None and before is None:
        return True
    if info.published is None:
        return filters.include_undated
    first, last = bounds(info.published)
    return (after is None or first >= bounds(after)[0]) and (before is None or last < bounds(before)[0])


dates = st.none() | st.sampled_from(["2018", "2019", "2019-01", "2019-02-15", "2019-03-04", "2020", "2021"])
filters_of_all_kinds = st.builds(
    Filters,
    publishers=st.lists(st.sampled_from(["harbour post", "Transit Weekly", "Nobody"]), max_size=2).map(tuple),
    published_after=dates,
    published_before=dates,
    articles=st.lists(st.sampled_from([f"a{n:02}.md" for n in range(40)]), max_size=12).map(tuple),
    include_undated=st.booleans(),
    authors=st.lists(st.sampled_from(["Ann Lee", "Bo Day", "Cy Dahl", "Lee"]), max_size=2).map(tuple),
    languages=st.lists(st.sampled_from(["en", "de", "fr"]), max_size=2).map(tuple),
    zones=st.lists(st.sampled_from([ZoneKind.HEADLINE, ZoneKind.BODY]), max_size=1).map(tuple),
    companies=st.lists(
        st.sampled_from(["Firm 3", "Firm 21", "Talbex", "Talb", "firm 4", "Firm  5", "Firms 6", "&", ""]),
        max_size=2,
    ).map(tuple),
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(filters=filters_of_all_kinds)
def test_filters_equal_a_scan_of_everything(many, filters):
    hits = many.search("contract on electric buses with Talbex", k=500, filters=filters)
    allowed = {info.id for info in many.articles() if passes(info, filters)}
    expected = {
        p.id
        for info in many.articles()
        if info.id in allowed
        for p in many.passages(info.id)
        if not filters.zones or p.zone in filters.zones
    }
    assert {hit.passage.id for hit in hits} == expected


@pytest.mark.parametrize(
    ("company", "found"),
    [
        ("General Motors", True),
        ("AT&T", True),
        ("Citroën", True),
        ("general motors", False),
        ("General Motor", False),
        ("Citroen", False),
        ("AT", True),
        ("T&T", False),
        ('"', False),
    ],
)
def test_a_company_is_met_as_whole_words_in_just_its_letters(store, write, news, company, found):
    write("a.md", "Two sign", "General\nMotors and AT&T signed a pact with Citroën, it was said.")
    store.add(news)
    assert bool(store.search("a pact", filters=Filters(companies=(company,)))) is found


def test_a_company_named_only_in_what_is_not_editorial_is_not_met(store, write, news):
    write("a.md", "Firms sign", "Norvik signed a pact.\n\nRead also: Talbex opens a plant")
    store.add(news)
    assert store.search("pact", filters=Filters(companies=("Norvik",)))
    assert not store.search("pact", filters=Filters(companies=("Talbex",)))


@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=("HARBOUR post",))])
def test_vectors_are_ranked_as_a_scan_ranks_them(many, embedder, filters):
    question = "who makes buses?"
    allowed = [i for i in many.articles() if passes(i, filters)]
    ids = sorted(p.id for info in allowed for p in many.passages(info.id))
    cosines = [round(float(c), 6) for c in many.passage_vectors(ids) @ embedder.embed([question])[0]]
    nearest = sorted(zip(cosines, ids, strict=True), key=lambda pair: (-pair[0], pair[1]))
    hits = many.search(question, k=500, filters=filters)
    ranked = sorted((hit for hit in hits if hit.vector_rank), key=lambda hit: hit.vector_rank or 0)
    # Two roundings of the same product may differ in the last place, so compare values, not order.
    assert [hit.cosine for hit in ranked] == pytest.approx([c for c, _ in nearest], abs=2e-6)
    assert {hit.passage.id for hit in ranked} == set(ids)


def test_order_is_total_and_repeats(many):
    first = many.search("contract with Talbex", k=30)
    assert first == many.search("contract with Talbex", k=30)
    keys = [(-hit.score, hit.passage.id) for hit in first]
    assert all(a < b for a, b in pairwise(keys))
    assert [hit.passage.id for hit in many.search("contract with Talbex", k=5)] == [
        hit.passage.id for hit in first[:5]
    ]


def test_both_ways_of_finding_are_told(many):
    best = many.search("Firm 7 rail wagons", k=1)[0]
    assert "Firm 7 " in best.passage.text
    assert (best.keyword_rank, best.cosine is not None) == (1, True)


def test_extra_terms_are_looked_up(many):
    plain = many.search("who agreed?", k=1)[0]
    assert plain.keyword_rank is None
    helped = many.search("who agreed?", k=1, terms=["Firm 23"])[0]
    assert "Firm 23 " in helped.passage.text


@pytest.mark.parametrize(
    "text",
    [
        'Talbex" OR body:*',
        "NEAR(Talbex, 2) AND NOT title:x",
        "-- '; DROP TABLE articles; --",
        "*",
        '"""',
        "(",
        "who is it",
        "",
        "\x00 Talbex \x00",
        "电动 汽车 🚌",
        "ore " * 5000,
    ],
)
def test_no_text_is_a_command(many, text):
    hits = many.search(text, k=3)
    assert len(hits) == 3
    assert many.stats()["articles"] == 40


@pytest.mark.parametrize("date", ["yesterday", "2019-13", "2019-02-30x", "19", "2019-01-01' OR 1=1"])
def test_a_bound_that_is_no_date(many, date):
    with pytest.raises(QuestionError, match="published_after"):
        many.search("ore", filters=Filters(published_after=date))


def test_words_that_carry_no_topic_are_not_looked_up():
    assert query_terms("Who did the firm sign with, and when?") == ["firm", "sign"]
    assert query_terms("", ["Pony.ai"]) == ["pony ai"]
    assert match_expression(['a"b', "c"]) == '"a""b" OR "c"'


def test_a_word_in_most_passages_earns_no_rank(many):
    assert all(hit.keyword_rank is None for hit in many.search("Talbex", k=5))


def test_fusion_adds_reciprocal_ranks():
    assert fuse([{1: 1, 2: 2}, {2: 1}]) == [(2, 1 / 62 + 1 / 61), (1, 1 / 61)]
    assert fuse([{1: 1, 2: 2}], headings={1}) == [(2, 1 / 62), (1, 0.75 / 61)]


def test_ties_at_the_end_go_to_the_lowest_ids():
    """FAISS alone would give whichever it met first."""
    vectors = np.tile(np.eye(4, dtype=np.float32)[0], (50, 1))
    ids = np.array(list(range(50, 0, -1)), np.int64)
    index = VectorIndex.of(ids, vectors, 4)
    assert [number for number, _ in index.search(vectors[0], 3)] == [1, 2, 3]
    assert [n for n, _ in index.search(vectors[0], 2, np.array([7, 9, 30], np.int64))] == [7, 9]


@hypothesis_settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.sets(st.integers(1, 30)), max_size=6))
def test_vectors_caught_up_equal_those_built_at_once(steps):
    rng = np.random.default_rng(0)
    table = rng.normal(size=(31, 8)).astype(np.float32)
    index = VectorIndex.empty(8)
    for wanted in steps:
        ids = np.array(sorted(wanted), np.int64)
        index = index.caught_up(ids, lambda new: table[new])
        fresh = VectorIndex.of(ids, table[ids], 8)
        assert index.search(table[0], 10) == fresh.search(table[0], 10)
        assert index.compacted().search(table[0], 10) == fresh.search(table[0], 10)
        half = ids[::2]
        assert index.search(table[0], 10, half) == fresh.search(table[0], 10, half)


def test_a_list_of_very_many_articles(many):
    names = tuple(f"a{n:02}.md" for n in range(5)) + tuple(f"nobody-{n}" for n in range(50_000))
    hits = many.search("contract", k=500, filters=Filters(articles=names))
    assert {hit.passage.article_id for hit in hits} == {
        i.id for i in many.articles() if i.path[-6:] < "a05.md"
    }


def test_among_many_passages_words_that_most_have_are_left_out_but_for_the_rarest():
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE articles (id TEXT); CREATE TABLE passages (id INTEGER PRIMARY KEY, article_id TEXT);"
        "CREATE VIRTUAL TABLE keywords USING fts5 (title, body);"
    )
    bodies = ["nothing" if number % 3 else "shares rose" for number in range(LARGE + 1)]
    bodies[41], bodies[42] = "ferry battery pact", "shares of the ferry"
    connection.executemany("INSERT INTO passages VALUES (?, 'a')", ((n + 1,) for n in range(len(bodies))))
    rows = ((n + 1, body) for n, body in enumerate(bodies))
    connection.executemany("INSERT INTO keywords (rowid, title, body) VALUES (?, '', ?)", rows)
    found = keyword_search(connection, ["shares", "ferry", "battery", "pact"], 10)
    assert [passage for passage, _ in found] == [42, 43]
    assert len(keyword_search(connection, ["shares", "ferry"], 10)) == 10  # few terms are all looked up
    connection.execute("DELETE FROM passages WHERE id > 100")
    few = keyword_search(connection, ["shares", "ferry", "battery", "pact"], 10)
    assert len(few) == 10
