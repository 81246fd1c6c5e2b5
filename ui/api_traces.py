"""Traces of requests and questions for an OpenTelemetry collector, by the extra `otel`.

Loaded only where the settings name a collector. Spans hold routes, outcomes and times, and no word of
what was asked.
"""

import time
from importlib.metadata import version

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .api_log import method_of, route_of

_PATIENCE = 3  # seconds that a collector has for a batch


class Traces:
    """Spans for the collector at `endpoint` (to its /v1/traces), sent in batches from a thread."""

    def __init__(self, endpoint: str) -> None:
        about = {"service.name": "tieup", "service.version": version("tieup")}
        self._provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
        self._provider.add_span_processor(
            BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=_PATIENCE))
        )
        self.tracer = self._provider.get_tracer("tieup")

    def asked(self, face: str, outcome: str, seconds: float) -> None:
        """Note a question that was answered, or wasn't, within the request at hand."""
        ended = time.time_ns()
        span = self.tracer.start_span(
            "question",
            start_time=ended - int(seconds * 1e9),
            attributes={"tieup.face": face, "tieup.outcome": outcome},
        )
        span.end(ended)

    def close(self) -> None:
        """Send what is left, and stop."""
        self._provider.shutdown()


class Traced:
    """A span for every request to `app`; it goes on with a trace that the request brings."""

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self._app = app
        self._tracer = traces.tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        brought = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in (b"traceparent", b"tracestate")
        }
        # Exceptions are not noted: their text may be a caller's.
        with self._tracer.start_as_current_span(
            "request", TraceContextTextMapPropagator().extract(brought), SpanKind.SERVER,
            record_exception=False, set_status_on_exception=False,
        ) as span:  # fmt: skip
            try:
                await self._app(scope, receive, watched)
            finally:
                method, route = method_of(scope), route_of(scope)
                span.update_name(f"{method} {route}")
                span.set_attribute("http.request.method", method)
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)
