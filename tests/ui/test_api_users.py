"""Users: names and passwords beside the keys, through the same gate; the chat's limits; gradio's client."""

import json
import re
import stat
import time

import pytest
from click.testing import CliRunner
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError
from tieup.corpus import ServeError
from tieup.ui.cli import main
from tieup.ui.keys import KeyFile
from tieup.ui.passwords import hashed, matches

PASSWORD = "correct horse battery"
PACT = "Who signed a battery pact with Acme?"
HTML = {"Accept": "text/html"}


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "keys.json")


@pytest.fixture(scope="module")
def manned(start_api):
    """A server with a user who reads, one who writes and a key, and nobody slowed down."""
    server, keys = start_api(keys=("read",), TIEUP_RATE_LIMIT="0")
    file = KeyFile(server.folder / "keys.json")
    file.add_user("ana", PASSWORD, "read")
    file.add_user("ben", PASSWORD + "!", "write")
    return server, keys["read"], file


@pytest.fixture
def visit(manned):
    """A browser's visit: cookies kept, redirects followed."""
    with manned[0].client(follow_redirects=True) as client:
        client.headers.update(HTML)
        yield client


def log_in(client, name, password):
    return client.post("/login", data={"username": name, "password": password})


def test_a_password_is_kept_as_a_slow_hash_with_its_own_salt():
    kept = hashed("r\u00e9sum\u00e9 paper")
    assert "paper" not in kept
    assert kept.startswith("scrypt$32768$8$3$")
    assert kept.split("$")[4] != hashed("r\u00e9sum\u00e9 paper").split("$")[4]
    assert matches("re\u0301sume\u0301 paper", kept)
    assert not matches("resume paper", kept)
    # Whether there is such a user must not be told by the time that it takes: it is tried all the same.
    started = time.process_time()
    assert not matches(PASSWORD, None)
    assert time.process_time() - started > 0.02


def test_users_lie_beside_the_keys(file):
    _, text = file.add("laptop", "write")
    user = file.add_user("  Ana  Silva ", PASSWORD, "read")
    assert file.log_in("Ana Silva", PASSWORD) == user
    assert file.log_in("Ana", PASSWORD) is None
    assert file.named(user.id) == user
    assert file.find(text).name == "laptop"
    assert PASSWORD not in file.path.read_text()
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.set_password("Ana Silva", "another password").id == user.id
    assert file.log_in("Ana Silva", PASSWORD) is None
    assert file.remove_user("Ana Silva").id == user.id
    assert (file.users(), len(file.keys())) == ((), 1)


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [("", PASSWORD, "1 to 80"), ("ana", "short", "10 to 200"), ("ana", "x" * 201, "10 to 200")],
)
def test_who_can_not_be_a_user(file, name, password, told):
    with pytest.raises(ServeError, match=told):
        file.add_user(name, password, "read")
    assert file.empty()


def test_two_users_of_one_name_and_hashes_made_up(file):
    file.add_user("ana", PASSWORD, "read")
    with pytest.raises(ServeError, match="already"):
        file.add_user("ana ", PASSWORD, "write")
    kept = json.loads(file.path.read_text())
    kept["users"][0]["digest"] = PASSWORD
    file.path.write_text(json.dumps(kept))
    with pytest.raises(ServeError, match="key file"):
        file.users()


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.setenv("TIEUP_KEYS_FILE", str(tmp_path / "keys.json"))
    run = lambda *words, **more: CliRunner().invoke(main, ["users", *words], **more)  # noqa: E731
    assert "No users" in run("list").stderr
    made = run("add", "ana", "--write", input=PASSWORD + "\n")
    assert (made.exit_code, made.stdout, made.stderr) == (0, "", "ana may log in (write).\n")
    (user,) = KeyFile(tmp_path / "keys.json").users()
    assert run("list").stdout == f"{user.id}\twrite\t{user.created[:10]}\tana\n"
    assert run("password", "ana", input="another password\n").exit_code == 0
    assert KeyFile(tmp_path / "keys.json").log_in("ana", "another password")
    assert run("remove", "ana").stdout == f"removed {user.id} (ana)\n"
    weak = run("add", "ben", input="\n")
    assert (weak.exit_code, weak.stderr.count("\n")) == (1, 1)


