"""What the deals and corpus pages show, worked out from values, on a real index."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tieup.corpus import ServeError
from tieup.evals.questions import read_questions
from tieup.index import Filters, Store
from tieup.rag import Assistant
from tieup.ui.about import EARLIER, About, age, around, droppable, dropped, leans
from tieup.ui.conversation import Conversation
from tieup.ui.corpus_page import corpus_view, remove_article, take_files
from tieup.ui.deals_page import file_of, page_of
from tieup.ui.feedback import feedback_lines, keep_feedback
from tieup.ui.layout import spread
from tieup.ui.links import TurnLink
from tieup.ui.passages import Target
from tieup.ui.render import evidence_html

PACT = "Zorvex and Quendle signed a battery joint venture on 3 May 2021 to build cells together in Lund."
ARTICLES = {
    "pact.md": (
        f"---\ntitle: Zorvex and Quendle sign\npublisher: Daily Volt\npublished: 2021-05-04\n---\n{PACT}\n"
    ),
    "copy.md": (
        f"---\ntitle: Zorvex, Quendle sign\npublisher: <b>Wire</b>\npublished: 2021-05-05\n---\n{PACT}\n"
    ),
    "ended.md": (
        "---\ntitle: Zorvex leaves Brandtkohl\npublisher: Wheel Weekly\npublished: 2022-02-01\n---\n"
        "Zorvex has ended its joint venture with Brandtkohl. "
        "The venture of Zorvex and Brandtkohl began in 2019.\n"
    ),
    "quendle.md": (
        "---\ntitle: Quendle and Brandtkohl sign supply deal\n"
        "publisher: Wheel Weekly\npublished: 2022-03-01\n---\n"
        "Quendle and Brandtkohl signed a supply agreement worth $40 million. "
        "Quendle will supply cells to Brandtkohl.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    store = Store.open(tmp_path_factory.mktemp("index") / "index", create=True)
    store.add(folder)
    return Assistant(store)


def slices_of(assistant, view):
    """What each passage link of a page marks, as sliced from the stored article."""
    targets = [Target.parse(link["href"]) for link in view.links() if link["href"].startswith("#cite-")]
    articles = {target.article_id: assistant.store.article(target.article_id) for target in targets}
    assert all(target.stands_in(articles[target.article_id]) for target in targets)
    return [articles[target.article_id].text[target.start : target.end] for target in targets]


def test_every_cell_of_the_table_links_to_its_own_words(assistant, parse):
    page = page_of(assistant, {"company": "Zorvex", "partner": "Quendle"})
    view = parse(page["html"])
    assert {"Zorvex", "Quendle"} <= set(slices_of(assistant, view))
    assert PACT in slices_of(assistant, view)
    assert "signed" in view.text
    assert "Zorvex" in page["companies"]


def test_a_filter_that_leaves_nothing_is_named_with_a_way_out(assistant, parse):
    view = parse(page_of(assistant, {"company": "Zorvex", "status": "denied"})["html"])
    assert "No deal fits company “Zorvex”, status “denied”" in view.text
    ways = [attributes["value"] for tag, attributes in view.tags if tag == "button"]
    assert ways == ["status"]


@pytest.mark.parametrize(
    "request_", [None, [], "x", {"view": 7, "limit": "many", "sort": {}, "company": ["a"]}]
)
def test_a_request_that_makes_no_sense_shows_all_deals(assistant, request_, parse):
    assert "one for each set of companies and type" in parse(page_of(assistant, request_)["html"]).text


@pytest.mark.parametrize("wrong", [{"as_of": "soon"}, {"type": "<script>"}, {"status": "x"}])
def test_a_filter_that_makes_no_sense_is_said(assistant, wrong, parse):
    page = page_of(assistant, wrong)
    assert ("div", {"class": "tu-problem", "role": "alert"}) in parse(page["html"]).tags
    assert page["figure"] is None


def test_the_timeline_has_a_point_for_each_report_that_opens_its_quote(assistant, parse):
    page = page_of(assistant, {"view": "timeline", "company": "zorvex"})
    events = [event for event in assistant.timeline("Zorvex") if event.date]
    links = [link for trace in page["figure"]["data"] for link in trace["customdata"]]
    assert len(links) == len(events) > 1
    assert sorted(links) == sorted(
        Target.at(e.report.article_id, e.report.quote.start, e.report.quote.end, e.report.quote.text).href
        for e in events
    )
    json.dumps(page["figure"])
    assert parse(page["html"]).text.count("ended") >= 1


def test_a_timeline_without_a_company_offers_some(assistant, parse):
    page = page_of(assistant, {"view": "timeline"})
    assert "Choose a company" in page["html"]
    assert {a["value"] for tag, a in parse(page["html"]).tags if tag == "button"} >= {"Zorvex", "Quendle"}


def test_the_map_draws_what_is_over_dashed_and_opens_quotes(assistant, parse):
    view = parse(page_of(assistant, {"view": "map"})["html"])
    ties = {
        a["aria-label"]: a["class"] for tag, a in view.tags if tag == "a" and "tu-tie" in a.get("class", "")
    }
    dashed = {label.split(":")[0] for label, kind in ties.items() if "tu-dashed" in kind}
    assert dashed == {"Brandtkohl and Zorvex"}
    assert len(ties) == 3
    assert slices_of(assistant, view)


def test_two_companies_are_compared_by_their_partners(assistant, parse):
    view = parse(page_of(assistant, {"view": "compare", "company": "zorvex", "partner": "Quendle"})["html"])
    assert "1 shared partner of Zorvex and Quendle." in view.text
    assert "Brandtkohl" in view.text
    assert slices_of(assistant, view)


def test_deals_are_given_as_files(assistant):
    csv, graph = (file_of(assistant, {"kind": kind, "company": "Zorvex"}) for kind in ("csv", "graphml"))
    assert csv["text"].startswith("id,file,parties")
    assert "Zorvex" in csv["text"]
    assert graph["name"] == "deals.graphml"
    assert "<graphml" in graph["text"]


def test_the_layout_is_the_same_each_time_and_lets_no_two_names_touch():
    names = [f"n{number}" for number in range(30)]
    joined = [((names[0], name), 1) for name in names[1:]]
    places = spread(names, joined, "n0")
    assert places == spread(names, joined, "n0")
    assert all(0 <= value <= 1 for place in places.values() for value in place)
    pairs = [(a, b) for a in names for b in names if a < b]
    close = [
        p
        for p in pairs
        if abs(places[p[0]][0] - places[p[1]][0]) < 0.05 and abs(places[p[0]][1] - places[p[1]][1]) < 0.03
    ]
    assert close == []


def test_the_corpus_is_listed_sought_and_grouped(assistant, parse):
    whole = corpus_view(assistant, {}, True)
    view = parse(whole["html"])
    assert "4 articles" in view.text
    assert "Same story: 1 group" in view.text
    assert "<b>Wire</b>" in view.text
    assert "3" in parse(whole["card"]).text
    found = parse(corpus_view(assistant, {"sought": "wheel weekly supply"}, False)["html"])
    assert "Passages" in found.text
    assert [tag for tag, a in found.tags if a.get("class") == "tu-button tu-remove"] == []


def test_copies_of_what_is_cited_are_found(assistant, parse):
    answer = assistant.ask("Who signed a battery joint venture with Zorvex in Lund?")
    about = around(assistant, answer)
    assert about.origins == 1
    assert len(about.copies) == 1
    assert "Same story elsewhere" in parse(evidence_html(answer, about.copies)).text


def test_files_are_taken_in_and_only_from_where_uploads_lie(tmp_path, parse):
    store = Store.open(tmp_path / "index", create=True)
    assistant = Assistant(store)
    inbox, outside = tmp_path / "inbox", tmp_path / "secret.md"
    inbox.mkdir()
    outside.write_text(ARTICLES["pact.md"])
    sent = {
        "a.md": ARTICLES["pact.md"],
        "empty.md": "",
        "tool.exe": "MZ",
        "../../up.md": ARTICLES["ended.md"],
    }
    files = []
    for number, (name, text) in enumerate(sent.items()):
        (inbox / str(number)).write_text(text)
        files.append({"name": name, "path": str(inbox / str(number))})
    files += [
        {"name": "secret.md", "path": str(outside)},
        {"name": "x.md", "path": f"{inbox}/../secret.md"},
        7,
    ]
    said = parse(take_files(assistant, {"files": files}, inbox)).text
    assert said.count("✓ 1 added") == 2
    assert said.count("✕ left out") == 5
    assert outside.exists()
    assert list(inbox.iterdir()) == []
    assert {Path(info.path).name for info in store.articles()} == {"a.md", "up.md"}
    assert all(Path(info.path).parent == store.folder / "uploads" for info in store.articles())
    assert "1 unchanged" not in said
    for info in store.articles():
        assert "Removed" in remove_article(assistant, {"id": info.id})
    assert store.articles() == []
    assert "tu-problem" in remove_article(assistant, {"id": "none"})


def test_a_link_leads_to_the_same_turn_and_nonsense_to_none():
    link = TurnLink(("Wer <b>?", "And $$?"), Filters(publishers=("A B",), published_after="2020"), 7)
    assert TurnLink.parse(link.href) == link
    for wrong in (
        None,
        3,
        "#turn=",
        "#turn=!!",
        "#turn=bnVsbA",
        "#turn=W10",
        "#turn=eyJxIjpbXX0",
        "#turn=_w",
    ):
        assert TurnLink.parse(wrong) is None


def test_a_link_holds_the_questions_that_were_read_together(make_answer):
    conversation = Conversation()
    for number, leaned in enumerate((False, False, True, True), 1):
        asked = conversation.asked(f"{number}?")
        conversation = asked.with_last(answer=make_answer(), about=About(leaned=leaned))
    assert conversation.questions(4) == ("2?", "3?", "4?")
    assert conversation.questions(1) == ("1?",)
    assert conversation.history(3) == [(f"{n}?", make_answer().text) for n in (1, 2)]


def test_chips_can_be_dropped_one_at_a_time():
    chosen = Filters(publishers=("A", "B"), published_after="2020", published_before="2021-05")
    pieces = dict(droppable(About(chosen=chosen, leaned=True)))
    assert list(pieces) == [EARLIER, "publisher:A", "publisher:B", "after", "before"]
    assert pieces["before"] == "before May 2021"
    assert dropped(chosen, "publisher:A") == replace(chosen, publishers=("B",))
    assert dropped(chosen, "after").published_after is None
    assert dropped(chosen, "nonsense") == chosen


def test_a_question_read_with_the_turn_before_is_known_by_what_is_searched(assistant):
    history = [("Who signed a battery joint venture with Zorvex?", "Quendle did.")]
    assert leans(assistant.ask("When was that?", history), history)
    alone = "Which supply agreement did Quendle and Brandtkohl sign?"
    assert not leans(assistant.ask(alone, history), history)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2024-05-20", "2 years old"), ("2026-09-30", "2 months old"), ("2026-11-02", "this month"),
        ("2025-11", "12 months old"), ("2021", "about 5 years old"), ("2026", "this year"),
        (None, ""), ("--05", ""),
    ],
)  # fmt: skip
def test_an_age_is_as_exact_as_its_date(published, words):
    assert age(published, date(2026, 11, 21)) == words


def test_feedback_is_a_question_set(tmp_path, make_answer):
    answer = make_answer()
    assert feedback_lines(tmp_path) == ""
    keep_feedback(tmp_path, answer, [("One?", "Yes.")], "right")
    keep_feedback(tmp_path, answer, [], "wrong source")
    with pytest.raises(ServeError, match="no feedback"):
        keep_feedback(tmp_path, answer, [], "<script>")
    (tmp_path / "set.jsonl").write_text(feedback_lines(tmp_path))
    right, wrong = read_questions(tmp_path / "set.jsonl")
    assert (right.question, right.history) == (answer.question, (("One?", "Yes."),))
    assert [gold.quote for gold in right.evidence] == [answer.citations[0].quote]
    assert wrong.evidence == ()
    assert "wrong source" in wrong.notes
    with pytest.raises(ServeError, match="can't be written"):
        keep_feedback(tmp_path / "set.jsonl", answer, [], "right")


def test_an_index_that_is_gone_meanwhile_is_said_with_a_way_out(tmp_path, parse):
    (tmp_path / "a.md").write_text(ARTICLES["pact.md"])
    store = Store.open(tmp_path / "index", create=True)
    store.add(tmp_path / "a.md")
    shutil.rmtree(tmp_path / "index")
    for page in (page_of(Assistant(store), {}), corpus_view(Assistant(store), {}, True)):
        view = parse(page["html"])
        assert "restore a backup" in view.text
        assert ("div", {"class": "tu-problem", "role": "alert"}) in view.tags
