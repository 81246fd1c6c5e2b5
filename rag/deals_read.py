"""Which companies a sentence puts into a deal, and of what type: patterns over marked companies first,
then the words of the trade with the companies of their clause.

The patterns follow Hearst (1992) and the shallow semantic templates of the message-understanding
conferences (Grishman and Sundheim, 1996); none names a company.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .companies_scene import C, Scene, Slot
from .deals import DealStatus, DealType
from .deals_cues import ALLIED, ASIDE, ASIDE_AFTER, LIST, QUARREL, STRIFE, TYPE_CUES, WEAKLY
from .deals_patterns import OWNER, PATTERNS, RUNS_WITH, VENTURE_NAME, Pattern


@dataclass(frozen=True, slots=True)
class Candidate:
    """Companies that a sentence puts into one deal: (role, masked index, company) each, and the cue."""

    members: tuple[tuple[str, int, str], ...]
    type: DealType
    cue: tuple[int, int]
    clause: tuple[int, int]
    status: DealStatus | None = None
    venture: str | None = None
    plain: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The companies' names."""
        return frozenset(name for _, _, name in self.members)


_PAST = r"(?:put|bought|took|sold|holds?|owns?|agreed|signed|invested|acquired|paid)"
_COORDINATED = re.compile(rf",? and (?=(?:is|has|was|will|also|then|recently|{_PAST}) )|, (?={_PAST} )")
_PARTS = re.compile(
    r";\s|, (?:while|whereas|but|although|after which|despite|(?:\w+ ){1,2}(?:months|years|weeks"
    r"|days) after)\b"
    r"|, and (?=[a-z]+ (?:has|is|will)\b)|: (?=[a-z])"
)


