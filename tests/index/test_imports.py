"""A question asked at the command line must not pay for what it does not use."""

import subprocess
import sys

import pytest

HEAVY = "torch, transformers, sentence_transformers, llama_index, gradio, onnx, trafilatura, dateparser"


def modules_after(code: str, *arguments: str) -> set[str]:
    """The heavy modules that are loaded after `code` ran in a fresh process."""
    listing = "; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code + listing, *arguments], capture_output=True, text=True, check=True
    )
    return {name for name in HEAVY.split(", ") if name in done.stdout.split()}


def test_the_check_would_see_a_heavy_module():
    assert modules_after("import onnx") == {"onnx"}


def test_importing_the_index_loads_nothing_heavy():
    assert modules_after("import tieup.index") == set()


@pytest.mark.usefixtures("three")
def test_a_question_loads_nothing_heavy(store, news, settings, monkeypatch):
    store.add(news)
    monkeypatch.setenv("TIEUP_CACHE", str(settings.cache))
    code = "import sys; from tieup.index import Store; assert Store.open(sys.argv[1]).search('ore')"
    assert modules_after(code, str(store.folder)) == set()
