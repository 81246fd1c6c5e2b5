import json

import pytest
from tieup.corpus import CorpusError
from tieup.rag import Sentence
from tieup.ui.export import to_html, to_markdown
from tieup.ui.saved import answer_from_dict, read_answers, turns
from tieup.ui.terminal import answer_text, plain


def test_an_answer_read_back_exports_the_same(make_answer):
    answer = make_answer()
    again = answer_from_dict(json.loads(json.dumps(answer.to_dict())), "here")
    assert to_markdown([again]) == to_markdown([answer])
    assert to_html([again]) == to_html([answer])
    assert answer_text(again, None) == answer_text(answer, None)


def test_keys_of_a_newer_version_are_left_out(make_answer):
    value = make_answer().to_dict() | {"deals": [1]}
    value["citations"] = [value["citations"][0] | {"independent": 2}]
    assert answer_from_dict(value, "here").citations == make_answer().citations


@pytest.mark.parametrize("value", [None, [], 3, {}, {"text": "x"}])
def test_what_is_no_answer_is_refused_with_its_place(value):
    with pytest.raises(CorpusError, match=r"here: not an answer"):
        answer_from_dict(value, "here")


def test_markdown_has_a_footnote_per_citation(make_answer, cite):
    second = cite("The plant is in Lund.", 2, publisher="Volt*")
    text = to_markdown([make_answer("They sign [1]. In _Lund_ [2]. Not [9].", (cite(), second))])
    assert "They sign [^1]. In \\_Lund\\_ [^2]. Not \\[9\\]." in text
    note = next(line for line in text.splitlines() if line.startswith("[^2]:"))
    assert note == (
        "[^2]: Volt\\*, “Acme and Borealis sign a battery pact”, 12 Oct 2023: "
        "“The plant is in Lund.” <https://volt.example/story>"
    )


def test_several_answers_keep_their_footnotes_apart(make_answer):
    text = to_markdown([make_answer(), make_answer()])
    assert "[^1-1]:" in text
    assert "[^2-1]:" in text


def test_html_is_escaped_and_its_notes_resolve(make_answer, cite, parse):
    bad = "<script>alert(1)</script>"
    answer = make_answer(bad + " [1]", (cite(title=bad, quote=bad, url="javascript:alert(1)"),), question=bad)
    view = parse(to_html([answer]).split("<body>")[1].split("</body>")[0])
    assert "script" not in {tag for tag, _ in view.tags}
    assert [link["href"] for link in view.links()] == ["#n1-1"]
    assert [attrs["id"] for tag, attrs in view.tags if tag == "li"] == ["n1-1"]


def test_the_terminal_is_never_driven_by_an_article(make_answer, cite):
    evil = "gone\x1b[2J\x9b31m\u202eabc\rover"
    shown = answer_text(make_answer(evil, (cite(quote=evil, title=evil),)), 80)
    assert not [character for character in shown if ord(character) < 32 and character != "\n"]
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert plain("a\tb\r\nc") == "a\tb\nc"


def test_the_terminal_lists_sources_with_quote_and_place(make_answer):
    shown = answer_text(make_answer(), None).split("\n")
    assert shown[0] == "Understood as: Acme · Borealis · “acmee” read as Acme"
    at = shown.index("Sources")
    assert shown[at + 1] == "[1] The <b>Daily</b> Volt, 12 Oct 2023: Acme and Borealis sign a battery pact"
    assert shown[at + 2].strip() == f"“{make_answer().citations[0].quote}”"
    assert [line.strip() for line in shown[at + 3 : at + 5]] == ["https://volt.example/story", "news/volt.md"]


def test_lines_are_wrapped_to_the_terminal(make_answer):
    answer = make_answer("word " * 60, sentences=(Sentence("x", (1,), "verified"),))
    assert max(len(line) for line in answer_text(answer, 40).splitlines()) <= 41


def test_history_is_read_in_every_shape():
    pairs = [("Who?", "Acme."), ("When?", "In May.\nOr June.")]
    roles = [
        {"role": "system", "content": "be kind"},
        {"role": "assistant", "content": "Hello"},
        {"role": "user", "content": "Who?"},
        {"role": "assistant", "content": "Acme."},
        {"role": "user", "content": "When?"},
        {"role": "assistant", "content": "In May."},
        {"role": "assistant", "content": "Or June."},
    ]
    assert turns(roles, "here") == pairs
    assert turns([{"q": q, "a": a} for q, a in pairs], "here") == pairs
    assert turns([list(pair) for pair in pairs], "here") == pairs
    assert turns(None, "here") == turns([], "here") == []


@pytest.mark.parametrize(
    "value", [3, {"q": "x"}, [{"q": "x"}], [["x"]], [{"q": 1, "a": "y"}], [{"role": "user"}], ["xy"]]
)
def test_other_histories_are_refused_with_their_place(value):
    with pytest.raises(CorpusError, match=r"^here: the history is neither"):
        turns(value, "here")


@pytest.mark.parametrize("text", ["", "\n", "{", '{"a": 1}\n{', "\x00"])
def test_files_without_answers_are_refused_with_their_place(tmp_path, text):
    path = tmp_path / "answer.json"
    path.write_text(text)
    with pytest.raises(CorpusError, match=r"answer\.json"):
        read_answers(path)


def test_answers_are_read_one_a_line(tmp_path, make_answer):
    path = tmp_path / "answers.jsonl"
    line = json.dumps(make_answer().to_dict())
    path.write_text(f"{line}\n\n{line}\n")
    assert len(read_answers(path)) == 2
