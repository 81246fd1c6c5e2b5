"""Whether the corpus answers the question: one decision with an explicit score.

A logistic regression over what is known once the sentences are weighed, fitted like the sentence weights
on labelled questions, answerable and not (see `scoring`). What it looks at, beside the weights
themselves: does the best sentence answer, or only bear on the question? Does a good one hold the kind of
thing that is asked for (a sum, a day, a person)? Are the names asked about in its surroundings? And how is
the question put (see `question_form`)?
"""

from dataclasses import dataclass

import numpy as np

from .absence import unnamed, withheld
from .features import Examined
from .kinds import asks_readers, holds, required_of
from .lexicon import Floats
from .names import NameRegistry
from .pool import Ints
from .question_form import NAMES as FORM
from .question_form import form_of
from .scoring import fitted
from .selection import NEAREST
from .weighing import Weighed, logit

FOR = (
    "best", "answers_best", "answers_of_best", "answers_second",
    "typed_best", "typed_answers", "typed_names", "names_near",
)  # fmt: skip
AGAINST = ("bears_over_answers", "articles_of_three", "required", "names_missing")
"""The measures that may only speak for an answer, or only against one, whatever labelled questions say."""

NAMES = (*FOR, *AGAINST, *FORM)
"""The measures of a question, in the order of the columns of `question_measures`."""

THRESHOLD = 0.5
"""The chance below which the assistant abstains; the fit shifts the bias so that this is the best cut."""

_NOTHING = -5.0  # stands for the logit of a sentence that isn't there
_SURELY = 4.0  # a logit of bearing on the question above which more says nothing more
_BEST = 3  # sentences looked at for all of the question's words
_THE_SAME = 0.9  # how near two words are that count as the same
_AROUND = 2  # sentences before and after that count as a sentence's surroundings


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to abstain, and how sure we are that the corpus answers (0..1)."""

    abstains: bool
    confidence: float


def decide(examined: Examined, weighed: Weighed, registry: NameRegistry) -> Verdict:
    """The verdict on a question whose sentences are weighed."""
    asked = examined.asked
    # Nothing to answer with, nothing asked, or about somebody of whom no article speaks, or about comments.
    if not len(examined.pool) or not asked.words or asked.strangers or asks_readers(asked.question.text):
        return Verdict(True, 0.0)
    measures = question_measures(examined, weighed, registry)
    chance = float(fitted("answerable").score(measures[None, :])[0])
    if chance < THRESHOLD and _says_all(examined, weighed, registry):
        chance = THRESHOLD
    return Verdict(chance < THRESHOLD or _withholds(examined, weighed, registry), chance)


def _says_all(examined: Examined, weighed: Weighed, registry: NameRegistry) -> bool:
    """Whether one of the best sentences has every word of the question and the kind of thing asked for.

    Questions put in an article's own words are rare among the labelled ones, which paraphrase; of those on
    which this rule bears, one in twenty has no answer.
    """
    own = np.array([item.weight >= 1 for item in examined.asked.words])
    if not own.any():
        return False
    required = required_of(examined.asked.question.text)
    if "person" in required:  # who signed, or spoke, may be a firm
        required = required - {"person"} | {"company"}
    best = weighed.seen[np.argsort(-weighed.scores[weighed.seen], kind="stable")[:_BEST]].tolist()
    return any(
        examined.measures.soft[place][own].min() >= _THE_SAME
        and (not required or holds_required(examined, place, required, registry))
        for place in best
    )


def _withholds(examined: Examined, weighed: Weighed, registry: NameRegistry) -> bool:
    """Whether the best sentence has nothing of the kind that is asked for, and that is denied or left out."""
    asked, best = examined.asked, int(np.argmax(weighed.scores))
    required = required_of(asked.question.text)
    if not required or holds_required(examined, best, required, registry):
        return False
    if withheld(asked, examined.pool.sentences[best].text):
        return True
    nearest = np.argsort(-weighed.scores, kind="stable")[:NEAREST].tolist()
    return any(
        unnamed(asked, examined.pool.sentences[place].text) is not None
        and not holds_required(examined, place, required, registry)
        for place in nearest
    )


def question_measures(examined: Examined, weighed: Weighed, registry: NameRegistry) -> Floats:
    """What is known of a question with a non-empty pool: float32 [len(NAMES)]."""
    asked, pool = examined.asked, examined.pool
    seen, logits = weighed.seen, logit(weighed.scores[weighed.seen])
    bears, answers = weighed.judged.T
    best = int(np.argmax(logits))
    required = required_of(asked.question.text)
    typed = np.array([holds_required(examined, int(place), required, registry) for place in seen])
    typed_best = int(np.argmax(np.where(typed, logits, -np.inf))) if typed.any() else None
    three = seen[np.argsort(-logits, kind="stable")[:_BEST]]
    near = names_near(examined, int(seen[best]), registry)
    values = {
        "best": logits[best],
        "answers_best": answers.max(),
        "answers_of_best": answers[best],
        "bears_over_answers": min(bears[best], _SURELY) - answers[best],
        "answers_second": np.sort(answers)[-2] if len(answers) > 1 else _NOTHING,
        "articles_of_three": len(np.unique(pool.article[three])),
        "typed_best": logits[typed_best] if typed_best is not None else _NOTHING,
        "typed_answers": answers[typed_best] if typed_best is not None else _NOTHING,
        "typed_names": names_near(examined, int(seen[typed_best]), registry)
        if typed_best is not None
        else 0.0,
        "required": bool(required),
        "names_near": near,
        "names_missing": near < 1,
        **dict(zip(FORM, form_of(asked), strict=True)),
    }
    return np.array([float(values[name]) for name in NAMES], np.float32)


def holds_required(examined: Examined, place: int, required: frozenset[str], registry: NameRegistry) -> bool:
    """Whether a sentence of the pool holds what is `required` of an answer (see `kinds`)."""
    sentence = examined.pool.sentences[place]
    kinds = frozenset(
        str(mention.kind)
        for mention in registry.find(sentence.text, sentence.article_id)
        if mention.name not in examined.asked.names
    )
    return holds(sentence.text, required, kinds)


def names_near(examined: Examined, place: int, registry: NameRegistry) -> float:
    """The share of the names asked about that stand in a sentence, around it, or in its article's title."""
    asked, pool = examined.asked, examined.pool
    if not asked.names:
        return 1.0
    number = pool.article[place]
    around: Ints = np.arange(max(place - _AROUND, 0), min(place + _AROUND, len(pool) - 1) + 1)
    texts = [pool.sentences[other].text for other in around.tolist() if pool.article[other] == number]
    text = "\n".join([pool.titles[number], *texts])
    found = {mention.name for mention in registry.find(text, pool.sentences[place].article_id)}
    return len(found & asked.names) / len(asked.names)
