import pytest

from classifiers.lenient_patterns import pattern


@pytest.mark.parametrize(
    ("regex", "text", "expected"),
    [
        ("im anhang", "im\nanhang", True),
        ("23 ?a", "23a", True),
        ("23 ?a", "23  a", True),
        ("[. ]x", " x", True),
        (r"\bich\b[^.!?]{0,60}\bbitte", "ich, geb. am 1.2.1990 in x, bitte", True),
        (r"\bich\b[^.!?]{0,60}\bbitte", "ich gehe. bitte", False),
        (r"liegt[^.!?;]{0,40}\bbei", "liegt hier; bei", False),
    ],
)
def test_phrases_forgive_white_space_and_full_stops_of_dates(regex: str, text: str, expected: bool) -> None:
    assert bool(pattern(regex).search(text)) is expected


def test_parts_are_put_in_by_name() -> None:
    assert pattern("prüfen sie <case>", {"case": "fall|sache"}).search("prüfen sie sache")


def test_several_phrases_are_alternatives() -> None:
    assert pattern(["a b", "c d"]).fullmatch("c d")
