"""`tieup eval adversarial`: how well the verifier tells sentences made wrong on purpose from right ones."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .adversarial import Rate

_REMOVED, _KEPT = 0.99, 0.95


@click.command("adversarial", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--wrong", default=1000, show_default=True, help="Sentences made wrong.")
@click.option("--right", default=600, show_default=True, help="True sentences, as they stand or reworded.")
@click.option("--show-failures", is_flag=True, help="Print every sentence that was judged wrongly.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("reports/adversarial.json"),
    show_default=True,
    help="Where the rates are kept.",
)
@click.pass_context
def adversarial_command(ctx: click.Context, wrong: int, right: int, show_failures: bool, out: Path) -> None:
    """Measure the verifier on sentences of the bundled articles made wrong, one thing at a time.

    Ends with 1 if under 99 % of the unsupported sentences are removed, or under 95 % of the supported kept.

    \b
      tieup eval adversarial
      tieup eval adversarial --wrong 5000 --show-failures
    """
    from .adversarial import adversarial_cases, judged, overall

    rates, failures = judged(adversarial_cases(wrong, right))
    removed, kept = overall(rates, supported=False), overall(rates, supported=True)
    for case, reason in failures if show_failures else []:
        click.echo(f"{case.doc}, {case.kind}: {case.say} ({reason or 'not caught'})")
    click.echo(_table(rates))
    click.echo(f"unsupported removed {removed:.1%}, supported kept {kept:.1%}")
    report = {"removed": removed, "kept": kept, "kinds": [asdict(rate) for rate in rates]}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    if removed < _REMOVED or kept < _KEPT:
        ctx.exit(1)


def _table(rates: "list[Rate]") -> str:
    lines = [f"{'kind of sentence':<28} {'cases':>6} {'right':>6} {'share':>7}"]
    for rate in rates:
        what = f"{'kept' if rate.supported else 'removed'}: {rate.kind}"
        lines.append(f"{what:<36} {rate.cases:>5} {rate.right:>5} {rate.share:>7.1%}")
    return "\n".join(lines)
