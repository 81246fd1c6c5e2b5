"""Articles from files and folders. A format is one line in the registry and one file beside this one."""

from collections.abc import Callable, Iterator
from os import walk
from pathlib import Path

from .decoding import UnreadableError
from .errors import CorpusError
from .read_html import read_html_file
from .read_jsonl import read_jsonl_file
from .read_text import read_text_file
from .types import Article, Rejected

READERS: dict[str, Callable[[Path], Iterator[Article | Rejected]]] = {
    ".md": read_text_file,
    ".txt": read_text_file,
    ".html": read_html_file,
    ".htm": read_html_file,
    ".jsonl": read_jsonl_file,
}
"""What reads a file, by its suffix in lower case."""


def read_articles(path: str | Path) -> Iterator[Article | Rejected]:
    """The articles of a file, or of all files below a folder, sorted by path.

    What can't be read comes as a Rejected in its place and the rest goes on. Hidden files, and below a
    folder files of other formats, are passed over. Raises CorpusError when nothing is at `path`.
    """
    path = Path(path)
    if not path.exists():
        raise CorpusError(f"{path}: no such file or folder; check the spelling")
    return _read_folder(path) if path.is_dir() else _read_file(path)


def expected_articles(path: str | Path) -> int:
    """About how many articles `read_articles(path)` will give, without reading them.

    Lines of a .jsonl file count, any other file counts as one. Nothing at `path` counts as none.
    """
    path = Path(path)
    files = _files_below(path) if path.is_dir() else [path] if path.exists() else []
    return sum(_expected(file) for file in files if file.suffix.lower() in READERS)


def _expected(file: Path) -> int:
    if file.suffix.lower() != ".jsonl":
        return 1
    try:
        with file.open("rb") as lines:
            return sum(part.count(b"\n") for part in iter(lambda: lines.read(1 << 20), b"")) or 1
    except OSError:
        return 1


def bundled_articles() -> Path:
    """The folder of the articles that come with Tieup."""
    return Path(__file__).parent / "articles"


def _read_folder(folder: Path) -> Iterator[Article | Rejected]:
    for file in sorted(_files_below(folder)):
        if file.suffix.lower() in READERS:
            yield from _read_file(file)


def _files_below(folder: Path) -> Iterator[Path]:
    """Files that aren't hidden; links to folders aren't followed, so that a loop can't hold us."""
    for place, folders, files in walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if not name.startswith("."))


def _read_file(file: Path) -> Iterator[Article | Rejected]:
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        yield Rejected(str(file), f"{file.suffix or 'no suffix'} is not a known format: use one of {known}")
        return
    try:
        yield from reader(file)
    except UnreadableError as reason:
        yield Rejected(str(file), str(reason))
