import os
import subprocess
import sys

import numpy as np
import pytesseract
import pytest
from paper_pictures import LETTER, page

from parsers.errors import MissingProgram
from parsers.picture import Pixels
from parsers.tesseract import make_recogniser

DPI = 200.0
BOTH_WAYS = pytest.mark.parametrize("is_in_process", [False, True], ids=["program", "in process"])


@pytest.fixture(scope="module")
def letter() -> Pixels:
    return np.array(page(LETTER, round(DPI)).convert("L"), dtype=np.uint8)


def words_of(table: str) -> list[str]:
    """What stands in the last column of the lines for words."""
    return [cells[11] for cells in (line.split("\t") for line in table.splitlines()) if cells[0] == "5"]


@pytest.mark.tesseract
@BOTH_WAYS
def test_the_table_has_a_head_and_a_line_for_each_word(letter: Pixels, is_in_process: bool) -> None:
    head, *lines = make_recogniser("deu", 60, is_in_process=is_in_process)(letter, DPI).splitlines()

    assert head.split("\t")[0::11] == ["level", "text"]
    words = {cells[11]: cells for cells in (line.split("\t") for line in lines) if cells[0] == "5"}
    left, top, width, height = (int(cell) for cell in words["Härtefallkommission"][6:10])
    # A word of 19 letters is longer than high, and lies on the page.
    assert 0 < left < left + width < letter.shape[1]
    assert 0 < top < top + height < letter.shape[0]
    assert width > 5 * height
    assert float(words["Härtefallkommission"][10]) > 80


@pytest.mark.tesseract
def test_both_ways_read_the_same_words(letter: Pixels) -> None:
    by_program, in_process = (make_recogniser("deu", 60, is_in_process=way)(letter, DPI) for way in (False, True))

    assert words_of(by_program) == words_of(in_process)


@pytest.mark.tesseract
@BOTH_WAYS
def test_a_page_that_takes_too_long_is_given_up(letter: Pixels, is_in_process: bool) -> None:
    recognise = make_recogniser("deu", 0.01, is_in_process=is_in_process)

    with pytest.raises(TimeoutError):
        recognise(letter, DPI)


@pytest.mark.tesseract
def test_what_was_given_up_is_not_in_the_next_page(letter: Pixels) -> None:
    hasty = make_recogniser("deu", 0.01, is_in_process=True)
    with pytest.raises(TimeoutError):
        hasty(letter, DPI)

    # A blank page takes less than the time that is allowed.
    assert words_of(make_recogniser("deu", 60, is_in_process=True)(np.full((300, 300), 255, np.uint8), DPI)) == []


@pytest.mark.tesseract
def test_in_process_no_program_is_started_for_a_page(letter: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    recognise = make_recogniser("deu", 60, is_in_process=True)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")

    assert "Härtefallkommission" in words_of(recognise(letter, DPI))


@pytest.mark.tesseract
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)

    with pytest.raises(MissingProgram, match=r"haertefall-intake\[in-process\]"):
        make_recogniser("deu", 60, is_in_process=True)


@pytest.mark.tesseract
def test_a_missing_language_is_named_with_its_package() -> None:
    with pytest.raises(MissingProgram, match="tesseract-ocr-xyz"):
        make_recogniser("deu+xyz", 60, is_in_process=True)


@BOTH_WAYS
def test_a_missing_program_is_named_with_its_packages(is_in_process: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")

    with pytest.raises(MissingProgram, match="apt-get install tesseract-ocr"):
        make_recogniser("deu", 60, is_in_process=is_in_process)


@pytest.mark.tesseract
def test_tesseract_is_kept_to_one_thread() -> None:
    make_recogniser("deu", 60, is_in_process=False)

    told = subprocess.run(["sh", "-c", "echo $OMP_THREAD_LIMIT"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "1"
    assert os.environ["OMP_THREAD_LIMIT"] == "1"
