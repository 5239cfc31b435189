from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_person, make_reading

from classifiers.capacity import Capacity, Standing
from classifiers.records import PaperType, Role
from classifiers.representative_names import is_applicant, name_of_representative
from classifiers.signers import find_writers


@pytest.mark.parametrize(
    ("name", "applies"), [("A. Osei", True), ("Osei", True), ("Ada Osei", True), ("Kofi Mensah", False)]
)
def test_an_applicant_signs_by_a_part_of_the_name_too(name: str, applies: bool) -> None:
    assert is_applicant(name, [make_person("Ada Osei")]) is applies


@pytest.mark.parametrize(("name", "applies"), [("О. Гриценко", True), ("Гриценко Ольга", True), ("О. Чорна", False)])
def test_a_name_in_cyrillic_letters_may_be_ukrainian(name: str, applies: bool) -> None:
    assert is_applicant(name, [make_person("Olha Hrytsenko")]) is applies


@pytest.mark.parametrize(
    ("name", "applies"), [("A. O.", True), ("Ada Osei", True), ("Inge Orth-Albers", False), ("Kofi Mensah", False)]
)
def test_initials_are_those_of_a_name_only_where_they_are_all_of_it(name: str, applies: bool) -> None:
    assert is_applicant(name, [make_person("A. O.")]) is applies
    assert not is_applicant("Inge Daub-Stahl", [make_person("S. M.")])


@pytest.mark.parametrize(
    ("certificate", "name"),
    [
        ("Ausweis\nFrau Ina Kessler ist zur Betreuerin bestellt für Ada Osei.", "Ina Kessler"),
        ("Ausweis\nDie Betreuung für Ada Osei ist angeordnet.", "Betreuungsverein Volmetal e. V."),
    ],
    ids=["the certificate names her", "the certificate names nobody"],
)
def test_the_certificate_says_whether_the_association_is_the_guardian(certificate: str, name: str) -> None:
    message = make_mail("Guten Tag,\nwir bitten.\n\nMit freundlichen Grüßen\nIna Kessler", ("Ausweis.pdf", certificate))
    reading = make_reading(message, make_paper(PaperType.GUARDIANSHIP_CERTIFICATE, source="Ausweis.pdf"))
    standing = Standing(Capacity.GUARDIAN, "Betreuungsverein Volmetal e. V.")
    found, _ = name_of_representative(
        Role.GUARDIAN, reading, find_writers(reading), standing, [make_person("Ada Osei")]
    )
    assert found == name


def test_what_ocr_reads_into_the_ink_above_a_lawyer_s_name_is_not_his() -> None:
    letter = "Ich vertrete Frau Ada Osei.\n\nMit freundlichen Grüßen\n\nPEaSERL\nRuth Dammerz, Rechtsanwältin"
    reading = make_reading(make_mail(letter))
    standing = Standing(Capacity.LAWYER)
    name, _ = name_of_representative(Role.LAWYER, reading, find_writers(reading), standing, [make_person("Ada Osei")])
    assert name == "Ruth Dammerz"
