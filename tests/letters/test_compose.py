import io
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pypdf
import pytest
from archival_pdf import faults
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.casework import case_state
from classifiers.records import (
    CaseState,
    Contact,
    Decision,
    FiledBy,
    FiledItem,
    Flag,
    FlagKind,
    Kind,
    Person,
    Representative,
    Role,
    Vollmacht,
)
from letters.compose import render
from letters.due import letters_owed
from letters.records import INTAKE_KINDS, Letter, LetterKind, LetterState
from letters.step_letters import letter_of as letter_of_step
from letters.texts import OFFICE, TEMPLATES, Template
from parsers.errors import MissingTemplate
from parsers.records import Channel

TODAY = date(2026, 11, 5)
STATE = CaseState(
    case="HFK-2026-0007",
    items=("a.eml",),
    persons=(
        Person("Lorin Probst", date(1984, 3, 12), "SYR"),
        Person("Anđela Đorđević", date(1988, 11, 2), "SRB"),
    ),
    representative=None,
    authority="05911000",
    open_flags=frozenset(
        {FlagKind.POA_MISSING, FlagKind.REASONS_MISSING, FlagKind.UNREADABLE, FlagKind.REMOVAL_IMMINENT}
    ),
    applicant_contact=Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"), "lorin@probst.example"),
    sender=Contact("Beispielhilfe e. V.", ("Nebenweg 9", "44799 Bochum")),
    file_numbers=("33-21/4711",),
    received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    unreadable_papers=("Befund.heic", "alt.wpd"),
)
REPRESENTED = replace(
    STATE,
    open_flags=STATE.open_flags - {FlagKind.POA_MISSING},
    representative=Representative("Ute Muster", Role.LAWYER),
    representative_contact=Contact("Rechtsanwältin Ute Muster", ("Marktplatz 1", "44787 Bochum")),
)
ABH = {"05911000": Contact("Stadt Bochum", ("Ausländerbüro", "Hauptstraße 1", "44777 Bochum"))}
OF_THE_CASE = ("Lorin", "Probst", "Đorđević", "12.03.1984", "Syrien", "Serbien", "Musterweg", "4711")


def letter_of(kind: LetterKind, state: CaseState = STATE) -> Letter:
    if kind not in INTAKE_KINDS:
        return letter_of_step(kind, state, ABH)
    return next(one for one in letters_owed(state, authorities=ABH) if one.kind is kind)


def pages_of(letter: Letter, templates: Mapping[LetterKind, Template] = TEMPLATES) -> list[str]:
    """The pages' words as a reader finds them: one space between words, whatever the lines."""
    pdf = pypdf.PdfReader(io.BytesIO(render(letter, TODAY, templates=templates)))
    return [re.sub(r"[\s\u200b]+", " ", page.extract_text()) for page in pdf.pages]


def text_of(letter: Letter, templates: Mapping[LetterKind, Template] = TEMPLATES) -> str:
    return " ".join(pages_of(letter, templates))


@cache
def text_for(kind: LetterKind, state: CaseState = STATE) -> str:
    return text_of(letter_of(kind, state))


def with_body(body: str, kind: LetterKind = LetterKind.RECEIPT_CONFIRMATION) -> dict[LetterKind, Template]:
    return {kind: Template("Betreff", body)}


# ---- what each letter says ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [STATE, REPRESENTED], ids=["applicant", "representative"])
@pytest.mark.parametrize(
    "sentence",
    [
        "ist am 2. November 2026 bei uns eingegangen",
        "unter dem Aktenzeichen HFK-2026-0007",
        "Anđela Đorđević 02.11.1988 Serbien",
        "Der Antrag muss mit dem richtigen und vollständigen Namen gestellt werden",
        "Es gibt keinen Anspruch darauf, dass sich die Härtefallkommission mit einem Antrag befasst",
        "setzt eine Abschiebung nicht aus",
        "Dieses Schreiben ist keine Duldung",
        "Bitte teilen Sie uns jede Änderung",
        "Bitte schildern Sie alle Gründe ausführlich und schicken Sie uns die Nachweise",
        "eine Übersetzung ins Deutsche",
        "ob es andere Verfahren gibt",
        "berät in nicht öffentlicher Sitzung. Ein persönliches Erscheinen ist nicht vorgesehen",
        "Die Ausländerbehörde wird über den Eingang des Antrags informiert",
        "Wird der Antrag angenommen, bitten wir die Ausländerbehörde um eine schriftliche Stellungnahme",
        "richtet sie ein Ersuchen an die Ausländerbehörde",
        "Die Ausländerbehörde ist daran nicht gebunden",
        "Das Ergebnis kann dann bei der Ausländerbehörde erfragt werden",
        "Sie haben nach der DSGVO das Recht auf Auskunft",
    ],
)
def test_the_confirmation_has_the_important_notes(state: CaseState, sentence: str) -> None:
    assert sentence in text_for(LetterKind.RECEIPT_CONFIRMATION, state)


