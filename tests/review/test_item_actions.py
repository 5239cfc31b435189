from __future__ import annotations

import pytest
from sqlalchemy import select

from classifiers.records import FlagKind, Vollmacht
from letters.records import LetterKind
from storage.corrections import corrections_of
from storage.database import reading
from storage.items import item_of_message
from storage.messages import stored_message
from storage.outbox import letters_owed
from storage.status import Act, MessageState
from storage.tables import ReviewRow


@pytest.fixture
def item(desk):
    return desk.file()


def of(office, item):
    with reading(office.sessions) as session:
        return item_of_message(session, item).decision


def test_the_whole_way_without_a_script(clerk, office, item):
    """Take, correct, confirm, settle, release."""
    page = f"/eingang/{item}"
    assert clerk.post(f"{page}/uebernehmen").status_code == 303
    assert "bei mir" in clerk.get("/eingang").text
    answer = clerk.post(f"{page}/feld", page, field="power_of_attorney", value="enclosed")
    assert answer.headers["location"].endswith("gesagt=berichtigt#feld-power_of_attorney")
    assert of(office, item).power_of_attorney is Vollmacht.ENCLOSED
    assert FlagKind.POA_MISSING not in of(office, item).flag_kinds
    assert clerk.post(f"{page}/feld", page, field="kind", stimmt="1").status_code == 303
    assert "von Hand geprüft" in clerk.get(page).text
    assert clerk.post(f"{page}/pruefung", page).headers["location"] == "/eingang?gesagt=erledigt"
    with reading(office.sessions) as session:
        letters = {owed.letter.kind: owed for owed in letters_owed(session)}
    notice = letters[LetterKind.AUTHORITY_NOTIFICATION]
    assert notice.state == "ready"
    assert clerk.post(f"/briefe/{notice.letter_id}/freigeben").status_code == 303
    assert "freigegeben von clerk@amt" in clerk.get("/ausgang").text


def test_two_people_at_once_get_a_page_that_shows_both(visitor, office, item):
    one, other = visitor("clerk@amt"), visitor("andere@amt")
    page = f"/eingang/{item}"
    version = {"version": "0", "field": "reasons"}
    assert one.post(f"{page}/feld", page, **version, value="missing").status_code == 303
    answer = other.post(f"{page}/feld", page, **version, value="announced")
    assert answer.status_code == 409
    assert "clerk@amt" in answer.text
    assert "announced" in answer.text
    assert of(office, item).reasons == "missing"


def test_a_claim_of_somebody_else_is_told(visitor, item):
    visitor("clerk@amt").post(f"/eingang/{item}/uebernehmen")
    answer = visitor("andere@amt").post(f"/eingang/{item}/uebernehmen")
    assert answer.status_code == 409
    assert "Schon in Arbeit" in answer.text


def test_transcription_unreadable_page_and_note(clerk, office, item):
    page = f"/eingang/{item}"
    clerk.post(f"{page}/abschrift", page, dok="0", blatt="1", abschrift="Ich bitte um Hilfe")
    clerk.post(f"{page}/unlesbar", page, dok="0", blatt="1")
    clerk.post(f"{page}/notiz", page, notiz="Bitte anrufen")
    with reading(office.sessions) as session:
        acts = [one.act for one in corrections_of(session, item)]
    assert acts == [Act.TRANSCRIBED, Act.UNREADABLE, Act.NOTED]
    text = clerk.get(page).text
    assert "Ich bitte um Hilfe" in text
    assert "Bitte anrufen" in text
    assert "Nicht lesbar" in text


def test_an_item_is_put_into_another_case_and_into_a_new_one(clerk, desk, item):
    other = desk.file("zweiter.tif")
    page = f"/eingang/{other}"
    assert clerk.post(f"{page}/akte", page, akte="HFK-2026-0001").status_code == 303
    assert "HFK-2026-0001</a>" in clerk.get(page).text
    assert clerk.post(f"{page}/akte", page, neu="1").status_code == 303
    assert "HFK-2026-0003</a>" in clerk.get(page).text
    assert clerk.post(f"{page}/akte", page, akte="").status_code == 400
    assert clerk.post(f"{page}/akte", page, akte="HFK-1999-0001").status_code == 404


def test_what_is_settled_can_be_taken_up_again(clerk, office, item):
    page = f"/eingang/{item}"
    clerk.post(f"{page}/pruefung", page)
    assert "Wieder aufnehmen" in clerk.get(page).text
    clerk.post(f"{page}/pruefung", page, offen="1")
    with reading(office.sessions) as session:
        assert session.scalar(select(ReviewRow.settled_at)) is None


def test_a_parked_message_is_tried_again(clerk, office, desk):
    parked = desk.park()
    assert "nicht als Nachricht zu erkennen" in clerk.get("/geparkt").text
    assert clerk.post(f"/eingang/{parked}/nocheinmal").headers["location"] == "/geparkt?gesagt=nocheinmal"
    with reading(office.sessions) as session:
        assert stored_message(session, parked).state is MessageState.RECEIVED


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("feld", {"field": "main_text"}),
        ("feld", {"field": "removal_date", "value": "bald"}),
        ("notiz", {"notiz": " "}),
        ("notiz", {"notiz": "x", "version": "neu"}),
        ("abschrift", {"abschrift": "x", "dok": "a", "blatt": "b"}),
        ("abschrift", {"abschrift": "x" * 50_001, "dok": "0", "blatt": "1"}),
    ],
)
def test_what_cannot_be_is_said_in_german_and_changes_nothing(clerk, office, item, action, fields):
    page = f"/eingang/{item}"
    answer = clerk.post(f"{page}/{action}", page, **fields)
    assert answer.status_code == 400
    assert "Das passt so nicht" in answer.text
    with reading(office.sessions) as session:
        assert corrections_of(session, item) == ()
