from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_person, make_reading
from many_hands import HandLetter, hand_letters

from classifiers.classify import read_by_rules
from classifiers.names import plain
from classifiers.persons import find_persons
from classifiers.records import FiledBy, PaperType, Role
from classifiers.representative import find_representative

SAMIR = make_person("Samir Haziri", "1988-04-02")


def test_a_lawyer_who_writes_for_a_client_represents() -> None:
    text = (
        "Sehr geehrte Damen und Herren,\nich vertrete Herrn Samir Haziri, geb. 02.04.1988.\n\n"
        "Mit freundlichen Grüßen\nIna Kessler\nRechtsanwältin"
    )
    filed_by, representative, _ = find_representative(make_reading(make_mail(text)), (SAMIR,))
    assert filed_by is FiledBy.REPRESENTATIVE
    assert representative is not None
    assert (representative.name, representative.role) == ("Ina Kessler", Role.LAWYER)


def test_who_writes_of_himself_files_himself() -> None:
    text = "Sehr geehrte Damen und Herren,\nich bitte um Hilfe für mich.\n\nMit freundlichen Grüßen\nSamir Haziri"
    message = make_mail(text, from_name="Samir Haziri")
    assert find_representative(make_reading(message), (SAMIR,))[:2] == (FiledBy.APPLICANT, None)


def test_an_applicant_who_sends_the_vollmacht_for_an_association_writes_himself() -> None:
    mandate = "Ich, Samir Haziri, bevollmächtige den Heimatverein Volmetal e. V., mich zu vertreten."
    for sender, files in (("Samir Haziri", FiledBy.APPLICANT), ("Ina Kessler", FiledBy.REPRESENTATIVE)):
        message = make_mail("Anbei die Vollmacht.", ("Vollmacht.pdf", mandate), from_name=sender)
        reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY, source="Vollmacht.pdf"))
        assert find_representative(reading, (SAMIR,))[0] is files


@pytest.mark.parametrize(
    ("title", "role"), [("RAin", Role.LAWYER), ("Rechtsanwältin", Role.LAWYER), ("Frau", Role.PRIVATE)]
)
def test_the_vollmacht_tells_that_the_one_who_signs_is_a_lawyer(title: str, role: Role) -> None:
    mandate = f"Ich, Samir Haziri, bevollmächtige {title} Ina Kessler, mich zu vertreten."
    for body in ("Anbei.\n\nMit freundlichen Grüßen\nIna Kessler", "Anbei."):
        message = make_mail(body, ("Vollmacht.pdf", mandate))
        reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY, source="Vollmacht.pdf"))
        who = find_representative(reading, (SAMIR,))[1]
        assert who is not None
        assert (who.name, who.role) == ("Ina Kessler", role)


def test_who_signs_where_no_applicant_is_found_applies() -> None:
    message = make_mail("salam, ana 3ayez mosa3da.\n\nMit freundlichen Grüßen\nSamir Haziri", from_name="samir h")
    assert find_representative(make_reading(message), ())[0] is FiledBy.APPLICANT


@pytest.mark.parametrize(
    "letter", [letter for letter in hand_letters() if letter.filed_by], ids=lambda letter: letter.name
)
def test_letters_of_many_hands_tell_who_files(letter: HandLetter) -> None:
    reading = read_by_rules(letter.message)
    persons, _ = find_persons(reading, letter.message.received_at.date())
    filed_by, representative, _ = find_representative(reading, persons)
    assert filed_by is not None
    assert filed_by.value == letter.filed_by
    if letter.representative is None:
        assert representative is None
        return
    name, role = letter.representative
    assert representative is not None
    assert representative.role.value == role
    telling = {word for word in plain(name).split() if len(word) > 3}
    assert telling & set(plain(representative.name or "").split())