def test_a_user_logs_in_asks_and_is_out_with_the_next_password(visit, manned):
    _, _, file = manned
    page = visit.get("/")
    assert page.status_code == 401
    assert re.search(r'name="username".*name="password"', page.text)
    for name, password in (("ana", PASSWORD + "!"), ("", PASSWORD)):
        assert log_in(visit, name, password).status_code == 401
    assert "gradio" in log_in(visit, "ana", PASSWORD).text
    assert visit.post("/api/ask", json={"question": PACT}).status_code == 200
    file.set_password("ana", "quite another one")
    try:
        assert visit.post("/api/ask", json={"question": PACT}).status_code == 401
    finally:
        file.set_password("ana", PASSWORD)


def test_a_key_still_opens_the_same_page(visit, manned):
    assert "gradio" in log_in(visit, "", manned[1]).text


def test_reading_and_uploading_are_two_rights_on_the_page_too(visit):
    files = {"files": ("new.md", b"# Delta and Echo\n\nDelta signed a supply deal with Echo on Monday.\n")}
    log_in(visit, "ana", PASSWORD)
    assert visit.post("/gradio_api/upload", files=files).status_code == 403
    assert visit.post("/api/articles", files=files).status_code == 403
    log_in(visit, "ben", PASSWORD + "!")
    assert visit.post("/gradio_api/upload", files=files).status_code == 200
    added = visit.post("/api/articles", files=files).json()
    assert added["added"] == 1
    visit.delete(f"/api/articles/{added['changes'][0]['article_id']}").raise_for_status()


def test_forms_that_are_none_get_a_plain_no(manned):
    with manned[0].client() as client:
        for body in (b"", b"&".join(b"x=1" for _ in range(50)), b"\xff\xfe=%zz", b'{"username": "ana"}'):
            response = client.post("/login", content=body)
            assert response.status_code == 401
            assert response.json()["error"]["message"]


def test_gradio_s_client_asks_by_password_by_key_and_not_without(manned):
    server, key, _ = manned
    for who in ({"auth": ("ana", PASSWORD)}, {"headers": {"Authorization": f"Bearer {key}"}}):
        client = Client(server.url, verbose=False, **who)
        try:
            told = client.predict(PACT, api_name="/ask")
            assert "Borealis" in told["text"]
            assert told["citations"][0]["quote"]
            with pytest.raises(AppError, match="empty"):
                client.predict("  ", api_name="/ask")
        finally:
            client.close()
    with pytest.raises(AuthenticationError):
        Client(server.url, verbose=False, auth=("ana", "wrong password"))
    with pytest.raises(Exception, match=r"401|[Cc]ould not|Unauthorized"):
        Client(server.url, verbose=False)


def test_the_limit_of_a_user_holds_for_the_chat_and_for_nobody_else(start_api):
    server, keys = start_api(keys=("read",), TIEUP_RATE_LIMIT="2")
    KeyFile(server.folder / "keys.json").add_user("ana", PASSWORD, "read")
    asked = {"data": [PACT], "fn_index": 0, "session_hash": "visit"}
    with server.client() as ana, server.client(keys["read"]) as other:
        log_in(ana, "ana", PASSWORD).raise_for_status()
        statuses = [ana.post("/gradio_api/queue/join", json=asked).status_code for _ in range(3)]
        assert statuses[2] == 429
        assert 429 not in statuses[:2]
        assert ana.post("/api/ask", json={"question": PACT}).status_code == 429
        assert other.post("/api/ask", json={"question": PACT}).status_code == 200
        # Wrong ones are counted by address, before any password is tried.
        guesses = [log_in(other, "", "guess").status_code for _ in range(60)]
        assert guesses[:30] == [401] * 30
        assert 429 in guesses
