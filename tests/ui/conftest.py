from html.parser import HTMLParser

import pytest
from tieup.corpus import Article, PublicationDate, Zone, ZoneKind
from tieup.index import Filters
from tieup.rag import Answer, Citation, Evidence, Question, Sentence

HEADLINE = "Acme and Borealis sign a battery pact"
SENTENCE = "Acme & Borealis said <on Monday> that they will build cells for $5 million, “{together}”."
COMMENT = "first!!! <script>alert(1)</script> buy at my shop"


class Page(HTMLParser):
    """What a browser would make of HTML: its tags with attributes, and the text inside each mark."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.marked, self.light, self._open = [], "", "", "", []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data if any(tag == "mark" for tag, _ in self._open) else ""
        self.light += data if any(kind == "tu-light" for _, kind in self._open) else ""

    def links(self):
        return [attrs for tag, attrs in self.tags if tag == "a"]


@pytest.fixture
def parse():
    return Page


@pytest.fixture
def article():
    parts = [
        (ZoneKind.HEADLINE, HEADLINE),
        (ZoneKind.BODY, f"{SENTENCE} The plant is in Lund."),
        (ZoneKind.BODY, "A second\r\nparagraph."),
        (ZoneKind.COMMENT, COMMENT),
    ]
    text, zones = "", []
    for kind, part in parts:
        zones.append(Zone(kind, len(text), len(text) + len(part)))
        text += part + "\n\n"
    date = PublicationDate("2023-10-12", "day", "front matter")
    return Article(
        id="a/1~x",
        text=text,
        title=HEADLINE,
        publisher="The <b>Daily</b> Volt",
        author=None,
        published=date,
        url="https://volt.example/story",
        language="en",
        path="news/volt.md",
        zones=tuple(zones),
        digest="d",
    )


@pytest.fixture
def cite(article):
    def make(quote=SENTENCE, number=1, **changes):
        start = article.text.find(quote)
        facts = {
            "number": number,
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": "2023-10-12",
            "url": article.url,
            "path": article.path,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
        }
        return Citation(**(facts | changes))

    return make


@pytest.fixture
def make_answer(cite):
    def make(text=None, citations=None, sentences=None, abstained=False, question="Who makes <cells>?"):
        citations = (cite(),) if citations is None else citations
        understood = Question(
            question, "who", ("Acme", "Borealis"), (("acmee", "Acme"),), question, Filters()
        )
        evidence = tuple(
            Evidence(
                article_id=c.article_id,
                title=c.title,
                publisher=c.publisher,
                published=c.published,
                url=c.url,
                path=c.path,
                zone="body",
                start=c.start,
                end=c.end,
                quote=c.quote,
                score=1.0,
            )
            for c in citations
        )
        return Answer(
            id="answer-1",
            question=question,
            understood=understood,
            text=f"{SENTENCE} [1]" if text is None else text,
            abstained=abstained,
            confidence=0.9,
            sentences=(Sentence(SENTENCE, (1,), "verified"),) if sentences is None else sentences,
            citations=citations,
            evidence=evidence,
            searched={"articles": 1},
            index_generation=1,
            ms=41.2,
        )

    return make
