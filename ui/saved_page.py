"""The Saved page at work: questions listed, asked again, kept with today's answer, removed."""

from ..corpus import ServeError, TieupError
from ..rag import Assistant
from .changes import asked_again, changes_since
from .saved_html import changes_html, saved_html
from .saved_questions import SavedQuestion, forget_question, save_question, saved_questions
from .troubles import trouble_html


def saved_view(assistant: Assistant) -> str:
    """The questions that are kept, as HTML."""
    folder = assistant.store.folder
    try:
        return saved_html(saved_questions(folder), assistant.store.generation)
    except (TieupError, OSError) as problem:
        return trouble_html(problem, folder)


def again_view(assistant: Assistant, wanted: object) -> str:
    """What has changed in the answer to the question with the id `wanted`, as HTML."""
    folder = assistant.store.folder
    try:
        saved = _found(assistant, wanted)
        return changes_html(saved, changes_since(saved, assistant))
    except (TieupError, OSError) as problem:
        return trouble_html(problem, folder)


def keep_now(assistant: Assistant, wanted: object) -> str:
    """Put today's answer in the place of the saved one; what to say to that, as HTML."""
    folder = assistant.store.folder
    try:
        saved = _found(assistant, wanted)
        with assistant.store.reading():
            today = asked_again(saved, assistant)
        save_question(folder, saved.link.href, today, saved.by)
    except (TieupError, OSError) as problem:
        return trouble_html(problem, folder)
    return '<p class="tu-same"><span aria-hidden="true">✓</span> Kept: changes are counted from today.</p>'


def forget_view(assistant: Assistant, wanted: object, by: str | None) -> str:
    """Remove the question with the id `wanted`, and the list that is left; `by` may remove only their own.

    None may remove any.
    """
    folder = assistant.store.folder
    try:
        saved = _found(assistant, wanted)
        if by is not None and saved.by != by:
            raise ServeError("somebody else saved this question; a key that may write removes it.")
        forget_question(folder, saved.id)
    except (TieupError, OSError) as problem:
        return trouble_html(problem, folder) + saved_view(assistant)
    return saved_view(assistant)


def _found(assistant: Assistant, wanted: object) -> SavedQuestion:
    for saved in saved_questions(assistant.store.folder):
        if saved.id == wanted:
            return saved
    raise ServeError("this question is no longer saved; reload the page.")
