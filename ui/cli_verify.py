"""`tieup verify`: a saved answer held against the index of today."""

import json
from pathlib import Path

import click

from .cli_shared import index_option, notice, plainly


@click.command("verify", short_help="Check a saved answer against the index of today.")
@click.argument("answer", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, an answer a line.")
@click.pass_context
def verify_command(ctx: click.Context, answer: Path, index: Path | None, as_json: bool) -> None:
    """Check ANSWER, a file that `tieup ask --json` wrote, and say what has changed since.

    Every quote must stand where it stood, every sentence be borne out by what it cites; articles that are
    gone or changed are named, and the question is asked again. Ends with 1 if something no longer holds.

    \b
      tieup ask "Who makes robotaxis with Uber?" --json > answer.json
      tieup verify answer.json
    """
    with plainly():
        from ..rag import recheck
        from .opening import open_assistant
        from .saved import read_answers
        from .terminal import plain

        assistant = open_assistant(index, notice)
        reports = [recheck(saved, assistant) for saved in read_answers(answer)]
        for report in reports:
            if as_json:
                click.echo(json.dumps(report.to_dict(), ensure_ascii=False))
                continue
            verdict = "stands" if report.stands else "no longer stands"
            counted = f"{report.citations} citations and {report.sentences} sentences checked"
            click.echo(f"Answer {plain(report.answer_id)} {verdict}: {counted}.")
            for finding in report.findings:
                click.echo(plain(f"- {' '.join(finding.text.split())}"))
        if not all(report.stands for report in reports):
            ctx.exit(1)
