"""Misread words that matter are mended, and places in the mended text lead back to the page."""

import pytest

from classifiers.misread import mended, mended_passage
from parsers.records import TextSource
from tests.builders import make_page, make_reading, make_scan


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Absehiebung", "Abschiebung"),
        ("ausreisopfichtig", "ausreisepflichtig"),
        ("Buldung", "Duldung"),
        ("Rückführnng", "Rückführung"),
        ("Ruckfuhrung", "Ruckfuhrung"),
        ("Grenzubertrittsbeschemigung", "Grenzübertrittsbescheinigung"),
        ("Abschiebungshaft", "Abschiebungshaft"),
    ],
)
def test_a_misread_word_is_mended(written: str, right: str) -> None:
    assert mended(f"Seine {written} ist da.").text == f"Seine {right} ist da."


@pytest.mark.parametrize(
    "word", ["Abschreibung", "Unterstellung", "geduldig", "Bildung", "Verschiebung", "Meldung", "Durchführung"]
)
def test_another_word_stays(word: str) -> None:
    assert mended(f"Die {word} ist da.").text == f"Die {word} ist da."


def test_places_lead_back_to_the_original() -> None:
    text = "Die Abschiebng und die Duldnung am 3.4.2026."
    result = mended(text)
    place = result.text.index("3.4.2026")
    assert result.text != text
    assert text[result.original(place) :].startswith("3.4.2026")
    assert result.original(0) == 0


def test_only_what_ocr_read_is_mended() -> None:
    scanned = make_reading(make_scan(make_page("Absehiebung", source=TextSource.OCR)))
    typed = make_reading(make_scan(make_page("Absehiebung", source=TextSource.LAYER)))
    assert mended_passage(scanned, scanned.passages[0]).text == "Abschiebung"
    assert mended_passage(typed, typed.passages[0]).text == "Absehiebung"
