"""A case that only named clerks may see: on every route, by every way, it is not there for the others."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from classifiers.records import Person
from review.app import ROUTES
from storage.database import reading, transaction
from storage.restriction import carry_over, lift, restrict, restriction_of
from storage.status import StaffRole
from storage.tables import AccountRow, AuditRow, CaseRow, CorrectionRow, ItemRow, LetterRow

MARK = "Geheimtraut"
LISTS = (
    "/heute",
    "/eingang",
    "/eingang?zeige=alle",
    "/akten",
    "/ausgang",
    "/posteingangsbuch",
    "/geparkt",
    "/auswertung",
)


@dataclass
class Closed:
    """A restricted case, and one that is open to all."""

    message: uuid.UUID
    case: uuid.UUID
    key: str
    letters: tuple[uuid.UUID, ...]
    open_message: uuid.UUID
    open_case: uuid.UUID


@pytest.fixture
def closed(desk, office) -> Closed:
    """Restricted to andere@amt; the other case's item is held to repeat the restricted one."""
    text = f"{MARK} Muster beantragt Hilfe. Die Vollmacht folgt."
    hidden = desk.file(
        f"{MARK}.tif",
        text=text,
        persons=(Person(f"{MARK} Muster", date(1990, 2, 1)),),
        removal_date=office.today() + timedelta(days=3),
        file_numbers=(f"{MARK}-17",),
    )
    shown = desk.file("offen.tif", persons=(Person("Otto Offen"),))
    with transaction(office.sessions) as session:
        item, other = session.get(ItemRow, hidden), session.get(ItemRow, shown)
        other.duplicate_of = hidden
        account = session.scalar(select(AccountRow.id).where(AccountRow.name == "andere@amt"))
        restrict(session, item.case_id, [account], "lead@amt", "Verwandte im Haus")
        letters = tuple(session.scalars(select(LetterRow.id).where(LetterRow.case_id == item.case_id)))
        key = session.get(CaseRow, item.case_id).aktenzeichen
        return Closed(hidden, item.case_id, key, letters, shown, other.case_id)


def filled(path: str, closed: Closed) -> str:
    ids = {"/eingang": closed.message, "/akten": closed.case, "/briefe": closed.letters[0]}
    path = path.replace("{id}", str(ids.get("/" + path.split("/")[1])))
    return path.replace("{document:int}", "0").replace("{page:int}", "1")


def test_every_page_of_it_is_as_if_there_were_none(clerk, closed):
    """The same answer, to the letter, as for an id that nobody bears."""
    fields = {"version": "0", "notiz": "x", "abschrift": "x", "dok": "0", "blatt": "1", "grund": "x", "field": "kind"}
    tried = 0
    for method, path, role, _ in ROUTES:
        if "{id}" in path:
            address = filled(path, closed)
            unknown = re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), address)
            answers = [clerk.get(one) if method == "GET" else clerk.post(one, **fields) for one in (address, unknown)]
            assert answers[0].status_code == (403 if role is StaffRole.LEAD else 404), (method, path)
            assert answers[0].text == answers[1].text, (method, path)
            tried += 1
    assert tried > 20


def test_no_list_and_no_search_shows_it(clerk, closed):
    for path in LISTS:
        page = clerk.get(path).text
        assert MARK not in page, path
        assert str(closed.case) not in page, path
        assert closed.key not in page, path
    clerk.post("/eingang", suche=MARK, alle="1")
    assert "Hier wartet nichts" in clerk.get("/eingang?zeige=alle").text


def test_who_is_named_and_who_leads_see_it_everywhere(visitor, closed):
    """The same pages: what the test above misses there must be found here."""
    for name in ("andere@amt", "lead@amt", "admin@amt"):
        one = visitor(name)
        for path in ("/heute", "/eingang", "/akten", "/posteingangsbuch", f"/akten/{closed.case}"):
            assert MARK in one.get(path).text, (name, path)
        assert closed.key in one.get("/ausgang").text
        assert one.get(f"/briefe/{closed.letters[0]}").status_code == 200
        assert one.get(f"/eingang/{closed.message}/original").status_code == 200


def test_counts_do_not_tell_of_it(clerk, visitor, closed):
    assert "<strong>1</strong> warten" in clerk.get("/eingang").text
    assert "<strong>2</strong> warten" in visitor("andere@amt").get("/eingang").text
    assert "<strong>1</strong> Akte" in clerk.get("/akten").text
    tile = r"<strong>(\d+)</strong> Schreiben warten auf Freigabe"
    of_clerk = int(re.search(tile, clerk.get("/heute").text)[1])
    of_named = int(re.search(tile, visitor("andere@amt").get("/heute").text)[1])
    assert of_clerk < of_named


def test_an_open_case_names_neither_its_key_nor_its_file(clerk, closed):
    """In the list of cases to file in, and as what an item repeats."""
    for path in (f"/eingang/{closed.open_message}", f"/akten/{closed.open_case}"):
        answer = clerk.get(path)
        assert answer.status_code == 200
        assert MARK not in answer.text
        assert closed.key not in answer.text


