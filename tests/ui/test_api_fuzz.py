"""schemathesis over the API's own description: whatever is sent, nothing breaks.

`make fuzz` runs it for long.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LONG = os.environ.get("TIEUP_FUZZ")
CASES = LONG or "8"  # for each route and kind of case
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "negative_data_rejection,unsupported_method,ignored_auth"
)
# What is too large is refused before anybody looks at what else is wrong with it.
CONFIG = "[checks]\nnegative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 413, 422]\n"
REPORT = Path(__file__).parent.parent.parent / "reports" / "fuzz"


@pytest.mark.slow
def test_no_request_breaks_the_server_and_none_goes_unanswered(start_api):
    server, keys = start_api(keys=("write",), TIEUP_RATE_LIMIT="0")
    (server.folder / "schemathesis.toml").write_text(CONFIG)
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", f"{server.url}/openapi.json", "--header", f"Authorization: Bearer {keys['write']}"),
        *("--checks", CHECKS, "--max-examples", CASES, "--seed", "7", "--no-color"),
        *("--phases", "examples,coverage,fuzzing", "--warnings", "off", "--suppress-health-check", "all"),
        *(("--report", "junit", "--report-junit-path", str(REPORT / "junit.xml")) if LONG else ()),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=server.folder, check=False)
    told = done.stdout.replace(keys["write"], "KEY")
    if LONG:
        REPORT.mkdir(parents=True, exist_ok=True)
        (REPORT / "report.txt").write_text(told)
    assert done.returncode == 0, told[-6000:]
    generated, passed = map(int, re.search(r"(\d+) generated, (\d+) passed", told).groups())
    assert generated == passed > 500
    with server.client(keys["write"]) as client:
        assert client.get("/ready").status_code == 200
        assert not re.search(r'tieup_requests_total\{[^}]*status="5', client.get("/metrics").text)
