import numpy as np
import pytest
from paper_pictures import FORM, LETTER, ON_THE_LINE, as_fax, as_photo, noisy, page, sign, stamp
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from parsers.errors import MissingProgram
from parsers.ocr import OcrOptions, make_reader
from parsers.records import Page, Problem, TextSource

FACTS = ["Härtefallkommission", "14.03.2017", "Pflegehelferin", "30. Juni 2026", "40219 Düsseldorf"]


def read(picture: Image.Image) -> Page:
    return make_reader()(picture)


@pytest.mark.tesseract
@pytest.mark.parametrize(
    "medium",
    [
        lambda picture: noisy(picture, turn=1.5),
        lambda picture: as_fax(picture),
        lambda picture: noisy(picture).rotate(180),
        lambda picture: noisy(picture).rotate(90, expand=True),
        lambda picture: noisy(picture).rotate(270, expand=True),
    ],
    ids=["scan", "fine fax", "upside down", "left side up", "right side up"],
)
def test_a_letter_is_read(medium) -> None:  # type: ignore[no-untyped-def]
    result = read(medium(page(LETTER)))

    assert [fact for fact in FACTS if fact not in result.text] == []
    assert result.source is TextSource.OCR
    assert result.quality is not None
    assert result.quality > 0.85
    assert result.problem is None


@pytest.mark.tesseract
@pytest.mark.parametrize(
    "medium", [lambda picture: as_fax(picture, is_fine=False), as_photo], ids=["standard fax", "photo"]
)
def test_a_letter_of_poor_quality_is_read_nearly_whole(medium) -> None:  # type: ignore[no-untyped-def]
    good, poor = read(page(LETTER)).text, read(medium(page(LETTER))).text

    assert Levenshtein.normalized_similarity(good, poor) > 0.93


@pytest.mark.tesseract
def test_words_have_their_place_in_text_and_page() -> None:
    result = read(page(LETTER))

    assert all(result.text[word.start : word.end].strip() for word in result.words)
    greeting = next(word for word in result.words if result.text[word.start : word.end] == "Sehr")
    assert greeting.box is not None
    assert greeting.box.left == pytest.approx(0.119, abs=0.01)
    assert "\nSehr geehrte Damen und Herren,\n" in result.text


@pytest.mark.tesseract
def test_a_signature_is_a_mark_above_the_name_and_no_word() -> None:
    picture = page(FORM)
    sign(picture, *ON_THE_LINE, seed=4)
    unsigned, signed = read(noisy(page(FORM))), read(noisy(picture))

    assert [mark for mark in unsigned.marks if mark.likeness >= 0.5] == []
    assert len([mark for mark in signed.marks if mark.likeness >= 0.5]) == 1
    before = signed.text[: signed.marks[0].offset]
    assert before.endswith("2026")
    # The strokes run through the name: some of its letters are lost, no word is made of the strokes.
    name = signed.text[signed.marks[0].offset :].strip()
    assert Levenshtein.normalized_similarity(name, "Erika Beispielmann") > 0.6


@pytest.mark.tesseract
def test_a_blank_page_is_blank_and_not_read() -> None:
    result = read(noisy(page("")))

    assert result.is_blank
    assert result.source is TextSource.NONE
    assert result.quality is None


@pytest.mark.tesseract
def test_a_photo_of_people_is_neither_text_nor_a_problem() -> None:
    picture = Image.effect_noise((1200, 1600), 20).convert("RGB")
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((400, 300, 700, 640), fill=(150, 100, 80))
    drawn.rectangle((350, 640, 750, 1400), fill=(20, 60, 90))

    result = read(picture)

    assert result.text == ""
    assert result.problem is None


@pytest.mark.tesseract
def test_a_page_of_scrawl_is_illegible_and_gives_no_noise() -> None:
    picture = page("")
    for line in range(12):
        for word in range(4):
            sign(
                picture,
                0.1 + 0.2 * word,
                0.15 + 0.05 * line,
                seed=7 * line + word,
                width=0.13 + 0.01 * (line % 5),
                height=0.016 + 0.002 * word,
            )

    result = read(noisy(picture))

    assert result.problem is Problem.ILLEGIBLE
    assert result.text == ""


@pytest.mark.tesseract
def test_a_stamp_alone_is_no_scrawl() -> None:
    picture = page("")
    stamp(picture, 0.4, 0.3, "Musterstadt")

    assert read(noisy(picture)).problem is None


@pytest.mark.tesseract
def test_a_page_that_takes_too_long_says_so() -> None:
    result = make_reader(OcrOptions(timeout_seconds=0.01))(page(LETTER))

    assert result.problem is Problem.TOO_SLOW
    assert result.text == ""


@pytest.mark.tesseract
def test_a_missing_language_is_named_with_its_package() -> None:
    with pytest.raises(MissingProgram, match="tesseract-ocr-xyz"):
        make_reader(OcrOptions(languages="deu+xyz"))


@pytest.mark.tesseract
def test_a_picture_of_one_pixel_is_a_blank_page() -> None:
    assert read(Image.fromarray(np.zeros((1, 1), np.uint8))).is_blank
