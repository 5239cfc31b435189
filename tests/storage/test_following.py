from dataclasses import replace
from datetime import UTC, datetime

from classifiers.records import Contact, Person
from letters.records import Details, LetterKind
from letters.step_letters import letter_of
from storage.case_steps import row_of_case
from storage.following import follow_case
from storage.outbox import letters_owed, settle_letters
from storage.queries import known_case

HOME = Contact("Amira Muster", ("Gasse 2", "50667 Köln"))
DETAILS = Details(respond_by=datetime(2026, 4, 1, tzinfo=UTC).date())


def test_waiting_letters_of_steps_follow_and_keep_their_days(session, office):
    message_id, decision = office.read(session)
    key = office.open_case(session, decision, message_id, office.letter())
    row, state = row_of_case(session, key), known_case(session, key)
    settle_letters(session, row.id, (letter_of(LetterKind.TRANSLATION_REQUEST, state, {}, DETAILS),), occasion="step-1")
    intake, before = letters_owed(session)
    assert before.letter.held_because
    new = replace(state, applicant_contact=HOME, persons=(Person("Amira Muster"),))
    follow_case(session, row.id, new, "Kim Beispiel")
    intake_after, after = letters_owed(session)
    assert (after.letter.recipient, after.letter.held_because) == (HOME, "")
    assert after.letter.facts["frist"] == "1. April 2026"
    assert intake_after == intake, "letters of intake are settled by themselves"
