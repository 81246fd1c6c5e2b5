"""A saved question asked again: what today's answer has that the saved one had not, and the reverse."""

from dataclasses import dataclass

from ..rag import Answer, Assistant, Citation, recheck
from .saved_questions import SavedQuestion


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs: passages cited only today, passages cited only then, and what no longer holds in words.

    `unlike` says that one of the two answers abstains and the other does not.
    """

    today: Answer
    new: tuple[Citation, ...]
    gone: tuple[Citation, ...]
    findings: tuple[str, ...]
    unlike: bool

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.gone or self.findings or self.unlike)


def changes_since(saved: SavedQuestion, assistant: Assistant) -> Changes:
    """Ask again, with what led to the question, and compare. Raises what `Assistant.ask` does, StoreError.

    Passages are compared, not wording: a language model may have worded the saved answer. What each quote
    and sentence is worth today is for `recheck` to say, as in `tieup verify`.
    """
    with assistant.store.reading():
        today = asked_again(saved, assistant)
        report = recheck(saved.answer, assistant, again=False)
    then = {_passage(citation) for citation in saved.answer.citations}
    now = {_passage(citation) for citation in today.citations}
    broken = tuple(finding.text for finding in report.findings if finding.breaks)
    return Changes(
        today=today,
        new=tuple(citation for citation in today.citations if _passage(citation) not in then),
        gone=tuple(citation for citation in saved.answer.citations if _passage(citation) not in now),
        findings=broken,
        unlike=today.abstained != saved.answer.abstained,
    )


def asked_again(saved: SavedQuestion, assistant: Assistant) -> Answer:
    """Today's answer in the articles' own sentences, the questions that led to it asked before it."""
    history: list[tuple[str, str]] = []
    *earlier, last = saved.link.questions
    for question in earlier:
        history.append((question, assistant.extracted(question, history, saved.link.filters).text))
    return assistant.extracted(last, history, saved.link.filters)


def _passage(citation: Citation) -> tuple[str, str]:
    return citation.article_id, citation.quote
