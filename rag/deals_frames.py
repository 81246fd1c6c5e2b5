"""Whether a deal's word governs the companies beside it: subject before it, object after it, nothing between.

A clause that holds two companies and a word of the trade need not say that the two have a deal. The word
must be read with both as its arguments: "Alfa agreed to buy Beta", "Alfa's purchase of Beta".
"""

import re
from collections.abc import Sequence

from .companies_scene import C
from .deals import DealType
from .deals_cues import LIST

_STOPS = re.compile(
    r"[;”“\"]|:(?! $)|[.!?] [A-Z]| -- | \* "
    r"|, (?:and|but|or|while|which|who|as|after|when|said|says|because|since|although|though)\b"
    r"(?! (?:its|the|an?)\b)"
    r"|, (?:is|are|was|were|has|have|had|will|would|could|may|might)\b"
    r"|\b(?:while|whereas|but|although|though|because|unless|until|than|said|says|told|where|whose|if|when"
    r"|instead of|rather than|compet\w+|rivals?|without)\b"
)
_NEW_SUBJECT = re.compile(
    r"\b(?:that|which|who|after|before|since|as)\b(?:(?!\b(?:with|by|to|from|in|into|of)\b)[^;]){0,60}"
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can)\b"
)
REACH = 110
"""Code points over which a word reaches its object."""
_MUTUAL: frozenset[DealType] = frozenset({"strategic_cooperation", "joint_venture", "talks"})
_TIE = re.compile(
    r"\b(?:with|between|among|of|by|from|for|to|into|in|involving|that|under which|where"
    r"|whereby|through|at|alongside)\b"
)
_NOUN = re.compile(
    r"(?:deal|agreement|contract|pact|accord|alliance|partnership|tie-up|arrangement|relationship|memorandum"
    r"|venture|JV|collaboration|co-?operation|talks|negotiations|discussions)s?$"
)


def governs(masked: str, places: Sequence[int], cue: tuple[int, int], kind: DealType) -> bool:
    """Whether the word at `cue` is said of the companies at `places` (indices into `masked`)."""
    before = [at for at in places if at < cue[0]]
    inside = [at for at in places if cue[0] <= at < cue[1]]
    after = [at for at in places if at >= cue[1]]
    if after and not _reaches(masked, cue, min(after), kind, alone=not before):
        return False
    if len(set(after)) > 1 and not before and not inside and not _side_by_side(masked, after):
        return False
    if inside or (before and after):
        return not before or _subject(masked, max(before), cue[0])
    if before:
        return _both_before(masked, before, cue, kind)
    return True


def _side_by_side(masked: str, places: Sequence[int]) -> bool:
    """Whether companies after the word stand in one list, or one is bound to the other: "Alfa by Beta"."""
    gap = masked[min(places) + 1 : max(places)]
    return not (_STOPS.search(gap) or _NEW_SUBJECT.search(gap) or re.search(r"\b(?:that|which|who)\b", gap))


def _reaches(masked: str, cue: tuple[int, int], end: int, kind: DealType, *, alone: bool) -> bool:
    gap = masked[cue[1] : end]
    if len(gap) > REACH or _STOPS.search(gap) or _NEW_SUBJECT.search(gap):
        return False
    if kind not in _MUTUAL or gap in (" ", ": ") or (gap == ", " and kind == "joint_venture"):
        return True
    if alone and re.search(r"\bwith\b[^,]*$", gap):
        return False  # with whom somebody else deals
    noun = _NOUN.search(masked[slice(*cue)])
    return bool(not noun or _TIE.search(gap)) and not (alone and "," in gap)


_HANGER_ON = re.compile(
    r"(?:['’]s?)? (?:[\w\-]+ ){0,2}?(?:analysts?|economists?|strategists?|lawyers?|customers?|employees?"
    r"|workers?|bondholders?|creditors?|traders?|fund managers?)\b"
)
_OTHERS_DO = re.compile(
    r"\b(?:that|whether|because|as|after|when|before|believes?)\b"
    r"(?! (?:it|they|part|well|a result|an?|the)\b)"
    r"(?: [\w\-$.,]+){1,6} (?:is|are|was|were|has|have|had|will|would|could|may|might)\b"
)


_PART_OF = re.compile(
    r"\b(?:parent|owner|maker|operator|version|shareholders?|customers?|users?|chairman"
    r"|veterans?) of(?: the)?"
    r"(?: [\w\-\ue000-\uf8ff]+(?:,| and))? $"
)


def _subject(masked: str, at: int, cue: int) -> bool:
    """Whether the company before the word can be its subject, and not somebody who hangs on to it."""
    gap = masked[at + 1 : cue]
    if _PART_OF.search(masked[max(0, at - 60) : at]):
        return False
    if _HANGER_ON.match(gap) or _OTHERS_DO.search(gap):
        return False
    return not re.search(r"[”\"] |[.!?] [A-Z]| -- |;", gap)


_LED_IN = re.compile(r"\b(?:of|for|from|to|in|as|than|includes?|including|like|against)(?: the)? $")
_NEAR = re.compile(r"(?:['’]s)?(?: [\w\-$.,%]+){0,3} $|['’]s $|[-/ ]+$")


_GAPPED = re.compile(
    rf",? and (?:the )?{C}['’]s (?:[a-z\-]+ ){{0,3}}"
    r"| (?:will |would |is |to )*(?:hold|own|take|have|get|contribut|put|invest)\w*"
    r" [^,;]{1,50}(?: and|,|;| while)"
    rf"(?: {C}['’]s)?(?: [a-z\-]+){{0,3}} "
)
"""Between two subjects of one verb: "Alfa will hold 51 per cent and Beta", "Alfa and Gamma's brand Beta"."""


def _both_before(masked: str, places: Sequence[int], cue: tuple[int, int], kind: DealType) -> bool:
    """Whether companies before the word are its subject together, or the last stands right at it."""
    if len(set(places)) == 1:
        return _subject(masked, places[0], cue[0])
    spans = [match.span() for match in re.finditer(LIST, masked)]
    listed = any(start <= min(places) and max(places) < end for start, end in spans)
    if listed:
        return not _LED_IN.search(masked[: min(places)]) and _subject(masked, max(places), cue[0])
    gap = masked[min(places) + 1 : max(places)]
    if _GAPPED.fullmatch(gap):
        return True
    if re.search(r"\bwith(?: the)?(?: [\w\-]+){0,4} $", gap):
        return _subject(masked, max(places), cue[0])
    told = not _STOPS.search(gap) or re.search(r"(?:,| --) (?:which|that) $", gap)
    if re.search(r"\b(?:believe|think|expect|hope|fear)s?\b", gap):
        return False
    return bool(told and _NEAR.fullmatch(masked[max(places) + 1 : cue[0]]))
