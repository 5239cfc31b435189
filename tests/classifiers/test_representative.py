from __future__ import annotations

from builders import make_mail, make_person, make_reading

from classifiers.records import FiledBy, Role
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
