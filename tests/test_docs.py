"""The pages in `docs/`: the made ones are as the code has them, the written ones name what is there."""

import re
import shlex
from pathlib import Path

import click
import pytest
from tieup.ui.cli import main as command_line
from tieup.ui.reference import PAGES
from tieup.ui.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
WRITTEN = sorted(file.name for file in DOCS.glob("*.md") if file.name not in PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_made_pages_are_as_the_code_has_them(name):
    kept = (DOCS / name).read_text("utf-8")
    assert kept == PAGES[name]().rstrip() + "\n", f"docs/{name} is out of date: run `make docs`"


@pytest.mark.parametrize("name", WRITTEN)
def test_the_guides_name_commands_options_settings_and_pages_that_are_there(name):
    text = (DOCS / name).read_text("utf-8")
    assert text.startswith("# ")
    assert text.count("\n") < 80, "a guide is short"
    for line in re.findall(r"^\$ (tieup .+)$", text, re.MULTILINE) + re.findall(r"`(tieup [^`]+)`", text):
        _stands(line)
    settings = set(re.findall(r"TIEUP_([A-Z_]*[A-Z])", text))
    assert {one.lower() for one in settings} <= set(Settings.model_fields) | {"settings"}
    for linked in re.findall(r"\]\((?!http|#)([^)#]+)", text):
        assert (DOCS / linked).exists(), linked
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text)) <= targets


def _stands(line):
    """Whether a command line of a guide is one: the command, its subcommand and its options."""
    _, name, *rest = shlex.split(line.partition(" > ")[0])
    command = command_line.get_command(None, name)
    assert command, line
    if name == "eval":  # it hands its options on
        return
    if isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    options = {option for one in command.params for option in one.opts}
    assert {word for word in rest if word.startswith("--")} <= options, line


def test_readme_leads_to_every_guide():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"\(docs/(\w+\.md)\)", readme)) == {*WRITTEN, *PAGES}
