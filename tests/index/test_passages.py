"""Every editorial sentence is in exactly one passage, and every passage is a slice of its article."""

from pathlib import Path

import pytest
from tieup.corpus import Article, Zone, ZoneKind, bundled_articles, read_articles, split_sentences
from tieup.index.passages import LONG, SHORT, cut

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def article(text: str, *zones: Zone) -> Article:
    return Article("id", text, "Title", None, None, None, None, None, "a.txt", zones, "digest")


def prose(words: int) -> str:
    """Sentences of ten words."""
    return " ".join("One two three four five six seven eight nine ten." for _ in range(words // 10))


def real_articles() -> list[Article]:
    folders = [bundled_articles(), *([SEEDS] if SEEDS.exists() else [])]
    return [item for folder in folders for item in read_articles(folder) if isinstance(item, Article)]


@pytest.mark.parametrize("item", real_articles(), ids=lambda item: Path(item.path).stem)
def test_real_articles_are_cut_into_slices_of_their_editorial_text(item):
    pieces = cut(item)
    cut_sentences = [(span.start, span.end) for piece in pieces for span, _ in piece.sentences]
    editorial = [
        (span.start, span.end)
        for zone in item.zones
        if zone.kind.editorial
        for span in split_sentences(item.text, zone.start, zone.end)
    ]
    assert cut_sentences == editorial
    for piece in pieces:
        inside = item.text[piece.span.start : piece.span.end]
        assert inside == inside.strip()
        for span, kind in piece.sentences:
            zone = item.zone_at(span.start)
            assert zone is not None
            assert zone.kind is kind
        gaps = zip(piece.sentences, piece.sentences[1:], strict=False)
        assert all(not item.text[a.end : b.start].strip() for (a, _), (b, _) in gaps)
        assert piece.words <= LONG + SHORT or len(piece.sentences) == 1


def test_a_long_paragraph_is_cut_evenly():
    text = prose(240)
    lengths = [piece.words for piece in cut(article(text, Zone(ZoneKind.BODY, 0, len(text))))]
    assert lengths == [80, 80, 80]


def test_short_paragraphs_join_until_long_enough():
    text = "\n\n".join([prose(20)] * 6)
    lengths = [piece.words for piece in cut(article(text, Zone(ZoneKind.BODY, 0, len(text))))]
    assert sum(lengths) == 120
    assert max(lengths) <= LONG
    assert len(lengths) == 2


def test_two_full_paragraphs_stay_apart():
    text = f"{prose(70)}\n\n{prose(70)}"
    assert len(cut(article(text, Zone(ZoneKind.BODY, 0, len(text))))) == 2


def test_nothing_joins_across_text_that_is_not_editorial():
    first, advert, last = prose(20), "Buy now and save.", prose(20)
    text = f"{first}\n{advert}\n{last}"
    here = len(first) + 1
    there = here + len(advert) + 1
    zones = (
        Zone(ZoneKind.BODY, 0, len(first)),
        Zone(ZoneKind.ADVERT, here, there - 1),
        Zone(ZoneKind.BODY, there, len(text)),
    )
    pieces = cut(article(text, *zones))
    assert [piece.span.of(text) for piece in pieces] == [first, last]


def test_a_headline_stands_alone_and_a_heading_opens_its_section():
    lines = ["Two firms agree", "Terms", prose(70)]
    text = "\n".join(lines)
    zones = (
        Zone(ZoneKind.HEADLINE, 0, len(lines[0])),
        Zone(ZoneKind.SECTION_HEADING, text.index("Terms"), text.index("Terms") + 5),
        Zone(ZoneKind.BODY, text.index("One"), len(text)),
    )
    pieces = cut(article(text, *zones))
    assert [piece.zone for piece in pieces] == [ZoneKind.HEADLINE, ZoneKind.BODY]
    assert [kind for _, kind in pieces[1].sentences][:2] == [ZoneKind.SECTION_HEADING, ZoneKind.BODY]
