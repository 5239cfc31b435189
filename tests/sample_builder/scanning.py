"""What machines make of clean pages: a scanner's PDF or TIFF, a fax in either resolution, a photo from a phone."""

from __future__ import annotations

import io
import time

import numpy as np
from ink import seed_of
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SCAN_DPI = 200
FAX_WIDTH, FAX_LINES = 1728, 2292  # A4 at 204 dots and 196 lines an inch (ITU-T T.30, "fine")
_STILL = time.gmtime(0)  # no dates of making inside the files: they are built alike every time
_ORIENTATION = 0x0112


def _random(name: str, page: int = 0) -> np.random.Generator:
    return np.random.default_rng([seed_of(name), page])


def _grain(picture: Image.Image, random: np.random.Generator, strength: float, shade: float) -> Image.Image:
    """Noise of the sensor and light that falls off towards one corner."""
    field = np.asarray(picture, dtype=np.float32)
    height, width = field.shape[:2]
    across = np.linspace(-1, 1, width)[None, :] * random.uniform(-1, 1)
    down = np.linspace(-1, 1, height)[:, None] * random.uniform(-1, 1)
    light = 1 - shade * (across + down + 2) / 4
    noise = random.normal(0, strength, (height, width))
    if field.ndim == 3:
        light, noise = light[..., None], noise[..., None]
    return Image.fromarray(np.clip(field * light + noise, 0, 255).astype(np.uint8))


def _specks(picture: Image.Image, random: np.random.Generator, how_many: int, ink: int) -> None:
    draw = ImageDraw.Draw(picture)
    fill = ink if picture.mode == "L" else (ink, ink, ink)
    for _ in range(how_many):
        x, y = int(random.integers(0, picture.width)), int(random.integers(0, picture.height))
        size = int(random.integers(1, 3))
        draw.ellipse((x, y, x + size, y + size), fill=fill)


def _laid_on_glass(page: Image.Image, random: np.random.Generator, mode: str) -> Image.Image:
    paper = 248 if mode == "L" else (250, 248, 243)
    picture = page.convert(mode)
    picture = picture.rotate(random.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=paper)
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    picture = _grain(picture, random, strength=1.6, shade=0.05)
    _specks(picture, random, how_many=12, ink=150)
    return picture


def scanned_pages(name: str, pages: list[Image.Image], colour: bool = False) -> list[Image.Image]:
    """Pages as a scanner sees them: not quite straight, a little soft, not quite white."""
    mode = "RGB" if colour else "L"
    return [_laid_on_glass(page, _random(name, number), mode) for number, page in enumerate(pages)]


def scan_pdf(name: str, pages: list[Image.Image], colour: bool = False, quality: int = 38) -> bytes:
    """A batch as the mail room's scanner stores it: one picture a page, no text."""
    first, *rest = scanned_pages(name, pages, colour)
    out = io.BytesIO()
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=SCAN_DPI,
        quality=quality,
        creationDate=_STILL,
        modDate=_STILL,
    )
    return out.getvalue()


def scan_tiff(name: str, pages: list[Image.Image], quality: int = 40) -> bytes:
    """The same as a TIFF with JPEG inside, as some scanners prefer."""
    first, *rest = scanned_pages(name, pages)
    out = io.BytesIO()
    first.save(
        out,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression="jpeg",
        quality=quality,
        dpi=(SCAN_DPI, SCAN_DPI),
    )
    return out.getvalue()


def scan_jpeg(name: str, page: Image.Image, quality: int = 45) -> bytes:
    """One page as a picture file."""
    out = io.BytesIO()
    scanned_pages(name, [page])[0].save(out, "JPEG", quality=quality, dpi=(SCAN_DPI, SCAN_DPI))
    return out.getvalue()


def _fax_page(page: Image.Image, random: np.random.Generator, header: str, lines: int) -> Image.Image:
    picture = page.convert("L").resize((FAX_WIDTH, FAX_LINES), Image.Resampling.LANCZOS)
    picture = picture.rotate(random.uniform(-0.4, 0.4), resample=Image.Resampling.BICUBIC, fillcolor=255)
    sheet = Image.new("L", (FAX_WIDTH, FAX_LINES), 255)
    sheet.paste(picture, (0, 24))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, FAX_WIDTH, 44), fill=255)
    draw.text((60, 8), header, font=ImageFont.load_default(26), fill=0)
    if lines != FAX_LINES:
        sheet = sheet.resize((FAX_WIDTH, lines), Image.Resampling.BOX)
    sheet = _grain(sheet, random, strength=14, shade=0.0)
    bits = sheet.point(lambda level: 255 if level > 150 else 0)
    _specks(bits, random, how_many=25, ink=0)
    return bits.convert("1", dither=Image.Dither.NONE)


def _fax_pages(name: str, pages: list[Image.Image], header: str, lines: int) -> list[Image.Image]:
    total = len(pages)
    return [
        _fax_page(page, _random(name, number), header.format(page=number, pages=total), lines)
        for number, page in enumerate(pages, 1)
    ]


def fax_tiff(name: str, pages: list[Image.Image], header: str, coarse: bool = False) -> bytes:
    """A fax as the server stores it: black and white, Group 4, 204 × 196 dots an inch or 204 × 98.

    Args:
        name: What the noise is seeded with.
        pages: Clean pages.
        header: The sender's line on top of each page, with `{page}` and `{pages}`.
        coarse: Every other line is missing, as in the standard resolution.
    """
    first, *rest = _fax_pages(name, pages, header, FAX_LINES // 2 if coarse else FAX_LINES)
    out = io.BytesIO()
    dpi = (204, 98 if coarse else 196)
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=dpi)
    return out.getvalue()


def fax_pdf(name: str, pages: list[Image.Image], header: str) -> bytes:
    """A fax that the server wrapped into a PDF."""
    first, *rest = _fax_pages(name, pages, header, FAX_LINES)
    out = io.BytesIO()
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=204,
        creationDate=_STILL,
        modDate=_STILL,
    )
    return out.getvalue()


def _perspective(target: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """The eight numbers that Pillow wants in order to lay the source's corners on the target's."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(values))]


def phone_photo(name: str, page: Image.Image, quality: int = 50) -> bytes:
    """A sheet on a wooden table, taken by hand with the phone held sideways (the turn stands in the EXIF data)."""
    random = _random(name)
    width, height = 1500, 2000
    grain = np.cumsum(random.normal(0, 1.0, (1, width)), axis=1) + random.normal(0, 4, (height, width))
    wood = np.stack([np.clip(base + grain, 0, 255) for base in (150, 112, 78)], axis=-1).astype(np.uint8)
    table = Image.fromarray(wood).filter(ImageFilter.GaussianBlur(2))
    corners = [(95.0, 80.0), (1425.0, 120.0), (1390.0, 1935.0), (60.0, 1880.0)]
    sheet = [(0.0, 0.0), (float(page.width), 0.0), (float(page.width), float(page.height)), (0.0, float(page.height))]
    numbers = _perspective(corners, sheet)
    size, how = (width, height), Image.Transform.PERSPECTIVE
    laid = page.transform(size, how, numbers, resample=Image.Resampling.BICUBIC)
    where = Image.new("L", page.size, 255).transform(size, how, numbers)
    table.paste(laid, (0, 0), where)
    photo = _grain(table.filter(ImageFilter.GaussianBlur(0.7)), random, strength=3, shade=0.28)
    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # shown upright when turned a quarter to the right
    out = io.BytesIO()
    photo.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()
