import pytest

from letters.texts import Template
from storage.letter_texts import keep_text, kept_text, version_of
from storage.outbox import letters_owed
from storage.status import OutboxState
from storage.tables import LetterRow

OLD, NEW = Template("Betreff", "Text"), Template("Betreff", "Text, geändert", "Formular")


@pytest.fixture
def letter_id(session, office):
    message_id, decision = office.read(session)
    office.open_case(session, decision, message_id, office.letter())
    (owed,) = letters_owed(session)
    return owed.letter_id


def test_a_version_names_the_whole_text():
    assert version_of(OLD) == version_of(Template("Betreff", "Text"))
    assert len({version_of(OLD), version_of(NEW), version_of(Template("BetreffText", ""))}) == 3


def test_a_letter_that_was_never_set_has_no_text(session, letter_id):
    assert kept_text(session, letter_id) is None


def test_a_letter_that_waits_takes_the_newest_text(session, letter_id):
    keep_text(session, letter_id, OLD)
    assert keep_text(session, letter_id, NEW) == version_of(NEW)
    assert kept_text(session, letter_id) == NEW


def test_a_letter_that_left_keeps_its_text(session, letter_id):
    keep_text(session, letter_id, OLD)
    session.get(LetterRow, letter_id).state = OutboxState.SENT
    assert keep_text(session, letter_id, NEW) == version_of(OLD)
    assert kept_text(session, letter_id) == OLD
