import os
import shutil
import signal
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.index import Filters
from tieup.rag import Answer, Citation, Evidence, Question, Sentence
from tieup.ui.keys import KeyFile

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]

HEADLINE = "Acme and Borealis sign a battery pact"
SENTENCE = "Acme & Borealis said <on Monday> that they will build cells for $5 million, “{together}”."
COMMENT = "first!!! <script>alert(1)</script> buy at my shop"


class Page(HTMLParser):
    """What a browser would make of HTML: its tags with attributes, and the text inside each mark."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.marked, self.light, self._open = [], "", "", "", []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data if any(tag == "mark" for tag, _ in self._open) else ""
        self.light += data if any(kind == "tu-light" for _, kind in self._open) else ""

    def links(self):
        return [attrs for tag, attrs in self.tags if tag == "a"]


@pytest.fixture
def parse():
    return Page


@pytest.fixture
def article():
    parts = [
        (ZoneKind.HEADLINE, HEADLINE),
        (ZoneKind.BODY, f"{SENTENCE} The plant is in Lund."),
        (ZoneKind.BODY, "A second\r\nparagraph."),
        (ZoneKind.COMMENT, COMMENT),
    ]
    text, zones = "", []
    for kind, part in parts:
        zones.append(Zone(kind, len(text), len(text) + len(part)))
        text += part + "\n\n"
    date = PublicationDate("2023-10-12", "day", "front matter")
    return Article(
        id="a/1~x",
        text=text,
        title=HEADLINE,
        publisher="The <b>Daily</b> Volt",
        author=None,
        published=date,
        url="https://volt.example/story",
        language="en",
        path="news/volt.md",
        zones=tuple(zones),
        digest="d",
    )


@pytest.fixture
def cite(article):
    def make(quote=SENTENCE, number=1, **changes):
        start = article.text.find(quote)
        facts = {
            "number": number,
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": "2023-10-12",
            "url": article.url,
            "path": article.path,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
        }
        return Citation(**(facts | changes))

    return make


@pytest.fixture
def make_answer(cite):
    def make(text=None, citations=None, sentences=None, abstained=False, question="Who makes <cells>?"):
        citations = (cite(),) if citations is None else citations
        understood = Question(
            question, "who", ("Acme", "Borealis"), (("acmee", "Acme"),), question, Filters()
        )
        evidence = tuple(
            Evidence(
                article_id=c.article_id,
                title=c.title,
                publisher=c.publisher,
                published=c.published,
                url=c.url,
                path=c.path,
                zone="body",
                start=c.start,
                end=c.end,
                quote=c.quote,
                score=1.0,
            )
            for c in citations
        )
        return Answer(
            id="answer-1",
            question=question,
            understood=understood,
            text=f"{SENTENCE} [1]" if text is None else text,
            abstained=abstained,
            confidence=0.9,
            sentences=(Sentence(SENTENCE, (1,), "verified"),) if sentences is None else sentences,
            citations=citations,
            evidence=evidence,
            searched={"articles": 1},
            index_generation=1,
            ms=41.2,
        )

    return make


API_ARTICLES = {
    "acme.md": (
        "---\ntitle: Acme and Borealis sign a battery pact\npublisher: Daily Volt\n"
        "url: https://volt.example/pact\npublished: 2021-03-04\nlanguage: en\n---\n"
        "Acme and Borealis signed a battery pact on Thursday to build cells together in Lund.\n\n"
        "Acme will pay $40 million for the plant, which opens in 2023.\n\n"
        "Leave a comment\n\nJim says:\nWhat a waste of money lol\n"
    ),
    "cobalt.md": (
        "---\ntitle: Cobalt Motors leaves the Dynamo alliance\npublisher: Wheel Weekly\n"
        "published: 2019-11-20\nlanguage: en\n---\n"
        "Cobalt Motors has ended its alliance with Dynamo after four years.\n\n"
        "The two had built vans together since 2015.\n"
    ),
}


class ApiServer:
    """`tieup serve` in a process of its own, on a free port; its files lie in `folder`."""

    def __init__(self, folder, *options, **environment):
        self.folder = folder
        self._noise = (folder / "stderr").open("w+")
        self._process = subprocess.Popen(
            [*TIEUP, "serve", "--port", "0", "--index", str(folder / "index"), *options],
            stdout=subprocess.PIPE,
            stderr=self._noise,
            text=True,
            env={**os.environ, "TIEUP_KEYS_FILE": str(folder / "keys.json"), **environment},
        )
        line = self._process.stdout.readline()
        if not line.startswith("Tieup is at http://"):
            self._process.kill()
            self._close()
            raise AssertionError(line + self.noise())
        self.url = line.split()[3]

    def client(self, key=None, **options):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, **options)

    def noise(self):
        return (self.folder / "stderr").read_text()

    def stop(self):
        self._process.terminate()
        code = self._process.wait(timeout=30)
        self._close()
        assert "Traceback" not in self.noise(), self.noise()
        return code

    def _close(self):
        self._process.wait(timeout=30)
        self._process.stdout.close()
        self._noise.close()


@pytest.fixture(scope="session")
def api_articles():
    """The articles of `api_index` by file name."""
    return API_ARTICLES


@pytest.fixture(scope="session")
def api_index(tmp_path_factory):
    """An index of API_ARTICLES, to be copied by whoever changes it."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "articles").mkdir()
    for name, text in API_ARTICLES.items():
        (folder / "articles" / name).write_text(text)
    command = [*TIEUP, "add", str(folder / "articles"), "--index", str(folder / "index")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "index"


@pytest.fixture(scope="module")
def start_api(api_index, tmp_path_factory):
    """Starts servers over copies of the index; `keys` are names of keys to make, by their rights."""
    servers = []

    def start(*options, keys=(), **environment):
        folder = tmp_path_factory.mktemp("server")
        shutil.copytree(api_index, folder / "index")
        made = {name: KeyFile(folder / "keys.json").add(name, name)[1] for name in keys}
        servers.append(ApiServer(folder, *options, **environment))
        return (servers[-1], made) if keys else servers[-1]

    yield start
    for server in servers:
        if server._process.poll() is None:
            assert server.stop() in (0, -signal.SIGTERM)  # uvicorn stops in good order, then raises it


@pytest.fixture(scope="module")
def open_api(start_api):
    """An open server, for this machine only."""
    return start_api()


@pytest.fixture(scope="module")
def api(open_api):
    """A client of the open server."""
    with open_api.client() as client:
        yield client


# What browser tests share

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's chromium")
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync"
    away = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*flags.split(), away]}


