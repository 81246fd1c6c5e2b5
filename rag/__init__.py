"""Questions in, answers out: understanding, retrieval, composing, verification, the Assistant."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .assistant import Assistant, Event, EvidenceFound, SentenceReady, Understood
from .coverage import Coverage, coverage_of
from .deals import (
    DEAL_TYPES,
    LADDER,
    Cell,
    Conflict,
    Correction,
    CorrectionField,
    Deal,
    DealReport,
    DealStatus,
    DealType,
    Party,
)
from .deciding import AGAINST, FOR, question_measures
from .deciding import NAMES as QUESTION_MEASURES
from .features import NAMES as SENTENCE_MEASURES
from .features import Examined
from .judge import pair as judge_pair
from .judge import reading_of as judge_reading
from .knowledge import knowledge_of
from .names import Mention, NameRegistry
from .names_words import is_common
from .scoring import Weights, evidence_scores, fitted
from .types import Answer, Citation, Evidence, Provenance, Question, Sentence
from .weighing import NAMES as WEIGHED_BY
from .weighing import Weighed, logit, weigh

if TYPE_CHECKING:
    from .amounts import find_amounts
    from .companies_profile import editorial_sentences
    from .deals_cues import says_deal
    from .deals_extract import deal_types_of
    from .ledger import CompanyDeals, DealEvent, Ledger
    from .ledger_check import forget_deals, ledger_problems
    from .ledger_facts import DealFact, Wanted
    from .naming import Named, name_articles
    from .rechecking import Recheck, recheck
    from .support import Witness, unsupported
    from .writer import ModelServer, Writer

__all__ = [
    "AGAINST",
    "DEAL_TYPES",
    "FOR",
    "LADDER",
    "QUESTION_MEASURES",
    "SENTENCE_MEASURES",
    "WEIGHED_BY",
    "Answer",
    "Assistant",
    "Cell",
    "Citation",
    "CompanyDeals",
    "Conflict",
    "Correction",
    "CorrectionField",
    "Coverage",
    "Deal",
    "DealEvent",
    "DealFact",
    "DealReport",
    "DealStatus",
    "DealType",
    "Event",
    "Evidence",
    "EvidenceFound",
    "Examined",
    "Ledger",
    "Mention",
    "ModelServer",
    "NameRegistry",
    "Named",
    "Party",
    "Provenance",
    "Question",
    "Recheck",
    "Sentence",
    "SentenceReady",
    "Understood",
    "Wanted",
    "Weighed",
    "Weights",
    "Witness",
    "Writer",
    "coverage_of",
    "deal_types_of",
    "editorial_sentences",
    "evidence_scores",
    "find_amounts",
    "fitted",
    "forget_deals",
    "is_common",
    "judge_pair",
    "judge_reading",
    "knowledge_of",
    "ledger_problems",
    "logit",
    "name_articles",
    "question_measures",
    "recheck",
    "says_deal",
    "unsupported",
    "weigh",
]

# Late: the ledger's patterns take longer to compile than an answer to find, and only deals need them.
_LATE = {
    "CompanyDeals": ".ledger",
    "DealEvent": ".ledger",
    "DealFact": ".ledger_facts",
    "Ledger": ".ledger",
    "ModelServer": ".writer",
    "Named": ".naming",
    "Recheck": ".rechecking",
    "Wanted": ".ledger_facts",
    "Witness": ".support",
    "Writer": ".writer",
    "deal_types_of": ".deals_extract",
    "editorial_sentences": ".companies_profile",
    "find_amounts": ".amounts",
    "forget_deals": ".ledger_check",
    "ledger_problems": ".ledger_check",
    "name_articles": ".naming",
    "recheck": ".rechecking",
    "says_deal": ".deals_cues",
    "unsupported": ".support",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name], __name__), name)
