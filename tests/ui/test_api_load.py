"""How fast the server answers under load, beside the same question in process, and if its memory stays flat.

`make load` and `make soak` run it for long and write `reports/load.json` and `reports/soak.json`.
"""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest
from tieup import Assistant

LOAD = float(os.environ.get("TIEUP_LOAD", "3"))
SOAK = float(os.environ.get("TIEUP_SOAK", "3"))
QUESTIONS = (
    "Who signed a battery pact with Acme?",
    "How much will Acme pay for the plant?",
    "Which alliance did Cobalt Motors end?",
    "Did Zenith buy Quorum?",
)
REPORTS = Path(__file__).parent.parent.parent / "reports"
DELTA = b"---\ntitle: Delta and Echo\n---\nDelta signed a supply deal with Echo on Monday.\n"

pytestmark = pytest.mark.slow


def rates(times, seconds):
    return {
        "answers": len(times),
        "a_second": round(len(times) / seconds, 2),
        "median_ms": round(median(times) * 1000, 1),
        "p95_ms": round(sorted(times)[(95 * len(times) - 1) // 100] * 1000, 1),
    }


def asked(ask, seconds, callers):
    """The time that each of the answers took that `callers` got in `seconds`, asking one after another."""
    end = time.monotonic() + seconds

    def caller(number):
        times = []
        while time.monotonic() < end:
            started = time.perf_counter()
            ask(QUESTIONS[(number + len(times)) % len(QUESTIONS)])
            times.append(time.perf_counter() - started)
        return times

    with ThreadPoolExecutor(callers) as pool:
        return [one for times in pool.map(caller, range(callers)) for one in times]


def resident(client):
    lines = client.get("/metrics").text.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("process_resident_memory_bytes ")))


def report(name, told):
    """Write the report of a long run."""
    if f"TIEUP_{name.upper()}" in os.environ:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / f"{name}.json").write_text(json.dumps(told, indent=2) + "\n")


def test_under_load_every_question_is_answered(open_api, api):
    here = Assistant.open(open_api.folder / "index")

    def ask(question):
        api.post("/api/ask", json={"question": question}).raise_for_status()

    for question in QUESTIONS:
        ask(question)
        here.ask(question)
    told = {"in process, 1 caller": rates(asked(here.ask, LOAD / 4, 1), LOAD / 4)}
    for callers in (1, 4, 16):
        times = asked(ask, LOAD / 4, callers)
        told[f"/api/ask, {callers} caller{'s' * (callers > 1)}"] = rates(times, LOAD / 4)
    report("load", told)
    assert all(one["answers"] for one in told.values())


def test_memory_stays_flat_while_it_is_asked_and_its_articles_change(open_api, api):
    def ask(question):
        api.post("/api/ask", json={"question": question}).raise_for_status()
        with api.stream("POST", "/api/stream", json={"question": question}) as response:
            assert "event: answer" in response.read().decode()

    def once():
        """Another article in and out: what is known of the corpus is made anew."""
        added = api.post("/api/articles", files={"files": ("delta.md", DELTA)}).json()
        api.delete(f"/api/articles/{added['changes'][0]['article_id']}").raise_for_status()

    for question in QUESTIONS:
        ask(question)
    once()
    held, times = [resident(api)], []
    for _ in range(10):
        times += asked(ask, SOAK / 10, 4)
        once()
        held.append(resident(api))
    told = {
        "seconds": SOAK,
        "memory_mb": {"start": held[0], "half-way": held[5], "end": held[-1], "most": max(held)},
        "asked and streamed, 4 callers": rates(times, SOAK),
    }
    told["memory_mb"] = {when: round(size / 1e6, 1) for when, size in told["memory_mb"].items()}
    report("soak", told)
    assert held[-1] - held[0] < 60e6, told
    # A leak goes on; what is only made once has been made by half-time.
    assert SOAK < 60 or held[-1] - held[5] < 15e6, told
