"""Going on from an answer, in a real browser: questions offered, readings dropped, questions saved."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
COLD = 120_000  # milliseconds: the first answer of a server that just started, on a busy machine
QUESTION = "Which battery pact did Zorvex sign?"
PACT = "Zorvex and Quendle signed a battery pact on 3 May 2021 to build cells in Lund."
MORE = "Zorvex signed a second battery pact with Brandtkohl on Friday to build cells in Ghent."
ARTICLES = {
    "pact.md": (
        f"---\ntitle: Zorvex and Quendle sign\npublisher: Daily Volt\npublished: 2021-05-04\n---\n{PACT}\n"
    ),
    "quendle.md": (
        "---\ntitle: Quendle supplies\npublisher: Wheel Weekly\npublished: 2022-03-01\n---\n"
        "Quendle and Brandtkohl signed a supply agreement worth $40 million. "
        "Quendle has teamed up with Brandtkohl to sell cells.\n"
    ),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # pytest-base-url, which pytest-playwright needs, has a fixture that pytest 9 warns of.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures:pytest.PytestRemovedIn10Warning"),
]


def add(folder, articles, index):
    for name, text in articles.items():
        (folder / name).write_text(text)
    subprocess.run([*TIEUP, "add", str(folder), "--index", str(index)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = tmp_path_factory.mktemp("index") / "index"
    add(tmp_path_factory.mktemp("articles"), ARTICLES, index)
    return index


@pytest.fixture(scope="module")
def address(index, serving):
    yield from serving(index)


@pytest.fixture
def page(watched, address):
    page = watched.new_page()
    page.goto(address)
    expect(page.get_by_text("Ask who works with whom")).to_be_visible()
    return page


def ask(page, question):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    turn = page.locator(".tu-turn", has=page.get_by_role("heading", name=question, exact=True)).last
    expect(turn.locator(".tu-foot")).to_be_visible(timeout=COLD)
    return turn


def test_a_question_to_go_on_with_asks_itself_and_goes_with_the_next_turn(page):
    turn = ask(page, QUESTION)
    offered = turn.locator(".tu-nexts .tu-starter").first
    expect(offered).to_be_visible()
    question = offered.text_content()
    offered.click()
    expect(page.locator(".tu-question")).to_have_text([QUESTION, question])
    expect(page.locator(".tu-foot")).to_have_count(2)
    expect(page.locator(".tu-turn").last.locator(".tu-abstained")).to_have_count(0)
    expect(turn.locator(".tu-nexts")).to_have_count(0)


def test_a_corrected_spelling_is_dropped_and_edited_as_understood(page):
    turn = ask(page, "Which battery pact did Quendel sign?")
    turn.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Your question")).to_have_value("Which battery pact did Quendle sign?")
    turn.get_by_role("button", name="Ask without: “Quendel” read as Quendle").click()
    expect(page.locator(".tu-question").last).to_have_text("Which battery pact did “Quendel” sign?")
    expect(page.locator(".tu-foot")).to_have_count(2)
    expect(page.locator(".tu-turn").last.get_by_role("button", name="Ask without")).to_have_count(0)


def test_a_publisher_that_a_question_names_is_dropped(page):
    turn = ask(page, "According to Wheel Weekly, what did Quendle sign?")
    turn.get_by_role("button", name="Ask without: only articles from Wheel Weekly").click()
    expect(page.locator(".tu-foot")).to_have_count(2)
    expect(page.locator(".tu-question").last).to_have_text(
        "According to “Wheel Weekly”, what did Quendle sign?"
    )
    expect(page.locator(".tu-turn").last.get_by_role("button", name="Ask without")).to_have_count(0)


def test_a_saved_question_shows_only_what_is_new_after_articles_came(page, index, tmp_path, faults):
    ask(page, QUESTION).get_by_role("link", name="Save", exact=True).click()
    expect(page.locator(".tu-toast")).to_contain_text("Saved.")
    page.get_by_role("link", name="Saved", exact=True).click()
    saved = page.locator(".tu-saved", has_text=QUESTION)
    expect(saved).to_contain_text("same articles")
    saved.get_by_role("button", name="Ask again").click()
    expect(saved.locator(".tu-changes")).to_contain_text("Nothing has changed")
    add(tmp_path, {"more.md": f"---\ntitle: Again\npublished: 2022-01-02\n---\n{MORE}\n"}, index)
    page.reload()
    expect(saved).to_contain_text("articles have changed")
    saved.get_by_role("button", name="Ask again").click()
    expect(saved.locator(".tu-card")).to_have_count(1)
    expect(saved.locator(".tu-changes")).not_to_contain_text(PACT)
    saved.locator(".tu-card").click()
    expect(page.locator("#tu-mark")).to_have_text(MORE)
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="Close the panel").click()
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    saved.get_by_role("button", name="Compare with today’s answer").click()
    expect(saved.locator(".tu-changes")).to_contain_text("counted from today")
    saved.get_by_role("button", name="Open in chat").click()
    expect(page.locator(".tu-turn").last).to_contain_text("Ghent")
    page.get_by_role("link", name="Saved", exact=True).click()
    saved.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Nothing saved yet.")).to_be_visible()
