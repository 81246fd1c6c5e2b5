"""Deals, corpus, links and feedback in a real browser, and axe-core on every state of the page."""

import json
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

PACT = "Zorvex and Quendle signed a battery joint venture on 3 May 2021 to build cells together in Lund."
ENDED = "Zorvex has ended its joint venture with Brandtkohl."
COLD = 120_000  # milliseconds: the first answer of a server that just started, on a busy machine
QUESTION = "Who signed a battery joint venture with Zorvex?"
ARTICLES = {
    "pact.md": (
        f"---\ntitle: Zorvex and Quendle sign\npublisher: Daily Volt\npublished: 2021-05-04\n---\n{PACT}\n"
    ),
    "ended.md": (
        f"---\ntitle: Zorvex leaves\npublisher: Wheel Weekly\npublished: 2022-02-01\n---\n{ENDED} "
        "The venture of Zorvex and Brandtkohl began in 2019.\n"
    ),
    "quendle.md": (
        '---\ntitle: "Quendle <img src=x onerror=window.hacked=1>"\n'
        'publisher: "<script>window.hacked=2</script>"\n'
        "published: 2022-03-01\n---\nQuendle and Brandtkohl signed a supply agreement worth $40 million. "
        "Quendle will supply cells to Brandtkohl.\n"
    ),
}
NEW = (
    "---\ntitle: Marrowby and Tessfield ally\npublisher: Daily Volt\npublished: 2023-06-07\n---\n"
    "Marrowby and Tessfield formed an alliance on Tuesday to make lorries in Ghent.\n"
)
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # pytest-base-url, which pytest-playwright needs, has a fixture that pytest 9 warns of.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures:pytest.PytestRemovedIn10Warning"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder, index = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("index") / "index"
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    command = [sys.executable, "-m", "tieup.ui.cli", "add", str(folder), "--index", str(index)]
    subprocess.run(command, check=True, capture_output=True)
    return index


@pytest.fixture(scope="module")
def address(index, serving):
    yield from serving(index)


@pytest.fixture
def page(watched):
    return watched.new_page()


@pytest.fixture
def visit(page, address):
    def go(place="", at=address):
        page.goto(f"{at}/{place}")
        expect(page.locator(".tu-nav a[aria-current]")).to_have_count(1)
        return page

    return go


def ask(page, question):
    turns = page.locator(".tu-foot").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".tu-foot")).to_have_count(turns + 1, timeout=COLD)
    return page.locator(".tu-turn").last


def marked(page):
    expect(page.locator("#tu-mark")).to_be_visible()
    return "".join(page.locator("#tu-reader mark.tu-mark").all_text_contents())


# Deals


def test_every_kind_of_cell_opens_its_own_words(visit):
    page = visit("#deals?company=Quendle&partner=Brandtkohl")
    row = page.locator("tr.tu-deal")
    expect(row).to_have_count(1)
    mark = page.locator("#tu-reader mark.tu-mark").first  # the words before stay until the next are there
    for cell, words in {"tu-parties": "Brandtkohl", "tu-amount": "$40 million"}.items():
        row.locator(f".{cell} a").first.click()
        expect(mark).to_have_text(words)
        assert marked(page) == words
    row.locator(".tu-reports a").click()
    expect(mark).to_have_text("Quendle")
    assert marked(page).startswith("Quendle ")
    assert page.evaluate("window.hacked") is None
    page.keyboard.press("Escape")
    expect(page.locator("#tu-side")).to_be_hidden()


def test_filters_narrow_the_table_and_say_which_one_left_nothing(visit):
    page = visit("#deals")
    expect(page.locator("tr.tu-deal").first).to_be_visible()
    page.get_by_label("Company", exact=True).fill("zorvex")
    expect(page.locator(".tu-count")).to_contain_text("2 deals")
    page.get_by_label("Status").select_option("denied")
    page.get_by_role("button", name="Without status “denied”: 2 deals").click()
    expect(page.locator("tr.tu-deal")).to_have_count(2)
    assert "company=zorvex" in page.evaluate("location.hash")
    page.get_by_label("As of").fill("soon")
    expect(page.get_by_role("alert")).to_contain_text("“soon” is not a date")


