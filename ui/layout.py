"""Where to draw the points of a graph so that joined ones are near and none hides another.

The method is force-directed placement (Fruchterman and Reingold, 1991), from a fixed start: the same
graph always looks the same.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
_STEPS = 300
_ROOM = (0.115, 0.075)  # what a dot and its name take of the square's width and height
_GOLDEN = 2.399963  # radians: turning by it from point to point fills a disc evenly


def spread(
    names: Sequence[str], joined: Sequence[tuple[tuple[str, str], int]], centre: str | None = None
) -> dict[str, Point]:
    """A place in the unit square for each name; `joined` are pairs with their weights.

    `centre` stays in the middle. Placed pieces that hang together in nothing are kept from drifting off
    by a pull towards the middle.
    """
    number = len(names)
    if number == 1:
        return {names[0]: (0.5, 0.5)}
    weight: Mapping[str, int] = {name: sum(w for pair, w in joined if name in pair) for name in names}
    inner = sorted(range(number), key=lambda place: (names[place] != centre, -weight[names[place]], place))
    at = np.empty((number, 2))
    for rank, place in enumerate(inner):
        angle, radius = rank * _GOLDEN, 0.5 * np.sqrt(rank / number)
        at[place] = radius * np.cos(angle), radius * np.sin(angle)
    index = {name: place for place, name in enumerate(names)}
    pull = np.zeros((number, number))
    for (first, second), _ in joined:
        pull[index[first], index[second]] = pull[index[second], index[first]] = 1.0
    at = _settled(at, pull, index.get(centre) if centre else None)
    at = _apart(_filling(at))
    return {name: (float(at[place, 0]), float(at[place, 1])) for name, place in index.items()}


def _settled(at: NDArray[np.float64], pull: NDArray[np.float64], fixed: int | None) -> NDArray[np.float64]:
    ideal = 1.0 / np.sqrt(len(at))
    for step in range(_STEPS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        push = ideal**2 / far**2
        np.fill_diagonal(push, 0.0)
        move = (apart * (push - pull * far / ideal)[:, :, None]).sum(axis=1) - 0.6 * at
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        heat = 0.12 * (1 - step / _STEPS)
        move *= np.minimum(length, heat) / length
        if fixed is not None:
            move[fixed] = 0.0
        at = at + move
    return at


def _filling(at: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = at.min(axis=0), at.max(axis=0)
    return (at - low) / np.maximum(high - low, 1e-9)


def _apart(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same places, moved so far that no name lies on another where there is room for all."""
    room = np.array(_ROOM)
    for _ in range(_STEPS):
        apart = at[:, None, :] - at[None, :, :]
        lacking = room - np.abs(apart)
        near: NDArray[np.bool_] = np.logical_and(lacking[:, :, 0] > 0, lacking[:, :, 1] > 0)
        np.fill_diagonal(near, False)
        if not near.any():
            break
        # Along the axis that needs the smaller step, each of the two half of it.
        across = (lacking / room).argmin(axis=2)
        side = np.where(apart >= 0, 1.0, -1.0)
        step = np.where(np.arange(2) == across[:, :, None], lacking * side * 0.3, 0.0)
        at = np.clip(at + np.where(near[:, :, None], step, 0.0).sum(axis=1), 0.0, 1.0)
    return at
