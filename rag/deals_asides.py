"""Companies that a sentence names beside its deal: compared, quoted, or only telling of it."""

import re

from .companies_not import TRADED, bystander
from .companies_scene import C, Scene
from .deals_cues import ASIDE, ASIDE_AFTER, LIST


def asides_of(scene: Scene) -> set[int]:
    """The marked characters that are no party; a list after "such as" goes as a whole."""
    aside = {index for index in scene.slots if _aside(scene, index)}
    for match in re.finditer(LIST, scene.masked):
        before = ASIDE.search(scene.masked[: match.start()]) or TRADED.search(scene.masked[: match.start()])
        # "According to Alfa, Beta ..." is no list.
        if match.start() in aside and before and not before[0].lower().startswith("according"):
            aside.update(index for index in scene.slots if match.start() <= index < match.end())
        if _AMONG_THEM.match(scene.masked, match.end()):
            aside.update(index for index in scene.slots if match.start() <= index < match.end())
    named = {at: set(slot.companies) for at, slot in scene.slots.items() if slot.named}
    beside = {name for at in aside & set(named) for name in named[at]}
    beside -= {name for at in set(named) - aside for name in named[at]}
    for at, slot in scene.slots.items():
        if not slot.named and set(slot.companies) <= beside:
            aside.add(at)  # "it", said of whom the sentence only quotes
    return aside


_AMONG_THEM = re.compile(r",? (?:among (?:them|others)|for (?:example|instance)|to name)\b")
_SPEAKER = re.compile(
    r"[”\"] (?:said|says|added) [A-Z][\w\-]+(?: [\w\-.]+){0,3}, (?:[\w\-]+ ){1,4}?(?:of|at|for) "
    rf"(?:both )?(?:the )?(?:{C} and )?$"
)
_SPEAKS = re.compile(r" (?:said|says|disclosed|announced|added|stated|reported)\b")


def _aside(scene: Scene, index: int) -> bool:
    before, after = scene.masked[:index], scene.masked[index + 1 :]
    speaks = before.endswith((", ", ", the ")) and _SPEAKS.match(after)
    holds = re.match(r",? which (?:owns|holds|has)\b", after)
    return bool(
        (ASIDE.search(before) and not holds)
        or ASIDE_AFTER.search(after)
        or bystander(before, after)
        or speaks
        or _SPEAKER.search(before)
        or _only_says(scene, index)
    )


_SAYS = re.compile(
    r"(?:, [^;]{0,80}?,)? (?:said|says|announced|disclosed|stated)(?: (?:on|late) \w+)?(?: that|,) "
)


def _only_says(scene: Scene, index: int) -> bool:
    """Whether a company only tells of two others: "Alfa said that its unit Beta would buy Gamma"."""
    match = _SAYS.match(scene.masked, index + 1)
    if match is None:
        return False
    own = set(scene.slots[index].companies)
    doers = {at: slot for at, slot in scene.slots.items() if at >= match.end()}
    doers = [slot for at, slot in doers.items() if slot.named or not scene.masked.startswith("’s", at + 1)]
    told = {name for slot in doers for name in slot.companies}
    return len(told) > 1 and not own & told
