"""Pictures of the web chat for the README, taken from the running page.

`python -m tieup.ui.screenshots DIR` serves the default index, or that of --index, on a free port and
drives Debian's chromium through playwright, which comes with the development extra.
"""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_shared import index_option

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
_WIDE = (1280, 800)
_PHONE = (390, 780)
_PAGES = {
    "deals": "#deals?company=Geely",
    "timeline": "#deals?view=timeline&company=Geely",
    "map": "#deals?view=map&company=Geely",
    "compare": "#deals?view=compare&company=Baidu&partner=Tencent",
    "corpus": "#corpus",
}
_WAIT = 60_000  # milliseconds for an answer on a busy machine


@contextmanager
def _served(index: Path | None) -> Generator[str]:
    command = [sys.executable, "-m", "tieup.ui.cli", "serve", "--port", "0"]
    command += ["--index", str(index)] if index else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline().split() if server.stdout else []
            if len(said) < 4:
                raise click.ClickException("The server did not start; run `tieup serve` to see why.")
            yield said[3]
        finally:
            server.terminate()


def _open(browser: "Browser", address: str, size: tuple[int, int], theme: str) -> "Page":
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=1.1, reduced_motion="reduce"
    )
    base, _, place = address.partition("#")
    page.goto(f"{base}?__theme={theme}#{place or 'chat'}")
    page.locator(".tu-welcome").wait_for(state="attached")
    return page


def _ask(page: "Page", question: str) -> None:
    before = page.locator(".tu-foot").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator(".tu-foot").nth(before).wait_for(timeout=_WAIT)
    page.locator(".tu-turn:last-child[data-next]").wait_for(timeout=_WAIT)
    # The pointer and the caret would show up as hover and focus marks.
    page.mouse.move(0, 0)


def _read(page: "Page", passage: int) -> None:
    page.locator(".tu-turn").last.locator(".tu-cite").nth(passage).click()
    page.locator("#tu-mark").wait_for()
    page.mouse.move(0, 0)


def _visit(browser: "Browser", address: str, place: str) -> "Page":
    """The page at `place`, once it holds what it is to show."""
    page = _open(browser, f"{address}/{place}", _WIDE, "light")
    page.locator('[aria-busy="false"] .tu-count').first.wait_for()
    if page.locator(".tu-chart").count():
        page.locator(".tu-drawn").wait_for()
    page.mouse.move(0, 0)
    return page


def _take(browser: "Browser", address: str, folder: Path, questions: tuple[str | None, str]) -> None:
    page = _open(browser, address, _WIDE, "light")
    page.locator(".tu-starter").first.wait_for()
    page.screenshot(path=folder / "welcome.png")
    answered = questions[0] or page.locator(".tu-starter").first.inner_text()
    _ask(page, answered)
    page.screenshot(path=folder / "answer.png")
    _read(page, 0)
    page.screenshot(path=folder / "article.png")
    _ask(page, questions[1])
    page.screenshot(path=folder / "not-said.png")
    for name, place in _PAGES.items():
        _visit(browser, address, place).screenshot(path=folder / f"{name}.png")
    dark = _open(browser, address, _WIDE, "dark")
    _ask(dark, answered)
    _read(dark, 0)
    dark.screenshot(path=folder / "dark.png")
    phone = _open(browser, address, _PHONE, "light")
    _ask(phone, answered)
    phone.screenshot(path=folder / "phone.png")
    _read(phone, 0)
    phone.screenshot(path=folder / "phone-article.png")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@index_option
@click.option("--answered", help="A question that the articles answer; without it, the page's first starter.")
@click.option("--unanswered", default="Which airline bought a football club?", show_default=True)
@click.option("--browser", "executable", default="/usr/bin/chromium", show_default=True)
def main(folder: Path, index: Path | None, answered: str | None, unanswered: str, executable: str) -> None:
    """Take the pictures into FOLDER."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with _served(index) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        _take(browser, address, folder, (answered, unanswered))
        browser.close()


if __name__ == "__main__":
    main()
