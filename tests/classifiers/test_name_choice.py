from __future__ import annotations

from classifiers.mentions import Mention, Source
from classifiers.name_choice import best_name
from classifiers.name_forms import NameForm


def named(name: str, quality: float = 1.0) -> Mention:
    return Mention(NameForm(name), None, Source.LETTER, quality=quality)


def test_the_fullest_name_is_shown() -> None:
    assert best_name([named("Ada Osei"), named("Ada Ama Osei")]) == "Ada Ama Osei"


def test_marks_tell_that_a_name_was_written_with_care() -> None:
    assert best_name([named("Sukru Yilmaz"), named("Şükrü Yılmaz")]) == "Şükrü Yılmaz"


def test_what_ocr_makes_of_an_umlaut_is_not_shown() -> None:
    assert best_name([named("Giilay Kaya"), named("Giilay Kaya"), named("Gülay Kaya")]) == "Gülay Kaya"


def test_letters_without_vowels_stay_as_they_are_and_others_are_put_into_latin_ones() -> None:
    assert best_name([named("رنا الحداد")]) == "رنا الحداد"
    assert best_name([named("رنا الحداد"), named("Rana Haddad")]) == "Rana Haddad"
    assert best_name([named("Азиз Каримов")]) == "Aziz Karimov"
