"""Paper for the tests: typeset pages, signatures, stamps, and what a fax, a scanner or a phone makes of them."""

from __future__ import annotations

import io
import math
from functools import lru_cache

import cv2
import numpy as np
import typst
from PIL import Image, ImageDraw

LETTER = """
Erika Beispielmann, Rosenweg 12, 40219 Düsseldorf

#v(1cm)
An die Geschäftsstelle der Härtefallkommission

#v(1cm)
*Bitte um Befassung*

Sehr geehrte Damen und Herren,

ich lebe seit dem 14.03.2017 in Nordrhein-Westfalen und arbeite als Pflegehelferin in einem
Krankenhaus. Meine Tochter besucht die dritte Klasse der Grundschule und spricht nur Deutsch.
Die Ausländerbehörde hat mir eine Duldung bis zum 30. Juni 2026 erteilt. Ich bitte Sie, meinen
Fall zu prüfen und mir mitzuteilen, welche Unterlagen Sie noch brauchen.

Mit freundlichen Grüßen
"""
# Where a letter of this length is signed, and where the name is typed below it (in points).
FORM = """
#align(center)[*Vollmacht*]

Hiermit bevollmächtige ich Frau Rechtsanwältin Dr. Martha Muster, mich im Verfahren vor der
Härtefallkommission des Landes Nordrhein-Westfalen zu vertreten, Anträge zu stellen und
Zustellungen entgegenzunehmen.

Düsseldorf, den 12. Mai 2026

#place(top + left, dy: 180pt, line(length: 180pt, stroke: 0.5pt))
#place(top + left, dy: 184pt)[Erika Beispielmann]
"""
# On the line of FORM: left and baseline as fractions of the page.
ON_THE_LINE = (0.14, 0.302)


@lru_cache(maxsize=64)
def _typeset(source: str, dpi: int) -> bytes:
    setup = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 11pt, lang: "de")\n'
    made = typst.compile((setup + source).encode(), format="png", ppi=float(dpi))
    return made if isinstance(made, bytes) else made[0]


def typeset_pdf(source: str) -> bytes:
    """A PDF with a text layer."""
    setup = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 11pt, lang: "de")\n'
    return bytes(typst.compile((setup + source).encode()))


def page(source: str, dpi: int = 200) -> Image.Image:
    """A grey picture of a typeset A4 page."""
    picture = Image.open(io.BytesIO(_typeset(source, dpi))).convert("L")
    picture.info["dpi"] = (dpi, dpi)
    return picture


def sign(
    picture: Image.Image,
    left: float,
    baseline: float,
    *,
    seed: int = 1,
    width: float = 0.22,
    height: float = 0.035,
    pen: float = 0.0022,
    ink: int = 40,
) -> None:
    """Write a signature: a slanted wave of loops with a tall beginning, drawn with a pen; all sizes as fractions."""
    chance = np.random.default_rng(seed)
    columns, rows = picture.size
    points = []
    strokes = int(chance.integers(5, 10))
    steps = strokes * 24
    for step in range(steps):
        at = step / steps
        swing = (1.0 if at < 0.15 else 0.45) * height * rows
        x = left * columns + at * width * columns + 0.014 * columns * math.sin(2 * math.pi * strokes * at + 1.3)
        y = baseline * rows - swing * (0.5 + 0.5 * math.sin(2 * math.pi * strokes * at)) * chance.uniform(0.92, 1.0)
        points.append((x, y + 0.1 * height * rows * math.sin(7 * at)))
    drawn = ImageDraw.Draw(picture)
    drawn.line(points, fill=ink, width=max(2, round(pen * columns)), joint="curve")


