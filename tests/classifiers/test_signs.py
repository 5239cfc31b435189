from __future__ import annotations

import pytest
from builders import filed, make_contact, make_decision, make_lawyer, make_person

from classifiers.records import Decision, FiledItem, Kind
from classifiers.signs import KnownPeople, NewItem, Sign, joined_weight, signs_of_case

ADA = make_person("Ada Osei", "1991-05-04")
CASE = "HFK-2026-0001"


def weight(new: Decision, *items: FiledItem) -> float:
    known = KnownPeople.of({CASE: list(items)})
    return joined_weight(list(signs_of_case(NewItem.of(new), CASE, list(items), known)))


FIRST = filed(
    make_decision(
        persons=(ADA,),
        representative=make_lawyer("Ina Kessler"),
        sender=make_contact("Ina Kessler", "post@kessler-recht.example"),
        main_text="Osei, unser Zeichen 151/26-IK",
    )
)


def test_weak_signs_together_are_strong() -> None:
    assert joined_weight([Sign(0.5, "a"), Sign(0.5, "b")]) == pytest.approx(0.75)
    assert joined_weight([]) == 0


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ({"persons": (ADA,)}, 0.9),
        ({"main_text": "In der Sache Osei, 151/26-IK"}, 0.7),
        ({"main_text": "Osei", "representative": make_lawyer("Ina Kessler")}, 0.7),
        ({"main_text": "Osei", "sender": make_contact("", "post@kessler-recht.example")}, 0.8),
    ],
)
def test_signs_that_are_enough(fields: dict[str, object], least: float) -> None:
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, **fields), FIRST) >= least


@pytest.mark.parametrize(
    "fields",
    [
        {"main_text": "Familie Osei"},
        {"persons": (make_person("Ada Osei", "1979-11-30"),)},
        {"main_text": "Rechnung 151/26"},
        {"main_text": "Geboren am 15.1.26, Telefon 02323/555"},
    ],
)
def test_signs_that_are_not_enough(fields: dict[str, object]) -> None:
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, **fields), FIRST) < 0.7


def test_the_mail_of_a_machine_belongs_where_its_address_does() -> None:
    bounce = make_decision(Kind.BOUNCE, "b.eml", 2, main_text="Empfänger: post@kessler-recht.example unbekannt")
    assert weight(bounce, FIRST) >= 0.7


def test_a_colleague_of_the_same_office_answers() -> None:
    reply = make_decision(Kind.AUTO_REPLY, "b.eml", 2, sender=make_contact("", "urlaub@kessler-recht.example"))
    assert 0 < weight(reply, FIRST) < 0.7


def test_a_letter_that_names_the_day_of_an_earlier_one() -> None:
    said = make_decision(
        Kind.SUPPLEMENT, "b.eml", 20, main_text="Familie Osei, zu unserem Antrag vom 1. März: ein Zeugnis"
    )
    other = make_decision(
        Kind.SUPPLEMENT, "b.eml", 20, main_text="Familie Osei, zu unserem Antrag vom 4. März: ein Zeugnis"
    )
    assert weight(said, FIRST) >= 0.7 > weight(other, FIRST)


def test_a_day_on_which_letters_of_two_cases_came_tells_little() -> None:
    said = make_decision(Kind.SUPPLEMENT, "b.eml", 20, main_text="Familie Osei, zu unserem Antrag vom 1. März")
    second = filed(make_decision(persons=(make_person("Lu Chen"),)), "HFK-2026-0002")
    known = KnownPeople.of({CASE: [FIRST], "HFK-2026-0002": [second]})
    assert joined_weight([*signs_of_case(NewItem.of(said), CASE, [FIRST], known)]) < 0.7


def test_the_colleague_who_is_named_is_no_stranger_among_the_applicants() -> None:
    """Both surnames of the family stand there; the third one is the former lawyer's."""
    couple = (make_person("Ada Osei"), make_person("Kofi Mensah"))
    first = filed(make_decision(persons=couple, representative=make_lawyer("Ina Kessler"), signers=("Ina Kessler",)))
    text = "Osei / Mensah\nIch führe das Mandat der Kollegin fort."
    colleague = make_person("Kessler", name_is_incomplete=True)
    stranger = make_person("Brandt", name_is_incomplete=True)
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text=text, persons=(colleague,)), first) >= 0.7
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text=text, persons=(stranger,)), first) < 0.7


