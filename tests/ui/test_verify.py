"""`tieup verify`: a saved answer stands, until the articles or the file say otherwise; and Word documents."""

import io
import json
import re
import zipfile

import pytest
from click.testing import CliRunner
from docx import Document
from tieup.ui.cli import main
from tieup.ui.export_docx import to_docx

ARTICLE = """---
title: Acme and Borealis sign a battery pact
publisher: Daily Volt
url: https://volt.example/pact
published: 2021-03-04
---
Acme and Borealis signed a pact to build battery cells together in Lund.

Acme will pay $40 million for the plant, which opens in 2023.
"""
QUESTION = "How much will Acme pay for the plant?"


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def place(tmp_path):
    """A folder with one article, an index of it and a saved answer."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "acme.md").write_text(ARTICLE)
    assert run("add", tmp_path / "news", "--index", tmp_path / "index").exit_code == 0
    saved = run("ask", QUESTION, "--json", "--index", tmp_path / "index")
    (tmp_path / "answer.json").write_text(saved.stdout)
    return tmp_path


def verify(place, *more):
    return run("verify", place / "answer.json", "--index", place / "index", *more)


def change(place, old, new):
    (place / "news" / "acme.md").write_text(ARTICLE.replace(old, new))
    assert run("add", place / "news", "--index", place / "index").exit_code == 0


def test_a_fresh_answer_stands_and_holds_its_receipt(place):
    value = json.loads((place / "answer.json").read_text())
    assert set(value["receipt"]["articles"]) == {one["article_id"] for one in value["evidence"]}
    assert value["receipt"]["writer"] is None
    assert value["receipt"]["embedding_model"]
    done = verify(place)
    assert done.exit_code == 0
    assert re.fullmatch(r"Answer \w+ stands: \d citations and \d sentences checked\.\n", done.stdout)


def test_an_article_changed_elsewhere_is_named_and_the_answer_stands(place):
    change(place, "together in Lund", "together in Malmö, of all places")
    done = verify(place, "--json")
    report = json.loads(done.stdout)
    kinds = {finding["kind"] for finding in report["findings"]}
    assert done.exit_code == 0
    assert report["stands"]
    assert {"index", "article"} <= kinds


def test_an_article_that_says_otherwise_breaks_it(place):
    change(place, "$40 million", "$45 million")
    done = verify(place)
    assert done.exit_code == 1
    assert "no longer stands" in done.stdout
    assert "no longer says what is quoted" in done.stdout
    assert "answered otherwise today" in done.stdout


def test_an_article_that_is_gone_breaks_it(place):
    assert run("remove", "acme.md", "--index", place / "index").exit_code == 0
    done = verify(place)
    assert done.exit_code == 1
    assert "is gone" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("$40 million", "$90 million", "no longer says what is quoted|not in the evidence"),
        ('"text": "Acme will pay', '"text": "Borealis will pay', "not in the evidence|file was changed"),
    ],
)
def test_a_file_that_was_tampered_with_is_found_out(place, old, new, told):
    file = place / "answer.json"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    done = verify(place)
    assert done.exit_code == 1
    assert re.search(told, done.stdout), done.stdout


def test_what_is_no_answer_is_said_to_be_none(place):
    (place / "answer.json").write_text("{}")
    assert "not an answer" in verify(place).stderr


def test_a_word_document_has_the_answer_with_its_notes(place):
    done = run("export", place / "answer.json", "--to", "docx")
    page = Document(io.BytesIO(done.stdout_bytes))
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    assert QUESTION in text
    assert "Daily Volt, “Acme and Borealis sign a battery pact”, 4 Mar 2021: “" in text
    raised = [run.text for one in page.paragraphs for run in one.runs if run.font.superscript]
    assert raised[0] == "[1]"
    links = [relation.target_ref for relation in page.part.rels.values() if relation.is_external]
    assert links == ["https://volt.example/pact"]


def test_a_word_document_takes_any_text(make_answer, cite):
    hostile = "a\x00b\x1b[31m\ud800 <w:t>&amp; \u202e\uffff [1]"
    answer = make_answer(text=hostile, question=hostile, citations=(cite(title=hostile, url="javascript:x"),))
    whole = to_docx([answer, make_answer(abstained=True)])
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        assert parts.testzip() is None
        assert b"javascript:" not in parts.read("word/_rels/document.xml.rels")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(whole)).paragraphs)
    assert "<w:t>&amp;" in text
    assert "Nearest passages" in text
