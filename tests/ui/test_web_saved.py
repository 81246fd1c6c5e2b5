"""Saved questions: kept beside the index, asked again after it changed, and only what changed is shown."""

import shutil

import pytest
from tieup.corpus import CorpusError, ServeError
from tieup.index import Filters, Store
from tieup.rag import Assistant
from tieup.ui.about import About, as_typed, as_understood, fitting, readings
from tieup.ui.changes import changes_since
from tieup.ui.links import TurnLink
from tieup.ui.saved_page import again_view, forget_view, keep_now, saved_view
from tieup.ui.saved_questions import FILE, id_of, save_question, saved_questions
from tieup.ui.underway import Underway

QUESTION = "Which battery pact did Zorvex sign?"
PACT = "Zorvex and Quendle signed a battery pact on 3 May 2021 to build cells in Lund."
MORE = "Zorvex signed a second battery pact with Brandtkohl on Friday to build cells in Ghent."


def article(title, text, day):
    return f"---\ntitle: {title}\npublisher: Daily <b>Volt\npublished: {day}\n---\n{text}\n"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "pact.md").write_text(article("Zorvex and Quendle sign", PACT, "2021-05-04"))
    (folder / "other.md").write_text(article("Rain", "It rained in Bergen on Sunday.", "2021-05-05"))
    store = Store.open(tmp_path_factory.mktemp("index") / "index", create=True)
    store.add(folder)
    return store.folder


@pytest.fixture
def assistant(original, tmp_path):
    shutil.copytree(original, tmp_path / "index")
    return Assistant(Store.open(tmp_path / "index"))


@pytest.fixture
def save(assistant):
    def keep(*questions, by="open", filters=None):
        history = [(one, assistant.ask(one).text) for one in questions[:-1]]
        answer = assistant.ask(questions[-1], history, filters or Filters())
        link = TurnLink(questions, filters or Filters(), answer.index_generation)
        save_question(assistant.store.folder, link.href, answer, by)
        return saved_questions(assistant.store.folder)[0]

    return keep


def test_a_question_comes_back_with_what_led_to_it_and_once(assistant, save):
    save(QUESTION)
    later = save(QUESTION, "When was that?", filters=Filters(published_after="2020"))
    save(QUESTION)
    kept = saved_questions(assistant.store.folder)
    assert [one.link.questions for one in kept] == [(QUESTION,), (QUESTION, "When was that?")]
    assert kept[1].link.filters == Filters(published_after="2020")
    assert kept[1].id == later.id == id_of(later.link)
    assert [c.quote for c in kept[0].answer.citations] == [c.quote for c in assistant.ask(QUESTION).citations]


def test_nothing_has_changed_while_the_index_has_not(assistant, save, parse):
    saved = save(QUESTION)
    assert changes_since(saved, assistant).none
    assert "Nothing has changed" in parse(again_view(assistant, saved.id)).text
    assert "same articles" in parse(saved_view(assistant)).text


def test_only_what_is_new_is_shown_and_can_be_made_what_is_compared_with(assistant, save, parse, tmp_path):
    saved = save(QUESTION)
    (tmp_path / "more.md").write_text(article("Zorvex signs again", MORE, "2022-01-02"))
    assistant.store.add(tmp_path / "more.md")
    changes = changes_since(saved, assistant)
    assert [citation.quote for citation in changes.new] == [MORE]
    assert (changes.gone, changes.findings, changes.unlike) == ((), (), False)
    view = parse(again_view(assistant, saved.id))
    assert MORE in view.text
    assert PACT not in view.text
    assert "Daily <b>Volt" in view.text
    assert "articles have changed" in parse(saved_view(assistant)).text
    assert "counted from today" in parse(keep_now(assistant, saved.id)).text
    assert "Nothing has changed" in parse(again_view(assistant, saved.id)).text


def test_what_is_gone_is_told_with_what_no_longer_stands(assistant, save, parse):
    saved = save(QUESTION)
    assistant.store.remove([saved.answer.citations[0].article_id])
    changes = changes_since(saved, assistant)
    assert [citation.quote for citation in changes.gone] == [PACT]
    assert changes.unlike
    text = parse(again_view(assistant, saved.id)).text
    assert "Now they don’t say" in text
    assert "its article is gone" in text


def test_a_question_is_removed_by_who_saved_it_or_may_write(assistant, save, parse):
    saved = save(QUESTION, by="ana")
    assert "somebody else saved this" in parse(forget_view(assistant, saved.id, "ben")).text
    assert "Nothing saved yet" in parse(forget_view(assistant, saved.id, "ana")).text
    saved = save(QUESTION, by="ana")
    assert "Nothing saved yet" in parse(forget_view(assistant, saved.id, None)).text
    assert "no longer saved" in parse(again_view(assistant, saved.id)).text


def test_a_file_that_is_none_of_ours_is_told_by_its_line(assistant, save, parse):
    save(QUESTION)
    file = assistant.store.folder / FILE
    file.write_text(file.read_text() + '{"id": "x"}\n')
    with pytest.raises(CorpusError, match="line 2"):
        saved_questions(assistant.store.folder)
    assert "line 2" in parse(saved_view(assistant)).text
    with pytest.raises(ServeError, match="too long"):
        save_question(assistant.store.folder, "#turn=!", assistant.ask(QUESTION), "open")


def test_chips_for_spelling_and_publisher_are_dropped_by_quotation_marks(assistant):
    slip = assistant.ask("Which battery pact did Quendel sign?")
    pieces = dict(readings(slip.understood, About()))
    assert list(pieces) == ["spelling:Quendel"]
    assert as_understood(slip.understood) == "Which battery pact did Quendle sign?"
    typed = as_typed(slip.question, "spelling:Quendel")
    assert typed == "Which battery pact did “Quendel” sign?"
    literal = assistant.ask(typed).understood
    assert literal.corrected == ()
    assert "Quendle" not in literal.names
    credited = assistant.ask("According to Daily <b>Volt, what did Zorvex sign?")
    assert list(dict(readings(credited.understood, About()))) == ["credit:Daily <b>Volt"]
    dated = assistant.ask("What did Zorvex sign in reports from 2021?")
    assert list(dict(readings(dated.understood, About()))) == ["credit:2021"]
    assert assistant.ask(as_typed(dated.question, "credit:2021")).understood.inferred == ()
    assert as_typed("nothing of it", "credit:Volt") == "nothing of it"
    assert as_typed("all of it", "before") == "all of it"


def test_articles_that_filters_leave_are_counted(assistant):
    articles = assistant.store.articles()
    assert fitting(articles, Filters()) == 2
    assert fitting(articles, Filters(publishers=("DAILY <b>volt",), published_after="2021-05-05")) == 1
    assert fitting(articles, Filters(published_before="2021-05-05")) == 1
    assert fitting(articles, Filters(published_before="2021")) == 0


def test_what_has_time_waits_until_no_answer_is_being_made():
    underway = Underway()
    assert underway.over(0)
    with underway.one(), underway.one():
        assert not underway.over(0)
    assert underway.over(0)
