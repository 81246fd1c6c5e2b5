"""Nothing leaves the machine: add, ask and serve with every way out watched, and with none there at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OFFLINE = Path(__file__).parent / "offline"
DAY = [sys.executable, str(OFFLINE / "day.py")]
# A network of one's own holds nothing but a loopback that is down.
ALONE = ["unshare", "--map-root-user", "--net"]
LOOPBACK_UP = "ip link set lo up && exec "


@pytest.fixture
def run(tmp_path):
    """Runs a command under the watch; gives its result and what it tried to reach."""

    def run(command):
        notes = tmp_path / "reached"
        environment = {
            **os.environ,
            "PYTHONPATH": str(OFFLINE),
            "TIEUP_TEST_REACHED": str(notes),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        for name in (
            "TIEUP_INDEX",
            "TIEUP_CACHE",
            "TIEUP_EMBEDDING_MODEL",
            "TIEUP_RERANKER",
            "HF_HUB_OFFLINE",
        ):
            environment.pop(name, None)
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=240, check=False
        )
        return done, notes.read_text() if notes.exists() else ""

    return run


@pytest.mark.parametrize(
    "reach",
    ["socket.create_connection(('192.0.2.1', 80), 1)", "socket.getaddrinfo('news.example', 443)"],
)
def test_the_watch_sees_a_try_to_get_out(run, reach):
    done, reached = run([sys.executable, "-c", f"import socket; {reach}"])
    assert done.returncode
    assert "PermissionError" in done.stderr
    assert "192.0.2.1" in reached or "news.example" in reached


@pytest.mark.slow
def test_a_day_with_tieup_reaches_nobody(run, tmp_path):
    done, reached = run([*DAY, str(tmp_path)])
    assert reached == ""
    assert done.returncode == 0, done.stderr
    *_, files = done.stdout.splitlines()
    assert int(files.removesuffix(" files loaded")) >= 2  # its script and its styles


@pytest.mark.slow
def test_a_day_with_tieup_needs_no_network(run, tmp_path):
    if not (shutil.which("unshare") and shutil.which("ip")) or run([*ALONE, "true"])[0].returncode:
        pytest.skip("this machine does not let us make a network of our own (unshare, ip)")
    done, reached = run([*ALONE, "sh", "-c", LOOPBACK_UP + '"$@"', "sh", *DAY, str(tmp_path)])
    assert reached == ""
    assert done.returncode == 0, done.stderr
