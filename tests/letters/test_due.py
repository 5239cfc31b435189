from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.due import RULES, letters_owed
from letters.recipients import HOLDS_NOTIFICATION, NO_ADDRESS, NO_AUTHORITY
from letters.records import INTAKE_KINDS, Letter, LetterKind, LetterState

BOCHUM = "05911000"
HOME = Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"))
OFFICE_OF_LAWYER = Contact("Rechtsanwältin Ute Muster", ("Marktplatz 1", "44787 Bochum"))
HELPER = Contact("Beispielhilfe e. V.", ("Nebenweg 9", "44787 Bochum"))
LAWYER = Representative("Rechtsanwältin Ute Muster", Role.LAWYER)
ABH = Contact("Stadt Bochum, Ausländerbüro", ("Hauptstraße 1", "44777 Bochum"))

# All is well: the applicants filed themselves, and nothing is open.
COMPLETE = CaseState(
    case="HFK-2026-0001",
    items=("a.eml",),
    persons=(Person("Lorin Probst"),),
    representative=None,
    authority=BOCHUM,
    open_flags=frozenset(),
    applicant_contact=HOME,
    sender=HOME,
    received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
)
# The same through a lawyer with a Vollmacht.
REPRESENTED = replace(COMPLETE, representative=LAWYER, representative_contact=OFFICE_OF_LAWYER, sender=OFFICE_OF_LAWYER)

CONFIRMATION = ("receipt_confirmation", "applicant", "ready")
CONFIRMATION_HELD = ("receipt_confirmation", "applicant", "held")
CONFIRMATION_TO_LAWYER = ("receipt_confirmation", "representative", "ready")
NOTIFICATION = ("authority_notification", BOCHUM, "ready")
NOTIFICATION_HELD = ("authority_notification", BOCHUM, "held")
NOTIFICATION_TO_NOBODY = ("authority_notification", None, "held")
ASK_VOLLMACHT = ("power_of_attorney_request", "sender", "ready")
ASK_REASONS = ("reasons_request", "applicant", "ready")
ASK_REASONS_HELD = ("reasons_request", "applicant", "held")
ASK_REASONS_OF_LAWYER = ("reasons_request", "representative", "ready")
UNREADABLE = ("unreadable_notice", "sender", "ready")


def flagged(state: CaseState, *flags: FlagKind) -> CaseState:
    return replace(state, open_flags=frozenset(flags))


def owed(state: CaseState) -> list[tuple[str, str | None, str]]:
    letters = letters_owed(state)
    return [(str(one.kind), one.to, str(one.state)) for one in letters]


