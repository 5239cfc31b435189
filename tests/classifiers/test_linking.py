from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import filed, make_contact, make_decision, make_lawyer, make_person

from classifiers.linking import link
from classifiers.records import FiledBy, Finding, FlagKind, Kind, Ruling, Vollmacht

ADA = make_person("Ada Osei", "1991-05-04")
LETTER = (
    "Ich bitte die Kommission um Befassung. Ada Osei arbeitet seit sieben Jahren in der Altenpflege in Herten und "
    "wohnt dort mit ihren beiden Kindern, die das Gymnasium besuchen und im Schwimmverein sind."
)
FIRST = filed(
    make_decision(
        item="a.eml",
        persons=(ADA,),
        main_text=LETTER,
        filed_by=FiledBy.APPLICANT,
        power_of_attorney=Vollmacht.NOT_REQUIRED,
        message_ids=("a@osei.example",),
        sender=make_contact("Ada Osei", "ada@osei.example"),
        file_numbers=("33-OS-12/26",),
    )
)


def kinds(decision: object) -> frozenset[FlagKind]:
    return decision.flag_kinds  # type: ignore[attr-defined]


def test_an_application_of_new_persons_opens_a_case() -> None:
    place = link(
        make_decision(item="b.eml", day=2, persons=(make_person("Lu Chen", "1980-01-01"),), main_text="Anders."),
        [FIRST],
    )
    assert place.opens_case
    assert place.case is None


def test_the_same_letter_by_another_channel_is_a_duplicate() -> None:
    by_fax = LETTER.replace("Altenpflege", "Altenpfleqe").replace("wohnt", "wohnl")
    place = link(make_decision(item="b.tif", day=2, persons=(ADA,), main_text=by_fax), [FIRST])
    assert (place.case, place.opens_case, place.duplicate_of) == ("HFK-2026-0001", False, "a.eml")


def test_the_same_person_with_another_letter_is_one_case_but_no_duplicate() -> None:
    other = (
        "Namens der Mandantin rege ich ein Ersuchen an. Sie leidet an einer schweren Herzerkrankung und wird operiert."
    )
    place = link(make_decision(item="b.eml", day=2, persons=(ADA,), main_text=other), [FIRST])
    assert (place.case, place.duplicate_of) == ("HFK-2026-0001", None)


def test_two_families_of_one_name_stay_two() -> None:
    other = make_person("Ada Osei", "1979-11-30")
    place = link(make_decision(item="b.eml", day=2, persons=(other,), main_text="Etwas ganz anderes."), [FIRST])
    assert place.opens_case


def test_an_answer_in_the_thread_belongs_to_the_case() -> None:
    place = link(make_decision(Kind.ENQUIRY, item="b.eml", day=2, message_ids=("b@x", "a@osei.example")), [FIRST])
    assert place.case == "HFK-2026-0001"


def test_our_aktenzeichen_decides() -> None:
    place = link(make_decision(Kind.SUPPLEMENT, item="b.pdf", day=2, file_numbers=("HFK-2026-0001",)), [FIRST])
    assert place.case == "HFK-2026-0001"


def test_the_number_of_the_authority_leads_to_the_case() -> None:
    place = link(make_decision(Kind.AUTHORITY_REPLY, item="b.pdf", day=2, file_numbers=("33-OS-12/26",)), [FIRST])
    assert place.case == "HFK-2026-0001"


def test_name_and_birth_date_lead_to_the_case_in_spite_of_spelling() -> None:
    person = make_person("OSEI Adda", "1991-05-04")
    place = link(make_decision(Kind.SUPPLEMENT, item="b.pdf", day=2, persons=(person,)), [FIRST])
    assert place.case == "HFK-2026-0001"


def test_a_supplement_that_fits_no_case_is_unclear() -> None:
    place = link(make_decision(Kind.SUPPLEMENT, item="b.pdf", day=2, persons=(make_person("Lu Chen"),)), [FIRST])
    assert place.case is None
    assert FlagKind.CASE_UNCLEAR in kinds(place.decision)


