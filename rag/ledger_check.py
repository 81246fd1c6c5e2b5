"""Does the evidence of every deal slice to its article's text? For `tieup doctor`."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ..corpus import StoreError
from ..index import Problem, Store
from .deals import CELLS, Cell, DealReport, Party
from .ledger import FORMAT, report_of

_OWN = 16  # hexadecimal digits that mark a user's own names behind the generation


def ledger_problems(store: Store) -> list[Problem]:
    """What is wrong with the deals kept beside the index, as far as they are of its present generation.

    A ledger that is behind is brought up to date when deals are next asked for, and none is no problem.
    """
    path = store.folder / "deals.sqlite"
    if not path.exists():
        return []
    try:
        with store.reading() as generation, closing(_opened(path)) as connection:
            return list(_problems(store, connection)) if _current(connection, generation) else []
    except sqlite3.OperationalError:
        return []  # locked by one who writes it, or not begun: it is read anew before it is asked
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        return [Problem(f"the deals in {path} can't be read ({error})", fixable=True)]


def forget_deals(store: Store) -> None:
    """Delete the deals kept beside the index, which are read anew when they are next asked for."""
    for name in ("deals.sqlite", "deals.sqlite-journal"):
        (store.folder / name).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _current(connection: sqlite3.Connection, generation: int) -> bool:
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    stand, own = meta.get("generation", ""), len(meta.get("generation", "")) - len(str(generation))
    return meta.get("format") == str(FORMAT) and stand.startswith(str(generation)) and own in (0, _OWN)


def _problems(store: Store, connection: sqlite3.Connection) -> Iterator[Problem]:
    text, read = "", ""
    for article_id, data in connection.execute("SELECT article, data FROM report ORDER BY article, rowid"):
        if article_id != read:
            try:
                text, read = store.article(article_id).text, article_id
            except StoreError:
                yield Problem(f"a deal was read in article {article_id}, which can't be shown", fixable=True)
                continue
        for name, cell in _evidence(report_of(json.loads(data))):
            if text[cell.start : cell.end] != cell.text or cell.article_id != article_id:
                what = f"the {name} of a deal in article {article_id} does not slice to its text"
                yield Problem(f"{what}, at {cell.start}", fixable=True)


def _evidence(report: DealReport) -> Iterator[tuple[str, Cell | Party]]:
    """Everything of a report that has a place in the article, with what it is."""
    yield from (("party", party) for party in report.parties)
    yield from (("further sentence", cell) for cell in report.others)
    for name in CELLS:
        cell: Cell | None = getattr(report, name)
        if cell is not None:
            yield name, cell
