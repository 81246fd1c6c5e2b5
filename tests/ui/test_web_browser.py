"""The web chat in a real browser, against a real server on a real index."""

import sys
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
PACT = "Who signed a battery pact with Acme?"
ALLIANCE = "Which alliance did Cobalt Motors end?"
HOSTILE = "Who formed a venture with Evilcorp?"

ARTICLES = {
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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's chromium")
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync"
    away = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*flags.split(), away]}
