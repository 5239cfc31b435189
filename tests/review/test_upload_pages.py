from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.blobs import load_blob
from storage.database import reading
from storage.messages import ids_to_read, stored_message
from storage.tables import AuditRow


def send(clerk, name, content, way="post"):
    token = clerk.get("/hochladen").text.split('name="token" value="')[1].split('"')[0]
    return clerk.client.post("/hochladen", data={"token": token, "weg": way}, files={"datei": (name, content)})


def test_a_file_goes_the_way_of_all_others(clerk, office):
    answer = send(clerk, "C:\\Scans\\Brief 1.pdf", b"%PDF-1.7 x")
    assert answer.headers["location"] == "/posteingangsbuch?gesagt=hochgeladen"
    with reading(office.sessions) as session:
        (message_id,) = ids_to_read(session)
        stored = stored_message(session, message_id)
        assert "message_uploaded" in set(session.scalars(select(AuditRow.what)))
    assert (stored.source_name, stored.channel) == ("Brief 1.pdf", "post")
    assert load_blob(office.settings.storage.blobs, stored.sha256) == b"%PDF-1.7 x"


def test_the_same_file_is_taken_in_once(clerk):
    send(clerk, "a.pdf", b"%PDF")
    assert send(clerk, "a.pdf", b"%PDF").headers["location"] == "/posteingangsbuch?gesagt=bekannt"


@pytest.mark.parametrize(
    ("name", "content", "way"), [("a.pdf", b"", "post"), ("a.exe", b"MZ", "post"), ("a.pdf", b"%PDF", "taube")]
)
def test_what_is_no_letter_is_refused(clerk, name, content, way):
    assert send(clerk, name, content, way).status_code == 400
