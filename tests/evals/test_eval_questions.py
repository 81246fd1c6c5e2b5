import json
from pathlib import Path

import pytest
from tieup import TieupError
from tieup.evals.gold import locate
from tieup.evals.questions import read_questions

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "evals" / "questions").glob("*.jsonl"))
INVENTED = sorted((ROOT / "evals" / "invented").glob("*.jsonl"))
ARTICLES = dict.fromkeys(BUNDLED, ROOT / "corpus" / "articles") | {
    path: path.with_suffix("") for path in INVENTED
}
GOOD = {
    "id": "a",
    "question": "Who?",
    "type": "who",
    "history": [],
    "answerable": True,
    "nuggets": [["Ada", "Lovelace"]],
    "forbidden": [],
    "evidence": [{"doc": "a.md", "quote": "Ada was"}],
    "notes": "",
}


def written(folder, *lines):
    path = folder / "set.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def test_a_question_is_read_with_all_its_fields(tmp_path):
    (question,) = read_questions(written(tmp_path, GOOD, "", "  "))
    assert (question.id, question.type, question.answerable) == ("a", "who", True)
    assert question.nuggets == (("Ada", "Lovelace"),)
    assert (question.evidence[0].doc, question.evidence[0].quote) == ("a.md", "Ada was")


@pytest.mark.parametrize(
    ("history", "pairs"),
    [
        ([], ()),
        ([{"q": "One?", "a": "1."}, {"q": "Two?", "a": "2."}], (("One?", "1."), ("Two?", "2."))),
        (
            [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "1."}],
            (("One?", "1."),),
        ),
        (
            [{"role": "user", "content": "One?"}, {"role": "user", "content": "Two?"}],
            (("One?", ""), ("Two?", "")),
        ),
    ],
)
def test_both_shapes_of_history_become_pairs(tmp_path, history, pairs):
    assert read_questions(written(tmp_path, GOOD | {"history": history}))[0].history == pairs


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        (GOOD | {"question": " "}, '"question" is missing'),
        (GOOD | {"answerable": "yes"}, '"answerable" is missing'),
        (GOOD | {"nuggets": [[]]}, "a nugget without any wording"),
        (GOOD | {"nuggets": ["Ada"]}, '"nuggets" needs lists'),
        (GOOD | {"forbidden": [""]}, '"forbidden" holds something'),
        (GOOD | {"evidence": ["Ada was"]}, '"evidence" needs a list of objects'),
        (GOOD | {"history": [{"role": "assistant", "content": "1."}]}, '"history" needs'),
        (GOOD, "the id 'a' stands twice"),
    ],
)
def test_a_bad_line_is_named_with_file_line_and_remedy(tmp_path, line, fault):
    path = written(tmp_path, GOOD, line)
    with pytest.raises(TieupError) as caught:
        read_questions(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:2: ") and fault in message
    assert message.endswith("correct or remove the line") and "\n" not in message


def test_files_that_cannot_be_question_sets_are_refused_in_one_line(tmp_path):
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    for path, fault in [
        (tmp_path / "none.jsonl", "No such file"),
        (binary, "not UTF-8"),
        (written(tmp_path, ""), "no questions"),
    ]:
        with pytest.raises(TieupError, match=fault):
            read_questions(path)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_our_own_sets_quote_their_articles_word_for_word(path):
    texts = {file.name: file.read_text("utf-8") for file in ARTICLES[path].glob("*.md")}
    lost = [
        (question.id, gold.doc, gold.quote)
        for question in read_questions(path)
        for gold in question.evidence
        if gold.quote not in texts.get(gold.doc, "").split("\n---\n", 1)[-1]
    ]
    assert lost == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_what_our_own_sets_call_answerable_has_an_answer_and_its_evidence(path):
    questions = read_questions(path)
    assert len({question.question.casefold() for question in questions if not question.history}) == sum(
        not question.history for question in questions
    )
    bare = [one.id for one in questions if one.answerable and not (one.nuggets and one.evidence)]
    assert bare == []


def test_the_main_set_is_large_and_varied():
    questions = read_questions(ROOT / "evals" / "questions" / "global.jsonl")
    assert len(questions) >= 150
    assert len({question.type for question in questions}) >= 15
    refused = sum(not question.answerable for question in questions)
    assert 0.25 <= refused / len(questions) <= 0.35
    for question in questions:
        assert bool(question.history) == (question.type == "followup"), question.id


@pytest.mark.parametrize("name", ["asia.jsonl", "seeds.jsonl"])
def test_the_shared_sets_can_be_read(name):
    path = ROOT.parent / "shared" / "questions" / name
    if not path.exists():
        pytest.skip("the shared question sets are not here")
    assert len(read_questions(path)) == 60


def test_a_quote_is_found_across_line_breaks_and_other_quote_marks():
    text = 'It said “yes,\nindeed” – twice: "yes, indeed".'
    places = locate("‘yes, indeed'", text)
    assert places == ()  # single marks are not double ones
    assert [place.of(text) for place in locate('"yes, indeed"', text)] == ["“yes,\nindeed”", '"yes, indeed"']
    assert [place.of(text) for place in locate("indeed” - twice", text)] == ["indeed” – twice"]
    assert locate("   ", text) == ()