def letter_of(kind: LetterKind, state: CaseState) -> Letter:
    letters = letters_owed(state, authorities={BOCHUM: ABH})
    return next(one for one in letters if one.kind is kind)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(COMPLETE, [CONFIRMATION, NOTIFICATION], id="applicant, nothing open"),
        pytest.param(REPRESENTED, [CONFIRMATION_TO_LAWYER, NOTIFICATION], id="Vollmacht proven"),
        pytest.param(
            replace(REPRESENTED, applicant_contact=None),
            [CONFIRMATION_TO_LAWYER, NOTIFICATION],
            id="the applicants' address is not needed where a representative is proven",
        ),
        pytest.param(
            replace(REPRESENTED, representative_contact=None),
            [CONFIRMATION_TO_LAWYER, NOTIFICATION],
            id="proven representative without address",
        ),
        pytest.param(
            replace(COMPLETE, applicant_contact=None, sender=HELPER),
            [CONFIRMATION_HELD, NOTIFICATION],
            id="no address of the applicants; the helper's does not count",
        ),
        pytest.param(
            replace(COMPLETE, applicant_contact=Contact("Lorin Probst")),
            [CONFIRMATION_HELD, NOTIFICATION],
            id="a name is no address",
        ),
        pytest.param(
            replace(COMPLETE, applicant_contact=Contact("Lorin Probst", (), "lorin@probst.example")),
            [CONFIRMATION, NOTIFICATION],
            id="an e-mail address is one",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.POA_MISSING),
            [CONFIRMATION, NOTIFICATION_HELD, ASK_VOLLMACHT],
            id="Vollmacht missing",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.POA_UNSIGNED),
            [CONFIRMATION, NOTIFICATION_HELD, ASK_VOLLMACHT],
            id="Vollmacht unsigned",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.POA_UNSUITABLE),
            [CONFIRMATION, NOTIFICATION_HELD, ASK_VOLLMACHT],
            id="Vollmacht unsuitable",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.POA_ASSERTED),
            [CONFIRMATION, NOTIFICATION, ASK_VOLLMACHT],
            id="asserted: asked for, but the authority is told",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.NAME_INCOMPLETE),
            [CONFIRMATION, NOTIFICATION_HELD],
            id="name incomplete",
        ),
        pytest.param(
            replace(flagged(COMPLETE, FlagKind.AUTHORITY_UNKNOWN), authority=None),
            [CONFIRMATION, NOTIFICATION_TO_NOBODY],
            id="authority unknown",
        ),
        pytest.param(
            replace(flagged(REPRESENTED, FlagKind.NAME_INCOMPLETE), authority=None),
            [CONFIRMATION_TO_LAWYER, NOTIFICATION_TO_NOBODY],
            id="name incomplete and authority unknown",
        ),
        pytest.param(
            flagged(COMPLETE, FlagKind.REASONS_MISSING),
            [CONFIRMATION, NOTIFICATION, ASK_REASONS],
            id="reasons missing",
        ),
        pytest.param(
            flagged(REPRESENTED, FlagKind.REASONS_MISSING),
            [CONFIRMATION_TO_LAWYER, NOTIFICATION, ASK_REASONS_OF_LAWYER],
            id="reasons asked of who gets the confirmation",
        ),
        pytest.param(
            replace(flagged(COMPLETE, FlagKind.REASONS_MISSING), applicant_contact=None),
            [CONFIRMATION_HELD, NOTIFICATION, ASK_REASONS_HELD],
            id="reasons held with the confirmation",
        ),
        pytest.param(
            flagged(REPRESENTED, FlagKind.UNREADABLE),
            [CONFIRMATION_TO_LAWYER, NOTIFICATION, UNREADABLE],
            id="unreadable",
        ),
        pytest.param(
            replace(
                flagged(
                    COMPLETE,
                    FlagKind.POA_MISSING,
                    FlagKind.REASONS_MISSING,
                    FlagKind.UNREADABLE,
                    FlagKind.NAME_INCOMPLETE,
                ),
                applicant_contact=None,
                authority=None,
                sender=None,
            ),
            [CONFIRMATION_HELD, NOTIFICATION_TO_NOBODY, ASK_VOLLMACHT, ASK_REASONS_HELD, UNREADABLE],
            id="nothing is right",
        ),
    ],
)
def test_a_case_owes_the_letters_of_the_contract(state: CaseState, expected: list[tuple[str, str | None, str]]) -> None:
    assert owed(state) == expected


@pytest.mark.parametrize(
    "flag",
    [
        FlagKind.EXIT_OBLIGATION_DOUBTFUL,
        FlagKind.RESIDENCE_ELSEWHERE,
        FlagKind.ABROAD,
        FlagKind.REMOVAL_IMMINENT,
        FlagKind.FOREIGN_LANGUAGE,
        FlagKind.ENCLOSURE_MISSING,
        FlagKind.WITHDRAWAL_UNPROVEN,
        FlagKind.CASE_UNCLEAR,
        FlagKind.AUTHORITY_UNKNOWN,
    ],
)
def test_the_other_flags_are_for_staff_and_change_no_letter(flag: FlagKind) -> None:
    assert letters_owed(flagged(COMPLETE, flag)) == letters_owed(COMPLETE)


def test_every_flag_is_in_one_of_the_tables_of_this_file() -> None:
    changing = {
        *HOLDS_NOTIFICATION,
        FlagKind.POA_ASSERTED,
        FlagKind.REASONS_MISSING,
        FlagKind.UNREADABLE,
    }
    same = {flag for flag in FlagKind if owed(flagged(COMPLETE, flag)) == owed(COMPLETE)}
    assert changing | same == set(FlagKind)
    assert not changing & same


@pytest.mark.parametrize("flags", [(), (FlagKind.POA_MISSING, FlagKind.UNREADABLE), tuple(FlagKind)])
def test_a_withdrawn_case_owes_nothing(flags: tuple[FlagKind, ...]) -> None:
    state = flagged(COMPLETE, *flags)
    assert letters_owed(state)
    assert letters_owed(replace(state, is_withdrawn=True)) == ()


