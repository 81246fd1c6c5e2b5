"""How fast the server answers under load, beside the same question in process, and if its memory stays flat.

`make load` runs it for long and writes `reports/load.json`.
"""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

import pytest
from tieup import Assistant

SECONDS = float(os.environ.get("TIEUP_LOAD", "4"))
LONG = "TIEUP_LOAD" in os.environ
QUESTIONS = (
    "Who signed a battery pact with Acme?",
    "How much will Acme pay for the plant?",
    "Which alliance did Cobalt Motors end?",
    "Did Zenith buy Quorum?",
)
REPORT = Path(__file__).parent.parent.parent / "reports" / "load.json"


def rates(times, seconds):
    return {
        "answers": len(times),
        "a_second": round(len(times) / seconds, 2),
        "median_ms": round(median(times) * 1000, 1),
        "p95_ms": round(quantiles(times, n=20)[-1] * 1000, 1),
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


@pytest.mark.slow
def test_under_load_every_question_is_answered_and_memory_stays_flat(start_api):
    server = start_api()
    here = Assistant.open(server.folder / "index")
    with server.client() as client:

        def ask(question):
            client.post("/api/ask", json={"question": question}).raise_for_status()

        for question in QUESTIONS:
            ask(question)
            here.ask(question)
        told = {"in process, 1 caller": rates(asked(here.ask, SECONDS / 4, 1), SECONDS / 4)}
        for callers in (1, 4, 16):
            times = asked(ask, SECONDS / 4, callers)
            told[f"/api/ask, {callers} caller{'s' * (callers > 1)}"] = rates(times, SECONDS / 4)
        first = resident(client)
        soaked = asked(ask, SECONDS, 4)
        last = resident(client)
    told["soak, 4 callers"] = rates(soaked, SECONDS)
    told["memory"] = {"before_mb": round(first / 1e6, 1), "after_mb": round(last / 1e6, 1)}
    if LONG:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps(told, indent=2) + "\n")
    assert last - first < 60e6, told
