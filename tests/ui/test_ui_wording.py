import pytest
from tieup.ui.wording import Tally, chip, day, plural, web_link


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2023-10-12", "12 Oct 2023"),
        ("2023-01-02", "2 Jan 2023"),
        ("2018-06", "Jun 2018"),
        ("2019", "2019"),
        (None, "undated"),
        ("", "undated"),
        ("2019-13-01", "2019-13-01"),
        ("soon-ish", "soon-ish"),
    ],
)
def test_a_date_is_worded_as_far_as_it_is_known(published, said):
    assert day(published) == said


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//host/path",
        "https://",
        "https://a b",
        "java\nscript:alert(1)",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert web_link(url) is None


def test_a_link_opens_at_the_quote():
    assert web_link("https://a.example/x", "Five-year deal, signed") == (
        "https://a.example/x#:~:text=Five%2Dyear%20deal%2C%20signed"
    )
    long = "one two three four five six seven eight nine ten eleven"
    fragment = "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
    assert web_link("https://a.example/x", long) == f"https://a.example/x#:~:text={fragment}"
    assert web_link("https://a.example/x#part", long) == "https://a.example/x#part"


def test_a_source_without_publisher_goes_by_its_file(cite):
    assert chip(cite(publisher=None, published=None)) == "1 · volt.md · undated"


def test_counts_are_worded(make_answer):
    assert (plural(1, "article"), plural(2000, "article")) == ("1 article", "2,000 articles")
    assert Tally.of(make_answer()).words() == "1 sentence verified · 41 ms"
    assert Tally.of(make_answer(abstained=True)).words() == "41 ms"
    assert Tally(2, 1, 1200.4).words() == (
        "2 sentences verified · 1 removed, not supported by the articles · 1,200 ms"
    )
