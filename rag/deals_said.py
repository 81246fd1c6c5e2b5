"""Who says that a deal is so, and where it is to happen: read from the deal's own sentence, or left open."""

import re

from .companies_scene import C
from .deals import Cell
from .deals_cells import Told, cell_at
from .names_lists import PLACES

_SOURCES = re.compile(
    r"(?:\b(?:[Pp]eople|[Pp]ersons?|[Ss]ources?|[Ss]omeone|[Ii]nsiders?|[Oo]fficials?|[Ee]xecutives?)"
    r"(?: [a-z]+){0,3} (?:familiar with|close to|with knowledge of|briefed on|who asked not|who declined)"
    r"|\b(?:unnamed|anonymous|unidentified) (?:[a-z]+ ){0,2}(?:sources?|people|person|officials?|executives?)"
    r"|\b(?:a|one|two|three|several) (?:[a-z]+ ){0,2}(?:sources?|insiders?)\b(?! of)"
    r"|\b[Uu]nconfirmed (?:talk|reports?|rumou?rs?))"
)
_SAYS = r"(?:said|says|announced|disclosed|stated|confirmed|told|added|denied|revealed)"
_NAME = r"[A-Z][\w.\-’']+(?: (?:[A-Z][\w.\-’']+|de|van|von|bin)){1,3}"
_COMPANY = re.compile(rf"(?P<who>{C})(?:, [^,;]{{0,60}},)?,? {_SAYS}\b|\b[Aa]ccording to (?P<by>{C})")
_PERSON = re.compile(
    rf"(?P<who>{_NAME})(?:, [^,;”\"]{{0,80}},)? {_SAYS}\b|[”\"],? {_SAYS} (?P<by>{_NAME})"
    rf"|\b[Aa]ccording to (?P<to>{_NAME})"
)
_PRESS = re.compile(
    r"(?P<who>(?:[Tt]he )?[A-Z][\w’'.]+(?: [A-Z][\w’'.]+){0,3}) (?:reported|reports|wrote|has learned)\b"
    r"|\breported by (?P<by>(?:the )?[A-Z][\w’'.]+(?: [A-Z][\w’'.]+){0,3})"
)


_TELLERS = (("sources", _SOURCES), ("person", _PERSON), ("company", _COMPANY), ("press", _PRESS))


def said_cell(told: Told) -> Cell | None:
    """Who is given for it: "company", "person", "sources" (unnamed) or "press", with the words that say who.

    None: nobody is, the author says so.
    """
    scene = told.best.scene
    for value, pattern in _TELLERS:
        match = pattern.search(scene.masked)
        if match:
            group = next((name for name, text in match.groupdict().items() if text), None)
            return cell_at(told.article, value, scene.place(*(match.span(group) if group else match.span())))
    return None


_PLACE = "|".join(sorted(map(re.escape, PLACES), key=lambda place: (-len(place), place)))
_WHERE = re.compile(
    r"\b(?:in|near|at|outside) (?:the )?(?:(?:[a-z\-]+|[A-Z]\w+['’]s) ){0,3}?"
    rf"(?P<place>(?:{_PLACE}))(?![\w-]|['’]s)"
)
_ELSEWHERE = re.compile(
    r"\b(?:said|told|spoke|speaking|interview|conference|forum|signed|based|headquartered|listed)\b"
    r"[^,;]{0,30}$"
)


def place_cell(told: Told) -> Cell | None:
    """Where the deal's clause says it happens, after its word: "to build cells in Osaka"."""
    for sighting in (told.best, *told.body):
        scene, candidate = sighting.scene, sighting.candidate
        match = _WHERE.search(scene.masked, candidate.cue[0], candidate.clause[1])
        if match and not _ELSEWHERE.search(scene.masked[: match.start()]):
            # where somebody speaks, signs or has a seat is not where the deal is
            return cell_at(told.article, match["place"], scene.place(*match.span("place")))
    return None
