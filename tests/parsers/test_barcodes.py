import numpy as np
import pytest
import zxingcpp
from paper_pictures import LETTER, as_fax, as_photo, noisy, page
from PIL import Image, ImageDraw

from parsers.barcodes import Code, find_codes, patch_code, with_codes
from parsers.picture import prepare
from parsers.records import Box, Page

QR, CODE_128 = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128


def drawn(text: str, kind: zxingcpp.BarcodeFormat, scale: int) -> Image.Image:
    made = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, kind), scale=scale)
    return Image.fromarray(np.array(made))


def letter_with_codes() -> Image.Image:
    letter = page(LETTER, 300).copy()
    letter.paste(drawn("HFK-2026-0001", CODE_128, 3), (1500, 200))
    letter.paste(drawn("TRENNBLATT", QR, 8), (300, 2500))
    letter.info["dpi"] = (300, 300)
    return letter


def patch_sheet(bars: str, dpi: int = 200) -> Image.Image:
    """A separator sheet with bars of 0.2 and 0.08 inch across its head."""
    sheet = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    draw = ImageDraw.Draw(sheet)
    top = 0.5 * dpi
    for bar in bars:
        height = (0.2 if bar == "W" else 0.08) * dpi
        draw.rectangle([dpi, round(top), 7 * dpi, round(top + height) - 1], fill=0)
        top += height + 0.08 * dpi
    draw.text((2 * dpi, 5 * dpi), "Trennblatt: bitte nicht entfernen", fill=0, font_size=dpi // 5)
    sheet.info["dpi"] = (dpi, dpi)
    return sheet


def says(picture: Image.Image) -> list[str]:
    prepared = prepare(picture)
    return [code.text for code in find_codes(prepared.grey, prepared.dpi)]


@pytest.mark.parametrize(
    "seen",
    [
        lambda p: noisy(p, turn=1.0),
        as_fax,
        lambda p: as_fax(p, is_fine=False),
        as_photo,
        lambda p: noisy(p).rotate(180),
    ],
    ids=["scan", "fax fine", "fax standard", "photo", "upside down"],
)
def test_codes_are_read_as_they_come(seen) -> None:  # type: ignore[no-untyped-def]
    assert sorted(says(seen(letter_with_codes()))) == ["HFK-2026-0001", "TRENNBLATT"]


def test_a_code_has_its_place() -> None:
    code = next(code for code in find_codes(np.asarray(letter_with_codes()), 300) if code.text.startswith("HFK"))

    assert code.box.left == pytest.approx(1500 / 2480, abs=0.05)
    assert code.box.top == pytest.approx(200 / 3507, abs=0.03)


@pytest.mark.parametrize("bars", ["WWNN", "WNWN", "WNNW", "NWWN", "NWNW", "NNWW"])
def test_each_patch_code_is_found(bars: str) -> None:
    assert patch_code(np.asarray(patch_sheet(bars)), 200) == f"PATCH-{bars}"


@pytest.mark.parametrize(
    "seen", [noisy, as_fax, lambda p: noisy(p).rotate(90, expand=True)], ids=["scan", "fax", "lying"]
)
def test_a_patch_code_is_found_as_it_comes(seen) -> None:  # type: ignore[no-untyped-def]
    picture = seen(patch_sheet("NWNW"))
    picture.info["dpi"] = picture.info.get("dpi", (200, 200))

    assert any(text.startswith("PATCH-") for text in says(picture))


@pytest.mark.parametrize("bars", ["WWWW", "NNNN", "WNN", "NWN"])
def test_other_bars_are_no_patch_code(bars: str) -> None:
    assert patch_code(np.asarray(patch_sheet(bars)), 200) is None


def test_a_letter_has_no_codes() -> None:
    assert says(noisy(page(LETTER, 300))) == []


def test_codes_stand_on_the_page_as_marks_that_are_no_ink() -> None:
    read = with_codes(Page(1, "Text"), [Code("HFK-2026-0001", Box(0, 0, 1, 0.1))])

    assert read.codes == ("HFK-2026-0001",)
    assert read.marks[0].likeness == 0
    assert with_codes(read, []) == read
