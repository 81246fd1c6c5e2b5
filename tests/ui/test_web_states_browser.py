"""What goes wrong, and what a visitor needs: stopping, broken states, right-to-left text, zoom, no motion."""

import json
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from filelock import FileLock
from playwright.sync_api import expect

COLD = 120_000  # milliseconds: the first answer of a server that just started, on a busy machine
PACT = "Who signed a battery pact with Acme?"
HEBREW = "חברת זורבקס וחברת קוונדל חתמו על הסכם לייצור סוללות בנמל חיפה."
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MOVING = "document.getAnimations().filter(one => one.playState === 'running').length"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # pytest-base-url, which pytest-playwright needs, has a fixture that pytest 9 warns of.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures:pytest.PytestRemovedIn10Warning"),
]


class Model(ThreadingHTTPServer):
    """A language model's server that says true sentences without end, once it is let speak."""

    daemon_threads = True

    def __init__(self):
        self.asked, self.speak, self.hung_up = threading.Event(), threading.Event(), threading.Event()
        super().__init__(("127.0.0.1", 0), _Speaker)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.speak.set()
        self.shutdown()
        self.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Speaker(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        prompt = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][-1]["content"]
        given, said = re.findall(r"^\[([a-z]+)\] [^\n]*\n([^\n]+)$", prompt, re.MULTILINE)[0]
        sentence = f"{said.split('. ')[0].rstrip('.')} [{given}]. "
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.server.asked.set()
        self.server.speak.wait(COLD / 1000)
        delta = {"role": "assistant", "content": sentence}
        choices = [{"index": 0, "delta": delta, "finish_reason": None}]
        piece = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
        try:
            # Far less than what Tieup takes from a model before it hangs up by itself.
            for _ in range(10_000 // len(sentence)):
                self.wfile.write(f"data: {json.dumps(piece)}\n\n".encode())
                self.wfile.flush()
                self.server.speak.wait(0.01)
                threading.Event().wait(0.2)
        except OSError:
            self.server.hung_up.set()


@pytest.fixture
def model():
    server = Model()
    yield server
    server.close()


@pytest.fixture(scope="module")
def server(start_api):
    """A server that has taken in an article in Hebrew."""
    server = start_api()
    text = f"---\ntitle: {HEBREW[:24]}\npublished: 2021-05-04\nlanguage: he\n---\n{HEBREW}\n"
    with server.client() as client:
        client.post("/api/articles", files={"files": ("he.md", text.encode())}).raise_for_status()
    return server


@pytest.fixture
def page(watched):
    return watched.new_page()


def open_page(page, address, place=""):
    page.goto(f"{address}/{place}")
    expect(page.locator(".tu-nav a[aria-current]")).to_have_count(1)
    return page


def put(page, question):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")


def answered(page, number=1):
    expect(page.locator(".tu-foot")).to_have_count(number, timeout=COLD)
    return page.locator(".tu-turn").last


def test_an_answer_comes_in_order_stops_when_told_and_a_model_out_of_reach_is_said(
    page, model, start_api, faults
):
    server = start_api(TIEUP_LLM_BASE_URL=model.url, TIEUP_LLM_MODEL="m")
    open_page(page, server.url)
    put(page, PACT)
    assert model.asked.wait(COLD / 1000)
    expect(page.locator(".tu-working")).to_be_visible()
    # What was understood and what is looked at stand there before the first sentence does.
    expect(page.locator(".tu-understood")).to_contain_text("Acme")
    expect(page.locator("#tu-evidence")).to_contain_text("Being checked")
    expect(page.locator("#tu-evidence .tu-card").first).to_be_visible()
    expect(page.locator(".tu-cite:visible")).to_have_count(0)
    assert faults(page) == []
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_contain_text("You stopped this one.")
    model.speak.set()
    assert model.hung_up.wait(COLD / 1000), "the model was listened to although nobody waited any more"
    expect(page.locator(".tu-foot")).to_have_count(0)
    model.close()
    put(page, "Which alliance did Cobalt Motors end?")
    turn = answered(page)
    expect(turn).to_contain_text("it can't be reached")
    expect(turn).to_contain_text("The articles' own sentences stand in.")
    expect(turn.locator(".tu-cite").first).to_be_visible()
    expect(page.locator(".tu-turn").first).to_contain_text("You stopped this one.")


def test_a_busy_index_still_answers_and_says_why_it_takes_nothing(page, server, tmp_path):
    (tmp_path / "new.md").write_text("---\ntitle: New\n---\nMarrowby and Tessfield formed an alliance.\n")
    open_page(page, server.url, "#corpus")
    expect(page.locator(".tu-corpus .tu-count")).to_be_visible()
    with FileLock(server.folder / "index" / "writer.lock"):
        page.locator(".tu-files").set_input_files(tmp_path / "new.md")
        expect(page.locator(".tu-taken li")).to_contain_text("Another process is adding")
        expect(page.locator(".tu-taken li")).to_contain_text("answered meanwhile")
        page.get_by_role("link", name="Chat").click()
        put(page, PACT)
        expect(answered(page)).to_contain_text("Borealis")


def test_an_index_that_is_gone_is_said_on_every_page(page, start_api, faults):
    server = start_api()
    open_page(page, server.url)
    put(page, PACT)
    answered(page)
    shutil.rmtree(server.folder / "index")
    for name in ("Deals", "Corpus"):
        page.get_by_role("link", name=name).click()
        told = page.get_by_role("alert").locator("visible=true")
        expect(told).to_contain_text(re.compile("restore a backup|check the disk"))
        expect(told).to_contain_text("The chat may still answer")
        assert faults(page) == []
    page.get_by_role("link", name="Chat").click()
    put(page, "Which alliance did Cobalt Motors end?")
    expect(page.locator(".tu-turn").last.locator(".tu-foot, .tu-problem")).to_have_count(1, timeout=COLD)
    expect(page.locator(".tu-turn").last).not_to_contain_text("Traceback")


def test_evidence_stands_in_groups_and_the_corpus_lists_copies_and_what_was_left_out(
    page, start_api, api_articles, faults
):
    server = start_api()
    copy = api_articles["acme.md"].replace("Daily Volt", "Wire Post").encode()
    with server.client() as client:
        for name, text in {"copy.md": copy, "scan.pdf": b"%PDF-1.4 cut"}.items():
            client.post("/api/articles", files={"files": (name, text)})
    open_page(page, server.url)
    put(page, PACT)
    answered(page).locator(".tu-cite").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("told alike by 1 other article")
    groups = ["Cited", "Checked, not used", "Same story elsewhere"]
    expect(page.locator("#tu-evidence .tu-heading")).to_have_text(groups)
    page.get_by_role("link", name="Corpus", exact=True).click()
    page.get_by_text("Same story: 1 group of copies").click()
    expect(page.locator(".tu-groups a")).to_have_count(2)
    expect(page.locator(".tu-more-of").first).to_contain_text("scan.pdf is no whole PDF")
    assert faults(page) == []


def test_right_to_left_text_runs_from_the_right(page, server):
    open_page(page, server.url, "#corpus")
    page.locator("#tu-corpustab a", has_text=HEBREW[:24]).click()
    body = page.locator("#tu-reader .tu-zone", has_text=HEBREW)
    assert body.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert HEBREW in body.text_content()
    page.get_by_role("link", name="Chat").click()
    put(page, HEBREW)
    question = answered(page).locator(".tu-question")
    assert question.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert not page.evaluate(SIDEWAYS)


def test_at_200_percent_nothing_is_cut_off_and_nothing_scrolls_sideways(page, server):
    # A window of 1280 x 800 at 200 % is laid out as one of 640 x 400.
    page.set_viewport_size({"width": 640, "height": 400})
    for place in ("#deals", "#deals?view=map", "#corpus", "#saved", "#chat"):
        open_page(page, server.url, place)
        expect(page.locator("#tu-nav a", has_text="Saved")).to_be_in_viewport(ratio=1)
        assert not page.evaluate(SIDEWAYS), place
    put(page, PACT)
    turn = answered(page)
    expect(page.get_by_label("Your question")).to_be_in_viewport()
    turn.locator(".tu-cite").first.click()
    expect(page.locator("#tu-mark")).to_be_in_viewport()
    assert not page.evaluate(SIDEWAYS)


def test_nothing_moves_for_who_wants_no_motion(page, server):
    page.emulate_media(reduced_motion="reduce")
    open_page(page, server.url)
    put(page, PACT)
    expect(page.locator(".tu-turn")).to_have_count(1)
    assert page.evaluate(MOVING) == 0
    answered(page)
    page.locator(".tu-cite").first.click()
    expect(page.locator("#tu-mark")).to_be_visible()
    assert page.evaluate(MOVING) == 0
    moved = page.evaluate(
        "[...document.querySelectorAll('.gradio-container *')].filter(node => "
        "parseFloat(getComputedStyle(node).transitionDuration) > 0).length"
    )
    assert moved == 0