def test_the_confirmation_speaks_to_the_applicants() -> None:
    text = text_for(LetterKind.RECEIPT_CONFIRMATION)
    assert "Guten Tag Lorin Probst und Anđela Đorđević," in text
    assert "Ihr Antrag an die Härtefallkommission" in text
    assert "Änderung Ihrer Anschrift" in text
    assert "Bis sie vorliegt, schreiben wir Ihnen direkt" in text
    assert "In dem Antrag haben wir noch keine Gründe gefunden" in text


def test_the_confirmation_speaks_to_a_representative() -> None:
    state = replace(REPRESENTED, open_flags=frozenset())
    text = text_for(LetterKind.RECEIPT_CONFIRMATION, state)
    assert "Sehr geehrte Damen und Herren, der von Ihnen eingereichte Antrag" in text
    assert "der Anschrift der antragstellenden Personen" in text
    assert "Ihr Antrag" not in text
    assert "schreiben wir Ihnen direkt" not in text
    assert "noch keine Gründe gefunden" not in text


@pytest.mark.parametrize(("count", "words"), [(1, "für diese Person:"), (2, "für diese Personen:")])
@pytest.mark.parametrize("kind", [LetterKind.RECEIPT_CONFIRMATION, LetterKind.AUTHORITY_NOTIFICATION])
def test_one_person_or_more(kind: LetterKind, count: int, words: str) -> None:
    assert words in text_for(kind, replace(STATE, persons=STATE.persons[:count]))


def test_a_confirmation_without_persons_has_no_table() -> None:
    text = text_of(letter_of(LetterKind.RECEIPT_CONFIRMATION, replace(STATE, persons=())))
    assert "Geburtsdatum" not in text


def test_a_receipt_on_an_unknown_day_is_still_a_sentence() -> None:
    text = text_for(LetterKind.RECEIPT_CONFIRMATION, replace(STATE, received_at=None))
    assert "des Landes Nordrhein-Westfalen ist bei uns eingegangen" in text


def test_the_authority_learns_of_the_receipt_and_who_it_is_about() -> None:
    text = text_for(LetterKind.AUTHORITY_NOTIFICATION)
    for words in (
        "Stadt Bochum Ausländerbüro Hauptstraße 1 44777 Bochum",
        "ist am 2. November 2026 ein Antrag eingegangen",
        "Lorin Probst 12.03.1984 Syrien",
        "Anschrift nach dem Antrag: Musterweg 3, 44787 Bochum",
        "Aktenzeichen: 33-21/4711",
        "Es enthält weder die Begründung des Antrags noch Anlagen",
        "geben wir sie nicht an die antragstellenden Personen oder deren Vertretung weiter",
    ):
        assert words in text


@pytest.mark.parametrize("words", ["lorin@probst.example", "Beispielhilfe", "Befund.heic", "Vollmacht"])
def test_the_authority_learns_nothing_else(words: str) -> None:
    assert words not in text_for(LetterKind.AUTHORITY_NOTIFICATION)


def test_the_authority_letter_leaves_out_what_is_not_known() -> None:
    state = replace(STATE, applicant_contact=None, file_numbers=())
    text = text_for(LetterKind.AUTHORITY_NOTIFICATION, state)
    assert "Anschrift nach dem Antrag" not in text
    assert "genannte Aktenzeichen" not in text


def test_the_request_for_a_vollmacht_brings_a_form_that_every_adult_signs() -> None:
    letter, form = pages_of(letter_of(LetterKind.POWER_OF_ATTORNEY_REQUEST))
    assert "Beispielhilfe e. V. Nebenweg 9 44799 Bochum" in letter
    assert "Jede erwachsene Person muss selbst unterschreiben" in letter
    assert "Anlage: Formular auf der nächsten Seite" in letter
    for words in ("Hiermit bevollmächtige ich", "HFK-2026-0007", "Geburtsdatum", "Eigenhändige Unterschrift"):
        assert words in form


