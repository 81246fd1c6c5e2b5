"""Fit the weights of sentence scoring and of abstention on labelled questions.

    python -m tieup.evals.fit QUESTIONS.jsonl[:FOLDER] ... --unjudged QUESTIONS.jsonl[:FOLDER] ...

Each question set is asked of the articles in FOLDER (the bundled ones when left out). Sentences that
overlap a gold quote are positives. First the measures of a sentence, then how much they and the judge
count, then abstention; the last two on questions that the judge was not fitted on. Prints cross-validated
figures and writes rag/weights.json. Deterministic: the same inputs give the same file.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, fbeta_score, roc_auc_score

from ..corpus import bundled_articles
from ..index import Store
from ..rag import (
    AGAINST,
    FOR,
    QUESTION_MEASURES,
    SENTENCE_MEASURES,
    WEIGHED_BY,
    Assistant,
    Examined,
    NameRegistry,
    Weighed,
    Weights,
    fitted,
    logit,
    question_measures,
    weigh,
)
from .gold import GoldSpans, locate_all
from .questions import EvalQuestion, read_questions

Floats = NDArray[np.float32]

_FOLDS = 10
_KEPT = 60  # sentences a question: the nearest by plain overlap and cosine, the hard negatives among them
_STRENGTH = {
    "evidence": 0.1,
    "weighed": 10.0,
    "answerable": 0.05,
}  # inverse regularisation, chosen by cross-validation


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its measured sentences, and which of them are evidence (bool [sentences])."""

    question: EvalQuestion
    examined: Examined
    evidence: NDArray[np.bool_]
    names: NameRegistry


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
            evidence = _evidence(examined, gold.spans.get(question.id, ()), store)
            yield Example(question, examined, evidence, assistant.knowledge().names)


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


def fit_weighed(known: Sequence[Example], weighed: Sequence[Weighed]) -> Weights:
    """How much measures and judge count, from sentences that the judge saw."""
    rows: list[Floats] = []
    labels: list[NDArray[np.bool_]] = []
    for example, weights in zip(known, weighed, strict=True):
        if example.question.answerable and example.evidence.any():
            rows.append(np.column_stack([logit(weights.measured[weights.seen]), weights.judged]))
            labels.append(example.evidence[weights.seen])
    return fit("weighed", WEIGHED_BY, np.vstack(rows), np.concatenate(labels))


def fit_signed(rows: Floats, labels: NDArray[np.bool_]) -> Weights:
    """A logistic regression for abstention in which a measure never counts against its sense (FOR, AGAINST).

    Minimised within bounds by L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995).
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    table, truth = ((rows - mean) / scale).astype(np.float64), labels.astype(np.float64)
    strength = _STRENGTH["answerable"]

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, logits = values[:-1], table @ values[:-1] + values[-1]
        error = expit(logits) - truth
        value = np.logaddexp(0, logits).sum() - truth @ logits + weights @ weights / (2 * strength)
        return float(value), np.append(table.T @ error + weights / strength, error.sum())

    signs = [
        (0 if name in FOR else None, 0 if name in AGAINST else None) for name in (*QUESTION_MEASURES, "bias")
    ]
    best = minimize(loss, np.zeros(len(signs)), jac=True, bounds=signs, method="L-BFGS-B").x
    return Weights(
        QUESTION_MEASURES, mean.astype(np.float32), scale.astype(np.float32),
        best[:-1].astype(np.float32), float(best[-1]),
    )  # fmt: skip


def fit_answerable(rows: Floats, labels: NDArray[np.bool_]) -> tuple[Weights, float, float]:
    """Abstention weights, and their cross-validated F1 of abstaining and area under the ROC curve.

    The bias is shifted so that a chance of one half is the cut with the best cross-validated F0.5: a wrong
    refusal loses a right answer, so the precision of abstaining counts for more than its recall.
    """
    chances = np.zeros(len(rows))
    for fold in range(_FOLDS):
        out = np.arange(len(rows)) % _FOLDS == fold
        chances[out] = fit_signed(rows[~out], labels[~out]).score(rows[out])
    cuts = np.linspace(0.2, 0.95, 76)
    scores = [float(fbeta_score(~labels, chances < cut, beta=0.5)) for cut in cuts]
    cut = float(cuts[int(np.argmax(scores))])
    weights = fit_signed(rows, labels)
    shifted = replace(weights, bias=weights.bias - float(np.log(cut / (1 - cut))))
    return shifted, float(f1_score(~labels, chances < cut)), float(roc_auc_score(labels, chances))


def main(arguments: Sequence[str]) -> int:
    """Fit on the question sets named, and write the weights."""
    parser = argparse.ArgumentParser(
        prog="python -m tieup.evals.fit", description="Fit the weights of answering."
    )
    parser.add_argument(
        "questions", nargs="+", metavar="QUESTIONS.jsonl[:FOLDER]", help="to fit the measures on"
    )
    parser.add_argument(
        "--unjudged", action="append", required=True, metavar="QUESTIONS.jsonl[:FOLDER]",
        help="questions that the judge was not fitted on: to weigh it, and for abstention",
    )  # fmt: skip
    chosen = parser.parse_args(arguments)
    parts = {"evidence": fit_evidence([example for name in chosen.questions for example in examples(name)])}
    _write(parts)
    known = [example for name in chosen.unjudged for example in examples(name) if len(example.examined.pool)]
    # A first pass, in which the judge counts for nothing, gives the two things to weigh.
    zero, one = np.zeros(3, np.float32), np.ones(3, np.float32)
    _write({"weighed": Weights(WEIGHED_BY, zero, one, np.array([1, 0, 0], np.float32), 0.0)})
    weighed = [weigh(example.examined) for example in known]
    parts["weighed"] = fit_weighed(known, weighed)
    _write(parts)
    weighed = [weigh(example.examined) for example in known]
    rows = np.array(
        [
            question_measures(example.examined, weights, example.names)
            for example, weights in zip(known, weighed, strict=True)
        ]
    )
    labels = np.array([example.question.answerable for example in known])
    parts["answerable"], f1, area = fit_answerable(rows, labels)
    _write(parts)
    print(f"abstention on {len(known)} questions, cross-validated: F1 {f1:.3f}, area under ROC {area:.3f}")
    return 0


def _write(parts: dict[str, Weights]) -> None:
    """Put `parts` into rag/weights.json, beside those parts that are there already."""
    target = Path(__file__).parent.parent / "rag" / "weights.json"
    saved = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    saved |= {name: _plain(part) for name, part in parts.items()}
    target.write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")
    fitted.cache_clear()


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
