"""The articles that speed is measured on: real ones from a file as far as they go, then made-up ones."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from ..corpus import Article, CorpusError, bundled_articles, read_articles, split_sentences

Story = dict[str, str]
"""An article as a line of JSON: `title` and `text`."""


CHARACTERS = 430
"""What articles hold for each of their passages, about: measured on 4,900 short business reports."""


def enough(passages: int, file: Path | None = None) -> Iterator[Story]:
    """Articles of `stories` for about so many passages."""
    left = CHARACTERS * passages
    for story in stories(passages, file):
        if left <= 0:
            break
        left -= len(story["text"])
        yield story


def stories(count: int, file: Path | None = None, seed: int = 0) -> Iterator[Story]:
    """`count` articles: those in `file`, JSON Lines with `title` and `text`, .gz or not, as they stand, and
    when they have run out, or there is no file, made-up ones of their sentences. Raises CorpusError.
    """
    for story in islice(_lines(file), count) if file is not None else ():
        yield story
        count -= 1
    yield from made_up_articles(count, seed, file)


def made_up_articles(count: int, seed: int = 0, file: Path | None = None) -> Iterator[Story]:
    """Articles of sentences drawn from those in `file`, or from the bundled ones: some four passages each."""
    rng = np.random.default_rng(seed)
    sentences = _sentences(file) if count > 0 else []
    for number in range(count):
        paragraphs = (
            " ".join(sentences[int(place)] for place in rng.integers(0, len(sentences), 4)) for _ in range(4)
        )
        yield {"title": f"Story {seed}.{number}", "text": "\n\n".join(paragraphs)}


def lay_out(folder: Path, articles: Iterator[Story]) -> None:
    """Write articles into a new folder, ten thousand to a file."""
    folder.mkdir()
    for number in range(10**6):
        part = list(islice(articles, 10_000))
        if not part:
            break
        lines = "".join(json.dumps(story) + "\n" for story in part)
        (folder / f"part-{number:04}.jsonl").write_text(lines, "utf-8")


@cache
def _sentences(file: Path | None) -> list[str]:
    """Every sentence of more than 40 characters, white space single."""
    found: list[str] = []
    for text, start, end in _stretches(file):
        parts = (" ".join(span.of(text).split()) for span in split_sentences(text, start, end))
        found += [part for part in parts if len(part) > 40]
    return found


def _stretches(file: Path | None) -> Iterator[tuple[str, int, int]]:
    """Stretches of running text: each with the text it stands in."""
    if file is not None:
        yield from ((story["text"], 0, len(story["text"])) for story in _lines(file))
        return
    for article in read_articles(bundled_articles()):
        if isinstance(article, Article):
            zones = (zone for zone in article.zones if zone.kind.editorial)
            yield from ((article.text, zone.start, zone.end) for zone in zones)


def _lines(file: Path) -> Iterator[Story]:
    with (
        gzip.open(file, "rt", encoding="utf-8")
        if file.suffix == ".gz"
        else file.open(encoding="utf-8") as lines
    ):
        for number, line in enumerate(lines, 1):
            try:
                story = json.loads(line)
                yield {"title": str(story["title"]), "text": str(story["text"])}
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{file}, line {number}: no article; it needs title and text") from error
