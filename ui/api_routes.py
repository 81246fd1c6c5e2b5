"""`/api`: the assistant for programs, typed and described by OpenAPI."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Security, UploadFile
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPBearer

from ..corpus import Article, StoreError, TieupError, Zone
from ..rag import Answer, Event, EvidenceFound, Understood
from .api_errors import ApiProblem, Failure, message_of, status_of
from .api_types import (
    ArticleOut,
    ArticlesOut,
    AskIn,
    CompaniesOut,
    DealsOut,
    ReceiptOut,
    TimelineOut,
    VerifyIn,
    VerifyOut,
)
from .api_uploads import MOST_FILES, Upload, take_in, take_out
from .desk import Asking, Desk

Item = TypeVar("Item")


def desk_of(request: Request) -> Desk:
    """The desk of the server that a request came to."""
    return request.app.state.desk


def may_write(request: Request) -> None:
    """Refuse whoever may only read."""
    if request.state.caller.rights != "write":
        raise ApiProblem(403, "This key may only read and ask; changing articles takes one with --write.")


TheDesk = Annotated[Desk, Depends(desk_of)]
Limit = Annotated[int, Query(ge=1, le=1000, description="The most to send at a time.")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="How many to leave out from the first on.")]
Name = Annotated[str | None, Query(max_length=200)]
ArticleId = Annotated[str, Path(max_length=200, description="As in a citation's article_id.")]

FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 401, 403, 404, 413, 422, 429, 500, 503)
}
# Keys are checked before anything gets here; this tells the description, and clients made from it.
KEYED = [Security(HTTPBearer(auto_error=False, description="A key made with `tieup keys add`."))]
router = APIRouter(prefix="/api", responses=FAILURES, tags=["Tieup"], dependencies=KEYED)


@router.post("/ask", summary="Answer a question")
async def ask(body: AskIn, desk: TheDesk) -> Answer:
    """Answer a question from the articles, each sentence with its citations.

    `abstained` says that the articles do not answer it; the citations are then the nearest passages.
    """
    return await desk.ask(_asking(body))


@router.post("/stream", summary="Answer a question piece by piece", response_class=StreamingResponse)
async def stream(body: AskIn, desk: TheDesk) -> StreamingResponse:
    """The same answer as server-sent events.

    `understood` (the question), `evidence` (what was looked at), a `sentence` each with the citations that
    it brings in, then `answer`, which is what `/api/ask` gives. `error` ends a stream that went wrong.
    """
    first, rest = await begun(desk.events(_asking(body)))
    return StreamingResponse(_sent(first, rest), media_type="text/event-stream", headers=UNBUFFERED)


@router.get("/deals", summary="List deals")
async def deals(  # noqa: PLR0913 - one for each filter, as the command line has
    desk: TheDesk,
    company: Name = None,
    partner: Name = None,
    type: Name = None,
    status: Name = None,
    as_of: Annotated[str | None, Query(max_length=20, description="As reported by then (ISO day).")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> DealsOut:
    """Every deal that the articles state and that fits, each value with the passage behind it."""
    found = await desk.read(partial(desk.assistant.deals, company, partner, type, status, as_of))
    page = [deal.to_dict() for deal in found[offset : offset + limit]]
    return DealsOut.model_validate({"total": len(found), "deals": page})


@router.get("/timeline", summary="What was reported of a company's deals, in order")
async def timeline(
    desk: TheDesk,
    a: Annotated[str, Query(min_length=1, max_length=200, description="A company.")],
    b: Annotated[str | None, Query(max_length=200, description="Another: only deals of both.")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> TimelineOut:
    """Reports of the deals of a company, or of two, in the order in which things happened."""
    found = await desk.read(partial(desk.assistant.timeline, a, b))
    page = [event.to_dict() for event in found[offset : offset + limit]]
    return TimelineOut.model_validate({"total": len(found), "events": page})


@router.get("/companies", summary="List companies that are party to a deal")
async def companies(desk: TheDesk, limit: Limit = 100, offset: Offset = 0) -> CompaniesOut:
    """Companies by name, with their other spellings and their partners."""
    found = await desk.read(desk.assistant.companies)
    page = [asdict(company) for company in found[offset : offset + limit]]
    return CompaniesOut.model_validate({"total": len(found), "companies": page})


@router.get("/articles", summary="List articles")
async def articles(desk: TheDesk, limit: Limit = 100, offset: Offset = 0) -> ArticlesOut:
    """The articles of the index by title, without their text."""
    found = await desk.read(desk.assistant.store.articles)
    return ArticlesOut(total=len(found), articles=found[offset : offset + limit])


@router.get("/articles/{article_id}", summary="An article")
async def article(article_id: ArticleId, desk: TheDesk) -> ArticleOut:
    """An article whole, with what each stretch of it is."""
    return ArticleOut.of(await desk.read(partial(article_at, desk, article_id)))


@router.post("/articles", summary="Add articles", dependencies=[Depends(may_write)])
async def add(files: list[UploadFile], desk: TheDesk) -> ReceiptOut:
    """Take in files of articles. A file of the same name as an earlier upload takes its place."""
    if len(files) > MOST_FILES:
        raise ApiProblem(422, f"{len(files)} files at once are too many; send {MOST_FILES}.", "files")
    uploads = [Upload(file.filename or "", await file.read()) for file in files]
    store, stopped = desk.assistant.store, desk.stopping.is_set
    receipt, names = await desk.write(partial(take_in, store, uploads, stopped))
    return ReceiptOut.of(receipt, names)


@router.delete("/articles/{article_id}", summary="Remove an article", dependencies=[Depends(may_write)])
async def remove(article_id: ArticleId, desk: TheDesk) -> ReceiptOut:
    """Take an article out of the index."""

    def work() -> ReceiptOut:
        article_at(desk, article_id)
        return ReceiptOut.of(take_out(desk.assistant.store, article_id), {})

    return await desk.write(work)


@router.post("/verify", summary="Check a citation")
async def verify(body: VerifyIn, desk: TheDesk) -> VerifyOut:
    """Whether a quote still stands in its article, code point for code point, in text that may be cited."""

    def work() -> VerifyOut:
        found = article_at(desk, body.article_id)
        if found.text[body.start : body.end] != body.quote or not body.quote:
            return VerifyOut(stands=False, reason="the article does not say so at this place")
        barred = next((zone for zone in found.zones if _bars(zone, body)), None)
        return VerifyOut(stands=barred is None, reason=f"it stands in: {barred.kind}" if barred else None)

    return await desk.read(work)


def _bars(zone: Zone, body: VerifyIn) -> bool:
    return not zone.kind.editorial and zone.start < body.end and body.start < zone.end


def article_at(desk: Desk, article_id: str) -> Article:
    """The article with this id; ApiProblem 404 if there is none."""
    try:
        return desk.assistant.store.article(article_id)
    except StoreError as problem:
        if type(problem) is not StoreError:
            raise  # damage, not a wrong id
        raise ApiProblem(404, _NO_ARTICLE, "article_id") from None


def _asking(body: AskIn) -> Asking:
    return Asking(body.question, body.turns(), body.filters.filters(), "api")


_NO_ARTICLE = "There is no article with this id; /api/articles lists them."

UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Headers that keep proxies from holding back a stream."""


async def begun(events: AsyncGenerator[Item]) -> tuple[Item, AsyncGenerator[Item]]:
    """The first of `events` and the rest: what goes wrong before it can still be answered by a status."""
    try:
        return await anext(events), events
    except BaseException:
        await events.aclose()
        raise


async def _sent(first: Event, rest: AsyncGenerator[Event]) -> AsyncIterator[str]:
    try:
        yield _line(first)
        async for event in rest:
            yield _line(event)
    except TieupError as problem:
        yield sse("error", {"error": {"message": message_of(problem), "status": status_of(problem)}})
    finally:
        await rest.aclose()


def _line(event: Event) -> str:
    if isinstance(event, Answer):
        return sse("answer", event.to_dict())
    if isinstance(event, Understood):
        return sse("understood", asdict(event.question))
    if isinstance(event, EvidenceFound):
        return sse("evidence", [asdict(one) for one in event.evidence])
    return sse("sentence", asdict(event))


def sse(name: str | None, data: dict[str, Any] | Sequence[Any] | str) -> str:
    """A server-sent event; JSON has no line breaks of its own, so one `data` line holds it."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=True)
    return (f"event: {name}\n" if name else "") + f"data: {text}\n\n"
