from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.corpus import Article, Zone, ZoneKind
from tieup.ui.passages import WINDOW, Target, article_view, safe


def shown(html):
    assert "<" not in html
    return unescape(html)


def test_the_mark_is_the_quote_to_the_byte(article, cite, parse):
    for quote in (article.title, cite().quote, "A second\r\nparagraph.", "Lund"):
        view = parse(article_view(article, Target.of(cite(quote))))
        assert view.marked.encode() == quote.encode()


def test_a_quote_across_zones_is_marked_whole(article, cite, parse):
    start, end = article.text.index("The plant"), article.text.index("paragraph.") + 4
    quote = article.text[start:end]
    view = parse(article_view(article, Target.of(cite(quote))))
    assert view.marked == quote
    assert [attrs.get("id") for tag, attrs in view.tags if tag == "mark"].count("tu-mark") == 1


def test_nothing_is_marked_once_the_text_has_changed(article, cite, parse):
    target = Target.of(cite())
    view = parse(article_view(replace(article, text="X" + article.text), target))
    assert view.marked == ""
    assert "nothing is marked" in view.text


def test_other_cited_passages_are_lightly_marked(article, cite, parse):
    others = [Target.of(cite("The plant is in Lund.")), Target("other", 0, 5, "0" * 12)]
    view = parse(article_view(article, Target.of(cite()), others))
    assert (view.marked, view.light) == (cite().quote, "The plant is in Lund.")


def test_text_of_articles_is_shown_and_never_obeyed(article, cite, parse):
    hostile = replace(
        article,
        title="<img src=x onerror=alert(1)>",
        publisher='"><script>alert(2)</script>',
        author="${alert(3)} {{alert(4)}}",
        url='https://x.example/"onmouseover="alert(5)',
    )
    html = article_view(hostile, Target.of(cite()))
    view = parse(html)
    assert {tag for tag, _ in view.tags} <= {
        "header",
        "h2",
        "p",
        "span",
        "a",
        "div",
        "mark",
        "details",
        "summary",
    }
    assert not [name for _, attrs in view.tags for name in attrs if name.startswith("on")]
    assert "<img src=x onerror=alert(1)>" in view.text
    assert "${" not in html and "{{" not in html


def test_what_is_no_evidence_is_labelled(article, cite, parse):
    view = parse(article_view(article, Target.of(cite())))
    assert "Not evidence: reader comment" in view.text
    assert "<script>alert(1)</script>" in view.text


def test_the_header_of_a_file_is_folded_with_its_title_in_it(cite, parse):
    parts = [
        (ZoneKind.METADATA, "---\ntitle: "),
        (ZoneKind.HEADLINE, "A pact"),
        (ZoneKind.METADATA, "\nlanguage: en\n---\n"),
        (ZoneKind.BODY, "They sign."),
    ]
    text, zones = "", []
    for kind, part in parts:
        zones.append(Zone(kind, len(text), len(text) + len(part)))
        text += part
    filed = Article("a", text, "A pact", None, None, None, None, None, "p", tuple(zones), "d")

    def view(quote):
        start = text.index(quote)
        return parse(article_view(filed, Target.of(cite(quote, start=start, end=start + len(quote)))))

    assert [tag for tag, _ in view("They sign.").tags].count("details") == 1
    headline = view("A pact")
    assert headline.marked == "A pact"
    assert [tag for tag, _ in headline.tags].count("details") == 2


def test_the_original_opens_in_a_new_tab_and_only_on_the_web(article, cite, parse):
    (link,) = parse(article_view(article, Target.of(cite("The plant is in Lund.")))).links()
    assert link["href"] == "https://volt.example/story#:~:text=The%20plant%20is%20in%20Lund."
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")
    assert parse(article_view(replace(article, url="javascript:alert(1)"), Target.of(cite()))).links() == []


def test_a_very_long_article_is_shown_around_its_passage(article, cite, parse):
    text = "x" * 700_000 + "THE QUOTE" + "y" * 700_000
    long = replace(article, text=text, zones=(Zone(ZoneKind.BODY, 0, len(text)),))
    view = parse(article_view(long, Target.of(cite(start=700_000, end=700_009, quote="THE QUOTE"))))
    assert view.marked == "THE QUOTE"
    assert WINDOW <= len(view.text) < WINDOW + 1_000
    assert "Only the part around the passage" in view.text


def test_a_target_survives_its_link(cite):
    target = Target.of(cite())
    assert Target.parse(target.href) == target


@pytest.mark.parametrize(
    "href",
    [None, 3, "", "#cite-", "#cite-1~2~zz~a", "#cite-1~2~0123456789ab~", "x#cite-1~2~0123456789ab~a", ["#"]],
)
def test_no_other_link_is_a_target(href):
    assert Target.parse(href) is None


@given(st.text())
def test_any_text_comes_out_as_it_went_in(text):
    # A browser turns NUL into a replacement sign whatever is done; articles with one are rejected.
    text = text.replace("\0", "")
    assert shown(safe(text)) == text


@given(st.text(alphabet="ab<&\n\r {$`é漢", min_size=1, max_size=60), st.data())
def test_any_span_of_any_text_is_marked_exactly(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    kinds = [ZoneKind.BODY, ZoneKind.COMMENT, ZoneKind.METADATA]
    zones = tuple(Zone(kind, *pair) for pair, kind in zip(pairwise(cuts), kinds, strict=False))
    article = Article("a", text, "t", None, None, None, None, None, "p", zones, "d")
    quote = text[start:end]
    target = Target("a", start, end, sha256(quote.encode()).hexdigest()[:12])
    html = article_view(article, target)
    marked = "".join(piece.split("</mark>")[0].split(">", 1)[1] for piece in html.split("<mark")[1:])
    assert shown(marked) == quote
