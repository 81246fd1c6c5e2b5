"""Who is let in by a real server, who is slowed down, and what its log keeps."""

import json
import signal
import subprocess
import sys
import threading

import httpx
import pytest
from tieup.ui.api_limits import RateLimit
from tieup.ui.keys import KeyFile

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
PACT = "Who signed a battery pact with Acme?"
WRONG = "tieup_00000000_" + "x" * 43
OPEN_TO_ALL = {"/health", "/ready"}


@pytest.fixture(scope="module")
def locked(start_api):
    """A server with keys, which nobody is slowed down on, and the keys by their rights."""
    return start_api("--log", keys=("read", "write"), TIEUP_RATE_LIMIT="0", TIEUP_MAX_UPLOAD="20000")


@pytest.fixture
def client(locked):
    """Makes clients of that server, by the rights of their key."""
    server, keys = locked
    made = []

    def client(rights=None, **options):
        made.append(server.client(keys.get(rights, rights), **options))
        return made[-1]

    yield client
    for one in made:
        one.close()


def routes(schema):
    for path, methods in schema["paths"].items():
        for method in methods:
            yield method.upper(), path.replace("{article_id}", "x").replace("{model}", "tieup")


def test_every_route_asks_for_a_key(client):
    known = list(routes(client("read").get("/openapi.json").json()))
    known += [
        ("GET", "/"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("POST", "/mcp"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/assets/x.js"),
        ("GET", "/nowhere"),
        ("POST", "/logout"),
    ]
    assert len(known) > 20
    for key in (None, WRONG, "nonsense"):
        with client(key) as caller:
            for method, path in known:
                expected = {200, 503} if path in OPEN_TO_ALL else {401, 429}
                response = caller.request(method, path, json={})
                assert response.status_code in expected, (key, method, path)
                if response.status_code == 401:
                    assert response.headers["www-authenticate"].startswith("Bearer")
    assert client().get("/health").json() == {"status": "ok", "articles": None}
    odd = {b"Authorization": "Bearer schlüssel".encode()}
    assert client().get("/api/articles", headers=odd).status_code in (401, 429)


@pytest.mark.parametrize("form", ["bearer", "x-api-key", "basic"])
def test_a_key_is_taken_in_each_usual_form(locked, form):
    server, keys = locked
    key = keys["read"]
    headers = {"bearer": {"Authorization": f"bearer {key}"}, "x-api-key": {"X-API-Key": key}}.get(form)
    auth = httpx.BasicAuth("anyone", key) if form == "basic" else None
    assert httpx.get(f"{server.url}/api/articles", headers=headers, auth=auth).status_code == 200


def test_reading_and_writing_are_two_rights(client):
    files = {"files": ("new.md", b"# Delta and Echo\n\nDelta signed a supply deal with Echo on Monday.\n")}
    refused = client("read").post("/api/articles", files=files)
    assert (refused.status_code, refused.json()["error"]["type"]) == (403, "permission_error")
    assert client("read").delete("/api/articles/x").status_code == 403
    assert client("read").post("/api/ask", json={"question": PACT}).status_code == 200
    added = client("write").post("/api/articles", files=files).json()
    assert (added["added"], added["left_out"]) == (1, [])
    gone = client("write").delete(f"/api/articles/{added['changes'][0]['article_id']}").json()
    assert gone["removed"] == 1


def test_a_browser_logs_in_once_and_only_for_its_own_pages(start_api):
    server, _ = start_api("--log", keys=("read",))
    made, text = KeyFile(server.folder / "keys.json").add("browser", "read")
    with server.client(follow_redirects=True) as browser:
        browser.headers["Accept"] = "text/html"
        _log_in_and_out(server, browser, made, text)


def _log_in_and_out(server, browser, made, text):
    page = browser.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert 'action="/login"' in page.text
    assert browser.post("/login", data={"key": WRONG}).status_code == 401
    home = browser.post("/login", data={"key": text})
    assert home.status_code == 200
    assert "gradio" in home.text
    cookie = next(iter(browser.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert text not in cookie.value
    ask = {"url": "/api/ask", "json": {"question": PACT}}
    assert browser.post(**ask).status_code == 200
    assert browser.post(**ask, headers={"Origin": server.url}).status_code == 200
    for foreign in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post(**ask, headers=foreign).status_code == 403
    for forged in (cookie.value[:-1] + "0", cookie.value.replace(".", ".9", 1), "..", "a.b.c"):
        with server.client(cookies={"tieup_session": forged}) as forger:
            assert forger.get("/api/articles").status_code == 401
    KeyFile(server.folder / "keys.json").remove(made.id)
    assert browser.post(**ask).status_code == 401
    assert text not in server.noise()


def test_a_removed_key_is_refused_at_once_and_a_lost_file_opens_nothing(start_api):
    server, keys = start_api(keys=("read", "write"))
    file = KeyFile(server.folder / "keys.json")
    with server.client(keys["read"]) as reader, server.client(keys["write"]) as writer:
        assert reader.get("/api/articles").status_code == 200
        file.remove("read")
        assert reader.get("/api/articles").status_code == 401
        assert writer.get("/api/articles").status_code == 200
        text = file.path.read_text()
        file.path.write_text("{")
        assert writer.get("/api/articles").status_code == 503
        file.path.unlink()
        assert writer.get("/api/articles").status_code == 401
        file.path.write_text(text)
        assert writer.get("/api/articles").status_code == 200


def test_an_open_server_closes_with_the_first_key(open_api, api):
    key, text = KeyFile(open_api.folder / "keys.json").add("first", "read")
    try:
        assert api.get("/api/articles").status_code == 401
        with open_api.client(text) as client:
            assert client.get("/api/articles").status_code == 200
    finally:
        KeyFile(open_api.folder / "keys.json").remove(key.id)
    assert api.get("/api/articles").status_code == 401


def test_an_open_server_is_open_to_this_machine_s_own_callers_only(start_api):
    with start_api().client() as client:
        ask = {"url": "/api/ask", "json": {"question": PACT}}
        assert client.post(**ask).status_code == 200
        assert client.get("/api/articles", headers={"Host": "rebound.example"}).status_code == 403
        assert client.post(**ask, headers={"Origin": "https://evil.example"}).status_code == 403
        assert client.get("/api/articles", headers={"Host": "localhost:1"}).status_code == 200
        preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        response = client.options("/api/ask", headers=preflight)
        assert not [name for name in response.headers if name.startswith("access-control")]


def test_other_addresses_are_served_with_keys_only(api_index, tmp_path):
    environment = ["env", f"TIEUP_KEYS_FILE={tmp_path / 'keys.json'}"]
    command = [*environment, *TIEUP, "serve", "--host", "0.0.0.0", "--port", "0", "--index", str(api_index)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: 0.0.0.0 can be reached from other machines")
    assert "tieup keys add" in line


def test_a_site_that_is_allowed_may_call_with_a_key(start_api):
    server, keys = start_api(keys=("read",), TIEUP_CORS_ORIGINS="https://team.example")
    with server.client(keys["read"]) as client:
        asked = {"Origin": "https://team.example", "Access-Control-Request-Method": "POST"}
        assert client.options("/api/ask", headers=asked).status_code == 200
        response = client.post(
            "/api/ask", json={"question": PACT}, headers={"Origin": "https://team.example"}
        )
        assert response.headers["access-control-allow-origin"] == "https://team.example"
        other = client.get("/api/articles", headers={"Origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers


def test_a_key_is_slowed_down_and_wrong_ones_too(start_api):
    server, keys = start_api(keys=("read", "write"), TIEUP_RATE_LIMIT="5")
    with server.client(keys["read"]) as client:
        statuses = [client.get("/api/articles").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        refused = client.get("/api/articles")
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["error"]["code"] == "rate_limit_exceeded"
        assert client.get("/health").status_code == 200
    with server.client(WRONG) as client:
        statuses = [client.get("/api/articles").status_code for _ in range(40)]
        assert statuses[:30] == [401] * 30
        assert 429 in statuses[30:]
    with server.client(keys["write"]) as client:
        assert client.get("/api/articles").status_code == 200


def test_the_limit_fills_up_evenly_and_forgets_nobody_too_early():
    now = [0.0]
    limit = RateLimit(60, lambda: now[0])
    assert [limit.wait("a") for _ in range(60)] == [0.0] * 60
    assert limit.wait("a") == pytest.approx(1.0)
    assert limit.wait("b") == 0.0
    now[0] = 2.5
    assert [limit.wait("a") for _ in range(2)] == [0.0, 0.0]
    assert limit.wait("a") == pytest.approx(0.5)
    assert RateLimit(0).wait("a") == 0.0


@pytest.mark.parametrize("path", ["/", "/health", "/docs", "/api/articles", "/nowhere", "/login"])
def test_every_response_has_the_headers_that_browsers_heed(client, path):
    headers = client("read").get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "server" not in headers


def test_the_log_is_json_and_keeps_questions_and_keys_to_itself(start_api):
    server, keys = start_api("--log", keys=("read",))
    secret = "Zanzibar"
    with server.client(keys["read"]) as client:
        client.post("/api/ask", json={"question": f"Who bought {secret}?"}, headers={"X-Request-Id": secret})
        client.get("/api/deals", params={"company": secret})
        client.post("/api/ask", json={"question": 5, "note": secret})
        client.post("/v1/chat/completions", json={"model": "tieup", "messages": [secret]})
    server.stop()
    lines = [json.loads(line) for line in server.noise().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["method"], line["path"], line["status"]) for line in requests] == [
        ("POST", "/api/ask", 200),
        ("GET", "/api/deals", 200),
        ("POST", "/api/ask", 422),
        ("POST", "/v1/chat/completions", 400),
    ]
    assert {line["key"] for line in requests} == {keys["read"].split("_")[1]}
    (question,) = [line for line in lines if line["event"] == "question"]
    assert question["outcome"] == "abstained"
    assert secret not in server.noise()
    assert keys["read"] not in server.noise()


def test_questions_are_logged_where_that_is_asked_for(start_api):
    server = start_api("--log-questions")
    with server.client() as client:
        client.post("/api/ask", json={"question": PACT})
    server.stop()
    lines = [json.loads(line) for line in server.noise().splitlines() if line.startswith("{")]
    assert [line["question"] for line in lines if line["event"] == "question"] == [PACT]


def test_an_answer_that_was_begun_is_finished_before_the_server_stops(start_api):
    server = start_api()
    with server.client() as client, client.stream("POST", "/api/stream", json={"question": PACT}) as response:
        text = response.iter_text()
        begun = next(text)
        stopping = threading.Thread(target=server._process.send_signal, args=(signal.SIGTERM,))
        stopping.start()
        whole = begun + "".join(text)
        stopping.join()
    assert "\nevent: answer\n" in whole
    server.stop()
