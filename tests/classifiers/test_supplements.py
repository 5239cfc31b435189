from __future__ import annotations

import pytest
from builders import make_decision, make_mail, make_paper, make_reading

from classifiers.records import Flag, FlagKind, Kind, PaperType, Reasons, Vollmacht
from classifiers.supplements import as_supplement, reasons_handed_in


def test_a_letter_for_a_case_that_is_there_is_no_second_application() -> None:
    decision = make_decision(
        papers=(make_paper(PaperType.APPLICATION_LETTER), make_paper(PaperType.MEDICAL)),
        power_of_attorney=Vollmacht.MISSING,
        reasons=Reasons.STATED,
        flags=(Flag(FlagKind.POA_MISSING), Flag(FlagKind.AUTHORITY_UNKNOWN)),
    )
    changed = as_supplement(decision)
    assert changed.kind is Kind.SUPPLEMENT
    assert [p.type for p in changed.papers] == [PaperType.OTHER, PaperType.MEDICAL]
    assert (changed.power_of_attorney, changed.reasons, changed.flags) == (None, Reasons.STATED, ())


def test_the_body_of_a_mail_is_no_paper_of_a_supplement() -> None:
    body = make_paper(PaperType.APPLICATION_LETTER, document=0, page=0, source="body")
    assert as_supplement(make_decision(papers=(body,))).papers == ()


def test_a_vollmacht_that_it_brings_is_kept() -> None:
    decision = make_decision(power_of_attorney=Vollmacht.ENCLOSED)
    assert as_supplement(decision).power_of_attorney is Vollmacht.ENCLOSED


def test_a_deportation_stays_flagged() -> None:
    assert as_supplement(make_decision(detained=True)).flag_kinds == {FlagKind.REMOVAL_IMMINENT}


@pytest.mark.parametrize(
    ("letter", "hands_in"),
    [
        ("Härtefallsache Osei\n\nBegründung:\n\nFrau Osei leidet an Diabetes und arbeitet als Köchin.", True),
        ("Begründung meines Antrags\n\nIch arbeite seit 2018 als Pfleger in einem Hospiz.", True),
        ("Begründung:\n\nSiehe Akte.", False),
        ("Frau Osei arbeitet als Köchin. Eine Begründung folgt.", False),
    ],
)
def test_an_enclosed_letter_that_is_headed_so_brings_the_reasons(letter: str, hands_in: bool) -> None:
    reading = make_reading(make_mail("siehe PDF", ("B.pdf", letter)), make_paper(PaperType.OTHER))
    assert (reasons_handed_in(reading) is not None) is hands_in


def test_a_proof_that_gives_reasons_for_itself_is_no_letter_of_reasons() -> None:
    text = "Begründung:\n\nSie arbeitet als Köchin."
    reading = make_reading(make_mail("Anbei", ("B.pdf", text)), make_paper(PaperType.AUTHORITY_DECISION))
    assert reasons_handed_in(reading) is None
