"""Articles that come over the wire: kept as files beside the index, so that their citations have a path."""

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from ..corpus import READERS, CorpusError
from ..index import Progress, Receipt, Store

FOLDER = "uploads"
"""The folder in the index's own where uploaded files lie."""
MOST_FILES = 200
_LONGEST_NAME = 120
Taken = tuple[Receipt, dict[str, str]]
_FORBIDDEN = frozenset('<>:"|?*')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name its sender gave it, and where its bytes lie for now."""

    name: str
    data: bytes


def file_name(sent: str) -> str:
    """The name that an uploaded file is kept under. Raises CorpusError for one that is no article's."""
    # Browsers on Windows have sent whole paths; whatever stands before the name is dropped.
    name = PureWindowsPath(PurePosixPath(sent).name).name.strip().lstrip(".")
    name = "".join(sign if sign.isprintable() and sign not in _FORBIDDEN else "_" for sign in name)
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        raise CorpusError(f"{name[:60] or 'a file'} is no kind of article; supported: {', '.join(READERS)}.")
    stem = name[: -len(suffix)].encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore")
    if not stem.strip(". "):
        raise CorpusError("a file to be added needs a name.")
    return stem + suffix


def take_in(
    store: Store, uploads: Sequence[Upload], stopped: Callable[[], bool]
) -> tuple[Receipt, dict[str, str]]:
    """Keep the files and add them; a file of the same name is replaced, and its articles with it.

    Gives the receipt, and the sent names by path. Raises CorpusError, StoreBusy, StoreError, OSError.
    """
    names = [file_name(upload.name) for upload in uploads]
    if len({name.casefold() for name in names}) < len(names):
        raise CorpusError("two files of one name were sent; name them apart, the later replaces the earlier.")
    folder = store.folder / FOLDER
    folder.mkdir(exist_ok=True)
    paths = [folder / name for name in names]
    for path, upload in zip(paths, uploads, strict=True):
        _keep(path, upload.data)

    def progress(_: Progress) -> None:
        if stopped():
            raise CorpusError("the server is stopping; what was added by then is kept: send the rest again.")

    try:
        receipt = store.add(paths, progress)
    except CorpusError:
        _drop(store, paths)
        raise
    _drop(store, [Path(rejected.path) for rejected in receipt.rejected])
    return receipt, {str(path): upload.name for path, upload in zip(paths, uploads, strict=True)}


def take_out(store: Store, article_id: str) -> Receipt:
    """Remove an article, and the uploaded file that it came in once no other article is from it."""
    path = Path(store.article(article_id).path)
    receipt = store.remove(article_id)
    _drop(store, [path])
    return receipt


def _keep(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _drop(store: Store, paths: Sequence[Path]) -> None:
    """Delete those of the files that were uploaded and that no article of the index is from."""
    folder = (store.folder / FOLDER).absolute()
    used = {Path(info.path).absolute() for info in store.articles()}
    for path in paths:
        if path.absolute().parent == folder and path.absolute() not in used:
            with suppress(OSError):
                path.unlink()
