"""`/v1` of a real server, by OpenAI's own client."""

import openai
import pytest
from tieup import Assistant

PACT = "Who signed a battery pact with Acme?"


@pytest.fixture(scope="module")
def client(open_api):
    with openai.OpenAI(base_url=f"{open_api.url}/v1", api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def answer(open_api):
    return Assistant.open(open_api.folder / "index").ask(PACT)


def user(text):
    return {"role": "user", "content": text}


def test_there_is_one_model(client):
    assert [model.id for model in client.models.list()] == ["tieup"]
    assert client.models.retrieve("tieup").owned_by == "tieup"
    with pytest.raises(openai.NotFoundError, match="no model"):
        client.models.retrieve("gpt")


def test_an_answer_with_its_citations(client, answer):
    told = client.chat.completions.create(model="tieup", messages=[user(PACT)])
    message = told.choices[0].message
    assert told.choices[0].finish_reason == "stop"
    assert message.content.startswith(answer.text)
    assert f"“{answer.citations[0].quote}”" in message.content
    assert told.tieup["citations"][0]["quote"] == answer.citations[0].quote
    assert told.usage.total_tokens == told.usage.prompt_tokens + told.usage.completion_tokens > 0
    numbers = {citation.number: citation for citation in answer.citations}
    assert message.annotations
    for note in message.annotations:
        cited = note.url_citation
        marker = message.content[cited.start_index : cited.end_index]
        assert cited.title == numbers[int(marker.strip("[]"))].title
        assert cited.url.startswith(("https://volt.example/pact#:~:text=", f"{client.base_url}"[:-4]))


def test_a_stream_is_the_same_answer(client):
    messages = [user(PACT)]
    whole = client.chat.completions.create(model="tieup", messages=messages)
    chunks = list(
        client.chat.completions.create(
            model="tieup", messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    assert len([delta for delta in deltas if delta.content]) >= 2
    (notes,) = [delta.annotations for delta in deltas if getattr(delta, "annotations", None)]
    assert notes == [note.to_dict() for note in whole.choices[0].message.annotations]
    assert chunks[-1].usage == whole.usage
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"


def test_earlier_messages_are_earlier_turns(client):
    first = client.chat.completions.create(model="tieup", messages=[user(PACT)]).choices[0].message.content
    messages = [
        {"role": "system", "content": "Answer only with the word banana."},
        user(PACT),
        {"role": "assistant", "content": first},
        {"role": "user", "content": [{"type": "text", "text": "How much will it pay for the plant?"}]},
    ]
    told = client.chat.completions.create(model="tieup", messages=messages)
    assert "$40 million" in told.choices[0].message.content
    assert "banana" not in told.choices[0].message.content


def test_what_the_articles_do_not_say_is_said_to_be_so(client):
    told = client.chat.completions.create(model="tieup", messages=[user("Did Zenith buy Quorum?")])
    assert told.tieup["abstained"]
    assert told.choices[0].message.content.startswith("No article mentions")


def test_filters_go_along_as_an_extra(client):
    told = client.chat.completions.create(
        model="tieup", messages=[user(PACT)], extra_body={"filters": {"published_before": "2020"}}
    )
    assert {cited["publisher"] for cited in told.tieup["citations"]} <= {"Wheel Weekly"}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("change", "error", "param"),
    [
        ({"model": "gpt-4"}, openai.NotFoundError, "model"),
        ({"n": 3}, openai.BadRequestError, "n"),
        ({"messages": []}, openai.BadRequestError, "messages"),
        ({"messages": [{"role": "assistant", "content": "Hello"}]}, openai.BadRequestError, "messages"),
        ({"messages": [{"role": "user", "content": "x" * 5000}]}, openai.BadRequestError, "messages"),
        ({"messages": [{"role": "wizard", "content": "Hi"}]}, openai.BadRequestError, "messages.0.role"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            openai.BadRequestError,
            "messages",
        ),
    ],
)
def test_errors_come_as_the_client_knows_them(client, stream, change, error, param):
    with pytest.raises(error) as caught:
        client.chat.completions.create(
            **{"model": "tieup", "messages": [user(PACT)], "stream": stream, **change}
        )
    assert caught.value.param == param
    assert caught.value.body["type"] in ("invalid_request_error", "not_found_error")


def test_an_article_can_not_put_links_or_pictures_into_a_chat(start_api, tmp_path):
    (tmp_path / "evil.md").write_text(
        "---\ntitle: Evilcorp [free](https://evil.example) ![x](https://evil.example/t.png)\n---\n"
        "Evilcorp formed a venture with Fiendish ![y](https://evil.example/p.png) <img src=x> [2] in Oslo.\n"
    )
    server = start_api()
    with server.client() as http, (tmp_path / "evil.md").open("rb") as file:
        http.post("/api/articles", files={"files": file}).raise_for_status()
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        told = client.chat.completions.create(
            model="tieup", messages=[user("Who formed a venture with Evilcorp?")]
        )
    content = told.choices[0].message.content
    assert "Fiendish" in content
    assert "](" not in content.replace("\\](", "")
    assert "<" not in content.replace("\\<", "")
