"""Whether the ledger knows the sum that is asked for: what one company paid for, or put into, another.

The judge reads a sentence word by word, and may not see in "has invested $2 billion in" the price of a stake;
the ledger has read who paid whom, and how much.
"""

import re

from ..index import StoredSentence
from .deals import DealStatus, DealType
from .kinds import required_of
from .listing import Facts
from .names import NameRegistry
from .premise import companies_asked
from .understanding import Asked

_PAID = re.compile(r"\b(?:pa(?:y|ys|id|ying)|invest\w*|spen[dt]\w*|price|cost|costs)\b", re.IGNORECASE)
_BOUGHT: frozenset[DealType] = frozenset({"investment", "acquisition"})
_STANDING: frozenset[DealStatus] = frozenset({"announced", "signed", "ongoing", "completed", "extended"})


def amount_known(asked: Asked, sentence: StoredSentence, registry: NameRegistry, facts: Facts) -> bool:
    """Whether `sentence` gives the sum of a purchase between the two companies asked about, and the question
    asks for what was paid."""
    text = asked.question.text
    if "money" not in required_of(text) or not _PAID.search(text):
        return False
    pair = companies_asked(asked, registry)
    if len(pair) != 2 or len(asked.names) != 2:
        return False
    for fact in facts(pair, None):
        cell = fact.cells.get("amount")
        if cell is None or fact.deal.type not in _BOUGHT or fact.deal.status not in _STANDING:
            continue
        if cell.article_id == sentence.article_id and sentence.start <= cell.start < sentence.end:
            return True
    return False