def test_an_asserted_vollmacht_is_still_asked_for_but_does_not_hold_the_notification() -> None:
    state = replace(flagged(COMPLETE, FlagKind.POA_ASSERTED), sender=OFFICE_OF_LAWYER)
    assert owed(state) == [CONFIRMATION, NOTIFICATION, ASK_VOLLMACHT]


@pytest.mark.parametrize(
    ("kind", "state", "recipient"),
    [
        (LetterKind.RECEIPT_CONFIRMATION, COMPLETE, HOME),
        (LetterKind.RECEIPT_CONFIRMATION, replace(COMPLETE, sender=HELPER), HOME),
        (LetterKind.RECEIPT_CONFIRMATION, replace(COMPLETE, applicant_contact=None), None),
        (LetterKind.RECEIPT_CONFIRMATION, REPRESENTED, OFFICE_OF_LAWYER),
        (
            LetterKind.RECEIPT_CONFIRMATION,
            replace(REPRESENTED, representative_contact=None),
            Contact("Rechtsanwältin Ute Muster"),
        ),
        (
            LetterKind.RECEIPT_CONFIRMATION,
            replace(
                REPRESENTED,
                representative=Representative(None, Role.ORGANISATION),
                representative_contact=None,
            ),
            None,
        ),
        (LetterKind.AUTHORITY_NOTIFICATION, COMPLETE, ABH),
        (LetterKind.AUTHORITY_NOTIFICATION, replace(COMPLETE, authority="05315000"), None),
        (LetterKind.AUTHORITY_NOTIFICATION, replace(COMPLETE, authority=None), None),
        (
            LetterKind.POWER_OF_ATTORNEY_REQUEST,
            replace(flagged(COMPLETE, FlagKind.POA_MISSING), sender=HELPER),
            HELPER,
        ),
        (
            LetterKind.UNREADABLE_NOTICE,
            replace(flagged(REPRESENTED, FlagKind.UNREADABLE), sender=HELPER),
            HELPER,
        ),
        (
            LetterKind.REASONS_REQUEST,
            replace(flagged(REPRESENTED, FlagKind.REASONS_MISSING), sender=HELPER),
            OFFICE_OF_LAWYER,
        ),
    ],
)
def test_a_letter_goes_to_the_address_of_its_addressee_and_no_other(
    kind: LetterKind, state: CaseState, recipient: Contact | None
) -> None:
    assert letter_of(kind, state).recipient == recipient


@pytest.mark.parametrize(
    ("kind", "state", "why"),
    [
        (LetterKind.RECEIPT_CONFIRMATION, COMPLETE, ""),
        (LetterKind.RECEIPT_CONFIRMATION, replace(COMPLETE, applicant_contact=None), NO_ADDRESS),
        (
            LetterKind.REASONS_REQUEST,
            replace(flagged(COMPLETE, FlagKind.REASONS_MISSING), applicant_contact=None),
            NO_ADDRESS,
        ),
        (LetterKind.AUTHORITY_NOTIFICATION, COMPLETE, ""),
        (LetterKind.AUTHORITY_NOTIFICATION, replace(COMPLETE, authority=None), NO_AUTHORITY),
        (
            LetterKind.AUTHORITY_NOTIFICATION,
            flagged(COMPLETE, FlagKind.POA_MISSING),
            "Die Vollmacht fehlt.",
        ),
        (
            LetterKind.AUTHORITY_NOTIFICATION,
            replace(flagged(COMPLETE, FlagKind.POA_UNSIGNED, FlagKind.NAME_INCOMPLETE), authority=None),
            "Die Vollmacht ist nicht unterschrieben. "
            "Der Name einer antragstellenden Person ist unvollständig. "
            "Die zuständige Ausländerbehörde ist nicht bekannt.",
        ),
    ],
)
def test_a_held_letter_says_why_in_german(kind: LetterKind, state: CaseState, why: str) -> None:
    letter = letter_of(kind, state)
    assert letter.held_because == why
    assert (letter.state is LetterState.HELD) == bool(why)


def test_the_table_has_each_letter_once_in_the_order_of_its_kinds() -> None:
    assert tuple(rule.kind for rule in RULES) == INTAKE_KINDS
