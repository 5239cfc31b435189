import uuid
from datetime import date

import pytest
from sqlalchemy import select

from classifiers.records import Contact, FlagKind
from letters.records import LetterKind, LetterState
from storage.errors import StepNotAllowed, UnknownRow
from storage.outbox import hold_letter, letters_owed, owed_letter, release_by_policy, release_letter, settle_letters
from storage.queries import case_history
from storage.status import OutboxState, ReleasePolicy
from storage.tables import CaseFlagRow, CaseRow, LetterRow

CONFIRMATION = LetterKind.RECEIPT_CONFIRMATION
NOTIFICATION = LetterKind.AUTHORITY_NOTIFICATION
ALL = tuple(OutboxState)


@pytest.fixture
def case(session, office):
    message_id, decision = office.read(session)
    aktenzeichen = office.open_case(session, decision, message_id)
    return session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == aktenzeichen))


def only_letter(session, *states):
    (owed,) = letters_owed(session, *states)
    return owed


def set_state(session, state):
    row = session.scalars(select(LetterRow)).one()
    row.state = state


def history(session, case):
    return [
        (each.what, each.before, each.after)
        for each in case_history(session, case.aktenzeichen)
        if each.what.startswith("letter")
    ]


def test_a_letter_comes_back_with_all_it_says(session, office, case):
    contact = Contact("Amira Muster", ("Am Anger 1", "50667 Köln"), "amira@example.org")
    facts = {"aktenzeichen": case.aktenzeichen, "am": date(2026, 3, 2), "personen": ({"name": "Amira Muster"},)}
    letter = office.letter(recipient=contact, facts=facts)
    settle_letters(session, case.id, (letter,))
    session.flush()
    session.expire_all()
    owed = only_letter(session)
    assert (owed.case, owed.occasion, owed.state, owed.letter) == (
        case.aktenzeichen,
        "intake",
        OutboxState.READY,
        letter,
    )


def test_the_same_letters_again_change_nothing(session, office, case):
    letters = (office.letter(facts={"personen": ["Amira"]}), office.letter(NOTIFICATION, "05315", LetterState.HELD))
    settle_letters(session, case.id, letters)
    before = letters_owed(session)
    settle_letters(session, case.id, letters)
    assert letters_owed(session) == before
    assert [what for what, _, _ in history(session, case)] == ["letter_queued", "letter_queued"]


@pytest.mark.parametrize("kinds", [(CONFIRMATION, NOTIFICATION), (NOTIFICATION,), ()])
def test_what_is_no_longer_owed_is_cancelled(session, office, case, kinds):
    settle_letters(session, case.id, (office.letter(CONFIRMATION), office.letter(NOTIFICATION, "05315")))
    settle_letters(session, case.id, tuple(office.letter(kind) for kind in kinds))
    assert {owed.letter.kind for owed in letters_owed(session)} == set(kinds)
    cancelled = {owed.letter.kind for owed in letters_owed(session, OutboxState.CANCELLED)}
    assert cancelled == {CONFIRMATION, NOTIFICATION} - set(kinds)


def test_a_letter_is_redirected_and_held_and_released(session, office, case):
    settle_letters(session, case.id, (office.letter(to="applicant"),))
    letter_id = only_letter(session).letter_id
    held = office.letter(to="representative", state=LetterState.HELD, held_because="Die Anschrift fehlt.")
    settle_letters(session, case.id, (held,))
    assert only_letter(session).letter == held
    settle_letters(session, case.id, (office.letter(to="representative"),))
    assert only_letter(session).letter == office.letter(to="representative")
    assert only_letter(session).letter_id == letter_id
    assert history(session, case) == [
        ("letter_queued", None, "receipt_confirmation ready to applicant"),
        (
            "letter_changed",
            "receipt_confirmation ready to applicant",
            "receipt_confirmation held to representative",
        ),
        (
            "letter_changed",
            "receipt_confirmation held to representative",
            "receipt_confirmation ready to representative",
        ),
    ]


def test_what_is_owed_again_after_it_was_cancelled_is_queued_again(session, office, case):
    settle_letters(session, case.id, (office.letter(),))
    letter_id = only_letter(session).letter_id
    settle_letters(session, case.id, ())
    assert letters_owed(session) == ()
    settle_letters(session, case.id, (office.letter(),))
    assert only_letter(session).letter_id == letter_id
    assert only_letter(session).state is OutboxState.READY


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.SENDING])
@pytest.mark.parametrize("kinds", [(), (CONFIRMATION,)])
def test_what_has_left_is_neither_changed_nor_doubled_nor_cancelled(session, office, case, state, kinds):
    settle_letters(session, case.id, (office.letter(to="applicant"),))
    set_state(session, state)
    settle_letters(session, case.id, tuple(office.letter(kind, to="representative") for kind in kinds))
    owed = only_letter(session, *ALL)
    assert (owed.state, owed.letter.to) == (state, "applicant")


