"""Handwriting as strokes: a cursive that is drawn letter by letter, for signatures and for a page that no OCR reads.

No font stands behind it: each letter is a few points through which a smooth curve runs, shaken by a seeded generator.
A signature begins like its name and soon flattens into a wave, as signatures do.
"""

from __future__ import annotations

import zlib

import numpy as np

BLUE = "#20307e"
BLACK = "#15151a"

Point = tuple[float, float]

# Points of a letter: x from 0, y in x-heights (0 the line, 1 the top of an "n", 2 an ascender, -1 a descender).
_BOWL: tuple[Point, ...] = ((0.75, 0.9), (0.35, 1.0), (0.05, 0.5), (0.35, 0.0), (0.72, 0.5), (0.78, 0.95))
_SHAPES: dict[str, tuple[Point, ...]] = {
    "bowl": (*_BOWL, (0.8, 0.15), (1.05, 0.15)),
    "tall bowl": (*_BOWL, (0.9, 2.0), (0.82, 0.2), (1.1, 0.15)),
    "tail bowl": (*_BOWL, (0.8, -0.6), (0.45, -1.0), (0.3, -0.6), (1.1, 0.2)),
    "loop": ((0.0, 0.15), (0.5, 1.5), (0.4, 2.05), (0.2, 1.6), (0.2, 0.25), (0.45, 0.0), (0.7, 0.25)),
    "loop arch": ((0.0, 0.15), (0.5, 1.6), (0.35, 2.05), (0.2, 1.4), (0.15, 0.0), (0.5, 0.95), (0.75, 0.1), (1.0, 0.2)),
    "arch": ((0.0, 0.6), (0.15, 0.95), (0.2, 0.05), (0.5, 0.95), (0.7, 0.85), (0.75, 0.1), (1.0, 0.2)),
    "two arches": ((0.0, 0.9), (0.1, 0.05), (0.4, 0.95), (0.5, 0.05), (0.8, 0.95), (0.95, 0.1), (1.2, 0.2)),
    "cup": ((0.0, 0.9), (0.15, 0.1), (0.45, 0.05), (0.65, 0.9), (0.7, 0.1), (0.95, 0.2)),
    "stroke": ((0.0, 0.2), (0.25, 0.95), (0.28, 0.1), (0.55, 0.2)),
    "eye": ((0.0, 0.2), (0.45, 0.75), (0.25, 1.0), (0.05, 0.5), (0.3, 0.0), (0.7, 0.25)),
    "hook": ((0.0, 0.2), (0.35, 1.05), (0.5, 0.6), (0.35, 0.0), (0.1, 0.1), (0.7, 0.2)),
    "tail": ((0.0, 0.9), (0.15, 0.2), (0.5, 0.2), (0.65, 0.95), (0.6, -0.7), (0.3, -1.0), (0.25, -0.5), (0.95, 0.2)),
}
# Capitals are swung in one of these ways, by the letter: a stem, a stem with a bowl, an open bow, a peak, a zigzag.
_CAPITALS: tuple[tuple[Point, ...], ...] = (
    ((0.0, 1.4), (0.4, 2.1), (0.35, 0.8), (0.05, -0.1), (0.5, 0.1), (0.8, 1.0), (1.1, 0.2)),
    ((0.3, 2.0), (0.2, 0.9), (0.15, 0.0), (0.2, 1.6), (0.7, 2.2), (1.0, 1.5), (0.3, 0.9), (0.9, 0.0), (1.2, 0.2)),
    ((1.0, 1.8), (0.6, 2.1), (0.05, 1.1), (0.3, 0.0), (0.9, 0.2), (1.2, 0.6)),
    ((0.0, 0.0), (0.4, 1.2), (0.65, 2.1), (0.75, 0.9), (0.85, 0.0), (0.35, 0.8), (1.1, 0.7)),
    ((0.0, 1.8), (0.9, 2.0), (0.5, 1.1), (0.0, 0.1), (0.6, -0.1), (1.1, 0.3)),
)
_SHAPE_OF = {
    **dict.fromkeys("ao", "bowl"),
    **dict.fromkeys("d", "tall bowl"),
    **dict.fromkeys("gq", "tail bowl"),
    **dict.fromkeys("lbtf", "loop"),
    **dict.fromkeys("hk", "loop arch"),
    **dict.fromkeys("nrp", "arch"),
    **dict.fromkeys("mw", "two arches"),
    **dict.fromkeys("uv", "cup"),
    **dict.fromkeys("i1", "stroke"),
    **dict.fromkeys("ecx", "eye"),
    **dict.fromkeys("sz2357", "hook"),
    **dict.fromkeys("jy9", "tail"),
}
_PLAIN = str.maketrans("äöüßéıňğşçëáó", "aouseingsceao")


