"""Which surfaces are the same thing: long and short forms, acronyms, spellings, each on evidence.

A wrong merge is worse than a missed one: every join needs the two forms in one article, or a plain
statement ("General Motors (GM)"), and is refused where one sentence uses both as two things.
"""

# ruff: noqa: SIM905 - word lists read and change more easily as text

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from .names_evidence import NameKind
from .names_learn import Survey, distinctive, key_of, shorter_forms
from .names_lists import EMPTY, INDUSTRY, LEGAL, PLACES
from .names_local import always, introduced, local_forms

# Trade words that a carmaker's full name ends with: never a firm apart from the short name.
_MOTOR = frozenset("Motor Motors Automobile Holdings Group Chuxing".split())
# Trade words that say nothing of a trade; joined to the name before them only if no other word ever is.
_VAGUE = frozenset(
    "Innovation International Solutions Systems Worldwide Global Mobility Networks Partners".split()
)
_LINK = r"(?:['’]s?)?,? (?:and (?:its |the )?|or (?:its |the )?|of |with |by |from |to )?(?:the )?"


@dataclass(frozen=True, slots=True)
class Joined:
    """Clusters of surfaces, each under its best name, and what a short form means in one article only.

    `local` maps (article id, surface) to the cluster's name.
    """

    names: dict[str, str]
    local: dict[tuple[str, str], str]


class _Clusters:
    """Union-find that refuses to put two surfaces together that were seen to differ."""

    def __init__(self, surfaces: list[str], differ: set[frozenset[str]]) -> None:
        self.parent = {surface: surface for surface in surfaces}
        self.members = {surface: {surface} for surface in surfaces}
        self.differ = differ

    def find(self, surface: str) -> str:
        while self.parent[surface] != surface:
            surface = self.parent[surface]
        return surface

    def join(self, left: str, right: str) -> bool:
        one, two = self.find(left), self.find(right)
        if one == two:
            return True
        if any(frozenset((a, b)) in self.differ for a in self.members[one] for b in self.members[two]):
            return False
        self.parent[two] = one
        self.members[one] |= self.members.pop(two)
        return True


def join(found: Survey, kinds: dict[str, NameKind]) -> Joined:
    """Cluster the surfaces of each kind; see the module's rule."""
    surfaces = sorted(found.seen)
    clusters = _Clusters(surfaces, _told_apart(found))
    for left, right in _spellings(surfaces):
        clusters.join(left, right)
    for left, right in _stated(found, kinds):
        clusters.join(left, right)
    for short, long in _short_forms(found, kinds):
        clusters.join(short, long)
    names = _best_names(found, clusters)
    local = dict(local_forms(found, kinds, names))
    names.update(always(found, names, local))
    return Joined(names, {key: name for key, name in local.items() if names[key[1]] != name})


def _told_apart(found: Survey) -> set[frozenset[str]]:
    """Pairs where one form holds the other and both stand in one sentence as two things."""
    lines: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for surface, entry in found.seen.items():
        for line in entry.lines:
            lines[line].append(surface)
    texts = {(article, start): text for article, start, text in found.lines}
    apart: set[frozenset[str]] = set()
    for line, surfaces in lines.items():
        for short, long in permutations(surfaces, 2):
            if len(short) < len(long) and _within(short, long) and _beside(texts[line], short, long):
                apart.add(frozenset((short, long)))
    apart.update(_different_extensions(list(found.seen)))
    return apart


def _within(short: str, long: str) -> bool:
    """Whether two names share their first distinctive word, or one ends with the other."""
    one, two = distinctive(short), distinctive(long)
    return bool(one and two and (one[0] in two or two[-1] == one[-1]))


def _beside(line: str, short: str, long: str) -> bool:
    """Forms that differ by empty words only are two things where they are coordinated or one has the other;
    forms that differ by more, wherever one sentence holds both."""
    only_empty = short in shorter_forms(long) + shorter_forms(_without_place(long))
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", line):
        rest = sentence.replace(long, "\0")
        alone = rf"(?<![\w&]){re.escape(short)}(?!\w| [A-Z])"
        if "\0" not in rest or not re.search(alone, rest):
            continue
        pair = rf"(?:\0{_LINK}{alone}|{alone}{_LINK}\0)"
        if not only_empty or re.search(pair, rest):
            return True
    return False


def _different_extensions(surfaces: list[str]) -> Iterator[frozenset[str]]:
    """Such as "Volvo Cars" and "Volvo Group" both extend "Volvo", neither the other: two firms."""
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for surface in surfaces:
        bare = _without_place(surface)
        forms = shorter_forms(bare)
        if forms and forms[-1] != bare:
            heads[forms[-1]].add(surface)
    for group in heads.values():
        for left, right in combinations(sorted(group), 2):
            one, two = _essence(left), _essence(right)
            if not (one.startswith(two) or two.startswith(one)):
                yield frozenset((left, right))


def _without_place(surface: str) -> str:
    first, _, rest = surface.partition(" ")
    return rest if first in PLACES and rest else surface


