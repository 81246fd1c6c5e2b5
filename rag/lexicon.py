"""The words of the corpus: how rare each is, and a vector for each, so that "shelved" can meet "dropped".

A word's vector is the embedding of the word alone, by the index's own model. Matching a question's word
with the nearest word of a sentence, weighted by rarity, is the "soft" form of inverse-document-frequency
overlap (compare BERTScore's recall, Zhang et al. 2020, here with vectors that are computed once).
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .words import content_words, stem

Floats = NDArray[np.float32]


class Embed(Protocol):
    """Turns texts into unit vectors, one row each."""

    def __call__(self, texts: Sequence[str], /) -> Floats:
        """float32 [len(texts), dimension], rows of length one."""
        ...


# Below this cosine two words say nothing about each other; chosen on MiniLM's single-word vectors.
_UNRELATED = 0.35


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every content word of the corpus with the number of sentences that hold its stem, and its vector.

    `vectors` is float16 [len(rows), dimension]; `rows` maps a word to its row; `sentences` is the number of
    sentences counted.
    """

    sentences: int
    counts: dict[str, int]
    rows: dict[str, int]
    vectors: NDArray[np.float16]

    @classmethod
    def learn(cls, sentences: Iterable[str], embed: Embed) -> "Lexicon":
        """Count and embed the words of `sentences`."""
        counts: Counter[str] = Counter()
        words: set[str] = set()
        number = 0
        for sentence in sentences:
            number += 1
            found = content_words(sentence)
            words.update(word.text for word in found)
            counts.update({word.stem for word in found})
        ordered = sorted(words)
        vectors = embed(ordered).astype(np.float16) if ordered else np.zeros((0, 1), np.float16)
        return cls(number, dict(counts), {word: row for row, word in enumerate(ordered)}, vectors)

    def rarity(self, word_stem: str) -> float:
        """Inverse sentence frequency, log(1 + (N - n + .5) / (n + .5)); an unknown stem is the rarest."""
        seen = self.counts.get(word_stem, 0)
        return math.log(1 + (self.sentences - seen + 0.5) / (seen + 0.5))

    def knows(self, word: str) -> bool:
        """Whether the corpus holds the word, in this or a related form."""
        return word in self.rows or stem(word) in self.counts

    def likeness(self, asked: Sequence[str], others: Sequence[str], embed: Embed) -> Floats:
        """How near each word of `asked` is to each of `others`, words of the corpus: [asked, others] in 0..1.

        One stem is 1; words whose vectors are no nearer than chance are 0.
        """
        if not asked or not others:
            return np.zeros((len(asked), len(others)), np.float32)
        unknown = [word for word in asked if word not in self.rows]
        fresh = dict(zip(unknown, embed(unknown), strict=True)) if unknown else {}
        left = np.array(
            [fresh[word] if word in fresh else self.vectors[self.rows[word]] for word in asked], np.float32
        )
        right = self.vectors[[self.rows[word] for word in others]].astype(np.float32)
        near = np.clip((left @ right.T - _UNRELATED) / (1 - _UNRELATED), 0, 1)
        stems_there = np.array([stem(word) for word in others])
        for row, word in enumerate(asked):
            near[row, stems_there == stem(word)] = 1.0
        return near.astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write the lexicon's two files into `folder`."""
        ordered = sorted(self.rows, key=self.rows.__getitem__)
        facts = {"sentences": self.sentences, "counts": self.counts, "words": ordered}
        (folder / "lexicon.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "lexicon.npy", self.vectors)

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """Read what `save` wrote; OSError, KeyError or ValueError when it is not whole."""
        facts = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
        vectors = np.load(folder / "lexicon.npy", mmap_mode="r")
        rows = {word: row for row, word in enumerate(facts["words"])}
        if len(rows) != len(vectors):
            raise ValueError("lexicon.json and lexicon.npy do not belong together")
        return cls(facts["sentences"], facts["counts"], rows, vectors)
