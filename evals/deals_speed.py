"""How fast a large ledger answers what deals a company has, on deals that are made up.

    python -m tieup.evals.deals_speed 1000000

The companies have one-word names; each deal draws two of them, a type and a status, by a fixed seed. Fails
where a query takes LIMIT or more. Prints the figures.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..rag import DEAL_TYPES, LADDER, Cell, DealReport, Ledger, NameRegistry, Party

LIMIT = 0.05
"""Seconds that a company's deals may take at most."""
_SYLLABLES = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "ri", "so", "ta", "vu", "xe", "zi")
_QUOTE = "{} and {} have agreed to go on working together until the end of the year after next."


@dataclass(frozen=True, slots=True)
class LedgerSpeed:
    """`deals` in a file of `megabytes`; `seconds` of each query, and the most deals that one gave."""

    deals: int
    megabytes: float
    seconds: tuple[float, ...]
    most: int


def company_names(count: int) -> list[str]:
    """So many different names, each of syllables."""
    names: list[str] = []
    for number in range(count):
        word = ""
        while number or not word:
            number, place = divmod(number, len(_SYLLABLES))
            word += _SYLLABLES[place]
        names.append(f"{word}x".capitalize())
    return names


def made_up(deals: int, names: list[str], seed: int = 1) -> Iterator[DealReport]:
    """Reports of `deals` deals, an article each."""
    draw = random.Random(seed)  # noqa: S311 - made-up data
    for number in range(deals):
        one, two = draw.sample(names, 2)
        yield _report(f"a{number}", (one, two), draw)


def _report(article: str, pair: tuple[str, str], draw: random.Random) -> DealReport:
    quote = _QUOTE.format(*pair)
    places = ((0, len(pair[0])), (len(pair[0]) + 5, len(pair[0]) + 5 + len(pair[1])))
    parties = tuple(
        Party(name, "partner", article, *place, True, name) for name, place in zip(pair, places, strict=True)
    )
    day = f"20{draw.randrange(10, 25)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    at = quote.index("agreed")
    return DealReport(
        article_id=article,
        path=f"news/{article}.md",
        publisher="Made-Up Times",
        published=day,
        parties=parties,
        type=Cell(draw.choice(DEAL_TYPES), article, at, at + 6, "agreed"),
        status=Cell(draw.choice(LADDER), article, at, at + 6, "agreed"),
        date=None,
        amount=None,
        stake=None,
        scope=None,
        quote=Cell(quote, article, 0, len(quote), quote),
    )


def ledger_speed(folder: Path, deals: int, companies: int, queries: int = 200) -> LedgerSpeed:
    """Fill a ledger in `folder` and ask it for the deals of `queries` companies drawn at random."""
    names = company_names(companies)
    registry = NameRegistry.of_companies(names)
    file = folder / "deals.sqlite"
    with closing(Ledger.in_file(file, registry)) as ledger:
        ledger.fill(made_up(deals, names))
        seconds: list[float] = []
        most = 0
        draw = random.Random(2)  # noqa: S311 - as above
        for name in draw.sample(names, min(queries, len(names))):
            start = time.perf_counter()
            found = ledger.deals(name)
            seconds.append(time.perf_counter() - start)
            most = max(most, len(found))
    return LedgerSpeed(deals, file.stat().st_size / 1e6, tuple(sorted(seconds)), most)


def main() -> None:
    """Measure at the size that the command line gives, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("deals", type=int)
    deals: int = parser.parse_args().deals
    with tempfile.TemporaryDirectory(prefix="tieup-ledger-") as folder:
        speed = ledger_speed(Path(folder), deals, max(100, deals // 50))
    median, worst = speed.seconds[len(speed.seconds) // 2], speed.seconds[-1]
    print(f"{speed.deals:,} deals, {speed.megabytes:,.0f} MB: {len(speed.seconds)} company queries,")
    print(f"median {1000 * median:.1f} ms, slowest {1000 * worst:.1f} ms, up to {speed.most} deals each")
    if median >= LIMIT:
        sys.exit(f"slower than {1000 * LIMIT:.0f} ms")


if __name__ == "__main__":
    main()
