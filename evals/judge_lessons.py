"""What the judge is taught from (evals/fit_judge.py): pairs of a question and a sentence, step by step.

Besides the labelled questions of this project, two kinds of data made for other ends teach it to compare two
texts before it sees those few: pairs of texts of which one may follow from the other, and questions on a
paragraph with the place of the answer in it, some of which it does not answer.
"""

import csv
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from ..corpus import split_sentences
from ..rag import judge_reading

QUESTIONS = 16  # a step
POSITIVES, HARDEST, OTHERS = 2, 3, 3  # sentences a question


@dataclass(frozen=True, slots=True)
class Group:
    """A question's pairs: those that bear on it and those that don't, the hardest first.

    `answerable`: whether those that bear on it answer it (or else correct it); `located`: whether it is
    known which bear on it at all.
    """

    positives: tuple[tuple[str, str], ...]
    negatives: tuple[tuple[str, str], ...]
    answerable: bool
    located: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Pairs for one step, and of each: does it bear on its question (NaN: unknown), does it answer it
    (float32 [pairs]), and which question it belongs to (int64 [pairs])."""

    pairs: list[tuple[str, str]]
    bears: torch.Tensor
    answers: torch.Tensor
    groups: torch.Tensor


def step_of(some: Sequence[Group], chance: random.Random) -> Step:
    """Some pairs of each of the groups, drawn anew."""
    pairs: list[tuple[str, str]] = []
    bears: list[float] = []
    answers: list[float] = []
    groups: list[int] = []
    for number, group in enumerate(some):
        positives = chance.sample(group.positives, min(POSITIVES, len(group.positives)))
        hardest, rest = group.negatives[:HARDEST], group.negatives[HARDEST:]
        negatives = [*hardest, *chance.sample(rest, min(OTHERS, len(rest)))]
        pairs += [*positives, *negatives]
        bears += [1.0] * len(positives) + [0.0 if group.located else math.nan] * len(negatives)
        answers += [float(group.answerable)] * len(positives) + [0.0] * len(negatives)
        groups += [number] * (len(positives) + len(negatives))
    return Step(pairs, torch.tensor(bears), torch.tensor(answers), torch.tensor(groups))


def steps(known: Sequence[Group], epochs: int) -> Iterator[Step]:
    """The steps of training."""
    chance = random.Random(0)  # noqa: S311 - a fixed seed is what is wanted here
    for _ in range(epochs):
        order = list(known)
        chance.shuffle(order)
        for start in range(0, len(order), QUESTIONS):
            yield step_of(order[start : start + QUESTIONS], chance)


def entailments(folder: Path) -> Iterator[Step]:
    """One pass over pairs of a hypothesis and a premise, CSV files with premise, hypothesis and label.

    What follows from a premise is what a premise answers, so this teaches the model to compare two texts
    before it sees the few questions.
    """
    rows: list[tuple[str, str, float]] = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                rows.append((row["hypothesis"], row["premise"], float(row["label"] == "entailment")))
    random.Random(0).shuffle(rows)  # noqa: S311 - a fixed seed is what is wanted here
    size = QUESTIONS * (POSITIVES + HARDEST + OTHERS)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        labels = torch.tensor([label for _, _, label in some])
        unknown = torch.full_like(labels, math.nan)
        yield Step([row[:2] for row in some], unknown, labels, torch.arange(len(some)))


def reading(folder: Path) -> list[Group]:
    """The questions of the JSON files in `folder`, which are in the format of SQuAD 2.0.

    (Rajpurkar, Jia and Liang 2018.) The sentence that holds the answer answers; the others of its paragraph
    do not, those that share most words with the question being the hardest. Of a question that its paragraph
    does not answer nobody says what bears on it.
    """
    groups: list[Group] = []
    for file in sorted(folder.glob("*.json")):
        for article in json.loads(file.read_text("utf-8"))["data"]:
            title = article["title"].replace("_", " ")
            for paragraph in article["paragraphs"]:
                sentences = _sentences(paragraph["context"], title)
                groups += [_group(question, sentences) for question in paragraph["qas"]]
    return [group for group in groups if group.negatives]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    read: str  # what the judge reads: the sentence, the title, and the sentence before


def _sentences(text: str, title: str) -> list[_Sentence]:
    spans = split_sentences(text, 0, len(text))
    texts = [text[span.start : span.end] for span in spans]
    before = ["", *texts]
    return [
        _Sentence(span.start, span.end, judge_reading(own, title, previous))
        for span, own, previous in zip(spans, texts, before, strict=False)
    ]


def _group(question: dict[str, Any], sentences: Sequence[_Sentence]) -> Group:
    asked = question["question"].strip()
    starts = [answer["answer_start"] for answer in question["answers"]]
    words = _words(asked)
    ranked = sorted(sentences, key=lambda sentence: -len(words & _words(sentence.read)))
    holds = {
        sentence for sentence in sentences if any(sentence.start <= start < sentence.end for start in starts)
    }
    return Group(
        tuple((asked, sentence.read) for sentence in ranked if sentence in holds),
        tuple((asked, sentence.read) for sentence in ranked if sentence not in holds),
        bool(holds),
        bool(holds),
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))
