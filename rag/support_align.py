"""One sentence laid beside another: what stands for what, and what is wrong with the fit.

Words are matched by dynamic programming that prefers the order of the evidence. Then it is asked of each
name, quantity and time whether the words around it stand around the same thing there, or nearer to another
(figures exchanged, a fact given to somebody else); of two names, whether they stand to each other as
there, the passive counted; of the guards of the evidence, whether one was left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .names_lists import ORGANISATION_NOUNS
from .support_tokens import Token
from .support_words import concept

_CHECKED = ("name", "number", "time", "guard", "word")
_CUTS = frozenset("who which whose while when where and but or because although though after so as".split())  # noqa: SIM905
_NOUNS = frozenset(noun.lower() for noun in ORGANISATION_NOUNS) | frozenset(
    [
        "company",
        "companies",
        "firm",
        "firms",
        "group",
        "carmaker",
        "carmakers",
        "startup",
        "venture",
        "pair",
        "two",
        "partner",
        "partners",
        "business",
        "maker",
        "manufacturer",
        "bank",
        "unit",
        "retailer",
        "giant",
        "brand",
        "side",
        "parent",
        "duo",
        "truckmaker",
        "automaker",
    ]
)
_OWN = concept("own")
_NEAR, _FAR = 6, 9  # tokens: how far context is looked for, and the most that a distance counts


@dataclass(frozen=True)
class Scene:
    """A sentence of the evidence, the sentences before it, and the bare names of its stretch."""

    tokens: list[Token]
    before: tuple[list[Token], ...]
    known: frozenset[str]

    @cached_property
    def stand_ins(self) -> dict[int, frozenset[str]]:
        """The places of pronouns and "the company" with the bare names that each can only mean."""
        found: dict[int, frozenset[str]] = {}
        for place, token in enumerate(self.tokens):
            if token.refers or _described(self.tokens, place):
                found[place] = self._meant(place, token.refers)
        return found

    def _meant(self, place: int, pronoun: bool) -> frozenset[str]:
        for tokens in (self.tokens[:place], *reversed(self.before)):
            groups = _groups(tokens)
            if groups:
                first = pronoun and not _opens_with_reference(tokens)
                return groups[0] if len(set(groups)) == 1 or first else frozenset()
        return frozenset()


def _described(tokens: list[Token], place: int) -> bool:
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


def _opens_with_reference(tokens: list[Token]) -> bool:
    return bool(tokens) and (tokens[0].refers or tokens[0].key == "the")


@dataclass(frozen=True)
class _Fit:
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


def blame(said: list[Token], scene: Scene) -> tuple[int, str] | None:
    """What is wrong with a sentence beside one of its evidence: how much, and the worst in words."""
    fit = _Fit(said, scene, _aligned(said, scene))
    missing = [token for token, at in zip(said, fit.at, strict=True) if at is None and _must(token, said)]
    if missing:
        worst = min(missing, key=lambda token: _CHECKED.index(token.kind))
        return len(missing), _absent(worst)
    for check in (_lost_guard,) if _as_written(fit) else (_lost_guard, _turned, _misplaced, _torn):
        wrong = check(fit)
        if wrong:
            return 0, wrong
    return None


def _as_written(fit: _Fit) -> bool:
    """Whether nothing but closed-class words was left out, and nothing moved."""
    places = [place for place in fit.at if place is not None]
    tokens = fit.scene.tokens
    return all(
        one < other and all(token.kind in ("glue", "break") for token in tokens[one + 1 : other])
        for one, other in zip(places, places[1:], strict=False)
    )


def _must(token: Token, said: list[Token]) -> bool:
    """Whether a token has to stand in the evidence: all but closed-class words and "the company"."""
    if token.kind not in _CHECKED:
        return False
    place = next(number for number, other in enumerate(said) if other is token)
    if token.key == "2" and place and said[place - 1].key in ("the", "its"):
        return False
    if (
        token.kind == "word"
        and token.key == _OWN
        and any(_holding(other) for other in said[place + 1 : place + 5])
    ):
        return False  # "holds a stake", "has a stake": the stake is what must be there
    return not _described(said, place)


def _holding(token: Token) -> bool:
    return token.key == "stake" or (token.kind == "number" and token.key.endswith("%"))


def _absent(token: Token) -> str:
    what = {"name": "name", "number": "number", "time": "time"}.get(token.kind)
    if what:
        return f"the {what} {token.text} is not in the evidence"
    if token.key in ("not", "deny"):
        return "it denies what the evidence does not deny"
    return f"the evidence does not say “{token.text}”"


def _aligned(said: list[Token], scene: Scene) -> list[int | None]:
    """The cheapest places for the tokens, by dynamic programming over their candidates in order."""
    steps: list[tuple[int, list[int]]] = []
    for number, token in enumerate(said):
        places = [
            place for place, other in enumerate(scene.tokens) if token.kind in _CHECKED and token.fits(other)
        ]
        if not places and token.kind == "name":
            places = [place for place, names in scene.stand_ins.items() if token.bare in names]
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
    return min(abs(gap - 1), _FAR) + (3 if gap == 0 else 1.5 if gap < 0 else 0)


def _segments(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [
        place
        for place, token in enumerate(tokens)
        if token.kind == "break" or (token.kind == "glue" and token.key in _CUTS)
    ]
    edges = [0, *cuts, len(tokens)]
    return [(start, end) for start, end in zip(edges, edges[1:], strict=False) if end > start]


def _lost_guard(fit: _Fit) -> str | None:
    """A guard of the evidence that governs what is said, and was left out."""
    tokens, used = fit.scene.tokens, {place for place in fit.at if place is not None}
    classes = {token.key for token in fit.said if token.kind == "guard"}
    for place in fit.told:
        token = tokens[place]
        part = token.kind == "number" and token.key.endswith("%") and _next(tokens, place) == "of"
        if place in used or not (token.kind == "guard" or part) or token.key in classes:
            continue
        governed = [at for at in range(place + 1, len(tokens)) if tokens[at].kind in _CHECKED][
            : 1 if part else 2
        ]
        if any(at in used for at in governed):
            if token.key in ("not", "deny"):
                return "it leaves out that the evidence denies it"
            return f"it leaves out “{token.text}”"
    return None


def _next(tokens: list[Token], place: int) -> str:
    return tokens[place + 1].key if place + 1 < len(tokens) else ""


def _misplaced(fit: _Fit) -> str | None:
    """A name, quantity or time whose words stand nearer, in the evidence, to another of its kind."""
    turned = _voice(fit.said) != _voice(fit.scene.tokens)
    for number, place in enumerate(fit.at):
        token = fit.said[number]
        if place is None or token.kind not in ("name", "number", "time") or not _weighed(token):
            continue
        if token.kind == "name" and (turned or _reporter(fit.said, number)):
            continue
        link = _link(fit.said, number)
        for rival in fit.places:
            if not _rivals(fit, place, rival, token) or rival in fit.at[max(0, number - 1) : number + 2]:
                continue
            if link and _link(fit.scene.tokens, place) == link != _link(fit.scene.tokens, rival):
                continue
            around = _context(fit, number, rival)
            if _distance(fit, rival, around, link) + 1 < _distance(fit, place, around, link):
                return f"the evidence does not say that of {token.text}"
    return None


_LINKS = frozenset("in at from to by for with of between on into until near".split())  # noqa: SIM905


def _link(tokens: list[Token], place: int) -> str:
    """The preposition before a name, quantity or time, articles and adjectives between allowed."""
    for at in range(place - 1, max(-1, place - 4), -1):
        if tokens[at].kind == "glue" and tokens[at].key in _LINKS:
            return tokens[at].key
        if tokens[at].kind not in ("glue", "name", "word"):
            break
        if tokens[at].kind == "glue" and tokens[at].key not in ("the", "a", "an"):
            break
    return ""


def _voice(tokens: list[Token]) -> bool:
    return any(
        token.key == "by" and after.kind == "name" for token, after in zip(tokens, tokens[1:], strict=False)
    )


def _reporter(tokens: list[Token], place: int) -> bool:
    """Whether a name is who reports it all: "..., Reuters reports", "according to Reuters"."""
    before = [token.key for token in tokens[max(0, place - 3) : place]]
    after = [token.key for token in tokens[place + 1 : place + 3]]
    return "according" in before or any(key in ("reports", "report", "say") for key in after)


def _weighed(token: Token) -> bool:
    return token.kind != "name" or token.entity


def _rivals(fit: _Fit, place: int, rival: int, token: Token) -> bool:
    other = fit.scene.tokens[rival]
    if rival == place or other.kind != token.kind or not _weighed(other) or other.key == token.key:
        return False
    if token.kind == "number" and other.key.partition(" ")[2] != token.key.partition(" ")[2]:
        return False
    return token.kind != "name" or not _listed(fit.scene.tokens, place, rival)


def _together(tokens: list[Token], one: int, other: int) -> bool:
    return one == other or _listed(tokens, one, other)


def _listed(tokens: list[Token], one: int, other: int) -> bool:
    """Whether two names are words of one name or members of one list: nothing between but names and joints."""
    low, high = min(one, other), max(one, other)
    return all(
        token.kind == "name" or token.key in ("and", "or", ",", "&", "the", "of")
        for token in tokens[low + 1 : high]
    )


def _context(fit: _Fit, number: int, rival: int) -> list[tuple[int, int]]:
    """Where the words around a token stand in the evidence, with the side they are on (-1, 1).

    Looked for as far as the next of its kind. What stands between two names belongs to both: where the
    rival is said too, as a neighbour, that side tells nothing.
    """
    kind = fit.said[number].kind
    around: list[tuple[int, int]] = []
    for side in (-1, 1):
        found: list[tuple[int, int]] = []
        shared = False
        for distance in range(1, _NEAR + 1):
            other = number + side * distance
            if not 0 <= other < len(fit.said) or len(found) == 2:
                break
            at, token = fit.at[other], fit.said[other]
            if token.kind == kind and _weighed(token):
                if distance == 1 and kind == "name":
                    continue  # another word of the same name
                shared = kind == "name" and at is not None and _together(fit.scene.tokens, at, rival)
                break
            if at is not None and token.kind in ("word", "guard"):
                found.append((at, side))
        around += [] if shared else found
    return around


def _distance(fit: _Fit, place: int, around: list[tuple[int, int]], link: str) -> float:
    here = fit.places[place]
    far = sum(
        min(abs(fit.places[at] - here), _FAR) + (3 if (at - place) * side < 0 else 0) for at, side in around
    )
    return far + (3 if link in ("from", "to") and _link(fit.scene.tokens, place) != link else 0)


def _turned(fit: _Fit) -> str | None:
    """Two names that stand to each other the other way round."""
    names = [(n, at) for n, at in enumerate(fit.at) if at is not None and fit.said[n].entity]
    for (one, at_one), (other, at_other) in zip(names, names[1:], strict=False):
        if at_one == at_other or _listed(fit.said, one, other) or _listed(fit.scene.tokens, at_one, at_other):
            continue
        inverted = at_one > at_other
        low, high = min(at_one, at_other), max(at_one, at_other)
        passive = _passive(fit.said, one, other) != _passive(fit.scene.tokens, low, high)
        if inverted != passive and not _belongs(fit, (one, other), (low, high)):
            return f"the evidence does not say that of {fit.said[one].text} and {fit.said[other].text}"
    return None


def _passive(tokens: list[Token], one: int, other: int) -> bool:
    """Whether "by" stands before the later of two names, with at most a description between."""
    for place in range(other - 1, max(one, other - 6), -1):
        if tokens[place].key == "by" and tokens[place].kind == "glue":
            return True
        if tokens[place].kind in ("break", "number", "time"):
            return False
    return False


def _belongs(fit: _Fit, said: tuple[int, int], there: tuple[int, int]) -> bool:
    """Whether "A's boss B" was made of "B, boss of A", or the other way round, with no verb to turn."""
    if said[1] - said[0] > 6 or there[1] - there[0] > 8:
        return False
    owner = fit.said[said[0]].owns or fit.scene.tokens[there[0]].owns
    based = any(token.key == "headquarters" for token in fit.said[said[0] : said[1]])
    between = {token.key for token in fit.said[said[0] + 1 : said[1]] if token.kind == "word"}
    beside = [token.key for token in fit.scene.tokens[there[0] + 1 : there[1]]]
    fellow = between <= set(beside) and bool({"of", "at"} & set(beside))
    return owner or based or fellow or any(token.key == "of" for token in fit.said[said[0] : said[1]])


def _torn(fit: _Fit) -> str | None:
    """A name of several words that the evidence has not got as one."""
    for number, (token, after) in enumerate(zip(fit.said, fit.said[1:], strict=False)):
        one, other = fit.at[number], fit.at[number + 1]
        if token.entity and after.entity and not token.owns and one is not None and other is not None:
            if one != other and not (0 < other - one <= 3):
                return f"the evidence has no {token.text} {after.text}"
    return None
