from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.address_book import COLUMNS, address_book
from storage.database import reading
from storage.outbox import letters_owed
from storage.tables import AuditRow

CODE = "05315000"
PAGE = f"/adressbuch/{CODE}"
ENTRY = {
    "name": "Stadt Köln, Ausländeramt",
    "zeile1": "Musterplatz 1",
    "zeile2": "50667 Köln",
    "email": "amt@koeln.example",
    "quelle": "Schreiben der Stadt",
    "stand": "2026-01-07",
}
HEAD = ";".join(COLUMNS)
ROW = f"{CODE};Stadt Köln;Musterweg 2;50667 Köln;;;Verzeichnis;2026-02-01"


def entry(office):
    with reading(office.sessions) as session:
        return address_book(session).get(CODE)


def test_every_authority_is_listed_and_what_is_missing_is_said(visitor):
    page = visitor("reader@amt").get("/adressbuch").text
    assert "Stadt Köln" in page
    assert "<strong>0</strong> von 84 eingetragen" in page
    assert "nicht eingetragen" in page


def test_a_lead_enters_and_corrects_an_address(visitor, office):
    lead = visitor("lead@amt")
    assert lead.post(PAGE, PAGE, **ENTRY).status_code == 303
    found = entry(office)
    assert found.contact.lines == ("Musterplatz 1", "50667 Köln")
    assert (found.source, found.as_of.isoformat()) == ("Schreiben der Stadt", "2026-01-07")
    assert lead.post(PAGE, PAGE, **(ENTRY | {"zeile1": "Neuer Weg 3"})).status_code == 303
    assert "Neuer Weg 3" in lead.get(PAGE).text
    listed = lead.get("/adressbuch?zeige=eingetragen").text
    assert "Neuer Weg 3" in listed
    assert "07.01.2026" in listed
    assert "Neuer Weg 3" not in lead.get("/adressbuch?zeige=fehlt").text
    with reading(office.sessions) as session:
        told = session.execute(select(AuditRow.who, AuditRow.after).where(AuditRow.what == "authority_address")).all()
    assert told == [("lead@amt", f"{CODE}, 07.01.2026")] * 2


def test_letters_that_wait_go_to_the_new_address(visitor, desk, office):
    desk.file(authority=CODE)
    visitor("lead@amt").post(PAGE, PAGE, **ENTRY)
    with reading(office.sessions) as session:
        letters = [one.letter for one in letters_owed(session) if one.letter.to == CODE]
    assert [letter.recipient.lines for letter in letters] == [("Musterplatz 1", "50667 Köln")]


def test_a_letter_without_an_address_leads_to_the_book(visitor, desk, office):
    desk.file(authority=CODE)
    with reading(office.sessions) as session:
        letter_id = next(one.letter_id for one in letters_owed(session) if one.letter.to == CODE)
    assert f'href="{PAGE}"' in visitor("clerk@amt").get(f"/briefe/{letter_id}").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Es fehlt der Name"),
        ({"zeile1": "", "email": ""}, "die Anschrift"),
        ({"quelle": " "}, "Quelle"),
        ({"stand": "gestern"}, "Stand"),
        ({"stand": "9999-12-31"}, "Zukunft"),
        ({"email": "a@b\nBcc: c@d.example"}, "E-Mail"),
        ({"zeile1": "x" * 201}, "zu lang"),
        ({"zeile1": "a\x00b"}, "Zeichen"),
    ],
)
def test_what_cannot_be_an_address_is_refused_in_german(visitor, office, changes, says):
    answer = visitor("lead@amt").post(PAGE, PAGE, **(ENTRY | changes))
    assert answer.status_code == 400
    assert says in answer.text
    assert entry(office) is None


def test_an_older_address_does_not_replace_a_newer_one(visitor, office):
    lead = visitor("lead@amt")
    lead.post(PAGE, PAGE, **ENTRY)
    older = lead.post(PAGE, PAGE, **(ENTRY | {"stand": "2025-01-07", "zeile1": "Altweg 9"}))
    assert older.status_code == 400
    assert "neuerer Stand" in older.text
    assert entry(office).contact.lines[0] == "Musterplatz 1"


def send(visitor, content: bytes):
    from_page = visitor.get("/adressbuch").text
    token = from_page.split('name="token" value="')[1].split('"')[0]
    return visitor.client.post("/adressbuch", data={"token": token}, files={"datei": ("buch.csv", content)})


def test_a_file_of_addresses_is_taken_in(visitor, office):
    lead = visitor("lead@amt")
    answer = send(lead, f"{HEAD}\n{ROW}\n".encode())
    assert answer.headers["location"].endswith("gesagt=adressen")
    assert entry(office).contact.lines == ("Musterweg 2", "50667 Köln")
    again = send(lead, f"{HEAD}\n{ROW}\n".encode())
    assert again.headers["location"].endswith("gesagt=adressen_alt")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "auswählen"),
        ("größe".encode("utf-16"), "UTF-8"),
        (b"code;name\n", "fehlen diese Spalten"),
        (f"{HEAD}\n{ROW}\n{ROW.replace(CODE, '1')}\n".encode(), "Zeile 3"),
        (f"{HEAD}\n{ROW};mehr;noch mehr\n{CODE}\n".encode(), "Zeile 3"),
        (f"{HEAD}\n{ROW.replace('2026-02-01', '9999-01-01')}\n".encode(), "Zukunft"),
        (f'{HEAD}\n"{ROW}'.encode(), "Zeile 2"),
    ],
)
def test_a_file_that_is_not_all_right_changes_nothing(visitor, office, content, says):
    answer = send(visitor("lead@amt"), content)
    assert answer.status_code == 400
    assert says in answer.text
    assert entry(office) is None


def test_only_leads_change_the_book(visitor, office):
    clerk = visitor("clerk@amt")
    assert "Speichern" not in clerk.get(PAGE).text
    assert clerk.post(PAGE, PAGE, **ENTRY).status_code == 403
    assert send(clerk, f"{HEAD}\n{ROW}\n".encode()).status_code == 403
    assert entry(office) is None


def test_an_authority_that_there_is_not_is_not_found(visitor):
    assert visitor("lead@amt").get("/adressbuch/99999999").status_code == 404
