import numpy as np
import pytest
from paper_pictures import FORM, LETTER, page
from PIL import Image, ImageDraw

from parsers.legibility import is_photo, is_readable, is_sure, letter_count
from parsers.records import Box
from parsers.text import PlacedWord

BOX = Box(0.1, 0.1, 0.2, 0.2)


def read(*words: tuple[str, float]) -> list[PlacedWord]:
    return [PlacedWord(text, BOX, confidence) for text, confidence in words]


def test_letters_are_counted_and_holes_and_borders_are_not() -> None:
    blank = Image.new("L", (1654, 2339), 250)
    drawn = ImageDraw.Draw(blank)
    drawn.ellipse((70, 800, 115, 845), fill=40)
    drawn.rectangle((0, 0, 12, 2339), fill=20)

    assert letter_count(np.asarray(blank)) == 0
    assert letter_count(np.asarray(page(LETTER))) > 300


def test_areas_make_a_photo_and_strokes_do_not() -> None:
    people = Image.new("L", (1200, 1600), 230)
    drawn = ImageDraw.Draw(people)
    drawn.ellipse((300, 300, 500, 520), fill=120)
    drawn.rectangle((250, 520, 550, 1100), fill=60)

    assert is_photo(np.asarray(people))
    assert not is_photo(np.asarray(page(FORM)))
    assert not is_photo(np.full((800, 600), 250, np.uint8))


@pytest.mark.parametrize(
    ("words", "readable"),
    [
        (read(("Anlage", 0.96), ("1", 0.9)), True),
        (read(("Sehr", 0.95), ("geehrte", 0.93), ("Damen", 0.4), ("Herren", 0.9), ("Duldung", 0.5)), True),
        (read(("Seht", 0.4), ("goolrte", 0.2), ("Dauen", 0.35), ("Henen", 0.3), ("worin", 0.1)), False),
        # A noisy fax has hardly a sure word, but few that are wholly unsure.
        (read(("Rechtsanwallin", 0.55), ("Vollmacht", 0.7), ("Strafen", 0.6), ("Aachen", 0.5)), True),
        (read(("o", 0.2), ("-", 0.9), ("li", 0.3)), False),
        ([], False),
    ],
)
def test_noise_is_told_from_text_by_confidence(words: list[PlacedWord], readable: bool) -> None:
    assert is_readable(words) is readable


def test_a_sure_word_has_the_shape_of_a_word_too() -> None:
    assert [is_sure(word) for word in read(("Vollmacht", 0.9), ("Vollmacht", 0.5), ("Vxq7rtb", 0.9))] == [
        True,
        False,
        False,
    ]
