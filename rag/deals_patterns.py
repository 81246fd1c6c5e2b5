"""Sentence patterns that state a relationship outright, with the place of each party.

A template is a regular expression over text whose companies are marked: {A} and {B} stand for one company
or a list of them, {A&} for one without commas, {a} and {b} for one, {c} for one that is no party, {w} for a
modifier, {-} for other words without a company in them, {unit} for a word for a part of a firm.
"""

import re
from dataclasses import dataclass

from .companies_scene import C
from .deals import DealStatus, DealType
from .deals_cues import LIST

_PIECES = {
    "{A}": f"(?P<a>{LIST})",
    "{A&}": rf"(?P<a>{C}(?: and (?:the )?(?:[a-z\-]+ ){{0,3}}?{C})*)",
    "{B}": f"(?P<b>{LIST})",
    "{a}": f"(?P<a>{C})",
    "{b}": f"(?P<b>{C})",
    "{v}": f"(?P<v>{C})",
    "{x}": f"(?P<x>{C})",
    "{c}": C,
    "{w}": r"(?:[\w\-’'&.]+ )",
    "{-}": f"[^.;{C[1:-1]}]",
    "{unit}": r"(?:unit|subsidiary|arm|division|department|affiliate|brand|marque|battery business"
    r"|business|member)",
    "{'s}": "['’]s?",
    "{%}": r"[\d.]+ ?(?:%|per ?cent|pct)",
}