def seed_of(text: str) -> int:
    """A number that is the same on every machine and in every run."""
    return zlib.crc32(text.encode())


def _word(word: str, random: np.random.Generator, flatten_after: int) -> list[Point]:
    points: list[Point] = []
    x = 0.0
    for number, letter in enumerate(word):
        plain = letter.lower().translate(_PLAIN)
        shape = _SHAPES[_SHAPE_OF.get(plain, "stroke")]
        if letter.isupper():
            shape = _CAPITALS[ord(plain[0]) % len(_CAPITALS)]
        height = width = 1.0
        if number >= flatten_after:
            height, width = max(0.12, 0.6 - 0.12 * (number - flatten_after)), 0.95
        elif letter.isupper():
            height, width = 1.6, 1.9
        for px, py in shape:
            shake = random.normal(0, 0.09, 2)
            points.append((x + px * width + shake[0], py * height + shake[1]))
        x += (max(px for px, _ in shape) + 0.02) * width
    return points


def _smooth(points: list[Point]) -> str:
    """An SVG path through all points (Catmull-Rom, written as Bézier curves)."""
    padded = [points[0], *points, points[-1]]
    path = [f"M{points[0][0]:.2f},{points[0][1]:.2f}"]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append("C" + " ".join(f"{x:.2f},{y:.2f}" for x, y in (first, second, end)))
    return "".join(path)


def _svg(strokes: list[list[Point]], colour: str, pen: float) -> str:
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    left, top = min(xs) - pen, min(ys) - pen
    width, height = max(xs) - left + pen, max(ys) - top + pen
    paths = "".join(f'<path d="{_smooth(stroke)}"/>' for stroke in strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1f}" height="{height:.1f}" '
        f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}"><g fill="none" stroke="{colour}" '
        f'stroke-width="{pen}" stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
    )


def signature(name: str, colour: str = BLUE) -> str:
    """The signature of a name, as SVG: the same name always signs alike."""
    random = np.random.default_rng(seed_of(name))
    slant, rise = random.uniform(0.15, 0.5), random.uniform(-0.02, 0.08)
    strokes, x = [], 0.0
    for word in name.split():
        stroke = _word(word, random, flatten_after=int(random.integers(1, 4)))
        strokes.append([(10 * (x + px + slant * py), -10 * (py + rise * (x + px))) for px, py in stroke])
        x += max(px for px, _ in stroke) + 0.35
    if random.random() < 0.6:  # many underline their name in one go
        start, end = x * random.uniform(0.1, 0.3), x * random.uniform(0.9, 1.1)
        bend = [(start, -0.7), ((start + end) / 2, -1.0), (end, -0.4), (end * 0.8, -0.8)]
        strokes.append([(10 * px, -10 * py) for px, py in bend])
    return _svg(strokes, colour, pen=1.6)


def written_line(text: str, colour: str = BLUE) -> str:
    """A line of running handwriting, as SVG: for a page that has to stay unread."""
    random = np.random.default_rng(seed_of(text))
    strokes, x = [], 0.0
    for word in text.split():
        stroke = _word(word, random, flatten_after=3)
        drift = random.normal(0, 0.12)
        strokes.append([(10 * (x + px + 0.35 * py), -10 * (py + drift)) for px, py in stroke])
        x += max(px for px, _ in stroke) + random.uniform(0.5, 0.9)
    return _svg(strokes, colour, pen=1.3)
