"""How quick the web page is: ready, painted, first answer, and 20 visitors at once.

`python -m tieup.evals.page` serves the default index, or that of --index, and takes minutes. Wall times on a
shared machine are noisy: what is compared takes turns, medians are told, and ratios are what to quote.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import click

if TYPE_CHECKING:
    from playwright.sync_api import Page

_EMPTY = """
import sys, gradio as gr
with gr.Blocks(analytics_enabled=False) as page:
    pass
page.launch(server_port=int(sys.argv[1]), quiet=True, ssr_mode=False)
"""
_FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
_PAINTED = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0] ?? null"
_ASKED = 10  # questions that each visitor asks
_STARTING = 300.0  # seconds until a server that does not answer is given up
_PATIENCE = 300_000  # milliseconds for an answer on a busy machine


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured time in seconds; `beside` is what it is compared with, None where there is nothing."""

    what: str
    seconds: float
    beside: float | None = None

    def line(self) -> str:
        """The figure for people."""
        against = f"{self.beside:10.3f} s {self.seconds / self.beside:8.2f}" if self.beside else ""
        return f"{self.what:<58}{self.seconds:10.3f} s{against}"


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def started(command: Sequence[str]) -> Generator[tuple[str, float]]:
    """The address of a server that `command`, given a port, starts, and the seconds to its first HTTP 200."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    quiet, begun = subprocess.DEVNULL, time.perf_counter()
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen([*command, str(port)], stdout=quiet, stderr=quiet, env=environment) as server:
        try:
            while not _answers(address):
                if server.poll() is not None or time.perf_counter() - begun > _STARTING:
                    raise click.ClickException(f"{' '.join(command)}: did not start; run it to see why.")
                time.sleep(0.02)
            yield address, time.perf_counter() - begun
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
            return answer.status == 200
    except OSError:
        return False


def readiness(tieup: Sequence[str], runs: int) -> Figure:
    """The median time until `tieup serve` answers, beside an app of Gradio with nothing in it."""
    taken: dict[str, list[float]] = {"tieup": [], "empty": []}
    for _ in range(runs):
        for name, command in {"tieup": tieup, "empty": [sys.executable, "-c", _EMPTY]}.items():
            with started(command) as (_, seconds):
                taken[name].append(seconds)
    return Figure("ready (first HTTP 200), beside an empty Gradio app", *map(median, taken.values()))


def first_sight(address: str, questions: Sequence[str], executable: str) -> Iterator[Figure]:
    """A cold browser on a server that nobody has asked yet: painted, ready to type, the first answers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        page = browser.new_page()
        begun = time.perf_counter()
        page.goto(address)
        page.get_by_label("Your question").wait_for(timeout=_PATIENCE)
        typing = time.perf_counter() - begun
        yield Figure("first contentful paint", float(page.evaluate(_PAINTED) or 0.0) / 1000)
        yield Figure("the box for a question can be used", typing)
        times = [_asked(page, question) for question in questions]
        yield Figure("the first answer, from Enter to all of it shown", times[0])
        yield Figure("a later answer in the browser, median", median(times[1:]))
        browser.close()


def _asked(page: "Page", question: str) -> float:
    before = page.locator(".tu-foot").count()
    page.get_by_label("Your question").fill(question)
    begun = time.perf_counter()
    page.get_by_label("Your question").press("Enter")
    page.locator(".tu-foot").nth(before).wait_for(timeout=_PATIENCE)
    return time.perf_counter() - begun


def visitors(address: str, questions: Sequence[str], number: int) -> Iterator[Figure]:
    """The 95th percentile of an answer with `number` sessions asking at once, beside a single session's."""
    with urlopen(f"{address}/config") as answer:  # noqa: S310 - our own server
        events = json.load(answer)["dependencies"]
    event = next(one["id"] for one in events if (len(one["inputs"]), len(one["outputs"])) == (5, 4))

    def visit(session: int) -> list[float]:
        turned = [*questions[session % len(questions) :], *questions[: session % len(questions)]]
        return [_streamed(address, event, f"visitor{session:04}", question) for question in turned]

    alone = visit(number)
    with ThreadPoolExecutor(number) as pool:
        together = [seconds for one in pool.map(visit, range(number)) for seconds in one]
    what = f"of an answer, {number} sessions at once, beside a single one"
    yield Figure(f"median {what}", median(together), median(alone))
    yield Figure(f"p95 {what}", _p95(together), _p95(alone))


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def _streamed(address: str, event: int, session: str, question: str) -> float:
    """Seconds until a question, asked as the page's own script does, is answered to the end."""
    begun = time.perf_counter()
    body = {"data": [question, None, [], "", ""], "fn_index": event, "session_hash": session}
    headers = {"Content-Type": "application/json"}
    joining = Request(f"{address}/gradio_api/queue/join", json.dumps(body).encode(), headers)  # noqa: S310
    with urlopen(joining):  # noqa: S310 - our own server
        pass
    address = f"{address}/gradio_api/queue/data?session_hash={session}"
    with urlopen(address, timeout=600) as stream:  # noqa: S310
        for line in stream:
            said: dict[str, Any] = json.loads(line[5:]) if line.startswith(b"data:") else {}
            if said.get("msg") == "process_completed":
                if not said["success"]:
                    raise click.ClickException(f"“{question}” was not answered: {said['output']}")
                return time.perf_counter() - begun
    raise click.ClickException(f"“{question}” was not answered to the end.")


@click.command()
@click.option("--index", envvar="TIEUP_INDEX", help="The index to serve; without it, your own default one.")
@click.option("--questions", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--runs", default=5, show_default=True, help="Starts of each server.")
@click.option("--visitors", "number", default=20, show_default=True)
@click.option("--browser", default="/usr/bin/chromium", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("reports/page.json"))
def main(index: str | None, questions: Path, runs: int, number: int, browser: str, out: Path) -> None:
    """Measure the web page on questions of a question set, and keep the figures in --out."""
    from .questions import read_questions

    texts = [one.question for one in read_questions(questions) if not one.history][:_ASKED]
    serve = [sys.executable, "-m", "tieup.ui.cli", "serve", *(["--index", index] if index else []), "--port"]
    figures: list[Figure] = []

    def tell(found: Iterator[Figure]) -> None:
        for figure in found:
            figures.append(figure)
            click.echo(figure.line())

    tell(iter([readiness(serve, runs)]))
    with started(serve) as (address, _):
        tell(first_sight(address, texts, browser))
        tell(visitors(address, texts, number))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