def template(text: str) -> re.Pattern[str]:
    """The regular expression that a template stands for."""
    for piece, regex in _PIECES.items():
        text = text.replace(piece, regex)
    return re.compile(text)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template with what it means: the roles of {a} and {b}; `each` makes a deal with every list member.

    `spent` names the groups that take no other part in their sentence: in "Kia, a unit of Hyundai" the owner.
    """

    regex: re.Pattern[str]
    type: DealType
    roles: tuple[str, str]
    status: DealStatus | None
    each: bool
    spent: str


_OWNS = ("owner", "owned")
_BACKS = ("investor", "target")
_SUPPLIES = ("supplier", "customer")
_PARTNERS = ("partner", "partner")
_PARENTS = ("parent", "venture")

_OWNERSHIP = (
    (
        r"{b},? (?:which is |is |was )?(?:an?|the|its) {w}{0,5}?{unit} (?:of|within|at|under|owned by"
        r"|belonging to) "
        r"(?:the |both )?{A&}",
        "a",
    ),
    (
        r"{b} ?[,–—-] (?:which is |is |was )?(?:an?|the) {w}{0,5}?(?:enterprise|company|firm|business|maker"
        r"|start-up|{unit}) (?:under|owned by|belonging to|controlled by) (?:the )?{A}",
        "a",
    ),
    (r"{b}, {a}{'s} {w}{0,4}?{unit}\b", "a"),
    (r"{b}, (?:the|an?) {a} {unit}\b", "a"),
    (r"{b} parent(?: company)? {a}", "b"),
    (r"{a}{'s} {w}{0,3}?{b} {unit}\b", "a"),
    (r"{a}{'s} {w}{0,3}?{unit},? {b}", "a"),
    (r"{a}, {b}{'s} {w}?(?:parent|owner|(?:controlling|main|majority|largest) (?:owner|shareholder))", "b"),
    (r"{b} [^;]{0,60}?{a}, (?:its|the) (?:controlling|main|majority) (?:owner|shareholder)", "a"),
    (r"{b}, part of (?:the )?{a}(?! (?:industrial |composite )?(?:average|index|convention|show)\b)", "a"),
    (r"{b},? (?:is |which is )?(?:wholly |jointly |majority[- ])?owned by {A}", "a"),
    (
        r"{a}(?:, (?!along\b|together\b|and\b|or\b)[^,;]{0,70},)?"
        r"(?:,? (?:the {w}{0,2}(?:group|company|firm) )?(?:that|and|which|also)|,)* "
        r"(?:owns?|holds?|controls?) (?:all of |most of |{%} of )?(?:the )?{B}"
        r"(?! among| (?:shares|stock|bonds|debt|notes|cars|planes|jets|vehicles|products|dealerships?)\b)",
        "b",
    ),
    (
        r"{a}(?: group)?,? (?:which |that )?(?:also )?counts {B} among its (?:holdings|brands"
        r"|subsidiaries)",
        "b",
    ),
    (
        r"{b}, an? {w}{0,3}?{unit} of {w}{0,2}{c},? (?:which|that) (?:also )?counts {w}{0,3}?{A}"
        r" among its (?:shareholders|backers|investors|owners)",
        "a",
    ),
    (
        r"(?<! of )(?<!-owned ){b},? (?:which |that )?(?:also )?counts {w}{0,3}?{A}"
        r" among its (?:shareholders|backers|investors|owners)",
        "a",
    ),
    (r"^{a}[^;]{0,120}? and (?:\w+ ){0,3}?(?:owns|holds|controls) (?:all|most) of (?:the )?{B}", "b"),
    (r"{A} (?:are|is|were) (?:also )?(?:shareholders?|investors?) in {b}", "ab"),
    (r"{b},? whose (?:investors|shareholders|backers|owners) (?:also )?include {A}", "a"),
    (r"{a} (?:backs|supports) (?:an? {w}{0,3}(?:called|named) |another (?:called|named) )?{b}", "ab"),
    (
        r"{b},(?: [^;]{0,60}?(?:,| and))? (?:also )?an? {w}{0,2}?{a} (?:investment|investee)\b"
        r"(?! (?:bank|fund|unit|arm))",
        "a",
    ),
    (r"{a}-(?:owned|controlled|backed) {w}{0,4}{b}", "a"),
    (r"{b}, an? {a}-backed\b", "a"),
    (r"{a} spin-off {b}", "a"),
    (r"{b}{'s} (?:parent|owner)(?: company| group)?,? {a}", "b"),
)
_TIES = r"(?:tie-ups|partnerships|alliances|deals|agreements|link-ups|collaborations)"
_SUPPLY = (
    r"{a}, which (?:also )?supplies {b}",
    r"{a}{'s} customer list (?:also )?takes in {B}",
    r"{B} (?:both |each |all )?(?:take|get|buy)s? [^.;]{0,40} from {a}",
)
_VENTURES = (
    r"{b}, an? {w}{0,3}(?:brand|company|venture|firm"
    r"|business) (?:that )?(?P<a>{c}) (?:jointly )?own(?:s|ed)?\b",
    r"{b}, (?:an?|the) {w}{0,3}joint venture of {A}",
    r"{b}, an? {A} joint venture",
    r"{b},(?: {c}| {-}{0,50})? (?:formed|founded|created|set up|owned|run|established) by {A}",
    r"{b}, which (?:the )?{A} own in equal parts",
)
PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        template(
            r"(?:company|firm|venture|business|maker) (?:that was )?(?:jointly )?(?:created|founded|formed"
            r"|set up|established|planned)(?: jointly| together)? by (?:the )?{A}"
        ),
        "joint_venture",
        _PARTNERS,
        None,
        each=False,
        spent="a",
    ),
    Pattern(
        template(r"(?:joint )?ventures? between (?:the )?{A}"),
        "joint_venture",
        _PARTNERS,
        None,
        each=False,
        spent="a",
    ),
    Pattern(
        template(
            r"(?:agreement|deal|alliance|partnership|tie-up|pact|co-?operation|memorandum|contract"
            r"|collaboration)"
            r"(?: \w+)? between (?:the )?{A}"
        ),
        "strategic_cooperation",
        _PARTNERS,
        None,
        each=False,
        spent="a",
    ),
    *(
        Pattern(template(text), "ownership", _OWNS, "ongoing", each=True, spent=spent)
        for text, spent in _OWNERSHIP
    ),
    Pattern(  # "the Apple supplier Foxconn": whose it is says nothing more, but it may do more itself
        template(r"{b} (?:supplier|contractor) {a}"),
        "supply_or_service",
        _SUPPLIES,
        "ongoing",
        each=True,
        spent="b",
    ),
    *(
        Pattern(template(text), "supply_or_service", _SUPPLIES, "ongoing", each=True, spent="ab")
        for text in _SUPPLY
    ),
    Pattern(
        template(rf"{{a}} {_TIES} with (?:the )?{{w}}{{0,4}}?{{B}}"),
        "strategic_cooperation",
        _PARTNERS,
        "announced",
        each=True,
        spent="ab",
    ),
    *(
        Pattern(template(text), "joint_venture", _PARENTS, "ongoing", each=False, spent="a")
        for text in _VENTURES
    ),
    Pattern(
        template(r"{A}, (?:{c}|the (?:partners|owners|parents|founders|companies)) behind {w}{0,4}?{b}"),
        "joint_venture",
        _PARENTS,
        "ongoing",
        each=False,
        spent="b",
    ),
    Pattern(
        template(
            r"{b}, an? {w}{0,3}(?:brand|company|venture|firm"
            r"|business) (?:that )?{a} (?:jointly )?own(?:s|ed)?\b"
        ),
        "ownership",
        _OWNS,
        "ongoing",
        each=False,
        spent="",
    ),
    Pattern(
        template(
            r"{a} {-}{0,50}?\b(?:junior|minority|third|new|another) (?:partner|shareholder|owner"
            r"|investor)s? in "
            r"(?:the|an?) (?:[\w\-]+ ){0,6}?(?:company|venture|business) "
            r"(?:planned|created|formed|founded|set up|owned|run|established) by (?:the )?{B}"
        ),
        "investment",
        _PARTNERS,
        None,
        each=False,
        spent="",
    ),
    Pattern(  # "Alfa, whose shares fell by 3.2 per cent, has invested $2 billion in Beta"
        template(
            r"{a}, (?:whose|which|who) [^;]{2,110}?, (?:has |had )?(?:also )?invested [^,;]{2,30}? in "
            r"(?:the )?{w}{0,3}?{b}"
        ),
        "investment",
        _BACKS,
        "completed",
        each=False,
        spent="",
    ),
    Pattern(
        template(r"{a}[^.;]{0,60}?\bholds? investments? in (?:the )?{w}{0,4}?{B}"),
        "investment",
        _BACKS,
        "ongoing",
        each=True,
        spent="b",
    ),
    Pattern(
        template(
            r"{a}, which (?:also )?(?:builds|makes|develops|produces|designs) {-}{2,50}? with (?:the )?"
            r"{w}{0,3}?{b}"
        ),
        "joint_development",
        _PARTNERS,
        "ongoing",
        each=True,
        spent="b",
    ),
    Pattern(
        template(r"{a} (?:had |has )?(?:built|developed|tested) separately with {B}"),
        "joint_development",
        _PARTNERS,
        "ongoing",
        each=True,
        spent="b",
    ),
    Pattern(
        template(r"{a}{-}{0,80}?\badding {B} to (?:its|{c}{'s}) (?:list of )?partners"),
        "strategic_cooperation",
        _PARTNERS,
        "ongoing",
        each=True,
        spent="b",
    ),
    Pattern(
        template(
            r"{a} (?:has |had )?(?:sourced|found|chosen|selected|picked|won|gained) {-}{0,40}partners?,? "
            r"(?:such as|including|among them) (?:the )?(?:{c} (?:supplier|maker) )?{B}"
        ),
        "strategic_cooperation",
        _PARTNERS,
        "announced",
        each=True,
        spent="ab",
    ),
    Pattern(
        template(r"{a}{-}{0,60}?\bworks? with partners including {B}"),
        "joint_development",
        _PARTNERS,
        "ongoing",
        each=True,
        spent="b",
    ),
)
OWNER = template(r"{a}['’]s {b}(?! (?:{unit}|venture|alliance|partnership|deal|stake))")
"""A mere possessive ("Alibaba's AutoNavi"): its owner is no party of what the other does."""
RUNS_WITH = template(
    r"{v},(?: {c}| {-}{0,50})? (?:that |which )?{x} (?:owns?|runs?|founded|created|formed|set up)"
    r"(?: together)? with {w}{0,3}?{a}"
)
_FIRM = r"(?:venture|company|firm|start-up|business|outfit|factory)"
VENTURE_NAME = re.compile(
    rf"\b{_FIRM},? (?:named|called|by the name of|known as|to be called) (?P<v>{C})"
    rf"|\b(?:venture|outfit) (?P<v6>{C})|\b(?:in|new) (?:[\w\-]+ ){{0,3}}(?:company|firm) (?P<v7>{C})"
    rf"|(?P<v2>{C}),? an? (?:[\w\-]+ ){{0,4}}(?:outfit|venture|firm|company|start-up)\b|\bstart (?P<v3>{C})"
    rf"|\bbehind (?:[\w\-]+ ){{0,3}}(?:brand|marque) (?P<v4>{C})"
    rf"|^(?P<v5>{C})(?:, Inc\.)? (?:is to be created|should be up and running|will open for business|will be)"
)
