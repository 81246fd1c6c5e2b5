"""Reading a question: its kind, its names, the words that matter, what earlier turns lend it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..corpus import QuestionError
from ..index import Filters
from .asked_time import published_in
from .kinds import expected_of, kind_of
from .names import Mention, NameRegistry
from .types import Question
from .words import GENERIC, Word, content_words

LONGEST = 4000
"""The longest question that is taken, in characters; anything longer is a document, not a question."""

Turn = tuple[str, str]

_QUOTED = re.compile(r"“[^”]+”|\"[^\"]+\"")
_LONE = re.compile(r"[\ud800-\udfff]")  # surrogates alone: no file or model takes a text with one
_SHORT = 2  # content words: no more make no question by themselves ("What about Uber?")
_BRIEF = 4  # content words: with no more, a pronoun points back whatever else the question names

# How a question leans on what was said before: it goes on ("And ..."); it has a pronoun that stands for
# nothing of its own; or it names nobody, and asks for a circumstance ("Why ...") or about "the deal".
_GOES_ON = re.compile(r"(?:and|but|so|also|or)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|these|those|then"
    r"|this(?! (?:year|quarter|month|week|article|report|collection)\b)"
    r"|(?:is|was|were|are|did|does|do|why|about|after|at|before|by|during|for|from|in|of|on|since|to|with)"
    r" that|that(?=\W*$)|(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:is|are|was|were)\b))\b",
    re.IGNORECASE,
)
# After a name these are the named one's own: "How much did Alfa pay for its stake in Beta?"
_OWNED = frozenset({"its", "their", "his", "her"})
_CIRCUMSTANCE = re.compile(
    r"(?:why|when|where|how come|for what|since when|how much|with whom)\b", re.IGNORECASE
)
_THE_ONE = re.compile(
    r"\b(?:both|the (?:two|pair|duo|other|others|former|latter|same|first|second|third|deal|venture|company"
    r"|firm|agreement|seller|buyer|partners?)(?! (?:between|for|in|of|on|that|to|which|with)\b))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\bthe (first|second|third|former|latter|last)\b"
    r"(?: (?:of (?:them|these|those|the two|the three)|one|company|firm))?",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2, "last": -1}


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of the question with its weight: 1 for the question's own, less for earlier turns'."""

    word: Word
    weight: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as understood, with what retrieval and scoring work from.

    `words` are its content words, the most telling weight for each stem; `mentions` the names found in
    the question itself, `carried` names lent by earlier turns; `unknown` names that no article holds,
    `strangers` those of them that are surely names; `expected` what an answering sentence should hold (see
    `kinds`); `whole` the text to embed.
    """

    question: Question
    words: tuple[AskedWord, ...]
    mentions: tuple[Mention, ...]
    carried: tuple[str, ...]
    unknown: tuple[str, ...]
    strangers: tuple[str, ...]
    expected: frozenset[str]
    whole: str

    @property
    def names(self) -> frozenset[str]:
        """All names that the question is about, as the registry spells them."""
        return frozenset(mention.name for mention in self.mentions if mention.name) | frozenset(self.carried)


def understand(
    text: str,
    history: Sequence[Turn],
    filters: Filters,
    registry: NameRegistry,
    publishers: Sequence[str],
) -> Asked:
    """Read `text` as the next question after `history` (question and answer pairs, oldest first).

    Raises QuestionError when it is empty or longer than LONGEST characters.
    """
    asked = " ".join(_LONE.sub("\ufffd", text).split())
    if not asked:
        raise QuestionError(
            "the question is empty: ask, for instance, who works with whom, since when, on what"
        )
    if len(asked) > LONGEST:
        raise QuestionError(
            f"the question has {len(asked):,} characters, over the {LONGEST:,} that one may have: "
            "ask for one thing at a time"
        )
    found = registry.find_in_question(asked)
    mentions = tuple(one for one in found if not (one.corrected and _quoted(asked, one)))
    published = None if _dated(filters) else published_in(asked)
    own = _own_words(asked)
    if published is not None:  # these say what to read, not what about
        about = [word for word in own if not published.start <= word.start < published.end]
        own = about or own
    turn = _readable(history[-1]) if history and _leans(asked, own, mentions) else None
    carried = _carried_names(asked, turn, registry, mentions) if turn else ()
    words = _weighed(own, turn)
    corrected = tuple(
        (mention.surface, mention.name) for mention in mentions if mention.corrected and mention.name
    )
    spelt = _respelt(asked, mentions)
    whole = " ".join([*(turn or ()), spelt]) if turn else spelt
    filters = _spelt_out(filters, registry)
    publisher, said = _publisher(asked, publishers, filters)
    if publisher:
        filters = replace(filters, publishers=(publisher,))
    if published:
        filters = replace(filters, published_after=published.after, published_before=published.before)
        said = (*said, published.words)
    question = Question(
        text=asked,
        kind=kind_of(asked),
        names=tuple(dict.fromkeys([*(mention.name for mention in mentions if mention.name), *carried])),
        corrected=corrected,
        search_text=whole,
        filters=filters,
        inferred=said,
    )
    unknown = registry.unknown_names(asked, list(mentions))
    strangers = tuple(registry.strangers(asked, unknown))
    return Asked(question, words, mentions, carried, tuple(unknown), strangers, expected_of(asked), whole)


def _spelt_out(filters: Filters, registry: NameRegistry) -> Filters:
    """The filters with every spelling that the articles have of the companies in them."""
    if not filters.companies:
        return filters
    found = dict.fromkeys(one for company in filters.companies for one in _spellings(company, registry))
    return replace(filters, companies=tuple(found))


def _spellings(company: str, registry: NameRegistry) -> list[str]:
    """Those of the company that is meant, in any case or with a slip; of a name that could be several, all;
    of an unknown one what was given."""
    known = registry.named(company)
    names = [known.name] if known else []
    for mention in () if known else registry.find_in_question(company):
        if (mention.start, mention.end) == (0, len(company)):
            names += mention.candidates or [mention.name]
    return [alias for name in names for alias in registry.by_name[name].aliases] or [company]


def _quoted(text: str, mention: Mention) -> bool:
    """Whether a name stands within quotation marks: it is then taken as it is typed."""
    return any(
        found.start() <= mention.start and mention.end <= found.end() for found in _QUOTED.finditer(text)
    )


def _dated(filters: Filters) -> bool:
    return filters.published_after is not None or filters.published_before is not None


def _leans(text: str, own: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    """Whether a question with the content words `own` is read with the turn before it."""
    size = len(own)
    if size <= _SHORT or _GOES_ON.match(text):
        return True
    # A pronoun after a name, or far into the question, stands for something in the question itself.
    named = min([*(mention.start for mention in mentions), *(word.start for word in own[_SHORT:])])
    for pronoun in _PRONOUN.finditer(text):
        owned = pronoun[0].casefold() in _OWNED and any(one.start < pronoun.start() for one in mentions)
        if pronoun.start() < named or (size <= _BRIEF and not owned):
            return True
    if mentions:
        return False
    return bool(_THE_ONE.search(text)) or (size <= _BRIEF and bool(_CIRCUMSTANCE.match(text)))


def _readable(turn: Turn) -> Turn:
    """A turn as far as it is read: no more of it than a question may have."""
    question, answer = (_LONE.sub("\ufffd", text[:LONGEST]) for text in turn)
    return question, answer


def _own_words(text: str) -> list[Word]:
    return [word for word in content_words(text) if word.text not in GENERIC] or content_words(text)


def _weighed(own: Sequence[Word], turn: Turn | None) -> tuple[AskedWord, ...]:
    """The question's own words at weight 1, and those of the turn it leans on at less."""
    weighed = {word.stem: AskedWord(word, 1.0) for word in own}
    lent = 0.5 if len(weighed) > 4 else 0.8
    for text in turn or ():
        for word in _own_words(text):
            weighed.setdefault(word.stem, AskedWord(word, lent))
    return tuple(weighed.values())


