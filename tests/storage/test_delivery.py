from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from classifiers.records import Contact
from storage.delivery import (
    PAUSES,
    PRINT_IN_DOUBT,
    Dispatch,
    begin_sending,
    earlier_dispatch,
    fail_letter,
    is_proven_address,
    letters_of_mail,
    letters_to_send,
    mark_returned,
    mark_sent,
    put_off_letter,
    recover_letters,
    sent_within_a_day,
    times_returned,
)
from storage.errors import StepNotAllowed
from storage.outbox import hold_letter, letters_owed, owed_letter, release_letter, settle_letters
from storage.status import OutboxState, Way
from storage.tables import CaseRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LASTS = timedelta(minutes=10)
TO = "amira@example.org"
BY_MAIL = Dispatch(Way.EMAIL, TO, "0815@office.example.org", "a" * 64)
ON_PAPER = Dispatch(Way.PAPER, None, None, "b" * 64)


@pytest.fixture
def case(session, office):
    message_id, decision = office.read(session)
    decision = replace(decision, sender=Contact("Amira Muster", (), TO))
    aktenzeichen = office.open_case(session, decision, message_id)
    case = session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == aktenzeichen))
    settle_letters(session, case.id, (office.letter(recipient=Contact("Amira Muster", (), TO)),))
    return case


@pytest.fixture
def released(session, case):
    (owed,) = letters_owed(session)
    release_letter(session, owed.letter_id, "frau.beispiel")
    return owed_letter(session, owed.letter_id)


def state_of(session, owed):
    return owed_letter(session, owed.letter_id).state


def test_nothing_leaves_before_it_is_released(session, case):
    assert letters_to_send(session, NOW) == ()
    (owed,) = letters_owed(session)
    release_letter(session, owed.letter_id, "frau.beispiel")
    assert [each.letter_id for each in letters_to_send(session, NOW)] == [owed.letter_id]


def test_a_letter_is_taken_by_one_and_sent_once(session, released):
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    with pytest.raises(StepNotAllowed):
        begin_sending(session, released, BY_MAIL, "w2", NOW, LASTS)
    mark_sent(session, released.letter_id, NOW)
    mark_sent(session, released.letter_id, NOW)
    assert letters_to_send(session, NOW) == ()
    assert release_letter(session, released.letter_id, "frau.beispiel") is False


def test_a_letter_that_was_changed_meanwhile_is_not_sent(session, office, case, released):
    settle_letters(session, case.id, (office.letter(recipient=Contact("Amira Muster", (), "neu@example.org")),))
    with pytest.raises(StepNotAllowed):
        begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    assert letters_to_send(session, NOW) == ()  # what was released was another letter


def test_a_letter_that_is_kept_back_meanwhile_is_not_sent(session, case, released):
    hold_letter(session, released.letter_id, "frau.beispiel", "Bitte warten.")
    with pytest.raises(StepNotAllowed):
        begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)


def test_after_a_crash_an_e_mail_goes_again_as_the_same(session, released):
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    assert recover_letters(session, NOW) == (0, 0)
    assert recover_letters(session, NOW + LASTS) == (1, 0)
    (again,) = letters_to_send(session, NOW + LASTS)
    assert earlier_dispatch(session, again.letter_id) == BY_MAIL


def test_after_a_crash_paper_waits_for_a_person(session, released):
    begin_sending(session, released, ON_PAPER, "w1", NOW, LASTS)
    assert recover_letters(session, NOW + LASTS) == (0, 1)
    assert letters_to_send(session, NOW + LASTS) == ()
    held = owed_letter(session, released.letter_id)
    assert (held.state, held.stopped_because) == (OutboxState.HELD, PRINT_IN_DOUBT)
    assert release_letter(session, released.letter_id, "frau.beispiel")
    assert len(letters_to_send(session, NOW)) == 1


def test_pauses_grow_and_then_a_letter_has_failed(session, released):
    now, waits = NOW, []
    while True:
        begin_sending(session, released, BY_MAIL, "w1", now, LASTS)
        if put_off_letter(session, released.letter_id, now, "smtp_unavailable") is OutboxState.FAILED:
            break
        assert letters_to_send(session, now) == ()
        next_try_at = owed_letter(session, released.letter_id).next_try_at
        waits.append(next_try_at - now)
        now = next_try_at
        assert len(letters_to_send(session, now)) == 1
    assert tuple(waits) == PAUSES
    assert owed_letter(session, released.letter_id).failed_because == "smtp_unavailable"
    assert release_letter(session, released.letter_id, "frau.beispiel")
    assert letters_to_send(session, now)[0].attempts == 0


def test_a_letter_that_was_refused_has_failed_at_once(session, released):
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    fail_letter(session, released.letter_id, "mail_refused")
    assert state_of(session, released) is OutboxState.FAILED
    assert letters_to_send(session, NOW) == ()


def test_a_notice_of_non_delivery_finds_its_letter(session, released):
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    mark_sent(session, released.letter_id, NOW)
    (found,) = letters_of_mail(session, ("other@example.org", "0815@office.example.org"))
    assert found.letter_id == released.letter_id
    assert mark_returned(session, found.letter_id, "undeliverable") is True
    assert mark_returned(session, found.letter_id, "undeliverable") is False
    assert state_of(session, released) is OutboxState.RETURNED
    assert letters_to_send(session, NOW) == ()
    assert times_returned(session, found.letter_id) == 1
    release_letter(session, found.letter_id, "frau.beispiel")
    # It goes out anew, under another Message-ID.
    assert earlier_dispatch(session, found.letter_id) is None
    assert letters_of_mail(session, ("0815@office.example.org",)) == ()


def test_a_notice_that_is_quicker_than_our_own_mark_counts(session, released):
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    assert mark_returned(session, released.letter_id, "undeliverable") is True
    assert recover_letters(session, NOW + LASTS) == (0, 0)


def test_mail_to_an_address_is_counted_for_a_day(session, released):
    assert sent_within_a_day(session, TO, NOW) == 0
    begin_sending(session, released, BY_MAIL, "w1", NOW, LASTS)
    assert sent_within_a_day(session, TO, NOW) == 1
    mark_sent(session, released.letter_id, NOW)
    assert sent_within_a_day(session, TO, NOW) == 1
    assert sent_within_a_day(session, TO, NOW + timedelta(hours=25)) == 0


def test_an_address_is_proven_where_an_item_came_from_it(session, released):
    assert is_proven_address(session, released.letter_id, "Amira@Example.org")
    assert not is_proven_address(session, released.letter_id, "fremd@example.org")
