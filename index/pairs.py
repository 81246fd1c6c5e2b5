"""Scoring pairs of texts: all-MiniLM-L6-v2 read with both texts at once, adapted by a small file of weights.

The adapter holds low-rank changes to the packaged model's matrices (LoRA, Hu et al. 2021) and a linear
head on the first token's state beside the mean of all: a cross-encoder that ships in under a megabyte. It
is merged into the weights once, when the graph is written to the cache, its products of matrices in 8-bit
integers: half the time, and what the scores are used for is fitted on them as they are.
"""

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..corpus import ModelError
from .files import sha256_of
from .minilm import (
    EXPORT,
    LAYERS,
    GraphBuilder,
    Weights,
    made_once,
    open_session,
    packaged_tokenizer,
    packaged_weights,
    pooling,
)
from .minilm_int8 import int8_network

MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer that an adapter changes: `layer.N.NAME.down` [in, rank] and `.up` [rank, out]."""

LONGEST = 128
"""Tokens of a pair; the second text is cut to fit."""
FIRST = 96
"""Most tokens of the first text, its last ones, so that there is room for some of the second."""


class PairScorer:
    """Scores pairs of texts with an adapted MiniLM. Any number of threads may use it.

    `adapter` is an .npz file with the arrays named in MATRICES, `types` [2, WIDTH], `head`
    [scores, 2 * WIDTH] and `bias` [scores]. Nothing is loaded before the first pair.
    """

    def __init__(self, cache: Path, adapter: Path, threads: int = 2) -> None:
        self._cache = cache
        self._adapter = adapter
        self._threads = threads
        self._loaded: tuple[Any, Any] | None = None
        self._guard = threading.Lock()

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits, float32 [len(pairs), scores]. Raises ModelError if the model can't be loaded."""
        tokenizer, session = self._load()
        result: list[NDArray[np.float32]] = []
        # One by one: in a batch they would share the scale of their integers.
        for encoding in tokenizer.encode_batch(list(pairs)):
            tokens, types = _cut(encoding.ids, encoding.type_ids)
            inputs = {"tokens": tokens, "types": types, "mask": [1] * len(tokens)}
            (logits,) = session.run(
                None, {name: np.array([values], np.int32) for name, values in inputs.items()}
            )
            result.append(logits[0])
        return np.array(result, np.float32)

    def _load(self) -> tuple[Any, Any]:
        with self._guard:
            if self._loaded is None:
                name = f"pairs-int8-{sha256_of(self._adapter)[:12]}-{EXPORT}"
                graph = made_once(self._cache / name, lambda: _graph(read_adapter(self._adapter)))
                self._loaded = (packaged_tokenizer(), open_session(graph, self._threads))
            return self._loaded


def _cut(tokens: list[int], types: list[int]) -> tuple[list[int], list[int]]:
    """A pair within LONGEST tokens: the last FIRST of the first text, the beginning of the second."""
    second = types.index(1)
    first = [*tokens[:1], *tokens[max(1, second - 1 - FIRST) : second]]
    rest = tokens[second:]
    room = LONGEST - len(first)
    if len(rest) > room:
        rest = [*rest[: room - 1], rest[-1]]
    return [*first, *rest], [0] * len(first) + [1] * len(rest)


def read_adapter(path: Path) -> Weights:
    """The arrays of an adapter file as float32. Raises ModelError."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            return {name: arrays[name].astype(np.float32) for name in arrays.files}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is not a whole adapter ({error}): install Tieup again") from error


def merged(weights: Weights, adapter: Weights) -> Weights:
    """The packaged weights with the adapter's low-rank changes added."""
    changed = dict(weights)
    for layer in range(LAYERS):
        for name in MATRICES:
            low_rank = adapter[f"layer.{layer}.{name}.down"] @ adapter[f"layer.{layer}.{name}.up"]
            key = f"encoder.layer.{layer}.{name}.weight"
            changed[key] = (weights[key] + low_rank.T).astype(np.float32)
    changed["embeddings.token_type_embeddings.weight"] = adapter["types"]
    return changed


def _graph(adapter: Weights) -> tuple[bytes, memoryview]:
    """The graph from tokens, mask and types to logits [n, scores]."""
    build = GraphBuilder()
    states = int8_network(build, merged(packaged_weights(), adapter), typed=True)
    pooling(build, states)
    onnx = build.onnx
    build.tensors.append(onnx.numpy_helper.from_array(np.array(0, np.int64), "zero"))
    build.node("ReduceSum", ["weights", "axis"], "number", keepdims=1)
    build.node("Div", ["sum", "number"], "mean")
    build.node("Gather", [states, "zero"], "first", axis=1)
    build.node("Concat", ["first", "mean"], "both", axis=1)
    scores = len(adapter["bias"])
    build.node("MatMul", ["both", build.weight("head", adapter["head"].T.copy())], "product")
    build.node("Add", ["product", build.weight("bias", adapter["bias"].reshape(1, scores))], "logits")
    return build.finish("pairs", ("tokens", "mask", "types"), "logits", scores)