def _essence(surface: str) -> str:
    """The name without place, legal ending and plural: what has to be a beginning of the other."""
    words = [word for word in _without_place(surface).replace(",", "").split() if word not in LEGAL]
    return key_of(" ".join(word.rstrip("s") if word in EMPTY else word for word in words)) + " "


def _spellings(surfaces: list[str]) -> Iterator[tuple[str, str]]:
    """Such as "JIDU" and "Jidu", "Chang'an" and "Changan", and one letter typed twice in a longer name."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for surface in surfaces:
        if len(surface) > 2:
            key = key_of(surface)
            same[re.sub(r"([a-z])\1", r"\1", key) if len(key) > 5 else key].append(surface)
    for group in same.values():
        for other in group[1:]:
            yield group[0], other


def _stated(found: Survey, kinds: dict[str, NameKind]) -> Iterator[tuple[str, str]]:
    """Such as "General Motors (GM)", "Foxconn, formally Hon Hai", and initials used alike."""
    organisations = [surface for surface in sorted(found.seen) if kinds[surface] in ("company", "other")]
    wanted = set(organisations)
    for article, _, text in found.lines:
        for match in re.finditer(r"\(([A-Z][A-Za-z&]{1,7})\)", text):
            before = text[: match.start()].rstrip()
            long = max((name for name in organisations if before.endswith(name)), key=len, default=None)
            if long and match[1] in wanted and (_initials(match[1], long) or _threaded(match[1], long)):
                yield long, match[1]
        yield from _known_as(text, organisations, wanted)
        yield from _described(found, text, article, organisations)
    homes = _homes(found)
    initial: defaultdict[str, list[str]] = defaultdict(list)
    for name in organisations:
        initial[name[0]].append(name)
    for acronym in organisations:
        if 2 <= len(acronym) <= 4 and acronym.upper() == acronym and acronym.replace("&", "").isalpha():
            long = _only_long(found, acronym, initial[acronym[0]], homes)
            if long:
                yield long, acronym


def _known_as(text: str, organisations: list[str], wanted: set[str]) -> Iterator[tuple[str, str]]:
    for match in re.finditer(
        r",? (?:also (?:known|called)(?: as)?|known as|formally(?: known as)?)"
        r" ((?:[A-Z]\S* ?)+?)(?=[,.)]|\s[a-z]|$)",
        text,
    ):
        other = match[1].strip().rstrip(".,")
        before = text[: match.start()].rstrip(" ,")
        long = max((name for name in organisations if before.endswith(name)), key=len, default=None)
        if long and other in wanted and long != other:
            yield long, other


def _described(found: Survey, text: str, article: int, organisations: list[str]) -> Iterator[tuple[str, str]]:
    """The "company, known as JAC" is the one firm of the article whose words begin with J and A."""
    for match in re.finditer(
        r"\b(?:company|group|firm|maker)(?:,| is)? (?:also )?known as ([A-Z]{2,5})\b", text
    ):
        if match[1] in found.seen:
            fits = [
                name
                for name in organisations
                if article in found.seen[name].first
                and " " in name
                and name.split()[0] != match[1]
                and "".join(word[0] for word in name.split()).upper().startswith(match[1][:2])
            ]
            if len({key_of((shorter_forms(name) or [name])[-1]) for name in fits}) == 1:
                yield max(fits), match[1]


def _initials(acronym: str, long: str) -> bool:
    """Whether the letters stand for the words, of which some may be passed over after the second."""
    letters = acronym.replace("&", "").upper()
    words = [word for word in re.split(r"[\s\-&,]+", long) if word]
    heads = "".join(word[0] for word in words).upper()
    if len(words) < 2 or not heads.startswith(letters[:2]):
        return False
    rest = iter(heads)
    return all(letter in rest for letter in letters)


def _only_long(found: Survey, acronym: str, longer: list[str], homes: dict[str, set[int]]) -> str | None:
    """The one long name that every article with the acronym also holds, if its letters fit."""
    mine = {article for article, times in found.seen[acronym].articles.items() if times}
    fits: list[str] = []
    for name in longer:
        if len(name) > len(acronym) + 2:
            worded = _initials(acronym, name) and bool(mine & set(found.seen[name].articles))
            spelt = _threaded(acronym, name) and len(mine) > 1 and mine <= homes.get(name, set())
            if worded or spelt:
                fits.append(name)
    keys = {key_of((shorter_forms(name) or [name])[-1]) for name in fits}
    return max(fits, key=lambda name: (found.seen[name].mentions, name)) if len(keys) == 1 else None


def _homes(found: Survey) -> dict[str, set[int]]:
    """The articles that hold a word, alone or as the start of a longer name."""
    homes: defaultdict[str, set[int]] = defaultdict(set)
    for surface, entry in found.seen.items():
        homes[surface.partition(" ")[0]].update(entry.first)
    return dict(homes)


def _threaded(acronym: str, word: str) -> bool:
    if " " in word:
        return False
    rest = iter(word.upper())
    return word[0].upper() == acronym[0] and all(letter in rest for letter in acronym.upper())


def _short_forms(found: Survey, kinds: dict[str, NameKind]) -> list[tuple[str, str]]:
    """Short and long forms to join, those that share most articles first."""
    joins: Counter[tuple[str, str]] = Counter()
    keyed: defaultdict[str, list[str]] = defaultdict(list)
    extensions: defaultdict[str, list[str]] = defaultdict(list)
    firms = [surface for surface in sorted(found.seen) if kinds[surface] in ("company", "other")]
    for surface in firms:
        keyed[key_of(surface)].append(surface)
        if kinds[surface] == "company" and " " in surface:
            extensions[surface.partition(" ")[0]].append(surface)
    rivals = _rivals(found, kinds)
    for surface in firms:
        for form, placed in _reduced(surface, extensions):
            for short in keyed[key_of(form)]:
                weight = _weight(found, _Pair(short, surface, form, placed), rivals, extensions)
                if short != surface and weight is not None:
                    joins[short, surface] = weight
    return [pair for pair, _ in sorted(joins.items(), key=lambda item: (-item[1], item[0]))]


@dataclass(frozen=True, slots=True)
class _Pair:
    short: str
    long: str
    form: str  # of the long name as reduced, which the short one spells alike
    placed: bool  # whether a leading place was taken off


def _weight(found: Survey, pair: _Pair, rivals: set[str], extensions: dict[str, list[str]]) -> int | None:
    """How strongly two forms belong together; None where nothing says so."""
    long, short = found.seen[pair.long], found.seen[pair.short]
    shared = set(long.first) & set(short.first)
    tail = pair.long[len(pair.form) :].replace(",", " ").split() if pair.long.startswith(pair.form) else ["?"]
    if set(tail) <= LEGAL or (" " in pair.form and not pair.placed):
        return 1000
    if pair.placed and pair.short in rivals:
        return None
    if any(introduced(found, pair.long, pair.short, article) for article in shared):
        return len(shared)
    alone = [name for name in extensions.get(pair.short, []) if pair.short in shorter_forms(name)] == [
        pair.long
    ]
    if not pair.placed and (set(tail) <= _MOTOR or (alone and shared and set(tail) <= EMPTY)):
        return 0
    return None


def _reduced(surface: str, extensions: dict[str, list[str]]) -> Iterator[tuple[str, bool]]:
    """The shorter forms of a name, and those without a leading place if a trade word goes as well."""
    forms = shorter_forms(surface)
    for form in forms:
        yield form, False
    head, _, tail = surface.partition(" ")
    if tail in (f"& {head}", f"and {head}"):
        yield head, False
    if not tail and "-" in surface:
        yield surface.partition("-")[0], False
    longer = [name for name in extensions.get(head, []) if head not in shorter_forms(name)]
    if distinctive(surface) == [head] and head not in forms and tail in _VAGUE and longer == [surface]:
        yield head, False
    words = surface.replace(",", "").split()
    while len(words) > 3 and (words[-1] in LEGAL or words[-1] in INDUSTRY or words[-1] == "&"):
        words = words[:-1]
    trimmed = " ".join(words[:-1] if words[-1] in INDUSTRY else words)
    if " " in trimmed and trimmed.split()[-1] not in INDUSTRY and trimmed not in (surface, *forms):
        yield trimmed, False
    words = surface.split()
    for size in (2, 1):
        place, rest = " ".join(words[:size]), words[size:]
        if place not in PLACES or not rest:
            continue
        bare = [form for form in [" ".join(rest), *shorter_forms(" ".join(rest))] if form]
        shortest = _first_distinct(rest)
        if len(bare) > 1 or shortest:
            for form in {*bare[1:], shortest or bare[-1]}:
                yield form, True


def _first_distinct(words: list[str]) -> str | None:
    """Such as "Yinwang" of "Yinwang Intelligent Technology": one word of its own, then trade words only."""
    return words[0] if len(words) > 1 and all(word in EMPTY or word in LEGAL for word in words[1:]) else None


def _rivals(found: Survey, kinds: dict[str, NameKind]) -> set[str]:
    """Short names that a firm without any place in its name already answers to in full ("Hyundai")."""
    taken: set[str] = set()
    for surface in found.seen:
        words = surface.split()
        maker = len(words) > 1 and words[-1] in ("Motor", "Motors", "Corp.", "Corporation")
        if maker and kinds[surface] == "company" and words[0] not in PLACES:
            taken.update(shorter_forms(surface))
    return taken


def _best_names(found: Survey, clusters: _Clusters) -> dict[str, str]:
    names: dict[str, str] = {}
    for members in clusters.members.values():
        best = max(
            members,
            key=lambda name: (
                len(name) > 4 or not name.isupper() or any(other.startswith(name + " ") for other in members),
                found.seen[name].mentions,
                -len(name),
                name,
            ),
        )
        names.update(dict.fromkeys(members, best))
    return names
