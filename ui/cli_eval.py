"""`tieup eval`: hands its arguments to the evals room, loaded only then."""

import click

from .cli_shared import plainly


@click.command(
    "eval",
    short_help="Measure the answers on a question set.",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def eval_command(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Measure the answers on a question set."""
    from ..evals import eval_command as measure

    with plainly():
        ctx.exit(measure.main(list(arguments), prog_name="tieup eval", standalone_mode=False) or 0)
