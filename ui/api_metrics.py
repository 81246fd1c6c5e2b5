"""What Prometheus may know of a server: counts and times, and nothing of what was asked."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

MEDIA_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "tieup_requests",
            "Requests by route and status.",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "tieup_request_seconds",
            "Time to the end of a response.",
            ["route"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._questions = Counter(
            "tieup_questions", "Questions by the way they came and how they ended.", ["face", "outcome"],
            registry=registry,
        )  # fmt: skip
        self._answering = Histogram(
            "tieup_answer_seconds", "Time to a whole answer.", ["face"], registry=registry, buckets=_SECONDS
        )
        self._refused = Counter(
            "tieup_refused", "Requests refused before they were worked on.", ["reason"], registry=registry
        )
        self._held = Gauge("tieup_held", "Requests worked on or waiting for their turn.", registry=registry)
        self._articles = Gauge("tieup_articles", "Articles in the index.", registry=registry)
        self._generation = Gauge(
            "tieup_index_generation", "How often the index has changed.", registry=registry
        )

    def responded(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a response."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def asked(self, face: str, outcome: str, seconds: float) -> None:
        """Count a question."""
        self._questions.labels(face, outcome).inc()
        self._answering.labels(face).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a refusal."""
        self._refused.labels(reason).inc()

    def held(self, number: int) -> None:
        """Note how many requests are worked on or wait."""
        self._held.set(number)

    def text(self, articles: int, generation: int) -> bytes:
        """All of it in Prometheus' text format, with the index as it stands."""
        self._articles.set(articles)
        self._generation.set(generation)
        return generate_latest(self._registry)
