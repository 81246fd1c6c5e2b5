"""Names in a question: typed in any case, misspelt, or unknown to the articles."""

# ruff: noqa: SIM905 - word lists read and change more easily as text

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from .names_learn import key_of, shorter_forms
from .names_lists import DEMONYMS, HONORIFICS, INDUSTRY, LEGAL, NOT_NAMES, PLACES, RANKS
from .names_registry import Mention, Name, Names
from .names_scan import Token, tokens_of
from .names_words import is_common

SIMILAR = 85.0
"""Least similarity (0-100) at which a misspelt word is taken for a name."""
SHORTEST = 5
"""Fewest letters at which a misspelling is looked into at all."""
TIE = 6.0
"""Two names within this many points of each other are both candidates."""
_SLIP = 80.0
"""Least similarity (0-100) at which an unknown name may be a slip for a known one."""
_ENGLISH = 0.25
"""Least share of English function words in a question that is in English."""

_DETERMINERS = frozenset("the a an this that these those my your".split())
_BEFORE_NOUN = frozenset("and or with of by for from in into at vs versus between against to about".split())
_FUNCTION = frozenset(
    """a an the and or of in on at to for by
     with from as is are was were be been do does did has have had will
    would can could should may might must not no now here there this that these those it its he she they them
    we you i me my our your who whom whose what which when where why how""".split()
)


@lru_cache(maxsize=8)
def _keys(registry: Names) -> dict[str, tuple[Name, ...]]:
    """Every spelling key, of surfaces and of their short forms, and the names it may stand for."""
    keys: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in registry.names:
        for surface in name.aliases:
            keys[key_of(surface)][name.name] = name
    taken = set(keys)
    for name in registry.names:
        if name.kind != "company":
            continue
        for form in [short for surface in name.aliases for short in shorter_forms(surface)]:
            if key_of(form) not in taken:
                keys[key_of(form)][name.name] = name
    for name in registry.names:
        surname = key_of(name.name.split()[-1])
        if name.kind == "person" and " " in name.name and surname not in taken and len(surname) > 2:
            keys[surname][name.name] = name
    return {key: tuple(named.values()) for key, named in keys.items() if key}


def named(registry: Names, text: str) -> Name | None:
    """The one name that the whole of `text` stands for, in any spelling known; None if none or several."""
    names = _keys(registry).get(key_of(text), ())
    if not names:
        for form in shorter_forms(text):
            names = names or _keys(registry).get(key_of(form), ())
    return names[0] if len({name.name for name in names}) == 1 else None


def find_in_question(registry: Names, text: str) -> list[Mention]:
    """The names a question means: exactly as the articles spell them first, then in any case, then misspelt.

    An ordinary word typed small is never a name; a misspelling near two names gives both as candidates.
    """
    found = registry.find(text)
    free = [token for token in tokens_of(text) if not _covered(token.start, token.end, found)]
    small = text == text.lower()
    used: set[int] = set()
    for size in (4, 3, 2, 1):
        for index in range(len(free) - size + 1):
            window = free[index : index + size]
            if used & {token.start for token in window} or not _adjacent(text, window):
                continue
            mention = _any_case(registry, text, window, small)
            if mention:
                found.append(mention)
                used |= {token.start for token in window}
    for token in free:
        if token.start not in used and (mention := _misspelt(registry, text, token)):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _covered(start: int, end: int, mentions: list[Mention]) -> bool:
    return any(mention.start < end and start < mention.end for mention in mentions)


def _adjacent(text: str, window: list[Token]) -> bool:
    return all(text[left.end : right.start] in (" ", " & ") for left, right in pairwise(window))


def _any_case(registry: Names, text: str, window: list[Token], small: bool) -> Mention | None:
    surface = text[window[0].start : window[-1].end]
    if len(window) == 1 and _ordinary_use(registry, text, window[0], small):
        return None
    key = key_of(surface)
    names = _keys(registry).get(key)
    glued = key.replace(" ", "")
    if names is None and len(window) > 1 and len(glued) >= SHORTEST and not _has_function_word(window):
        names = _keys(registry).get(glued)
    if not names:
        return None
    return _mention(
        window[0].start, window[-1].end, surface, names, corrected=glued != key and key not in _keys(registry)
    )


def _has_function_word(window: list[Token]) -> bool:
    return any(token.text.lower() in _FUNCTION for token in window)


def _mention(start: int, end: int, surface: str, names: tuple[Name, ...], *, corrected: bool) -> Mention:
    if len({name.name for name in names}) == 1:
        return Mention(start, end, surface, names[0].name, names[0].kind, corrected)
    return Mention(
        start, end, surface, "", names[0].kind, corrected, tuple(sorted({name.name for name in names}))
    )


