"""Questions in, answers out: understanding, retrieval, composing, verification, the Assistant."""

from .assistant import Assistant, Event, EvidenceFound, SentenceReady, Understood
from .deciding import NAMES as QUESTION_MEASURES
from .deciding import question_measures
from .features import NAMES as SENTENCE_MEASURES
from .features import Examined
from .knowledge import knowledge_of
from .scoring import Weights
from .types import Answer, Citation, Evidence, Question, Sentence

__all__ = [
    "QUESTION_MEASURES",
    "SENTENCE_MEASURES",
    "Answer",
    "Assistant",
    "Citation",
    "Event",
    "Evidence",
    "EvidenceFound",
    "Examined",
    "Question",
    "Sentence",
    "SentenceReady",
    "Understood",
    "Weights",
    "knowledge_of",
    "question_measures",
]