def test_a_failed_letter_waits_for_a_person_until_its_address_changes(session, office, case):
    settle_letters(session, case.id, (office.letter(),))
    set_state(session, OutboxState.FAILED)
    settle_letters(session, case.id, (office.letter(),))
    assert only_letter(session, *ALL).state is OutboxState.FAILED
    settle_letters(session, case.id, (office.letter(recipient=Contact("Amira Muster", ("Neue Straße 2",))),))
    assert only_letter(session, *ALL).state is OutboxState.READY


def test_two_letters_of_a_kind_are_refused(session, office, case):
    with pytest.raises(ValueError, match="one letter of a kind"):
        settle_letters(session, case.id, (office.letter(to="applicant"), office.letter(to="sender")))


def test_another_occasion_has_letters_of_its_own(session, office, case):
    settle_letters(session, case.id, (office.letter(),))
    settle_letters(session, case.id, (office.letter(),), occasion="renewal")
    settle_letters(session, case.id, (), occasion="renewal")
    assert [(owed.occasion, owed.state) for owed in letters_owed(session, *ALL)] == [
        ("intake", OutboxState.READY),
        ("renewal", OutboxState.CANCELLED),
    ]


def test_a_step_that_the_table_does_not_have_is_not_taken(session, office, case):
    from storage.outbox import _step

    settle_letters(session, case.id, (office.letter(),))
    set_state(session, OutboxState.SENT)
    row = session.scalars(select(LetterRow)).one()
    with pytest.raises(StepNotAllowed):
        _step(session, row, OutboxState.CANCELLED, "letter_cancelled", None, "test")


def test_a_letter_is_released_once(session, office, case):
    settle_letters(session, case.id, (office.letter(),))
    letter_id = only_letter(session).letter_id
    assert release_letter(session, letter_id, "frau.beispiel") is True
    assert release_letter(session, letter_id, "herr.beispiel") is False
    assert owed_letter(session, letter_id).released_by == "frau.beispiel"
    assert history(session, case)[-1][0] == "letter_released"


def test_a_letter_that_its_case_holds_cannot_be_released(session, office, case):
    settle_letters(session, case.id, (office.letter(state=LetterState.HELD, held_because="Die Vollmacht fehlt."),))
    with pytest.raises(StepNotAllowed):
        release_letter(session, only_letter(session).letter_id, "frau.beispiel")
    settle_letters(session, case.id, ())
    with pytest.raises(StepNotAllowed):
        release_letter(session, only_letter(session, OutboxState.CANCELLED).letter_id, "frau.beispiel")
    with pytest.raises(UnknownRow):
        release_letter(session, uuid.UUID(int=1), "frau.beispiel")


def test_a_letter_that_a_person_keeps_back_stays_back_until_a_person_releases_it(session, office, case):
    settle_letters(session, case.id, (office.letter(),))
    letter_id = only_letter(session).letter_id
    assert hold_letter(session, letter_id, "frau.beispiel", "Bitte warten.") is True
    assert hold_letter(session, letter_id, "frau.beispiel", "Bitte warten.") is False
    settle_letters(session, case.id, (office.letter(to="representative"),))
    assert owed_letter(session, letter_id).state is OutboxState.HELD
    assert release_by_policy(session, ReleasePolicy.ALL) == 0
    assert release_letter(session, letter_id, "frau.beispiel") is True
    assert owed_letter(session, letter_id).stopped_because is None


def test_what_changes_after_its_release_waits_for_another_one(session, office, case):
    settle_letters(session, case.id, (office.letter(facts={"name": "Amira"}),))
    letter_id = only_letter(session).letter_id
    release_letter(session, letter_id, "frau.beispiel")
    settle_letters(session, case.id, (office.letter(facts={"name": "Amira"}),))
    assert owed_letter(session, letter_id).released_at is not None
    settle_letters(session, case.id, (office.letter(facts={"name": "Amina"}),))
    assert owed_letter(session, letter_id).released_at is None


@pytest.mark.parametrize(
    ("policy", "flags", "released"),
    [
        (ReleasePolicy.MANUAL, (), 0),
        (ReleasePolicy.UNFLAGGED, (), 1),
        (ReleasePolicy.UNFLAGGED, (FlagKind.ABROAD,), 0),
        (ReleasePolicy.ALL, (FlagKind.ABROAD,), 1),
    ],
)
def test_the_policy_says_what_leaves_without_a_person(session, office, case, policy, flags, released):
    session.add_all(CaseFlagRow(case_id=case.id, kind=kind) for kind in flags)
    held = office.letter(NOTIFICATION, "05315", LetterState.HELD, held_because="Die Vollmacht fehlt.")
    settle_letters(session, case.id, (office.letter(), held))
    assert release_by_policy(session, policy) == released
    assert release_by_policy(session, policy) == 0
