"""When do two articles tell the same story in nearly the same words?

Bodies are compared as sets of three-word shingles (Broder, "On the resemblance and containment of
documents", 1997). Which pairs to compare at all is left to MinHash signatures cut into bands
(Indyk and Motwani, 1998); whether a pair is alike is then decided on the shingles themselves, so that no
estimate's error shows.
"""

import hashlib
import re
from collections.abc import Set
from functools import cache
from typing import Any

from ..corpus import Article, ZoneKind

WORDS = 3
"""Words to a shingle."""

BANDS, ROWS = 42, 3
"""Of two articles that share half of their shingles 97 % have two bands in common, of two that share a
tenth fewer than one in a thousand."""

SHARED_BANDS = 2

LONG = 60
"""Shingles of a body from which ALIKE is enough; a shorter one says another thing with one other word."""

ALIKE, ALIKE_IF_SHORT = 0.5, 0.9
"""Jaccard index from which two bodies count as one story."""

# Scripts without spaces between words: each character is a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def shingles(article: Article) -> frozenset[str]:
    """The shingles of an article's editorial text below its headline."""
    kinds = (zone for zone in article.zones if zone.kind.editorial and zone.kind is not ZoneKind.HEADLINE)
    words = [word for zone in kinds for word in _WORD.findall(article.text[zone.start : zone.end].casefold())]
    return frozenset(" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def bands(body: Set[str]) -> list[int]:
    """BANDS keys (64-bit integers) of a body; empty for one without shingles."""
    if not body:
        return []
    signature = _minhash().copy()
    signature.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in body])
    rows = signature.hashvalues.reshape(BANDS, ROWS)
    return [_key(number, row.tobytes()) for number, row in enumerate(rows)]


def alike(one: Set[str], other: Set[str]) -> bool:
    """Whether two bodies are one story."""
    shared = len(one & other)
    needed = ALIKE if min(len(one), len(other)) >= LONG else ALIKE_IF_SHORT
    return shared >= needed * (len(one) + len(other) - shared) and shared > 0


@cache
def _minhash() -> Any:
    from datasketch import MinHash  # brings scipy: only writing needs it

    # The scheme is named so that keys in a catalogue outlive another default.
    return MinHash(num_perm=BANDS * ROWS, seed=1, scheme="affine32")


def _key(number: int, row: bytes) -> int:
    digest = hashlib.blake2b(row, digest_size=8, salt=number.to_bytes(2, "big")).digest()
    return int.from_bytes(digest, "big", signed=True)
