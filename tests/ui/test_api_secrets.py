"""Secrets planted wherever Tieup is told one, and looked for wherever it writes or says anything."""

import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner
from tieup.ui.cli import main
from tieup.ui.keys import KeyFile
from tieup.ui.settings import load, shown

MODEL_KEY = "sk-velmora-5512-planted"
OTHER_KEY = "sk-openai-9921-planted"
IN_ADDRESS = "planted-in-address"
PASSWORD = "planted horse battery"
PACT = "Who signed a battery pact with Acme?"
SETTINGS = {
    "TIEUP_LLM_BASE_URL": f"http://robot:{IN_ADDRESS}@127.0.0.1:9/v1",
    "TIEUP_LLM_MODEL": "tiny",
    "TIEUP_LLM_API_KEY": MODEL_KEY,
    "OPENAI_API_KEY": OTHER_KEY,
}
SECRETS = (MODEL_KEY, OTHER_KEY, IN_ADDRESS, PASSWORD)


def found(text, *more):
    return [secret for secret in (*SECRETS, *more) if secret in text]


def test_a_server_says_and_logs_none(start_api):
    server, keys = start_api("--log-questions", keys=("read", "write"), TIEUP_RATE_LIMIT="0", **SETTINGS)
    file = KeyFile(server.folder / "keys.json")
    file.add_user("ana", PASSWORD, "read")
    said = []
    with server.client(keys["write"]) as client:
        ask = {"json": {"question": PACT}}
        calls = [
            client.post("/api/ask", **ask),
            client.post("/api/stream", **ask),
            client.post("/api/ask", json={"question": PASSWORD, "note": keys["read"]}),
            client.post("/v1/chat/completions", json={"model": OTHER_KEY, "messages": [{"role": MODEL_KEY}]}),
            client.post("/v1/chat/completions", content=b"{" + MODEL_KEY.encode()),
            client.post("/login", data={"username": "ana", "password": PASSWORD + "."}),
            client.post("/login", data={"username": "ana", "password": PASSWORD}),
            client.get("/api/articles", headers={"Authorization": f"Bearer {keys['read']}x"}),
            client.get("/api/deals", params={"type": MODEL_KEY, "key": keys["read"]}),
            client.post("/api/articles", files={"files": (f"{MODEL_KEY}.exe", PASSWORD.encode())}),
            *(client.get(path) for path in ("/", "/config", "/metrics", "/docs", "/openapi.json", "/health")),
        ]
        said += [f"{call.status_code} {call.headers} {call.text}" for call in calls]
    assert "can't be reached" in said[0]  # the model was tried, by the planted address and key
    server.stop()
    # What a caller sends may be named back to that caller (an unknown model, type or file), nowhere else.
    echoed = [text for text in said if found(text, *keys.values())]
    assert all(text.startswith("4") for text in echoed), echoed
    assert not [text for text in said if any(secret in text for secret in (IN_ADDRESS, *keys.values()))]
    log = server.noise()
    assert '"event": "question"' in log
    assert PACT in log
    assert not found(log.replace(f'"question": "{PASSWORD}"', ""), *keys.values())


@pytest.fixture
def place(tmp_path, api_index, monkeypatch):
    """An index in whose very folder keys and settings lie, and an environment that holds secrets."""
    shutil.copytree(api_index, tmp_path / "index")
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TIEUP_KEYS_FILE", str(tmp_path / "index" / "keys.json"))
    monkeypatch.setenv("TIEUP_SETTINGS", str(tmp_path / "index" / "settings.toml"))
    (tmp_path / "index" / "settings.toml").write_text(f'llm_api_key = "{MODEL_KEY}"\n')
    return tmp_path


def test_files_and_commands_hold_none(place):
    file = KeyFile(place / "index" / "keys.json")
    key = file.add("laptop", "read")[1]
    file.add_user("ana", PASSWORD, "read")
    beside = []

    def run(*words):
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        beside.append(done.stderr_bytes)
        return done.stdout_bytes

    index = ("--index", place / "index")
    written = {
        "answer": run("ask", PACT, "--llm", "--json", *index),
        "settings": run("settings", "--json"),
        "keys": run("keys", "list") + run("users", "list"),
        "doctor": run("doctor", *index),
    }
    answer = place / "answer.json"
    answer.write_bytes(written["answer"])
    assert "can't be reached" in json.loads(written["answer"])["notices"][0]
    for form in ("md", "html", "docx"):
        written[form] = run("export", answer, "--to", form)
    (place / "answer.docx").write_bytes(written["docx"])
    with zipfile.ZipFile(place / "answer.docx") as word:
        written["docx"] = b"".join(word.read(name) for name in word.namelist())
    run("backup", place / "index.tieup", *index)
    written["backup"] = (place / "index.tieup").read_bytes()
    written["beside"] = b"".join(beside)
    for name, data in written.items():
        assert not found(data.decode("latin-1"), key, key.rpartition("_")[2]), name
    kept = file.path.read_text()
    assert not found(kept, key, key.rpartition("_")[2])


def test_an_address_is_shown_without_what_it_logs_in_by(place):
    lines = {line.name: line.value for line in shown(load())}
    assert lines["llm_base_url"] == "http://…@127.0.0.1:9/v1"
