from __future__ import annotations

import pytest
from builders import make_decision, make_person

from classifiers.flags import flags_of
from classifiers.records import (
    Evidence,
    ExitObligation,
    Finding,
    FlagKind,
    Kind,
    PaperType,
    Reasons,
    Residence,
    Vollmacht,
    Whereabouts,
)

COMPLETE: dict[str, object] = {
    "persons": (make_person("Ada Osei"),),
    "authority": "05911000",
    "reasons": Reasons.STATED,
    "power_of_attorney": Vollmacht.ENCLOSED,
    "language": "de",
}


def kinds(kind: Kind = Kind.APPLICATION, accepts_asserted: bool = False, **fields: object) -> set[FlagKind]:
    decision = make_decision(kind, **(COMPLETE | fields))
    return {flag.kind for flag in flags_of(decision, accepts_asserted=accepts_asserted)}


def test_a_complete_application_has_no_flag() -> None:
    assert kinds() == set()


RAISED = [
    ({"power_of_attorney": Vollmacht.MISSING}, FlagKind.POA_MISSING),
    ({"power_of_attorney": Vollmacht.ANNOUNCED}, FlagKind.POA_MISSING),
    ({"power_of_attorney": Vollmacht.ASSERTED}, FlagKind.POA_ASSERTED),
    ({"power_of_attorney": Vollmacht.UNSIGNED}, FlagKind.POA_UNSIGNED),
    ({"power_of_attorney": Vollmacht.UNSUITABLE}, FlagKind.POA_UNSUITABLE),
    ({"reasons": Reasons.MISSING}, FlagKind.REASONS_MISSING),
    ({"reasons": Reasons.ANNOUNCED}, FlagKind.REASONS_MISSING),
    ({"persons": (make_person("A. O.", name_is_incomplete=True),)}, FlagKind.NAME_INCOMPLETE),
    ({"persons": ()}, FlagKind.NAME_INCOMPLETE),
    ({"exit_obligation": ExitObligation.CONTRADICTED}, FlagKind.EXIT_OBLIGATION_DOUBTFUL),
    ({"residence": Residence.ELSEWHERE}, FlagKind.RESIDENCE_ELSEWHERE),
    ({"whereabouts": Whereabouts.ABROAD}, FlagKind.ABROAD),
    ({"authority": None}, FlagKind.AUTHORITY_UNKNOWN),
]


@pytest.mark.parametrize(("fields", "flag"), RAISED)
def test_a_flag_follows_from_its_field(fields: dict[str, object], flag: FlagKind) -> None:
    assert kinds(**fields) == {flag}


@pytest.mark.parametrize(("fields", "flag"), RAISED)
def test_flags_about_the_application_are_for_applications(fields: dict[str, object], flag: FlagKind) -> None:
    assert flag not in kinds(Kind.SUPPLEMENT, **fields)


@pytest.mark.parametrize("kind", [Kind.APPLICATION, Kind.SUPPLEMENT, Kind.AUTHORITY_REPLY, Kind.OTHER])
def test_removal_and_unreadable_stand_on_any_item(kind: Kind) -> None:
    found = kinds(kind, detained=True, unreadable_papers=("a.pdf",))
    assert {FlagKind.REMOVAL_IMMINENT, FlagKind.UNREADABLE} <= found


def test_an_accepted_assertion_is_not_flagged() -> None:
    assert kinds(accepts_asserted=True, power_of_attorney=Vollmacht.ASSERTED) == set()


@pytest.mark.parametrize(("language", "flagged"), [("de", False), ("fr", True), (None, False)])
def test_a_letter_in_another_language_is_flagged(language: str | None, flagged: bool) -> None:
    assert (FlagKind.FOREIGN_LANGUAGE in kinds(language=language)) is flagged


def test_a_missing_enclosure_is_flagged() -> None:
    assert kinds(missing_enclosures=(PaperType.MEDICAL,)) == {FlagKind.ENCLOSURE_MISSING}


def test_a_flag_carries_the_evidence_and_what_was_searched() -> None:
    place = Evidence(0, 1, 3, 9)
    finding = Finding("power_of_attorney", "announced", (place,), searched="Durchsucht: 2 Seiten.")
    decision = make_decision(**(COMPLETE | {"power_of_attorney": Vollmacht.ANNOUNCED, "findings": (finding,)}))
    (flag,) = flags_of(decision)
    assert (flag.evidence, flag.searched) == ((place,), "Durchsucht: 2 Seiten.")
