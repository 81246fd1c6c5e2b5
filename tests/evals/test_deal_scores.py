"""The deal scores on records small enough to reckon by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tieup.corpus import Article, CorpusError, Zone, ZoneKind, bundled_articles
from tieup.evals.deals import (
    LABELS,
    WIRE_LABELS,
    Reading,
    labelled_precision,
    read_gold_deals,
    score_co_occurrence,
    score_deals,
)
from tieup.rag import NameRegistry
from tieup.ui.cli import main

LINES = (
    "Zorvex, the carmaker, bought a 20% stake in Qualmira, a chip maker. Shares of Zorvex rose.",
    "Zorvex and Huaren signed a contract. Shares of Huaren fell; Huaren and Zorvex rose later.",
)


def news(number: int, text: str) -> Article:
    zones = (Zone(ZoneKind.BODY, 0, len(text)),)
    return Article(f"a{number}", text, "", None, None, None, None, "en", f"a{number}.md", zones, str(number))


ARTICLES = tuple(news(number, text) for number, text in enumerate(LINES))
READING = Reading.of(ARTICLES, NameRegistry.learn(ARTICLES))


def gold_file(folder: Path, *records: tuple[str, list[str], str, str, str | None]) -> Path:
    path = folder / "gold.jsonl"
    keys = ("file", "parties", "type", "status", "amount")
    rows = [
        dict(zip(keys, record, strict=True)) | {"date": None, "quote": "", "scope": None}
        for record in records
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_found_is_same_parties_in_the_same_file(tmp_path: Path) -> None:
    path = gold_file(
        tmp_path,
        ("a0.md", ["Qualmira", "Zorvex"], "investment", "completed", "20%"),
        ("a1.md", ["Zorvex", "Huaren"], "supply_or_service", "signed", None),
        ("a1.md", ["Zorvex", "Qualmira"], "investment", "completed", None),
    )
    scores = score_deals(read_gold_deals(path), READING)
    assert {name: (estimate.value, estimate.n) for name, estimate in scores.items()} == {
        "recall": (2 / 3, 3),
        "same_parties": (1.0, 2),
        "type": (0.5, 2),
        "status": (1.0, 2),
        "amount": (1.0, 1),
        "exact_quotes": (1.0, 2),
    }


def test_the_baseline_takes_any_pair_of_a_sentence(tmp_path: Path) -> None:
    path = gold_file(tmp_path, ("a0.md", ["Qualmira", "Zorvex"], "investment", "completed", None))
    scores = score_co_occurrence(read_gold_deals(path), READING)
    assert scores["recall"].value == 1.0


def test_labels_that_no_deal_fits_are_left_out(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    rows = [
        ("a0.md", ["Qualmira", "Zorvex"], True),
        ("a1.md", ["Zorvex", "Huaren"], False),
        ("a9.md", ["A", "B"], True),
    ]
    labels.write_text(
        "\n".join(json.dumps(dict(zip(("file", "parties", "right"), row, strict=True))) for row in rows)
    )
    precision = labelled_precision(READING, labels)["precision"]
    assert (precision.value, precision.n) == (0.5, 2)


def test_the_labels_kept_are_of_bundled_articles_and_of_wires() -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    texts = {path.name: path.read_text("utf-8") for path in bundled_articles().glob("*.md")}
    assert all(0 <= row["start"] < row["end"] <= len(texts[row["file"]]) for row in rows)
    wires = [json.loads(line) for line in WIRE_LABELS.read_text("utf-8").splitlines()]
    assert len(rows) + len(wires) >= 200
    assert {True, False} == {row["right"] for row in (*rows, *wires)}


def test_one_article_of_several_in_a_file_is_known_by_its_address(tmp_path: Path) -> None:
    together = [
        replace(one, path="wires.jsonl", url=f"https://wires.example/2012/{one.id}") for one in ARTICLES
    ]
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"file": "a0", "parties": ["Qualmira", "Zorvex"], "right": True}))
    reading = Reading.of(together, NameRegistry.learn(together))
    assert labelled_precision(reading, labels)["precision"].n == 1


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"file": "a.md"}', '{"file": "a", "parties": "A", "type": "talks"}']
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + line)
    with pytest.raises(CorpusError, match=r"gold\.jsonl, line 2"):
        read_gold_deals(path)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("")
    with pytest.raises(CorpusError, match="no deal in it"):
        read_gold_deals(tmp_path / "gold.jsonl")


def folder(place: Path) -> Path:
    (place / "news").mkdir()
    for number, text in enumerate(LINES):
        (place / "news" / f"a{number}.md").write_text(text + "\n", "utf-8")
    return place / "news"


def test_the_command_puts_the_baseline_beside_it(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, ("a0.md", ["Qualmira", "Zorvex"], "investment", "completed", "20%"))
    arguments = ["eval", "deals", str(gold), "--corpus", str(folder(tmp_path))]
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["records"] == 1
    assert report["systems"]["Tieup"]["recall"]["value"] == 1.0
    assert set(report["systems"]["co-occurrence"]) == {"recall", "same_parties"}
    table = CliRunner().invoke(main, arguments).stdout
    assert "Tieup" in table
    assert all(len(line) < 100 for line in table.splitlines()[1:])


def test_records_about_other_articles_are_refused_in_a_line(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, ("zzz.md", ["Qualmira", "Zorvex"], "investment", "completed", "20%"))
    result = CliRunner().invoke(main, ["eval", "deals", str(gold), "--corpus", str(folder(tmp_path))])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "first zzz.md" in line


def test_a_file_that_is_not_there_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["eval", "deals", "/no/such/file"]).exit_code == 2
