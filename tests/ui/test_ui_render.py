from dataclasses import replace

from tieup.index import ArticleInfo
from tieup.rag import Sentence
from tieup.ui.conversation import Conversation
from tieup.ui.passages import Target
from tieup.ui.render import Draft, answer_parts, draft_parts, evidence_html, problem_html, question_html
from tieup.ui.welcome import Coverage, evidence_empty_html, header_html, welcome_html

SENTENCE = "Acme & Borealis said <on Monday> that they will build cells for $5 million, “{together}”."


def html_of(answer):
    return "".join(answer_parts(answer, 3))


def test_each_marker_is_a_link_to_its_passage(make_answer, cite, parse):
    second = cite("The plant is in Lund.", 2)
    answer = make_answer("They sign. [1][2] It is in Lund [2]. See [7].", (cite(), second))
    view = parse(html_of(answer))
    markers = [link for link in view.links() if link.get("class") == "tu-cite"]
    expected = [Target.of(citation).href for citation in (cite(), second, second)]
    assert [link["href"] for link in markers] == expected
    assert markers[1]["aria-label"] == f"Source 2: {second.title}"
    assert view.text.startswith(
        "Understood asAcmeBorealis“acmee” read as Acme ✕EditThey sign.\xa0[1][2] "
        "It is in Lund\xa0[2]. See [7]."
    )


def test_the_sources_are_listed_with_publisher_and_date(make_answer, parse):
    view = parse(html_of(make_answer()))
    assert "1 · The <b>Daily</b> Volt · 12 Oct 2023" in view.text
    assert "1 sentence verified · 41 ms" in view.text


def test_lists_and_paragraphs_are_kept(make_answer, parse):
    view = parse(html_of(make_answer("Two firms:\n- Acme [1]\n- Borealis\n\nThat is all.")))
    tags = [tag for tag, _ in view.tags]
    assert tags.count("li") == 3  # two points and one source
    assert "That is all." in view.text


def test_what_was_understood_is_said_first(make_answer, parse):
    first = parse(answer_parts(make_answer(), 1)[0])
    assert first.text == "Understood asAcmeBorealis“acmee” read as Acme ✕Edit"


def test_an_answer_the_articles_lack_says_so(make_answer, parse):
    told = ("No article gives the price.", "No report of it in 9 articles. The nearest passage:")
    sentences = (*(Sentence(words, (), "verified") for words in told), Sentence(SENTENCE, (1,), "verified"))
    view = parse(html_of(make_answer(sentences=sentences, abstained=True)))
    missing, sought = told
    assert f"∅ {missing}{sought}Acme" in view.text
    assert "To look further: drop what is dashed above, or ask about one company alone, or add" in view.text
    assert "Nearest passages" in view.text
    assert "∅" not in parse(html_of(make_answer())).text


def test_names_can_be_changed_and_those_lent_by_the_turn_before_are_few(make_answer, parse):
    answer = make_answer(question="What did Acme sign?")
    lent = [f"Firm {number}" for number in range(9)]
    asked = replace(answer.understood, text=answer.question, names=("Acme", *lent))
    view = parse(answer_parts(replace(answer, understood=asked), 1)[0])
    assert [attrs["value"] for tag, attrs in view.tags if "tu-named" in attrs.get("class", "")] == ["Acme"]
    assert "Firm 3and 5 more" in view.text


def test_text_from_outside_is_never_markup(make_answer, cite, parse):
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(2)> $$x$$ ${y}"
    citation = cite(title=bad, publisher=bad, quote=bad, path=bad)
    answer = make_answer(bad + " [1]", (citation,), (Sentence(bad, (1,), "verified"),), question=bad)
    for html in (html_of(answer), evidence_html(answer), question_html(bad), problem_html(bad)):
        view = parse(html)
        assert not {"script", "img"} & {tag for tag, _ in view.tags}
        assert not [name for _, attrs in view.tags for name in attrs if name.startswith("on")]
        assert all(link["href"].startswith(("#cite-", "#evidence-", "#copy-")) for link in view.links())
        assert bad in view.text
        assert "${" not in html


def test_a_draft_shows_whole_sentences_with_their_markers(make_answer, cite, parse):
    answer = make_answer()
    draft = Draft(answer.understood, (Sentence("They sign.", (1,), "verified"),), (cite(),))
    view = parse("".join(draft_parts(draft)))
    assert "They sign.\xa0[1]" in view.text
    assert "Checking each sentence" in view.text
    assert "Reading the question" in parse("".join(draft_parts(Draft()))).text


def test_removed_sentences_are_counted(make_answer, parse):
    sentences = (Sentence("Yes.", (1,), "verified"), Sentence("No.", (), "removed", "not in the evidence"))
    assert "1 removed, not supported by the articles" in parse(html_of(make_answer(sentences=sentences))).text


def test_the_evidence_panel_tells_cited_from_looked_at(make_answer, cite, parse):
    answer = make_answer()
    assert "Checked, not used" not in parse(evidence_html(answer)).text
    unused = make_answer(citations=(cite("The plant is in Lund."),)).evidence
    view = parse(evidence_html(replace(answer, evidence=(*answer.evidence, *unused))))
    assert "Checked, not used" in view.text
    assert len(view.links()) == 2
    part = replace(answer.evidence[0], end=answer.evidence[0].start + 4, quote="Acme")
    assert "Checked, not used" not in parse(evidence_html(replace(answer, evidence=(part,)))).text


def test_coverage_is_counted():
    known = [("B", "2019-02"), ("A", "2021"), ("A", None), (None, "2020-01-01")]
    infos = [
        ArticleInfo("1", "t", publisher, published, None, path="p", passages=1, words=1)
        for publisher, published in known
    ]
    coverage = Coverage.of(infos)
    assert coverage.publishers == (("A", 2), ("B", 1))
    assert coverage.words() == "4 articles · 2019–2021 · 2 publishers"


def test_the_empty_page_says_what_to_do(parse):
    empty = Coverage.of([])
    assert "tieup add" in parse(welcome_html(empty, [])).text
    assert "no articles yet" in parse(evidence_empty_html(empty)).text
    assert "0 articles" in parse(header_html(empty)).text


def test_starters_are_buttons(parse):
    view = parse(welcome_html(Coverage(2, None, ()), ["Who makes <cells>?"]))
    assert [tag for tag, _ in view.tags].count("button") == 1
    assert "Who makes <cells>?" in view.text


def test_a_conversation_grows_turn_by_turn(make_answer):
    conversation = Conversation().asked("One?").with_last(answer=make_answer("First. [1]"))
    conversation = conversation.asked("Two?")
    assert conversation.history() == [("One?", "First. [1]")]
    assert [turn["busy"] for turn in conversation.shown()] == [False, True]
    assert conversation.turn_at(1).answer is not None
    assert conversation.turn_at("1") is None


def test_a_stopped_turn_says_so_and_is_no_history():
    conversation = Conversation().asked("One?").stopped()
    assert "You stopped" in conversation.shown()[0]["parts"][1]
    assert conversation.stopped() == conversation
    assert conversation.history() == []


def test_long_conversations_are_cut_and_keep_their_numbers(make_answer):
    conversation = Conversation()
    for number in range(70):
        conversation = conversation.asked(f"{number}?").with_last(answer=make_answer())
    shown = conversation.shown()
    assert [turn["id"] for turn in shown] == list(range(11, 71))
    assert len(conversation.history()) == 6
