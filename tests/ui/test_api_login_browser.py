"""Logging in to a server with keys, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # pytest-base-url, which pytest-playwright needs, has a fixture that pytest 9 warns of.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures:pytest.PytestRemovedIn10Warning"),
]


def test_a_person_logs_in_with_a_key_and_asks(start_api, browser, faults):
    tab = browser.new_page()
    server, keys = start_api(keys=("read",))
    tab.goto(server.url)
    assert faults(tab) == []
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


def test_who_asks_too_often_is_told_so_and_keeps_the_question(start_api, browser):
    tab = browser.new_page()
    server, keys = start_api(keys=("read",), TIEUP_RATE_LIMIT="1")
    tab.goto(server.url)
    tab.get_by_label("Your key").fill(keys["read"])
    tab.get_by_role("button", name="Log in").click()
    box = tab.get_by_label("Your question")
    expect(box).to_be_visible(timeout=60_000)
    box.fill("Who signed a battery pact with Acme?")
    box.press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("Not asked. One caller may make 1 requests a minute")
    expect(box).to_have_value("Who signed a battery pact with Acme?")
