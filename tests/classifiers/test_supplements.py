from __future__ import annotations

from builders import make_decision, make_paper

from classifiers.records import Flag, FlagKind, Kind, PaperType, Reasons, Vollmacht
from classifiers.supplements import as_supplement


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
