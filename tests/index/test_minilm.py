"""The exported model gives the packaged model's vectors, and can't be swapped unseen."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from tieup.corpus import ModelError
from tieup.index import Settings, open_embedder
from tieup.index.minilm import MiniLM, exported_model, packaged_folder, read_weights
from tieup.index.minilm_int8 import Int8MiniLM

TEXTS = [
    "Honda and Alibaba",
    "The two will share a plant near Wuhan; each holds 50 %, the ministry said on Tuesday.",
    "Émile Zürcher of Škoda's Ťéchnika — 电动汽车",
    "",
    "word " * 600,
]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_vectors_equal_those_of_sentence_transformers(embedder):
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(packaged_folder()), device="cpu").encode(
        TEXTS, normalize_embeddings=True, show_progress_bar=False
    )
    assert np.abs(embedder.embed(TEXTS) - expected).max() < 1e-5


def test_known_meanings_are_near(embedder):
    car, motor, bank = embedder.embed(["a carmaker", "an automobile manufacturer", "a savings bank"])
    assert car @ motor > 0.6 > car @ bank


def test_batches_do_not_change_vectors(embedder):
    together = embedder.embed(TEXTS * 20)
    alone = np.stack([embedder.embed([text])[0] for text in TEXTS])
    assert together.shape == (100, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.abs(together - np.tile(alone, (20, 1))).max() < 1e-5
    assert embedder.embed([]).shape == (0, 384)


def test_text_beyond_256_tokens_is_not_read(embedder):
    base = "word " * 254
    same, also = embedder.embed([base, base + "zebra " * 50])
    assert same @ also > 0.999999


@pytest.mark.parametrize("name", ["weights.bin", "model.onnx", "made.json"])
def test_an_altered_export_is_made_again(settings, embedder, tmp_path, name):
    expected = embedder.embed(TEXTS[:2])
    shutil.copytree(settings.cache, tmp_path / "cache")
    path = exported_model(tmp_path / "cache").parent / name
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff\x00\xff\x00")
    copy = MiniLM(tmp_path / "cache")
    assert np.array_equal(copy.embed(TEXTS[:2]), expected)
    assert copy.intact()


def test_an_alteration_that_keeps_the_time_is_found_when_looked_for(settings, embedder, tmp_path):
    embedder.embed(["x"])
    shutil.copytree(settings.cache, tmp_path / "cache")
    path = exported_model(tmp_path / "cache").parent / "weights.bin"
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not MiniLM(tmp_path / "cache").intact()


def test_several_processes_may_export_at_once(tmp_path):
    code = (
        "import sys; from pathlib import Path; from tieup.index.minilm import MiniLM; "
        "print(float(MiniLM(Path(sys.argv[1])).embed(['a'])[0, 0]))"
    )

    def run(_: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
        )
        return done.stdout

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(run, range(3)))) == 1
    left = {path.name for path in exported_model(tmp_path).parent.iterdir()}
    assert left == {"made.json", "making.lock", "model.onnx", "weights.bin"}


def test_other_weights_are_refused(tmp_path):
    other = tmp_path / "model.safetensors"
    shutil.copy(packaged_folder() / "model.safetensors", other)
    with other.open("r+b") as file:
        file.seek(5000)
        file.write(b"\x00")
    with pytest.raises(ModelError, match="not the expected model"):
        read_weights(other)


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelError, match="TIEUP_CACHE"):
        MiniLM(tmp_path / "file" / "cache").embed(["a"])


@pytest.mark.parametrize("model", ["./nowhere", "/no/such/folder"])
def test_a_missing_model_folder_is_not_looked_for_on_the_hub(tmp_path, model):
    with pytest.raises(ModelError, match="no embedding model at"):
        open_embedder(Settings(tmp_path, tmp_path, embedding_model=model))


def test_a_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no model weights"):
        open_embedder(Settings(tmp_path, tmp_path, embedding_model=str(tmp_path)))


def test_integers_stay_near_floats_whatever_the_batch(settings, embedder):
    small = open_embedder(Settings(settings.index, settings.cache, embedding_model="int8"))
    assert isinstance(small, Int8MiniLM)
    assert small.name != embedder.name
    texts = [*TEXTS, "Talbex pays Norvik a fixed price for copper ore.", "The savings bank opens on Monday."]
    rough, exact = small.embed(texts), embedder.embed(texts)
    assert np.allclose(np.linalg.norm(rough, axis=1), 1, atol=1e-5)
    assert (rough * exact).sum(axis=1).min() > 0.97
    assert not np.array_equal(rough, exact)
    for text, vector in zip(texts, rough, strict=True):
        assert np.array_equal(small.embed([text])[0], vector)
    assert small.intact()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_another_model_by_its_folder(tmp_path, embedder):
    shutil.copytree(packaged_folder(), tmp_path / "other")
    other = open_embedder(Settings(tmp_path, tmp_path, embedding_model=str(tmp_path / "other")))
    assert other.name.startswith("other (")
    assert other.dimension == 384
    assert np.abs(other.embed(TEXTS) - embedder.embed(TEXTS)).max() < 1e-5