def candidates_of(scene: Scene) -> list[Candidate]:
    """The deals that a sentence states, each with its companies and its type."""
    if len(scene.companies()) < 2:
        return []
    spent: set[int] = set()
    found = [candidate for pattern in PATTERNS for candidate in _matched(scene, pattern, spent)]
    found += _run_together(scene)
    for match in OWNER.finditer(scene.masked):
        spent.add(match.start("a"))
    told = _Told(spent, _blanked(scene.masked, [candidate.cue for candidate in found]))
    used = {(candidate.names, candidate.type) for candidate in found}
    outright = {candidate.names for candidate in found}
    for clause in _clauses(scene):
        for candidate in _by_cue(scene, clause, told):
            known = (candidate.names, candidate.type)
            if known not in used and candidate.names not in outright:
                found.append(candidate)
                used.add(known)
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What the outright patterns have used up: marked characters, and words as cues of anything else."""

    spent: set[int]
    masked: str


def _blanked(masked: str, spans: list[tuple[int, int]]) -> str:
    """The text with what `spans` say written over, its marked companies kept."""
    text = list(masked)
    for start, end in spans:
        for index in range(start, end):
            if not re.match(C, text[index]):
                text[index] = " "
    return "".join(text)


def _members(scene: Scene, start: int, end: int, role: str) -> list[tuple[str, int, str]]:
    return [
        (role, index, name)
        for index, slot in sorted(scene.slots.items())
        if start <= index < end
        for name in slot.companies
    ]


def _matched(scene: Scene, pattern: Pattern, spent: set[int]) -> Iterator[Candidate]:
    for match in pattern.regex.finditer(scene.masked):
        left = _members(scene, *match.span("a"), pattern.roles[0])
        right = _members(scene, *match.span("b"), pattern.roles[1]) if "b" in match.groupdict() else []
        span = match.span()
        for group in pattern.spent:
            spent.update(index for index in scene.slots if match.start(group) <= index < match.end(group))
        groups = [(*left, *right)]
        if pattern.each:
            groups = [(one, two) for one in left for two in right]
        for members in groups:
            if len({name for _, _, name in members}) > 1:
                kind = pattern.type if pattern.status else _exact_type(scene, pattern.type)
                venture = _venture_of(pattern, right)
                yield Candidate(tuple(members), kind, span, span, pattern.status, venture)


def _exact_type(scene: Scene, kind: DealType) -> DealType:
    """What an "agreement between" firms is about, if its sentence says more."""
    cue = _first_cue(scene.masked) if kind == "strategic_cooperation" else None
    return cue[0] if cue and cue[0] != "talks" else kind


def _venture_of(pattern: Pattern, right: list[tuple[str, int, str]]) -> str | None:
    return right[0][2] if pattern.type == "joint_venture" and right else None


def _run_together(scene: Scene) -> Iterator[Candidate]:
    for match in RUNS_WITH.finditer(scene.masked):
        members = [
            *_members(scene, *match.span("x"), "parent"),
            *_members(scene, *match.span("a"), "parent"),
            *_members(scene, *match.span("v"), "venture"),
        ]
        if len({name for _, _, name in members}) > 2:
            yield Candidate(
                tuple(members), "joint_venture", match.span(), match.span(), "ongoing", members[-1][2]
            )


def _clauses(scene: Scene) -> list[tuple[int, int]]:
    """The clauses of a sentence; one with fewer than two companies stays with its neighbour."""
    cuts = [match.start() for match in _PARTS.finditer(scene.masked)]
    for match in re.finditer(rf", (?:and|but|when|after)(?: in \w+)? ({C})", scene.masked):
        if not scene.slots[match.start(1)].named:
            cuts.append(match.start())
    cuts += [match.start() for match in _COORDINATED.finditer(scene.masked)]
    cuts = sorted({0, *cuts, len(scene.masked)})
    clauses: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        here = {
            name for index, slot in scene.slots.items() if start <= index < end for name in slot.companies
        }
        verb_first = _subjectless(scene, start, end) and len(here) == 1
        if clauses and not verb_first and (len(here) < 2 or len(_names(scene, clauses[-1])) < 2):
            clauses[-1] = (clauses[-1][0], end)
        else:
            clauses.append((start, end))
    return clauses


def _names(scene: Scene, clause: tuple[int, int]) -> list[str]:
    return list(dict.fromkeys(name for _, _, name in _members(scene, *clause, "")))


def _by_cue(scene: Scene, clause: tuple[int, int], told: _Told) -> Iterator[Candidate]:
    text = told.masked[slice(*clause)]
    cue = _first_cue(text)
    if cue is None:
        return
    kind, start, end = cue
    members = [member for member in _with_subject(scene, clause, told.spent) if member[1] not in told.spent]
    aside = _asides(scene)
    members = _own_names([member for member in members if member[1] not in aside])
    names = {name for _, _, name in members}
    if (
        len(names) < 2
        or QUARREL.search(text)
        or (STRIFE.search(text) and kind in ("strategic_cooperation", "supply_or_service", "distribution"))
    ):
        return
    span = (clause[0] + start, clause[0] + end)
    venture = _named_venture(scene, clause, names)
    if _one_side(scene, members, kind):
        return
    for group in _grouped(scene, members, kind, venture):
        if not _together(scene, group, span) and not _linked(
            scene.masked, sorted({index for _, index, _ in group}), span
        ):
            continue
        told_as = "joint_venture" if venture and kind == "strategic_cooperation" else kind
        roles = _with_roles(scene, group, kind, span)
        yield Candidate(roles, told_as, span, clause, None, venture, plain=True)


REACH = 90
"""Code points over which a word of the trade reaches the companies that it is said of."""
_JOINS = re.compile(r"(?:\band|\bwith|\bplus|&|/|-|,)")
_BINDS = re.compile(r"\b(?:between|of|with|by|from|for|to|in|into|among|involving|under which|,)(?!\w)")
_BREAKS = re.compile(r"[”\"]\s|\b(?:analysts?|told Reuters|in an interview)\b")


def _together(scene: Scene, group: list[tuple[str, int, str]], cue: tuple[int, int]) -> bool:
    """Whether a word for two or more of them ("they", "the companies") stands near."""
    names = {name for _, _, name in group}
    return any(
        len(names & set(slot.companies)) > 1 and min(abs(index - cue[0]), abs(index - cue[1])) <= REACH
        for index, slot in scene.slots.items()
    )


def _linked(masked: str, indices: list[int], cue: tuple[int, int]) -> bool:
    """Whether the word stands between the companies, or next to where they stand together."""
    first, last = indices[0], indices[-1]
    if len(indices) == 1:
        return True
    if first < cue[0] and cue[1] - 1 <= last:  # a cue may end with a company: "helping Alfa"
        nearest = min(index for index in indices if index >= cue[1] - 1)
        return nearest - cue[1] <= REACH and not _BREAKS.search(masked, cue[1], nearest)
    joined = all(_JOINS.search(masked, one + 1, two) for one, two in pairwise(indices))
    if cue[0] > last:
        return joined and cue[0] - last <= REACH and not _BREAKS.search(masked, first, cue[0])
    return first - cue[1] <= REACH and bool(_BINDS.search(masked, cue[1] - 1, first + 1))


_PART_OF = re.compile(r"\b(?:stakes?|minority|shareholder)\b|\b(?:\d|[1-4]\d)(?:\.\d+)? ?(?:%|per ?cent|pct)")
_WHOLE = re.compile(r"\b(?:majority|controlling|remaining|outright|takeover|equity transfer|unit|all of)\b")


def _with_subject(scene: Scene, clause: tuple[int, int], spent: set[int]) -> list[tuple[str, int, str]]:
    """The companies of a clause; one that begins with its verb has the sentence's subject as well."""
    members = _members(scene, *clause, "party")
    if _subjectless(scene, *clause):
        free = [index for index in sorted(scene.slots) if index not in spent]
        first = free[0] if free else clause[0]
        if first < clause[0] and (len({name for _, _, name in members}) == 1 or _listed(scene, members)):
            return [*(("party", first, name) for name in scene.slots[first].companies), *members]
    return members


