"""Of whom a sentence speaks."""

import pytest

from classifiers.subjects import applicants_of, continues_about_others, is_about_others
from tests.builders import make_mail, make_person, make_reading

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def about_others(text: str, quote: str, writer: str = "Arbnor Krasniqi", *, of_family: bool = True) -> bool:
    reading = make_reading(make_mail(f"Guten Tag,\n\n{text}\n\nMit freundlichen Grüßen\n{writer}"))
    start = text.index(quote)
    applicants = applicants_of(reading, (APPLICANT,))
    return is_about_others(text, start, start + len(quote), applicants, of_family=of_family)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Mein Cousin wurde abgeschoben.", "abgeschoben"),
        ("Meine Frau hat eine Niederlassungserlaubnis.", "Niederlassungserlaubnis"),
        ("Er pflegt seine Ehefrau, die eine Niederlassungserlaubnis hat.", "Niederlassungserlaubnis"),
        ("Viele Menschen haben eine Duldung.", "Duldung"),
        ("Mein Bruder, der in Bremen lebt, hat Arbeit.", "lebt"),
        ("Seine Schwester wurde krank und abgeschoben.", "abgeschoben"),
        ("Ein früherer Mandant unserer Kanzlei wurde im Februar abgeschoben.", "abgeschoben"),
        ("Der Zimmernachbar meines Mandanten sitzt in Haft.", "Haft"),
        ("Mein Zimmernachbar wurde geholt; er sitzt noch heute in Haft.", "Haft"),
        ("Leart Krasniqi, der Bruder des Antragstellers, wurde in Haft genommen und nach Tirana geflogen.", "geflogen"),
        ("Die Familie im ersten Stock ist im März abgeschoben worden.", "abgeschoben"),
    ],
)
def test_relatives_and_others_are_told_apart(text: str, quote: str) -> None:
    assert about_others(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ich wurde abgeschoben.", "abgeschoben"),
        ("Arbnor hat eine Duldung.", "Duldung"),
        ("Mein Mandant hat eine Duldung.", "Duldung"),
        ("Er hat eine Duldung.", "Duldung"),
        ("Wir wohnen bei meiner Tante, aber ich habe nur eine Duldung.", "Duldung"),
    ],
)
def test_what_is_said_of_the_applicant_is_not_of_others(text: str, quote: str) -> None:
    assert not about_others(text, quote)


def test_who_writes_for_another_does_not_speak_of_him_with_i() -> None:
    assert about_others("Ich habe eine Aufenthaltserlaubnis.", "Aufenthaltserlaubnis", writer="Leart Krasniqi")


def test_the_relative_whose_case_is_presented_is_the_applicant() -> None:
    text = "Ich stelle den Antrag für meinen Bruder Arbnor. Mein Bruder hat eine Duldung."
    assert not about_others(text, "Duldung", writer="Leart Krasniqi")


def test_what_must_not_be_missed_is_refused_for_distant_relatives_only() -> None:
    assert not about_others("Meine Frau soll abgeschoben werden.", "abgeschoben", of_family=False)
    assert about_others("Mein Cousin soll abgeschoben werden.", "abgeschoben", of_family=False)


def test_where_no_applicant_is_known_nobody_is_another() -> None:
    reading = make_reading(make_mail("Mein Cousin soll abgeschoben werden."))
    applicants = applicants_of(reading, ())
    assert applicants.writer_is_one
    assert not is_about_others("Mein Cousin wird abgeschoben.", 18, 29, applicants, of_family=False)


def test_a_sentence_with_a_pronoun_goes_on_about_whom_the_one_before_named() -> None:
    applicants = applicants_of(make_reading(make_mail("Hallo", from_name="Arbnor Krasniqi")), (APPLICANT,))
    assert continues_about_others("Er ist verhaftet worden.", "Mein Onkel fuhr nach Hause.", applicants)
    assert not continues_about_others("Er ist verhaftet worden.", "Arbnor fuhr nach Hause.", applicants)
    assert not continues_about_others("Arbnor ist verhaftet worden.", "Mein Onkel fuhr nach Hause.", applicants)


def test_a_writer_who_tells_when_he_was_born_is_an_applicant() -> None:
    reading = make_reading(make_mail("Ich bin am 2. April 1990 in Ferizaj geboren."))
    assert applicants_of(reading, (APPLICANT,)).writer_is_one