def _carried_names(
    text: str, turn: Turn, registry: NameRegistry, mentions: Sequence[Mention]
) -> tuple[str, ...]:
    """Names that the last turn lends: the one an ordinal points at, else all that it names."""
    earlier_question, answer = turn
    in_answer = [mention.name for mention in registry.find_in_question(answer) if mention.name]
    pointed = _ORDINAL.search(text)
    if pointed and len(in_answer) > 1:
        place = _PLACES[pointed.group(1).lower()]
        if -len(in_answer) <= place < len(in_answer):
            return (in_answer[place],)
    in_question = [mention.name for mention in registry.find_in_question(earlier_question) if mention.name]
    own = {mention.name for mention in mentions}
    return tuple(name for name in dict.fromkeys([*in_answer, *in_question]) if name not in own)


def _respelt(text: str, mentions: Sequence[Mention]) -> str:
    """The question with misspelt names as the articles spell them."""
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        if mention.corrected and mention.name:
            text = text[: mention.start] + mention.name + text[mention.end :]
    return text


_CREDIT = (
    r"(?:according to|in the words of|reported by|per|as told by|published by)\s+(?:the\s+)?{name}\b"
    r"|\b(?:did|does|do|what)\s+(?:the\s+)?{name}\s+(?:report|say|write|tell|claim|cover)"
    r"|\b{name}(?:['’]s)?\s+(?:report|article|story|piece|item|brief)\w*\b"
)


def _publisher(text: str, publishers: Sequence[str], filters: Filters) -> tuple[str | None, tuple[str, ...]]:
    """The one publisher whose articles the question asks about, and that in words."""
    if filters.publishers:
        return None, ()
    found = [
        name
        for name in publishers
        if re.search(
            _CREDIT.format(name=re.escape(re.sub(r"^the ", "", name, flags=re.IGNORECASE))),
            text,
            re.IGNORECASE,
        )
    ]
    if len(found) != 1:
        return None, ()
    return found[0], (f"only articles from {found[0]}",)
