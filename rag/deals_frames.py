"""Whether a deal's word governs the companies beside it: subject before it, object after it, nothing between.

A clause that holds two companies and a word of the trade need not say that the two have a deal. The word
must be read with both as its arguments: "Alfa agreed to buy Beta", "Alfa's purchase of Beta".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .companies_scene import C, Scene
from .deals import DealType
from .deals_cues import LIST
from .names_lists import COUNTRIES, PLACES

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
    if _not_so(masked, cue) or (kind in _MUTUAL and _WITH_OTHERS.match(masked, cue[1])):
        return False
    before = [at for at in places if at < cue[0]]
    inside = [at for at in places if cue[0] <= at < cue[1]]
    after = [at for at in places if at >= cue[1]]
    if after and not _reaches(masked, cue, min(after), kind, alone=not before):
        return False
    if len(set(after)) > 1 and not before and not inside:
        gap = masked[min(after) + 1 : max(after)]
        if not _side_by_side(gap) or (kind in _ONE_SIDED and not _BOUND.search(gap)):
            return False
    if inside or (before and after):
        return not before or _subject(masked, max(before), cue[0])
    if before:
        return _both_before(masked, before, cue, kind)
    return True


_FAILED = re.compile(
    r"\b(?:(?:fail(?:ed|s|ing)?|unable|refus(?:ed|es|ing)|declin(?:ed|es|ing)|not|yet|no longer wants?(?:ed)?"
    r"|no longer wanted) to"
    r"(?: (?!buy|acquire|sell|deny|rule)\w+)?(?: an?| any)?(?: [\w\-]+){0,2}|(?:for|of|by|from) not"
    r"|no (?:additional|further|other|more|such|strategic|close|formal)(?: [\w\-]+){0,2}) $"
)


def _not_so(masked: str, cue: tuple[int, int]) -> bool:
    """Whether the word stands there for what did not come about: "failed to reach an agreement"."""
    return bool(_FAILED.search(masked[max(0, cue[0] - 60) : cue[0]]))


_WITH_OTHERS = re.compile(
    r"(?: (?!to\b)[\w\-]+)? (?:with|between|over|on) (?:(?!and\b|that\b)[\w\-’']+ ){0,3}?"
    r"(?:workers|unions?|staff|employees|lenders|creditors|bondholders|regulators|governments?|authorities"
    r"|prosecutors|police|farmers|pilots|landlords|tenants|publishers|lawmakers|ministers|pay|wages"
    r"|staffing|jobs)\b"
)
"""After a word for what two have together: somebody else with whom, or over what, one has it."""
_NEXT_DEAL = re.compile(
    r"['’]s? (?:[\w\-$.]+ ){0,3}?(?:takeover|purchase|acquisition|merger|bid|buyout|deal|sale)\b"
)
"""After a company that begins the next in a list: "Alfa's purchase of Beta, Gamma's takeover of Delta"."""
_WARES = re.compile(
    r"(?:['’]s)? (?:(?!and\b|or\b|as\b|for\b|in\b)[a-z\-]+ )?(?:cars|trucks|vehicles|planes|jets"
    r"|aircraft|products|phones|handsets|chips"
    r"|microprocessors|engines|dealers|dealerships|customers|owners|drivers|bonds|debt|notes)\b"
)
"""After a company that seems bought: what is bought in truth."""
_ONE_SIDED: frozenset[DealType] = frozenset({"investment", "acquisition"})
_BOUND = re.compile(r"\b(?:by|to|from|with|into|in)\b|['’]s?\s")


def _side_by_side(gap: str) -> bool:
    """Whether companies after the word stand in one list, or one is bound to the other: "Alfa by Beta"."""
    if re.search(r"\band (?:to )?[a-z]+ (?:its|the|their|an?) ", gap):
        return False
    return not (_STOPS.search(gap) or _NEW_SUBJECT.search(gap) or re.search(r"\b(?:that|which|who)\b", gap))


def _reaches(masked: str, cue: tuple[int, int], end: int, kind: DealType, *, alone: bool) -> bool:
    gap = masked[cue[1] : end]
    if re.search(r"\bat (?:the )?$|\b(?:his|her) (?:\w+ )?(?:stakes?|shares?|holdings?|interest)\b", gap):
        return False  # that is where it is done, or it is a person's
    if "," in gap and _NEXT_DEAL.match(masked, end + 1):
        return False
    if kind in _ONE_SIDED and _WARES.match(masked, end + 1):
        return False
    if len(gap) > REACH or _STOPS.search(gap) or _NEW_SUBJECT.search(gap):
        return False
    if kind not in _MUTUAL or gap in (" ", ": ") or (gap == ", " and kind == "joint_venture"):
        return True
    if alone and re.search(r"\bwith\b[^,]*$", gap):
        return False  # with whom somebody else deals
    noun = _NOUN.search(masked[slice(*cue)])
    if alone and noun and _NEW_VERB.match(gap):
        return False  # "The agreement thwarts interest by Alfa": it is not Alfa's
    return bool(not noun or _TIE.search(gap)) and not (alone and "," in gap)


_NEW_VERB = re.compile(
    r" (?!(?:is|was|has|gives|lets|calls|allows|sees|unites) )[a-z]{3,}(?<!s)s (?!(?:of|between|by|with) )"
)


_HANGER_ON = re.compile(
    r"(?:['’]s?)? (?:[\w\-]+ ){0,2}?(?:analysts?|economists?|strategists?|lawyers?|customers?|employees?"
    r"|workers?|bondholders?|creditors?|traders?|fund managers?)\b"
)
_OTHERS_DO = re.compile(
    r"\b(?:that|whether|because|as|after|when|before|believes?)\b"
    r"(?! (?:it|they|part|well|a result|an?|the)\b)"
    r"(?: [\w\-$.,]+){1,6} (?:is|are|was|were|has|have|had|will|would|could|may|might)\b"
)


_ANOTHER_DOER = re.compile(
    r"\b(?:while|whereas)\b|(?<!\bthe )(?<!\btwo )(?<!\bof )\b[a-z]{3,}s (?:that|who)"
    r" (?:\w+ly |have |had |had also )?$"
    r"|\b(?:and|but) (?:[A-Z][\w\-]+ ){1,3}(?:[a-z]+ ){0,4}?(?:has|had|have|is|was|will|would|also|said)\b"
    r"|\b(?:trustee|court|judge|government|regulator|administrator|liquidator|receiver|watchdog|union)s?"
    r" (?:to|would|will|had|has)\b"
    r"|\b(?:support|back|oppos|favou?r|approv|welcom|criticis|criticiz|clear)(?:e|ed|s|es|ing)?"
    r" (?:an?|any|the)(?: [\w\-]+){0,3} $"
)
"""Between a company and the word: somebody else who does it, or what it only has a view of."""
_DECIDES = re.compile(
    r"\b(?P<who>[A-Z][\w\-]+)['’]s (?:decision|plan|bid|offer|move|proposal|option|call|demand|effort"
    r"|attempt)s?\b"
)
_PART_OF = re.compile(
    r"\b(?:parent|owner|maker|operator|version|shareholders?|customers?|users?|chairman"
    r"|veterans?|control|ownership) of(?: the)?"
    r"(?: [\w\-\ue000-\uf8ff]+(?:,| and))? $"
)


def _subject(masked: str, at: int, cue: int) -> bool:
    """Whether the company before the word can be its subject, and not somebody who hangs on to it."""
    gap = masked[at + 1 : cue]
    if _PART_OF.search(masked[max(0, at - 60) : at]):
        return False
    if _HANGER_ON.match(gap) or _OTHERS_DO.search(gap) or _ANOTHER_DOER.search(gap):
        return False
    own = _DECIDES.search(gap)
    if own and own["who"] not in PLACES | COUNTRIES.keys():
        return False
    return not re.search(r"[”\"] |[.!?] [A-Z]| -- |;", gap)


_LED_IN = re.compile(
    r"\b(?:divest|sell|selling|sold|buy|buying|shed|shedding|of|for|from|to|in|as|than|includes?"
    r"|including|like|against)(?: the)? $"
)
_NEAR = re.compile(r"(?:['’]s)?(?: [\w\-$.,%]+){0,3} $|['’]s $|[-/ ]+$")


_GAPPED = re.compile(
    r", (?:an?|the|one of the|[A-Z]\w+['’]s) [^,;]{2,70}, (?:and|together with|as well as)"
    r" (?:the )?(?:[\w\-]+ ){0,3}"
    rf"|,? and (?:the )?{C}['’]s (?:[a-z\-]+ ){{0,3}}"
    r"| (?:will |would |is |to )*(?:hold|own|take|have|get|contribut|put|invest)\w*"
    r" [^,;]{1,50}(?: and|,|;| while)"
    rf"(?: {C}['’]s)?(?: [a-z\-]+){{0,3}} "
)
"""Between two subjects of one verb: "Alfa, a bank, and Beta", "Alfa will hold 51 per cent and Beta",
"Alfa and Gamma's brand Beta"."""


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
    if _NEXT_DEAL.match(gap) and "," in gap:
        return False
    if re.search(r"[^,], (?:an?|the) (?:[\w\-]+ ){1,4}$", gap):
        return False  # "Alfa sells vans to Tarvik, a chain Beta bought": that is said of the chain
    told = not _STOPS.search(gap) or re.search(r"(?:,| --) (?:which|that) $", gap)
    if re.search(r"\b(?:believe|think|expect|hope|fear)s?\b", gap):
        return False
    return bool(told and _NEAR.fullmatch(masked[max(places) + 1 : cue[0]]))


NEAR = 90
"""Code points over which a word of the trade reaches the companies that it is said of."""
_JOINS = re.compile(r"(?:\band|\bwith|\bplus|&|/|-|,)")
_BINDS = re.compile(r"\b(?:between|of|with|by|from|for|to|in|into|among|involving|under which|that|,)(?!\w)")
_CLOSE_TIES = re.compile(r"\b(?:between|of|with|by|among|involving|under which|that)(?!\w)|,")
_BREAKS = re.compile(r"[”\"]\s|\b(?:analysts?|told Reuters|in an interview)\b")


def together(scene: Scene, group: list[tuple[str, int, str]], cue: tuple[int, int]) -> bool:
    """Whether a word for two or more of them ("they", "the companies") stands near."""
    names = {name for _, _, name in group}
    return any(
        len(names & set(slot.companies)) > 1 and min(abs(index - cue[0]), abs(index - cue[1])) <= NEAR
        for index, slot in scene.slots.items()
    )


def linked(masked: str, indices: list[int], cue: tuple[int, int], *, loose: bool) -> bool:
    """Whether the word stands between the companies, or next to where they stand together.

    A `loose` word ("deal", "venture") needs a closer tie to companies that follow it.
    """
    first, last = indices[0], indices[-1]
    if len(indices) == 1:
        return True
    if first < cue[0] and cue[1] - 1 <= last:  # a cue may end with a company: "helping Alfa"
        nearest = min(index for index in indices if index >= cue[1] - 1)
        return nearest - cue[1] <= NEAR and not _BREAKS.search(masked, cue[1], nearest)
    joined = all(_JOINS.search(masked, one + 1, two) for one, two in pairwise(indices))
    inside = [index for index in indices if cue[0] <= index < cue[1]]
    if inside and (len(inside) == len(indices) or (first < cue[0] and last < cue[1])):
        return True
    if cue[0] > last:
        return joined and cue[0] - last <= NEAR and not _BREAKS.search(masked, first, cue[0])
    binds = _CLOSE_TIES if loose else _BINDS
    return first - cue[1] <= NEAR and bool(binds.search(masked, cue[1] - 1, first + 1))
