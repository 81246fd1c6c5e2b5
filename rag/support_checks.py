"""What is wrong with a sentence laid beside its evidence, if anything.

Of each name, quantity and time it is asked whether the words around it stand around the same thing there,
or nearer to another (figures exchanged, a fact given to somebody else); of two names, whether they stand to
each other as there, the passive counted; of the guards of the evidence, whether one was left out or moved.
"""

from itertools import pairwise

from .support_align import CHECKED, FAR, Fit, Scene, described, laid_beside
from .support_tokens import Token
from .support_words import concept

_OWN, _BASED = concept("own"), concept("based")
_NEAR = 6  # tokens: how far context is looked for
# What may be left out between two words without changing how they stand to each other.
_LIGHT = frozenset(
    {"the", "a", "an", "its", "their", "has", "have", "had", "also", "that", "which", "who", "both"}
)


def blame(said: list[Token], scene: Scene) -> tuple[int, str] | None:
    """What is wrong with a sentence beside one of its evidence: how much, and the worst in words."""
    fit = laid_beside(said, scene)
    missing = [token for token, at in zip(said, fit.at, strict=True) if at is None and _must(token, said)]
    if missing:
        worst = min(missing, key=lambda token: CHECKED.index(token.kind))
        return len(missing), _absent(worst)
    for check in (
        (_doubled, _lost_guard, _moved_denial)
        if _as_written(fit)
        else (_doubled, _lost_guard, _moved_denial, _turned, _misplaced, _torn)
    ):
        wrong = check(fit)
        if wrong:
            return 0, wrong
    return None


def repeats(said: list[Token], scene: Scene) -> bool:
    """Whether a sentence says a name, quantity or guard more often than its evidence does."""
    return _doubled(laid_beside(said, scene)) is not None


def _as_written(fit: Fit) -> bool:
    """Whether nothing but closed-class words was left out, and nothing moved."""
    places = [place for place in fit.at if place is not None]
    tokens = fit.scene.tokens
    return all(
        one < other and all(token.key in _LIGHT or token.kind == "break" for token in tokens[one + 1 : other])
        for one, other in pairwise(places)
    )


def _must(token: Token, said: list[Token]) -> bool:
    """Whether a token has to stand in the evidence: all but closed-class words and "the company"."""
    if token.kind not in CHECKED:
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
    return not described(said, place)


def _holding(token: Token) -> bool:
    return token.key == "stake" or (token.kind == "number" and token.key.endswith("%"))


def _absent(token: Token) -> str:
    what = {"name": "name", "number": "number", "time": "time"}.get(token.kind)
    if what:
        return f"the {what} {token.text} is not in the evidence"
    if token.key in ("not", "deny"):
        return "it denies what the evidence does not deny"
    return f"the evidence does not say “{token.text}”"


def _lost_guard(fit: Fit) -> str | None:
    """A guard of the evidence that governs what is said, and was left out."""
    tokens, used = fit.scene.tokens, {place for place in fit.at if place is not None}
    spent = [at for at in used if tokens[at].kind == "guard"]
    classes = {token.key for token in fit.said if token.kind == "guard"} - {tokens[at].key for at in spent}
    classes |= {"will"} & {tokens[at].key for at in spent}
    for place in fit.told:
        token = tokens[place]
        part = token.kind == "number" and token.key.endswith("%") and _next(tokens, place) == "of"
        if place in used or not (token.kind == "guard" or part) or token.key in classes:
            continue
        governed = [at for at in range(place + 1, len(tokens)) if tokens[at].kind in CHECKED][
            : 1 if part else 2
        ]
        if any(at in used for at in governed):
            if token.key in ("not", "deny"):
                return "it leaves out that the evidence denies it"
            return f"it leaves out “{token.text}”"
    return None


