import numpy as np
from paper_pictures import FORM, LETTER, as_photo, noisy, page
from PIL import Image

from parsers.sheet import flat_sheet


def test_the_sheet_of_a_photo_is_laid_flat() -> None:
    photo = np.asarray(as_photo(page(FORM)).convert("L"))

    flat = flat_sheet(photo)

    assert flat is not None
    rows, columns = flat.shape
    assert 1.3 < rows / columns < 1.5
    # The table is dark; hardly anything of it is left at the rim.
    rim = np.concatenate([flat[5], flat[-6], flat[:, 5], flat[:, -6]])
    assert np.mean(rim < 110) < 0.05


def test_a_scan_has_no_sheet_to_be_cut_out() -> None:
    assert flat_sheet(np.asarray(noisy(page(LETTER)))) is None


def test_a_photo_without_paper_is_left_alone() -> None:
    noise = Image.effect_noise((800, 1000), 60)

    assert flat_sheet(np.asarray(noise)) is None


def test_a_thumbnail_is_left_alone() -> None:
    assert flat_sheet(np.full((100, 80), 255, np.uint8)) is None
