"""Measuring: question sets, metrics, the stock peer, the report.

`eval_command` is `tieup eval`, `deals_command` is `tieup eval deals`, and so on.
"""

from .adversarial_command import adversarial_command
from .command import eval_command
from .deals_command import deals_command
from .estimates import METRICS, Estimate, summarise
from .gold import Gold, GoldSpans, locate, locate_all
from .metrics import mark, stands_in, without_markers
from .questions import EvalQuestion, GoldQuote, read_questions
from .retrieval_command import retrieval_command
from .run import Ground, Row, run_questions
from .speed_command import speed_command
from .types import Answered, Marks, System

__all__ = [
    "METRICS",
    "Answered",
    "Estimate",
    "EvalQuestion",
    "Gold",
    "GoldQuote",
    "GoldSpans",
    "Ground",
    "Marks",
    "Row",
    "System",
    "adversarial_command",
    "deals_command",
    "eval_command",
    "locate",
    "locate_all",
    "mark",
    "read_questions",
    "retrieval_command",
    "run_questions",
    "speed_command",
    "stands_in",
    "summarise",
    "without_markers",
]
