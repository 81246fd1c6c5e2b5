"""The Corpus page at work: what it shows, files taken in, articles taken out."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from ..corpus import CorpusError, TieupError
from ..index import Receipt
from ..rag import Assistant, coverage_of
from .api_uploads import Upload, file_name, take_in, take_out
from .corpus_html import (
    PAGE,
    TakenIn,
    articles_html,
    card_html,
    clusters_html,
    found_html,
    quarantine_html,
    taken_html,
)
from .deal_html import flat
from .troubles import trouble_html, trouble_words
from .welcome import Coverage

_LONGEST = 200  # code points of what is sought
_MOST = 2_000
_PASSAGES = 6
_AT_A_TIME = 16  # files in one request


def fields_of(request: object) -> Mapping[str, Any]:
    """What the browser sent, if it is an object at all."""
    return cast("dict[str, Any]", request) if isinstance(request, dict) else {}


def corpus_view(assistant: Assistant, request: object, change: bool) -> dict[str, Any]:
    """The page for request["sought"] and request["limit"]: `html`, the `card`, the `words` of the header.

    `change` says whether the visitor may add and remove.
    """
    asked = fields_of(request)
    sought = " ".join(str(asked.get("sought") or "").split())[:_LONGEST]
    limit = asked.get("limit")
    limit = min(max(limit, PAGE), _MOST) if isinstance(limit, int) else PAGE
    try:
        with assistant.store.reading():
            return {"change": change, **_view(assistant, sought, limit, change)}
    except (TieupError, OSError) as problem:
        html = trouble_html(problem, assistant.store.folder)
        return {"change": change, "html": html, "card": "", "words": ""}


def _view(assistant: Assistant, sought: str, limit: int, change: bool) -> dict[str, Any]:
    store = assistant.store
    articles = {info.id: info for info in store.articles()}
    words = sought.casefold().split()
    fits = [
        info
        for info in articles.values()
        if all(word in _text(info.title, info.publisher, info.path) for word in words)
    ]
    hits = store.search(sought, _PASSAGES) if sought else []
    html = articles_html(fits, limit, change, sought) + found_html(hits, articles)
    if not sought:
        html += quarantine_html(store.stats()["quarantined"]) + clusters_html(store.clusters(), articles)
    card = card_html(coverage_of(store, assistant.deals()))
    return {"html": html, "card": card, "words": Coverage.of(articles.values()).words()}


def _text(*parts: str | None) -> str:
    return " ".join(part for part in parts if part).casefold()


def take_files(assistant: Assistant, request: object, folder: Path) -> str:
    """The files in request["files"], each a name and a path below `folder`, taken in: a list item for each.

    `folder` is where Gradio puts what is uploaded; a path outside of it is refused. The files there are
    deleted, read or not.
    """
    files = fields_of(request).get("files")
    items: list[object] = cast("list[object]", files)[:_AT_A_TIME] if isinstance(files, list) else []
    results: dict[str, TakenIn] = {}
    uploads: list[Upload] = []
    for item in items:
        name = str(fields_of(item).get("name") or "")
        try:
            data = _uploaded(folder, fields_of(item).get("path"))
            kept = file_name(name)
            if any(file_name(upload.name).casefold() == kept.casefold() for upload in uploads):
                raise CorpusError("another file of this name came with it; send them one after the other.")
        except CorpusError as problem:
            results[name] = TakenIn(name, refused=(str(problem),))
            continue
        uploads.append(Upload(name, data))
    results |= _taken(assistant, uploads)
    return "".join(taken_html(result) for result in results.values())


def _uploaded(folder: Path, path: object) -> bytes:
    """What lies at `path`, which is then deleted. CorpusError unless it is a file below `folder`."""
    file = Path(path).resolve() if isinstance(path, str) and "\0" not in path else folder
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise CorpusError("the file did not arrive; send it again.")
    try:
        return file.read_bytes()
    finally:
        with suppress(OSError):
            file.unlink()


def _taken(assistant: Assistant, uploads: Sequence[Upload]) -> dict[str, TakenIn]:
    if not uploads:
        return {}
    try:
        receipt, names = take_in(assistant.store, uploads, lambda: False)
    except (TieupError, OSError) as problem:
        told = trouble_words(problem, assistant.store.folder)
        return {upload.name: TakenIn(upload.name, refused=(told,)) for upload in uploads}
    return {name: _of_file(receipt, path, name) for path, name in names.items()}


def _of_file(receipt: Receipt, path: str, name: str) -> TakenIn:
    kinds = [change.what for change in receipt.changes if change.path == path]
    refused = tuple(rejected.reason for rejected in receipt.rejected if rejected.path == path)
    unchanged = int(not kinds and not refused)
    return TakenIn(name, kinds.count("added"), kinds.count("changed"), unchanged, refused)


def remove_article(assistant: Assistant, request: object) -> str:
    """The article request["id"] taken out, and that said."""
    article_id = str(fields_of(request).get("id") or "")
    try:
        title = assistant.store.article(article_id).title
        take_out(assistant.store, article_id)
    except (TieupError, OSError) as problem:
        return trouble_html(problem, assistant.store.folder)
    return f'<p role="status">Removed “{flat(title)}”.</p>'
