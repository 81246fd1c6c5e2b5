"""How dates, sources and counts are worded: the same on every surface."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from ..rag import Answer, Citation, Evidence, Question

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A text fragment names the first and last words of the quote: enough for a browser to find it.
_FRAGMENT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How the check of an answer's sentences ended, and how long the answer took (milliseconds)."""

    verified: int
    removed: int
    ms: float

    @classmethod
    def of(cls, answer: Answer) -> "Tally":
        """Count the sentences of `answer` by status; of one that abstains, none is an answer to count."""
        if answer.abstained:
            return cls(0, 0, answer.ms)
        verified = sum(sentence.status == "verified" for sentence in answer.sentences)
        return cls(verified, len(answer.sentences) - verified, answer.ms)

    def words(self) -> str:
        """For example "2 sentences verified · 1 removed · 41 ms"."""
        parts = [f"{plural(self.verified, 'sentence')} verified"] if self.verified else []
        parts += [f"{self.removed} removed, not supported by the articles"] if self.removed else []
        return " · ".join([*parts, f"{self.ms:,.0f} ms"])


def plural(count: int, noun: str) -> str:
    """`count` and `noun`, for example "1 article" and "2,000 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def day(published: str | None) -> str:
    """An ISO date of any precision in words: "12 Oct 2023", "Jun 2018", "2019"; "undated" for none."""
    if not published:
        return "undated"
    year, *rest = published.split("-")
    numbers = [int(part) for part in rest if part.isdigit()]
    if len(numbers) != len(rest) or not all(1 <= month <= 12 for month in numbers[:1]):
        return published
    month = [_MONTHS[numbers[0] - 1]] if numbers else []
    return " ".join([*(str(number) for number in numbers[1:2]), *month, year])


def publisher(source: Citation | Evidence) -> str:
    """Who published it; the file's name where that isn't known."""
    return source.publisher or PurePath(source.path).name


def chip(citation: Citation) -> str:
    """A citation in one short line: "1 · TechCrunch · 12 Oct 2023"."""
    return f"{citation.number} · {publisher(citation)} · {day(citation.published)}"


def web_link(url: str | None, quoted: str = "") -> str | None:
    """`url` if it is a plain http or https address, made to open at `quoted`; otherwise None.

    The fragment follows the URL Fragment Text Directives draft (`#:~:text=first,last`).
    """
    if not url or any(character.isspace() or ord(character) < 32 for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    words = quoted.split()
    if parts.fragment or not words:
        return url
    first, last = " ".join(words[:_FRAGMENT_WORDS]), " ".join(words[-_FRAGMENT_WORDS:])
    ends = [first, last] if len(words) > 2 * _FRAGMENT_WORDS else [" ".join(words)]
    return f"{url.rstrip('#')}#:~:text={','.join(quote(end, safe='').replace('-', '%2D') for end in ends)}"


def understood(question: Question) -> list[str]:
    """What was made of a question, as short pieces: names, corrections and what was inferred."""
    corrected = [f"“{typed}” read as {taken}" for typed, taken in question.corrected]
    return [*question.names, *corrected, *question.inferred]
