import json
from dataclasses import replace

import pytest
from tieup.evals.estimates import by_type
from tieup.evals.report import Report, as_dict, as_table
from tieup.evals.run import Row
from tieup.evals.trust import by_standing, risk_coverage, weakest
from tieup.evals.types import Marks

MARKS = Marks(
    answerable=True, abstained=False, strict=True, strict_loose=True, nugget_recall=1.0, forbidden=0, cited=1,
    exact=1, citation_precision=1.0, citation_recall=1.0, passage_hit=True, words=5, ms=1.0,
)  # fmt: skip


def row(name, confidence, right, kind="who", standing="single source", abstained=False, error=None):
    return Row(
        id=name, type=kind, question="?", answerable=True, text="", abstained=abstained,
        confidence=confidence, standing=standing, citations=(), evidence=(), missed=(), forbidden=(),
        ms=1.0, error=error, marks=replace(MARKS, strict=right, abstained=abstained),
    )  # fmt: skip


ROWS = (
    row("a", 0.9, True),
    row("b", 0.7, True),
    row("c", 0.7, False, "when"),
    row("d", 0.6, False, "when"),
    row("e", 0.2, True, "when", "not found", abstained=True),
    row("f", 0.0, False, "count", "", error="KeyError: 'x'"),
)


def test_the_curve_by_hand():
    curve = risk_coverage(ROWS)
    assert [(p.coverage, p.accuracy, p.confidence) for p in curve.points] == [
        (pytest.approx(1 / 6), 1.0, 0.9),
        (pytest.approx(3 / 6), pytest.approx(2 / 3), 0.7),  # b and c come together
        (pytest.approx(4 / 6), 0.5, 0.6),
    ]
    assert curve.area == pytest.approx((1 + 2 / 3 + 2 / 3 + 1 / 2) / 4)
    assert curve.by_chance == 0.5
    assert curve.perfect == pytest.approx((1 + 1 + 2 / 3 + 1 / 2) / 4)
    assert curve.at(0.2) is curve.points[1] and curve.at(0.7) is None


def test_an_order_that_knows_best_reaches_the_best_area():
    curve = risk_coverage([row("a", 0.9, True), row("b", 0.8, True), row("c", 0.7, False)])
    assert curve.area == curve.perfect > curve.by_chance


def test_without_an_answer_there_is_no_curve():
    assert risk_coverage(ROWS[4:]) is None


def test_the_words_for_the_support_are_held_against_what_was_right():
    found = by_standing(ROWS)
    assert list(found) == ["single source", "not found"]  # the surer words first
    assert (found["single source"].value, found["single source"].n) == (0.5, 4)
    assert (found["not found"].value, found["not found"].n) == (1.0, 1)


def test_the_weakest_types_leave_out_those_of_a_few_questions():
    kinds = by_type((kept.type, kept.marks) for kept in (*ROWS, row("g", 0.5, True), row("h", 0.5, False)))
    assert weakest(kinds) == ["when", "who"]


def test_the_report_holds_all_of_it():
    report = Report("set.jsonl", {"Tieup": ROWS})
    table = as_table(report).splitlines()
    assert "weakest of Tieup: when (1 of 3 right)" in table
    assert ".10             1.00 ####################" in table
    assert "all answers     .50 at .67" in table and "area            .71 (chance .50, best .79)" in table
    assert "single source                              4   .50 (.15-.85)" in table
    tieup = as_dict(report)["systems"]["Tieup"]
    assert json.loads(json.dumps(tieup)) == tieup
    assert tieup["weakest"] == ["when"] and tieup["risk_coverage"]["points"][0]["accuracy"] == 1.0
    assert tieup["by_standing"]["not found"]["n"] == 1
