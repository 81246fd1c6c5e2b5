"""The gate: bounds that measured values have to keep, for CI."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ..corpus import CorpusError
from .estimates import METRICS, Estimate


def read_gate(path: Path) -> dict[str, dict[str, float]]:
    """The gate's bounds: {"at_least": {metric: value}, "at_most": {metric: value}}, either may be absent.

    Raises CorpusError for a file that can't be read, is no such JSON, or names an unknown metric.
    """
    try:
        gate: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise CorpusError(f"{path}: {fault.strerror}; give a gate file that can be read") from None
    except ValueError as fault:
        raise CorpusError(f"{path}: not JSON ({fault}); correct it") from None
    known = {metric.name for metric in METRICS}
    if not _is_gate(gate):
        raise CorpusError(f'{path}: not a gate; write {{"at_least": {{"strict": 0.5}}, "at_most": {{}}}}')
    unknown = sorted({name for bounds in gate.values() for name in bounds} - known)
    if unknown:
        raise CorpusError(f"{path}: no metric {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return gate


def missed_bounds(gate: Mapping[str, Mapping[str, float]], measured: Mapping[str, Estimate]) -> list[str]:
    """One line for each bound that the measured values do not keep; an absent value keeps none."""
    lines: list[str] = []
    for side, bounds in sorted(gate.items()):
        for name, bound in bounds.items():
            found = measured.get(name)
            if found is None:
                lines.append(f"{name} was not measured; the gate wants {side.replace('_', ' ')} {bound}")
            elif found.value < bound if side == "at_least" else found.value > bound:
                lines.append(f"{name} is {found.value:.4g}; the gate wants {side.replace('_', ' ')} {bound}")
    return lines


def _is_gate(gate: Any) -> bool:
    if not isinstance(gate, dict) or not set(cast(dict[str, Any], gate)) <= {"at_least", "at_most"}:
        return False
    return all(
        isinstance(bounds, dict)
        and all(isinstance(bound, int | float) for bound in cast(dict[str, Any], bounds).values())
        for bounds in cast(dict[str, Any], gate).values()
    )
