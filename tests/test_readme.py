"""The README can't lie: its examples run, its quotes stand in the articles, what it names is there."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tieup.corpus import bundled_articles, read_articles
from tieup.corpus.readers import READERS
from tieup.evals import read_questions
from tieup.ui.cli import main as command_line
from tieup.ui.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}
TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
FEW = ("honda-*.md", "toyota-grab-*.md", "geely-*.md", "waymo-uber-*.md", "weride-uber-*.md")
LARGEST_PICTURE = 300_000


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands():
    """The commands that the console blocks give, without their prompts and output."""
    return [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]


def targets():
    return set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with `my-articles` and `my-index`, and the environment to run commands in it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "my-articles").mkdir()
    for pattern in FEW:
        for file in bundled_articles().glob(pattern):
            shutil.copy(file, folder / "my-articles")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TIEUP_")},
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    run(folder, environment, [*TIEUP, "add", "my-articles", "--index", "my-index"])
    return folder, environment


def run(folder, environment, command):
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def test_it_opens_with_one_sentence_and_the_two_commands():
    title, sentence, block = README.split("\n\n")[:3]
    assert title == "# Tieup"
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")
    assert block == "```console\n$ make chat\n$ make test\n```"


def test_the_quotes_of_its_session_stand_in_the_bundled_articles():
    session = README.partition("<!-- session")[2].partition("<!-- end of session -->")[0]
    quotes = [
        "".join(quote.split()) for quote in re.findall(r"^ +“(.+?)”$", session, re.MULTILINE | re.DOTALL)
    ]
    texts = ["".join(file.read_text("utf-8").split()) for file in bundled_articles().glob("*.md")]
    assert len(quotes) > 1
    for quote in quotes:
        assert any(quote in text for text in texts), f"no bundled article says: {quote}"
    assert not re.search(r"(?<!Tieup)/(home|root|work|tmp)/", session), "the session shows a private path"


def test_its_python_runs(place):
    (code,) = blocks("python")
    printed = run(*place, [sys.executable, "-c", code])
    assert re.search(r"^1 .*\bGrab\b", printed, re.MULTILINE | re.DOTALL), printed


@pytest.mark.slow
def test_its_commands_run(place):
    folder, environment = place
    ran = 0
    for line in commands():
        if not line.startswith("tieup ") or line.startswith(("tieup serve", "tieup eval")) or "--llm" in line:
            continue
        line, _, file = line.partition(" > ")
        printed = run(folder, environment, [*TIEUP, *shlex.split(line)[1:]])
        assert printed
        if file:
            (folder / file).write_text(printed, "utf-8")
        ran += 1
    assert ran >= 5


def test_the_commands_and_options_it_names_exist_and_none_is_left_out():
    known = set(command_line.list_commands(None))
    assert set(re.findall(r"(?:`|\$ )tieup ([a-z]+)", README)) == known
    for line in [line for line in commands() if line.startswith("tieup ")]:
        _, name, *rest = shlex.split(line)
        if name == "eval":
            continue
        command = command_line.get_command(None, name)
        command = command.commands[rest[0]] if isinstance(command, click.Group) else command
        options = {option for one in command.params for option in one.opts}
        assert {word for word in rest if word.startswith("--")} <= options, line


@pytest.mark.parametrize("page", PAGES)
def test_the_targets_it_names_are_in_the_makefile(page):
    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", PAGES[page]))
    assert named <= targets()


def test_every_target_is_phony_and_explained():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = set(makefile.partition(".PHONY: ")[2].partition("\n")[0].split())
    assert phony == targets()
    assert {"chat", "test", "eval"} <= targets()


@pytest.mark.parametrize("page", PAGES)
def test_the_files_it_names_are_there(page):
    pictures = re.findall(r"!\[.+?\]\((\S+)\)", PAGES[page])
    code = re.findall(
        r"`((?:corpus|index|rag|ui|evals|tests|docs)/[\w./*-]*|[\w.-]+\.(?:toml|txt|md))`", PAGES[page]
    )
    for name in [*pictures, *(name for name in code if "<" not in name)]:
        assert list(ROOT.glob(name.rstrip("/"))), f"{page} names {name}"


def test_its_pictures_are_small():
    pictures = list((ROOT / "docs").glob("*.png"))
    assert pictures
    guides = "".join(file.read_text("utf-8") for file in (ROOT / "docs").glob("*.md"))
    shown = {*re.findall(r"\(docs/(\S+\.png)\)", README), *re.findall(r"[(\"]([\w-]+\.png)[)\"]", guides)}
    assert {file.name for file in pictures} == shown
    assert all(file.stat().st_size < LARGEST_PICTURE for file in pictures)


def test_it_names_every_format_and_every_setting():
    assert set(READERS) == set(re.search(r"`(\.md .+?)`", README, re.DOTALL)[1].split())
    known = {f"TIEUP_{name.upper()}" for name in Settings.model_fields} | {"TIEUP_SETTINGS"}
    assert set(re.findall(r"TIEUP_[A-Z_]*[A-Z]", README)) == known
    code = "".join(file.read_text("utf-8") for room in ("index", "ui") for file in (ROOT / room).glob("*.py"))
    assert set(re.findall(r"TIEUP_[A-Z_]*[A-Z]", code)) <= known


def test_its_front_matter_is_understood(tmp_path):
    (example,) = blocks("markdown")
    file = tmp_path / "honda.md"
    file.write_text(example, "utf-8")
    (article,) = read_articles(file)
    known = (article.title, article.publisher, article.published.value, article.url, article.language)
    lines = [line.partition(": ")[2] for line in example.splitlines()[1:6]]
    assert list(known) == lines


def test_its_question_is_a_question(tmp_path):
    (example,) = blocks("json")
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(json.loads(example)), "utf-8")
    (question,) = read_questions(file)
    assert question.nuggets == (("January 2018", "2018-01"),)


def test_it_counts_right():
    articles = len(list(bundled_articles().glob("*.md")))
    questions = len(read_questions(ROOT / "evals" / "questions" / "global.jsonl"))
    assert f"on {articles} short articles" in README
    assert f"the {questions} questions" in README
