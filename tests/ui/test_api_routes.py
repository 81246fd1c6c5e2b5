"""`/api` of a real server, by a real client."""

import json

import pytest
from tieup import Assistant

PACT = "Who signed a battery pact with Acme?"


def events(response):
    """The server-sent events of a response: (name, data) pairs."""
    found = []
    for block in "".join(response.iter_text()).split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def untimed(answer):
    return {**answer, "ms": 0}


def problem(response, status):
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    fault = response.json()["error"]
    assert set(fault) == {"message", "type", "param", "code"}
    assert fault["message"]
    assert "\n" not in fault["message"]
    return fault


def test_ask_gives_the_answer_that_python_gives(api, open_api):
    told = api.post("/api/ask", json={"question": PACT}).raise_for_status().json()
    here = Assistant.open(open_api.folder / "index").ask(PACT).to_dict()
    assert untimed(told) == untimed(json.loads(json.dumps(here)))
    assert "Borealis" in told["text"]


def test_a_stream_ends_with_the_same_answer(api):
    with api.stream("POST", "/api/stream", json={"question": PACT}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        (first, *middle, last) = events(response)
    answer = api.post("/api/ask", json={"question": PACT}).json()
    assert first == ("understood", answer["understood"])
    assert middle[0] == ("evidence", answer["evidence"])
    said = [data for name, data in middle[1:] if name == "sentence"]
    assert [one["sentence"] for one in said] == answer["sentences"]
    assert [cited for one in said for cited in one["citations"]] == answer["citations"]
    assert last[0] == "answer"
    assert untimed(last[1]) == untimed(answer)


def test_history_and_filters_go_along(api):
    history = [{"question": PACT, "answer": "Borealis did. [1]"}]
    told = api.post("/api/ask", json={"question": "How much will it pay for the plant?", "history": history})
    assert "$40 million" in told.json()["text"]
    narrow = {"question": PACT, "filters": {"published_before": "2020"}}
    told = api.post("/api/ask", json=narrow).json()
    assert {cited["publisher"] for cited in told["citations"]} <= {"Wheel Weekly"}


def test_zones_and_clusters_narrow_too(api):
    asked = api.post("/api/ask", json={"question": PACT, "filters": {"zones": ["Headline"]}}).json()
    assert {found["zone"] for found in asked["evidence"]} == {"headline"}
    assert asked["understood"]["filters"]["zones"] == ["headline"]
    (pact,) = [one["id"] for one in api.get("/api/articles").json()["articles"] if "pact" in one["title"]]
    asked = api.post("/api/ask", json={"question": "What is agreed?", "filters": {"clusters": [pact]}}).json()
    assert {found["article_id"] for found in asked["evidence"]} == {pact}


def test_deals_companies_and_a_timeline(api, open_api):
    assistant = Assistant.open(open_api.folder / "index")
    told = api.get("/api/deals").raise_for_status().json()
    assert told == {"total": 2, "deals": json.loads(json.dumps([d.to_dict() for d in assistant.deals()]))}
    assert api.get("/api/deals", params={"company": "cobalt motors"}).json()["total"] == 1
    assert api.get("/api/deals", params={"offset": 1, "limit": 1}).json()["deals"] == told["deals"][1:]
    names = [company["name"] for company in api.get("/api/companies").json()["companies"]]
    assert {"Acme", "Borealis"} <= set(names)
    (event,) = api.get("/api/timeline", params={"a": "Acme", "b": "Borealis"}).json()["events"]
    assert event["parties"] == ["Acme", "Borealis"]


def test_articles_are_listed_shown_and_their_citations_checked(api):
    told = api.get("/api/articles").json()
    assert [one["title"] for one in told["articles"]] == sorted(one["title"] for one in told["articles"])
    (cited,) = api.post("/api/ask", json={"question": PACT}).json()["citations"][:1]
    article = api.get(f"/api/articles/{cited['article_id']}").json()
    assert article["text"][cited["start"] : cited["end"]] == cited["quote"]
    claim = {name: cited[name] for name in ("article_id", "start", "end", "quote")}
    assert api.post("/api/verify", json=claim).json() == {"stands": True, "reason": None}
    wrong = {**claim, "start": claim["start"] + 1}
    assert api.post("/api/verify", json=wrong).json()["stands"] is False
    start = article["text"].index("What a waste")
    comment = {**claim, "start": start, "end": start + 12, "quote": "What a waste"}
    assert api.post("/api/verify", json=comment).json() == {
        "stands": False,
        "reason": "it stands in: reader comment",
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "param"),
    [
        ("POST", "/api/ask", b"{", 422, "1"),
        ("POST", "/api/ask", b'{"question": ""}', 422, "question"),
        ("POST", "/api/ask", b'{"question": "   "}', 400, None),
        ("POST", "/api/ask", b'{"question": "' + b"x" * 5000 + b'"}', 422, "question"),
        ("POST", "/api/ask", b'{"question": "Who?", "top_k": 5}', 422, "top_k"),
        ("POST", "/api/ask", b'{"question": "Who?", "filters": {"published_after": "May"}}', 400, None),
        ("POST", "/api/ask", b'{"question": "Who?", "filters": {"zones": ["advert"]}}', 400, None),
        ("POST", "/api/ask", b'{"question": "Who?", "filters": {"zones": "body"}}', 422, "filters.zones"),
        ("POST", "/api/ask", b'{"question": "\\ud800"}', 422, "question"),
        ("GET", "/api/ask", None, 405, None),
        ("GET", "/api/nowhere", None, 404, None),
        ("GET", "/api/articles/nowhere", None, 404, "article_id"),
        ("DELETE", "/api/articles/nowhere", None, 404, "article_id"),
        ("GET", "/api/deals?type=marriage", None, 400, None),
        ("GET", "/api/deals?as_of=soon", None, 400, None),
        ("GET", "/api/deals?limit=0", None, 422, "limit"),
        ("GET", "/api/timeline", None, 422, "a"),
        *(
            ("POST", path, b'{"question": "' + b"x" * 1_100_000 + b'"}', 413, None)
            for path in ("/api/ask", "/v1/chat/completions", "/mcp", "/gradio_api/queue/join", "/login")
        ),
    ],
)
def test_what_makes_no_sense_gets_one_clear_line(api, method, path, body, status, param):
    headers = {"Content-Type": "application/json"}
    assert problem(api.request(method, path, content=body, headers=headers), status)["param"] == param


def test_a_body_of_unknown_length_is_bounded_too(api):
    def endless():
        yield b'{"question": "'
        for _ in range(40):
            yield b"x" * 50_000

    problem(api.post("/api/ask", content=endless(), headers={"Content-Type": "application/json"}), 413)


def test_the_docs_and_the_description_name_every_route(api):
    schema = api.get("/openapi.json").json()
    page = api.get("/docs").text
    assert {"/api/ask", "/api/stream", "/api/deals", "/api/articles/{article_id}"} <= set(schema["paths"])
    assert all(path in page for path in schema["paths"])
    assert "http://" not in page.replace(str(api.base_url), "")
    assert "https://" not in page
    assert "<script" not in page


def test_health_readiness_and_metrics(api):
    api.post("/api/ask", json={"question": PACT})
    assert api.get("/health").json() == {"status": "ok", "articles": 2}
    assert api.get("/ready").json() == {"status": "ready"}
    text = api.get("/metrics").text
    assert 'tieup_questions_total{face="api",outcome="answered"}' in text
    assert "tieup_articles 2.0" in text
    assert "battery" not in text
    assert "Acme" not in text
