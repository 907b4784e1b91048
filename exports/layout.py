"""Positions: computed once, here, so that pages open still and the same input gives the same bytes.

1. Each connected component is settled by forces (linear springs, repulsion by degree, a pull to the middle that is
stronger upright than sideways), from a fixed seed; 2. it is turned so that its long axis lies flat; 3. components are
packed, largest first, into the free corner that keeps the whole closest to the canvas's 16:10; lone nodes share one
block; 4. the whole is stretched to `WIDTH` by `HEIGHT` and nodes that came too close are pushed apart. Dense numpy
arrays, no scipy: 300 nodes take a third of a second, and pages lay out no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import networkx
import numpy as np
from numpy.typing import NDArray

__all__ = ["ASPECT", "HEIGHT", "WIDTH", "place"]

WIDTH, HEIGHT = 1600, 1000
ASPECT = WIDTH / HEIGHT
_SPACING = 100.0      # side of the square that a node gets in its component
_SEED = 20240925
_STEPS = 260

Points = NDArray[np.float64]
Position = tuple[int, int]


def place(graph: networkx.MultiDiGraph, nodes: Iterable[str] | None = None) -> dict[str, Position]:
    """Positions in a box of `WIDTH` by `HEIGHT` for `nodes` (default: all) and the edges between them."""
    simple = networkx.Graph()
    simple.add_nodes_from(sorted(graph.nodes if nodes is None else nodes))
    pairs = {(min(a, b), max(a, b)) for a, b in graph.edges() if a != b and a in simple and b in simple}
    simple.add_edges_from(sorted(pairs))
    if not simple:
        return {}
    groups = sorted((sorted(group) for group in networkx.connected_components(simple)), key=lambda g: (-len(g), g))
    lone = [group[0] for group in groups if len(group) == 1]
    blocks = [(group, _settle(simple.subgraph(group), group)) for group in groups if len(group) > 1]
    if lone:
        blocks.append((lone, _lattice(len(lone))))
    names = [name for group, _ in blocks for name in group]
    points = _spread(_stretch(_pack([points for _, points in blocks])))
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, points, strict=True)}


def _settle(graph: networkx.Graph, names: Sequence[str]) -> Points:
    """One component, settled and turned, in a box whose area grows with its nodes."""
    size = len(names)
    index = {name: number for number, name in enumerate(names)}
    pairs = np.array([(index[a], index[b]) for a, b in graph.edges()])
    mass = np.array([graph.degree(name) for name in names], dtype=float) ** 0.7 + 1
    masses = mass[:, None] * mass[None]
    start = np.random.default_rng(_SEED).normal(size=(size, 2)) * math.sqrt(size)
    x, y = start[:, 0].copy(), start[:, 1].copy()
    for step in range(_STEPS):
        across, along = x[:, None] - x[None], y[:, None] - y[None]     # two flat arrays: five times as fast as one of pairs
        strength = masses / np.maximum(across * across + along * along, 1e-2)
        push_x, push_y = (across * strength).sum(1), (along * strength).sum(1)
        spring_x, spring_y = (x[pairs[:, 1]] - x[pairs[:, 0]]) * 0.9, (y[pairs[:, 1]] - y[pairs[:, 0]]) * 0.9
        push_x += np.bincount(pairs[:, 0], spring_x, size) - np.bincount(pairs[:, 1], spring_x, size) - x * mass * 0.12
        push_y += np.bincount(pairs[:, 0], spring_y, size) - np.bincount(pairs[:, 1], spring_y, size) - y * mass * 0.26
        length = np.maximum(np.hypot(push_x, push_y), 1e-9)
        move = np.minimum(length, 1.2 * math.sqrt(size) * (1 - step / _STEPS) ** 1.5 + 0.01) / length
        x, y = x + push_x * move, y + push_y * move
    points = np.stack([x, y], 1)
    return _sized(_turned(points), size)


def _turned(points: Points) -> Points:
    """Centred, with the long axis flat, and mirrored so that the heavier half is always the same."""
    centred: Points = points - points.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Points = centred @ axes[:, ::-1]
    turned *= np.where((turned**3).sum(0) < 0, -1.0, 1.0)
    return turned


def _sized(points: Points, size: int) -> Points:
    low, high = points.min(0), points.max(0)
    span = np.maximum(high - low, 1e-6)
    if size == 2:
        return np.array([[0.0, 0.0], [_SPACING, 0.0]])
    aspect = float(np.clip(span[0] / span[1], 1.1, 1.9))
    height = math.sqrt(size / aspect) * _SPACING
    sized: Points = (points - low) / span * (height * aspect, height)
    return sized


def _lattice(size: int) -> Points:
    columns = max(1, round(math.sqrt(size * ASPECT)))
    return np.array([(index % columns * _SPACING, index // columns * _SPACING) for index in range(size)], dtype=float)


def _pack(blocks: Sequence[Points]) -> Points:
    """Put the blocks side by side without overlap; candidates are the corners that earlier blocks leave free."""
    order = sorted(range(len(blocks)), key=lambda number: -float(np.prod(np.ptp(blocks[number], 0) + _SPACING)))
    boxes: list[tuple[float, float, float, float]] = []
    moved = list(blocks)
    width = height = 0.0
    for number in order:
        w, h = (np.ptp(blocks[number], 0) + _SPACING).tolist()
        corners = [(0.0, 0.0)]
        for x, y, u, v in boxes:
            corners += [(x + u, y), (x, y + v), (x + u, 0.0), (0.0, y + v)]
        free = [(x, y) for x, y in corners if not any(_overlap((x, y, w, h), box) for box in boxes)]

        def cost(at: tuple[float, float], w: float = w, h: float = h) -> tuple[float, ...]:
            wide, high = max(width, at[0] + w), max(height, at[1] + h)  # noqa: B023  (called before the loop goes on)
            return max(wide, high * ASPECT), wide + high, at[0] + at[1], *at

        x, y = min(free, key=cost)
        boxes.append((x, y, w, h))
        width, height = max(width, x + w), max(height, y + h)
        moved[number] = blocks[number] - blocks[number].min(0) + (x, y)
    return np.vstack(moved)


def _overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    (x, y, w, h), (a, b, c, d) = one, two
    return x < a + c - 1e-6 and a < x + w - 1e-6 and y < b + d - 1e-6 and b < y + h - 1e-6


def _stretch(points: Points) -> Points:
    """Fill the box; one axis is stretched at most half as much again as the other, then centred."""
    low, span = points.min(0), np.ptp(points, 0)
    scale = np.array([WIDTH, HEIGHT]) / np.maximum(span, 1.0)
    scale = np.minimum(scale, min(scale.min() * 1.5, 4.0))
    filled: Points = (points - low) * scale
    filled += (np.array([WIDTH, HEIGHT]) - span * scale) / 2
    return filled


def _spread(points: Points) -> Points:
    """Push apart what came closer than a label is high; later rounds move less."""
    size = len(points)
    least = min(64.0, 0.62 * math.sqrt(WIDTH * HEIGHT / size))
    for _ in range(60):
        across, along = points[:, 0][:, None] - points[:, 0][None], points[:, 1][:, None] - points[:, 1][None]
        distance = np.hypot(across, along)
        np.fill_diagonal(distance, 1e9)
        short = np.maximum(0.0, least - distance)
        if not short.any():
            break
        short *= 0.3 / np.maximum(distance, 1e-3)
        points = points + np.stack([(across * short).sum(1), (along * short).sum(1)], 1)
    return points
