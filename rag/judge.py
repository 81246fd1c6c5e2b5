"""The judge: whether a sentence bears on a question, and whether it answers it, by reading both together.

The measures compare a question and a sentence that were read apart. The judge is a cross-encoder
(Nogueira and Cho 2019, here MiniLM with a low-rank adapter) that reads both at once, and with them the
article's title and the sentence before, so that "It" and "the venture" mean something. It costs a hundred
times more a sentence, so it sees only the few that the measures rank highest. It says two things, since a
sentence that corrects a false premise is the one to show and yet no answer. Two of them were fitted apart, on
other lessons, and their mean is taken: each errs elsewhere. Their adapters, judge-1.npz and judge-2.npz, are
fitted by `python -m tieup.evals.fit_judge`.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from ..index import PairScorer, Settings
from .lexicon import Floats
from .pool import Pool
from .understanding import Asked

SEEN = 12
"""How many sentences the judge sees."""

_QUESTION, _BEFORE = 400, 160  # characters kept of the question (its end) and of the sentence before


def pair(asked: Asked, pool: Pool, place: int) -> tuple[str, str]:
    """The two texts that the judge reads for one sentence of the pool."""
    question = asked.question.text if not asked.carried else asked.whole
    article = pool.article[place]
    before = pool.sentences[place - 1].text if place and pool.article[place - 1] == article else ""
    return question[-_QUESTION:], reading_of(pool.sentences[place].text, pool.titles[article], before)


def reading_of(sentence: str, title: str, before: str) -> str:
    """What the judge reads of a sentence: itself, its article's title, and the sentence before it, or ""."""
    return " | ".join(part for part in (sentence, title, before[:_BEFORE]) if part)


def judge(asked: Asked, pool: Pool, places: Sequence[int]) -> Floats:
    """Logits of bearing on the question and of answering it, float32 [len(places), 2]. Raises ModelError."""
    if not len(places):
        return np.zeros((0, 2), np.float32)
    pairs = [pair(asked, pool, place) for place in places]
    scorers = _scorers(Settings.from_environment().cache)
    logits = np.stack([scorer.score(pairs) for scorer in scorers])
    return (logits.sum(axis=0) / len(scorers)).astype(np.float32)


@cache
def _scorers(folder: Path) -> tuple[PairScorer, ...]:
    return tuple(PairScorer(folder, file) for file in sorted(Path(__file__).parent.glob("judge-*.npz")))
