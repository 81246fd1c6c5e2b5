"""llama-index's own engines run on Tieup's index, and its store deletes and filters rightly."""

import warnings

import numpy as np
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # llama-index's dependencies deprecate things among themselves
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.core.vector_stores.types import (
        FilterOperator,
        MetadataFilter,
        MetadataFilters,
        VectorStoreQuery,
    )
    from tieup.index.llama import FaissStore, TieupEmbedding, TieupRetriever

from tieup.index import Filters

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("three")]


def node(name: str, vector: list[float], document: str = "d", **metadata: str) -> TextNode:
    source = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document)}
    return TextNode(id_=name, text=name, embedding=vector, metadata=metadata, relationships=source)


def names(store: FaissStore, vector: list[float], **narrowing) -> list[str]:
    query = VectorStoreQuery(query_embedding=vector, similarity_top_k=5, **narrowing)
    return store.query(query).ids or []


def test_the_retriever_gives_what_search_gives(store, news):
    store.add(news)
    found = TieupRetriever(store, k=3, filters=Filters(publishers=("Harbour Post",))).retrieve("copper ore")
    hits = store.search("copper ore", k=3, filters=Filters(publishers=("Harbour Post",)))
    assert [(n.node.get_content(), n.score) for n in found] == [(h.passage.text, h.score) for h in hits]
    assert found[0].node.metadata["publisher"] == "Harbour Post"


def test_a_query_engine_runs_on_it(store, news):
    store.add(news)
    engine = RetrieverQueryEngine.from_args(TieupRetriever(store, k=2), llm=MockLLM())
    assert len(engine.query("Who ships copper ore?").source_nodes) == 2


def test_an_index_over_a_copy_of_the_passages(store, news, embedder):
    store.add(news)
    index = VectorStoreIndex.from_vector_store(
        FaissStore.from_store(store), embed_model=TieupEmbedding(embedder)
    )
    wanted = MetadataFilters(filters=[MetadataFilter(key="publisher", value="Transit Weekly")])
    found = index.as_retriever(similarity_top_k=9, filters=wanted).retrieve("ore")
    assert {n.node.metadata["publisher"] for n in found} == {"Transit Weekly"}
    best = index.as_retriever(similarity_top_k=1).retrieve("Who builds electric buses?")[0]
    assert "buses" in best.node.get_content()


def test_after_a_delete_and_an_add_every_vector_is_its_own_nodes():
    """llama-index's FaissMapVectorStore gives another document's node here."""
    store = FaissStore(2)
    store.add([node("a", [1, 0], "one"), node("b", [0, 1], "two")])
    store.delete("one")
    store.add([node("c", [0.6, 0.8], "three")])
    assert names(store, [1, 0]) == ["c", "b"]
    assert names(store, [0, 1]) == ["b", "c"]
    store.add([node("b", [1, 0], "two")])
    assert names(store, [1, 0]) == ["b", "c"]


def test_filters_work_inside_the_search():
    store = FaissStore(2)
    store.add([node(f"n{i}", [1, i / 100], document=f"d{i % 2}", year=str(2000 + i)) for i in range(20)])
    late = MetadataFilters(filters=[MetadataFilter(key="year", value="2017", operator=FilterOperator.GTE)])
    assert names(store, [0, 1], filters=late) == ["n19", "n18", "n17"]
    assert names(store, [0, 1], doc_ids=["d1"]) == ["n19", "n17", "n15", "n13", "n11"]
    assert names(store, [1, 0], node_ids=["n3"]) == ["n3"]
    store.delete_nodes(filters=late)
    assert len(store.get_nodes()) == 17
    store.clear()
    assert names(store, [1, 0]) == []


def test_it_is_written_and_read_whole(tmp_path):
    store = FaissStore(2)
    store.add([node("a", [1, 0]), node("b", [0, 1])])
    store.delete_nodes(["b"])
    store.persist(str(tmp_path / "store.npz"))
    read = FaissStore.from_persist_path(str(tmp_path / "store.npz"))
    assert names(read, [1, 0]) == ["a"]
    read.add([node("c", [0, 1])])
    assert np.array_equal(read.client.ids, [1, 3])
