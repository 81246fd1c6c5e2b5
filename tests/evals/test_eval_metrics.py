import math

import pytest
from tieup.corpus import Article
from tieup.evals.estimates import METRICS, by_type, estimate, summarise, wilson
from tieup.evals.gold import locate_all
from tieup.evals.metrics import is_exact, mark, mark_failed, stands_in, without_markers
from tieup.evals.questions import EvalQuestion, GoldQuote
from tieup.index import Filters
from tieup.rag import Answer, Citation, Evidence, Question

TEXT = "Ada met Bob in May. Bob paid $15 a share. Cleo heard of it later. Nobody asked Dora."
ARTICLE = Article("id-a", TEXT, "A", None, None, None, None, "en", "news/a.md", (), "digest")
ARTICLES = {"id-a": ARTICLE}


def citation(found, number=1, **changes):
    start = TEXT.index(found)
    fields = {
        "number": number,
        "article_id": "id-a",
        "title": "A",
        "publisher": None,
        "published": None,
        "url": None,
        "path": "news/a.md",
        "start": start,
        "end": start + len(found),
        "quote": found,
    }
    return Citation(**(fields | changes))


def evidence(quote):
    start = TEXT.index(quote)
    return Evidence("id-a", "A", None, None, None, "news/a.md", "body", start, start + len(quote), quote, 1.0)


def answer(text, *citations, abstained=False, seen=()):
    understood = Question("?", "fact", (), (), "?", Filters())
    return Answer("1", "?", understood, text, abstained, 1.0, (), citations, tuple(seen), {}, 1, 12.5)


def question(*nuggets, answerable=True, forbidden=(), gold=(), kind="fact", name="q"):
    quotes = tuple(GoldQuote("a.md", quote) for quote in gold)
    return EvalQuestion(name, "?", kind, (), answerable, nuggets, forbidden, quotes, "")


def marked(asked, answered):
    gold = locate_all([asked], [ARTICLE])
    return mark(asked, answered, gold.spans[asked.id], ARTICLES)


@pytest.mark.parametrize(
    ("wording", "text", "stands"),
    [
        ("may", "It was in May.", True),
        ("may", "It was in mayhem.", False),
        ("ma", "It was in May.", False),
        ("$15", "Bob paid $15, he said.", True),
        ("$15", "Bob paid $150.", False),
        ("$15", "Bob paid US$15.", False),
        ("65%", "Geely has 65% of it.", True),
        ("65%", "Geely has 165% of it.", False),
        ("No,", "No, it does not.", True),
        ("No,", "No doubt.", False),
        ("no,", "Hanoi, casino, piano, 3", False),
        ("18 May", "on 18\n  May", True),
        ("didn't", "It didn’t.", True),
        ("Großer", "ein GROSSER Plan", True),
        ("a_b", "x a_b y", True),
        ("b", "a_b", True),
        ("35", "ends in 1.35", True),
        ("aa", "aaa aa", True),
    ],
)
def test_a_wording_stands_as_whole_words_whatever_its_case(wording, text, stands):
    assert stands_in(wording, text) is stands


def test_markers_are_no_words():
    assert without_markers("Ada met Bob [1]. Then [2, 13][4] more [a].") == "Ada met Bob. Then more [a]."


@pytest.mark.parametrize(
    ("text", "abstained", "strict", "recall"),
    [
        ("Ada met Bob in May.[1]", False, True, 1.0),
        ("Ada met Robert in May.", False, True, 1.0),
        ("Ada met Bob.", False, False, 0.5),
        ("Ada met Bob in May, not Eve.", False, False, 1.0),
        ("Ada met Bob in May.", True, False, 1.0),
        ("May15 Bobby", False, False, 0.0),
    ],
)
def test_an_answerable_question_needs_all_nuggets_and_nothing_forbidden(text, abstained, strict, recall):
    asked = question(("Bob", "Robert"), ("May",), forbidden=("eve",))
    marks = marked(asked, answer(text, abstained=abstained))
    assert (marks.strict, marks.strict_loose, marks.nugget_recall) == (strict, strict, recall)


@pytest.mark.parametrize(
    ("text", "abstained", "strict", "loose"),
    [
        ("The articles don't say; Bob met Ada.", True, True, True),
        ("The articles don't say.", True, False, True),
        ("Bob met Ada.", False, False, False),
        ("The articles don't say; Bob met Eve.", True, False, False),
    ],
)
def test_a_false_premise_is_to_be_refused_and_strictly_also_corrected(text, abstained, strict, loose):
    asked = question(("Bob",), answerable=False, forbidden=("Eve",))
    marks = marked(asked, answer(text, abstained=abstained))
    assert (marks.strict, marks.strict_loose) == (strict, loose)


def test_words_are_counted_without_markers():
    assert marked(question(), answer("Ada met [1] Bob.[2]")).words == 3


