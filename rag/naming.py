"""A language model names the companies and deals of articles as they come in; it only ever proposes.

A company counts as proposed where its name stands in the article's editorial text as a run of capitals by
itself, a deal where its quote is a slice of that text and holds its parties. What a name is then, the
names' rules decide, and whether a sentence states a deal, of which type and how far it has come, the
ledger's: a proposal makes the ledger read a sentence with more companies in it, and nothing else.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..corpus import Article, Span, WriterError
from ..index import Store
from .deals import Deal
from .names import NameRegistry
from .names_own import PROPOSED
from .names_proposed import hashes_of, left_open, records
from .names_scan import editorial_lines
from .names_words import is_common
from .writer import Writer
from .writer_prompts import NAME, NAME_SYSTEM
from .writing_cut import without_thought

_ROOM = 8000  # characters of an article that a model is given
_MOST = 60  # names and deals taken from one article
_PATIENCE = 3  # articles in a row for which the model's server may fail
_LINE = re.compile(r"\W*(company|deal)\W*?:\s*(.+)", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|near|outside|across|around|at) $", re.IGNORECASE)
_NAME = re.compile(r"[A-Z0-9][\w&.+'’-]*(?: (?:(?:of|and|de|the|for|&) )?[A-Z0-9][\w&.+'’-]*){0,5}")


@dataclass(frozen=True, slots=True)
class ProposedDeal:
    """A deal that a model names: its parties as written, and the place of the quote that holds them."""

    article_id: str
    parties: tuple[str, ...]
    quote: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model names in one article, and what of it stands there: companies and deals."""

    companies: tuple[str, ...]
    deals: tuple[ProposedDeal, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What came of asking a model about `articles`; `trouble` says why it was not asked about all."""

    articles: int
    companies: tuple[str, ...]
    deals: tuple[ProposedDeal, ...]
    trouble: str | None = None

    def new(self, registry: NameRegistry) -> int:
        """How many of the companies the names' rules leave open, and so take from the model."""
        return len(left_open(registry, self.companies))

    def borne_out(self, deals: Sequence[Deal], registry: NameRegistry) -> int:
        """How many of the proposed deals the ledger reads from the same words."""
        return sum(any(_states(deal, one, registry) for deal in deals) for one in self.deals)


def propose(article: Article, writer: Writer) -> Proposal:
    """What the model names in an article, as far as it stands there. Raises WriterError."""
    text = "\n".join(line.text for line in editorial_lines(article))[:_ROOM]
    said = without_thought("".join(writer.write(NAME_SYSTEM, NAME.format(article=text))))
    companies: set[str] = set()
    deals: list[ProposedDeal] = []
    for kind, rest in _LINE.findall(said)[:_MOST]:
        parts = [part.strip() for part in rest.split("|")]
        if kind.lower() == "company":
            named = _standing(parts[:1], article)
        else:
            quote = _quoted(parts[-1], article)
            named = _standing(parts[:-1], article, quote) if quote else ()
            if quote is None or not 1 < len(named) == len(set(parts[:-1])):
                continue
            deals.append(ProposedDeal(article.id, named, quote))
        companies.update(named)
    return Proposal(tuple(sorted(companies)), tuple(dict.fromkeys(deals)))


def _standing(names: Sequence[str], article: Article, within: Span | None = None) -> tuple[str, ...]:
    """Those of the names that stand by themselves as a run of capitals, `within` a quote say."""
    fit = (name for name in dict.fromkeys(names) if len(name) <= 80 and _NAME.fullmatch(name))
    return tuple(name for name in fit if next(_places(name, article, within), None))


def _places(name: str, article: Article, within: Span | None) -> Iterator[Span]:
    for line in editorial_lines(article):
        for match in () if line.title_case else re.finditer(re.escape(name), line.text):
            place = Span(line.start + match.start(), line.start + match.end())
            inside = within is None or (within.start <= place.start and place.end <= within.end)
            if inside and _alone(line.text[: match.start()], line.text[match.end() :]):
                yield place


def _alone(before: str, after: str) -> bool:
    """Whether what stands between is a whole run, and not where a place would stand ("in Lisbon").

    No letter touches it, and no other capital goes with it.
    """
    if (
        _PLACED.search(before)
        or re.search(r"[\w&.+-]$", before)
        or re.match(r"[\w&+-]|[.'’]\w{2}| (?:of )?[A-Z0-9]", after)
    ):
        return False
    last = re.search(r"(\w+) $", before)
    return last is None or not last[1][0].isupper() or is_common(last[1].lower())


def _quoted(text: str, article: Article) -> Span | None:
    """Where a quote stands letter by letter in one stretch of editorial text."""
    quote = text.strip().strip('“”"').strip()
    for zone in article.zones if len(quote) > 10 else ():
        start = article.text.find(quote, zone.start, zone.end) if zone.kind.editorial else -1
        if start >= 0:
            return Span(start, start + len(quote))
    return None


def name_articles(store: Store, writer: Writer, progress: Callable[[int, int], None]) -> Named:
    """Ask the model about every article it has not been asked about, and keep what stands there.

    `progress` is told how many of how many are done. What is kept lies in the index's folder (PROPOSED);
    articles that the server failed for are asked about next time. Raises OSError where it can't be written.
    """
    ids = sorted(info.id for info in store.articles())
    hashes, known = hashes_of(store, ids), records(store.folder / PROPOSED)
    waiting = [one for one in ids if known.get(one, {}).get("text") != hashes[one]]
    names: set[str] = set()
    deals: list[ProposedDeal] = []
    asked = failed = 0
    trouble = None
    for done, article_id in enumerate(waiting, 1):
        article = store.article(article_id)
        try:
            proposal = propose(article, writer)
        except WriterError as problem:
            failed += 1
            trouble = str(problem)
            if failed == _PATIENCE:
                break
            continue
        failed, asked = 0, asked + 1
        names.update(proposal.companies)
        deals += proposal.deals
        _keep(store, article_id, hashes[article_id], writer.name, proposal)
        progress(done, len(waiting))
    return Named(asked, tuple(sorted(names)), tuple(deals), trouble)


def _keep(store: Store, article_id: str, digest: str, model: str, proposal: Proposal) -> None:
    told = {"article": article_id, "text": digest, "model": model, "companies": proposal.companies}
    line = json.dumps(told, ensure_ascii=False)
    with (store.folder / PROPOSED).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _states(deal: Deal, proposed: ProposedDeal, registry: NameRegistry) -> bool:
    """Whether a deal of the ledger is of these parties, by words of the quote."""
    meant = {registry.resolve(party, proposed.article_id) for party in proposed.parties}
    if not {name.name if name else "" for name in meant} <= set(deal.parties):
        return False
    return any(
        cell.start < proposed.quote.end and proposed.quote.start < cell.end
        for report in deal.reports
        if report.article_id == proposed.article_id
        for cell in (report.quote, *report.others)
    )
