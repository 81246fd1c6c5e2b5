"""What every command shares: the index option, one-line errors, and a count of long work."""

import errno
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..index import Progress

Command = TypeVar("Command", bound=Callable[..., Any])

_PATIENCE = 2.0  # seconds before a count is shown
_BAR = 24  # characters of a full bar


def index_option(command: Command) -> Command:
    """The option that says which index a command works on."""
    return click.option(
        "--index",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="TIEUP_INDEX",
        show_envvar=True,
        metavar="DIR",
        help="The index to use; without it, your own default one, which starts with the bundled articles.",
    )(command)


@contextmanager
def plainly() -> Generator[None]:
    """Turn what Tieup and the file system report into one line on stderr and exit code 1."""
    from ..corpus import TieupError

    try:
        yield
    except TieupError as problem:
        raise click.ClickException(one_line(str(problem))) from problem
    except OSError as problem:
        if problem.errno == errno.EPIPE or problem.filename is None:
            raise
        reason = problem.strerror or type(problem).__name__
        raise click.ClickException(
            one_line(f"{problem.filename}: {reason}; check the path and its permissions.")
        ) from problem


def one_line(text: str, most: int = 500) -> str:
    """`text` on one line, without control characters, cut to `most` characters."""
    from .terminal import plain

    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def notice(text: str) -> None:
    """Say something to the person at the terminal, beside the output."""
    click.echo(text, err=True)


class Counter:
    """A count on stderr of long work, shown after two seconds and only on a terminal."""

    def __init__(self, noun: str, total: int | None = None) -> None:
        self._noun = f" {noun}" if total is None else f" of {total:,} {noun}"
        self._started = time.monotonic()
        self._shown = False

    def __enter__(self) -> "Counter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("", err=True)

    def show(self, done: int) -> None:
        """Redraw for `done` steps."""
        self._draw(f"{done:,}{self._noun}")

    def advance(self, step: "Progress") -> None:
        """Redraw for a step of taking articles in: a bar, the count, the speed and the time left."""
        filled = int(_BAR * step.done / max(step.total, 1))
        minutes, seconds = divmod(round(step.seconds_left), 60)
        self._draw(
            f"[{'#' * filled}{'.' * (_BAR - filled)}] {step.done:,} of {step.total:,}{self._noun}, "
            f"{step.rate:,.1f} a second, {minutes}:{seconds:02} left"
        )

    def _draw(self, text: str) -> None:
        if time.monotonic() - self._started >= _PATIENCE and sys.stderr.isatty():
            self._shown = True
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)
