"""From runs of capitals to named things: their kinds and the surfaces that stand for them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import Article
from .names_evidence import NameKind, Seen, evidence_of, shape_of
from .names_lists import DEMONYMS, EMPTY, INDUSTRY, LEGAL, NOT_NAMES, PLACES
from .names_people import people_among
from .names_scan import Line, Run, Statistics, count, editorial_lines, runs_of
from .names_words import is_common

RARELY = 4
"""A word written small this many times as often as alone with a capital inside a sentence is no name."""
_NOUN_ENDINGS = ("tion", "ment", "ing", "ists", "ers", "ness", "ity", "ly", "ed", "ies", "ists", "ages")


@dataclass(frozen=True, slots=True)
class Survey:
    """All surfaces of a corpus, its word counts, and the articles in the order they were read."""

    seen: dict[str, Seen]
    statistics: Statistics
    articles: tuple[str, ...]
    lines: tuple[tuple[int, int, str], ...]


def survey(articles: Sequence[Article]) -> Survey:
    """Collect every capitalised run of the articles' editorial text with its evidence."""
    lines = [(number, line) for number, article in enumerate(articles) for line in editorial_lines(article)]
    statistics = count((number, line.text) for number, line in lines if not line.title_case)
    seen: dict[str, Seen] = {}
    for number, line in lines:
        if line.title_case:
            continue
        parts = [part for run in runs_of(line.text, statistics) for part in _split_compound(run, statistics)]
        for part in parts:
            _note(seen, part, number, line)
        _note_lists(seen, parts, line.text)
    for number, article in enumerate(articles):
        _note_publisher(seen, article, number)
    kept = {surface: entry for surface, entry in seen.items() if _credible(entry, statistics)}
    heads = {head for surface in kept if " " in surface and len(head := surface.partition(" ")[0]) > 1}
    kept.update({word: seen[word] for word in heads & set(seen) if not is_common(word.lower())})
    return Survey(
        kept,
        statistics,
        tuple(article.id for article in articles),
        tuple((number, line.start, line.text) for number, line in lines),
    )


def _split_compound(run: Run, statistics: Statistics) -> list[Run]:
    """The "SAIC-Alibaba alliance" names two firms, if each is a name elsewhere; "Rolls-Royce" one."""
    for token in run.tokens:
        left, dash, right = token.text.partition("-")
        known = dash and all(statistics.inside[part] + statistics.start[part] for part in (left, right))
        rarer = statistics.inside[token.text] < min(statistics.inside[left], statistics.inside[right])
        if known and rarer and right[:1].isupper():
            cut = token.start + len(left)
            return [_part(run, run.start, cut), *_split_compound(_part(run, cut + 1, run.end), statistics)]
    return [run]


def _part(run: Run, start: int, end: int) -> Run:
    tokens = tuple(token for token in run.tokens if token.start >= start and token.end <= end)
    text = run.text[start - run.start : end - run.start]
    before = run.before + run.text[: start - run.start]
    return Run(tokens, text, start, end, run.initial, before, run.text[end - run.start :] + run.after)


def _note(seen: dict[str, Seen], run: Run, article: int, line: Line) -> None:
    entry = seen.setdefault(run.text, Seen(run.text))
    entry.kinds.update(evidence_of(run))
    entry.articles[article] += 1
    entry.lines.add((article, line.start))
    entry.first.setdefault(article, line.start + run.start)
    if not line.headline:
        entry.body.setdefault(article, line.start + run.start)
    entry.inside += not run.initial


def _note_lists(seen: dict[str, Seen], parts: list[Run], line: str) -> None:
    """Names listed side by side ("Chery, BYD and BAIC") are mostly of one kind."""
    for left, right in pairwise(parts):
        if line[left.end : right.start] in (", ", " and ", ", and ", " or ", " as well as ", "-", "+", "/"):
            seen[left.text].beside[right.text] += 1
            seen[right.text].beside[left.text] += 1


def _note_publisher(seen: dict[str, Seen], article: Article, number: int) -> None:
    names = (article.publisher or "").replace(")", "").split("(")
    for name in filter(None, (part.removeprefix("citing ").strip() for part in names)):
        entry = seen.setdefault(name, Seen(name))
        entry.kinds["publisher"] += 40
        entry.articles[number] += 0
        entry.inside += 1