def _ordinary_use(registry: Names, text: str, token: Token, small: bool) -> bool:
    """Whether one word, as typed, is no name: an ordinary word typed small, or a verb ("ford the river")."""
    word = token.text.lower()
    if word in _FUNCTION or len(word) < 2:
        return True
    if token.capital and not token.initial:
        return False
    before, after = text[: token.start].split(), text[token.end :].split()
    if not token.capital and after and after[0].lower() in _DETERMINERS:
        return not (before and before[-1].lower() in _BEFORE_NOUN - {"to"})
    ordinary = is_common(word) or word in registry.vocabulary
    if not ordinary:
        return False
    others = registry.find(text) or [
        key for key in map(key_of, text.split()) if key in _keys(registry) and key != word
    ]
    return not (small and len(text.split()) <= 4 and others)


def _misspelt(registry: Names, text: str, token: Token) -> Mention | None:
    word = token.text.lower()
    if len(word) < SHORTEST or not word.replace("-", "").replace(".", "").isalpha():
        return None
    if _plain(word, token.text) or word in registry.vocabulary:
        return None
    scored: dict[str, tuple[float, Name]] = {}
    for key, names in _keys(registry).items():
        if abs(len(key) - len(word)) > 2 or " " in key or len(key) < 4:
            continue
        score = _similarity(word, key)
        for name in names:
            if score >= SIMILAR and score > scored.get(name.name, (0.0, name))[0]:
                scored[name.name] = (score, name)
    if not scored:
        return None
    best = max(score for score, _ in scored.values())
    near = tuple(name for score, name in scored.values() if score > best - TIE)
    return _mention(token.start, token.end, text[token.start : token.end], near, corrected=True)


def _similarity(word: str, key: str) -> float:
    """Indel similarity; one slip (a letter changed, two swapped) after the same first letter is near."""
    score = fuzz.ratio(word, key)
    comparable = word[0] == key[0] and min(len(word), len(key)) >= SHORTEST
    if score < SIMILAR and comparable and DamerauLevenshtein.distance(word, key, score_cutoff=1) <= 1:
        return SIMILAR + score / 100
    return score


def _plain(word: str, typed: str) -> bool:
    """Whether a word is known without any article: common, a place, a month, a title."""
    return (
        is_common(word)
        or word in _FUNCTION
        or any(
            form in known
            for form in (typed, typed.capitalize())
            for known in (PLACES, DEMONYMS, NOT_NAMES, RANKS)
        )
        or typed.rstrip(".") in HONORIFICS
    )


def unknown_names(registry: Names, question: str, mentions: list[Mention]) -> list[str]:
    """Capitalised names in a question that the articles never mention; ordinary words are left out."""
    parts = _known_parts(registry)
    unknown: list[str] = []
    run: list[Token] = []
    for token in [*tokens_of(question), None]:
        strange = token is not None and _strange(registry, token, mentions, parts)
        if (
            token is not None
            and run
            and token.text in INDUSTRY
            and not _covered(token.start, token.end, mentions)
        ):
            strange = True
        if run and (not strange or token is None or question[run[-1].end : token.start] != " "):
            unknown.append(question[run[0].start : run[-1].end])
            run = []
        if strange and token is not None:
            run.append(token)
    return list(dict.fromkeys(unknown))


def strangers(registry: Names, question: str, unknown: list[str]) -> list[str]:
    """Those of the unknown names that surely name somebody of whom the articles don't speak.

    Left out are what may be a slip for a known name, what only describes ("the Mustang maker", "a
    Swabian rival") or goes on with another name, and a question's first word. In a question that is not
    in English any word may look like a name: then there are none.
    """
    words = question.lower().split()
    if sum(word.strip("?,.!") in _FUNCTION for word in words) < _ENGLISH * len(words):
        return []
    return [name for name in unknown if _names_somebody(registry, question, name)]


def _names_somebody(registry: Names, question: str, name: str) -> bool:
    before = question[: question.find(name)].replace("-", " ").split()
    if not before or before[-1].lower() in _DETERMINERS or name.endswith(("ian", "ish", "ese")):
        return False
    if before[-1][:1].isupper() and before[-1].lower() not in _FUNCTION:
        return False
    parts = _known_parts(registry)
    return not all(_near(word.lower(), parts) for word in name.split())


def _near(word: str, parts: frozenset[str]) -> bool:
    alike = process.extractOne(word, parts, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return alike is not None or (
        process.extractOne(word, parts, scorer=DamerauLevenshtein.distance, score_cutoff=1) is not None
    )


@lru_cache(maxsize=8)
def _known_parts(registry: Names) -> frozenset[str]:
    return frozenset(
        word.strip(".,").lower()
        for surface in registry.by_surface
        for whole in surface.split()
        for word in (whole, *whole.split("-"))
    )


def _strange(registry: Names, token: Token, mentions: list[Mention], parts: frozenset[str]) -> bool:
    word = token.text.lower()
    if not token.capital or not token.text[0].isalpha() or len(word) < 2 or word in parts:
        return False
    if _covered(token.start, token.end, mentions) or token.text in LEGAL or token.text in INDUSTRY:
        return False
    ordinary = _plain(word, token.text) or word in registry.vocabulary or (token.initial and len(word) < 4)
    return not ordinary and not any(_plain(part, part) for part in word.split("-") if "-" in word)
