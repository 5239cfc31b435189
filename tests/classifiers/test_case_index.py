from __future__ import annotations

from builders import filed, make_contact, make_decision, make_lawyer, make_person

from classifiers.case_index import KnownPeople, NewItem, in_form_of_streets, loose_numbers, streets_of, writers_of
from classifiers.records import Kind

ADA = make_person("Ada Osei", "1991-05-04")


def test_who_signs_for_an_authority_is_nobody_it_writes_about() -> None:
    fields = {"persons": (ADA, make_person("Brinkmann")), "signers": ("Brinkmann",)}
    reply = make_decision(Kind.AUTHORITY_REPLY, **fields)
    assert NewItem.of(reply).persons == (ADA,)
    assert len(NewItem.of(make_decision(Kind.SUPPLEMENT, **fields)).persons) == 2


def test_spaced_out_words_are_joined() -> None:
    assert "osei" in NewItem.of(make_decision(main_text="O s e i , Ada")).words
    assert "osei" not in NewItem.of(make_decision(main_text="O. S. E. I.")).words


def test_only_an_answer_has_a_subject_that_it_answers() -> None:
    assert NewItem.of(make_decision(main_text="AW: Antrag für Frau Osei\nHallo")).answers == "antrag fur frau osei"
    assert NewItem.of(make_decision(main_text="Antrag für Frau Osei\nHallo")).answers == ""
    assert NewItem.of(make_decision(main_text="AW: Frage\nHallo")).answers == ""


def test_streets_are_one_however_they_are_written() -> None:
    lives = make_decision(applicant_contact=make_contact("Ada Osei", None, "Lange Straße 21", "45699 Herten"))
    assert list(streets_of(lives)) == ["langestr21"]
    assert "langestr21|" in in_form_of_streets("wohnt Lange Str. 21, 45699 Herten")
    assert "langestr21|" not in in_form_of_streets("wohnt Lange Str. 219, 45699 Herten")


def test_dates_and_telephones_are_no_loose_numbers() -> None:
    assert loose_numbers("151/26-IK vom 15.1.26, Tel. 02323/555") == {"151/26"}


def test_writers_are_those_with_a_name() -> None:
    item = make_decision(signers=("Ina Kessler",), sender=make_contact("", "post@x.example"))
    assert list(writers_of(item)) == ["Ina Kessler"]


def test_what_two_cases_have_is_of_both() -> None:
    one = filed(make_decision(persons=(ADA,), representative=make_lawyer(), file_numbers=("33-12/26",)))
    two = filed(make_decision(persons=(make_person("Yaw Osei"),), representative=make_lawyer()), "B")
    known = KnownPeople.of({"A": [one], "B": [two]})
    assert known.by_surname["osei"] == {"A", "B"}
    assert known.by_writer["ina kessler"] == {"A", "B"}
    assert known.by_number["33-12/26"] == {"A"}


def test_whoever_signs_an_authoritys_letter_is_no_applicant_however_the_name_was_read() -> None:
    fields = {"persons": (ADA, make_person("Richterin Horst")), "signers": ("Richterin", "Ter Horst")}
    assert NewItem.of(make_decision(Kind.AUTHORITY_REPLY, **fields)).persons == (ADA,)