def test_the_table_is_sorted_by_its_headings(visit):
    page = visit("#deals")
    page.get_by_role("button", name="Companies").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Companies")
    first = page.locator("td.tu-parties").first.text_content()
    page.get_by_role("button", name="Companies").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Companies")
    expect(page.locator("td.tu-parties").last).to_have_text(first)


def test_the_timeline_is_drawn_and_a_point_opens_its_quote(visit):
    page = visit("#deals?view=timeline&company=Zorvex")
    expect(page.locator(".tu-chart.tu-drawn")).to_be_visible()
    expect(page.locator(".tu-chart .textpoint, .tu-chart text", has_text="ended").first).to_be_visible()
    box = page.locator(".tu-chart .points path").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert marked(page) in (PACT, ENDED, "The venture of Zorvex and Brandtkohl began in 2019.")


def test_an_edge_of_the_map_opens_its_quote_and_a_company_its_own_map(visit):
    page = visit("#deals?view=map")
    expect(page.locator(".tu-tie.tu-dashed")).to_have_count(1)
    assert page.locator(".tu-tie.tu-dashed").get_attribute("aria-label").startswith("Brandtkohl and Zorvex")
    page.get_by_role("link", name="Quendle and Zorvex").focus()
    page.keyboard.press("Enter")
    assert marked(page) == PACT
    page.get_by_role("link", name=re.compile("^Quendle: ")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tu-central")).to_have_count(1)
    expect(page.get_by_label("Company", exact=True)).to_have_value("Quendle")


def test_two_companies_are_compared(visit):
    page = visit("#deals?view=compare&company=Zorvex")
    page.get_by_role("button", name="Quendle").click()
    expect(page.locator(".tu-count")).to_have_text("1 shared partner of Zorvex and Quendle.")
    page.locator("tr.tu-deal a").first.click()
    assert marked(page)


@pytest.mark.parametrize(
    ("button", "name", "holds"), [("CSV", "deals.csv", "id,"), ("GraphML", "deals.graphml", "<?xml")]
)
def test_deals_are_downloaded(visit, button, name, holds):
    page = visit("#deals")
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).click()
    assert caught.value.suggested_filename == name
    assert caught.value.path().read_text().startswith(holds)


# Links, chips, feedback, shortcuts


def test_a_link_to_a_turn_opens_it_again_with_what_led_to_it(watched, visit):
    watched.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit()
    ask(page, QUESTION)
    turn = ask(page, "When was that?")
    expect(turn.get_by_role("button", name="Ask without: read with the turn before")).to_be_visible()
    turn.get_by_role("link", name="Copy link").click()
    expect(page.locator(".tu-toast")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    said = turn.locator("p[dir=auto]").all_text_contents()
    other = watched.new_page()
    other.goto(link)
    expect(other.locator(".tu-foot")).to_have_count(2)
    expect(other.locator(".tu-question")).to_have_text([QUESTION, "When was that?"])
    assert other.locator(".tu-turn").last.locator("p[dir=auto]").all_text_contents() == said


def test_a_link_to_a_passage_opens_it_marked(watched, visit):
    watched.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit()
    ask(page, QUESTION).locator(".tu-cite").first.click()
    quote = marked(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".tu-toast")).to_have_text("Link copied")
    other = watched.new_page()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    assert marked(other) == quote


def test_pointing_at_a_marker_shows_its_quote_and_escape_hides_it(visit):
    page = visit()
    turn = ask(page, QUESTION)
    tip = page.get_by_role("tooltip")
    turn.locator(".tu-cite").first.hover()
    for words in (PACT, "Zorvex and Quendle sign", "from the body", "old", "the only origin cited"):
        expect(tip).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    turn.locator(".tu-cite").first.focus()
    expect(tip).to_contain_text(PACT)
    page.keyboard.press("Tab")
    expect(tip).to_be_hidden()


