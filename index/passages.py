"""Cut the editorial text of an article into passages: runs of whole sentences, about a paragraph long.

Sizes are in words, and small on purpose: the embedding model was trained on texts of about this length
and reads no more than 256 tokens, and a citation should point at something that is read in one glance.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..corpus import Article, Span, Zone, ZoneKind, split_sentences

CHUNKER = 1
"""The version of these rules; passages cut by another version are cut again by `repair`."""

SHORT, LONG = 60, 110


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage to be: sentences in order, each with the kind of zone that it stands in."""

    sentences: tuple[tuple[Span, ZoneKind], ...]
    words: int

    @property
    def span(self) -> Span:
        """From the first sentence's start to the last one's end, in code points of the article."""
        return Span(self.sentences[0][0].start, self.sentences[-1][0].end)

    @property
    def zone(self) -> ZoneKind:
        """The kind of zone it stands in; running text that mixes quotations with the rest is body."""
        kinds = {kind for _, kind in self.sentences}
        return kinds.pop() if len(kinds) == 1 else ZoneKind.BODY


def cut(article: Article) -> list[Piece]:
    """The passages of an article, in order: every editorial sentence is in exactly one of them.

    A paragraph of more than LONG words is cut evenly between sentences; one of fewer than SHORT joins
    a neighbour if they fit together. A section heading opens the passage below it, for which it is the
    context; headlines stand alone.
    """
    pieces: list[Piece] = []
    for zone in article.zones:
        if zone.kind.editorial:
            for paragraph in _paragraphs(article.text, zone):
                for piece in _even(paragraph, article.text):
                    _append(pieces, piece, article.text)
    return pieces


def _paragraphs(text: str, zone: Zone) -> Iterator[list[tuple[Span, ZoneKind]]]:
    """The sentences of a zone, line by line."""
    line: list[tuple[Span, ZoneKind]] = []
    for span in split_sentences(text, zone.start, zone.end):
        if line and "\n" in text[line[-1][0].end : span.start]:
            yield line
            line = []
        line.append((span, zone.kind))
    if line:
        yield line


def _even(paragraph: list[tuple[Span, ZoneKind]], text: str) -> Iterator[Piece]:
    """The paragraph as pieces of at most LONG words and about equal length (one sentence may be longer)."""
    lengths = [len(span.of(text).split()) for span, _ in paragraph]
    total = sum(lengths)
    goal = total / -(-total // LONG) if total else 0
    chosen: list[tuple[Span, ZoneKind]] = []
    words = 0
    for sentence, length in zip(paragraph, lengths, strict=True):
        # Half a sentence over the goal is nearer to it than stopping short.
        if chosen and (words + length > LONG or words + length / 2 > goal):
            yield Piece(tuple(chosen), words)
            chosen, words = [], 0
        chosen.append(sentence)
        words += length
    if chosen:
        yield Piece(tuple(chosen), words)


def _append(pieces: list[Piece], piece: Piece, text: str) -> None:
    """Add a piece, or join it to the one before where they may stand together."""
    if pieces and _joinable(pieces[-1], piece, text):
        last = pieces.pop()
        piece = Piece(last.sentences + piece.sentences, last.words + piece.words)
    pieces.append(piece)


def _joinable(last: Piece, piece: Piece, text: str) -> bool:
    """Whether a piece may join the one before: running text if one of both is short, any after a heading."""
    if last.zone is ZoneKind.HEADLINE or piece.zone is ZoneKind.HEADLINE:
        return False
    if text[last.span.end : piece.span.start].strip():
        return False
    if piece.zone is ZoneKind.SECTION_HEADING:
        return last.zone is ZoneKind.SECTION_HEADING and last.words + piece.words <= LONG
    if last.zone is ZoneKind.SECTION_HEADING:
        return last.words < SHORT
    return min(last.words, piece.words) < SHORT and last.words + piece.words <= LONG


def embedded_text(title: str, text: str) -> str:
    """What is embedded for a passage: the title tells what "the company" in it refers to.

    Measured on 183 questions about the bundled articles, in fusion with keywords: MRR@10 .845, against
    .822 for the passage alone.
    """
    return f"{title}. {text}" if title else text