def test_a_surname_that_two_cases_bear_is_unclear_with_both_named() -> None:
    second = filed(make_decision(item="c.eml", persons=(make_person("Kofi Osei", "1970-02-02"),)), "HFK-2026-0002")
    place = link(
        make_decision(Kind.SUPPLEMENT, item="d.pdf", day=3, main_text="Von Familie Osei noch ein Zeugnis."),
        [FIRST, second],
    )
    assert place.case is None
    flag = next(f for f in place.decision.flags if f.kind is FlagKind.CASE_UNCLEAR)
    assert "HFK-2026-0001" in flag.searched
    assert "HFK-2026-0002" in flag.searched


def test_an_enquiry_of_a_stranger_is_filed_nowhere_and_not_flagged() -> None:
    place = link(make_decision(Kind.ENQUIRY, item="b.eml", day=2, main_text="Gibt es ein Formular?"), [FIRST])
    assert (place.case, kinds(place.decision)) == (None, frozenset())


def test_other_mail_joins_no_case() -> None:
    place = link(make_decision(Kind.OTHER, item="b.eml", day=2, main_text="Ada Osei liest den Rundbrief."), [FIRST])
    assert place.case is None


def test_an_applicant_withdraws_with_effect() -> None:
    decision = make_decision(Kind.WITHDRAWAL, item="w.eml", day=3, persons=(ADA,), signers=("Ada Osei",))
    assert FlagKind.WITHDRAWAL_UNPROVEN not in kinds(link(decision, [FIRST]).decision)


def test_a_husband_cannot_withdraw_for_his_wife() -> None:
    decision = make_decision(
        Kind.WITHDRAWAL,
        item="w.eml",
        day=3,
        persons=(ADA,),
        signers=("Kwame Osei",),
        sender=make_contact("Kwame Osei", "k@x.example"),
    )
    place = link(decision, [FIRST])
    assert place.case == "HFK-2026-0001"
    assert FlagKind.WITHDRAWAL_UNPROVEN in kinds(place.decision)


def test_a_proven_representative_withdraws_with_effect() -> None:
    proven = filed(
        make_decision(
            item="a.eml",
            persons=(ADA,),
            filed_by=FiledBy.REPRESENTATIVE,
            representative=make_lawyer(),
            power_of_attorney=Vollmacht.ENCLOSED,
        )
    )
    decision = make_decision(Kind.WITHDRAWAL, item="w.eml", day=3, persons=(ADA,), signers=("Ina Kessler",))
    assert FlagKind.WITHDRAWAL_UNPROVEN not in kinds(link(decision, [proven]).decision)


def test_an_authority_that_names_the_family_of_one_case_only_writes_on_it() -> None:
    text = "AW: Osei - Flug abgesagt\nDie Duldung verlängere ich."
    reply = make_decision(item="b.eml", kind=Kind.AUTHORITY_REPLY, persons=(), main_text=text)
    assert link(reply, [FIRST]).case == "HFK-2026-0001"


def test_an_authority_that_names_a_family_of_two_cases_leaves_it_open() -> None:
    second = replace(
        filed(make_decision(item="c.eml", persons=(make_person("Kofi Osei", "1970-01-01"),), main_text="Kofi.")),
        case="HFK-2026-0002",
    )
    reply = make_decision(item="b.eml", kind=Kind.AUTHORITY_REPLY, persons=(), main_text="AW: Osei")
    place = link(reply, [FIRST, second])
    assert place.case is None
    assert FlagKind.CASE_UNCLEAR in kinds(place.decision)


def test_a_surname_with_the_birth_date_in_the_text_is_the_person() -> None:
    text = "Abbruch OSEI 04.05.1991\nDie Betroffene ist wieder im Gewahrsam."
    reply = make_decision(item="b.eml", kind=Kind.SUPPLEMENT, persons=(), main_text=text)
    assert link(reply, [FIRST]).case == "HFK-2026-0001"


def test_an_application_for_another_family_by_the_same_helper_opens_its_own_case() -> None:
    lawyer = make_lawyer()
    first = replace(FIRST, decision=replace(FIRST.decision, representative=lawyer))
    brother = make_person("Kofi Osei", "1988-02-03")
    text = "Nun der Bruder von Ada Osei."
    new = make_decision(item="b.eml", persons=(brother,), main_text=text, representative=lawyer)
    assert link(new, [first]).opens_case


