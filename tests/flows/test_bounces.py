import uuid
from datetime import UTC, datetime, timedelta

import pytest
from builders import make_mail
from case_rows import add_case
from sqlalchemy.orm import Session

from classifiers.records import Contact, Kind
from flows.bounces import note_returned, returned_letters
from letters.records import Letter, LetterKind, LetterState
from storage.delivery import Dispatch, begin_sending, mark_sent
from storage.outbox import OwedLetter, letters_owed, owed_letter, release_letter, settle_letters
from storage.status import OutboxState, Way

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TO = "amira@example.org"
OURS = f"{uuid.UUID(int=4711).hex}@office.example.org"
REPORT = 'multipart/report; report-type="delivery-status"'


@pytest.fixture
def sent(session: Session) -> OwedLetter:
    case = add_case(session)
    letter = Letter(LetterKind.RECEIPT_CONFIRMATION, "applicant", LetterState.READY, recipient=Contact("A", (), TO))
    settle_letters(session, case.id, (letter,))
    (owed,) = letters_owed(session)
    release_letter(session, owed.letter_id, "frau.beispiel")
    dispatch = Dispatch(Way.EMAIL, TO, OURS, "0" * 64)
    begin_sending(session, owed_letter(session, owed.letter_id), dispatch, "w", NOW, timedelta(minutes=1))
    mark_sent(session, owed.letter_id, NOW)
    return owed


def test_a_report_for_machines_finds_its_letter(session: Session, sent: OwedLetter) -> None:
    notice = make_mail("", content_type=REPORT, failed_recipients=(TO,), original_message_ids=(OURS,))
    (found,) = returned_letters(session, notice, Kind.BOUNCE)
    assert (found.letter_id, found.case) == (sent.letter_id, "HFK-2026-0001")


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (f"Ihre Nachricht konnte nicht zugestellt werden.\nMessage-ID: <{OURS}>", {}),
        ("Unzustellbar.", {"in_reply_to": (OURS,)}),
        ("Unzustellbar.", {"references": ("x@example.org", OURS)}),
    ],
)
def test_a_notice_without_a_part_for_machines_does_too(
    session: Session, sent: OwedLetter, body: str, header: dict[str, object]
) -> None:
    assert len(returned_letters(session, make_mail(body, **header), Kind.BOUNCE)) == 1


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        (Kind.BOUNCE, {"content_type": REPORT, "original_message_ids": (OURS,)}),  # only a delay
        (Kind.BOUNCE, {"failed_recipients": (TO,), "original_message_ids": ("other@example.org",)}),
        (Kind.BOUNCE, {}),
        (Kind.AUTO_REPLY, {"in_reply_to": (OURS,)}),
        (Kind.SUPPLEMENT, {"in_reply_to": (OURS,)}),
    ],
)
def test_what_tells_of_no_loss_finds_none(
    session: Session, sent: OwedLetter, kind: Kind, header: dict[str, object]
) -> None:
    assert returned_letters(session, make_mail("Guten Tag", **header), kind) == ()


def test_a_letter_that_came_back_waits_for_a_person(session: Session, sent: OwedLetter) -> None:
    from parsers.records import Channel, RawMessage
    from storage.messages import register_message

    raw = RawMessage(Channel.EMAIL, "bounce.eml", NOW, b"")
    message_id = register_message(session, raw, "bounce", "0" * 64, NOW).message_id
    assert note_returned(session, (sent,), message_id) == 1
    assert note_returned(session, (sent,), message_id) == 0
    assert owed_letter(session, sent.letter_id).state is OutboxState.RETURNED
