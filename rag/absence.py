"""What an answer says first when the articles don't answer: what is missing, and where it was looked for."""

import re
from collections.abc import Sequence

from ..index import Filters, Store
from .kinds import asks_readers
from .knowledge import Knowledge
from .types import Sentence
from .understanding import Asked

_READ = 200  # articles read to count those that speak of a name; with more, nothing is counted
_NAMES = 3

_MISSING = {
    "when": "when", "who": "who", "where": "where", "why": "why", "numeric": "how much", "count": "how many",
}  # fmt: skip

# An article that says itself that it won't say: "terms were not disclosed", "declined to name the price".
_WITHHELD = re.compile(
    r"\bundisclosed\b|\bunnamed\b|\bkept (?:quiet|silent|secret)\b"
    r"|\b(?:not|n['’]t|never|without|nor|neither .{1,60}|nobody|(?:declin|refus)\w+ to|yet to)\b"
    r".{0,20}?\b(?:disclos|reveal|releas|specif|publish|divulg|nam(?:e|ed|ing)\b|g(?:ave|ive|iven|iving)\b"
    r"|stat(?:e|ed|ing)\b|sa(?:y|id|ying)\b|comment|made public|known|announc|elaborat|provid|put a figure)"
    r"|\bno (?:\w+ )?(?:terms|details|figures?|sums?|price|amounts?|dates?|timetable)\b"
    r"|\b(?:terms|details|price|sum|figure)\b.{0,40}\b(?:secret|confidential|unknown|undecided|open)\b",
    re.IGNORECASE,
)
# What sort of company is asked for; and one that a sentence speaks of without a name: "a start-up", or with
# its name lost on the way here, "and autonomous driving start-up". "The start-up" was named before.
_ASKED_FOR = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,2}?(start-?up|company|firm|carmaker|automaker|supplier|investor|bank"
    r"|fund|developer|manufacturer|operator|partner|group|insurer|retailer)\b",
    re.IGNORECASE,
)
_NAMELESS = r"(?<!, )\b(?:an?|another|one|and|with|by|from|of) (?:[a-z-]+ ){{0,3}}?{noun}\b(?! [A-Z])"
_WITHHOLDABLE = frozenset({"money", "percent", "number", "date", "name"})


def opening(
    asked: Asked, known: Knowledge, store: Store, nearest: Sequence[Sentence], passages: int
) -> tuple[Sentence, ...]:
    """The first sentences of an abstaining answer; `nearest` are those of its nearest `passages`."""
    what = _MISSING.get(asked.question.kind, "")
    silent = next((one for one in nearest if withheld(asked, one.text)), None)
    nameless = next((one for one in nearest if unnamed(asked, one.text)), None)
    if asks_readers(asked.question.text):
        first = Sentence("What readers comment is never used as evidence.", (), "verified")
    elif asked.unknown:
        first = Sentence(f"No article mentions {' or '.join(asked.unknown)}.", (), "verified")
    elif nameless is not None:
        kind = unnamed(asked, nameless.text)
        first = Sentence(f"The articles speak of a {kind} without naming it.", nameless.citations, "verified")
    elif silent is not None:
        first = Sentence("The articles say that this was not disclosed.", silent.citations, "verified")
    else:
        first = Sentence(f"The articles do not say {what}".rstrip() + ".", (), "verified")
    told = "Searched:" if silent or nameless else "No report of it in"
    return first, Sentence(f"{told} {_searched(asked, known, store)}{_closing(passages)}", (), "verified")


def withheld(asked: Asked, sentence: str) -> bool:
    """Whether `sentence` says that what is asked for is not said."""
    return bool(asked.expected & _WITHHOLDABLE) and _WITHHELD.search(sentence) is not None


def unnamed(asked: Asked, sentence: str) -> str | None:
    """The kind of company that is asked for, where `sentence` speaks of one without a name."""
    wanted = _ASKED_FOR.search(asked.question.text)
    if wanted is None:
        return None
    noun = re.sub(r"start-?up", "start-?up", re.escape(wanted[1]).replace(r"\-", "-"), flags=re.IGNORECASE)
    found = re.search(_NAMELESS.format(noun=noun), sentence)
    return wanted[1].lower() if found else None


def _searched(asked: Asked, known: Knowledge, store: Store) -> str:
    """Where it was looked for: how many articles, of which years, and how many speak of whom."""
    if asked.question.filters != Filters():
        return "the articles that the filters leave."
    number = len(known.articles)
    years = known.years
    span = f", {years[0]}" + (f" to {years[1]}" if years[0] != years[1] else "") if years else ""
    whole = f"{number:,} article{'s' * (number != 1)}{span}"
    counted = [(name, _speak_of(name, known, store)) for name in sorted(asked.names)[:_NAMES]]
    told = [f"{name} in {len(found):,}" for name, found in counted if found]
    if len(told) < len(counted) or not told:
        return f"{whole}."
    if len(told) > 1:
        together = set[str].intersection(*(found for _, found in counted if found))
        told.append(f"{'both' if len(counted) == 2 else 'all'} in {len(together):,}")
    return f"{whole} ({', '.join(told)})."


def _speak_of(name: str, known: Knowledge, store: Store) -> set[str] | None:
    """The articles that speak of `name` or its relatives, or None where there are too many to read."""
    names = [one for one in known.names.names if name in (one.name, one.family)]
    maybe = store.articles_matching([alias for one in names for alias in one.aliases], _READ + 1)
    if len(maybe) > _READ:
        return None
    meant = {one.name for one in names}
    return {
        article
        for article in maybe
        if any(mention.name in meant for mention in known.names.find(store.article(article).text, article))
    }


def _closing(passages: int) -> str:
    return {0: "", 1: " The nearest passage:"}.get(passages, " The nearest passages:")
