"""The vector file of an index: a copy for speed of what the catalogue holds, one file a generation.

A manifest names the file in force. Both are written whole and renamed, the manifest last, so that a
crash leaves the old pair or the new one; what the catalogue has beyond it is added on opening.
"""

import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..corpus import StoreDamaged
from .files import write_durably
from .vectors import VectorIndex

_NAME = re.compile(r"vectors-\d+\.faiss")


def load_vectors(folder: Path, dimension: int) -> tuple[str, VectorIndex] | None:
    """The token of the generation last written and its vectors, or None if none were yet.

    Raises StoreDamaged if the manifest or its file can't be trusted.
    """
    for attempt in (1, 2, 3):
        manifest = read_manifest(folder)
        if manifest is None:
            return None
        try:
            return manifest["token"], _checked(folder, manifest, dimension)
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
    shape = {"generation": int, "token": str, "file": str, "sha256": str, "count": int, "tier": str}
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(k), t) for k, t in shape.items()):
        raise _damaged(folder, "manifest.json is incomplete")
    if not _NAME.fullmatch(manifest["file"]):
        raise _damaged(folder, "manifest.json names a file outside the index")
    return manifest


def save_vectors(folder: Path, generation: tuple[int, str], vectors: VectorIndex) -> None:
    """Put `vectors` in force for `generation`, durably, and delete the files that were before."""
    number, token = generation
    path = folder / f"vectors-{number}.faiss"
    data = vectors.to_bytes()
    write_durably(path, data)
    manifest = {
        "generation": number,
        "token": token,
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "count": len(vectors.ids),
        "dimension": vectors.dimension,
        "tier": "exact",
    }
    write_durably(folder / "manifest.json", json.dumps(manifest, indent=1).encode())
    for old in folder.glob("vectors-*.faiss"):
        if old != path:
            with suppress(FileNotFoundError):
                old.unlink()


def drop_leftovers(folder: Path) -> None:
    """Delete the half-written files of writers that were killed; call it under the writer's lock."""
    for pattern in (".vectors-*.faiss.*", ".manifest.json.*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def drop_vectors(folder: Path) -> None:
    """Delete what is in force, so that it is built anew from the catalogue; under the writer's lock."""
    (folder / "manifest.json").unlink(missing_ok=True)
    for path in folder.glob("vectors-*.faiss"):
        path.unlink(missing_ok=True)


def _checked(folder: Path, manifest: dict[str, Any], dimension: int) -> VectorIndex:
    path = folder / manifest["file"]
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise _damaged(folder, f"{path.name} was altered")
    try:
        vectors = VectorIndex.from_bytes(data)
    except ValueError as error:
        raise _damaged(folder, f"{path.name} is no vector index") from error
    if vectors.dimension != dimension:
        raise _damaged(folder, f"{path.name} holds vectors of another length")
    return vectors


def _damaged(folder: Path, what: str) -> StoreDamaged:
    return StoreDamaged(f"the index at {folder} is damaged, {what}: run tieup doctor --repair")
