"""How well single sentences are read: a set of sentences with two marked companies and their relation.

The set is of the form of CORE (Borchert and others, 2023): a JSON list of objects with `context` (words),
`relation`, and for each of two entities its first and last word and its name. Run it so:

    python -m tieup.evals.deals_relations train.json
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..corpus import Article, CorpusError, Zone, ZoneKind
from ..rag import NameRegistry, deal_types_of, says_deal

TYPES: dict[str, frozenset[str]] = {
    "collaboration": frozenset({"strategic_cooperation", "joint_development", "joint_venture"}),
    "acquired_by": frozenset({"acquisition"}),
    "merged_with": frozenset({"acquisition"}),
    "shareholder_of": frozenset({"investment", "ownership"}),
    "subsidiary_of": frozenset({"ownership", "acquisition"}),
    "client_of": frozenset({"supply_or_service"}),
}
"""The relations that are deals, and the types that they are read as."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its two companies by name, and their relation."""

    text: str
    names: tuple[str, str]
    relation: str


@dataclass(frozen=True, slots=True)
class Found:
    """How well a relation is found, each from 0 to 1; `n` sentences have it."""

    precision: float
    recall: float
    n: int

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file. Raises CorpusError where it is no such set."""
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [_sentence(row) for row in rows]
    except (ValueError, KeyError, TypeError, OSError) as problem:
        raise CorpusError(
            f"{path}: no set of sentences with relations ({problem}); see {__name__}"
        ) from problem


def _sentence(row: dict[str, Any]) -> Sentence:
    """Each entity's words give way to its name: "the company" would otherwise be nobody by itself."""
    words: list[str] = list(row["context"])
    spans = sorted(
        ((row[f"{e}_start"], row[f"{e}_end"], row[f"{e}_name"]) for e in ("e1", "e2")), reverse=True
    )
    for start, end, name in spans:
        words[start : end + 1] = [name]
    text = ""
    for word in words:
        tight = not text or word in (".", ",", ";", ":", "!", "?", ")", "’", "%") or word.startswith("'")
        text += word if tight or text[-1] in "($" else f" {word}"
    return Sentence(text, (row["e1_name"], row["e2_name"]), row["relation"])


def types_read(sentence: Sentence) -> frozenset[str]:
    """The types of the deals that the ledger reads between the two companies, both known to it."""
    text = sentence.text
    article = Article(
        "s", text, "", None, None, None, None, "en", "s.txt", (Zone(ZoneKind.BODY, 0, len(text)),), "s"
    )
    return deal_types_of(article, NameRegistry.of_companies(sentence.names))


def score(sentences: Sequence[Sentence], says: Callable[[Sentence, str], bool]) -> dict[str, Found]:
    """Precision and recall of each relation, where `says(sentence, relation)` tells what is found."""
    scores: dict[str, Found] = {}
    for relation in TYPES:
        found = [sentence for sentence in sentences if says(sentence, relation)]
        right = sum(sentence.relation == relation for sentence in found)
        many = sum(sentence.relation == relation for sentence in sentences)
        scores[relation] = Found(right / len(found) if found else 0.0, right / many if many else 0.0, many)
    return scores


def main(path: Path) -> str:
    """The table of both: the ledger, and any word of the trade beside the two companies."""
    sentences = read_sentences(path)
    read = {id(sentence): types_read(sentence) for sentence in sentences}
    ours = score(sentences, lambda sentence, relation: bool(read[id(sentence)] & TYPES[relation]))
    words = score(sentences, lambda sentence, _: says_deal(sentence.text))
    lines = [
        f"{path}: {len(sentences)} sentences",
        "",
        f"{'':<16}{'n':>5}   Tieup P/R/F1      any word P/R/F1",
    ]
    lines += [
        f"{relation:<16}{ours[relation].n:>5}   {_cell(ours[relation])}   {_cell(words[relation])}"
        for relation in TYPES
    ]
    return "\n".join(lines)


def _cell(found: Found) -> str:
    return f"{found.precision:.2f} {found.recall:.2f} {found.f1:.2f}"


if __name__ == "__main__":
    try:
        print(main(Path(sys.argv[1])))
    except IndexError:
        sys.exit("usage: python -m tieup.evals.deals_relations FILE.json")
    except CorpusError as problem:
        sys.exit(str(problem))