def test_citations_are_held_against_the_gold_quotes():
    asked = question(gold=("Ada met Bob in May.", "Bob paid $15 a share."))
    one = citation("Bob in")
    wrong = citation("Cleo heard of it later.", 2)
    elsewhere = citation("Bob paid", 3, path="news/b.md")
    marks = marked(asked, answer("x", one, wrong, elsewhere))
    assert marks.citation_precision == pytest.approx(1 / 3)
    assert marks.citation_recall == 0.5
    # Adjacent is not overlapping: the space between the two sentences belongs to neither.
    space = citation(" ", start=19, end=20, quote=" ")
    assert marked(asked, answer("x", space)).citation_precision == 0.0


def test_silence_costs_precision_and_questions_without_gold_have_none():
    assert marked(question(gold=("Ada met Bob",)), answer("x")).citation_precision == 0.0
    marks = marked(question(), answer("x", citation("Ada")))
    assert (marks.citation_precision, marks.citation_recall, marks.passage_hit) == (None, None, None)


def test_a_passage_counts_among_the_first_ten_only():
    asked = question(gold=("Nobody asked Dora.",))
    others = [evidence("Cleo heard")] * 9
    assert marked(asked, answer("x", seen=[*others, evidence("asked Dora")])).passage_hit is True
    assert marked(asked, answer("x", seen=[*others, *others, evidence("asked Dora")])).passage_hit is False


def test_exactness_is_the_slice_of_the_stored_text_and_nothing_else():
    assert is_exact(citation("Bob paid"), ARTICLES)
    assert not is_exact(citation("Bob paid", start=0, end=8), ARTICLES)
    assert not is_exact(citation("Bob paid", quote="bob paid"), ARTICLES)
    assert not is_exact(citation("Bob paid", article_id="id-b"), ARTICLES)
    assert not is_exact(citation("Bob paid", start=3, end=3, quote=""), ARTICLES)


def test_a_gold_quote_that_is_nowhere_is_reported_and_not_counted():
    lost = GoldQuote("a.md", "Eve was there")
    stray = GoldQuote("b.md", "Ada met Bob")
    asked = EvalQuestion("q", "?", "fact", (), True, (), (), (lost, stray, GoldQuote("a.md", "Ada met")), "")
    gold = locate_all([asked], [ARTICLE])
    assert gold.missing == (("q", lost), ("q", stray))
    assert mark(asked, answer("x", citation("Ada")), gold.spans["q"], ARTICLES).citation_recall == 1.0


def sample():
    right = marked(
        question(("Bob",), gold=("Ada met Bob",)), answer("Ada met Bob", citation("Ada"), citation("Cleo", 2))
    )
    timid = marked(question(("Bob",), gold=("Ada met Bob",)), answer("no idea", abstained=True))
    refused = marked(question(answerable=False), answer("not said at all", abstained=True))
    bold = marked(question(answerable=False, gold=("Cleo heard",)), answer("Bob", citation("Cleo heard")))
    failed = mark_failed(question(("Bob",), gold=("Ada met Bob",)), [])
    return [right, timid, refused, bold, failed]


def test_the_summary_of_five_answers_worked_out_by_hand():
    values = {name: found.value for name, found in summarise(sample()).items()}
    assert values == pytest.approx(
        {
            "strict": 2 / 5,
            "strict_loose": 2 / 5,
            "nugget_recall": 1 / 3,
            "free_of_forbidden": 1.0,
            "citation_exactness": 1.0,
            "citation_precision": (0.5 + 0) / 2,
            "citation_recall": (1 + 0) / 2,
            "citation_precision_all": (0.5 + 0 + 1) / 3,
            "citation_recall_all": 2 / 3,
            "passage_hit": 0.0,
            "abstention_precision": 1 / 2,
            "abstention_recall": 1 / 2,
            "abstention_f1": 1 / 2,
            "words": (3 + 2 + 4 + 1) / 4,
            "ms_p50": 12.5,
            "ms_p95": 12.5,
        }
    )


def test_metrics_that_apply_to_nothing_are_left_out():
    only_answerable = summarise(sample()[:1])
    assert "abstention_f1" not in only_answerable and "abstention_precision" not in only_answerable
    assert summarise([]) == {}


def test_types_are_summed_up_apart():
    first, second, *_ = sample()
    kinds = by_type([("who", first), ("fact", second), ("who", second)])
    assert list(kinds) == ["fact", "who"]
    assert (kinds["who"]["strict"].value, kinds["fact"]["strict"].value) == (0.5, 0.0)


def test_wilson_agrees_with_the_published_example():
    # 10 of 20 at 95 %: Newcombe (1998) works the score interval out as .299 to .701.
    assert wilson(10, 20) == pytest.approx((0.299, 0.701), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0 and 0 < wilson(0, 10)[1] < 0.35


def test_the_bootstrap_is_repeatable_and_about_as_wide_as_theory_says():
    recall = next(metric for metric in METRICS if metric.name == "nugget_recall")
    asked = question(("Bob",), ("May",))
    marks = [marked(asked, answer("Bob")), marked(asked, answer("Bob in May"))] * 50
    first, again = estimate(recall, marks), estimate(recall, marks)
    assert first is not None and first == again
    half = 1.96 * 0.25 / math.sqrt(100)
    assert first.value == 0.75 and first.n == 100
    assert (first.low, first.high) == pytest.approx((0.75 - half, 0.75 + half), abs=0.015)
