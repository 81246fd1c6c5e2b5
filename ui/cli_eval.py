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
    """Measure the answers on a question set, or with `deals` first, the deal ledger on its records.

    With `retrieval` first, measure how well the right article is found; with `speed` first, speed and size
    beside stock LlamaIndex; with `adversarial` first, how well the verifier tells false sentences from true
    ones.
    """
    from ..evals import adversarial_command, deals_command, retrieval_command, speed_command
    from ..evals import eval_command as measure

    others = {
        "adversarial": adversarial_command,
        "deals": deals_command,
        "retrieval": retrieval_command,
        "speed": speed_command,
    }
    chosen, given, name = measure, list(arguments), "tieup eval"
    if given and given[0] in others:  # a question set of that name is ./deals
        chosen, given, name = others[given[0]], given[1:], f"tieup eval {given[0]}"
    with plainly():
        ctx.exit(chosen.main(given, prog_name=name, standalone_mode=False) or 0)