@pytest.mark.parametrize("words", [*OF_THE_CASE, "2. November", "Abschiebung", "dringend"])
def test_the_request_for_a_vollmacht_tells_nothing_of_the_case(words: str) -> None:
    assert words not in text_for(LetterKind.POWER_OF_ATTORNEY_REQUEST)


def test_reasons_are_asked_for_with_hints_what_they_may_be() -> None:
    text = text_for(LetterKind.REASONS_REQUEST)
    assert "für Lorin Probst und Anđela Đorđević ist am 2. November 2026" in text
    assert "Bitte schicken Sie uns eine ausführliche Begründung" in text
    assert "dringende humanitäre oder persönliche Gründe" in text
    assert "Wann und wie kamen Sie nach Deutschland?" in text


def test_reasons_are_asked_of_a_representative_about_others() -> None:
    text = text_for(LetterKind.REASONS_REQUEST, REPRESENTED)
    assert "was für die antragstellenden Personen wichtig ist" in text
    assert "12.03.1984" not in text


def test_unreadable_files_are_named_with_what_can_be_read() -> None:
    text = text_for(LetterKind.UNREADABLE_NOTICE)
    assert "nicht lesen: • Befund.heic • alt.wpd" in text
    assert "PDF ohne Passwort" in text
    assert "§ 3a Absatz 3 des Verwaltungsverfahrensgesetzes" in text


def test_unreadable_parts_without_a_name_are_still_a_sentence() -> None:
    text = text_of(letter_of(LetterKind.UNREADABLE_NOTICE, replace(STATE, unreadable_papers=())))
    assert "Leider können wir einen Teil davon nicht lesen. Bitte" in text


@pytest.mark.parametrize("words", OF_THE_CASE)
def test_the_notice_of_unreadable_files_tells_nothing_of_the_case(words: str) -> None:
    assert words not in text_for(LetterKind.UNREADABLE_NOTICE)


# ---- what no letter says -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [STATE, REPRESENTED], ids=["applicant", "representative"])
@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_has_a_day_but_those_it_must_have(kind: LetterKind, state: CaseState) -> None:
    # A removal date is in no CaseState (test_facts.py); here: nothing else that looks like a day slips in.
    state = replace(state, open_flags=state.open_flags | {FlagKind.POA_ASSERTED})
    text = text_for(kind, state)
    days = set(re.findall(r"\d{1,2}\. (?:[A-Z]\w+) \d{4}|\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}", text))
    assert days <= {"5. November 2026", "2. November 2026", "12.03.1984", "02.11.1988"}


@pytest.mark.parametrize("state", [STATE, REPRESENTED], ids=["applicant", "representative"])
def test_an_imminent_removal_changes_no_letter(state: CaseState) -> None:
    calm = replace(state, open_flags=state.open_flags - {FlagKind.REMOVAL_IMMINENT})
    assert letters_owed(state) == letters_owed(calm)


def test_a_planned_deportation_that_an_authority_reports_reaches_nobody() -> None:
    application = Decision(
        item="a.eml",
        channel=Channel.EMAIL,
        received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        kind=Kind.APPLICATION,
        persons=STATE.persons,
        filed_by=FiledBy.REPRESENTATIVE,
        power_of_attorney=Vollmacht.MISSING,
        authority="05911000",
        flags=(Flag(FlagKind.POA_MISSING), Flag(FlagKind.REASONS_MISSING), Flag(FlagKind.UNREADABLE)),
        applicant_contact=STATE.applicant_contact,
        sender=STATE.sender,
        unreadable_papers=("Befund.heic",),
    )
    report = replace(
        application,
        item="b.eml",
        received_at=datetime(2026, 11, 3, 9, tzinfo=UTC),
        kind=Kind.AUTHORITY_REPLY,
        removal_date=date(2027, 1, 14),
        main_text="Die Abschiebung ist für den 14.01.2027 (14. Januar 2027), Flug XY 123, vorgesehen.",
        flags=(Flag(FlagKind.REMOVAL_IMMINENT), Flag(FlagKind.UNREADABLE)),
        sender=ABH["05911000"],
        unreadable_papers=("Flugbuchung 2027-01-14.pdf",),
    )
    state = case_state("HFK-2026-0007", [FiledItem(application, "HFK-2026-0007"), FiledItem(report, "HFK-2026-0007")])
    later = tuple(letter_of_step(kind, state, ABH) for kind in LetterKind if kind not in INTAKE_KINDS)
    letters = letters_owed(state, authorities=ABH) + later
    assert FlagKind.REMOVAL_IMMINENT in state.open_flags
    assert {letter.kind for letter in letters} == set(LetterKind)
    for letter in letters:
        text = text_of(letter)
        assert not re.search(r"14\.\s?(?:0?1\.|Januar)|2027|Flug", text)