def stamp(picture: Image.Image, left: float, top: float, words: str, *, is_round: bool = False) -> None:
    """Print a stamp with a frame, a little askew."""
    columns, rows = picture.size
    frame = "circle(radius: 40pt" if is_round else "rect(inset: 8pt"
    inner = f"#align(center + horizon)[#text(size: 11pt)[*{words}*]]"
    source = f"#set page(width: auto, height: auto, margin: 3pt)\n#{frame}, stroke: 1.2pt)[{inner}]"
    made = Image.open(io.BytesIO(bytes(typst.compile(source.encode(), format="png", ppi=columns / 8.27)))).convert("L")
    turned = made.rotate(6, expand=True, fillcolor=255)
    place = (round(left * columns), round(top * rows))
    part = picture.crop((*place, place[0] + turned.width, place[1] + turned.height))
    picture.paste(Image.fromarray(np.minimum(np.asarray(part), np.asarray(turned))), place)


def noisy(picture: Image.Image, *, seed: int = 1, turn: float = 0.0) -> Image.Image:
    """As a scanner gives it: grey paper, noise, a little turned."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(picture.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255), dtype=np.float32)
    rows, columns = pixels.shape
    light = np.linspace(228, 242, columns)[None, :] + np.linspace(-6, 6, rows)[:, None]
    scanned = Image.fromarray(
        np.clip(pixels / 255 * light + chance.normal(0, 4, pixels.shape), 0, 255).astype(np.uint8)
    )
    scanned.info["dpi"] = picture.info["dpi"]
    return scanned


def as_fax(picture: Image.Image, *, is_fine: bool = True, specks: float = 0.0005, seed: int = 1) -> Image.Image:
    """As a fax machine gives it: 1728 dots to the line, black and white, specks of the line."""
    chance = np.random.default_rng(seed)
    rows = 2292 if is_fine else 1146
    pixels = np.asarray(picture.resize((1728, rows), Image.Resampling.BOX))
    black = pixels < 150
    black |= chance.random(black.shape) < specks
    fax = Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1")
    fax.info["dpi"] = (204.0, 196.0 if is_fine else 98.0)
    return fax


def as_photo(picture: Image.Image, *, seed: int = 1) -> Image.Image:
    """As a phone gives it: the sheet askew on a dark table, a soft shadow across it, no resolution."""
    chance = np.random.default_rng(seed)
    size = (1500, 2000)
    sheet = np.asarray(picture.resize((1240, 1754), Image.Resampling.LANCZOS), dtype=np.float32)
    corners = np.array([[130, 120], [1390, 160], [1350, 1880], [170, 1850]], np.float32)
    corners += chance.uniform(-25, 25, corners.shape).astype(np.float32)
    ends = np.array([[0, 0], [1240, 0], [1240, 1754], [0, 1754]], np.float32)
    turn = cv2.getPerspectiveTransform(ends, corners)
    laid = cv2.warpPerspective(sheet, turn, size, flags=cv2.INTER_LINEAR, borderValue=0)
    covers = cv2.warpPerspective(np.ones_like(sheet), turn, size)
    table = 70 + 12 * np.sin(np.arange(size[0]) / 9)[None, :] + chance.normal(0, 4, (size[1], size[0]))
    light = 0.62 + 0.33 / (1 + np.exp((np.arange(size[0]) - 900) / 70))[None, :]
    shown = np.where(covers > 0.5, laid * light, table) + chance.normal(0, 2, (size[1], size[0]))
    return Image.fromarray(np.clip(cv2.GaussianBlur(shown, (0, 0), 0.7), 0, 255).astype(np.uint8)).convert("RGB")


def tiff(*pages: Image.Image) -> bytes:
    """A TIFF of one or more pages; G4 where they are black and white."""
    file = io.BytesIO()
    way = "group4" if pages[0].mode == "1" else "tiff_lzw"
    dpi = pages[0].info.get("dpi")
    pages[0].save(
        file, "TIFF", compression=way, save_all=True, append_images=pages[1:], **({"dpi": dpi} if dpi else {})
    )
    return file.getvalue()


def encoded(picture: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as a file of a kind that Pillow writes."""
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def scanned_pdf(*pages: Image.Image) -> bytes:
    """A PDF that has pictures only."""
    file = io.BytesIO()
    dpi = pages[0].info["dpi"][0]
    pages[0].save(file, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return file.getvalue()
