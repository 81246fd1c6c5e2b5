"""Sentences made wrong on purpose, and right ones, for measuring how well the verifier tells them apart.

The wrong ones are true sentences of the bundled articles with one thing changed; the right ones are true
sentences as they stand, shortened by rule, and rewordings written by hand: `supported.jsonl`, at hand while
the verifier was made, and `supported_unseen.jsonl`, on invented articles, written after it. Everything is
drawn with a fixed seed: the same code gives the same cases.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from ..corpus import Article, bundled_articles, read_articles, split_sentences
from ..rag import NameRegistry, Witness, unsupported
from .adversarial_faults import FAULTS, WIDE, Material, shortened

_REWORDED = {"reworded": "supported.jsonl", "reworded, other articles": "supported_unseen.jsonl"}
WRONG_CITATION = "true, wrong citation"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, what it cites, and whether that bears it out; `kind` says how it was made."""

    kind: str
    say: str
    witness: Witness
    supported: bool
    doc: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How many cases of a kind were judged right: kept if supported, removed if not."""

    kind: str
    supported: bool
    cases: int
    right: int

    @property
    def share(self) -> float:
        """The part judged right, from 0 to 1."""
        return self.right / self.cases if self.cases else 0.0


def adversarial_cases(wrong: int = 1000, right: int = 600, seed: int = 11) -> list[Case]:
    """About `wrong` unsupported cases, evenly over the kinds of fault, and at most `right` supported ones."""
    chance = random.Random(seed)  # noqa: S311 (a fixed seed is the point)
    material = _material()
    makers: dict[str, Callable[[Material, random.Random], str | None]] = dict(FAULTS)
    each = -(-wrong // (len(makers) + 1))
    cases = [case for kind, maker in makers.items() for case in _made(kind, maker, material, each, chance)]
    cases += _miscited(material, each, chance)
    kept = _supported(material, right // 3, chance)
    return cases + kept


def judged(cases: Sequence[Case]) -> tuple[list[Rate], list[tuple[Case, str | None]]]:
    """The rates by kind, and the cases judged wrongly, each with the verifier's reason if it had one."""
    wrong: list[tuple[Case, str | None]] = []
    counts: dict[tuple[bool, str], list[int]] = {}
    for case in cases:
        reason = unsupported(case.say, [case.witness])
        ok = (reason is None) == case.supported
        count = counts.setdefault((case.supported, case.kind), [0, 0])
        count[0] += 1
        count[1] += ok
        if not ok:
            wrong.append((case, reason))
    return [Rate(kind, supported, *count) for (supported, kind), count in counts.items()], wrong


def overall(rates: Sequence[Rate], supported: bool) -> float:
    """The share judged right of all supported, or of all unsupported, cases."""
    these = [rate for rate in rates if rate.supported == supported]
    return sum(rate.right for rate in these) / max(1, sum(rate.cases for rate in these))


def _articles() -> list[Article]:
    read = read_articles(bundled_articles())
    return sorted((one for one in read if isinstance(one, Article)), key=lambda article: article.path)


def _material() -> list[Material]:
    articles = _articles()
    registry = NameRegistry.learn(articles)
    made: list[Material] = []
    for article in articles:
        spans = [
            (zone, span)
            for zone in article.zones
            if zone.kind.editorial and zone.kind.value in ("body", "quotation")
            for span in split_sentences(article.text, zone.start, zone.end)
        ]
        sentences = [" ".join(span.of(article.text).split()) for _, span in spans]
        whole = article.text[spans[0][1].start : spans[-1][1].end] if spans else ""
        for number, (zone, span) in enumerate(spans):
            near = [other for other in spans if other[0] is zone and abs(other[1].start - span.start) < 700]
            text = article.text[near[0][1].start : near[-1][1].end]
            if 8 <= len(sentences[number].split()) <= 40:
                mentions = registry.find(sentences[number], article.id)
                made.append(
                    Material(sentences[number], text, whole, article, tuple(mentions), tuple(sentences))
                )
    return made


def _made(
    kind: str,
    maker: Callable[[Material, random.Random], str | None],
    material: Sequence[Material],
    number: int,
    chance: random.Random,
) -> Iterator[Case]:
    found = 0
    for one in chance.sample(material, len(material)):
        say = maker(one, chance)
        text = one.whole if kind in WIDE else one.window
        if say and say not in _flat(text):
            yield Case(kind, say, Witness(text, one.article.published), False, one.doc)
            found += 1
        if found == number:
            return


def _miscited(material: Sequence[Material], number: int, chance: random.Random) -> Iterator[Case]:
    """True sentences with another passage as evidence: of the same article, or of one on the same firms."""
    for place in range(number):
        one = chance.choice(material)
        near = [m for m in material if (m.doc == one.doc) == (place % 2 == 0) and m.window != one.window]
        shared = [m for m in near if m.names & one.names and one.sentence not in m.window]
        other = chance.choice(shared or near)
        yield Case(
            WRONG_CITATION, one.sentence, Witness(other.window, other.article.published), False, one.doc
        )


def _supported(material: Sequence[Material], each: int, chance: random.Random) -> list[Case]:
    order = chance.sample(material, len(material))
    kept = [
        Case("as it stands", one.sentence, Witness(one.window, one.article.published), True, one.doc)
        for one in order[:each]
    ]
    short = [(one, say) for one in order for say in [shortened(one.sentence)] if say]
    kept += [
        Case("shortened by rule", say, Witness(one.window, one.article.published), True, one.doc)
        for one, say in short[:each]
    ]
    windows = {(one.doc, one.sentence): one for one in material}
    for kind, name in (
        ("reworded", "supported.jsonl"),
        ("reworded, other articles", "supported_unseen.jsonl"),
    ):
        for line in files("tieup.evals").joinpath(name).read_text("utf-8").splitlines()[:each]:
            row = json.loads(line)
            found = windows.get((row["doc"], _flat(row["quote"])))
            witness = Witness(found.window, found.article.published) if found else Witness(row["quote"])
            kept.append(Case(kind, row["say"], witness, True, row["doc"]))
    return kept


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