@pytest.mark.parametrize(
    "promise",
    ["ausgesetzt", "aufschiebend", "bis zur Entscheidung", "Schutz vor Abschiebung", "dürfen bleiben"],
)
def test_nothing_is_promised_that_the_procedure_does_not_promise(promise: str) -> None:
    assert all(promise not in text_for(kind) for kind in LetterKind)


# ---- the sheet ---------------------------------------------------------------------------------------------


TITLES = {
    LetterKind.RECEIPT_CONFIRMATION: "Eingang Ihres Antrags an die Härtefallkommission",
    LetterKind.AUTHORITY_NOTIFICATION: "Eingang eines Antrags an die Härtefallkommission",
    LetterKind.POWER_OF_ATTORNEY_REQUEST: "Bitte um eine Vollmacht",
    LetterKind.REASONS_REQUEST: "Bitte um Begründung des Antrags an die Härtefallkommission",
    LetterKind.UNREADABLE_NOTICE: "Nicht lesbare Unterlagen",
    LetterKind.PROOFS_REQUEST: "Bitte um Nachweise zum Antrag an die Härtefallkommission",
    LetterKind.TRANSLATION_REQUEST: "Bitte um eine Übersetzung ins Deutsche",
    LetterKind.DOCUMENTS_REMINDER: "Erinnerung: Es fehlen noch Unterlagen",
    LetterKind.NON_ACCEPTANCE_NOTICE: "Ende des Verfahrens bei der Härtefallkommission",
    LetterKind.NON_ACCEPTANCE_INFORMATION: "Ende eines Verfahrens bei der Härtefallkommission",
    LetterKind.STATEMENT_REQUEST: "Bitte um eine schriftliche Stellungnahme",
    LetterKind.STATEMENT_REMINDER: "Erinnerung: Bitte um eine schriftliche Stellungnahme",
    LetterKind.HARDSHIP_REQUEST: "Ersuchen der Härtefallkommission nach § 23a Aufenthaltsgesetz",
    LetterKind.END_NOTICE: "Ende des Verfahrens bei der Härtefallkommission",
    LetterKind.WITHDRAWAL_NOTICE: "Ende des Verfahrens bei der Härtefallkommission",
    LetterKind.WITHDRAWAL_INFORMATION: "Ende eines Verfahrens bei der Härtefallkommission",
}


def catalogue_of(pdf: pypdf.PdfReader) -> dict[str, Any]:
    return {key: value.get_object() for key, value in pdf.root_object.items()}


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_an_archivable_and_accessible_pdf(kind: LetterKind) -> None:
    content = render(letter_of(kind), TODAY)
    assert faults(content) == []
    metadata = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata.title == TITLES[kind]


