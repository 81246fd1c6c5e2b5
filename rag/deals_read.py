"""Which companies a sentence puts into a deal, and of what type: patterns over marked companies first,
then the words of the trade with the companies of their clause.

The patterns follow Hearst (1992) and the shallow semantic templates of the message-understanding
conferences (Grishman and Sundheim, 1996); none names a company.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from .companies_not import same_house
from .companies_scene import C, Scene, Slot
from .deals import DealStatus, DealType
from .deals_asides import asides_of
from .deals_cues import ALLIED, LIST, OPINION, QUARREL, STRIFE, TYPE_CUES, WEAKLY
from .deals_frames import governs, linked, together
from .deals_groups import grouped, one_side, with_roles
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
    r";\s| \* |, (?:while|whereas|but|although|after which|despite|(?:\w+ ){1,2}(?:months|years|weeks"
    r"|days) after)\b"
    r"|, and (?=(?:this time )?(?:[a-z]+|[\ue000-\uf8ff]) (?:has|is|will)\b)|: (?=[a-z])"
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


def _beside_buyer(scene: Scene) -> set[int]:
    """Those along with whom somebody buys: "Alfa, along with Beta, bought Gamma"."""
    return {
        match.end() - 1
        for match in re.finditer(rf"\b(?:along|together) with (?:the )?(?:[a-z\-]+ ){{0,2}}{C}", scene.masked)
    }


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
    inside = [(index, slot) for index, slot in sorted(scene.slots.items()) if start <= index < end]
    return [(role, index, name) for index, slot in inside for name in slot.companies]


_TELLS = re.compile(
    rf", {C} (?:said|says|reported|added)\b|.?.?{C}['’]s (?:[\w\-]+ ){{0,2}}(?:rival|competitor|foe)s?\b"
)
"""Who only tells of it, or whose rival is meant."""


def _listed_members(scene: Scene, start: int, end: int, role: str) -> list[tuple[str, int, str]]:
    """The same of a list: "the three" after names begins the next clause, and is no part of the list."""
    members = _members(scene, start, end, role)
    members = [member for member in members if not _TELLS.match(scene.masked, max(0, member[1] - 2))]
    singles = [member for member in members if len(scene.slots[member[1]].companies) == 1]
    return singles or members


def _matched(scene: Scene, pattern: Pattern, spent: set[int]) -> Iterator[Candidate]:
    for match in pattern.regex.finditer(scene.masked):
        left = _listed_members(scene, *match.span("a"), pattern.roles[0])
        right = _listed_members(scene, *match.span("b"), pattern.roles[1]) if "b" in match.groupdict() else []
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
    """The clauses of a sentence; one without any company, or after one with fewer than two, joins it."""
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
        if clauses and not verb_first and (not here or len(_names(scene, clauses[-1])) < 2):
            clauses[-1] = (clauses[-1][0], end)
        else:
            clauses.append((start, end))
    return clauses


def _names(scene: Scene, clause: tuple[int, int]) -> list[str]:
    return list(dict.fromkeys(name for _, _, name in _members(scene, *clause, "")))


def _by_cue(scene: Scene, clause: tuple[int, int], told: _Told) -> Iterator[Candidate]:
    """The deals of the first word of a clause that is said of its companies."""
    text = told.masked[slice(*clause)]
    if len(_names(scene, clause)) < 2 and not _subjectless(scene, *clause):
        return
    if QUARREL.search(text) or OPINION.search(text):
        return
    strife = STRIFE.search(text)
    for kind, start, end in _cues(text):
        if strife and kind in ("strategic_cooperation", "supply_or_service", "distribution"):
            continue
        found = list(_said_of(scene, clause, told, (kind, clause[0] + start, clause[0] + end)))
        if found:
            yield from found
            return


def _said_of(
    scene: Scene, clause: tuple[int, int], told: _Told, cue: tuple[DealType, int, int]
) -> Iterator[Candidate]:
    kind, span = cue[0], (cue[1], cue[2])
    members = [member for member in _with_subject(scene, clause, told.spent) if member[1] not in told.spent]
    aside = asides_of(scene) | (_beside_buyer(scene) if kind in ("acquisition", "investment") else set())
    everywhere = [member for member in members if member[1] not in aside]
    members = _one_a_house(_own_names(_facing(everywhere, span[0])))
    names = {name for _, _, name in members}
    if len(names) < 2 or one_side(scene, members, kind):
        return
    venture = _named_venture(scene, clause, names)
    for group in grouped(scene, members, kind, venture, span):
        if len({name for _, _, name in group}) > MOST and kind != "joint_venture":
            continue
        placings = _placings(everywhere, group, span, clause[0])
        if not together(scene, group, span) and not any(
            linked(scene.masked, places, span, loose=kind in _LOOSE) for places in placings
        ):
            continue
        if not any(governs(scene.masked, places, span, kind) for places in placings):
            continue
        told_as = "joint_venture" if venture and kind == "strategic_cooperation" else kind
        yield Candidate(
            with_roles(scene, group, kind, span), told_as, span, clause, None, venture, plain=True
        )
        if len(names) == 2 and not scene.headline:
            for other, place in _further(told.masked, span, clause):
                roles = with_roles(scene, group, other, place)
                yield Candidate(roles, other, place, clause, None, venture, plain=True)


_LOOSE = ("strategic_cooperation", "joint_venture")
MOST = 4
"""Parties beyond which a sentence lists whom somebody deals with, if it is not about a venture."""
_Members = list[tuple[str, int, str]]


def _placings(everywhere: _Members, group: _Members, cue: tuple[int, int], start: int) -> list[list[int]]:
    """Where the companies of a group stand, each once: as taken, last named, and as subject of the word.

    A subject borrowed from before the clause stands at its `start`.
    """
    names = {name for _, _, name in group}
    here = [member for member in everywhere if member[2] in names]
    before = [member for member in here if member[1] < cue[0]]
    ways = [group, _own_names(here[::-1])]
    if {name for _, _, name in before} == names:
        ways.append(_own_names(before))
    return [sorted({max(index, start) for _, index, _ in way}) for way in ways]


_NEXT_VERB = re.compile(
    r"(?:,| and|, and|,? but) (?:also |then |later |now )?"
    r"(?=(?:was|is|were|are|has|have|had|will|would|is to) \w"
    r"|put|bought|took|sold|spent|invested|acquired|agreed|signed|builds|makes|supplies|owns|holds)"
)


def _further(
    masked: str, cue: tuple[int, int], clause: tuple[int, int]
) -> Iterator[tuple[DealType, tuple[int, int]]]:
    """What else the same two do: "bought its plant, put $50 million into it and was assembling its truck"."""
    cuts = [match.end() for match in _NEXT_VERB.finditer(masked, cue[1], clause[1])]
    for start, end in pairwise([*cuts, clause[1]]):
        found = _first_cue(masked[start:end])
        if found and found[0] in _PLAIN_DEEDS:
            yield found[0], (start + found[1], start + found[2])


_PLAIN_DEEDS = ("investment", "acquisition", "supply_or_service", "joint_development", "joint_venture")


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


def _cues(text: str) -> Iterator[tuple[DealType, int, int]]:
    """The words of the trade in a text: type by type, those of a type in order."""
    for kind, pattern in TYPE_CUES:
        for match in islice(pattern.finditer(text), OCCURRENCES):
            if not (pattern is WEAKLY and ALLIED.search(text)):
                part = kind == "acquisition" and _PART_OF.search(text) and not _WHOLE.search(text)
                yield "investment" if part else kind, match.start(), match.end()


OCCURRENCES = 3
"""Words of one type that are tried in a clause."""


def _first_cue(text: str) -> tuple[DealType, int, int] | None:
    return next(_cues(text), None)


def _own_names(members: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Each company once, where it stands first."""
    first: dict[str, tuple[str, int, str]] = {}
    for member in members:
        first.setdefault(member[2], member)
    return list(first.values())


def _facing(members: list[tuple[str, int, str]], cue: int) -> list[tuple[str, int, str]]:
    """The same, those named again after the word first where nobody else stands there: its objects."""
    after = [member for member in members if member[1] >= cue]
    early = {member[2] for member in members if member[1] < cue}
    if (
        after
        and all(member[2] in early for member in after)
        and len({member[2] for member in after}) < len(early)
    ):
        again = {member[2] for member in after}
        return [member for member in members if member[1] >= cue or member[2] not in again]
    return members


def _one_a_house(members: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """The companies, without those that are another's short name or unit by their names."""
    return [
        member
        for number, member in enumerate(members)
        if not any(same_house(member[2], other[2]) for other in members[:number])
    ]


def _named_venture(scene: Scene, clause: tuple[int, int], names: set[str]) -> str | None:
    match = VENTURE_NAME.search(scene.masked, *clause)
    if match is None:
        return None
    index = next(match.start(group) for group in ("v", "v2", "v3", "v4", "v5", "v6", "v7") if match[group])
    slot: Slot | None = scene.slots.get(index)
    return slot.companies[0] if slot and len(slot.companies) == 1 and slot.companies[0] in names else None
