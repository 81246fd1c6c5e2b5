"""Files too large to be articles: refused in few lines, in bounded time and memory."""

import json
import os
import subprocess
import sys
from itertools import repeat
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from tieup.corpus import Rejected
from tieup.corpus.build import build_article
from tieup.corpus.decoding import LARGEST
from tieup.corpus.markup import html_text
from tieup.corpus.readers import READERS
from tieup.corpus.records import MOST_BAD, MOST_RECORDS, bounded

_READ = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from tieup.corpus import read_articles
print(json.dumps([getattr(each, "reason", None) for each in read_articles(sys.argv[1])]))
"""


def reasons(file: Path) -> list[Any]:
    """What a process with a gigabyte of memory and 20 seconds says of the file; None for each article."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(file)], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_file_of_two_hundred_megabytes_is_refused_in_one_line(tmp_path: Path, suffix: str):
    file = tmp_path / f"large{suffix}"
    with file.open("wb") as large:
        os.truncate(large.fileno(), 200 << 20)
    (reason,) = reasons(file)
    assert reason and "\n" not in reason


@pytest.mark.slow
@pytest.mark.parametrize("suffix", sorted(set(READERS) - {".pdf", ".docx"}))
@pytest.mark.parametrize("line", ["\n", "x,x\n"])
def test_a_file_of_ten_million_lines_is_refused_in_few_lines(tmp_path: Path, suffix: str, line: str):
    file = tmp_path / f"long{suffix}"
    file.write_bytes(b"text\n" + line.encode() * ((LARGEST - 5) // len(line)))
    found = reasons(file)
    assert None not in found and 1 <= len(found) <= 101, found[:3]


def test_records_of_one_file_are_counted():
    article = build_article("Kestrel bought Quill.", {}, "a.csv")
    found = list(bounded(repeat(article), "a.csv"))
    assert found[:-1] == [article] * MOST_RECORDS
    assert isinstance(found[-1], Rejected) and "100,000 articles: split it" in found[-1].reason
    found = list(bounded(repeat(Rejected("a.csv", "no text")), "a.csv"))
    assert len(found) == MOST_BAD + 1
    assert isinstance(found[-1], Rejected) and "100 records that can't be read" in found[-1].reason


def test_a_long_article_is_read_in_seconds(tmp_path: Path):
    file = tmp_path / "long.txt"
    file.write_text("Kestrel Motors and the bank Quill have signed a contract. " * 20_000, encoding="utf-8")
    assert reasons(file) == [None]


@pytest.mark.parametrize(
    "unit", ["<", "<!--", "<a ", "&", "<b>", "</b>", "<div hidden>", "<![", "<p style='", "]]"]
)
def test_mark_up_of_a_megabyte_takes_time_by_its_length_only(unit: str):
    start = process_time()
    html_text(unit * (1_000_000 // len(unit)))
    assert process_time() - start < 6