def test_a_chip_is_dropped_and_the_question_asked_without_it(visit):
    page = visit()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Published before").fill("1990")
    turn = ask(page, QUESTION)
    expect(turn).to_contain_text("0 of 3 articles searched")
    expect(turn.get_by_role("button", name="Without “before 1990”: 3 articles")).to_be_visible()
    turn.get_by_role("button", name="Ask without: before 1990").click()
    expect(page.locator(".tu-foot")).to_have_count(2)
    expect(page.locator(".tu-turn").last).to_contain_text("Quendle")
    expect(page.get_by_label("Published before")).to_have_value("")
    page.locator(".tu-turn").last.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    page.locator(".tu-turn").last.get_by_role("button", name="Change Zorvex").click()
    page.keyboard.type("Quendle")
    expect(page.get_by_label("Your question")).to_have_value(QUESTION.replace("Zorvex", "Quendle"))


def test_feedback_is_kept_and_downloaded_as_a_question_set(visit, index):
    page = visit()
    turn = ask(page, QUESTION)
    turn.get_by_text("Feedback").click()
    turn.get_by_role("button", name="Wrong source").click()
    expect(page.locator(".tu-toast")).to_contain_text("Noted")
    page.get_by_role("link", name="Corpus").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download feedback").click()
    lines = caught.value.path().read_text().splitlines()
    assert json.loads(lines[-1])["question"] == QUESTION
    assert json.loads(lines[-1])["notes"].startswith("wrong source")


def test_shortcuts_are_listed_work_and_can_be_switched_off(visit):
    page = visit("#deals")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, QUESTION)
    page.keyboard.press("Alt+1")
    expect(page.locator("#tu-mark")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use these shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+1")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#tu-mark")).to_be_hidden()


# The corpus


@pytest.fixture(scope="module")
def own(index, serving, tmp_path_factory):
    """The address of a server on an index that a test may change."""
    copy = tmp_path_factory.mktemp("own") / "index"
    shutil.copytree(index, copy)
    yield from serving(copy)


def test_articles_go_in_are_answered_from_and_go_out_again(visit, own, tmp_path):
    asked = "What did Marrowby and Tessfield form?"
    for name, text in {"new.md": NEW, "empty.md": "", "tool.exe": "MZ"}.items():
        (tmp_path / name).write_text(text)
    page = visit(at=own)
    expect(ask(page, asked)).to_contain_text("No article mentions")
    page.get_by_role("link", name="Corpus").click()
    expect(page.locator(".tu-count")).to_have_text("3 articles")
    page.locator(".tu-files").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator(".tu-taken li")).to_have_count(3)
    expect(page.locator(".tu-taken li", has_text="new.md")).to_contain_text("1 added")
    expect(page.locator(".tu-taken li", has_text="tool.exe")).to_contain_text("no kind of article")
    expect(page.locator(".tu-corpus")).to_contain_text("Left out: 1 file")
    expect(page.locator(".tu-coverage")).to_contain_text("4 articles")
    page.get_by_role("link", name="Chat").click()
    turn = ask(page, asked)
    expect(turn).to_contain_text("formed an alliance on Tuesday")
    turn.locator(".tu-cite").first.click()
    assert marked(page) in NEW
    page.get_by_role("link", name="Corpus").click()
    page.get_by_role("button", name="Remove Marrowby and Tessfield ally").click()
    page.get_by_role("button", name="Remove Marrowby and Tessfield ally").click()
    expect(page.locator(".tu-corpussaid")).to_contain_text("Removed “Marrowby and Tessfield ally”")
    expect(page.locator(".tu-coverage")).to_contain_text("3 articles")
    page.get_by_role("link", name="Chat").click()
    expect(ask(page, asked)).to_contain_text("No article mentions")


