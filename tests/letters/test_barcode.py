import io

import cv2
import numpy as np
import pypdfium2

from letters.barcode import qr_code


def read_qr(picture: np.ndarray) -> str:
    return cv2.QRCodeDetector().detectAndDecode(picture)[0]


def test_the_code_is_a_drawing_that_names_no_size() -> None:
    assert qr_code("HFK-2026-0001").startswith("<svg xmlns=")
    assert qr_code("HFK-2026-0001") != qr_code("HFK-2026-0002")


def test_the_code_on_a_letter_is_read_from_a_fax() -> None:
    from letters.compose import render
    from letters.records import LetterKind
    from letters.samples import TODAY, sample_letters

    letter = next(one for one in sample_letters() if one.kind is LetterKind.END_NOTICE)
    page = pypdfium2.PdfDocument(io.BytesIO(render(letter, TODAY)))[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_numpy()
    black = np.where(picture < 128, 0, 255).astype(np.uint8)
    assert read_qr(black[: len(black) // 4]) == letter.facts["aktenzeichen"]