def test_a_word_of_thanks_by_a_known_sender_goes_to_the_case_and_a_newsletter_does_not() -> None:
    thanks = make_decision(
        item="b.eml", kind=Kind.OTHER, persons=(), main_text="Danke, Ihre Ada Osei", sender=FIRST.decision.sender
    )
    news = replace(thanks, findings=(Finding("kind", "other", (), 0.9, "mailing_list"),))
    assert link(thanks, [FIRST]).case == "HFK-2026-0001"
    assert link(news, [FIRST]).case is None


def test_an_old_aktenzeichen_leads_to_the_case_that_goes_on() -> None:
    letter = make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text="Anbei ein Zeugnis.", file_numbers=("HFK-2025-0042",))
    assert link(letter, [FIRST]).case is None
    place = link(letter, [FIRST], forwarded={"HFK-2025-0042": "HFK-2026-0001"})
    assert (place.case, place.decision.flag_kinds) == ("HFK-2026-0001", frozenset())


def test_whom_a_person_named_as_representative_may_withdraw_and_whose_time_is_over_may_not() -> None:
    fink = make_lawyer("Boris Fink")
    letter = make_decision(
        Kind.WITHDRAWAL, "b.eml", 2, signers=("Boris Fink",), representative=fink, file_numbers=("HFK-2026-0001",)
    )
    at = FIRST.decision.received_at + timedelta(hours=1)
    said, ended = Ruling(at, fink), Ruling(at + timedelta(hours=1), None)
    assert FlagKind.WITHDRAWAL_UNPROVEN in kinds(link(letter, [FIRST]).decision)
    assert not kinds(link(letter, [FIRST], rulings={"HFK-2026-0001": (said,)}).decision)
    now = link(letter, [FIRST], rulings={"HFK-2026-0001": (said, ended)}).decision
    assert FlagKind.WITHDRAWAL_UNPROVEN in kinds(now)


def test_an_authority_that_writes_of_a_family_of_that_name_unasked_is_unclear() -> None:
    text = "Osei - Flug abgesagt\nDie Duldung verlängere ich."
    place = link(make_decision(item="b.eml", kind=Kind.AUTHORITY_REPLY, main_text=text), [FIRST])
    assert place.case is None
    assert FlagKind.CASE_UNCLEAR in kinds(place.decision)


def test_who_is_away_and_names_no_case_is_no_question_for_staff() -> None:
    away = make_decision(
        Kind.AUTO_REPLY, "b.eml", 2, main_text="Ich bin im Urlaub.", sender=make_contact("", "ada@osei.example")
    )
    place = link(away, [FIRST])
    assert place.case is None
    assert FlagKind.CASE_UNCLEAR not in kinds(place.decision)


def test_the_number_of_an_earlier_letter_leads_to_the_case_without_a_label() -> None:
    first = filed(make_decision(item="a.eml", persons=(ADA,), file_numbers=("33-2/A-1508",)))
    known = make_decision(Kind.AUTHORITY_REPLY, "b.eml", 2, main_text="33.2/A-1508 - Verschiebung")
    other = make_decision(Kind.AUTHORITY_REPLY, "b.eml", 2, main_text="33.2/A-1509 - Verschiebung")
    assert link(known, [first]).case == "HFK-2026-0001"
    assert link(other, [first]).case is None


def test_a_form_that_other_people_fill_in_opens_a_case_of_its_own() -> None:
    """A counselling centre hands out one letter: the same words for many, and each of them has a right to a case."""
    other = make_person("Nima Rahimi", "1991-07-23")
    place = link(make_decision(item="b.eml", day=2, persons=(other,), main_text=LETTER), [FIRST])
    assert (place.opens_case, place.duplicate_of) == (True, None)
    bent = make_person("Ada 0sei", "1991-05-04")  # by OCR
    place = link(make_decision(item="c.tif", day=2, persons=(bent,), main_text=LETTER), [FIRST])
    assert (place.case, place.duplicate_of) == ("HFK-2026-0001", FIRST.decision.item)


