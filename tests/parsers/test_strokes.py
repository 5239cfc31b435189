import numpy as np
from PIL import Image, ImageDraw

from parsers.components import components
from parsers.records import Box
from parsers.strokes import (
    Piece,
    enclosed_share,
    groups,
    ink_without_rules,
    parted_by_names,
    share_in_words,
    strokes,
    text_height,
)
from parsers.text import PlacedWord

SIZE = (1000, 1414)
HEIGHT = 14.0


def canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", SIZE, 255)
    return picture, ImageDraw.Draw(picture)


def ink_of(picture: Image.Image) -> np.ndarray:
    return np.asarray(ink_without_rules(np.asarray(picture)))


def word(text: str, left: float, top: float, right: float, bottom: float, confidence: float = 0.95) -> PlacedWord:
    return PlacedWord(text, Box(left, top, right, bottom), confidence)


def test_ruled_lines_go_and_strokes_that_cross_them_stay_whole() -> None:
    picture, drawn = canvas()
    drawn.line((100, 700, 600, 700), fill=0, width=2)
    drawn.line((200, 660, 240, 730), fill=0, width=4)

    ink = ink_of(picture)

    assert ink[700, 400] == 0
    assert ink[695, 220] == ink[700, 223] == ink[705, 226] == 1


def test_weak_ink_counts_where_it_hangs_together_with_dark_ink() -> None:
    picture, drawn = canvas()
    drawn.line((200, 300, 240, 310), fill=180, width=3)
    drawn.line((240, 310, 280, 300), fill=60, width=3)
    drawn.line((200, 500, 240, 510), fill=180, width=3)

    ink = ink_of(picture)

    assert ink[302, 208] == 1
    assert ink[502, 208] == 0


def test_the_usual_height_is_that_of_the_words_or_of_ten_point_print() -> None:
    many = [word("Vollmacht", 0.1, n / 20, 0.3, n / 20 + 0.02) for n in range(10)]

    assert text_height(many, (1414, 1000)) == 20.0
    assert text_height(many[:2], (1414, 1000)) == 12.5


def test_print_specks_borders_and_areas_are_no_strokes() -> None:
    picture, drawn = canvas()
    drawn.rectangle((300, 300, 303, 312), fill=0)  # a letter of a word
    drawn.rectangle((500, 300, 502, 302), fill=0)  # a speck
    drawn.rectangle((0, 0, 12, 1413), fill=0)  # the border of a scan
    drawn.rectangle((600, 600, 660, 680), fill=0)  # a dark area
    drawn.line((200, 900, 240, 940, 280, 900, 320, 945), fill=0, width=3)  # a stroke

    found = strokes(ink_of(picture), [word("Text", 0.29, 0.208, 0.4, 0.223)], HEIGHT)

    assert [(piece.left // 100, piece.top // 100) for piece in found] in ([(2, 8)], [(1, 8)], [(2, 9)], [(1, 9)])


def test_strokes_that_were_taken_for_a_word_are_told_by_their_height() -> None:
    picture, drawn = canvas()
    drawn.line((200, 900, 220, 860, 240, 900, 260, 860, 320, 900), fill=0, width=3)
    ink, box = ink_of(picture), (0.19, 0.6, 0.33, 0.65)

    assert strokes(ink, [word("uw", *box, confidence=0.6)], HEIGHT)
    assert strokes(ink, [word("uw", *box, confidence=0.2)], HEIGHT)
    assert not strokes(ink, [word("uw", *box, confidence=0.6)], 3 * HEIGHT)


def test_what_is_in_a_frame_belongs_to_it_and_what_is_beside_does_not() -> None:
    picture, drawn = canvas()
    drawn.polygon([(300, 310), (480, 290), (485, 340), (305, 360)], outline=0, width=3)
    drawn.line((330, 330, 345, 318, 350, 335), fill=0, width=3)
    drawn.line((492, 300, 520, 340, 540, 300), fill=0, width=3)
    ink = ink_of(picture)

    gathered = groups(strokes(ink, (), HEIGHT), ink, HEIGHT)

    assert sorted(len(group) for group in gathered) == [1, 2]


def test_low_pieces_do_not_join_two_groups() -> None:
    tall = [Piece(100, 100, 150, 140, 400), Piece(200, 100, 250, 140, 400)]
    low = Piece(145, 130, 205, 134, 200)
    ink = np.zeros((300, 400), np.uint8)

    assert len(groups([*tall, low], ink, HEIGHT)) == 2


def test_strokes_side_by_side_are_parted_by_the_names_below() -> None:
    one, other = Piece(100, 100, 300, 140, 900), Piece(310, 100, 480, 140, 900)
    names = [word("Max", 0.2, 0.5, 0.3, 0.55), word("Erika", 0.62, 0.5, 0.7, 0.55)]
    shape = (280, 500)

    assert len(parted_by_names([one, other], names, shape, HEIGHT)) == 2
    assert len(parted_by_names([one, other], names[:1], shape, HEIGHT)) == 1
    assert len(parted_by_names([one, other], [], shape, HEIGHT)) == 1


def test_a_frame_encloses_all_and_a_stroke_little() -> None:
    picture, drawn = canvas()
    drawn.ellipse((100, 100, 300, 300), outline=0, width=4)
    drawn.line((500, 100, 540, 160, 580, 100, 620, 160, 700, 90), fill=0, width=4)
    ink = (np.asarray(picture) < 128).astype(np.uint8)

    assert enclosed_share(ink[95:305, 95:305], HEIGHT) > 0.95
    assert enclosed_share(ink[80:170, 490:710], HEIGHT) < 0.5
    assert enclosed_share(np.zeros((20, 20), np.uint8), HEIGHT) == 0


def test_ink_is_counted_in_the_words_that_are_sure_enough() -> None:
    labels = np.zeros((100, 100), np.int32)
    labels[40:50, 10:20] = 1
    labels[40:50, 60:70] = 2
    words = [word("eins", 0.08, 0.38, 0.3, 0.52, 0.9), word("zwei", 0.58, 0.38, 0.8, 0.52, 0.4)]

    pieces = components((labels > 0).astype(np.uint8))
    assert share_in_words(pieces, words, 0.5)[1:].tolist() == [1.0, 0.0]
    assert share_in_words(pieces, words)[1:].tolist() == [1.0, 1.0]