def _doubled(fit: Fit) -> str | None:
    """A name, quantity or guard said twice where the evidence has it once."""
    seen: dict[int, Token] = {}
    stood = fit.scene.stand_in[0] if fit.scene.stand_in else -1
    for token, at in zip(fit.said, fit.at, strict=True):
        if at is None or at == stood or token.kind not in ("name", "number", "guard"):
            continue
        if at in seen and token.key != "will":
            return f"the evidence has {token.text} once"
        seen[at] = token
    return None


def _moved_denial(fit: Fit) -> str | None:
    """A denial that governs other words than it does in the evidence."""
    tokens = fit.scene.tokens
    for number, at in enumerate(fit.at):
        if at is None or fit.said[number].key not in ("not", "deny"):
            continue
        said = {fit.at[other] for other in _governed(fit.said, number)}
        if not said & set(_governed(tokens, at)):
            return "it denies what the evidence does not deny"
    return None


def _governed(tokens: list[Token], place: int) -> list[int]:
    """The places of the words beside a denial: two after it and one before."""
    kinds = ("word", "guard", "number", "time")
    after = [at for at in range(place + 1, len(tokens)) if tokens[at].kind in kinds][:2]
    before = [at for at in range(place - 1, -1, -1) if tokens[at].kind in kinds][:1]
    return after + before


def _next(tokens: list[Token], place: int) -> str:
    return tokens[place + 1].key if place + 1 < len(tokens) else ""


def _misplaced(fit: Fit) -> str | None:
    """A name, quantity or time whose words stand nearer, in the evidence, to another of its kind."""
    turned = _voice(fit.said) != _voice(fit.scene.tokens)
    for number, place in enumerate(fit.at):
        token = fit.said[number]
        if place is None or token.kind not in ("name", "number", "time") or not _weighed(token):
            continue
        if token.kind == "name" and (turned or _reporter(fit.said, number) or _possessed(fit, number)):
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
    return any(token.key == "by" and after.kind == "name" for token, after in pairwise(tokens))


def _reporter(tokens: list[Token], place: int) -> bool:
    """Whether a name is who reports it all: "..., Reuters reports", "according to Reuters"."""
    before = [token.key for token in tokens[max(0, place - 3) : place]]
    after = [token.key for token in tokens[place + 1 : place + 3]]
    return "according" in before or any(key in ("reports", "report", "say") for key in after)


def _weighed(token: Token) -> bool:
    return token.kind != "name" or token.entity


def _rivals(fit: Fit, place: int, rival: int, token: Token) -> bool:
    other = fit.scene.tokens[rival]
    if rival == place or other.kind != token.kind or not _weighed(other) or other.key == token.key:
        return False
    if token.kind == "number" and other.key.partition(" ")[2] != token.key.partition(" ")[2]:
        return False
    return token.kind != "name" or not _listed(fit.scene.tokens, place, rival)


def _together(tokens: list[Token], one: int, other: int) -> bool:
    return one == other or _listed(tokens, one, other)


def _listed(tokens: list[Token], one: int, other: int) -> bool:
    """Whether two names are words of one name or members of one list: only names and joints between."""
    low, high = min(one, other), max(one, other)
    return all(
        token.kind == "name" or token.key in ("and", "or", ",", "&", "the", "of")
        for token in tokens[low + 1 : high]
    )


def _context(fit: Fit, number: int, rival: int) -> list[tuple[int, int]]:
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
            if at is not None and token.kind in ("word", "guard") and not _often(fit, token):
                found.append((at, side))
        around += [] if shared else found
    return around


def _often(fit: Fit, token: Token) -> bool:
    """Whether the evidence has a word more than once, so that its place tells little."""
    return sum(token.fits(other) for other in fit.scene.tokens) > 1


def _distance(fit: Fit, place: int, around: list[tuple[int, int]], link: str) -> float:
    here = fit.places[place]
    far = sum(
        min(abs(fit.places[at] - here), FAR) + (3 if (at - place) * side < 0 else 0) for at, side in around
    )
    return far + (3 if link in ("from", "to") and _link(fit.scene.tokens, place) != link else 0)