def _listed(scene: Scene, members: list[tuple[str, int, str]]) -> bool:
    """Whether all stand in one list after "with": those with whom somebody else does something."""
    return any(
        re.search(r"\bwith (?:the |both )?(?:[a-z\-]+ ){0,3}$", scene.masked[: match.start()])
        and all(match.start() <= index < match.end() for _, index, _ in members)
        for match in re.finditer(LIST, scene.masked)
    )


def _subjectless(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause leaves its subject to the one before: its verb comes first, or only "with Alfa"."""
    text = scene.masked[start:end]
    return bool(start and (_VERB_FIRST.match(text) or _WITH_ONE.search(text)))


_WITH_ONE = re.compile(
    rf"\b(?:venture|deal|alliance|agreement|partnership|pact|contract) with (?:[\w\-]+ ){{0,3}}{C}"
)
_VERB_FIRST = re.compile(
    rf", {_PAST} |,? (?:and|but|despite|after|before) "
    r"(?:also |then |recently |is |has |was |will |having )?(?:\w+ly )?"
    r"[a-z]+(?:ed|ing|s|ght|ld|ok|ut|ck|gn)?\b"
)


def _first_cue(text: str) -> tuple[DealType, int, int] | None:
    for kind, pattern in TYPE_CUES:
        match = pattern.search(text)
        if match and not (pattern is WEAKLY and ALLIED.search(text)):
            if kind == "acquisition" and _PART_OF.search(text) and not _WHOLE.search(text):
                return "investment", match.start(), match.end()
            return kind, match.start(), match.end()
    return None


def _asides(scene: Scene) -> set[int]:
    """The marked characters that are no party; a list after "such as" goes as a whole."""
    aside = {index for index in scene.slots if _aside(scene, index)}
    for match in re.finditer(LIST, scene.masked):
        before = ASIDE.search(scene.masked[: match.start()])
        # "According to Alfa, Beta ..." is no list.
        if match.start() in aside and before and not before[0].lower().startswith("according"):
            aside.update(index for index in scene.slots if match.start() <= index < match.end())
    return aside


_TAKES_OBJECT = re.compile(
    r"\b(?:as partners|partners for|looks? to|turn(?:s|ed)? to|sign(?:ed|s) up|enlists?)\b"
)


_GOVERNED = re.compile(r"\b(in|to|from|into)(?: the)?(?: [a-z\-]+){0,3} $")


def _one_side(scene: Scene, members: list[tuple[str, int, str]], kind: DealType) -> bool:
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


_SPEAKER = re.compile(
    r"[”\"] (?:said|says|added) [A-Z][\w\-]+(?: [\w\-.]+){0,3}, (?:[\w\-]+ ){1,4}?(?:of|at|for) "
    rf"(?:both )?(?:the )?(?:{C} and )?$"
)
_SPEAKS = re.compile(r" (?:said|says|disclosed|announced|added|stated|reported)\b")


def _aside(scene: Scene, index: int) -> bool:
    before, after = scene.masked[:index], scene.masked[index + 1 :]
    speaks = before.endswith(", ") and _SPEAKS.match(after)
    return bool(ASIDE.search(before) or ASIDE_AFTER.search(after) or speaks or _SPEAKER.search(before))


def _own_names(members: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Each company once, where it stands first."""
    first: dict[str, tuple[str, int, str]] = {}
    for member in members:
        first.setdefault(member[2], member)
    return list(first.values())


def _named_venture(scene: Scene, clause: tuple[int, int], names: set[str]) -> str | None:
    match = VENTURE_NAME.search(scene.masked, *clause)
    if match is None:
        return None
    index = next(match.start(group) for group in ("v", "v2", "v3", "v4", "v5", "v6", "v7") if match[group])
    slot: Slot | None = scene.slots.get(index)
    return slot.companies[0] if slot and len(slot.companies) == 1 and slot.companies[0] in names else None


_APART: frozenset[DealType] = frozenset({"investment", "acquisition", "supply_or_service", "distribution"})


def _grouped(
    scene: Scene, members: list[tuple[str, int, str]], kind: DealType, venture: str | None
) -> list[list[tuple[str, int, str]]]:
    """Two companies make one deal; of more, a list after its preposition may make one deal with each."""
    if len(members) <= 2:
        return [members]
    if scene.headline and kind in _APART:
        return []
    lists = [match.span() for match in re.finditer(LIST, scene.masked) if match.end() - match.start() > 1]
    tail = next((span for span in reversed(lists) if _after_preposition(scene.masked, span[0])), None)
    each = re.search(r"\b(?:each|separately|one after another)\b", scene.masked)
    if each and lists:
        tail = max(lists, key=lambda span: span[1] - span[0])
    elif tail is None or kind not in _APART:
        return [members] if len(members) <= 3 or kind in ("joint_venture", "talks") else []
    inside = [member for member in members if tail[0] <= member[1] < tail[1]]
    outside = [member for member in members if member not in inside]
    if len(outside) == 1 and len(inside) > 1:
        return [[outside[0], member] for member in inside]
    return [members] if len(members) <= 3 else []


def _after_preposition(masked: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:with|in|into|to|from|for|include|includes) (?:the )?(?:[\w\-]+ ){0,4}$", masked[:start]
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


def _with_roles(
    scene: Scene, members: list[tuple[str, int, str]], kind: DealType, cue: tuple[int, int]
) -> tuple[tuple[str, int, str], ...]:
    """The doer comes first, unless the words turn the sentence round ("from", "by", "is selling")."""
    pair = _ROLE_PAIRS.get(kind)
    if pair is None or len(members) != 2:
        return tuple(("partner", index, name) for _, index, name in members)
    between = scene.masked[members[0][1] + 1 : members[1][1]]
    if _TURNED.search(between):
        pair = (pair[1], pair[0])
    return tuple((role, index, name) for role, (_, index, name) in zip(pair, members, strict=True))