def test_a_surname_that_is_a_town_is_no_sign_where_the_town_is_named() -> None:
    first = filed(make_decision(persons=(make_person("Gerd Herten"),)))
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text="Zeugnis\nHerten, 3. März"), first) == 0
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text="Zeugnis für Herrn Herten"), first) > 0


def test_the_full_name_from_the_same_house_belongs_to_the_first_name_and_from_another_does_not() -> None:
    """A neighbour knew the first name only; later somebody writes the whole of it, and of a child nobody had named."""
    halima = make_person("Halima", name_is_incomplete=True)
    home = make_contact("", None, "Hohe Straße 21", "58089 Hagen")
    first = filed(make_decision(persons=(halima,), applicant_contact=home))
    told = (make_person("Halima Omar Farah", "1995-03-03"), make_person("Idris Farah", "2018-11-12"))
    here = make_decision(Kind.SUPPLEMENT, "b.pdf", 9, persons=told, main_text="Hohe Straße 21, 58089 Hagen")
    there = make_decision(Kind.SUPPLEMENT, "b.pdf", 9, persons=told, main_text="Kurze Straße 4, 58089 Hagen")
    assert weight(here, first) >= 0.7 > weight(there, first)


def test_who_represents_is_named_beside_the_only_one_of_that_name() -> None:
    first = filed(make_decision(persons=(make_person("Gulbuddin"),), signers=("Birgit Landmann",)))
    known = make_decision(
        Kind.SUPPLEMENT, "b.pdf", 9, main_text="Frau Landmann sagt, wir sollen für Gulbuddin schreiben."
    )
    other = make_decision(
        Kind.SUPPLEMENT, "b.pdf", 9, main_text="Frau Brandt sagt, wir sollen für Gulbuddin schreiben."
    )
    assert weight(known, first) >= 0.7 > weight(other, first)


def test_the_writer_by_initial_and_surname_in_the_head_of_a_letter() -> None:
    first = filed(make_decision(persons=(ADA,), signers=("Waltraud Landmann",)))
    head = make_decision(Kind.SUPPLEMENT, "b.pdf", 9, main_text="W. Landmann, Hagen\nNachtrag zu Familie Osei")
    other = make_decision(Kind.SUPPLEMENT, "b.pdf", 9, main_text="K. Landmann, Hagen\nNachtrag zu Familie Osei")
    assert weight(head, first) >= 0.7 > weight(other, first)


def test_initials_that_could_be_the_writers_are_still_somebodys() -> None:
    lawyer = make_lawyer("Ina Kessler")
    first = filed(make_decision(persons=(ADA,), representative=lawyer, sender=make_contact("", "post@kessler.example")))
    somebody = make_person("K. M.", name_is_incomplete=True)
    sender = make_contact("", "post@kessler.example")
    letter = make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=(somebody,), main_text="Zeugnis K. M.", sender=sender)
    assert weight(letter, first) < 0.7


def test_the_birth_date_that_was_read_as_the_husbands_parts_nobody() -> None:
    text = "Kofi und Ada Osei; er geb. 5.6.1969, sie geb. 4.5.1991"
    first = filed(make_decision(persons=(make_person("Ada Osei", "1969-06-05"),), main_text=text))
    told, other = (make_person("Ada Osei", born) for born in ("1991-05-04", "1979-11-30"))
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=(told,)), first) >= 0.7
    assert weight(make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=(other,)), first) < 0.7


def test_an_application_that_names_nobody_by_a_known_lawyer_is_looked_at() -> None:
    lawyer = {"sender": make_contact("Ina Kessler", "post@kessler-recht.example"), "representative": make_lawyer()}
    assert 0.6 <= weight(make_decision(item="b.eml", day=2, **lawyer), FIRST) < 0.7
    named = make_decision(item="b.eml", day=2, persons=(make_person("Lu Chen"),), **lawyer)
    assert weight(named, FIRST) < 0.6
