"""Weighing the sentences: by their measures first, then the best of them by the judge as well."""

from dataclasses import dataclass

import numpy as np

from .features import Examined
from .judge import SEEN, judge
from .lexicon import Floats
from .pool import Ints
from .scoring import evidence_scores, fitted

NAMES = ("measured", "bears_on", "answers")
"""What a sentence is weighed by: the logit of its measured score, and the judge's two."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """`scores` is float32 [sentences], the chance to be evidence. `seen` are the places that the judge saw,
    best measured first; `measured` [sentences] the scores by measures alone; `judged` [seen, 2] its logits
    of bearing on the question and of answering it."""

    scores: Floats
    measured: Floats
    seen: Ints
    judged: Floats


def weigh(examined: Examined) -> Weighed:
    """Every sentence's chance to be evidence. Raises ModelError."""
    measured = evidence_scores(examined)
    seen = np.argsort(-measured, kind="stable")[:SEEN]
    judged = judge(examined.asked, examined.pool, seen.tolist())
    # What the judge has not seen is taken to be as bad as the worst that it has.
    assumed = np.tile(judged.min(axis=0, initial=0.0), (len(measured), 1))
    assumed[seen] = judged
    scores = fitted("weighed").score(np.column_stack([logit(measured), assumed])) if len(seen) else measured
    return Weighed(scores, measured, seen, judged)


def logit(chances: Floats) -> Floats:
    """log(p / (1 - p)), bounded where p is next to 0 or 1."""
    safe = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.log(safe / (1 - safe)).astype(np.float32)
