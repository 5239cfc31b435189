from __future__ import annotations

import pytest
from builders import filed, make_contact, make_decision, make_lawyer, make_paper, make_person

from classifiers.casework import case_state, fits_initials
from classifiers.records import (
    CIRCUMSTANCE,
    CaseState,
    Decision,
    FiledBy,
    Finding,
    Flag,
    FlagKind,
    Kind,
    PaperType,
    Reasons,
    Vollmacht,
)
from classifiers.representation import MANDATE

ADA = make_person("Ada Osei", "1991-05-04")


def state_of(*decisions: Decision) -> CaseState:
    return case_state("HFK-2026-0001", [filed(d) for d in decisions])


def application(*flags: FlagKind, **fields: object) -> Decision:
    given: dict[str, object] = {
        "persons": (ADA,),
        "filed_by": FiledBy.REPRESENTATIVE,
        "representative": make_lawyer(),
        "power_of_attorney": Vollmacht.MISSING,
        "reasons": Reasons.STATED,
        "authority": "05911000",
    }
    return make_decision(flags=tuple(Flag(f) for f in flags), **(given | fields))


def supplement(**fields: object) -> Decision:
    return make_decision(Kind.SUPPLEMENT, "later.eml", 5, **fields)


def test_a_later_vollmacht_proves_the_representative() -> None:
    later = supplement(
        filed_by=FiledBy.REPRESENTATIVE, representative=make_lawyer(), power_of_attorney=Vollmacht.ENCLOSED
    )
    state = state_of(application(FlagKind.POA_MISSING), later)
    assert state.open_flags == frozenset()
    assert state.representative == make_lawyer()
    assert not state.poa_is_needed


def test_an_asserted_vollmacht_proves_nobody() -> None:
    state = state_of(application(FlagKind.POA_ASSERTED, power_of_attorney=Vollmacht.ASSERTED))
    assert state.representative is None
    assert state.poa_is_needed


def test_where_the_office_takes_a_lawyers_word_an_asserted_one_proves() -> None:
    asserted = filed(application(power_of_attorney=Vollmacht.ASSERTED))
    state = case_state("X", [asserted], accepts_asserted=True)
    assert state.representative == make_lawyer()


def test_later_reasons_close_their_flag() -> None:
    state = state_of(application(FlagKind.REASONS_MISSING, reasons=Reasons.MISSING), supplement(reasons=Reasons.STATED))
    assert FlagKind.REASONS_MISSING not in state.open_flags


def test_the_full_name_takes_the_place_of_the_initials() -> None:
    short = make_person("A. O.", name_is_incomplete=True)
    state = state_of(application(FlagKind.NAME_INCOMPLETE, persons=(short,)), supplement(persons=(ADA,)))
    assert [p.name for p in state.persons] == ["Ada Osei"]
    assert state.open_flags == frozenset()


def test_the_missing_paper_closes_its_flag_and_another_paper_does_not() -> None:
    first = application(FlagKind.ENCLOSURE_MISSING, missing_enclosures=(PaperType.MEDICAL,))
    wrong = supplement(papers=(make_paper(PaperType.SCHOOL),))
    right = supplement(papers=(make_paper(PaperType.MEDICAL),))
    assert FlagKind.ENCLOSURE_MISSING in state_of(first, wrong).open_flags
    assert FlagKind.ENCLOSURE_MISSING not in state_of(first, right).open_flags


def test_a_readable_copy_closes_unreadable_and_another_paper_does_not() -> None:
    first = application(FlagKind.UNREADABLE, unreadable_papers=("Arztbericht.pdf",))
    wrong = supplement(papers=(make_paper(PaperType.SCHOOL, source="Zeugnis.pdf"),))
    right = supplement(papers=(make_paper(PaperType.MEDICAL, source="Bericht offen.pdf"),))
    assert state_of(first, wrong).unreadable_papers == ("Arztbericht.pdf",)
    assert FlagKind.UNREADABLE not in state_of(first, right).open_flags


def test_a_proven_withdrawal_closes_all_but_removal_and_language() -> None:
    first = application(FlagKind.POA_MISSING, FlagKind.REMOVAL_IMMINENT, FlagKind.FOREIGN_LANGUAGE)
    state = state_of(first, make_decision(Kind.WITHDRAWAL, "w.eml", 6))
    assert state.open_flags == {FlagKind.REMOVAL_IMMINENT, FlagKind.FOREIGN_LANGUAGE}
    assert state.is_withdrawn


def test_an_unproven_withdrawal_changes_nothing() -> None:
    flag = (Flag(FlagKind.WITHDRAWAL_UNPROVEN),)
    state = state_of(application(), make_decision(Kind.WITHDRAWAL, "w.eml", 6, flags=flag))
    assert state.open_flags == {FlagKind.WITHDRAWAL_UNPROVEN}
    assert not state.is_withdrawn


def test_a_new_lawyer_with_a_vollmacht_takes_over() -> None:
    first = application(power_of_attorney=Vollmacht.ENCLOSED)
    later = supplement(
        filed_by=FiledBy.REPRESENTATIVE,
        representative=make_lawyer("Tom Brandt"),
        power_of_attorney=Vollmacht.ENCLOSED,
    )
    assert state_of(first, later).representative == make_lawyer("Tom Brandt")


def test_a_lawyer_who_lays_down_the_mandate_represents_no_more() -> None:
    first = application(power_of_attorney=Vollmacht.ENCLOSED)
    state = state_of(first, supplement(ends_representation=True))
    assert state.representative is None
    assert not state.poa_is_needed


def test_a_removal_date_of_the_authority_stays_on_the_case() -> None:
    reply = make_decision(Kind.AUTHORITY_REPLY, "r.eml", 4, flags=(Flag(FlagKind.REMOVAL_IMMINENT),))
    assert FlagKind.REMOVAL_IMMINENT in state_of(application(), reply).open_flags