def _turned(fit: Fit) -> str | None:
    """Two names that stand to each other the other way round."""
    names = [(n, at) for n, at in enumerate(fit.at) if at is not None and fit.said[n].entity]
    for (one, at_one), (other, at_other) in pairwise(names):
        listed = _listed(fit.said, one, other) and _listed(fit.scene.tokens, at_one, at_other)
        if at_one == at_other or listed or _reports(fit, one, at_one) or _reports(fit, other, at_other):
            continue
        said, there = (one, other), (min(at_one, at_other), max(at_one, at_other))
        if (at_one > at_other) != _flipped(fit, said, there) and not _belongs(fit, said, there):
            return f"the evidence does not say that of {fit.said[one].text} and {fit.said[other].text}"
    return None


_Pair = tuple[int, int]


def _reports(fit: Fit, number: int, at: int) -> bool:
    """Whether a name is who said it, here and in the evidence: that may stand before or after."""
    return _reporter(fit.said, number) and _reporter(fit.scene.tokens, at)


def _possessed(fit: Fit, number: int) -> bool:
    """Whether a name belongs to one beside it, in the evidence too: "GM president Doug Parks", "in Seoul"."""
    places = [(n, at) for n, at in enumerate(fit.at) if at is not None and fit.said[n].entity]
    for (one, at_one), (other, at_other) in pairwise(places):
        if number in (one, other) and at_one != at_other and other - one > 1:
            there = (min(at_one, at_other), max(at_one, at_other))
            if at_one > at_other and _belongs(fit, (one, other), there):
                return True
    return False


def _flipped(fit: Fit, said: _Pair, there: _Pair) -> bool:
    """Whether one of the two says by a passive ("was bought by") what the other says without."""
    done, told = _done_by(fit.said, *said), _done_by(fit.scene.tokens, *there)
    if done is not None and told is None:
        at = fit.at[done]
        return at is not None and there[0] < at < there[1]
    if told is not None and done is None:
        return any(fit.at[number] == told for number in range(said[0], said[1]))
    return False


def _done_by(tokens: list[Token], one: int, other: int) -> int | None:
    """The place of the verb where "by" stands before the later of two names; None if it doesn't."""
    for place in range(other - 1, max(one, other - 6), -1):
        if tokens[place].key == "by" and tokens[place].kind == "glue":
            return next((at for at in range(place - 1, one, -1) if tokens[at].kind == "word"), None)
        if tokens[place].kind in ("break", "number", "time"):
            return None
    return None


_CLAUSE = frozenset(("which", "who", "that", "is", "are", "was", "were", "has", "have", "had"))


def _belongs(fit: Fit, said: _Pair, there: _Pair) -> bool:
    """Whether "A's boss B" was made of "B, boss of A", or the other way round: the same words between."""
    ours, theirs = fit.said[said[0] + 1 : said[1]], fit.scene.tokens[there[0] + 1 : there[1]]
    if len(ours) > 5 or len(theirs) > 7 or any(token.kind in ("number", "guard") for token in ours):
        return False
    if any(token.key in _CLAUSE for token in [*ours, *theirs] if token.kind == "glue"):
        return False
    words = {token.key for token in ours if token.kind == "word"}
    if words == {_BASED} or not words <= {token.key for token in theirs}:
        return words == {_BASED}
    owner = fit.said[said[0]].owns or fit.scene.tokens[there[0]].owns
    return owner or any(token.key in ("of", "at") for token in [*ours, *theirs])


def _torn(fit: Fit) -> str | None:
    """A name of several words that the evidence has not got as one."""
    for number, (token, after) in enumerate(pairwise(fit.said)):
        one, other = fit.at[number], fit.at[number + 1]
        if not (token.entity and after.entity) or token.owns or one is None or other is None:
            continue
        if one != other and not 0 < other - one <= 3:
            return f"the evidence has no {token.text} {after.text}"
    return None
