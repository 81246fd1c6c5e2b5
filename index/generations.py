"""The vector files of an index: a copy for speed of what the catalogue holds.

A manifest names the files in force: segments, each written once and never changed, and for large ones a
fast index. They are written whole and renamed, the manifest last, so that a crash leaves the old state or
the new one; what the catalogue has beyond it is added on opening.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from ..corpus import StoreDamaged
from .files import fill_durably, sha256_of, write_durably
from .segments import Fast, Segment
from .vectors import VectorIndex

_NAME = re.compile(r"vectors-\d+-[0-9a-f]+-\d+\.(faiss|fast)")
_SHAPE = {"generation": int, "token": str, "count": int, "dimension": int, "tier": str, "segments": list}
_FILE = {"file": str, "size": int, "mtime_ns": int, "sha256": str}
_FAST = {**_FILE, "probes": int, "recall": float}


def load_vectors(
    folder: Path, dimension: int, known: Mapping[str, Segment]
) -> tuple[str, VectorIndex] | None:
    """The token of the generation last written and its vectors, or None if none were yet.

    The ids are all that the files hold. `known` are segments at hand by their file's name, which are not
    read again. Raises StoreDamaged if the manifest or its files can't be trusted.
    """
    for attempt in (1, 2, 3):
        manifest = read_manifest(folder)
        if manifest is None:
            return None
        try:
            segments = [
                known.get(entry["file"]) or _segment(folder, entry, dimension)
                for entry in manifest["segments"]
            ]
            ids = np.sort(np.concatenate([np.empty(0, np.int64), *(one.ids for one in segments)]))
            return manifest["token"], VectorIndex(segments, ids, dimension)
        except FileNotFoundError:
            # A writer may have put another generation in force since the manifest was read.
            if attempt == 3 or read_manifest(folder) == manifest:
                break
    raise _damaged(folder, "its file of vectors is gone")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What is in force, or None before anything is. Raises StoreDamaged if it can't be read."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(folder, "manifest.json can't be read") from error
    if not _has(manifest, _SHAPE):
        raise _damaged(folder, "manifest.json is incomplete")
    if manifest.get("seal") != sealed(manifest)["seal"]:
        raise _damaged(folder, "manifest.json was altered")
    for entry in manifest["segments"]:
        if not _has(entry, _FILE) or not (entry.get("fast") is None or _has(entry["fast"], _FAST)):
            raise _damaged(folder, "manifest.json is incomplete")
        if not all(_NAME.fullmatch(part["file"]) for part in (entry, entry.get("fast")) if part):
            raise _damaged(folder, "manifest.json names a file outside the index")
    return manifest


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest with the checksum of all else in it, by which one that was altered is known."""
    rest = {key: value for key, value in manifest.items() if key != "seal"}
    return {**rest, "seal": hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()}


def save_vectors(folder: Path, generation: tuple[int, str], vectors: VectorIndex) -> VectorIndex:
    """Put `vectors` in force for `generation`, durably, and delete the files that are no longer used.

    Segments that have a file are left as they are. Gives the vectors as they can be read again.
    """
    number, token = generation
    # The token, so that in another history the same number gives another name.
    name = f"vectors-{number}-{token}"
    before = {entry["file"]: entry for entry in _entries(folder)}
    entries: list[dict[str, Any]] = []
    segments: list[Segment] = []
    for place, segment in enumerate(vectors.segments):
        entry = before.get(segment.name or "")
        if entry is None:
            entry = _written(folder / f"{name}-{place}.faiss", segment.write)
            segment = Segment.read(folder / entry["file"], segment.fast)
        entries.append({**entry, "count": len(segment), "fast": None})
        if segment.fast is not None:
            segment, entries[-1]["fast"] = _with_fast_file(folder / f"{name}-{place}.fast", segment, entry)
        segments.append(segment)
    fast = any(segment.fast is not None for segment in segments)
    manifest = {
        "generation": number,
        "token": token,
        "count": len(vectors.ids),
        "dimension": vectors.dimension,
        "tier": "fast" if fast else "exact",
        "segments": entries,
    }
    write_durably(folder / "manifest.json", json.dumps(sealed(manifest), indent=1).encode())
    _delete_but(folder, {part["file"] for entry in entries for part in (entry, entry["fast"]) if part})
    return VectorIndex(segments, vectors.ids, vectors.dimension)


def drop_leftovers(folder: Path) -> None:
    """Delete the half-written files of writers that were killed; call it under the writer's lock."""
    for pattern in (".vectors-*", ".manifest.json.*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def drop_vectors(folder: Path) -> None:
    """Delete what is in force, so that it is built anew from the catalogue; under the writer's lock."""
    (folder / "manifest.json").unlink(missing_ok=True)
    _delete_but(folder, set())


def _entries(folder: Path) -> list[dict[str, Any]]:
    with suppress(StoreDamaged):
        manifest = read_manifest(folder)
        return [] if manifest is None else manifest["segments"]
    return []


def _with_fast_file(path: Path, segment: Segment, before: dict[str, Any]) -> tuple[Segment, dict[str, Any]]:
    """The segment with its fast index in a file of its own, and what is noted of it."""
    fast = segment.fast
    if fast is None:
        raise ValueError("the segment has no fast index")
    entry = before.get("fast")
    if entry is None or entry["file"] != fast.name:
        entry = _written(path, fast.write)
    named = Fast(fast.index, fast.probes, fast.recall, entry["file"])
    return segment.with_fast(named), {**entry, "probes": fast.probes, "recall": fast.recall}


def _written(path: Path, write: Callable[[Path], None]) -> dict[str, Any]:
    """Write a file durably, and what tells later that it is this one."""
    fill_durably(path, write)
    state = path.stat()
    return {
        "file": path.name,
        "size": state.st_size,
        "mtime_ns": state.st_mtime_ns,
        "sha256": sha256_of(path),
    }


def _segment(folder: Path, entry: dict[str, Any], dimension: int) -> Segment:
    fast = None
    if entry["fast"] is not None:
        path = _checked(folder, entry["fast"])
        try:
            fast = Fast.read(path, entry["fast"]["probes"], entry["fast"]["recall"])
        except ValueError as error:
            raise _damaged(folder, f"{path.name} is no vector index") from error
    path = _checked(folder, entry)
    try:
        segment = Segment.read(path, fast)
    except ValueError as error:
        raise _damaged(folder, f"{path.name} is no vector index") from error
    if segment.dimension != dimension:
        raise _damaged(folder, f"{path.name} holds vectors of another length")
    return segment


def _checked(folder: Path, entry: dict[str, Any]) -> Path:
    """The file noted, if it is the one written.

    Hashing gigabytes takes longer than a question: the size and time noted spare it, unless they differ.
    `doctor` compares the vectors themselves.
    """
    path = folder / entry["file"]
    state = path.stat()
    same = (state.st_size, state.st_mtime_ns) == (entry["size"], entry["mtime_ns"])
    if not same and sha256_of(path) != entry["sha256"]:
        raise _damaged(folder, f"{path.name} was altered")
    return path


def _has(value: Any, shape: Mapping[str, type]) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), kind) for key, kind in shape.items())


def _delete_but(folder: Path, kept: set[str]) -> None:
    for path in [*folder.glob("vectors-*.faiss"), *folder.glob("vectors-*.fast")]:
        if path.name not in kept:
            with suppress(FileNotFoundError):
                path.unlink()


def _damaged(folder: Path, what: str) -> StoreDamaged:
    return StoreDamaged(f"the index at {folder} is damaged, {what}: run tieup doctor --repair")
