from __future__ import annotations

import pytest
from builders import make_contact, make_decision, make_lawyer, make_mail, make_paper, make_person, make_reading

from classifiers.records import Decision, FiledBy, Finding, Kind, PaperType, Representative, Role
from classifiers.representation import (
    AGENT,
    MANDATE,
    Filer,
    ends_for,
    is_named,
    is_same_representative,
    mandate_findings,
    proven_filer,
    takes_over,
)

ADA = make_person("Ada Osei", "1991-05-04")
PARISH = Filer(
    Representative("Ev. Kirchengemeinde Lindenthal e. V.", Role.ORGANISATION),
    make_contact("Kirchengemeinde", "buero@lindenthal-kirche.example"),
    ("Marlies Wolters",),
)
NEIGHBOUR = Filer(Representative("Uwe Hansmann", Role.PRIVATE), None)


def handed_in(words: str, *more: Finding, **fields: object) -> Decision:
    findings = (Finding(MANDATE, words), *more)
    return make_decision(Kind.SUPPLEMENT, "b.eml", 2, filed_by=FiledBy.APPLICANT, findings=findings, **fields)


@pytest.mark.parametrize(
    ("words", "filer"),
    [
        ("ich ada osei bevollmachtige die ev kirchengemeinde lindenthal", PARISH),
        ("ich ada osei gebe frau wolters vollmacht", PARISH),
        ("herr hansmann darf mich vertreten ada osei", NEIGHBOUR),
        ("ich ada osei bevollmachtige meine schwester", None),
        ("ich ada osei bevollmachtige frau tamara reuter", None),
    ],
)
def test_a_vollmacht_handed_in_by_itself_proves_whom_it_names(words: str, filer: Filer | None) -> None:
    assert proven_filer(handed_in(words), [PARISH, NEIGHBOUR], [ADA]) == filer


def test_who_never_filed_is_proven_as_the_agent_it_names() -> None:
    later = handed_in("ich bevollmachtige frau tamara reuter", Finding(AGENT, "Tamara Reuter"))
    proven = proven_filer(later, [NEIGHBOUR], [ADA])
    assert proven == Filer(Representative("Tamara Reuter", Role.PRIVATE), None)


def test_an_applicant_with_the_vollmacht_of_the_other_one_represents_nobody() -> None:
    husband = make_person("Kofi Osei", "1988-02-01")
    later = make_decision(
        Kind.SUPPLEMENT,
        "b.eml",
        2,
        filed_by=FiledBy.REPRESENTATIVE,
        representative=Representative("Kofi Osei", Role.PRIVATE),
        findings=(Finding(MANDATE, "ich bevollmachtige meinen mann kofi osei"), Finding(AGENT, "Kofi Osei")),
    )
    assert proven_filer(later, [], [ADA, husband]) is None


def test_the_family_name_of_the_applicants_does_not_name_a_relative() -> None:
    assert not is_named("Yaw Osei", "ich ada osei bevollmachtige herrn brandt", [ADA])
    assert is_named("Yaw Osei", "ich ada osei bevollmachtige meinen bruder yaw osei", [ADA])


@pytest.mark.parametrize(
    ("ender", "acting", "ends"),
    [
        ("Ina Kessler", make_lawyer(), True),
        ("I. KESSLER", make_lawyer(), True),
        ("Tom Brandt", make_lawyer(), False),  # the former one
        ("Lea Sommer", make_lawyer(), True),  # a new one tells that the Vollmacht is revoked
        ("Tom Brandt", None, True),
    ],
)
def test_a_former_lawyer_ends_nothing(ender: str, acting: Representative | None, ends: bool) -> None:
    told = make_decision(
        Kind.SUPPLEMENT,
        filed_by=FiledBy.REPRESENTATIVE,
        representative=make_lawyer(ender),
        ends_representation=True,
    )
    filers = [Filer(make_lawyer("Tom Brandt"), None), Filer(make_lawyer(), None)]
    assert ends_for(told, acting, filers) is ends


def test_an_applicant_ends_whoever_acts() -> None:
    told = make_decision(Kind.SUPPLEMENT, filed_by=FiledBy.APPLICANT, ends_representation=True)
    assert ends_for(told, make_lawyer(), [])
    assert not ends_for(make_decision(Kind.SUPPLEMENT), make_lawyer(), [])


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("Ich mache alles selber jetzt.", True),
        ("Ich brauche keinen Anwalt mehr.", True),
        ("Ich schicke das Zeugnis.", False),
        ("Mein Sohn macht sein Bett selbst.", False),
    ],
)
def test_an_applicant_takes_over(text: str, takes: bool) -> None:
    own = make_decision(Kind.SUPPLEMENT, filed_by=FiledBy.APPLICANT, main_text=text)
    assert takes_over(own, [ADA]) is takes
    of_lawyer = make_decision(
        Kind.SUPPLEMENT, filed_by=FiledBy.REPRESENTATIVE, representative=make_lawyer(), main_text=text
    )
    assert not takes_over(of_lawyer, [ADA])


def test_names_of_one_representative() -> None:
    assert is_same_representative("Dr. Ina Kessler", "I. Kessler")
    assert not is_same_representative("Ina Kessler", "Tom Brandt")


def test_the_words_of_a_vollmacht_are_kept_with_whom_it_names() -> None:
    text = "Vollmacht\nIch, Ada Osei, bevollmächtige Frau Tamara Reuter, mich zu vertreten.\nHerten, 1.3.2026"
    reading = make_reading(make_mail("Anbei", ("V.pdf", text)), make_paper(PaperType.POWER_OF_ATTORNEY))
    found = {finding.field: finding.value for finding in mandate_findings(reading, [ADA])}
    assert found[AGENT] == "Tamara Reuter"
    assert "ada osei bevollmachtige frau tamara reuter" in found[MANDATE]


def test_without_a_vollmacht_nothing_is_kept() -> None:
    reading = make_reading(make_mail("Anbei", ("Z.pdf", "Zeugnis")), make_paper(PaperType.SCHOOL))
    assert mandate_findings(reading, [ADA]) == ()
