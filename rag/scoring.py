"""From measures to a score: the chance that a sentence is evidence for the answer.

A logistic regression over `features.NAMES`, fitted by `python -m tieup.evals.fit` on the labelled
questions in evals/questions; its weights lie in weights.json beside this file.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .features import Examined
from .lexicon import Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression on standardised columns: sigmoid((x - mean) / scale @ weights + bias)."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def score(self, matrix: Floats) -> Floats:
        """The chance for each row of `matrix`, float32 [rows, len(names)]: float32 [rows] in 0..1."""
        logits = (matrix - self.mean) / self.scale @ self.weights + self.bias
        return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


@cache
def fitted(part: str) -> Weights:
    """The weights of one part of weights.json: "evidence" or "answerable"."""
    saved = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))[part]
    return Weights(
        tuple(saved["names"]),
        *(np.array(saved[key], np.float32) for key in ("mean", "scale", "weights")),
        bias=float(saved["bias"]),
    )


def evidence_scores(examined: Examined) -> Floats:
    """The chance of each sentence of the pool to be evidence, by its measures: float32 [sentences]."""
    return fitted("evidence").score(examined.measures.matrix)
