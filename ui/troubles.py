"""What a page says where it can't show what was asked for."""

from pathlib import Path

from ..corpus import TieupError
from .passages import safe


def trouble_words(problem: TieupError | OSError, folder: Path) -> str:
    """A problem with its way out; one with the files of the index in `folder` says what still works."""
    if not isinstance(problem, OSError):
        return str(problem)
    reason = problem.strerror or type(problem).__name__
    return f"{folder} can't be read ({reason}): restore a backup of the index. The chat may still answer."


def trouble_html(problem: TieupError | OSError, folder: Path) -> str:
    """`trouble_words` as HTML."""
    line = safe(" ".join(trouble_words(problem, folder).split()))
    return f'<div class="tu-problem" role="alert"><strong>Not done.</strong> {line}</div>'
