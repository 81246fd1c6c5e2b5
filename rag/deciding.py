"""Whether the corpus answers the question: one decision with an explicit score.

A logistic regression over what is known once the sentences are scored, fitted like the sentence weights
on labelled questions, answerable and not (see `scoring`).
"""

from dataclasses import dataclass

import numpy as np

from .features import NAMES as FEATURES
from .features import Examined
from .kinds import HOLDS
from .lexicon import Floats
from .scoring import fitted

NAMES = (
    "best", "second", "sum3", "best_soft", "three_soft", "article_soft", "rarest_missed", "rarest_missed_article",
    "unknown_names", "missing_names", "lacks_expected", "expects", "names_asked", "words_asked", "best_cosine",
    "best_context", "spread", "best_shared_names", "best_focus",
)  # fmt: skip
"""The measures of a question, in the order of the columns of `question_measures`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to abstain, how sure we are that the corpus answers (0..1), and what is missing."""

    abstains: bool
    confidence: float
    kind: str
    unknown: tuple[str, ...]


def decide(examined: Examined, scores: Floats) -> Verdict:
    """The verdict on a question whose sentences have these scores."""
    asked = examined.asked
    if not len(examined.pool):
        return Verdict(True, 0.0, asked.question.kind, asked.unknown)
    chance = float(fitted("answerable").score(question_measures(examined, scores)[None, :])[0])
    return Verdict(chance < 0.5, chance, asked.question.kind, asked.unknown)


def question_measures(examined: Examined, scores: Floats) -> Floats:
    """What is known of a question with a non-empty pool: float32 [len(NAMES)]."""
    asked, pool, measures = examined.asked, examined.pool, examined.measures
    order = np.argsort(-scores, kind="stable")
    top, three = int(order[0]), order[:3]
    article = np.flatnonzero(pool.article == pool.article[top])
    ordered = scores[order]
    text = " ".join(pool.sentences[place].text for place in three.tolist())
    typed = [name for name in HOLDS if name in asked.expected]
    column = {name: measures.matrix[top, place] for place, name in enumerate(FEATURES)}
    values = {
        "best": ordered[0],
        "second": ordered[1] if len(ordered) > 1 else 0.0,
        "sum3": ordered[:3].sum(),
        "best_soft": _met(measures.soft[top], measures.weights),
        "three_soft": _met(measures.soft[three].max(axis=0), measures.weights),
        "article_soft": _met(measures.soft[article].max(axis=0), measures.weights),
        "rarest_missed": _rarest(measures.soft[three].max(axis=0), measures.weights),
        "rarest_missed_article": _rarest(measures.soft[article].max(axis=0), measures.weights),
        "unknown_names": len(asked.unknown),
        "missing_names": column["missing_names"],
        "lacks_expected": sum(HOLDS[name].search(text) is None for name in typed),
        "expects": len(asked.expected),
        "names_asked": len(asked.names),
        "words_asked": len(asked.words),
        "best_cosine": column["cosine"],
        "best_context": column["context"],
        "spread": ordered[0] - ordered[:10].mean(),
        "best_shared_names": column["shared_names"],
        "best_focus": column["focus"],
    }
    return np.array([values[name] for name in NAMES], np.float32)


def _met(soft: Floats, weights: Floats) -> float:
    return float(soft @ weights / max(float(weights.sum()), 1e-6))


def _rarest(soft: Floats, weights: Floats) -> float:
    """The weight of the heaviest word asked that is not met at least half, in shares of the heaviest of all."""
    missed = weights[soft < 0.5]
    return float(missed.max() / max(float(weights.max()), 1e-6)) if len(missed) else 0.0
