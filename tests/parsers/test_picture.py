import numpy as np
import pytest
from paper_pictures import FORM, LETTER, as_fax, as_photo, noisy, page
from PIL import Image

from parsers.picture import flat_field, for_ocr, prepare, resolution, turned, without_leaders, without_specks


@pytest.mark.parametrize(
    ("size", "mode", "dpi", "expected"),
    [
        ((2480, 3508), "L", (300, 300), (300, 300)),
        ((2480, 3508), "L", None, (300, 300)),
        ((3000, 4000), "L", (72, 72), (363, 363)),
        ((1728, 2292), "1", (204, 196), (204, 196)),
        ((1728, 1146), "1", None, (204, 98)),
        ((1728, 1146), "1", (200, 200), (204, 98)),
        ((3508, 2480), "L", None, (300, 300)),
        ((1240, 1754), "L", (float("nan"), 0), (150, 150)),
    ],
)
def test_the_resolution_is_believed_where_it_gives_a_sheet_of_paper(
    size: tuple[int, int], mode: str, dpi: tuple[float, float] | None, expected: tuple[float, float]
) -> None:
    image = Image.new(mode, size)
    if dpi:
        image.info["dpi"] = dpi

    assert resolution(image) == pytest.approx(expected, abs=1.5)


def test_a_page_becomes_straight_and_as_fine_as_it_is_read() -> None:
    prepared = prepare(noisy(page(LETTER, 300), turn=2.0))

    assert prepared.dpi == 200
    assert prepared.grey.shape == (2339, 1654) or abs(prepared.grey.shape[1] - 1654) < 3
    assert not prepared.is_sideways
    lines = (prepared.grey < 128).sum(axis=1)
    straight = (np.asarray(page(LETTER)) < 128).sum(axis=1)
    # Lines of text stand as clearly apart as on the straight page.
    assert np.mean(lines == 0) > 0.9 * np.mean(straight == 0)


@pytest.mark.parametrize("quarter", [90, 270])
def test_a_page_on_its_side_is_noticed(quarter: int) -> None:
    lying = page(LETTER).rotate(quarter, expand=True)

    assert prepare(lying).is_sideways
    assert not turned(prepare(lying), 1).is_sideways


def test_grey_paper_and_shadows_become_white() -> None:
    photo = prepare(as_photo(page(LETTER)))

    paper = photo.grey[photo.grey.shape[0] // 2 :, :]
    assert np.median(paper) > 235
    assert np.percentile(paper, 2) > 215


@pytest.mark.parametrize("is_fine", [True, False])
def test_a_fax_gets_the_aspect_of_its_paper_and_loses_its_specks(is_fine: bool) -> None:
    prepared = prepare(as_fax(page(FORM), is_fine=is_fine, specks=0.001))

    rows, columns = prepared.grey.shape
    assert prepared.is_bilevel
    assert 1.25 < rows / columns < 1.45
    assert (prepared.grey[rows // 2 :] < 128).sum() < 200


def test_transparent_paper_is_white_and_turned_photos_are_turned_back() -> None:
    clear = Image.new("RGBA", (400, 600), (0, 0, 0, 0))
    assert prepare(clear).grey.min() > 240

    lying = Image.new("L", (600, 400), 255)
    lying.getexif()[274] = 6
    assert prepare(lying).grey.shape[0] > prepare(lying).grey.shape[1]


def test_sixteen_bits_of_grey_are_scaled() -> None:
    deep = Image.fromarray(np.linspace(0, 60_000, 300 * 400).reshape(400, 300).astype(np.uint16))

    assert prepare(deep).grey.max() > 200


def test_dots_of_letters_stay_and_lonely_specks_go() -> None:
    grey = np.full((60, 60), 255, np.uint8)
    grey[10:30, 10:14] = 0
    grey[6:8, 11:13] = 0  # the dot above
    grey[50:52, 50:52] = 0  # a speck

    cleaned = without_specks(grey, 4, reach=(4, 4))

    assert cleaned[6, 11] == 0
    assert cleaned[50, 50] == 255


def test_full_stops_stay_and_specks_beside_letters_go() -> None:
    grey = np.full((60, 60), 255, np.uint8)
    grey[10:30, 10:14] = 0
    grey[28:30, 19:21] = 0  # a full stop
    grey[18:20, 19:21] = 0  # specks at half the height, left of the letter, and of two dots
    grey[28:30, 3:5] = 0
    grey[50, 50:52] = 0

    cleaned = without_specks(grey, 4, reach=(3, 4), spares_stops=True)

    assert (cleaned[28:30, 19:21] == 0).all()
    assert cleaned[18, 19] == cleaned[28, 3] == cleaned[50, 50] == 255
    assert without_specks(grey, 4, reach=(3, 4))[28, 19] == 255


@pytest.mark.parametrize(("is_fine", "is_softened"), [(True, True), (False, False)])
def test_the_steps_of_a_fine_fax_are_softened_for_ocr_alone(is_fine: bool, is_softened: bool) -> None:
    prepared = prepare(as_fax(page(LETTER), is_fine=is_fine))

    assert (not np.array_equal(for_ocr(prepared), prepared.grey)) == is_softened
    assert prepared.is_stepped == is_fine


def test_dotted_lines_to_write_on_are_taken_away() -> None:
    grey = np.full((200, 600), 255, np.uint8)
    grey[100:103, 50:550:8] = 0
    grey[100:103, 51:550:8] = 0
    grey[60:90, 60:64] = 0

    cleaned = without_leaders(grey, 200)

    assert (cleaned[95:110] < 128).sum() == 0
    assert cleaned[70, 61] == 0


def test_an_even_page_stays_as_it_is() -> None:
    assert abs(int(np.median(flat_field(np.full((400, 300), 180, np.uint8)))) - 250) < 3