def test_after_a_move_the_new_authority_is_competent() -> None:
    assert state_of(application(), supplement(authority="05913000")).authority == "05913000"


def test_a_replying_authority_does_not_take_over_the_case() -> None:
    reply = make_decision(Kind.AUTHORITY_REPLY, "r.eml", 4, authority="05913000")
    assert state_of(application(), reply).authority == "05911000"


def test_items_are_put_in_order_of_receipt() -> None:
    late, early = supplement(), application()
    assert case_state("X", [filed(late), filed(early)]).items == ("mail.eml", "later.eml")


def test_persons_are_completed_not_doubled() -> None:
    known = make_person("Ada Osei")
    state = state_of(application(persons=(known,)), supplement(persons=(make_person("Ada Abena Osei", "1991-05-04"),)))
    assert [(p.name, p.birth_date and p.birth_date.isoformat()) for p in state.persons] == [
        ("Ada Abena Osei", "1991-05-04")
    ]


@pytest.mark.parametrize("kind", [Kind.ENQUIRY, Kind.AUTO_REPLY, Kind.BOUNCE])
def test_machines_and_questions_change_nothing(kind: Kind) -> None:
    before = state_of(application(FlagKind.POA_MISSING))
    after = state_of(application(FlagKind.POA_MISSING), make_decision(kind, "q.eml", 3))
    assert (before.open_flags, before.persons) == (after.open_flags, after.persons)


def test_the_newer_address_of_the_applicant_wins() -> None:
    first = application(applicant_contact=make_contact("Ada Osei", None, "Weg 1", "45699 Herten"))
    later = supplement(applicant_contact=make_contact("Ada Osei", "ada@osei.example"))
    contact = state_of(first, later).applicant_contact
    assert contact == make_contact("Ada Osei", "ada@osei.example", "Weg 1", "45699 Herten")


def test_a_vollmacht_that_the_applicant_hands_in_proves_who_filed() -> None:
    contact = make_contact("Ina Kessler", "post@kessler-recht.example")
    later = supplement(
        filed_by=FiledBy.APPLICANT,
        power_of_attorney=Vollmacht.ENCLOSED,
        findings=(Finding(MANDATE, "ich ada osei bevollmachtige frau kessler"),),
    )
    state = state_of(application(FlagKind.POA_MISSING, sender=contact), later)
    assert state.representative == make_lawyer()
    assert state.representative_contact == contact


def test_a_vollmacht_for_somebody_else_does_not_prove_who_filed() -> None:
    later = supplement(
        filed_by=FiledBy.APPLICANT,
        power_of_attorney=Vollmacht.ENCLOSED,
        findings=(Finding(MANDATE, "ich ada osei bevollmachtige die caritas"),),
    )
    assert state_of(application(FlagKind.POA_MISSING), later).representative is None


def test_the_former_lawyer_ends_nothing_after_a_new_one_has_proven_his() -> None:
    first = application(power_of_attorney=Vollmacht.ENCLOSED)
    new = supplement(
        filed_by=FiledBy.REPRESENTATIVE,
        representative=make_lawyer("Tom Brandt"),
        power_of_attorney=Vollmacht.ENCLOSED,
    )
    fields = {"filed_by": FiledBy.REPRESENTATIVE, "ends_representation": True}
    end_of_first = supplement(representative=make_lawyer(), **fields)
    end_of_new = supplement(representative=make_lawyer("Tom Brandt"), **fields)
    assert state_of(first, new, end_of_first).representative == make_lawyer("Tom Brandt")
    assert state_of(first, new, end_of_new).representative is None


def test_an_applicant_who_takes_over_needs_no_vollmacht() -> None:
    own = {"filed_by": FiledBy.APPLICANT, "persons": (ADA,)}
    takes_over = supplement(main_text="Ich mache jetzt alles selbst.", **own)
    assert FlagKind.POA_MISSING not in state_of(application(FlagKind.POA_MISSING), takes_over).open_flags
    hands_in = supplement(main_text="Hier ist mein Zeugnis.", **own)
    assert FlagKind.POA_MISSING in state_of(application(FlagKind.POA_MISSING), hands_in).open_flags


def test_a_single_circumstance_closes_the_missing_reasons_and_none_does_not() -> None:
    first = application(FlagKind.REASONS_MISSING, reasons=Reasons.MISSING)
    told = supplement(findings=(Finding(CIRCUMSTANCE, "stated"),))
    assert FlagKind.REASONS_MISSING not in state_of(first, told).open_flags
    assert FlagKind.REASONS_MISSING in state_of(first, supplement()).open_flags


def test_what_an_authority_sends_again_is_readable_and_the_letter_does_not_name_it() -> None:
    reply = make_decision(
        Kind.AUTHORITY_REPLY,
        "r.eml",
        4,
        flags=(Flag(FlagKind.UNREADABLE),),
        unreadable_papers=("Stellungnahme_zu.pdf",),
    )
    again = make_decision(
        Kind.AUTHORITY_REPLY, "s.eml", 6, papers=(make_paper(PaperType.OTHER, source="Stellungnahme.pdf"),)
    )
    state = state_of(application(), reply)
    assert FlagKind.UNREADABLE in state.open_flags
    assert state.unreadable_papers == ()
    assert FlagKind.UNREADABLE not in state_of(application(), reply, again).open_flags


@pytest.mark.parametrize(("short", "fits"), [("A. O.", True), ("A. A. O.", True), ("O. A.", False), ("A. B.", False)])
def test_initials_may_leave_out_a_middle_name(short: str, fits: bool) -> None:
    assert fits_initials(short, "Ada Abena Osei") is fits
