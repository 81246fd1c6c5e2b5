"""Models of the user's own: an embedding model, and a reranker, which orders what is found and no more."""

import numpy as np
import pytest
import torch
from tieup.corpus import ModelError, StoreMismatch
from tieup.index import Settings, Store, open_embedder, open_reranker
from tieup.index.minilm import packaged_folder
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

QUESTION = "Who builds electric buses in Lyon?"


def build(folder, labels=1):
    """A cross-encoder with random weights, which orders by no reason at all."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ore", "bus", "buses", "bank", "copper", "Lyon", "cloud"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
        sep_token="[SEP]", model_max_length=64,
    ).save_pretrained(folder)  # fmt: skip
    torch.manual_seed(3)
    BertForSequenceClassification(
        BertConfig(
            vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=16, max_position_embeddings=64, num_labels=labels, initializer_range=1.0,
        )
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return build(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def chosen(settings, model):
    return Settings(settings.index, settings.cache, reranker=str(model))


def test_it_orders_what_was_found_and_deals_out_the_same_scores(tmp_path, store, three, news, chosen):
    store.add(news)
    plain = store.search(QUESTION, k=50)
    assert store.reranker is None
    with Store.open(tmp_path / "index", settings=chosen, embedder=store.embedder) as other:
        hits, again = other.search(QUESTION, k=50), other.search(QUESTION, k=50)
        titles = {info.id: info.title for info in other.articles()}
        texts = [f"{titles[hit.passage.article_id]}\n{hit.passage.text}" for hit in plain]
        fits = other.reranker.score(QUESTION, texts)
        assert other.search(QUESTION, k=2) == hits[:2]
        assert other.search("", k=0) == []
    assert hits == again
    assert [hit.score for hit in hits] == [hit.score for hit in plain]
    order = [plain[place].passage.id for place in np.argsort(-fits, kind="stable")]
    assert [hit.passage.id for hit in hits] == order
    assert order != [hit.passage.id for hit in plain]
    found = {hit.passage.id: (hit.keyword_rank, hit.vector_rank, hit.cosine) for hit in plain}
    assert {hit.passage.id: (hit.keyword_rank, hit.vector_rank, hit.cosine) for hit in hits} == found


def test_its_name_tells_its_weights(model, tmp_path, chosen):
    name = open_reranker(chosen).name
    assert name.startswith("tiny (")
    torch.manual_seed(4)
    assert open_reranker(Settings(tmp_path, tmp_path, reranker=str(model))).name == name
    assert open_reranker(Settings(tmp_path, tmp_path)) is None


def test_what_is_no_reranker_is_said_so(tmp_path):
    def opened(model):
        return open_reranker(Settings(tmp_path, tmp_path, reranker=str(model)))

    with pytest.raises(ModelError, match=r"no reranker at .*TIEUP_RERANKER"):
        opened("./nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"no model weights.*reranker"):
        opened(tmp_path / "empty")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"none")
    with pytest.raises(ModelError, match="can't load the reranker"):
        opened(tmp_path / "broken").score("Who?", ["They."])
    with pytest.raises(ModelError, match="one score to a pair"):
        opened(build(tmp_path / "three", labels=3)).score("Who?", ["They.", "Others."])


def test_an_embedding_model_by_its_folder(tmp_path, store, news, write, settings):
    """The packaged one, as if it were the user's: read by sentence-transformers, it gives the same."""
    own = open_embedder(Settings(tmp_path, settings.cache, embedding_model=str(packaged_folder())))
    assert own.name.startswith(packaged_folder().name)
    write("a.md", "Norvik ships ore", "Norvik will ship copper ore to Talbex for six years.")
    with Store.open(tmp_path / "own", create=True, settings=settings, embedder=own) as other:
        other.add(news)
        store.add(news)
        (hit, *_), (expected, *_) = other.search("copper"), store.search("copper")
        assert hit.passage.text == expected.passage.text
        assert hit.cosine == pytest.approx(expected.cosine, abs=1e-3)
    with pytest.raises(StoreMismatch, match="TIEUP_EMBEDDING_MODEL"):
        Store.open(tmp_path / "own", settings=settings, embedder=store.embedder)
    with pytest.raises(ModelError, match="no embedding model at"):
        open_embedder(Settings(tmp_path, tmp_path, embedding_model="~/no/such/folder"))
