"""What a page says where it can't show what was asked for."""

from pathlib import Path

from ..corpus import StoreBusy, StoreError, TieupError
from .passages import safe

_MEANWHILE = "Questions, deals and searches are answered meanwhile."
_CHAT = "The chat may still answer."


def trouble_words(problem: TieupError | OSError, folder: Path) -> str:
    """A problem with its way out; one with the index in `folder`, or its files, says what is left."""
    if isinstance(problem, StoreBusy):
        return f"Another process is adding or removing articles; try again in a moment. {_MEANWHILE}"
    if isinstance(problem, OSError):
        reason = problem.strerror or type(problem).__name__
        return f"{folder} can't be read ({reason}): restore a backup of the index. What is shown stays."
    told = str(problem)
    return f"{told.rstrip('.')}. What is shown stays." if isinstance(problem, StoreError) else told


def trouble_html(problem: TieupError | OSError, folder: Path) -> str:
    """`trouble_words` as HTML, for a page beside the chat."""
    ours = isinstance(problem, StoreError | OSError) and not isinstance(problem, StoreBusy)
    told = " ".join([*trouble_words(problem, folder).split(), *([_CHAT] if ours else [])])
    return f'<div class="tu-problem" role="alert"><strong>Not done.</strong> {safe(told)}</div>'
