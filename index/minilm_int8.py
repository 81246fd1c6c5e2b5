"""all-MiniLM-L6-v2 with its products of matrices in 8-bit integers: half the time for a little drift.

Weights are rounded once, one scale to an output; states as they come, one scale to a text (dynamic
quantisation). Texts are run one by one: in a batch they would share a scale, and a text's vector would
hang on its neighbours.

Measured on 350 passages of the bundled articles, on one core with AVX-512 VNNI: 5.6 ms of CPU a passage
against 11.0 in floats; cosine to the vector in floats .9948 in the mean, .990 at least. On 293 questions
of three sets, fused with keywords: evidence among the first ten for .918 against .922, MRR@10 .756 against
.761. Not the default: on the project's own set alone the first fell by .54 points, one question of 185.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .minilm import (
    EPSILON,
    EXPORT,
    HEADS,
    LAYERS,
    WEIGHTS_SHA256,
    WIDTH,
    GraphBuilder,
    MiniLM,
    Weights,
    embedding_layer,
    packaged_weights,
    pooling,
)


class Int8MiniLM(MiniLM):
    """The packaged model in 8-bit integers. Its vectors and those of `MiniLM` must not be mixed."""

    name = f"all-MiniLM-L6-v2 int8 ({WEIGHTS_SHA256[:12]})"
    _budget = 1

    def _folder(self) -> Path:
        return self._cache / f"all-MiniLM-L6-v2-int8-{WEIGHTS_SHA256[:12]}-{EXPORT}"

    def _make(self) -> tuple[bytes, memoryview]:
        return _graph(packaged_weights())


def _graph(weights: Weights) -> tuple[bytes, memoryview]:
    """The graph as `MiniLM`'s, but for its products, and its weights."""
    build = GraphBuilder()
    pooling(build, int8_network(build, weights))
    build.node("LpNormalization", ["sum"], "vectors", axis=-1, p=2)
    return build.finish("all-MiniLM-L6-v2 int8", ("tokens", "mask"), "vectors", WIDTH)


def int8_network(build: GraphBuilder, weights: Weights, typed: bool = False) -> str:
    """`minilm.network` with its products in 8-bit integers."""
    axis = build.onnx.numpy_helper.from_array(np.array([1], np.int64), "over tokens")
    build.tensors.append(axis)
    build.node("ReduceSum", ["mask", "over tokens"], "lengths", keepdims=0)
    states = embedding_layer(build, weights, typed)
    for layer in range(LAYERS):
        states = _layer(build, weights, layer, states)
    return states


def _layer(build: GraphBuilder, weights: Weights, layer: int, states: str) -> str:
    prefix, tag = f"encoder.layer.{layer}.", f"{layer}."

    def add_and_normalise(block: str, added: str, to: str, output: str) -> str:
        product = _product(build, added, weights[f"{prefix}{block}.dense.weight"].T, f"{tag}{output}.product")
        names = (f"{block}.LayerNorm.weight", f"{block}.LayerNorm.bias", f"{block}.dense.bias")
        inputs = [product, to, *(build.weight(tag + name, weights[prefix + name]) for name in names)]
        return build.node("SkipLayerNormalization", inputs, tag + output, fused=True, epsilon=EPSILON)

    parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
    matrix = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = build.weight(f"{tag}qkv.bias", np.concatenate([weights[f"{part}.bias"] for part in parts]))
    three = [f"{tag}query", f"{tag}key", f"{tag}value"]
    whole = _product(build, states, matrix, f"{tag}qkv")
    build.nodes.append(build.onnx.helper.make_node("Split", [whole], three, axis=-1))
    inputs = [*three, bias, "lengths"]
    looked = build.node("MultiHeadAttention", inputs, f"{tag}looked", fused=True, num_heads=HEADS)
    attended = add_and_normalise("attention.output", looked, states, "attended")
    wide = _product(build, attended, weights[f"{prefix}intermediate.dense.weight"].T, f"{tag}wide")
    bend = build.weight(f"{tag}bend", weights[f"{prefix}intermediate.dense.bias"])
    bent = build.node("BiasGelu", [wide, bend], f"{tag}bent", fused=True)
    return add_and_normalise("output", bent, attended, "states")


def _product(build: GraphBuilder, states: str, matrix: NDArray[np.float32], output: str) -> str:
    """States times a matrix [in, out], in integers."""
    scales = np.abs(matrix).max(axis=0) / 127
    inputs = [
        states,
        build.weight(f"{output}.rounded", np.round(matrix / scales).astype(np.int8)),
        build.weight(f"{output}.scales", scales.astype(np.float32)),
        build.weight(f"{output}.zeros", np.zeros(matrix.shape[1], np.int8)),
    ]
    return build.node("DynamicQuantizeMatMul", inputs, output, fused=True)
