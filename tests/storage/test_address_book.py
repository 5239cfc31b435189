from datetime import date

import pytest

from classifiers.records import Contact
from letters.recipients import NO_AUTHORITY_ADDRESS
from letters.records import LetterKind, LetterState
from parsers.errors import BadSettings
from storage.address_book import authorities, import_addresses, read_addresses
from storage.outbox import letters_owed
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


HEAD = "code;name;zeile1;zeile2;zeile3;email;quelle;stand\n"
ROW = "05911000;Stadt Bochum;Ausländerbüro;Musterplatz 1;44777 Bochum;;Schreiben der Stadt;2026-01-07\n"
ENTERED = Contact("Stadt Bochum", ("Ausländerbüro", "Musterplatz 1", "44777 Bochum"))


def test_a_book_is_read_from_either_kind_of_csv():
    assert read_addresses(HEAD + ROW) == read_addresses((HEAD + ROW).replace(";", ","))
    (address,) = read_addresses("\ufeff" + HEAD + ROW)
    assert (address.code, address.contact) == (BOCHUM, ENTERED)
    assert (address.source, address.as_of) == ("Schreiben der Stadt", date(2026, 1, 7))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("05911000", "99999999", "Zeile 2: Diesen Schlüssel"),
        ("Stadt Bochum;", ";", "Zeile 2: Es fehlt der Name"),
        ("Schreiben der Stadt", "", "Zeile 2: Es fehlt die Quelle"),
        ("2026-01-07", "7.1.2026", "Zeile 2: Der Stand"),
        (";quelle", "", "fehlen diese Spalten: quelle"),
    ],
)
def test_a_mistake_in_a_book_is_named_by_its_line(old, new, complaint):
    with pytest.raises(BadSettings, match=complaint):
        read_addresses((HEAD + ROW).replace(old, new))


def test_an_older_entry_never_replaces_a_newer_one(session):
    new = read_addresses(HEAD + ROW)
    old = read_addresses(HEAD + ROW.replace("2026-01-07", "2020-01-01").replace("Musterplatz", "Altweg"))
    assert [import_addresses(session, book, "Kim") for book in (new, old, new)] == [1, 0, 0]
    assert authorities(session)[BOCHUM] == ENTERED


def test_a_letter_that_waited_for_the_address_is_ready_once_it_is_known(session, office):
    message_id, decision = office.read(session)
    letter = office.letter(
        LetterKind.STATEMENT_REQUEST,
        BOCHUM,
        LetterState.HELD,
        held_because=NO_AUTHORITY_ADDRESS,
        recipient=Contact("Stadt Bochum"),
    )
    other = office.letter(
        LetterKind.HARDSHIP_REQUEST,
        BOCHUM,
        LetterState.HELD,
        held_because=f"Die Vollmacht fehlt. {NO_AUTHORITY_ADDRESS}",
    )
    office.open_case(session, decision, message_id, letter, other)
    import_addresses(session, read_addresses(HEAD + ROW), "Kim")
    found = {one.letter.kind: one.letter for one in letters_owed(session)}
    assert found[LetterKind.STATEMENT_REQUEST].state is LetterState.READY
    assert found[LetterKind.STATEMENT_REQUEST].recipient == ENTERED
    assert found[LetterKind.HARDSHIP_REQUEST].held_because == "Die Vollmacht fehlt."
