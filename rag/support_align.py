"""One sentence laid beside another: which word stands for which, the order of the evidence preferred."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .names_lists import ORGANISATION_NOUNS
from .support_tokens import Token

CHECKED = ("name", "number", "time", "guard", "word")
"""The kinds of token that have to stand in the evidence."""

# ruff: noqa: SIM905 - word lists read and change more easily as text
_CUTS = frozenset("who which whose while when where and but or because although though after so as".split())
_FIRMS = frozenset(
    "company firm group carmaker startup manufacturer bank retailer giant truckmaker airline operator"
    " developer maker conglomerate".split()
)
_MORE_NOUNS = "companies firms carmakers venture pair partner partners business unit brand side sides duo"
_NOUNS = frozenset(noun.lower() for noun in ORGANISATION_NOUNS) | frozenset(_MORE_NOUNS.split()) | _FIRMS
FAR = 9
"""The most that a distance between words counts."""


@dataclass(frozen=True)
class Scene:
    """A sentence of the evidence, the sentences before it, and the bare names of its stretch."""

    tokens: list[Token]
    before: tuple[list[Token], ...]
    known: frozenset[str]

    @cached_property
    def stand_in(self) -> tuple[int, frozenset[str]] | None:
        """Where the sentence begins with "It" or "The company", and the bare name that it can only mean.

        "It" is what the sentence before begins with; "the company" is the one firm that it names.
        """
        for place, token in enumerate(self.tokens):
            if token.refers:
                return place, self._meant("")
            if described(self.tokens, place) and token.text.lower() in _FIRMS:
                return place, self._meant(token.bare)
            if token.kind not in ("glue", "time", "break") and not _leads(self.tokens, place):
                return None
        return None

    def _meant(self, noun: str) -> frozenset[str]:
        for tokens in reversed(self.before):
            groups = _groups(tokens)
            if groups:
                first = next(place for place, token in enumerate(tokens) if token.entity)
                called = [group for group in groups if noun in group]
                if called:
                    return called[0] if len(set(called)) == 1 else frozenset()
                heads = not noun and first == 0 and not tokens[len(groups[0]) - 1].owns
                return groups[0] if len(set(groups)) == 1 or heads else frozenset()
        return frozenset()


def _leads(tokens: list[Token], place: int) -> bool:
    """Whether a word stands inside a description that the sentence begins with: "The German carmaker"."""
    start = next((at for at, token in enumerate(tokens) if token.kind not in ("time", "break")), 0)
    return tokens[start].key in ("the", "its") and place - start <= 3


def described(tokens: list[Token], place: int) -> bool:
    """Whether the word at `place` ends a description such as "the German carmaker"."""
    if tokens[place].kind != "word" or tokens[place].text.lower() not in _NOUNS:
        return False
    return any(
        token.key in ("the", "its") for token in tokens[max(0, place - 3) : place] if token.kind == "glue"
    )


def _groups(tokens: list[Token]) -> list[frozenset[str]]:
    """The names of a sentence, each as the set of its words, in order."""
    groups: list[list[str]] = []
    follows = False
    for token in tokens:
        if token.entity:
            if follows:
                groups[-1].append(token.bare)
            else:
                groups.append([token.bare])
        follows = token.entity and not token.owns
    return [frozenset(group) for group in groups]


@dataclass(frozen=True)
class Fit:
    """`at[i]` is where the i-th token of the sentence stands in the evidence, None if nowhere."""

    said: list[Token]
    scene: Scene
    at: list[int | None]

    @cached_property
    def told(self) -> list[int]:
        """The places of the evidence that take part: of the segments that the sentence draws on, all."""
        used = {place for place in self.at if place is not None}
        kept: list[int] = []
        for start, end in _segments(self.scene.tokens):
            told = any(
                place in used and self.scene.tokens[place].kind != "name" for place in range(start, end)
            )
            kept += [place for place in range(start, end) if told or place in used]
        return kept

    @cached_property
    def places(self) -> dict[int, int]:
        """Those that are said, or are names, quantities or times, renumbered: the frame of the evidence."""
        used = {place for place in self.at if place is not None}
        tokens = self.scene.tokens
        kept = [
            place for place in self.told if place in used or tokens[place].kind in ("name", "number", "time")
        ]
        return {place: number for number, place in enumerate(kept)}


def laid_beside(said: list[Token], scene: Scene) -> Fit:
    """A sentence with the place in the evidence of each of its tokens."""
    return Fit(said, scene, _aligned(said, scene))


def _aligned(said: list[Token], scene: Scene) -> list[int | None]:
    """The cheapest places for the tokens, by dynamic programming over their candidates in order."""
    steps: list[tuple[int, list[int]]] = []
    for number, token in enumerate(said):
        places = [
            place for place, other in enumerate(scene.tokens) if token.kind in CHECKED and token.fits(other)
        ]
        if not places and token.kind == "name" and scene.stand_in and token.bare in scene.stand_in[1]:
            places = [scene.stand_in[0]]
        if places:
            steps.append((number, places))
    at: list[int | None] = [None] * len(said)
    for number, place in zip(
        [number for number, _ in steps], _cheapest([places for _, places in steps]), strict=True
    ):
        at[number] = place
    return at


def _cheapest(choices: list[list[int]]) -> list[int]:
    if not choices:
        return []
    best: dict[int, tuple[float, tuple[int, ...]]] = {place: (0.0, (place,)) for place in choices[0]}
    for places in choices[1:]:
        best = {
            place: min((cost + _step(path[-1], place), (*path, place)) for cost, path in best.values())
            for place in places
        }
    return list(min(best.values())[1])


def _step(one: int, other: int) -> float:
    gap = other - one
    return min(abs(gap - 1), FAR) + (3 if gap == 0 else 1.5 if gap < 0 else 0)


def _segments(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [
        place
        for place, token in enumerate(tokens)
        if token.kind == "break" or (token.kind == "glue" and token.key in _CUTS)
    ]
    edges = [0, *cuts, len(tokens)]
    return [(start, end) for start, end in pairwise(edges) if end > start]
