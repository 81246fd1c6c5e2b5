"""From the sentences of one article to its deal reports: what belongs together, how far it came, when."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..corpus import Article
from .companies_profile import Profiles
from .companies_scene import Scene, Slot, scenes_of
from .deals import Cell, DealReport, DealType, Party
from .deals_apart import apart
from .deals_cells import (
    Sighting,
    Told,
    cue_cell,
    date_cell,
    scope_cell,
    sentence_cell,
    status_cell,
    unnamed_parties,
)
from .deals_merge import ONE_OFF, report_type
from .deals_patterns import OWNER
from .deals_read import candidates_of
from .deals_said import place_cell, said_cell
from .deals_sums import amount_cell
from .names import NameRegistry


def extract(article: Article, registry: NameRegistry, profiles: Profiles) -> tuple[DealReport, ...]:
    """The deals that an article's editorial text states, in the order they first appear."""
    scenes = scenes_of(article, registry, profiles)
    own = _own_things(scenes)
    sightings = [
        Sighting(candidate, scene)
        for scene in scenes
        for candidate in candidates_of(scene)
        if not (candidate.plain and candidate.type in _WITH_OTHERS and candidate.names in own)
    ]
    groups = _grouped(sightings, _ventures(sightings, scenes))
    main, stands = _main(scenes), _named_slots(scenes)
    reports: list[DealReport] = []
    for (names, kind), found in groups.items():
        central = len(names & main) > 1
        for number, part in enumerate(apart(found, kind, article, news=central)):
            told = _told(article, scenes, names, part, central=central and number == 0)
            reports.append(_report(told, kind, stands))
    return tuple(reports)


_WITH_OTHERS = ("strategic_cooperation", "supply_or_service", "investment")


def _own_things(scenes: Sequence[Scene]) -> set[frozenset[str]]:
    """Each owner with what is called its own: nobody partners with its own brand ("Alfa's Beta")."""
    return {
        frozenset((*scene.slots[match.start("a")].companies, *scene.slots[match.start("b")].companies))
        for scene in scenes
        for match in OWNER.finditer(scene.masked)
    }


def deal_types_of(article: Article, registry: NameRegistry) -> frozenset[DealType]:
    """The types of all deals that an article states, nothing being known of its companies but their names."""
    return frozenset(report_type(report) for report in extract(article, registry, Profiles({})))


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
            venture = _named_next(sighting.scene, scenes, candidate.names) or _headlined(sighting, scenes)
            if venture:
                ventures[candidate.names] = venture
    return ventures


