from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from storage.errors import StaleReview, UnknownRow
from storage.reviews import next_version, note, review_of
from storage.status import Act
from storage.tables import AuditRow, CorrectionRow


def test_a_review_begins_with_the_first_look(session, office):
    message_id = office.receive(session)
    assert review_of(session, message_id).version == 0
    assert review_of(session, message_id) is review_of(session, message_id)


def test_a_change_of_an_older_version_is_refused(session, office):
    message_id = office.receive(session)
    next_version(session, message_id, 0)
    with pytest.raises(StaleReview):
        next_version(session, message_id, 0)
    assert next_version(session, message_id, 1).version == 2


def test_there_is_no_review_of_what_is_not_there(session):
    with pytest.raises(UnknownRow):
        review_of(session, uuid.uuid4())


def test_the_audit_tells_the_field_and_never_its_value(session, office):
    message_id = office.receive(session)
    note(session, message_id, Act.CORRECTED, "karin", field="persons", before="[]", after='["Amira Muster"]')
    session.flush()
    assert session.scalar(select(CorrectionRow.after)) == '["Amira Muster"]'
    entry = session.scalar(select(AuditRow).where(AuditRow.what == "item_corrected"))
    assert (entry.who, entry.after, entry.why) == ("karin", "persons", "")