def test_an_upload_shows_how_far_it_is_and_stops_when_told(visit, own, tmp_path):
    for number in range(48):
        (tmp_path / f"{number:02}.md").write_text(NEW.replace("Ghent", f"Ghent and in hall {number}"))
    page = visit("#corpus", at=own)
    expect(page.locator(".tu-corpus .tu-count")).to_be_visible()
    page.locator(".tu-files").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator(".tu-pace")).to_contain_text("of 48 files")
    expect(page.locator(".tu-taken li").first).to_contain_text("1 added")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".tu-corpussaid")).to_contain_text("Cancelled: ")
    taken = page.locator(".tu-taken li").count()
    assert 0 < taken < 48
    expect(page.locator(".tu-coverage")).to_contain_text(f"{3 + taken} articles")


def test_the_corpus_is_sought_by_title_and_by_what_passages_say(visit):
    page = visit("#corpus")
    page.get_by_label("Search").fill("wheel weekly")
    expect(page.locator(".tu-count")).to_have_text("1 article")
    page.get_by_label("Search").fill("cells in Lund")
    page.locator(".tu-corpus a", has_text="build cells").first.click()
    assert PACT in marked(page)
    assert page.evaluate("window.hacked") is None


# What every state must be


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_chat(visit, theme, faults):
    page = visit(f"?__theme={theme}")
    page.locator(".tu-starter").first.wait_for()
    assert faults(page) == []
    ask(page, QUESTION).get_by_text("Feedback").click()
    page.get_by_role("button", name="Filters").click()
    assert faults(page) == []
    page.locator(".tu-cite").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    ask(page, "Why did Borfex sue Kelmington?")
    page.get_by_label("Published before").fill("soon")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(".tu-cite").first.click()
    marked(page)
    assert faults(page) == []
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert faults(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_deals_and_corpus(visit, theme, faults):
    page = visit(f"?__theme={theme}#deals")
    page.locator("tr.tu-deal a").first.click()
    marked(page)
    assert faults(page) == []
    for view, ready in {
        "timeline": ".tu-pick", "timeline&company=Zorvex": ".tu-drawn", "map": ".tu-map",
        "compare&company=Zorvex": ".tu-pick", "compare&company=Zorvex&partner=Quendle": ".tu-columns",
        "table&status=rumoured": ".tu-drop",
    }.items():  # fmt: skip
        page.evaluate("view => { location.hash = '#deals?view=' + view }", view)
        expect(page.locator(ready).first).to_be_visible()
        assert faults(page) == [], view
    page.get_by_role("link", name="Corpus").click()
    expect(page.locator(".tu-count").last).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize(
    "place", ["#deals", "#deals?view=timeline&company=Zorvex", "#deals?view=map", "#corpus"]
)
def test_every_page_fits_into_320_pixels_and_can_be_hit(visit, page, place, faults, unfit):
    page.set_viewport_size({"width": 320, "height": 640})
    visit(place)
    expect(page.locator(".tu-count:visible")).to_have_count(1)
    assert not page.evaluate(SIDEWAYS)
    assert unfit(page) == []
    page.locator('a[href^="#cite-"]:visible').first.click()
    expect(page.locator("#tu-reader .tu-title")).to_be_visible()
    assert not page.evaluate(SIDEWAYS)
    assert faults(page) == []


def test_plotly_comes_from_this_server_and_only_with_a_chart(visit):
    loaded = []
    page = visit("#deals")
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    expect(page.locator("tr.tu-deal").first).to_be_visible()
    assert "/tieup/plotly.js" not in loaded
    page.get_by_role("button", name="Timeline").click()
    page.locator(".tu-pick", has_text="Zorvex").click()
    expect(page.locator(".tu-drawn")).to_be_visible()
    assert "/tieup/plotly.js" in loaded
