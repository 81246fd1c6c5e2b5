"""Which companies of a clause make one deal, which make one each, and what part each plays."""

import re

from .companies_scene import C, Scene
from .deals import DealType
from .deals_cues import LIST

Member = tuple[str, int, str]
"""A company in a sentence: its role, the index of its marked character, its name."""

_APART: frozenset[DealType] = frozenset({"investment", "acquisition", "supply_or_service", "distribution"})


_TAKES_OBJECT = re.compile(
    r"\b(?:as partners|partners for|looks? to|turn(?:s|ed)? to|sign(?:ed|s) up|enlists?)\b"
)


_GOVERNED = re.compile(r"\b(in|to|from|into)(?: the)?(?: [a-z\-]+){0,3} $")


def one_side(scene: Scene, members: list[Member], kind: DealType) -> bool:
    """Whether all stand in one list, and do the same to somebody else: two buyers have no deal."""
    if kind not in _APART and not (kind == "strategic_cooperation" and _TAKES_OBJECT.search(scene.masked)):
        return False
    if re.search(r"\bsupply (?:partnership|deal|agreement|contract|pact)\b", scene.masked):
        return False
    indices = {index for _, index, _ in members}
    heads = {match[1][:2] if (match := _GOVERNED.search(scene.masked[:index])) else "" for index in indices}
    if len(indices) == 1 or (len(heads) == 1 and heads != {""}):
        return True
    return any(
        all(match.start() <= index < match.end() for index in indices)
        for match in re.finditer(LIST, scene.masked)
    )


def grouped(
    scene: Scene, members: list[Member], kind: DealType, venture: str | None, cue: tuple[int, int]
) -> list[list[Member]]:
    """Two companies make one deal; of more, a list after its preposition may make one deal with each."""
    if len(members) <= 2:
        return [members]
    if scene.headline and kind in _APART:
        return []
    if kind in ("investment", "acquisition") and all(_share_of(scene.masked, at) for _, at, _ in members[1:]):
        return [[members[0], member] for member in members[1:]]
    lists = [match.span() for match in re.finditer(LIST, scene.masked) if match.end() - match.start() > 1]
    tail = next((span for span in reversed(lists) if _after_preposition(scene.masked, span[0])), None)
    if kind == "acquisition":  # "has bought Alfa and Beta": its objects, one by one
        tail = next((span for span in lists if 0 <= span[0] - cue[1] <= OBJECT), tail)
    each = re.search(r"\b(?:each(?! (?:side|other|of which))|separately|one after another)\b", scene.masked)
    rivals = next((span for span in lists if re.match(rf" (?:both\b|{C} )", scene.masked[span[1] :])), None)
    if rivals and kind in ("investment", "acquisition"):  # "Alfa and Beta both considered buying Gamma"
        tail = rivals
    elif each and lists:
        tail = max(lists, key=lambda span: span[1] - span[0])
    elif tail is None or not (kind in _APART or (kind == "talks" and _TO_BUY.search(scene.masked))):
        return _told_together(scene, members, kind, venture, cue)
    inside = [member for member in members if tail[0] <= member[1] < tail[1]]
    outside = [member for member in members if member not in inside]
    if len(outside) > 1:
        before = [member for member in outside if member[1] < cue[0]]
        outside = before[-1:]
    if len(outside) == 1 and len(inside) > 1:
        return [[outside[0], member] for member in inside]
    return _told_together(scene, members, kind, venture, cue)


OBJECT = 40
"""Code points between a verb and its object's name: "bought the Dutch drugmaker Alfa"."""
_TO_BUY = re.compile(r"\b(?:buy|acquire|invest|take over)\b")


def _told_together(
    scene: Scene, members: list[Member], kind: DealType, venture: str | None, cue: tuple[int, int]
) -> list[list[Member]]:
    """Those next to the word on either side of it, each with its list; all of a named venture."""
    if venture:
        return [members] if len(members) <= 3 or kind == "joint_venture" else []
    units = _units(scene.masked, members)
    before = [unit for unit in units if unit[0][1] < cue[0]]
    after = [unit for unit in units if unit[0][1] >= cue[0]]
    if before and after:
        doers = [unit for unit in before if not _WITH_WHOM.search(scene.masked[: unit[0][1]])]
        if doers and re.search(r"\b(?:after|before|since|until)\b", scene.masked[before[-1][0][1] : cue[0]]):
            before = doers  # "Alfa allied with Beta after talks with Gamma": those talks were Alfa's
        return [[*before[-1], *after[0]]]
    if len(units) == 2 and any(unit[0][1] == unit[-1][1] and len(unit) > 1 for unit in units):
        return [[*units[0], *units[1]]]  # one, and "the pair"
    alone = [unit for unit in units if len(unit) > 1 and kind not in _APART]
    return [alone[-1 if before else 0]] if alone else []


_WITH_WHOM = re.compile(r"\b(?:with|from|by|to|for)(?: the)?(?: [\w\-’']+){0,2} $")


def _units(masked: str, members: list[Member]) -> list[list[Member]]:
    """The members, those together that stand in one list or at one place."""
    spans = [match.span() for match in re.finditer(LIST, masked)]
    units: dict[tuple[int, int], list[Member]] = {}
    for member in members:
        span = next(span for span in spans if span[0] <= member[1] < span[1])
        units.setdefault(span, []).append(member)
    return list(units.values())


_SHARE_OF = re.compile(
    r"\b(?:stakes?|shares?|holdings?|(?:share)?holder|owner|%|per ?cent|pct) (?:in|of)"
    r"(?: (?!which|whom)[\w\-'’]+){0,5} $"
)


def _share_of(masked: str, index: int) -> bool:
    """Whether a company stands as that of which somebody takes a share: "49.9 per cent of Alfa"."""
    return bool(_SHARE_OF.search(masked[max(0, index - 90) : index]))


def _after_preposition(masked: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:with|in|into|to|from|for|of|include|includes|included) (?:both )?(?:the )?"
            r"(?:[\w\-]+ ){0,4}$",
            masked[:start],
        )
    )


_ROLE_PAIRS: dict[DealType, tuple[str, str]] = {
    "investment": ("investor", "target"),
    "acquisition": ("buyer", "target"),
    "supply_or_service": ("supplier", "customer"),
    "distribution": ("distributor", "supplier"),
    "ownership": ("owner", "owned"),
}
_TURNED = re.compile(
    r"\b(?:from|by|sell\w*|sold|hand\w*|receive[sd]?|wins?|order\w*|buy\w* [\w ]*(?:cells|batteries|parts))\b"
)


def with_roles(
    scene: Scene, members: list[Member], kind: DealType, cue: tuple[int, int]
) -> tuple[Member, ...]:
    """The doer comes first, unless the words turn the sentence round ("from", "by", "is selling")."""
    pair = _ROLE_PAIRS.get(kind)
    if pair is None or len(members) != 2:
        return tuple(("partner", index, name) for _, index, name in members)
    between = scene.masked[members[0][1] + 1 : members[1][1]]
    if _TURNED.search(between):
        pair = (pair[1], pair[0])
    return tuple((role, index, name) for role, (_, index, name) in zip(pair, members, strict=True))
