"""Logging in to a server with keys, in a real browser."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
AWAY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def tab():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here: install Debian's")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS.split(), AWAY])
        yield browser.new_page()
        browser.close()


def test_a_person_logs_in_with_a_key_and_asks(start_api, tab):
    server, keys = start_api(keys=("read",))
    tab.goto(server.url)
    tab.get_by_label("Your key").fill("not a key")
    tab.get_by_role("button", name="Log in").click()
    expect(tab.get_by_role("alert")).to_have_text("This is not a key to this server.")
    tab.get_by_label("Your key").fill(keys["read"])
    tab.get_by_role("button", name="Log in").click()
    box = tab.get_by_label("Your question")
    expect(box).to_be_visible(timeout=60_000)
    box.fill("Who signed a battery pact with Acme?")
    box.press("Enter")
    expect(tab.get_by_text("Borealis signed a battery pact").first).to_be_visible(timeout=60_000)
    assert keys["read"] not in tab.content()
