"""Fit the weights of sentence scoring and of abstention on labelled questions.

    python -m tieup.evals.fit QUESTIONS.jsonl[:FOLDER] ...

Each question set is asked of the articles in FOLDER (the bundled ones when left out). Sentences that
overlap a gold quote are positives. Abstention is fitted on scores that were cross-fitted by question, so
that it sees scores as they will be on questions never seen. Prints cross-validated figures and writes
rag/weights.json. Deterministic: the same inputs give the same file.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from ..corpus import bundled_articles
from ..index import Store
from ..rag import QUESTION_MEASURES, SENTENCE_MEASURES, Assistant, Examined, Weights, question_measures
from .gold import GoldSpans, locate_all
from .questions import EvalQuestion, read_questions

Floats = NDArray[np.float32]

_FOLDS = 10
_KEPT = 60  # sentences a question: the nearest by plain overlap and cosine, the hard negatives among them
_STRENGTH = {"evidence": 0.1, "answerable": 0.1}  # inverse regularisation, chosen by cross-validation


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its measured sentences, and which of them are evidence (bool [sentences])."""

    question: EvalQuestion
    examined: Examined
    evidence: NDArray[np.bool_]


def examples(argument: str) -> Iterator[Example]:
    """The examples of one QUESTIONS[:FOLDER] argument."""
    file, _, folder = argument.partition(":")
    questions = read_questions(file)
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "index", create=True) as store:
        store.add(folder or bundled_articles())
        assistant = Assistant(store)
        gold = locate_all(questions, [store.article(info.id) for info in store.articles()])
        for question in questions:
            examined = assistant.examine(question.question, question.history)
            yield Example(question, examined, _evidence(examined, gold.spans.get(question.id, ()), store))


def _evidence(examined: Examined, spans: Sequence[GoldSpans], store: Store) -> NDArray[np.bool_]:
    paths = {info.id: info.path for info in store.articles()}
    return np.array(
        [
            any(
                gold.doc == Path(paths[sentence.article_id]).name
                and any(sentence.start < span.end and span.start < sentence.end for span in gold.spans)
                for gold in spans
            )
            for sentence in examined.pool.sentences
        ],
        bool,
    )


def fit(part: str, names: Sequence[str], rows: Floats, labels: NDArray[Any]) -> Weights:
    """A logistic regression on standardised columns."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=_STRENGTH[part], max_iter=5000).fit((rows - mean) / scale, labels)
    return Weights(
        tuple(names), mean.astype(np.float32), scale.astype(np.float32),
        model.coef_[0].astype(np.float32), float(model.intercept_[0]),
    )  # fmt: skip


def fit_evidence(known: Sequence[Example]) -> Weights:
    """Sentence weights from the answerable questions whose evidence is in their pool."""
    rows: list[Floats] = []
    labels: list[NDArray[np.bool_]] = []
    plain = [SENTENCE_MEASURES.index(name) for name in ("cosine", "context", "overlap", "near_overlap")]
    for example in known:
        if example.question.answerable and example.evidence.any():
            matrix = example.examined.measures.matrix
            near = np.argsort(-matrix[:, plain].sum(axis=1), kind="stable")[:_KEPT]
            kept = np.union1d(near, np.flatnonzero(example.evidence))
            rows.append(matrix[kept])
            labels.append(example.evidence[kept])
    return fit("evidence", SENTENCE_MEASURES, np.vstack(rows), np.concatenate(labels))


def crossed(known: Sequence[Example]) -> list[Floats]:
    """Each question's sentence scores from weights that were fitted without it."""
    scores: dict[int, Floats] = {}
    for fold in range(_FOLDS):
        weights = fit_evidence([example for place, example in enumerate(known) if place % _FOLDS != fold])
        for place in range(fold, len(known), _FOLDS):
            scores[place] = weights.score(known[place].examined.measures.matrix)
    return [scores[place] for place in range(len(known))]


def fit_answerable(known: Sequence[Example], scores: Sequence[Floats]) -> tuple[Weights, float, float]:
    """Abstention weights, and their cross-validated F1 of abstaining and area under the ROC curve."""
    kept = [place for place, example in enumerate(known) if len(example.examined.pool)]
    rows = np.array([question_measures(known[place].examined, scores[place]) for place in kept])
    labels = np.array([known[place].question.answerable for place in kept])
    chances = np.zeros(len(kept))
    for fold in range(_FOLDS):
        out = np.arange(len(kept)) % _FOLDS == fold
        chances[out] = fit("answerable", QUESTION_MEASURES, rows[~out], labels[~out]).score(rows[out])
    weights = fit("answerable", QUESTION_MEASURES, rows, labels)
    return weights, float(f1_score(~labels, chances < 0.5)), float(roc_auc_score(labels, chances))


def first_right(known: Sequence[Example], scores: Sequence[Floats]) -> float:
    """How often the best sentence is evidence, over answerable questions with evidence."""
    hits = [
        bool(example.evidence[int(np.argmax(score))])
        for example, score in zip(known, scores, strict=True)
        if example.question.answerable and example.evidence.any()
    ]
    return sum(hits) / max(len(hits), 1)


def main(arguments: Sequence[str]) -> int:
    """Fit on the question sets named, and write the weights."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    known = [example for argument in arguments for example in examples(argument)]
    scores = crossed(known)
    answerable, f1, area = fit_answerable(known, scores)
    print(f"{len(known)} questions; cross-validated: best sentence is evidence {first_right(known, scores):.3f}, ")
    print(f"abstention F1 {f1:.3f}, area under ROC {area:.3f}")
    parts = {"evidence": fit_evidence(known), "answerable": answerable}
    target = Path(__file__).parent.parent / "rag" / "weights.json"
    target.write_text(json.dumps({name: _plain(part) for name, part in parts.items()}, indent=1) + "\n", encoding="utf-8")
    return 0


def _plain(weights: Weights) -> dict[str, Any]:
    return {
        "names": list(weights.names),
        "mean": [round(float(value), 6) for value in weights.mean],
        "scale": [round(float(value), 6) for value in weights.scale],
        "weights": [round(float(value), 4) for value in weights.weights],
        "bias": round(weights.bias, 4),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
