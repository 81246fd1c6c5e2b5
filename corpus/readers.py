"""Articles from files and folders. A format is one line in the registry and one file beside this one."""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from .decoding import UnreadableError
from .errors import CorpusError
from .types import Article, Rejected

READERS: dict[str, str] = {
    ".md": "read_text",
    ".txt": "read_text",
    ".html": "read_html",
    ".htm": "read_html",
    ".pdf": "read_pdf",
    ".docx": "read_docx",
    ".eml": "read_mail",
    ".mhtml": "read_mail",
    ".mht": "read_mail",
    ".rss": "read_feed",
    ".atom": "read_feed",
    ".xml": "read_feed",
    ".jsonl": "read_jsonl",
    ".csv": "read_csv",
}
"""The module beside this one that reads a file, by the file's suffix in lower case.

Named, not imported: a question asked of an index reads no file, and should not pay for readers. The
module `read_x` holds `read_x_file(file)`, which gives articles and refusals, or raises UnreadableError.
"""


_AN_INDEX = "catalogue.sqlite"
"""What lies in the folder of an index; what people keep beside it, of aliases and feedback, is no article."""


def read_articles(path: str | Path) -> Iterator[Article | Rejected]:
    """The articles of a file, or of all files below a folder, sorted by path.

    What can't be read comes as a Rejected in its place and the rest goes on. Hidden files, and below a
    folder files of other formats and an index's own, are passed over. Raises CorpusError when nothing is
    at `path`.
    """
    path = Path(path)
    if not path.exists():
        raise CorpusError(f"{path}: no such file or folder; check the spelling")
    return _read_folder(path) if path.is_dir() else _read_file(path)


def expected_articles(path: str | Path) -> int:
    """About how many articles `read_articles(path)` will give, without reading them.

    Lines of a .jsonl or .csv file count, any other file counts as one. Nothing at `path` counts as none.
    """
    path = Path(path)
    files = _files_below(path) if path.is_dir() else [path] if path.exists() else []
    return sum(_expected(file) for file in files if file.suffix.lower() in READERS)


def _expected(file: Path) -> int:
    if file.suffix.lower() not in (".jsonl", ".csv"):
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
    """Files that aren't hidden, nor an index's; links to folders aren't followed: a loop can't hold us."""
    for place, folders, files in os.walk(folder):
        if _AN_INDEX in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if not name.startswith("."))


def _read_file(file: Path) -> Iterator[Article | Rejected]:
    reader = _reader(file.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        yield Rejected(str(file), f"{file.suffix or 'no suffix'} is not a known format: use one of {known}")
        return
    spelt = os.fsencode(file).decode("utf-8", "replace")
    if spelt != str(file):  # bytes of another encoding, which neither the catalogue nor JSON can hold
        yield Rejected(spelt, "has a name that is not UTF-8: rename it")
        return
    if file.exists() and not file.is_file():
        yield Rejected(str(file), "is no regular file: give a file or a folder of them")
        return
    try:
        yield from reader(file)
    except UnreadableError as reason:
        yield Rejected(str(file), str(reason))


def _reader(suffix: str) -> Callable[[Path], Iterator[Article | Rejected]] | None:
    name = READERS.get(suffix)
    return None if name is None else getattr(import_module(f".{name}", __package__), f"{name}_file")
