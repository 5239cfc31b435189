from datetime import date

from classifiers.records import Contact
from storage.address_book import authorities
from storage.tables import AuthorityAddressRow

BOCHUM = "05911000"


def test_an_authority_that_nobody_entered_has_a_name_alone(session):
    contact = authorities(session)[BOCHUM]
    assert "Bochum" in contact.name
    assert contact.lines == ()


def test_what_the_office_entered_goes_before_the_directory(session):
    entered = Contact("Stadt Bochum, Ausländerbüro", ("Musterplatz 1", "44777 Bochum"))
    session.add(AuthorityAddressRow(code=BOCHUM, contact=entered, source="Schreiben", as_of=date(2026, 1, 7)))
    session.flush()
    assert authorities(session)[BOCHUM] == entered
