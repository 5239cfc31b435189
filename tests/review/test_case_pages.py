from __future__ import annotations

import re
import uuid

from storage.database import transaction
from storage.delivery import mark_returned
from storage.outbox import letters_owed
from storage.status import OutboxState
from storage.tables import LetterRow


def test_cases_are_listed_and_a_case_file_shows_all_that_is_known(clerk, desk):
    desk.file()
    listed = clerk.get("/akten").text
    assert "HFK-2026-0001" in listed
    text = clerk.get(re.search(r'href="(/akten/[0-9a-f-]{36})"', listed).group(1)).text
    for known in (">Amira Muster<", "geb. 01.02.1990, Afghanistan", "Vollmacht fehlt", "Gasse 2", "Antragsschreiben"):
        assert known in text
    assert "Anforderung der Vollmacht" in text
    assert "Akte angelegt" in text


def test_a_case_that_is_not_there_is_not_found(clerk):
    assert clerk.get(f"/akten/{uuid.uuid4()}").status_code == 404


def path_of(one):
    return re.search(r'href="(/akten/[0-9a-f-]{36})"', one.get("/akten").text).group(1)


def test_a_letter_that_came_back_shows_in_the_list_and_on_the_case(clerk, desk):
    desk.file()
    assert "nicht angekommen" not in clerk.get("/akten").text
    with transaction(desk.sessions) as session:
        letter_id = letters_owed(session)[0].letter_id
        session.get_one(LetterRow, letter_id).state = OutboxState.SENT
        mark_returned(session, letter_id, "undeliverable")
    assert "Schreiben nicht angekommen" in clerk.get("/akten").text
    text = clerk.get(path_of(clerk)).text
    assert "Das Schreiben kam als unzustellbar zurück." in text
    assert f'href="/schreiben/{letter_id}"' in text
