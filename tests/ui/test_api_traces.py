"""Traces: sent to a collector of the test's own where one is named, and nothing loaded where none is."""

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from tieup.ui.api_traces import Traces

SECRET = "Zanzibar"
PARENT = "0af7651916cd43dd8448eb211c80319c"

pytestmark = pytest.mark.slow


@pytest.fixture
def collector():
    """A collector's address, and what it was sent."""
    sent = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", sent
        server.shutdown()
        thread.join()


def spans_of(sent):
    requests = [ExportTraceServiceRequest.FromString(body) for body in sent]
    return [s for r in requests for one in r.resource_spans for scope in one.scope_spans for s in scope.spans]


def facts(span):
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def test_requests_and_questions_are_traced_without_their_words(start_api, collector):
    address, sent = collector
    server = start_api(TIEUP_OTLP_ENDPOINT=address)
    trace = {"traceparent": f"00-{PARENT}-b7ad6b7169203331-01"}
    with server.client() as client:
        asked = client.post("/api/ask", json={"question": f"Who bought {SECRET}?"}, headers=trace)
        assert asked.json()["abstained"]
        client.get(f"/api/articles/{SECRET}")
    server.stop()
    spans = {span.name: span for span in spans_of(sent)}
    request, question = spans["POST /api/ask"], spans["question"]
    assert facts(request)["http.response.status_code"] == 200
    assert request.trace_id.hex() == PARENT
    assert question.parent_span_id == request.span_id
    assert facts(question) == {"tieup.face": "api", "tieup.outcome": "abstained"}
    assert facts(spans["GET /api/articles/{article_id}"])["http.response.status_code"] == 404
    assert SECRET.encode() not in b"".join(sent)


def test_a_collector_that_is_gone_holds_nothing_up_for_long():
    traces = Traces("http://127.0.0.1:9/v1/traces")
    traces.asked("api", "answered", 0.1)
    started = time.monotonic()
    traces.close()
    assert time.monotonic() - started < 10  # less than a service is given to stop


def test_nothing_of_it_is_loaded_where_no_collector_is_named():
    code = "import sys, tieup.ui.server; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tieup.ui.api_gate" in loaded
    assert not {"opentelemetry.sdk", "opentelemetry.exporter", "tieup.ui.api_traces"} & loaded
