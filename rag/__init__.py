"""Questions in, answers out: understanding, retrieval, composing, verification, the Assistant."""

from .types import Answer, Citation, Evidence, Question, Sentence

__all__ = ["Answer", "Citation", "Evidence", "Question", "Sentence"]
