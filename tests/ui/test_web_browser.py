"""The web chat in a real browser, against a real server on a real index."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
COLD = 120_000  # milliseconds: the first answer of a server that just started, on a busy machine
PACT = "Who signed a battery pact with Acme?"
ALLIANCE = "Which alliance did Cobalt Motors end?"
HOSTILE = "Who formed a venture with Evilcorp?"

ARTICLES = {
    "evil.md": (
        '---\ntitle: "Evilcorp <script>window.hacked=1</script> and [Fiendish](javascript:window.hacked=2)"\n'
        'publisher: "Bad <img src=x onerror=window.hacked=3> Times"\n'
        'url: "javascript:window.hacked=4"\npublished: 2022-05-06\nlanguage: en\n---\n'
        "Evilcorp formed a joint venture with Fiendish <img src=x onerror=window.hacked=5> in Oslo, "
        "[read more](javascript:window.hacked=6) for $$5 million$$ and ${window.hacked=7}.\n\n"
        "<script>window.hacked=8</script>\n"
    ),
    "long.md": (
        "---\ntitle: Gargantua extends its supply deal with Humble\npublisher: Long Reads\n"
        "published: 2020-01-02\nlanguage: en\n---\n"
        "Gargantua extended its supply deal with Humble by six years.\n\n" + "abcdefghi " * 100_000 + "\n"
    ),
}

HALVES = """() => {
  window.halves = [];
  const look = () => {
    const text = document.querySelector(".tu-thread").textContent;
    if (/\\[\\d*$|\\[\\d+[^\\d\\]]/.test(text)) window.halves.push(text);
  };
  new MutationObserver(look).observe(document.querySelector(".tu-thread"), {childList: true, subtree: true});
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # pytest-base-url, which pytest-playwright needs, has a fixture that pytest 9 warns of.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures:pytest.PytestRemovedIn10Warning"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory, api_articles):
    folder = tmp_path_factory.mktemp("articles")
    for name, text in {**api_articles, **ARTICLES}.items():
        (folder / name).write_text(text)
    index = tmp_path_factory.mktemp("index") / "index"
    subprocess.run([*TIEUP, "add", str(folder), "--index", str(index)], check=True, capture_output=True)
    return index


@pytest.fixture(scope="module")
def address(index, serving):
    yield from serving(index)


@pytest.fixture(scope="module")
def asked(index):
    """The answer that the command line gives to a question: the page must show the same."""

    def ask(question):
        command = [*TIEUP, "ask", question, "--json", "--index", str(index)]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    return ask


@pytest.fixture
def chat(watched, address):
    return Chat(watched.new_page(), address)


class Chat:
    """The page as its user handles it."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        self.box = page.get_by_label("Your question")
        expect(page.get_by_text("Ask who works with whom")).to_be_visible()

    def ask(self, question):
        turns = self.page.locator(".tu-foot").count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.page.locator(".tu-foot")).to_have_count(turns + 1, timeout=COLD)
        return self.page.locator(".tu-turn").last

    def marked(self):
        expect(self.page.locator("#tu-mark")).to_be_visible()
        return "".join(self.page.locator("mark.tu-mark").all_text_contents())


def test_every_citation_opens_its_passage_marked_to_the_byte(chat, asked):
    turn = chat.ask(PACT)
    answer = asked(PACT)
    assert answer["citations"]
    assert not answer["abstained"]
    for citation in answer["citations"]:
        there = f'[href^="#cite-{citation["start"]}~{citation["end"]}~"]'
        for kind in (".tu-cite", ".tu-source"):
            turn.locator(kind + there).first.click()
            assert chat.marked().encode() == citation["quote"].encode()
            expect(chat.page.locator("#tu-mark")).to_be_in_viewport()
            chat.page.get_by_role("button", name="← Evidence").click()
            expect(chat.page.locator("#tu-mark")).to_be_hidden()


def test_the_article_shows_where_it_is_from_and_what_is_no_evidence(chat):
    chat.ask(PACT).locator(".tu-cite").first.click()
    article = chat.page.get_by_role("article", name="Article")
    expect(article.get_by_role("heading")).to_have_text("Acme and Borealis sign a battery pact")
    expect(article).to_contain_text("Daily Volt · 4 Mar 2021")
    original = article.get_by_role("link", name="Original article, opens in a new tab")
    assert original.get_attribute("href").startswith("https://volt.example/pact#:~:text=")
    assert (original.get_attribute("target"), original.get_attribute("rel")) == (
        "_blank",
        "noopener noreferrer",
    )
    expect(article).to_contain_text("Not evidence: reader comment")


def test_the_same_answer_as_on_the_command_line_and_never_half_a_marker(chat, asked):
    chat.page.evaluate(HALVES)
    turn = chat.ask(PACT)
    assert chat.page.evaluate("window.halves") == []
    said = re.sub(r"\s*\[\d+\]", "", asked(PACT)["text"]).split()
    shown = turn.locator("p[dir=auto]").all_text_contents()
    assert re.sub(r"\s*\[\d+\]", "", " ".join(shown)).split() == said
    assert re.fullmatch(r"1 · Daily Volt · 4 Mar 2021", turn.locator(".tu-chipline").first.text_content())


def test_a_follow_up_is_read_with_what_came_before(chat):
    chat.ask(PACT)
    turn = chat.ask("How much will it pay for the plant?")
    expect(turn).to_contain_text("$40 million")


def test_filters_that_leave_no_article_say_so(chat):
    chat.page.get_by_role("button", name="Filters").click()
    chat.page.get_by_label("Published before").fill("1990")
    turn = chat.ask(PACT)
    expect(turn).to_contain_text("Your filters leave no article to search")
    expect(turn).not_to_contain_text("Borealis signed")


def test_an_old_turn_brings_back_its_evidence(chat):
    first = chat.ask(PACT)
    asked_first = first.get_by_role("heading").text_content()
    chat.ask(ALLIANCE)
    expect(chat.page.locator("#tu-evidence")).to_contain_text("Wheel Weekly")
    chat.page.locator(".tu-turn").first.get_by_role("link", name="All evidence").click()
    expect(chat.page.locator("#tu-evidence")).to_contain_text(asked_first)
    chat.page.locator(".tu-question").last.click()
    expect(chat.page.locator("#tu-evidence .tu-facts")).to_have_text(ALLIANCE)


def test_an_answer_is_copied_with_its_sources(watched, chat):
    watched.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.ask(PACT).get_by_role("link", name="Copy with sources").click()
    chat.page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('Sources'))")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert "[1] Daily Volt, 4 Mar 2021: Acme and Borealis sign a battery pact" in copied


def test_filters_narrow_what_is_searched(chat):
    chat.page.get_by_role("button", name="Filters").click()
    chat.page.get_by_label("Published before").fill("2020-01-01")
    chat.ask(PACT)
    expect(chat.page.locator("#tu-evidence")).not_to_contain_text("Daily Volt")
    chat.page.get_by_label("Published before").fill("soon")
    chat.box.fill(PACT)
    chat.box.press("Enter")
    expect(chat.page.get_by_role("alert")).to_contain_text("“soon” is not a date")


def test_a_starter_asks_itself(chat):
    starter = chat.page.locator(".tu-starter").first
    question = starter.text_content()
    starter.click()
    expect(chat.page.locator(".tu-foot")).to_have_count(1, timeout=COLD)
    expect(chat.page.locator(".tu-question")).to_have_text(question)


def test_a_malicious_article_is_inert(chat):
    turn = chat.ask(HOSTILE)
    expect(turn).to_contain_text("Fiendish")
    turn.locator(".tu-cite").first.click()
    assert "<img src=x onerror=window.hacked=5>" in chat.marked()
    article = chat.page.get_by_role("article", name="Article")
    expect(article).to_contain_text("<script>window.hacked=8</script>")
    expect(article.get_by_role("link")).to_have_count(0)
    assert chat.page.evaluate("window.hacked") is None
    assert (
        chat.page.locator(".tu-turn img, .tu-article img, .tu-article script, #tu-evidence img").count() == 0
    )


def test_a_malicious_question_is_inert(chat):
    turn = chat.ask("Who is <img src=x onerror=window.hacked=9> and [Acme](javascript:window.hacked=10)?")
    expect(turn.get_by_role("heading")).to_contain_text("<img src=x onerror=window.hacked=9>")
    assert chat.page.evaluate("window.hacked") is None
    assert turn.locator("img").count() == 0


def test_a_line_of_a_million_characters_stays_usable(chat):
    chat.ask("Which supply deal did Gargantua extend?").locator(".tu-cite").first.click()
    assert "Gargantua" in chat.marked()
    expect(chat.page.locator(".tu-article")).to_contain_text("Only the part around the passage is shown.")


def test_two_visitors_never_see_each_other(watched, address):
    one, two = Chat(watched.new_page(), address), Chat(watched.new_page(), address)
    one.ask(PACT)
    expect(two.page.get_by_text("Ask who works with whom")).to_be_visible()
    two.ask(ALLIANCE)
    expect(one.page.locator(".tu-question")).to_have_text([PACT])
    expect(two.page.locator(".tu-question")).to_have_text([ALLIANCE])
    expect(one.page.locator("#tu-evidence")).to_contain_text("Daily Volt")


def test_a_new_chat_forgets_the_old_one(chat):
    chat.ask(PACT)
    chat.page.get_by_role("button", name="New chat").click()
    expect(chat.page.get_by_text("Ask who works with whom")).to_be_visible()
    expect(chat.page.locator(".tu-question")).to_have_count(0)


def test_an_empty_question_is_not_asked(chat):
    chat.box.fill("   ")
    chat.box.press("Enter")
    chat.ask(PACT)
    expect(chat.page.locator(".tu-turn")).to_have_count(1)


def test_the_keyboard_is_enough(chat):
    chat.ask(PACT)
    cite = chat.page.locator(".tu-cite").first
    expect(chat.box).to_be_focused()
    for _ in range(40):
        chat.page.keyboard.press("Shift+Tab")
        if cite.evaluate("node => node === document.activeElement"):
            break
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-label", "Source 1: Acme and Borealis sign a battery pact")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("#tu-mark")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#tu-mark")).to_be_hidden()
    expect(cite).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_the_article_as_a_sheet_and_never_scrolls_sideways(chat, width):
    page = chat.page
    page.set_viewport_size({"width": width, "height": 640})
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(sideways)
    turn = chat.ask(PACT)
    expect(page.locator("#tu-side")).to_be_hidden()
    turn.locator(".tu-cite").first.click()
    assert "Acme" in chat.marked()
    assert not page.evaluate(sideways)
    assert page.evaluate("document.querySelector('#tu-side').getBoundingClientRect().right") <= width
    page.get_by_role("button", name="Close the panel").click()
    expect(page.locator("#tu-side")).to_be_hidden()
    expect(turn.locator(".tu-cite").first).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_all_that_can_be_pressed_is_on_the_screen_and_large_enough_to_hit(chat, width, unfit):
    chat.page.set_viewport_size({"width": width, "height": 800})
    chat.page.locator(".tu-starter").first.wait_for()
    assert unfit(chat.page) == []
    chat.ask(PACT).get_by_text("Feedback").click()
    chat.page.get_by_role("button", name="Filters").click()
    expect(chat.page.get_by_label("Published before")).to_be_visible()
    assert unfit(chat.page) == []


def test_a_finger_s_first_tap_shows_the_passage_and_the_next_opens_the_article(new_context, address):
    chat = Chat(new_context(has_touch=True, viewport={"width": 320, "height": 640}).new_page(), address)
    marker = chat.ask(PACT).locator(".tu-cite").first
    tip = chat.page.get_by_role("tooltip")
    marker.tap()
    for words in ("Acme and Borealis sign a battery pact", "Acme and Borealis signed", "old", "origin"):
        expect(tip).to_contain_text(words)
    expect(chat.page.locator("#tu-mark")).to_be_hidden()
    tip.get_by_role("button", name="Open the article").tap()
    assert "Acme" in chat.marked()
    chat.page.get_by_role("button", name="Close the panel").tap()
    marker.tap()
    expect(tip).to_be_visible()
    marker.tap()
    assert "Acme" in chat.marked()


def test_nothing_of_gradio_shows(chat):
    expect(chat.page.get_by_text("gradio")).to_have_count(0)
    expect(chat.page.get_by_role("button", name="Share")).to_have_count(0)
    assert chat.page.title() == "Tieup"


def test_a_question_asked_before_the_starters_come_is_kept(watched, index, serving):
    for address in serving(index):
        chat = Chat(watched.new_page(), address)
        chat.ask(PACT)
        chat.page.locator(".tu-starter").first.wait_for(state="attached")
        expect(chat.page.locator(".tu-question")).to_have_text([PACT])
        expect(chat.page.locator("#tu-evidence")).to_contain_text("Daily Volt")


def test_an_index_without_articles_says_what_to_do(watched, index, serving, api_articles, tmp_path, faults):
    empty = tmp_path / "index"
    shutil.copytree(index, empty)
    names = [*api_articles, *ARTICLES]
    subprocess.run([*TIEUP, "remove", *names, "--index", str(empty)], check=True, capture_output=True)
    for address in serving(empty):
        page = watched.new_page()
        page.goto(address)
        expect(page.get_by_text("No articles yet", exact=True)).to_be_visible()
        expect(page.get_by_text("tieup add my-articles/")).to_be_visible()
        assert faults(page) == []
