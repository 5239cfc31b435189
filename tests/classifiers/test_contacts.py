from __future__ import annotations

import pytest
from builders import make_lawyer, make_mail, make_paper, make_person, make_reading, make_scan

from classifiers.contacts import find_contacts
from classifiers.records import FiledBy, PaperType

ADA = make_person("Ada Osei", "1991-05-04")


def test_an_applicant_who_writes_a_mail_is_reached_by_it() -> None:
    text = "Guten Tag,\nich bin Ada Osei und wohne Teichweg 4, 45699 Herten.\nAda Osei"
    message = make_mail(text, from_name="Ada Osei", from_address="ada.osei@post.example")
    sender, applicant = find_contacts(make_reading(message), (ADA,), FiledBy.APPLICANT)
    assert applicant is not None
    assert applicant.email == "ada.osei@post.example"
    assert applicant.lines == ("Teichweg 4", "45699 Herten")
    assert sender is not None
    assert sender.email == "ada.osei@post.example"


def test_a_helpers_address_is_not_the_applicants() -> None:
    text = "Guten Tag,\nich schreibe für meine Nachbarin Ada Osei.\nMaria Kern, Ringstraße 7, 44787 Bochum"
    message = make_mail(text, from_name="Maria Kern", from_address="maria.kern@post.example")
    sender, applicant = find_contacts(make_reading(message), (ADA,), FiledBy.REPRESENTATIVE)
    assert applicant is None or applicant.email is None
    assert sender is not None
    assert sender.email == "maria.kern@post.example"


def test_a_lawyers_letterhead_is_the_sender_and_the_home_is_the_applicants() -> None:
    letter = (
        "Ina Kessler, Rechtsanwältin\nBergstraße 3\n44623 Herne\n\nHärtefallkommission NRW\n40219 Düsseldorf\n\n"
        "Ada Osei, geb. 04.05.1991, wohnhaft Teichweg 4, 45699 Herten\n\nSehr geehrte Damen und Herren,\n"
        "ich vertrete Frau Osei.\n\nIna Kessler\nRechtsanwältin"
    )
    paper = make_paper(PaperType.APPLICATION_LETTER, document=0)
    reading = make_reading(make_scan(letter), paper, letter=paper)
    sender, applicant = find_contacts(reading, (ADA,), FiledBy.REPRESENTATIVE, make_lawyer())
    assert sender is not None
    assert (sender.name, sender.lines) == ("Ina Kessler", ("Bergstraße 3", "44623 Herne"))
    assert applicant is not None
    assert applicant.lines == ("Teichweg 4", "45699 Herten")


def test_where_no_address_is_told_none_is_made_up() -> None:
    message = make_mail("Bitte helfen Sie Frau O.", from_name="Maria Kern", from_address="m@x.example")
    assert find_contacts(make_reading(message), (), FiledBy.REPRESENTATIVE)[1] is None


@pytest.mark.parametrize(
    "letter",
    [
        "Ada Osei\nTeichweg 4 / 45699 Herten / Tel. 02366 555\n\nSehr geehrte Kommission,\n\nwir bitten um Hilfe.\n"
        "\nAda Osei",
        "Familienname ....... OSEI\nVorname ....... ADA\nStrasse, Nr. ....... Teichweg 4 .......\n"
        "PLZ, Ort ........... 45699 Herten .......\n",
        "Familienname ..... Osei ..... Vorname ..... Ada .....\n"
        "Anschrift ......... Teichweg 4, 45699 Herten .........\n",
        "02-06-26  08:44    Jugendberatung Herten e.V.     02366 5551          Blatt 1\n\nAda Osei\n"
        "Teichweg 4\n45699 Herten\n\n"
        "Härtefallkommission NRW\n\nSehr geehrte Damen und Herren,\n\nich bitte um Hilfe.\n\nAda Osei",
        "Härtefall NRW\nIch heiße Ada Osei, 04.05.1991, Duldung.\nTeichweg 4, 45699 Herten.\nIch stelle Antrag.",
        "Kofi und Ada Ossey\nTeichweg 4\n45699 Herten\n\nSehr geehrte Kommission,\n\nwir bitten um Hilfe.\n\nAda Osei",
    ],
    ids=["slashes", "form", "leaders", "fax header", "office above", "another spelling"],
)
def test_the_applicants_own_address_is_found_in_every_layout(letter: str) -> None:
    paper = make_paper(PaperType.APPLICATION_LETTER, document=0)
    reading = make_reading(make_scan(letter), paper, letter=paper)
    _, applicant = find_contacts(reading, (ADA,), FiledBy.APPLICANT)
    assert applicant is not None
    assert applicant.lines == ("Teichweg 4", "45699 Herten")


def test_a_mailbox_that_calls_itself_something_is_its_writer_s() -> None:
    hidden = make_person("A. O.", "1991-05-04")
    message = make_mail(
        "I prefer to be called A. O.\n\nA. O.", from_name="quiet2019", from_address="quiet2019@post.example"
    )
    _, applicant = find_contacts(make_reading(message), (hidden,), FiledBy.APPLICANT)
    assert applicant is not None
    assert applicant.email == "quiet2019@post.example"
