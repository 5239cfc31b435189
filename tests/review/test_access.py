from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from review.access import COOKIE, HEADERS
from storage.database import reading, transaction
from storage.tables import AuditRow, SignInRow


def test_without_a_sign_in_every_page_leads_to_the_form(address):
    for path in ("/", "/heute", "/eingang", "/akten", "/protokoll"):
        answer = httpx.get(address + path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")


def test_signing_in_and_out(visitor, office):
    one = visitor("clerk@amt")
    assert one.get("/heute").status_code == 200
    assert one.post("/abmelden").status_code == 303
    assert one.get("/heute").status_code == 303
    with reading(office.sessions) as session:
        assert {"signed_in", "signed_out"} <= set(session.scalars(select(AuditRow.what)))


def test_a_wrong_password_does_not_sign_in(address):
    answer = httpx.post(
        f"{address}/anmelden", data={"name": "clerk@amt", "kennwort": "falsch"}, headers={"Origin": address}
    )
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies
    assert "stimmt nicht" in answer.text


def test_the_cookie_is_for_this_site_and_no_script(address, visitor):
    one = visitor("reader@amt")
    answer = one.sign_in("reader@amt")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_sign_in_ends_after_idle_time(clerk, office):
    with transaction(office.sessions) as session:
        for row in session.scalars(select(SignInRow)):
            row.seen_at -= timedelta(hours=2)
    assert clerk.get("/heute").status_code == 303
    assert clerk.client.post("/eingang", data={}).status_code == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_a_form_of_another_site_is_refused(clerk, origin):
    from_page = clerk.get("/heute").text
    token = from_page.split('name="token" value="')[1].split('"')[0]
    answer = clerk.client.post("/eingang", data={"token": token, "suche": "x"}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_form_without_the_token_is_refused(clerk):
    assert clerk.client.post("/eingang", data={"suche": "x"}).status_code == 403
    assert clerk.client.post("/eingang", data={"suche": "x", "token": "geraten"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("reader@amt", "/hochladen", 403),
        ("clerk@amt", "/hochladen", 200),
        ("clerk@amt", "/protokoll", 403),
        ("lead@amt", "/protokoll", 200),
        ("admin@amt", "/protokoll", 200),
    ],
)
def test_roles_see_what_they_may(visitor, name, path, status):
    assert visitor(name).get(path).status_code == status


def test_a_reader_changes_nothing(visitor, desk):
    message_id = desk.file()
    answer = visitor("reader@amt").post(f"/eingang/{message_id}/notiz", version="0", notiz="x")
    assert answer.status_code == 403


def test_every_answer_bears_the_headers(address, clerk):
    for path in ("/heute", "/anmelden", "/static/style.css", "/gibt-es-nicht"):
        answer = clerk.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)


def test_reads_and_changes_of_a_case_are_in_the_audit(clerk, desk, office):
    message_id = desk.file()
    page = clerk.get(f"/eingang/{message_id}").text
    clerk.get(re.search(r'href="(/akten/[0-9a-f-]{36})"', page).group(1))
    clerk.get(f"/eingang/{message_id}/original")
    with reading(office.sessions) as session:
        entries = session.execute(select(AuditRow.what, AuditRow.who)).all()
    assert ("item_read", "clerk@amt") in entries
    assert ("case_read", "clerk@amt") in entries
    assert ("original_taken", "clerk@amt") in entries
