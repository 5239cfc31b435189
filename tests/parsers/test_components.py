import numpy as np

from parsers.components import components


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    ink = np.zeros((6, 8), np.uint8)
    ink[1, 1] = ink[2, 2] = 1
    ink[4, 5:8] = 1

    pieces = components(ink)

    assert sorted(pieces.stats[1:, 4]) == [2, 3]
    assert pieces.labels[1, 1] == pieces.labels[2, 2] != pieces.labels[4, 5]


def test_chosen_pieces_are_painted() -> None:
    ink = np.zeros((6, 8), np.uint8)
    ink[1, 1] = ink[4, 5] = 1
    pieces = components(ink)

    is_chosen = np.zeros(3, bool)
    is_chosen[pieces.labels[4, 5]] = True

    assert np.argwhere(pieces.painted(is_chosen)).tolist() == [[4, 5]]


def test_a_piece_is_touched_by_any_of_its_pixels() -> None:
    ink = np.zeros((6, 8), np.uint8)
    ink[1, 1:5] = ink[4, 5] = 1
    pieces = components(ink)
    area = np.zeros_like(ink)
    area[1, 4] = 1

    assert pieces.touched(area)[pieces.labels[1, 1]]
    assert not pieces.touched(area)[pieces.labels[4, 5]]


def test_more_pieces_than_sixteen_bits_count_are_counted() -> None:
    ink = np.zeros((800, 800), np.uint8)
    ink[::2, ::2] = 1

    pieces = components(ink)

    assert len(pieces.stats) == 160_001
    assert pieces.painted(np.arange(160_001) == 160_000).sum() == 1