@pytest.mark.parametrize(
    ("text", "is_proven"),
    [
        ("Ada Osei, Herten\n\nIch nehme den Antrag zurück.\n", True),
        # In ink alone, by nobody knows whom: it is about her, not by her.
        (
            "An die Kommission\n\nIch will, dass der Antrag zurückgeht.\n\nIch nehme den Antrag von Ada Osei zurück.\n",
            False,
        ),
        ("Ada Osei, Herten\n\nDer Antrag ist erledigt.\n", False),
    ],
)
def test_ink_alone_takes_back_only_where_the_head_names_the_applicant(text: str, is_proven: bool) -> None:
    letter = make_decision(Kind.WITHDRAWAL, "b.pdf", 2, persons=(ADA,), main_text=text, file_numbers=("HFK-2026-0001",))
    assert (FlagKind.WITHDRAWAL_UNPROVEN not in kinds(link(letter, [FIRST]).decision)) is is_proven


def test_the_birth_certificate_of_a_child_the_letter_told_of_opens_no_case_and_the_brother_does() -> None:
    """Both are named in the first letter; the child is the family's, the brother asks for himself."""
    helper = make_contact("Ina Kessler", "ina@nachbarin.example")
    text = "Für Ada Osei, Mutter von Esi Brandt und Schwester von Kofi Osei."
    first = filed(make_decision(item="a.eml", persons=(ADA,), main_text=text, sender=helper, signers=("Ina Kessler",)))
    said = {"sender": helper, "signers": ("Ina Kessler",), "main_text": "Osei: noch etwas"}
    child = make_person("Esi Brandt", "2026-01-19", is_minor=True)
    place = link(make_decision(item="b.eml", day=2, persons=(child,), **said), [first])
    assert (place.case, place.opens_case) == ("HFK-2026-0001", False)
    brother = make_person("Kofi Osei", "1988-02-03")
    assert link(make_decision(item="c.eml", day=2, persons=(brother,), **said), [first]).opens_case


OFFICE = make_contact("Stadt Herten", "abh@herten.example")
FROM_OFFICE = filed(
    make_decision(Kind.AUTHORITY_REPLY, "r.eml", 2, sender=OFFICE, main_text="Osei - Anhörung", persons=(ADA,))
)


def test_a_circular_of_an_office_that_wrote_on_one_case_is_neither_filed_there_nor_a_question() -> None:
    text = "An alle Kommunen\nSehr geehrte Damen und Herren,\ndie Familie Osei sagt Danke, und das Amt zieht um."
    place = link(make_decision(Kind.AUTHORITY_REPLY, "b.eml", 3, sender=OFFICE, main_text=text), [FIRST, FROM_OFFICE])
    assert (place.case, kinds(place.decision)) == (None, frozenset())
    ours = make_decision(
        Kind.AUTHORITY_REPLY, "b.eml", 3, sender=OFFICE, main_text=text, file_numbers=("HFK-2026-0001",)
    )
    assert link(ours, [FIRST, FROM_OFFICE]).case == "HFK-2026-0001"


def test_the_mailbox_of_an_office_that_wrote_on_one_case_alone_does_not_make_it_that_case() -> None:
    text = "Moin,\nder Betroffene ist umgezogen."
    place = link(make_decision(Kind.AUTHORITY_REPLY, "b.eml", 3, sender=OFFICE, main_text=text), [FIRST, FROM_OFFICE])
    assert (place.case, kinds(place.decision)) == (None, frozenset({FlagKind.CASE_UNCLEAR}))


def test_a_question_about_no_case_is_unclear_only_where_a_case_shows() -> None:
    text = "Moin,\nich habe keinen konkreten Fall vor mir und frage nach Ihrem Vordruck."
    letter = make_decision(Kind.AUTHORITY_REPLY, "b.eml", 3, main_text=text)
    assert kinds(link(letter, [FIRST]).decision) == frozenset()
    named = replace(letter, main_text=f"{text} Frau Osei war gestern hier.")
    assert kinds(link(named, [FIRST]).decision) == {FlagKind.CASE_UNCLEAR}


