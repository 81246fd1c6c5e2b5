"""Whether a sentence that somebody else wrote, a language model say, is borne out by its evidence.

Stricter than `verification.fault`, which trusts that a sentence was cut from its evidence. Here every part
of the sentence is laid beside one sentence of the evidence (or each of its clauses beside one): each name,
quantity, time, guard and ordinary word must be there, in the company it keeps there. What a reader would
call a fair shortening passes; a word from elsewhere, two figures exchanged, a doubt left out do not.
Refusing a true sentence costs a sentence; showing a false one costs trust: where in doubt, it refuses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..corpus import PublicationDate, split_sentences
from .support_align import Scene
from .support_checks import blame, repeats
from .support_tokens import Token, names_in, tidy, tokens_of


@dataclass(frozen=True, slots=True)
class Witness:
    """A stretch of an article that a sentence cites, and when the article was published, if known."""

    text: str
    published: PublicationDate | None = None


_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|(?<![\w’'])‘([^‘]*?)’(?!\w)")
_QUOTE_MARKS = re.compile(r"[“”\"«»]")
_SPACES = re.compile(r"\s+")


def unsupported(sentence: str, witnesses: Sequence[Witness]) -> str | None:
    """Why `sentence` is not borne out by what it cites, in a few words, or None if it is."""
    if not sentence.strip():
        return "it says nothing"
    if not witnesses:
        return "it cites no evidence"
    wrong = _misquoted(sentence, witnesses)
    if wrong:
        return wrong
    scenes = [scene for witness in witnesses for scene in _scenes(witness)]
    known = frozenset(name for scene in scenes for name in scene.known)
    dates = {witness.published for witness in witnesses}
    published = next(iter(dates)) if len(dates) == 1 else None
    text = tidy(_QUOTE_MARKS.sub("", sentence))
    return _worst(tokens_of(text, published, known), scenes, _DEPTH)


def _misquoted(sentence: str, witnesses: Sequence[Witness]) -> str | None:
    """A quotation that no witness holds word for word, or a quotation mark without its fellow."""
    texts = [_plain(witness.text) for witness in witnesses]
    for match in _QUOTED.finditer(sentence):
        quoted = _plain(next(group for group in match.groups() if group is not None))
        quoted = quoted.rstrip(" ,.;:") if quoted else quoted
        if not quoted or not any(re.search(rf"(?<!\w){re.escape(quoted)}(?!\w)", text) for text in texts):
            return f"the quotation “{quoted[:60]}” is not in the evidence"
    if _QUOTE_MARKS.search(_QUOTED.sub("", sentence)):
        return "a quotation mark has no fellow"
    return None


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.replace("’", "'").replace("‘", "'")).strip()


def _scenes(witness: Witness) -> Iterator[Scene]:
    """Each sentence of a witness with the sentences before it, which say who "it" is."""
    known = names_in(_plain(witness.text))
    before: list[list[Token]] = []
    for span in split_sentences(witness.text, 0, len(witness.text)):
        text = tidy(_QUOTE_MARKS.sub("", span.of(witness.text)))
        tokens = tokens_of(text, witness.published, known)
        yield Scene(tokens, tuple(before[-2:]), known)
        before.append(tokens)


_DEPTH = 2  # how often a sentence is parted into clauses that are borne out one by one
_JOINTS = frozenset({"and", "but", "while", "which", "who"})


def _worst(said: list[Token], scenes: Sequence[Scene], depth: int) -> str | None:
    """None if one sentence of the evidence bears it all out, or one each its clauses."""
    if not any(token.kind in ("word", "number", "time", "guard") for token in said):
        return "it states nothing that could be checked"
    faults = [blame(said, scene) for scene in scenes]
    if None in faults:
        return None
    if depth and any(_both(said, left, right, scenes, depth) for left, right in _parted(said)):
        return None
    return min(fault for fault in faults if fault)[1] if faults else "the evidence is empty"


def _both(
    said: list[Token], left: list[Token], right: list[Token], scenes: Sequence[Scene], depth: int
) -> bool:
    """Whether two clauses are each borne out: by two sentences, or by one that has all that they repeat."""
    first = [scene for scene in scenes if blame(left, scene) is None]
    if not first:
        return False
    second = [scene for scene in scenes if blame(right, scene) is None]
    if any(one is not other or not repeats(said, one) for one in first for other in second):
        return True
    return not second and depth > 1 and _worst(right, scenes, depth - 1) is None


def _parted(said: list[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """The ways to part a sentence into two clauses; the second has the first's subject if it has none."""
    for place, token in enumerate(said):
        joint = (token.kind == "glue" and token.key in _JOINTS) or token.text == ";"
        if not joint:
            continue
        left, right = said[:place], said[place + 1 :]
        while left and left[-1].kind == "break":
            left = left[:-1]
        if not _clause(left) or not _clause(right) or left[-1].kind == "glue":
            continue
        if right[0].kind != "name" and not right[0].refers:
            right = [*_subject(left), *right]
        yield left, right


def _clause(part: list[Token]) -> bool:
    told = [token.kind for token in part if token.kind not in ("glue", "break")]
    return len(told) >= 3 and any(kind != "name" for kind in told)


def _subject(part: list[Token]) -> list[Token]:
    """The names that a clause begins with, and what joins them."""
    first = next((place for place, token in enumerate(part) if token.kind == "name"), None)
    if first is None or any(token.kind in ("number", "time", "guard") for token in part[:first]):
        return part[:2]
    last = first
    while last + 1 < len(part) and part[last + 1].kind in ("name",):
        last += 1
    if last + 2 < len(part) and part[last + 1].key in ("and", ",") and part[last + 2].kind == "name":
        last += 2
    return part[: last + 1]
