"""The files for running Tieup as a service name what is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tieup.ui.settings import Settings

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
FILES = ("Dockerfile", "compose.yaml", "tieup.service")


@pytest.mark.parametrize("name", FILES)
def test_every_setting_is_one(name):
    named = set(re.findall(r"\bTIEUP_([A-Z_]+)", (DEPLOY / name).read_text()))
    assert {one.lower() for one in named} <= set(Settings.model_fields)


def test_the_image_is_of_pinned_parts_and_runs_as_nobody_in_particular():
    text = (DEPLOY / "Dockerfile").read_text()
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["python:3.11-slim-bookworm"] * 2
    assert all("--constraint constraints.txt" in line for line in text.splitlines() if "pip install" in line)
    user = re.search(r"^USER (\d+)$", text, re.MULTILINE)[1]
    assert f"useradd --create-home --uid {user} " in text
    for source in re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE):
        assert (ROOT / source).exists()


def test_hadolint_finds_nothing():
    linter = shutil.which("hadolint") or str(Path(sys.executable).with_name("hadolint"))
    if not Path(linter).exists():
        pytest.skip("no hadolint here")
    done = subprocess.run([linter, str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_is_one_and_serves_this_machine_only():
    (service,) = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"].values()
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["read_only"] is True


def test_systemd_takes_the_unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    # The program lies elsewhere on this machine, and that is all that may be said.
    unit = (DEPLOY / "tieup.service").read_text().replace("/opt/tieup/bin/tieup", "/bin/true")
    (tmp_path / "tieup.service").write_text(unit)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "tieup.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