def test_a_court_that_names_family_and_authority_of_one_case_writes_on_it() -> None:
    first = filed(
        make_decision(item="a.eml", persons=(ADA,), main_text="Die Duldung hat mir der Landkreis Emsland gegeben.")
    )
    text = "Verwaltungsgericht Osnabrück\nIn der Verwaltungsrechtssache\nOsei ./. Landkreis {}\nläuft ein Antrag dort?"
    letters = [
        make_decision(Kind.AUTHORITY_REPLY, "b.tif", 2, main_text=text.format(name)) for name in ("Emsland", "Leer")
    ]
    assert [link(letter, [first]).case for letter in letters] == ["HFK-2026-0001", None]


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        (Kind.SUPPLEMENT, {FlagKind.CASE_UNCLEAR}),
        (Kind.WITHDRAWAL, {FlagKind.CASE_UNCLEAR}),
        (Kind.ENQUIRY, set()),
    ],
)
def test_what_a_lawyer_with_one_case_hands_in_for_a_second_client_goes_not_to_the_first(
    kind: Kind, flags: set[FlagKind]
) -> None:
    lawyer = {
        "sender": make_contact("Ina Kessler", "post@kessler-recht.example"),
        "signers": ("Ina Kessler",),
        "representative": make_lawyer(),
    }
    first = filed(make_decision(item="a.eml", persons=(ADA,), main_text="Antrag für Ada Osei", **lawyer))
    text = "In der Sache Kofi Mensah schreibe ich wieder."
    place = link(
        make_decision(kind, "b.eml", 9, persons=(make_person("Kofi Mensah"),), main_text=text, **lawyer), [first]
    )
    assert (place.case, kinds(place.decision)) == (None, flags)
    child = make_person("Esi Brandt", "2015-01-01")
    text = "Zeugnis von Esi Brandt, Tochter von Frau Osei"
    school = make_decision(Kind.SUPPLEMENT, "c.eml", 9, persons=(child,), main_text=text, **lawyer)
    assert link(school, [first]).case == "HFK-2026-0001"


def test_the_name_of_somebody_who_gave_none_is_filed_by_the_day_of_his_letter() -> None:
    unknown = make_person(None, nationality="GHA", name_is_incomplete=True)  # type: ignore[arg-type]
    first = filed(make_decision(item="a.eml", persons=(unknown,), main_text="Meinen Namen sage ich nicht."))
    ada = make_person("Ada Osei", "1991-05-04", nationality="GHA")
    letters = [
        make_decision(
            Kind.SUPPLEMENT, "b.pdf", 9, persons=(ada,), main_text=f"Zu meiner Mail vom {day}. März: ich heiße so."
        )
        for day in (1, 4)
    ]
    assert [link(letter, [first]).case for letter in letters] == ["HFK-2026-0001", None]


@pytest.mark.parametrize("name", ["Kofi Mensah", "K. M.", "Mensah"])
def test_the_application_of_a_second_client_opens_a_case_however_he_is_named(name: str) -> None:
    lawyer = {
        "sender": make_contact("Ina Kessler", "post@kessler-recht.example"),
        "signers": ("Ina Kessler",),
        "representative": make_lawyer(),
    }
    first = filed(make_decision(item="a.eml", persons=(ADA,), main_text="Antrag für Ada Osei", **lawyer))
    second = make_person(name, name_is_incomplete=name != "Kofi Mensah")
    place = link(make_decision(item="b.eml", day=9, persons=(second,), main_text=f"Antrag: {name}", **lawyer), [first])
    assert (place.case, place.opens_case) == (None, True)


def test_the_day_of_an_application_is_not_enough_for_the_office_that_is_competent_for_many() -> None:
    first = filed(make_decision(item="a.eml", persons=(ADA,), authority="05562024", main_text="Antrag für Ada Osei"))
    text = "Stadt Marl\nzum Antrag vom 1. März{}: der Betroffene ist umgezogen."
    letters = [
        make_decision(Kind.AUTHORITY_REPLY, "b.pdf", 9, main_text=text.format(name), sender=make_contact("Stadt Marl"))
        for name in ("", " (Osei)")
    ]
    assert [link(letter, [first]).case for letter in letters] == [None, "HFK-2026-0001"]


def test_the_papers_in_latin_letters_belong_to_the_letter_in_arabic_ones() -> None:
    first = filed(make_decision(item="a.eml", persons=(make_person("فرهاد مرادی", "1990-11-27"),), main_text="سلام"))
    for born, case in (("1990-11-27", "HFK-2026-0001"), ("1988-02-03", None)):
        person = make_person("Farhad Moradi", born)
        place = link(make_decision(item="b.eml", day=2, persons=(person,), main_text="Duldung anbei"), [first])
        assert place.case == case
