"""The deal scores on records small enough to reckon by hand."""

import json
from pathlib import Path

from tieup.corpus import Article, Zone, ZoneKind
from tieup.evals.deals import read_gold, score_baseline, score_deals
from tieup.rag.names import NameRegistry

LINES = (
    "Zorvex, the carmaker, bought a 20% stake in Qualmira, a chip maker. Shares of Zorvex rose.",
    "Zorvex and Huaren signed a contract. Shares of Huaren fell; Huaren and Zorvex rose later.",
)


def news(number: int, text: str) -> Article:
    zones = (Zone(ZoneKind.BODY, 0, len(text)),)
    return Article(f"a{number}", text, "", None, None, None, None, "en", f"a{number}.md", zones, str(number))


ARTICLES = tuple(news(number, text) for number, text in enumerate(LINES))


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
    scores = score_deals(read_gold(path), ARTICLES, NameRegistry.learn(ARTICLES))
    assert (scores.gold, scores.read) == (3, 2)
    assert scores.recall == 2 / 3
    assert scores.same_parties == 1.0
    assert (scores.type, scores.status, scores.amount) == (0.5, 1.0, 1.0)
    assert scores.exact_quotes == 1.0


def test_the_baseline_takes_any_pair_of_a_sentence(tmp_path: Path) -> None:
    path = gold_file(tmp_path, ("a0.md", ["Qualmira", "Zorvex"], "investment", "completed", None))
    recall, _ = score_baseline(read_gold(path), ARTICLES, NameRegistry.learn(ARTICLES))
    assert recall == 1.0
