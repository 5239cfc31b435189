import cv2
import numpy as np
import pytest
from paper_pictures import LETTER, page

from parsers.picture import Pixels
from parsers.skew import letters_of, skew


@pytest.fixture(scope="module")
def letter() -> Pixels:
    return np.array(page(LETTER, 200).convert("L"), dtype=np.uint8)


def turned(grey: Pixels, angle: float) -> Pixels:
    rows, columns = grey.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(grey, turn, (columns, rows), borderValue=255), dtype=np.uint8)


@pytest.mark.parametrize("angle", [-5.0, -1.3, 0.6, 2.0, 5.5])
def test_the_angle_that_puts_lines_straight_is_found(letter: Pixels, angle: float) -> None:
    assert skew(letters_of(turned(letter, angle))).angle == pytest.approx(-angle, abs=0.2)


def test_a_level_page_stays_as_it_lies(letter: Pixels) -> None:
    assert skew(letters_of(letter)).angle == 0.0


def test_lines_part_more_sharply_along_than_across(letter: Pixels) -> None:
    letters = letters_of(letter)

    assert skew(letters).sharpness > 2 * skew(np.rot90(letters)).sharpness


def test_a_page_with_hardly_a_letter_has_no_skew() -> None:
    assert skew(letters_of(np.full((2000, 1500), 255, np.uint8))).sharpness == 0.0


def test_borders_and_photos_are_no_letters(letter: Pixels) -> None:
    framed = letter.copy()
    cv2.rectangle(framed, (100, 100), (1500, 2200), 0, 30)

    assert letters_of(framed).sum() == pytest.approx(letters_of(letter).sum(), rel=0.1)
