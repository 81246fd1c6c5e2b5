"""Articles sent to a real server: taken in, replaced, refused, removed."""

import pytest
from tieup.corpus import CorpusError
from tieup.index import Store
from tieup.ui.api_uploads import file_name

DELTA = b"---\ntitle: Delta and Echo\n---\nDelta signed a supply deal with Echo on Monday.\n"


@pytest.fixture(scope="module")
def server(start_api):
    return start_api(TIEUP_MAX_UPLOAD="200000")


@pytest.fixture(scope="module")
def client(server):
    with server.client() as client:
        yield client


def send(client, *files):
    return client.post("/api/articles", files=[("files", file) for file in files])


def test_an_upload_is_asked_about_replaced_and_removed(client, server):
    added = send(client, ("delta.md", DELTA)).raise_for_status().json()
    assert (added["added"], added["left_out"]) == (1, [])
    (change,) = added["changes"]
    told = client.post("/api/ask", json={"question": "Who signed a supply deal with Delta?"}).json()
    assert told["citations"][0]["article_id"] == change["article_id"]
    assert "Echo" in told["text"]
    assert told["index_generation"] == added["index_generation"]
    assert client.get("/api/deals", params={"company": "Delta"}).json()["total"] == 1

    assert send(client, ("delta.md", DELTA)).json()["unchanged"] == 1
    changed = send(client, ("delta.md", DELTA.replace(b"Echo", b"Foxtrot"))).json()
    assert [one["article_id"] for one in changed["changes"]] == [change["article_id"]]

    kept = server.folder / "index" / "uploads" / "delta.md"
    assert b"Foxtrot" in kept.read_bytes()
    assert client.delete(f"/api/articles/{change['article_id']}").json()["removed"] == 1
    assert not kept.exists()
    with Store.open(server.folder / "index") as store:
        assert store.check() == []


def test_good_and_bad_records_of_one_file(client):
    lines = b'{"title": "Golf", "text": "Golf bought Hotel."}\n{"title": "nothing"}\nnot json\n'
    told = send(client, ("wire.jsonl", lines)).raise_for_status().json()
    assert told["added"] == 1
    assert len(told["left_out"]) == 2
    assert all(one["file"].startswith("wire.jsonl") for one in told["left_out"])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("run.exe", b"MZ", "no kind of article"),
        (".md", DELTA, "no kind of article"),
        ("report.pdf", b"%PDF-nothing", ""),
        ("big.md", b"x" * 300_000, "over 0.2 MB"),
    ],
)
def test_what_is_no_article_is_refused_or_left_out(client, server, name, data, said):
    response = send(client, (name, data))
    if response.status_code == 200:
        assert response.json()["left_out"][0]["file"] == name
    else:
        assert response.status_code in (413, 422)
        assert said in response.json()["error"]["message"]
    assert not (server.folder / "index" / "uploads" / name).exists()


def test_two_files_of_one_name_are_not_guessed_between(client):
    response = send(client, ("a.md", DELTA), ("A.md", DELTA))
    assert response.status_code == 422
    assert "one name" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("story.md", "story.md"),
        ("../../etc/story.md", "story.md"),
        ("C:\\Users\\ana\\story.MD", "story.md"),
        ("/abs/..hidden.md", "hidden.md"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("ünï.html", "ünï.html"),
        ("x" * 300 + ".md", "x" * 120 + ".md"),
    ],
)
def test_a_name_is_a_name_and_no_path(sent, kept):
    assert file_name(sent) == kept


@pytest.mark.parametrize("sent", ["", "..", "...md", "story", "con/.md"])
def test_what_has_no_name_is_refused(sent):
    with pytest.raises(CorpusError):
        file_name(sent)