def test_nothing_is_filed_in_it_or_released_from_it_by_its_key(clerk, closed, office):
    page = f"/eingang/{closed.open_message}"
    into_closed = clerk.post(f"{page}/akte", page, akte=closed.key)
    into_none = clerk.post(f"{page}/akte", page, akte="HFK-1999-0001")
    assert (into_closed.status_code, into_closed.text) == (into_none.status_code, into_none.text)
    assert clerk.post("/ausgang", auswahl=str(closed.letters[0])).status_code == 404
    with reading(office.sessions) as session:
        assert session.get(ItemRow, closed.open_message).case_id == closed.open_case
        assert session.get(LetterRow, closed.letters[0]).released_at is None


def test_new_cases_get_the_next_key_of_all(clerk, closed, office):
    """Who does not see a case must not be given its Aktenzeichen a second time."""
    page = f"/eingang/{closed.open_message}"
    assert clerk.post(f"{page}/akte", page, neu="1").status_code == 303
    with reading(office.sessions) as session:
        assert len(set(session.scalars(select(CaseRow.aktenzeichen)))) == 3


def test_who_tries_is_in_the_audit(clerk, visitor, closed, office):
    clerk.get(f"/eingang/{closed.message}")
    clerk.get(f"/briefe/{closed.letters[0]}")
    with reading(office.sessions) as session:
        refused = session.execute(select(AuditRow.who, AuditRow.case_id).where(AuditRow.what == "access_refused")).all()
        assert refused == [("clerk@amt", closed.case)] * 2
        assert session.scalars(select(CorrectionRow.id)).all() == []
    assert "Zugriff auf eine beschränkte Akte abgewiesen" in visitor("lead@amt").get("/protokoll").text


def test_a_lead_restricts_changes_and_lifts_on_the_page(visitor, clerk, desk, office):
    message_id = desk.file()
    with reading(office.sessions) as session:
        case_id = session.get(ItemRow, message_id).case_id
    page, lead = f"/akten/{case_id}", visitor("lead@amt")
    assert "Alle Beschäftigten" in lead.get(page).text
    assert "Zugang beschränken" not in clerk.get(page).text
    box = re.search(r'value="([0-9a-f-]{36})"> andere@amt', lead.get(page).text)[1]
    assert lead.post(f"{page}/zugang", page, auswahl=box).status_code == 400  # no reason
    assert lead.post(f"{page}/zugang", page, auswahl=box, grund="Bekannte").status_code == 303
    assert clerk.get(page).status_code == 404
    assert visitor("andere@amt").get(page).status_code == 200
    shown = lead.get(page).text
    assert "Nur andere@amt und die Leitung" in shown
    assert f'value="{box}" checked' in shown
    assert lead.post(f"{page}/oeffnen", page, grund="erledigt").status_code == 303
    assert clerk.get(page).status_code == 200
    with reading(office.sessions) as session:
        told = session.execute(
            select(AuditRow.what, AuditRow.before, AuditRow.after, AuditRow.why).where(
                AuditRow.what.like("case_%restr%")
            )
        ).all()
    assert told == [
        ("case_restricted", None, "andere@amt", "Bekannte"),
        ("case_unrestricted", "andere@amt", None, "erledigt"),
    ]


@pytest.mark.parametrize("chosen", ["kein-konto", "7d3c1f0e-0000-4000-8000-000000000000"])
def test_an_account_that_there_is_not_is_refused(visitor, closed, chosen):
    page, lead = f"/akten/{closed.open_case}", visitor("lead@amt")
    assert lead.post(f"{page}/zugang", page, auswahl=chosen, grund="x").status_code == 400


def test_a_clerk_neither_restricts_nor_lifts(visitor, closed):
    page, named = f"/akten/{closed.case}", visitor("andere@amt")
    assert named.post(f"{page}/oeffnen", page, grund="x").status_code == 403
    assert named.post(f"{page}/zugang", page, grund="x").status_code == 403


def test_papers_that_move_take_the_restriction_along(visitor, clerk, closed, office):
    named = visitor("andere@amt")
    page = f"/eingang/{closed.message}"
    assert named.post(f"{page}/akte", page, neu="1").status_code == 303
    with reading(office.sessions) as session:
        new = session.get(ItemRow, closed.message).case_id
        assert new != closed.case
        assert restriction_of(session, new).names == ("andere@amt",)
    assert clerk.get(page).status_code == 404


def test_where_two_restrictions_meet_only_those_of_both_see_it(closed, office):
    with transaction(office.sessions) as session:
        clerk = session.scalar(select(AccountRow.id).where(AccountRow.name == "clerk@amt"))
        other = session.scalar(select(AccountRow.id).where(AccountRow.name == "andere@amt"))
        restrict(session, closed.open_case, [clerk, other], "lead@amt", "x")
        carry_over(session, closed.case, closed.open_case, "lead@amt")
        assert restriction_of(session, closed.open_case).names == ("andere@amt",)
        lift(session, closed.open_case, "lead@amt", "x")
        carry_over(session, closed.open_case, closed.case, "lead@amt")
        assert restriction_of(session, closed.case).names == ("andere@amt",)
