"""From the sentences of one article to its deal reports: what belongs together, how far it came, when."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..corpus import Article
from .amounts import Amount, find_amounts
from .companies_profile import Profiles
from .companies_scene import Scene, Slot, scenes_of
from .deals import Cell, DealReport, DealStatus, DealType, Party
from .deals_read import Candidate, candidates_of
from .deals_status import PRESENT, SIGNED, STATUS_CUES
from .names import NameRegistry
from .times import When, find_times


@dataclass(frozen=True, slots=True)
class Sighting:
    """A candidate deal in its sentence."""

    candidate: Candidate
    scene: Scene


def extract(article: Article, registry: NameRegistry, profiles: Profiles) -> tuple[DealReport, ...]:
    """The deals that an article's editorial text states, in the order they first appear."""
    scenes = scenes_of(article, registry, profiles)
    sightings = [Sighting(candidate, scene) for scene in scenes for candidate in candidates_of(scene)]
    groups = _grouped(sightings, _ventures(sightings, scenes))
    main = _main(scenes)
    stands = _named_slots(scenes)
    return tuple(
        _report(_Known(article, main, stands, _signed(scenes), scenes), key, found)
        for key, found in groups.items()
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a report needs of its article: itself, its headline's companies, where each is named first."""

    article: Article
    main: frozenset[str]
    stands: dict[str, Slot]
    signed: Cell | None
    scenes: Sequence[Scene]


_OPEN = ("announced", "ongoing")


def _signed(scenes: Sequence[Scene]) -> Cell | None:
    """Where the first sentences of the text say that papers were signed, whoever signed them."""
    for scene in [scene for scene in scenes if not scene.headline][:5]:
        match = SIGNED.search(scene.masked)
        if match:
            span = scene.place(*match.span())
            return Cell("signed", scene.article_id, span.start, span.end)
    return None


def _named_slots(scenes: Sequence[Scene]) -> dict[str, Slot]:
    first: dict[str, Slot] = {}
    for scene in scenes:
        for _, slot in sorted(scene.slots.items()):
            for name in slot.companies:
                if slot.named and (scene.headline is False or name not in first):
                    first.setdefault(name, slot)
    return first


_Group = dict[tuple[frozenset[str], DealType], list[Sighting]]


def _ventures(sightings: Sequence[Sighting], scenes: Sequence[Scene]) -> dict[frozenset[str], str]:
    """The named venture of each set of parents, where a sentence gives both."""
    ventures: dict[frozenset[str], str] = {}
    for sighting in sightings:
        venture = sighting.candidate.venture
        if sighting.candidate.type == "joint_venture" and venture:
            parents = sighting.candidate.names - {venture}
            if len(parents) > 1:
                ventures.setdefault(parents, venture)
    for sighting in sightings:
        candidate = sighting.candidate
        if candidate.type == "joint_venture" and not candidate.venture and candidate.names not in ventures:
            venture = _named_next(sighting.scene, scenes, candidate.names)
            if venture:
                ventures[candidate.names] = venture
    return ventures


_INTRODUCED = re.compile(
    r"^[\ue000-\uf8ff](?:, Inc\.?)? (?:is to be created|should be up and running|will open|will be"
    r"|is expected to come)"
    r"|\b(?:venture|company|firm|business),? (?:named|called|to be called) [\ue000-\uf8ff]"
    r"|\b(?:the|new) (?:firm|company|venture), [\ue000-\uf8ff]"
)


def _named_next(scene: Scene, scenes: Sequence[Scene], parents: frozenset[str]) -> str | None:
    """The venture that one of the next two sentences gives a name to."""
    place = scenes.index(scene)
    for other in scenes[place : place + 3]:
        match = _INTRODUCED.search(other.masked)
        if match:
            index = next(index for index in range(match.start(), match.end()) if index in other.slots)
            companies = other.slots[index].companies
            if len(companies) == 1 and companies[0] not in parents:
                return companies[0]
    return None


def _grouped(sightings: Sequence[Sighting], ventures: dict[frozenset[str], str]) -> _Group:
    by_names: defaultdict[frozenset[str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_names[_whole(sighting.candidate, ventures)].append(sighting)
    groups: _Group = {}
    for names, found in by_names.items():
        if _absorbed(names, found, by_names):
            continue
        for kind in _types(found):
            groups[names, kind] = [item for item in found if item.candidate.type == kind] or found
            if kind == _types(found)[0]:
                groups[names, kind] = [
                    item for item in found if item.candidate.type in (kind, "strategic_cooperation")
                ]
    return groups


def _whole(candidate: Candidate, ventures: dict[frozenset[str], str]) -> frozenset[str]:
    """The parties with their venture, if the deal is about the venture."""
    venture = ventures.get(candidate.names)
    if venture and candidate.type in ("joint_venture", "strategic_cooperation"):
        return candidate.names | {venture}
    return candidate.names


def _absorbed(
    names: frozenset[str], found: Sequence[Sighting], by_names: dict[frozenset[str], list[Sighting]]
) -> bool:
    """Whether a looser statement only repeats part of a fuller one: a parent and its venture, say."""
    if not all(item.candidate.plain for item in found):
        return False
    loose = all(item.candidate.type in ("strategic_cooperation", "joint_venture") for item in found)
    for other, theirs in by_names.items():
        if names < other and loose and any(item.candidate.type == "joint_venture" for item in theirs):
            return True
    return False


def _types(found: Sequence[Sighting]) -> list[DealType]:
    """The types that the sentences of one set of parties make: those stated outright, then the commonest.

    A headline's word counts only where the text below has none; plain cooperation only where nothing more
    exact is said; a type said once beside a commoner one, only if its words or its sums are plain enough.
    """
    body = [item for item in found if not item.scene.headline] or found
    outright: list[DealType] = [item.candidate.type for item in body if not item.candidate.plain]
    plain: Counter[DealType] = Counter()
    for item in body:
        if item.candidate.plain and item.candidate.type != "strategic_cooperation":
            plain[item.candidate.type] += 1
    if plain:
        outright.append(max(plain, key=lambda kind: plain[kind]))
    for item in body:
        if item.candidate.plain and item.candidate.type in plain and (_priced(item) or _named_count(item)):
            outright.append(item.candidate.type)
    if not outright:
        for item in found:
            if item.candidate.type != "strategic_cooperation":
                outright.append(item.candidate.type)
                break
    return list(dict.fromkeys(outright)) or ["strategic_cooperation"]


def _priced(sighting: Sighting) -> bool:
    clause = sighting.scene.masked[slice(*sighting.candidate.clause)]
    return any(amount.kind in ("money", "percent") for amount in find_amounts(clause))


def _main(scenes: Sequence[Scene]) -> frozenset[str]:
    """The companies of the headline, or of the first sentence."""
    for scene in scenes[:2]:
        if len(scene.companies()) > 1:
            return frozenset(scene.companies())
    return frozenset()


def _report(known: _Known, key: tuple[frozenset[str], DealType], found: Sequence[Sighting]) -> DealReport:
    article, (names, kind) = known.article, key
    body = [item for item in found if not item.scene.headline] or list(found)
    best = max(body, key=lambda item: (_named_count(item), not item.candidate.plain, -item.scene.span.start))
    central = len(names & known.main) > 1
    status = _status(found, body, central=central)
    plain = all(item.candidate.plain for item in found)
    if central and plain and known.signed and (status if isinstance(status, str) else status.value) in _OPEN:
        status = known.signed
    return DealReport(
        article_id=article.id,
        published=article.published.value if article.published else None,
        parties=_parties(known, names, [best, *found]),
        type=_cell(article, kind, best, best.candidate.cue),
        status=status if isinstance(status, Cell) else _cell(article, status, best, best.candidate.cue),
        date=_date(article, body, central=central),
        amount=_amount(article, body, "money") or _beside(known, names, "money", central=central),
        stake=_amount(article, body, "percent") or _beside(known, names, "percent", central=central),
        quote=_sentence_cell(article, best.scene),
        others=tuple(_sentence_cell(article, item.scene) for item in found if item.scene is not best.scene),
    )


def _named_count(sighting: Sighting) -> int:
    return sum(sighting.scene.slots[index].named for _, index, _ in sighting.candidate.members)


def _cell(article: Article, value: str, sighting: Sighting, masked: tuple[int, int]) -> Cell:
    span = sighting.scene.place(*masked)
    return Cell(value, article.id, span.start, span.end)


def _sentence_cell(article: Article, scene: Scene) -> Cell:
    return Cell(scene.span.of(article.text), article.id, scene.span.start, scene.span.end)


def _parties(known: _Known, names: frozenset[str], found: Iterable[Sighting]) -> tuple[Party, ...]:
    parties: dict[str, Party] = {}
    for sighting in found:
        for role, index, name in sighting.candidate.members:
            slot = sighting.scene.slots[index]
            earlier = parties.get(name)
            if name in names and (earlier is None or (slot.named and not earlier.named)):
                role = earlier.role if earlier else role
                parties[name] = Party(name, role, known.article.id, slot.start, slot.end, slot.named)
    for name in sorted(names - set(parties)):
        if name in known.stands:
            slot = known.stands[name]
            parties[name] = Party(name, "venture", known.article.id, slot.start, slot.end, slot.named)
    return tuple(parties.values())


_LASTING: tuple[DealStatus, ...] = ("ended", "denied", "rumoured", "talks", "extended")


def _status(found: Sequence[Sighting], body: Sequence[Sighting], *, central: bool) -> Cell | DealStatus:
    outright: DealStatus | None = next(
        (item.candidate.status for item in found if item.candidate.status), None
    )
    if outright is not None:
        return outright
    first = [item for item in found if item.scene.headline] + list(body[:2]) if central else list(body[:1])
    for status in _LASTING:
        for item in first:
            cell = _cue_cell(item, status)
            if cell:
                return cell
    for item in body if central else body[:1]:
        cell = _cue_cell(item, "signed")
        if cell:
            return cell
    lead = body[0]
    cue = lead.scene.place(*lead.candidate.cue)
    near = [cell for status in _TENSES if (cell := _cue_cell(lead, status))]
    near = [cell for cell in near if cell.value != "expected" or abs(cell.start - cue.start) < NEAR]
    if near:
        return min(near, key=lambda cell: (abs(cell.start - cue.start), cell.start))
    lasting: DealStatus = "ongoing" if PRESENT.search(_clause(lead)) and not central else "announced"
    return lasting


NEAR = 80
"""Code points between a deal's word and a "would" or "may" that still speaks of it."""
_TENSES: tuple[DealStatus, ...] = ("completed", "announced", "expected")


def _clause(sighting: Sighting) -> str:
    return sighting.scene.masked[slice(*sighting.candidate.clause)]


def _cue_cell(sighting: Sighting, status: DealStatus) -> Cell | None:
    pattern = STATUS_CUES[status]
    match = pattern.search(_clause(sighting))
    if match is None:
        return None
    start = sighting.candidate.clause[0]
    span = sighting.scene.place(start + match.start(), start + match.end())
    return Cell(status, sighting.scene.article_id, span.start, span.end)


_AHEAD = re.compile(
    r"\b(?:by|until|before|due|from|starting|end of|should|will|would|is to|are to|expected|planned"
    r"|launch|next)\b"
    r"[^.;]{0,55}$"
)


def _date(article: Article, body: Sequence[Sighting], *, central: bool) -> Cell | None:
    """When it happened: a time in the deal's own clause; for the article's own news, the day it was told."""
    inside: list[Cell] = []
    for sighting in [item for item in body if not item.scene.headline]:
        span = sighting.scene.place(*sighting.candidate.clause)
        inside += _times(article, span.start, span.end)
    if not central:
        return inside[0] if inside else None
    days = [cell for cell in inside if len(cell.value) == 10]
    for zone in [zone for zone in article.zones if zone.kind.value == "body"][:3]:
        days += [cell for cell in _times(article, zone.start, zone.end) if len(cell.value) == 10]
    return (days or inside or [None])[0]


def _times(article: Article, start: int, end: int) -> list[Cell]:
    text = article.text[start:end]
    whens = [when for when in find_times(text, article.published) if when.value and not _future(text, when)]
    return [Cell(when.value or "", article.id, start + when.start, start + when.end) for when in whens]


def _future(text: str, when: When) -> bool:
    return bool(_AHEAD.search(text[max(0, when.start - 80) : when.start]))


def _amount(article: Article, body: Sequence[Sighting], kind: str) -> Cell | None:
    """The sum or share that stands nearest to the deal's word, of the first clause that has one."""
    for sighting in body:
        span = sighting.scene.place(*sighting.candidate.clause)
        cue = sighting.scene.place(*sighting.candidate.cue).start - span.start
        amounts = [item for item in find_amounts(article.text[span.start : span.end]) if item.kind == kind]
        if amounts:
            near = min(amounts, key=lambda item: (abs(item.start - cue), item.start))
            return Cell(_written(near), article.id, span.start + near.start, span.start + near.end)
    return None


def _beside(known: _Known, names: frozenset[str], kind: str, *, central: bool) -> Cell | None:
    """For the article's own news, a sum or share from its first sentences, if they speak of nobody else."""
    if not central:
        return None
    for scene in [scene for scene in known.scenes if not scene.headline][:5]:
        companies = set(scene.companies())
        if companies and companies <= names:
            amounts = [item for item in find_amounts(scene.span.of(known.article.text)) if item.kind == kind]
            if amounts:
                start = scene.span.start
                return Cell(
                    _written(amounts[0]), known.article.id, start + amounts[0].start, start + amounts[0].end
                )
    return None


def _written(amount: Amount) -> str:
    hedge = "" if amount.bound == "exact" else f"{amount.bound} "
    return f"{hedge}{amount.value.normalize():f} {amount.unit}".strip()
