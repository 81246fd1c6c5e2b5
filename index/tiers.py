"""How an index searches its vectors: all of them, or by a fast index over the large segments."""

import sqlite3
from typing import Literal, get_args

from ..corpus import StoreError
from .vectors import FAST_FROM

Tier = Literal["auto", "exact", "fast"]
"""`exact` compares every vector; `fast` looks through the likeliest; `auto` is fast from 100,000 on."""

TIERS: dict[Tier, int | None] = {"auto": FAST_FROM, "exact": None, "fast": 1000}
"""From how many vectors a segment gets a fast index; None: never."""


def tier_of(connection: sqlite3.Connection) -> Tier:
    """What the index was told to do."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'tier'").fetchone()
    return next((tier for tier in get_args(Tier) if row is not None and tier == row[0]), "auto")


def set_tier(connection: sqlite3.Connection, tier: str) -> None:
    """Note what the index is to do. Raises StoreError for a tier that there isn't."""
    if tier not in TIERS:
        raise StoreError(f"there is no tier {tier!r}: choose one of {', '.join(TIERS)}")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('tier', ?)", (tier,))
