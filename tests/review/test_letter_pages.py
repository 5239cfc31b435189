from __future__ import annotations

import pytest

from letters.records import LetterKind
from storage.database import reading
from storage.outbox import letters_owed


@pytest.fixture
def letters(desk, office):
    desk.file()
    with reading(office.sessions) as session:
        return {owed.letter.kind: owed.letter_id for owed in letters_owed(session)}


def owed(office, letter_id):
    with reading(office.sessions) as session:
        return next(one for one in letters_owed(session) if one.letter_id == letter_id)


def test_a_letter_is_shown_as_it_will_be_sent(clerk, letters):
    path = f"/briefe/{letters[LetterKind.RECEIPT_CONFIRMATION]}"
    assert "Eingangsbestätigung" in clerk.get(path).text
    picture = clerk.get(f"{path}/bild/1")
    assert picture.content.startswith(b"\x89PNG")
    assert len(picture.content) < 200_000
    assert clerk.get(f"{path}/bild/9").status_code == 404
    pdf = clerk.get(f"{path}/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["content-disposition"].startswith("attachment")


def test_a_letter_is_released_and_kept_back(clerk, office, letters):
    letter = letters[LetterKind.RECEIPT_CONFIRMATION]
    clerk.post(f"/briefe/{letter}/freigeben")
    assert owed(office, letter).released_by == "clerk@amt"
    assert clerk.post(f"/briefe/{letter}/anhalten", grund="").status_code == 400
    clerk.post(f"/briefe/{letter}/anhalten", grund="Erst anrufen")
    assert owed(office, letter).stopped_because == "Erst anrufen"
    assert "Erst anrufen" in clerk.get(f"/briefe/{letter}").text


def test_a_letter_that_its_case_holds_cannot_be_released(clerk, office, letters):
    letter = letters[LetterKind.AUTHORITY_NOTIFICATION]
    assert "sobald in der Akte behoben ist" in clerk.get(f"/briefe/{letter}").text
    assert clerk.post(f"/briefe/{letter}/freigeben").status_code == 409
    assert owed(office, letter).released_at is None


def test_many_are_released_at_once_or_none(clerk, office, letters):
    free, held = letters[LetterKind.RECEIPT_CONFIRMATION], letters[LetterKind.AUTHORITY_NOTIFICATION]
    other = letters[LetterKind.POWER_OF_ATTORNEY_REQUEST]
    assert clerk.post("/ausgang", auswahl=f"{free} {held}").status_code == 400
    assert owed(office, free).released_at is None
    assert clerk.post("/ausgang", auswahl=f"{free} {other}").status_code == 303
    assert owed(office, free).released_at
    assert owed(office, other).released_at
    assert clerk.post("/ausgang").status_code == 400
    assert clerk.post("/ausgang", auswahl="unsinn").status_code == 400


@pytest.mark.parametrize("group", ["offen", "versandt", "entfallen", "unsinn"])
def test_the_outbox_is_shown_by_groups(clerk, letters, group):
    assert clerk.get(f"/ausgang?zeige={group}").status_code == 200
