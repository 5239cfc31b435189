from dataclasses import replace

import numpy as np
import pytest
from paper_pictures import FORM, LETTER, ON_THE_LINE, as_fax, as_photo, noisy, page, sign, stamp
from PIL import Image, ImageDraw

from parsers.ink import InkMark, find_ink, marks_on, offset_of, unread_print
from parsers.picture import prepare
from parsers.records import Box, Page, Word
from parsers.text import PlacedWord

# Where FORM's words stand, as OCR gives them: the lines of print as one word each.
PRINT = tuple(
    PlacedWord(text, box, 0.95)
    for text, box in [
        ("Vollmacht", Box(0.44, 0.082, 0.56, 0.098)),
        ("Hiermit bevollmächtige ich", Box(0.11, 0.104, 0.89, 0.121)),
        ("Härtefallkommission", Box(0.11, 0.121, 0.89, 0.138)),
        ("Zustellungen", Box(0.11, 0.138, 0.89, 0.155)),
        ("Düsseldorf, den 12. Mai 2026", Box(0.11, 0.162, 0.6, 0.181)),
        ("Erika", Box(0.115, 0.302, 0.16, 0.315)),
        ("Beispielmann", Box(0.165, 0.302, 0.29, 0.316)),
    ]
)


def signatures(image: Image.Image) -> list[InkMark]:
    prepared = prepare(image)
    return [mark for mark in find_ink(prepared.grey, PRINT) if mark.likeness >= 0.5]


def signed(seed: int, **how: float) -> Image.Image:
    picture = page(FORM)
    sign(picture, *ON_THE_LINE, seed=seed, **how)  # type: ignore[arg-type]
    return picture


@pytest.mark.parametrize("seed", [1, 3, 5])
@pytest.mark.parametrize("how", [{}, {"width": 0.12, "height": 0.022}, {"height": 0.05, "pen": 0.0035}, {"ink": 110}])
def test_a_signature_over_the_line_is_found(seed: int, how: dict[str, float]) -> None:
    marks = signatures(noisy(signed(seed, **how), seed=seed))

    assert len(marks) == 1
    assert 0.24 < marks[0].box.top < 0.31
    assert marks[0].box.left < 0.2


@pytest.mark.parametrize("is_fine", [True, False])
def test_a_signature_is_found_on_a_fax(is_fine: bool) -> None:
    assert len(signatures(as_fax(signed(2), is_fine=is_fine))) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_a_form_that_nobody_signed_has_no_signature(seed: int) -> None:
    assert signatures(noisy(page(FORM), seed=seed)) == []
    assert signatures(as_fax(page(FORM), is_fine=False, specks=0.001, seed=seed)) == []


@pytest.mark.parametrize("is_round", [True, False])
def test_a_stamp_is_no_signature(is_round: bool) -> None:
    stamped = page(FORM)
    stamp(stamped, 0.5, 0.22, "Beratungsstelle Musterstadt e. V.", is_round=is_round)

    prepared = prepare(noisy(stamped))
    marks = find_ink(prepared.grey, PRINT)

    assert marks
    assert all(mark.likeness < 0.3 for mark in marks)


def test_print_that_was_not_read_is_no_signature() -> None:
    prepared = prepare(noisy(page(LETTER)))

    assert all(mark.likeness < 0.5 for mark in find_ink(prepared.grey, ()))


def test_holes_borders_and_photos_are_no_signatures() -> None:
    picture = page(FORM)
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((60, 800, 110, 850), fill=60)
    drawn.rectangle((0, 0, 10, 2338), fill=0)
    drawn.rectangle((1000, 1200, 1300, 1600), fill=90)

    assert signatures(noisy(picture)) == []


def test_a_couple_that_signs_side_by_side_signed_twice() -> None:
    picture = page(FORM)
    sign(picture, 0.12, 0.298, seed=1, width=0.25)
    sign(picture, 0.38, 0.298, seed=2, width=0.2)
    names = (*PRINT, PlacedWord("Max", Box(0.4, 0.302, 0.45, 0.315), 0.95))

    marks = find_ink(prepare(noisy(picture)).grey, names)

    assert len([mark for mark in marks if mark.likeness >= 0.5]) == 2


def test_a_word_that_was_read_into_a_signature_is_covered_by_it() -> None:
    mark = InkMark(Box(0.1, 0.2, 0.4, 0.25), 0.9)
    within = PlacedWord("Dukly", Box(0.15, 0.21, 0.3, 0.24), 0.4)

    assert mark.covers(within)
    assert not mark.covers(replace(within, confidence=0.9))
    assert not mark.covers(replace(within, box=Box(0.35, 0.21, 0.6, 0.24)))
    # The name typed below, touched by the strokes.
    assert not mark.covers(replace(within, box=Box(0.15, 0.235, 0.3, 0.25)))
    assert not replace(mark, likeness=0.2).covers(within)


def test_a_mark_belongs_behind_the_text_above_or_left_of_it() -> None:
    text = "Datum oben\nName unten"
    words = (
        Word(0, 5, Box(0.1, 0.1, 0.2, 0.12)),
        Word(6, 10, Box(0.22, 0.1, 0.3, 0.12)),
        Word(11, 15, Box(0.1, 0.3, 0.2, 0.32)),
        Word(16, 21, Box(0.22, 0.3, 0.3, 0.32)),
    )
    written = Page(1, text, words)

    assert offset_of(Box(0.12, 0.2, 0.35, 0.29), written) == 10
    assert offset_of(Box(0.4, 0.29, 0.6, 0.33), written) == 21
    assert offset_of(Box(0.1, 0.02, 0.3, 0.05), written) == 0
    assert [mark.offset for mark in marks_on(written, [InkMark(Box(0.4, 0.29, 0.6, 0.33), 1.0)])] == [21]


def test_print_outside_the_known_words_is_noticed() -> None:
    grey = np.asarray(page(LETTER))

    assert unread_print(grey, PRINT[:1])
    assert not unread_print(grey, [PlacedWord("all", Box(0.05, 0.05, 0.95, 0.95), None)])
    assert not unread_print(np.full((800, 600), 255, np.uint8), ())


def test_a_photographed_signature_is_found() -> None:
    prepared = prepare(as_photo(signed(3)))

    assert [mark for mark in find_ink(prepared.grey, PRINT) if mark.likeness >= 0.5]
