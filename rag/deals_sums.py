"""For how much, and for what share: the sum that is said of a deal, not of another in its sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..corpus import Article, Span
from .amounts import Amount, find_amounts
from .companies_scene import C, Scene
from .deals import Cell
from .deals_cells import Told, cell_at


def amount_cell(told: Told, kind: str) -> Cell | None:
    """The sum ("money"), share ("percent") or number of things ("count") that is said of a deal, if one is.

    That nearest to the deal's word in the first clause that has one; else a sentence near it that speaks of
    nobody else.
    """
    for sighting in told.body:
        span = sighting.scene.place(*sighting.candidate.clause)
        cue = sighting.scene.place(*sighting.candidate.cue).start
        found = _own_sums(told, sighting.scene, span, kind)
        if found:
            near = min(found, key=lambda item: (not item.tied, abs(item.start - cue), item.start))
            return _cell(told.article, near)
        if kind == "percent" and (whole := _whole(told.article, span)):
            return whole
    if kind == "count":
        return None
    return _of_target(told, kind) or _in_headline(told, kind) or _beside(told, kind)


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount with its place in the article; `tied` says that it is a share of one of the parties."""

    amount: Amount
    start: int
    tied: bool


def _own_sums(told: Told, scene: Scene, span: Span, kind: str) -> list[_Sum]:
    """The sums between two places of a scene, without those that are a share of somebody else."""
    found: list[_Sum] = []
    for amount in sums_of(span.of(told.article.text), kind):
        start = span.start + amount.start
        whose = _share_of(scene, start + len(amount.text)) if kind == "percent" else ()
        if set(whose) <= told.names:
            found.append(_Sum(amount, start, bool(whose)))
    return found


_OF_WHOM = re.compile(rf" (?:(?:stake|interest|holding|share)s? )?(?:of|in) (?:[\w\-’']+ ){{0,5}}?({C})")


def _share_of(scene: Scene, end: int) -> tuple[str, ...]:
    """Of which companies a share is that ends at a place of the article: "9.7% of Alfa"."""
    at = next((index for index, offset in enumerate(scene.offsets) if offset >= end), len(scene.masked))
    match = _OF_WHOM.match(scene.masked, at)
    return scene.slot(match.start(1)).companies if match else ()


_ALL = re.compile(r"\b(?:owns|holds|controls) (?P<all>all) of\b|\b(?P<wholly>wholly)[- ]owned\b")
_EQUAL = re.compile(r"\bin equal (?:parts|shares)\b|\bequally[- ]owned\b")


def _whole(article: Article, span: Span) -> Cell | None:
    """All of a firm, or half of it each, where words say so."""
    match = _ALL.search(article.text, span.start, span.end)
    if match:
        return cell_at(article, "100 %", Span(*match.span(match.lastgroup or 0)))
    match = _EQUAL.search(article.text, span.start, span.end)
    return cell_at(article, "50 %", Span(*match.span())) if match else None


_TAKES = ("investment", "acquisition")


def _of_target(told: Told, kind: str) -> Cell | None:
    """A share of the deal's target, where nobody else is spoken of: "51 per cent of Alfa changes hands"."""
    if kind != "percent" or not all(item.candidate.type in _TAKES for item in told.body):
        return None
    targets = {name for item in told.body for role, _, name in item.candidate.members if role == "target"}
    for scene in [scene for scene in told.scenes if not scene.headline][:5]:
        for start, end in _clauses(scene):
            here = {name for at, slot in scene.slots.items() if start <= at < end for name in slot.companies}
            if here and here <= told.names:
                for item in _own_sums(told, scene, scene.place(start, end), kind):
                    if item.tied and targets & set(_share_of(scene, item.start + len(item.amount.text))):
                        return _cell(told.article, item)
    return None


def _clauses(scene: Scene) -> list[tuple[int, int]]:
    cuts = [match.start() for match in re.finditer(r"[;,] (?:while|whereas|and|but)\b|; ", scene.masked)]
    ends = [*cuts, len(scene.masked)]
    return list(zip([0, *cuts], ends, strict=True))


def _in_headline(told: Told, kind: str) -> Cell | None:
    for sighting in told.found:
        if sighting.scene.headline:
            found = _own_sums(told, sighting.scene, sighting.scene.span, kind)
            if found:
                return _cell(told.article, found[0])
    return None


def _beside(told: Told, kind: str) -> Cell | None:
    """A sum of a sentence that speaks of nobody else: early in the article's news, or after the deal's."""
    for scene in _near(told):
        companies = set(scene.companies())
        text = scene.span.of(told.article.text)
        if companies <= told.names and (_DEAL_ITSELF.search(text) or (told.central and companies)):
            found = _own_sums(told, scene, scene.span, kind)
            if found:
                return _cell(told.article, found[0])
    return None


def _near(told: Told) -> Sequence[Scene]:
    body = [scene for scene in told.scenes if not scene.headline]
    if told.central:
        return body[:5]
    place = max(body.index(item.scene) for item in told.body) if told.body[0].scene in body else -1
    return body[place + 1 : place + 2] if place >= 0 else ()


_DEAL_ITSELF = re.compile(
    r"\b[Tt]he (?:[\w\-]+ )?(?:deal|swap|transaction|purchase|acquisition|order|contract|investment)\b"
)
_VALUE_OF_FIRM = re.compile(
    r"(?:(?:(?:was|is|were|are) (?:about )?worth|valued at|valuation of|value of|price tag of|sells? for"
    r"|market (?:value|capitali[sz]ation) (?:has |had )?(?:was|is|reached|exceeds|exceeded|topped)"
    r"|selling for|priced at|cost(?:s|ing)?|revenue of|sales of|profit of|loss of|capital of)"
    r"(?: (?:about|some|around|over|nearly|up to|more than|a|only))*"
    r"|\b(?:was|were|is|are) worth [^.;]{5,40} and [^.;]{3,40}) $"
)


def sums_of(text: str, kind: str) -> list[Amount]:
    """The sums or shares of a text, those left out that say what a firm or a product is worth."""
    found = [item for item in find_amounts(text) if item.kind == kind]
    if kind != "money":
        return found
    worth = [item for item in found if _worth(text, item)]
    ends = {item.end for item in worth}
    # "€7.4 billion ($7.93 billion)": the second says the same of the firm
    return [item for item in found if item not in worth and _opens(text, item) not in ends]


def _opens(text: str, amount: Amount) -> int | None:
    """Where what stands before the bracket around an amount ends."""
    before = text[: amount.start]
    return len(before[:-1].rstrip()) if before.endswith("(") else None


def _worth(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.start - 110) : amount.start]
    capital = re.match(r" (?:of|in) (?:registered )?capital\b", text[amount.end :])
    return bool(capital or (_VALUE_OF_FIRM.search(before) and not _DEAL_ITSELF.search(before)))


def _cell(article: Article, item: _Sum) -> Cell:
    amount = item.amount
    hedge = "" if amount.bound == "exact" else f"{amount.bound} "
    value = f"{hedge}{amount.value.normalize():f} {amount.unit}".strip()
    return cell_at(article, value, Span(item.start, item.start + len(amount.text)))