_INTRODUCED = re.compile(
    r"^[\ue000-\uf8ff](?:, Inc\.?)? (?:is to be created|should be up and running|will open|will be"
    r"|is expected to come)"
    r"|\b(?:venture|company|firm|business),? (?:named|called|to be called) [\ue000-\uf8ff]"
    r"|\b(?:[Tt]he|new) (?:firm|company|venture|business|start-up), [\ue000-\uf8ff]"
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


_KNOWN = re.compile(
    r"(?:[A-Z]\w+ )?The (?:[\w\-]+ ){0,4}(?:company|venture|firm|business|brand|maker) (?!that is to\b)"
)


def _headlined(sighting: Sighting, scenes: Sequence[Scene]) -> str | None:
    """The venture that the first sentence calls "The company created by ...": the one in the headline."""
    lead = next((scene for scene in scenes if not scene.headline), None)
    heads = [scene for scene in scenes if scene.headline and lead and scene.span.start < lead.span.start]
    told = {name for scene in heads for name in scene.companies()}
    if sighting.scene is not lead or len(told) != 1 or not _KNOWN.match(sighting.scene.masked):
        return None
    return next(iter(told - sighting.candidate.names), None)


def _grouped(sightings: Sequence[Sighting], ventures: dict[frozenset[str], str]) -> _Group:
    by_names: defaultdict[frozenset[str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_names[_whole(sighting, ventures)].append(sighting)
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


def _whole(sighting: Sighting, ventures: dict[frozenset[str], str]) -> frozenset[str]:
    """The parties with their venture, if the deal is about the venture, and not about one more."""
    candidate = sighting.candidate
    venture = ventures.get(candidate.names)
    if (
        venture
        and candidate.type in ("joint_venture", "strategic_cooperation")
        and not (_one_more(sighting) or _earlier(sighting))
    ):
        return candidate.names | {venture}
    return candidate.names


_SINCE = re.compile(
    r"\b(?:goes|go|went|dates?|dating) back to\b|\bdat(?:es?|ing) from\b"
    r"|\bfirst (?:\w+ed|drew|began|struck|signed|set)\b"
    r"|\bsince (?=(?:19|20)\d\d|last\b|[A-Z])"
)


def _earlier(sighting: Sighting) -> bool:
    """Whether a sentence tells of what the parties had before: "their relationship goes back to 2019"."""
    return bool(_SINCE.search(sighting.scene.masked[slice(*sighting.candidate.clause)]))


_MORE = re.compile(
    r"\b(?:another|second|separate|further)(?: [\w\-]+){0,2} (?:venture|company|firm|business)\b"
)


def _one_more(sighting: Sighting) -> bool:
    return bool(_MORE.search(sighting.scene.masked[slice(*sighting.candidate.clause)]))


def _absorbed(
    names: frozenset[str], found: Sequence[Sighting], by_names: dict[frozenset[str], list[Sighting]]
) -> bool:
    """Whether a looser statement only repeats part of a fuller one: a parent and its venture, say."""
    if not all(item.candidate.plain for item in found) or any(map(_one_more, found)):
        return False
    if any(map(_earlier, found)):
        return False
    loose = all(item.candidate.type in ("strategic_cooperation", "joint_venture") for item in found)
    for other, theirs in by_names.items():
        if names < other and loose and any(item.candidate.type == "joint_venture" for item in theirs):
            return True
    return False


def _types(found: Sequence[Sighting]) -> list[DealType]:
    """The types that the sentences of one set of parties make: those stated outright, then the commonest.

    A headline's word counts only where the text below has none; plain cooperation only where nothing more
    exact is said.
    """
    body = [item for item in found if not item.scene.headline] or found
    outright: list[DealType] = [item.candidate.type for item in body if not item.candidate.plain]
    plain: Counter[DealType] = Counter()
    for item in body:
        if item.candidate.plain and item.candidate.type != "strategic_cooperation":
            plain[item.candidate.type] += 1
    outright.extend(kind for kind, _ in plain.most_common())
    for item in found:  # what a headline calls a purchase is one, whatever else the text goes into
        kind = item.candidate.type
        if item.scene.headline and (kind in ONE_OFF or not outright) and kind != "strategic_cooperation":
            outright.append(kind)
    return list(dict.fromkeys(outright)) or ["strategic_cooperation"]


def _main(scenes: Sequence[Scene]) -> frozenset[str]:
    """The companies of the headline, or of the first sentence."""
    for scene in scenes[:2]:
        if len(scene.companies()) > 1:
            return frozenset(scene.companies())
    return frozenset()


def _told(
    article: Article,
    scenes: Sequence[Scene],
    names: frozenset[str],
    found: Sequence[Sighting],
    *,
    central: bool,
) -> Told:
    body = [item for item in found if not item.scene.headline] or list(found)
    best = max(body, key=lambda item: (_named_count(item), not item.candidate.plain, -item.scene.span.start))
    return Told(article, scenes, names, found, body, best, central)


def _named_count(sighting: Sighting) -> int:
    return sum(sighting.scene.slots[index].named for _, index, _ in sighting.candidate.members)


def _report(told: Told, kind: DealType, stands: dict[str, Slot]) -> DealReport:
    article = told.article
    others = [item.scene for item in told.found if item.scene is not told.best.scene]
    return DealReport(
        article_id=article.id,
        path=article.path,
        publisher=article.publisher,
        published=article.published.value if article.published else None,
        parties=(*_parties(told, stands), *unnamed_parties(told)),
        type=cue_cell(told, kind),
        status=status_cell(told),
        date=date_cell(told),
        amount=_amount(told, kind),
        stake=amount_cell(told, "percent"),
        scope=scope_cell(told),
        quote=sentence_cell(article, told.best.scene),
        others=tuple(sentence_cell(article, scene) for scene in others),
        place=place_cell(told),
        said=said_cell(told),
    )


def _amount(told: Told, kind: DealType) -> Cell | None:
    """The sum of a deal; of a supply without one how much is supplied; of mere ownership none."""
    if kind == "ownership":
        return None
    return amount_cell(told, "money") or (amount_cell(told, "count") if kind == "supply_or_service" else None)


def _parties(told: Told, stands: dict[str, Slot]) -> Iterable[Party]:
    """Each party where it is named, or else where it is spoken of; `stands` gives each name's first place."""
    parties: dict[str, Party] = {}
    for sighting in (told.best, *told.found):
        for role, index, name in sighting.candidate.members:
            slot = sighting.scene.slots[index]
            earlier = parties.get(name)
            if name in told.names and (earlier is None or (slot.named and not earlier.named)):
                parties[name] = _party(told.article, name, earlier.role if earlier else role, slot)
    for name in sorted(told.names - set(parties)):
        if name in stands:
            parties[name] = _party(told.article, name, "venture", stands[name])
    return parties.values()


def _party(article: Article, name: str, role: str, slot: Slot) -> Party:
    text = article.text[slot.start : slot.end]
    return Party(name, role, article.id, slot.start, slot.end, slot.named, text)
