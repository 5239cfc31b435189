from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from classifiers.records import (
    Contact,
    FiledBy,
    FiledItem,
    Flag,
    FlagKind,
    Representative,
    Role,
    Vollmacht,
)
from letters.case_life import Desk, StepName
from letters.records import LetterKind
from storage.case_steps import standing
from storage.cases import file_item
from storage.errors import StaleCase, StepRefused
from storage.merging import derive_anew
from storage.outbox import letters_owed, release_letter
from storage.procedure import NO_REASON, take_step
from storage.queries import case_history, known_case
from storage.representation import NO_NAME, NOBODY_TO_END, say_who_represents

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
KIM = "Kim Beispiel"
INA, BORIS = Representative("Ina Kessler", Role.LAWYER), Representative("Boris Fink", Role.LAWYER)
TO_INA, TO_BORIS = Contact("Ina Kessler", ("Weg 1", "50667 Köln")), Contact("Boris Fink", ("Allee 2", "50667 Köln"))
HOME = Contact("Amira Muster", ("Gasse 2", "50667 Köln"))


@pytest.fixture
def case(session, office):
    """A lawyer files, and no Vollmacht is there."""
    message_id, plain = office.read(session)
    decision = replace(
        plain,
        filed_by=FiledBy.REPRESENTATIVE,
        representative=INA,
        power_of_attorney=Vollmacht.MISSING,
        flags=(Flag(FlagKind.POA_MISSING),),
        sender=TO_INA,
        applicant_contact=HOME,
    )
    key = office.open_case(session, decision, message_id)
    derive_anew(session, key, KIM, accepts_asserted=False)
    return key


def say(session, case, representative, contact=None, reason="Vollmacht lag vor", at=AT, version=None):
    version = standing(session, case).version if version is None else version
    say_who_represents(session, case, representative, contact, KIM, reason, at, version)


def recipients(session, case):
    return {o.letter.kind: (o.letter.to, o.letter.recipient and o.letter.recipient.name) for o in letters_owed(session)}


def test_a_proven_representative_gets_the_letters_and_nothing_is_asked_of_the_sender(session, case):
    assert recipients(session, case)[LetterKind.RECEIPT_CONFIRMATION] == ("applicant", "Amira Muster")
    assert LetterKind.POWER_OF_ATTORNEY_REQUEST in recipients(session, case)
    say(session, case, INA, TO_INA)
    state = known_case(session, case)
    assert (state.representative, state.representative_contact, state.open_flags) == (INA, TO_INA, frozenset())
    assert recipients(session, case)[LetterKind.RECEIPT_CONFIRMATION] == ("representative", "Ina Kessler")
    assert LetterKind.POWER_OF_ATTORNEY_REQUEST not in recipients(session, case)


def test_another_one_and_the_end_of_representation_are_followed(session, case):
    say(session, case, INA, TO_INA)
    say(session, case, BORIS, TO_BORIS, at=AT + timedelta(days=1))
    assert recipients(session, case)[LetterKind.RECEIPT_CONFIRMATION] == ("representative", "Boris Fink")
    say(session, case, None, at=AT + timedelta(days=2))
    assert known_case(session, case).representative is None
    assert recipients(session, case)[LetterKind.RECEIPT_CONFIRMATION] == ("applicant", "Amira Muster")


def test_letters_of_a_later_step_follow_and_must_be_released_anew(session, case):
    for step in (StepName.START_FIRST_CHECK, StepName.DECLINE):
        take_step(session, case, step, KIM, "Gründe", AT, standing(session, case).version, desk=Desk.HEAD)
    notice = next(o for o in letters_owed(session) if o.letter.kind is LetterKind.NON_ACCEPTANCE_NOTICE)
    assert notice.letter.to == "applicant"
    release_letter(session, notice.letter_id, KIM)
    say(session, case, INA, TO_INA)
    after = next(o for o in letters_owed(session) if o.letter_id == notice.letter_id)
    assert (after.letter.to, after.letter.recipient, after.released_at) == ("representative", TO_INA, None)
    assert after.letter.facts["anrede"] != notice.letter.facts["anrede"]


def test_what_comes_in_later_counts_again(session, case, office):
    say(session, case, INA, TO_INA)
    message_id, plain = office.read(session)
    later = replace(plain, received_at=AT + timedelta(days=9), ends_representation=True)
    items = (FiledItem(replace(later, received_at=plain.received_at), case),)
    file_item(session, message_id, items[0], office.state(case, plain))
    derive_anew(session, case, KIM, accepts_asserted=False)
    assert known_case(session, case).representative == INA, "it came before the person said so"


def test_who_said_what_and_why_is_in_the_audit_without_a_name(session, case):
    say(session, case, INA, TO_INA)
    say(session, case, None, reason="Mandat niedergelegt", at=AT + timedelta(days=1))
    told = [one for one in case_history(session, case) if one.what.startswith("representation_")]
    assert [(one.what, one.who, one.why) for one in told] == [
        ("representation_proven", KIM, "Vollmacht lag vor"),
        ("representation_ended", KIM, "Mandat niedergelegt"),
    ]
    assert "Kessler" not in str([(one.before, one.after) for one in told])


@pytest.mark.parametrize(
    ("representative", "reason", "why"),
    [(INA, " ", NO_REASON), (Representative(" ", Role.PRIVATE), "x", NO_NAME)],
)
def test_what_lacks_a_name_or_a_reason_is_refused(session, case, representative, reason, why):
    with pytest.raises(StepRefused, match=why):
        say(session, case, representative, reason=reason)
    assert known_case(session, case).representative is None


def test_where_nobody_represents_nothing_can_end(session, office):
    message_id, plain = office.read(session)
    key = office.open_case(session, plain, message_id)
    with pytest.raises(StepRefused, match=NOBODY_TO_END):
        say(session, key, None)


def test_a_second_click_is_refused(session, case):
    version = standing(session, case).version
    say(session, case, INA, TO_INA, version=version)
    with pytest.raises(StaleCase):
        say(session, case, INA, TO_INA, version=version)
