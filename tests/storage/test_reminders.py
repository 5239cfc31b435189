from datetime import UTC, date, datetime

import pytest

from classifiers.records import Contact, FlagKind
from letters.case_life import Desk, StepName
from letters.commission import PROFILE
from letters.records import LetterKind
from storage.case_steps import standing
from storage.outbox import letters_owed
from storage.procedure import take_step
from storage.reminders import queue_reminders
from storage.status import OutboxState
from storage.tables import LetterRow

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
MORNING = datetime(2026, 3, 2, 8, 1, 30, tzinfo=UTC)
FIRST, SECOND, THIRD = date(2026, 3, 24), date(2026, 4, 9), date(2026, 4, 23)
HOME = Contact("Amira Muster", ("Musterweg 3", "44787 Bochum"))
HELPER = Contact("Beispielhilfe e. V.", (), "hilfe@verein.example")
ASKED = (LetterKind.POWER_OF_ATTORNEY_REQUEST, LetterKind.REASONS_REQUEST)
OPEN = frozenset({FlagKind.POA_MISSING, FlagKind.REASONS_MISSING})


def go(session, key, step, **more):
    version = standing(session, key).version
    return take_step(session, key, StepName(step), "Kim Beispiel", "", AT, version, desk=Desk.HEAD, **more)


def send_all(session):
    for row in session.query(LetterRow):
        row.state, row.sent_at = OutboxState.SENT, AT
    session.flush()


@pytest.fixture
def key(session, office):
    message_id, decision = office.read(session)
    state = {"open_flags": OPEN, "applicant_contact": HOME, "sender": HELPER}
    return office.open_case(session, decision, message_id, **state)


def reminders(session):
    kinds = {LetterKind.DOCUMENTS_REMINDER, LetterKind.STATEMENT_REMINDER}
    return [
        (one.letter.to, one.letter.facts.get("fehlend")) for one in letters_owed(session) if one.letter.kind in kinds
    ]


def test_nobody_is_reminded_of_what_he_was_never_sent(session, key):
    go(session, key, "ask_for_missing", look_again_on=FIRST, letters=ASKED)
    assert queue_reminders(session, FIRST, PROFILE) == ()


def test_each_is_reminded_of_what_he_was_asked_for_and_of_no_more(session, key):
    go(session, key, "ask_for_missing", look_again_on=FIRST, letters=ASKED)
    send_all(session)
    assert queue_reminders(session, date(2026, 3, 23), PROFILE) == ()
    (reminder,) = queue_reminders(session, FIRST, PROFILE)
    assert (reminder.case, reminder.number, reminder.look_again_on) == (key, 1, SECOND)
    assert sorted(reminders(session)) == [
        ("applicant", ("die ausführliche Begründung des Antrags",)),
        ("sender", ("die unterschriebene Vollmacht",)),
    ]
    assert standing(session, key).look_again_on == SECOND


def test_the_same_day_reminds_once_and_the_last_reminder_is_the_last(session, key):
    go(session, key, "ask_for_missing", look_again_on=FIRST, letters=ASKED)
    send_all(session)
    found = [queue_reminders(session, day, PROFILE) for day in (FIRST, FIRST, SECOND, THIRD)]
    assert [len(one) for one in found] == [1, 0, 1, 0]


def test_what_came_meanwhile_is_not_asked_for_again(session, key, office):
    go(session, key, "ask_for_missing", look_again_on=FIRST, letters=ASKED)
    send_all(session)
    office.add_to_case(session, key, open_flags=frozenset(), applicant_contact=HOME)
    assert queue_reminders(session, FIRST, PROFILE) == ()


def test_the_authority_is_reminded_of_its_statement(session, key, office):
    office.add_to_case(session, key, authority="05911000")
    for step in ("start_first_check", "take_up"):
        go(session, key, step)
    go(session, key, "request_statement", look_again_on=FIRST)
    send_all(session)
    (reminder,) = queue_reminders(session, FIRST, PROFILE)
    assert reminder.kind is LetterKind.STATEMENT_REMINDER
    (owed,) = [one for one in letters_owed(session) if one.letter.kind is LetterKind.STATEMENT_REMINDER]
    assert owed.letter.to == "05911000"
    assert (owed.letter.facts["gefragt_am"], owed.letter.facts["frist"]) == ("3. März 2026", "9. April 2026")


def test_proofs_are_asked_for_again_until_something_is_handed_in(session, key, office):
    go(session, key, "ask_for_missing", look_again_on=FIRST, letters=(LetterKind.PROOFS_REQUEST,))
    (request,) = [one.letter for one in letters_owed(session) if one.letter.kind is LetterKind.PROOFS_REQUEST]
    assert (request.to, request.facts["frist"]) == ("applicant", "24. März 2026")
    send_all(session)
    queue_reminders(session, FIRST, PROFILE)
    assert reminders(session) == [("applicant", ("die Nachweise und Unterlagen zu den Gründen des Antrags",))]
    for row in session.query(LetterRow):
        row.sent_at = MORNING if row.sent_at else None
    office.add_to_case(session, key, open_flags=OPEN, applicant_contact=HOME)
    assert queue_reminders(session, SECOND, PROFILE) == ()
