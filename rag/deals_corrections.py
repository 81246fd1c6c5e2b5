"""What people have corrected in deals: kept beside the evidence, never in its place.

Corrections lie in the index's folder, a JSON object a line, in the order they were made; nothing is ever
taken out, and the last word on a field holds.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import get_args

from ..corpus import StoreError
from .deals import DEAL_TYPES, LADDER, Correction, CorrectionField, Deal

CORRECTIONS = "corrections.jsonl"
"""The name of the file in an index's folder."""
JOIN = " + "
"""What stands between the parties of a correction's value."""


def read_corrections(file: Path) -> tuple[Correction, ...]:
    """The corrections made so far, oldest first. StoreError, naming the line, where one makes no sense."""
    found: list[Correction] = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as problem:
        raise StoreError(
            f"{file}: the corrections can't be read ({problem}); mend or move the file"
        ) from problem
    for number, line in enumerate(lines, 1):
        try:
            one = Correction(**json.loads(line))
            if one.field not in get_args(CorrectionField):
                raise ValueError
        except (ValueError, TypeError) as problem:
            raise StoreError(f"{file}, line {number}: no correction; mend or remove the line") from problem
        found.append(one)
    return tuple(found)


def add_correction(file: Path, correction: Correction) -> None:
    """Write a correction down, safe from a crash once this returns. StoreError where it can't be."""
    line = json.dumps(asdict(correction), ensure_ascii=False) + "\n"
    try:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as problem:
        raise StoreError(f"{file}: the correction can't be kept ({problem}); see to the disk") from problem


def corrected(deal: Deal, corrections: Iterable[Correction]) -> Deal | None:
    """The deal as corrected, with the corrections that hold; None where it was called no deal at all."""
    last = {one.field: one for one in corrections if one.deal == deal.id}
    holding = tuple(one for one in last.values() if one.value is not None)
    for one in holding:
        if one.field == "deal":
            return None
        if one.field == "parties":
            deal = replace(deal, parties=tuple(sorted((one.value or "").split(JOIN))))
        elif one.field == "type":
            deal = replace(deal, type=next(kind for kind in DEAL_TYPES if kind == one.value))
        else:
            deal = replace(deal, status=next(rung for rung in LADDER if rung == one.value))
    return replace(deal, corrections=holding) if holding else deal


def keys_of(corrections: Sequence[Correction]) -> list[str]:
    """The keys of deals whose parties somebody changed: they can belong to firms that no report names."""
    return sorted({one.key for one in corrections if one.field == "parties"})