def _credible(entry: Seen, statistics: Statistics) -> bool:
    """Whether a surface is a name at all; a capital that only ever starts a sentence is not enough."""
    words = entry.surface.split()
    if entry.surface in NOT_NAMES or all(word in LEGAL for word in words):
        return False
    if len(entry.surface) < 2 or all(word in DEMONYMS for word in words):
        return False
    if len(words) == 1 and _mostly_small(entry, statistics):
        return False
    strong = sum(entry.kinds.values())
    odd = any(char.isupper() or char.isdigit() or char == "." for char in entry.surface[1:])
    if not entry.inside and not odd and len(words) == 1:
        subject = strong >= 8 and not entry.surface.endswith(_NOUN_ENDINGS)
        return (subject or entry.mentions > 1) and not is_common(entry.surface.lower())
    if len(words) == 1 and statistics.ordinary(entry.surface):
        return False
    return not all(statistics.ordinary(word) for word in words) or entry.mentions > 1 or strong >= 20


def _mostly_small(entry: Seen, statistics: Statistics) -> bool:
    """Whether a word is one, however many names begin with it: "New" is none for all its Yorks."""
    starts = entry.mentions > 2 * entry.inside
    return starts and RARELY * entry.inside < statistics.lower[entry.surface.lower()]


def kinds_of(seen: dict[str, Seen]) -> dict[str, NameKind]:
    """The kind of every surface; one that its own evidence leaves open takes after those listed beside it."""
    kinds: dict[str, NameKind] = {surface: _own_kind(entry) for surface, entry in seen.items()}
    for surface, kind in kinds.items():
        plural = surface.endswith("s") and surface[:-1] in seen and surface[:-1] not in PLACES
        if kind == "other" and (plural or _model_of(surface, kinds)):
            kinds[surface] = "product"
    kinds.update(dict.fromkeys(people_among(seen, kinds), "person"))
    for _ in range(2):
        for surface in [surface for surface, kind in kinds.items() if kind == "other"]:
            beside = seen[surface].beside
            votes = Counter[NameKind]()
            for other, times in sorted(beside.items()):
                if kinds.get(other, "other") != "other":
                    votes[kinds[other]] += times
            if votes and not shape_of(surface)["other"]:
                kinds[surface] = votes.most_common(1)[0][0]
    return kinds


def _model_of(surface: str, kinds: dict[str, NameKind]) -> bool:
    """Such as "Ford Mustang" begins with a maker and ends with a word of its own: a product."""
    maker, _, model = surface.partition(" ")
    own = bool(model) and not any(is_common(word.lower()) or word in PLACES for word in model.split())
    taken = kinds.get(model, "product") not in ("product", "other") or maker in model
    return own and kinds.get(maker) == "company" and model not in INDUSTRY and not taken


def _own_kind(entry: Seen) -> NameKind:
    """The kind that the evidence of all occurrences weighs heaviest for."""
    weights = entry.kinds + shape_of(entry.surface)
    if entry.surface in PLACES:
        return "place"
    if not weights:
        return "other"
    best = max(weights.items(), key=lambda item: (item[1], item[0]))
    return best[0] if best[1] >= 12 else "other"


def key_of(surface: str) -> str:
    """What two spellings of one name share: letters and digits only, small, "&" read as "and"."""
    words = surface.replace("&", " and ").replace(",", " ").split()
    joined = " ".join("".join(char for char in word if char.isalnum()) for word in words)
    return joined.casefold()


def shorter_forms(surface: str) -> list[str]:
    """The name with its legal ending off, then with each empty trade word off, longest first.

    >>> shorter_forms("Toyota Motor Corp.")
    ['Toyota Motor', 'Toyota']
    """
    words = surface.replace(",", "").split()
    forms: list[str] = []
    while len(words) > 1 and words[-1] in LEGAL:
        words = words[:-1]
    if " ".join(words) != surface:
        forms.append(" ".join(words))
    while (
        len(words) > 1
        and words[-1] in EMPTY
        and not (words[-2].startswith("Group") and words[-1] not in LEGAL)
    ):
        words = words[:-1]
        if words[-1] not in ("&", "of"):
            forms.append(" ".join(words))
    return forms


def distinctive(surface: str) -> list[str]:
    """The words of a name that tell it from others: no legal and no trade words."""
    return [word for word in surface.replace(",", "").split() if word not in LEGAL and word not in INDUSTRY]


def by_article(seen: dict[str, Seen]) -> dict[int, list[str]]:
    """The surfaces of each article, in the order they first appear."""
    listing: defaultdict[int, list[str]] = defaultdict(list)
    for surface, entry in seen.items():
        for article in entry.first:
            listing[article].append(surface)
    for article, surfaces in listing.items():
        surfaces.sort(key=lambda surface: (seen[surface].first[article], -len(surface)))
    return dict(listing)