def tags_of(node: Any) -> Iterator[str]:
    """The tags below a node of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from tags_of(part)
    elif isinstance(node, dict) and "/K" in node:
        yield str(node.get("/S", ""))
        yield from tags_of(node["/K"])


def test_headings_and_tables_are_tagged_for_readers_who_cannot_see_the_page() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(render(letter_of(LetterKind.RECEIPT_CONFIRMATION), TODAY)))
    tags = list(tags_of(catalogue_of(pdf)["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 8
    assert tags.count("/TH") == 3
    assert tags.count("/TD") == 6


def test_no_font_is_taken_from_the_machine() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(render(letter_of(LetterKind.RECEIPT_CONFIRMATION), TODAY)))
    names = set()
    for page in pdf.pages:
        fonts: Any = page["/Resources"]
        names |= {str(font.get_object()["/BaseFont"]) for font in fonts["/Font"].values()}
    assert {name.split("+")[1] for name in names} == {"FiraGO-Regular", "FiraGO-Bold"}


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = letter_of(LetterKind.RECEIPT_CONFIRMATION)
    assert render(letter, TODAY) == render(letter, TODAY)


def test_letters_can_be_set_by_several_threads() -> None:
    kinds = [*LetterKind] * 4
    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(lambda kind: render(letter_of(kind), TODAY), kinds))
    assert pdfs == [render(letter_of(kind), TODAY) for kind in kinds]


@pytest.mark.parametrize(
    ("recipient", "shown"),
    [
        (
            Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum")),
            "Düsseldorf Lorin Probst Musterweg 3 44787 Bochum",
        ),
        (Contact("Lorin Probst", (), "lorin@probst.example"), "Per E-Mail Lorin Probst lorin@probst.example"),
        (Contact("Lorin Probst"), "Düsseldorf Lorin Probst Anschrift fehlt"),
        (Contact(""), "Düsseldorf Anschrift fehlt"),
        (None, "Düsseldorf Anschrift fehlt"),
        (Contact("A", tuple(f"Zeile {n}" for n in range(9))), "A Zeile 0 Zeile 1 Zeile 2 Zeile 3 Zeile 4"),
    ],
)
def test_the_address_field_shows_what_is_known(recipient: Contact | None, shown: str) -> None:
    letter = replace(letter_of(LetterKind.UNREADABLE_NOTICE), recipient=recipient)
    assert shown in text_of(letter)


@pytest.mark.parametrize(("state", "is_draft"), [(LetterState.HELD, True), (LetterState.READY, False)])
def test_a_held_letter_is_marked_as_a_draft(state: LetterState, is_draft: bool) -> None:
    letter = replace(letter_of(LetterKind.RECEIPT_CONFIRMATION), state=state, held_because="Die Vollmacht fehlt.")
    text = text_of(letter)
    assert ("Entwurf – noch nicht freigegeben" in text) is is_draft
    assert "Die Vollmacht fehlt." not in text  # that is for staff


def test_the_information_block_has_what_the_office_entered() -> None:
    office = {
        **OFFICE,
        "kontakt": {**OFFICE["kontakt"], "telefon": "0211 000-0", "email": "hfk@office.example"},
    }
    pdf = pypdf.PdfReader(io.BytesIO(render(letter_of(LetterKind.REASONS_REQUEST), TODAY, office=office)))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "Aktenzeichen HFK-2026-0007 Datum 5. November 2026" in text
    assert "E-Mail hfk@office.example Telefon 0211 000-0" in text
    assert "Fax" not in text


def test_a_large_family_is_told_in_a_table_over_the_page() -> None:
    persons = tuple(Person(f"Vorname{n} Nachname", date(2000 + n, 1, 1), "AFG") for n in range(25))
    pages = pages_of(letter_of(LetterKind.AUTHORITY_NOTIFICATION, replace(STATE, persons=persons)))
    text = " ".join(pages)
    assert all(f"Vorname{n} Nachname" in text for n in range(25))
    assert f"Seite 1 von {len(pages)}" in text


def test_the_closing_never_stands_alone_on_a_page() -> None:
    for count in range(1, 30):
        persons = tuple(Person(f"Vorname{n} Nachname", None, "AFG") for n in range(count))
        last = pages_of(letter_of(LetterKind.AUTHORITY_NOTIFICATION, replace(STATE, persons=persons)))[-1]
        assert "geben wir sie nicht an die antragstellende" in last
        assert "Mit freundlichen Grüßen" in last


# ---- text of others ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "#panic()",
        '#panic("x") $',
        "*x* _y_ `z`",
        "$a^2$",
        "= Titel",
        "- Punkt",
        '#eval("1+1")',
        "[Klammer] ]",
        "\\u{41} \\",
        "</text> & ; @ref <label>",
        '"; }, "to": "representative',
        "// weg",
        "Şervan Xêro",
        "Nguyễn Thị Minh Khai",
        "Олександр Іваненко",
        "გიორგი მაისურაძე",
        "Հայկ Հակոբյան",
        "Ελένη Παπαδοπούλου",
    ],
)
def test_names_are_shown_and_never_read_as_markup(name: str) -> None:
    state = replace(
        STATE,
        persons=(Person(name, date(1984, 3, 12), "SYR"),),
        applicant_contact=Contact(name, (name, "44787 Bochum")),
        unreadable_papers=(name,),
        file_numbers=(name,),
        sender=Contact(name, (name,)),
    )
    for letter in letters_owed(state, authorities={"05911000": Contact(name, (name,))}):
        assert name in text_of(letter)


@pytest.mark.parametrize(
    ("name", "code_points"),
    [("شيروان خيرو", "شيروان"), ("אברהם כהן", "אברהם"), ("सीता देवी", "स")],
)
def test_names_in_other_scripts_keep_their_letters(name: str, code_points: str) -> None:
    text = text_of(letter_of(LetterKind.REASONS_REQUEST, replace(STATE, persons=(Person(name),))))
    assert set(code_points) <= set(text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("ሰላም ገብረ", "Selam Gebre"), ("王小明", "WangXiaoMing"), ("Kim 😀 Muster", "Kim :grinning: Muster")],
)
def test_a_script_without_a_font_is_written_in_plain_letters(name: str, shown: str) -> None:
    state = replace(STATE, persons=(Person(name), Person("Öykü Çelik")))
    assert f"für {shown} und Öykü Çelik ist" in text_for(LetterKind.REASONS_REQUEST, state)


def test_a_character_that_nothing_can_write_is_a_question_mark() -> None:
    state = replace(STATE, persons=(Person("Kim \U000e0101x\u0378 \U0001fae8"),))
    assert "für Kim" in text_for(LetterKind.REASONS_REQUEST, state)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_whatever_can_be_in_a_letter(text: str) -> None:
    state = replace(STATE, persons=(Person(text),), unreadable_papers=(text,), applicant_contact=Contact(text, (text,)))
    for letter in letters_owed(state):
        assert render(letter, TODAY).startswith(b"%PDF-")


def test_a_letter_that_came_back_from_storage_with_tuples_is_the_same() -> None:
    letter = letter_of(LetterKind.AUTHORITY_NOTIFICATION)
    persons = letter.facts["personen"]
    assert isinstance(persons, list)
    assert render(replace(letter, facts={**letter.facts, "personen": tuple(persons)}), TODAY) == render(letter, TODAY)


# ---- the office's own texts --------------------------------------------------------------------------------


def test_the_office_can_write_its_own_text() -> None:
    letter = letter_of(LetterKind.RECEIPT_CONFIRMATION)
    text = text_of(letter, with_body("Ihr Zeichen: *#aktenzeichen*, heute ist der #datum. // Notiz"))
    assert "Ihr Zeichen: HFK-2026-0007, heute ist der 5. November 2026. Mit freundlichen" in text


@pytest.mark.parametrize("body", ["", "Ein Absatz.", "Ein Absatz.\n\n", "#anrede\n\n- eins\n- zwei\n\n"])
def test_short_texts_close_like_long_ones(body: str) -> None:
    assert "Mit freundlichen Grüßen" in text_of(letter_of(LetterKind.RECEIPT_CONFIRMATION), with_body(body))


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        (LetterKind.RECEIPT_CONFIRMATION, "Guten Tag #vorname", "vorname"),
        (LetterKind.RECEIPT_CONFIRMATION, "#if dringend [Eilt]", "dringend"),
        (LetterKind.POWER_OF_ATTORNEY_REQUEST, "Für #personentabelle", "personentabelle"),
        (LetterKind.UNREADABLE_NOTICE, "#eine_mehrere[a][b]", "eine_mehrere"),
        (LetterKind.AUTHORITY_NOTIFICATION, "#begruendung", "begruendung"),
    ],
)
def test_an_unknown_field_is_named(kind: LetterKind, body: str, field: str) -> None:
    with pytest.raises(MissingTemplate, match=f"letter {kind}: unknown field '{field}'"):
        render(letter_of(kind), TODAY, templates=with_body(body, kind))


@pytest.mark.parametrize("body", ["#if vollmacht_offen [offen", "#anrede.gibtsnicht", '#read("/etc/passwd")', "*fett"])
def test_a_broken_text_is_a_missing_template_and_quotes_nobody(body: str) -> None:
    with pytest.raises(MissingTemplate) as raised:
        render(letter_of(LetterKind.RECEIPT_CONFIRMATION), TODAY, templates=with_body(body))
    assert str(raised.value) == "letter receipt_confirmation: its text cannot be set"


def test_a_letter_without_a_text_is_a_missing_template() -> None:
    with pytest.raises(MissingTemplate, match="letter reasons_request has no template"):
        render(letter_of(LetterKind.REASONS_REQUEST), TODAY, templates={})
