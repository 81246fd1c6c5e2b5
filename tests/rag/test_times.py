"""Time expressions: what the sentence says, and what only the publication date can settle."""

import pytest
from tieup.corpus import PublicationDate
from tieup.rag.times import find_times

TUESDAY = PublicationDate("2021-01-19", "day", "front matter")
MONTH = PublicationDate("2020-02", "month", "front matter")
YEAR = PublicationDate("2023", "year", "front matter")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("signed on 19 January 2021 in", "2021-01-19", "day"),
        ("signed on Jan. 19, 2021 in", "2021-01-19", "day"),
        ("founded in March 2012 as", "2012-03", "month"),
        ("founded in 2018.", "2018", "year"),
        ("by the end of 2020 at", "2020", "year"),
        ("on 2021-01-22 it", "2021-01-22", "day"),
    ],
)
def test_absolute_times_need_no_publication_date(text: str, value: str, precision: str) -> None:
    (when,) = find_times(text, None)
    assert (when.value, when.precision, when.relative) == (value, precision, False)
    assert text[when.start : when.end] == when.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("they said on Tuesday", "2021-01-19"),
        ("they said on Wednesday", "2021-01-13"),
        ("they said yesterday", "2021-01-18"),
        ("announced last month", "2020-12"),
        ("earlier this month it", "2021-01"),
        ("announced last year", "2020"),
        ("a stake last July, when", "2020-07"),
        ("of October last year.", "2020-10"),
        ("on August 9 with", "2020-08-09"),
        ("opened in December and", "2020-12"),
        ("will open in December and", "2021-12"),
        ("due by March 3, it", "2021-03-03"),
        ("two years ago it", "2019"),
        ("four months ago to", "2020-09"),
        ("next year in", "2022"),
    ],
)
def test_relative_times_are_settled_by_the_publication_date(text: str, value: str) -> None:
    (when,) = find_times(text, TUESDAY)
    assert (when.value, when.relative) == (value, True)


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "last month", "two years ago"])
def test_an_undated_article_settles_nothing(text: str) -> None:
    (when,) = find_times(text, None)
    assert when.value is None


def test_a_day_without_a_year_keeps_none() -> None:
    assert [when.value for when in find_times("said on Jan. 11 at", None)] == ["--01-11"]
    assert [when.value for when in find_times("said on Jan. 11 at", YEAR)] == ["--01-11"]


def test_a_month_is_too_coarse_for_weekdays() -> None:
    assert [when.value for when in find_times("on Friday", MONTH)] == [None]
    assert [when.value for when in find_times("last August", MONTH)] == ["2019-08"]


@pytest.mark.parametrize(
    "text", ["it may rise", "they march on", "2,000 cars", "$2019 each", "in 2300 shops"]
)
def test_other_words_and_numbers_are_no_times(text: str) -> None:
    assert find_times(text, TUESDAY) == []


def test_an_impossible_day_has_no_value() -> None:
    assert [when.value for when in find_times("February 30, 2021", None)] == [None]