@pytest.fixture(scope="session", autouse=True)
def patience():
    """Expectations wait as long as a busy machine needs; what holds at once costs no more."""
    expect = pytest.importorskip("playwright.sync_api").expect
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def serving():
    """The address of a server of its own process for an index, stopped afterwards."""

    def serve(index):
        command = [*TIEUP, "serve", "--port", "0", "--index", str(index)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                line = server.stdout.readline()
                assert line.startswith("Tieup is at http://127.0.0.1:"), line
                yield line.split()[3]
            finally:
                server.terminate()
                _, noise = server.communicate(timeout=30)
                assert "Traceback" not in noise, noise

    return serve


_WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_UNFIT = """() => {
  const unfit = (node) => {
    if (node.closest(".tu-map, .tu-hidden, thead")) return false;
    if (!node.checkVisibility({visibilityProperty: true})) return false;
    const box = ((node.matches("input") && node.closest("label")) || node).getBoundingClientRect();
    return box.width && (box.height < 24 || box.width < 24 || box.left < 0 || box.right > innerWidth);
  };
  const all = [...document.querySelectorAll("a, button, input, select, textarea, summary")];
  return all.filter(unfit).map((node) => node.outerHTML.slice(0, 200));
}"""


@pytest.fixture
def faults():
    """What axe-core finds on a page against WCAG 2.2 A and AA, as short lines."""

    def look(page):
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        # Gradio lets what opens and closes fade: colours are those of the state once nothing moves.
        page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", list(_WCAG))
        assert found["passes"], "axe did not run"
        return [
            f"{fault['id']}: {node['target']} {node['failureSummary'][:160]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return look


@pytest.fixture
def unfit():
    """What can be pressed or filled in on a page and is too small to be hit, or not wholly on the screen."""
    return lambda page: page.evaluate(_UNFIT)


@pytest.fixture
def watched(context):
    """Pages of `context` that fail the test on a script error, a console error or a request elsewhere."""
    faults = []

    def watch(page):
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        page.on("console", lambda said: wrong(said) and faults.append(f"console: {said.text}"))
        page.on("request", lambda request: outside(request.url) and faults.append(request.url))

    def wrong(said):
        # Gradio's own script logs it as an error that a page which is left ends what it was still loading.
        return said.type == "error" and "AbortError: signal is aborted" not in said.text

    def outside(url):
        return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))

    context.on("page", watch)
    yield context
    assert faults == []
