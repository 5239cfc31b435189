import base64
from collections.abc import Callable

import numpy as np
import pytest
from paper_pictures import FORM, LETTER, as_fax, encoded, page, tiff
from PIL import Image

from parsers.images import BrokenPicture, page_pictures, picture_size, read_picture
from parsers.limits import ParseLimits
from parsers.records import Page, Problem

LIMITS = ParseLimits()
# A black box of 21 × 41 pixels on white, 64 × 64; pi_heif reads HEIC and does not write it.
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAADkAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHB"
    "crAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAA"
    "AAABAAEEgQIDBAAAAEFtZGF0AAAANSgBrxmA+wBf3oZSOrZDY55puuywayLsAi/1NpX5zjaNIAgJ4z2HmW+WFoBd0yLITxMn"
    "co+gWA=="
)


def count_ink(image: Image.Image) -> Page:
    """A reader that tells how much of the picture is dark."""
    return Page(1, str(int((np.asarray(image.convert("L")) < 128).sum())))


@pytest.mark.parametrize(
    "kind",
    [("PNG", "L"), ("JPEG", "RGB"), ("WEBP", "RGB"), ("GIF", "P"), ("BMP", "L"), ("TIFF", "1"), ("TIFF", "I;16")],
)
def test_every_kind_of_picture_is_opened(kind: tuple[str, str]) -> None:
    picture = Image.new("L", (60, 80), 200).convert("I;16" if kind[1] == "I;16" else kind[1])

    pages, problem = read_picture(encoded(picture, kind[0]), count_ink, LIMITS)

    assert len(pages) == 1
    assert problem is None


def test_a_phone_s_heic_is_opened() -> None:
    pages, problem = read_picture(base64.b64decode(HEIC), count_ink, LIMITS)

    assert problem is None
    assert abs(int(pages[0].text) - 21 * 41) < 60


def test_a_fax_has_as_many_pages_as_it_has_frames_with_their_resolution() -> None:
    first, second = as_fax(page(LETTER), is_fine=False), as_fax(page(FORM), is_fine=False)

    pages = list(page_pictures(tiff(first, second), LIMITS))

    assert [(picture.size, picture.mode) for picture in pages] == [((1728, 1146), "1")] * 2
    assert [round(float(value)) for value in pages[0].info["dpi"]] == [204, 98]


def test_an_animation_is_one_picture() -> None:
    frames = [Image.new("P", (20, 20), shade) for shade in (0, 100, 200)]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert len(list(page_pictures(content, LIMITS))) == 1


def test_what_is_there_of_a_truncated_photo_is_read() -> None:
    content = encoded(page(LETTER), "JPEG")

    pages, problem = read_picture(content[: len(content) // 2], count_ink, LIMITS)

    assert problem is Problem.DAMAGED
    assert int(pages[0].text) > 1000


def test_the_pages_before_the_damage_are_kept() -> None:
    content = tiff(as_fax(page(LETTER)), as_fax(page(FORM), specks=0.01))

    pages, problem = read_picture(content[: len(content) * 6 // 10], count_ink, LIMITS)

    assert problem is Problem.DAMAGED
    assert len(pages) >= 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda content: content[:200], Problem.DAMAGED),
        (lambda content: content[:50] + bytes(len(content) - 50), Problem.DAMAGED),
    ],
)
def test_a_broken_picture_is_damaged(change: Callable[[bytes], bytes], problem: Problem) -> None:
    assert read_picture(change(encoded(page(FORM), "PNG")), count_ink, LIMITS)[1] is problem


def test_more_pages_than_are_read_are_told() -> None:
    fax = as_fax(page(FORM))

    pages, problem = read_picture(tiff(fax, fax, fax), count_ink, ParseLimits(pages=2))

    assert len(pages) == 2
    assert problem is Problem.TOO_LARGE


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    content = encoded(Image.new("1", (30_000, 30_000)), "PNG")

    with pytest.raises(BrokenPicture) as broken:
        list(page_pictures(content, LIMITS))

    assert broken.value.problem is Problem.TOO_LARGE


def test_the_size_of_a_picture_is_known_without_opening_it() -> None:
    assert picture_size(encoded(Image.new("L", (30, 40)), "PNG")) == (30, 40)
    assert picture_size(b"no picture") is None
