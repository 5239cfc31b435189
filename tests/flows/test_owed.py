from __future__ import annotations

from builders import filed, make_decision, make_person

from classifiers.casework import case_state
from classifiers.records import Contact
from flows.owed import letters_after_intake
from letters.records import LetterKind


def test_the_notification_bears_the_name_of_the_authority() -> None:
    decision = make_decision(persons=(make_person("Anna Beispiel", "1985-04-01"),), authority="05916000")
    letters = {letter.kind: letter for letter in letters_after_intake(case_state("HFK-2026-0001", (filed(decision),)))}
    notification = letters[LetterKind.AUTHORITY_NOTIFICATION]
    assert notification.to == "05916000"
    assert notification.recipient is not None
    assert notification.recipient.name == "Stadt Herne, Ausländerbehörde"


def test_an_unknown_authority_has_no_name() -> None:
    decision = make_decision(persons=(make_person("Anna Beispiel", "1985-04-01"),), authority=None)
    letters = {letter.kind: letter for letter in letters_after_intake(case_state("HFK-2026-0001", (filed(decision),)))}
    assert letters[LetterKind.AUTHORITY_NOTIFICATION].recipient is None


def test_an_address_of_the_book_is_on_the_letter() -> None:
    decision = make_decision(persons=(make_person("Anna Beispiel", "1985-04-01"),), authority="05916000")
    book = {"05916000": Contact("Stadt Herne", ("Musterplatz 1", "44623 Herne"))}
    state = case_state("HFK-2026-0001", (filed(decision),))
    letters = {letter.kind: letter for letter in letters_after_intake(state, book)}
    assert letters[LetterKind.AUTHORITY_NOTIFICATION].recipient == book["05916000"]
