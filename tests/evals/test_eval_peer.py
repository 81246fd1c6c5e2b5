import pytest
from tieup.corpus import Article, Zone, ZoneKind

pytestmark = [
    pytest.mark.slow,
    # What LlamaIndex and transformers warn about at import is theirs to mend.
    pytest.mark.filterwarnings("default::DeprecationWarning"),
]

FRONT = "---\ntitle: Ferries\n---\n"
FERRY = (
    "The ferry company Norlane agreed to share three harbours with its rival Sundmark. "
    "Both will sell each other's tickets from spring. " * 6
)
BAKERY = "A bakery chain in Porto buys all its flour from one mill in Braga. " * 6


def article(name, front, body):
    zones = (Zone(ZoneKind.METADATA, 0, len(front)),) if front else ()
    return Article(
        f"id-{name}", front + body, name, None, None, None, None, "en", f"{name}.md", zones, "digest"
    )


@pytest.fixture(scope="module")
def peer():
    from tieup.evals.peer import StockPeer

    return StockPeer([article("ferries", FRONT, FERRY), article("bakery", "", BAKERY)])


def test_the_peer_answers_with_the_two_nearest_chunks_whole(peer):
    answer = peer.ask("Which companies share harbours?", history=[("Who bakes?", "Porto.")])
    assert len(answer.citations) == 2 and not answer.abstained and answer.ms > 0
    assert answer.text == "\n\n".join(chunk.quote for chunk in answer.citations)
    assert answer.citations[0].path == "ferries.md" and "harbours" in answer.citations[0].quote


def test_its_citations_are_exact_behind_front_matter_too(peer):
    for asked, text in [("Which companies share harbours?", FRONT + FERRY), ("Where is the mill?", BAKERY)]:
        first = peer.ask(asked, history=()).citations[0]
        assert text[first.start : first.end] == first.quote
        assert "title:" not in first.quote
