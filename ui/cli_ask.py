"""`tieup ask` and `tieup export`: answers in the terminal, as JSON, and as documents."""

import json
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_shared import Counter, index_option, notice, one_line, plainly

if TYPE_CHECKING:
    from ..index import Filters
    from ..rag import Answer, Assistant

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    question: str
    history: list[tuple[str, str]]


@click.command("ask", short_help="Answer a question, with the passage behind every sentence.")
@click.argument("question", required=False)
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--questions", type=_FILE, help="Answer each line of a JSON Lines file.")
@click.option("--history", type=_FILE, help="Earlier turns, as JSON: [{q, a}] or [{role, content}].")
@click.option("--publisher", "publishers", multiple=True, help="Only articles of this publisher; repeatable.")
@click.option("--company", "companies", multiple=True, help="Only articles that name it; repeatable.")
@click.option("--after", metavar="DATE", help="Only articles published then or later (YYYY[-MM[-DD]]).")
@click.option("--before", metavar="DATE", help="Only articles published before then (YYYY[-MM[-DD]]).")
@click.option("--author", "authors", multiple=True, help="Only articles that name this author; repeatable.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only articles in it, “en” say.")
@click.option("--zone", "zones", multiple=True, help="Only passages of this kind, “body” say; repeatable.")
@click.option(
    "--cluster", "clusters", multiple=True, metavar="ID", help="Only this article and copies of it."
)
@click.option("--llm", is_flag=True, help="Let your language model word it, each sentence checked.")
def ask_command(question: str | None, questions: Path | None, history: Path | None, **options: Any) -> None:
    """Answer QUESTION from the articles ("-" reads it from standard input).

    \b
      tieup ask "How much did Tencent pay for its Tesla stake?"
      tieup ask "And when?" --history earlier.json --json
      tieup ask --questions questions.jsonl > answers.jsonl

    A line of a questions file is {"id": "q1", "question": "Who …?", "history": [{"q": …, "a": …}]}.
    """
    if (question is None) == (questions is None):
        raise click.UsageError('Give one question in quotes, or --questions FILE: tieup ask "Who …?"')
    if questions and history:
        raise click.UsageError("--history goes with one question; in a questions file each line has its own.")
    with plainly():
        filters = _filters(options)
        if questions:
            _ask_all(_read_questions(questions), _open(options["index"], options["llm"]), filters)
            return
        text = sys.stdin.read() if question == "-" else str(question)
        _ask_one(text, history, options, filters)


def _ask_one(question: str, history: Path | None, options: dict[str, Any], filters: "Filters") -> None:
    from .saved import read_json, turns

    earlier = turns(read_json(history), str(history)) if history else []
    answer = _open(options["index"], options["llm"]).ask(question, history=earlier, filters=filters)
    if options["as_json"]:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(_text(answer))


def _text(answer: "Answer") -> str:
    from .terminal import answer_text

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return answer_text(answer, width)


def _ask_all(asked: list[_Asked], assistant: "Assistant", filters: "Filters") -> None:
    failed = 0
    with Counter("questions", len(asked)) as counter:
        for done, one in enumerate(asked, 1):
            line = _answer_line(assistant, one, filters)
            failed += "error" in line
            click.echo(json.dumps(line, ensure_ascii=False))
            counter.show(done)
    if failed:
        raise click.ClickException(f"{failed} of {len(asked)} questions could not be asked: see “error”.")


def _answer_line(assistant: "Assistant", one: _Asked, filters: "Filters") -> dict[str, Any]:
    from ..corpus import QuestionError

    try:
        answer = assistant.ask(one.question, history=one.history, filters=filters)
    except QuestionError as problem:
        return {"id": one.id, "question": one.question[:200], "error": one_line(str(problem))}
    return {**answer.to_dict(), "id": one.id, "answer_id": answer.id}


def _read_questions(path: Path) -> list[_Asked]:
    from ..corpus import CorpusError
    from .saved import json_lines, turns

    asked: list[_Asked] = []
    for number, value in json_lines(path):
        where = f"{path}, line {number}"
        if not isinstance(value, dict) or not isinstance(value.get("question"), str):
            raise CorpusError(f'{where}: no question; write {{"id": "q1", "question": "Who …?"}}.')
        history = turns(value.get("history"), where)
        asked.append(_Asked(str(value.get("id", number)), value["question"], history))
    if not asked:
        raise CorpusError(f'{path}: no question in it; write {{"id": "q1", "question": "Who …?"}} a line.')
    return asked


def _filters(options: dict[str, Any]) -> "Filters":
    from ..corpus import QuestionError
    from .narrowing import narrowed, zone_kinds

    try:
        return replace(
            narrowed(options["publishers"], options["after"], options["before"]),
            authors=options["authors"],
            languages=options["languages"],
            zones=zone_kinds(options["zones"]),
            clusters=options["clusters"],
            companies=options["companies"],
        )
    except QuestionError as problem:
        raise click.UsageError(str(problem)) from problem


def _open(index: Path | None, llm: bool) -> "Assistant":
    from .opening import open_assistant, writer_by

    if not llm:
        return open_assistant(index, notice)
    from ..corpus import SettingsError
    from .settings import load

    writer = writer_by(load())
    if writer is None:
        raise SettingsError("TIEUP_LLM_BASE_URL: not set; --llm needs the address of a model's server.")
    return open_assistant(index, notice, writer)


@click.command("export", short_help="Turn a saved answer into Markdown, HTML or Word with footnotes.")
@click.argument("answer", type=_FILE)
@click.option("--to", "form", type=click.Choice(["md", "html", "docx"]), default="md", show_default=True)
def export_command(answer: Path, form: str) -> None:
    """Turn ANSWER, a file that `tieup ask --json` wrote, into a document with footnotes.

    Each footnote gives the publisher, title, date, exact quote and link.

    \b
      tieup ask "Who makes robotaxis in Suzhou?" --json > answer.json
      tieup export answer.json --to html > answer.html
    """
    with plainly():
        from .export import to_html, to_markdown
        from .saved import read_answers

        answers = read_answers(answer)
        if form == "docx":
            if sys.stdout.isatty():
                raise click.UsageError("a Word document is no text: put it into a file with > answer.docx")
            from .export_docx import to_docx

            sys.stdout.buffer.write(to_docx(answers))
            return
        click.echo(to_html(answers) if form == "html" else to_markdown(answers), nl=False)
