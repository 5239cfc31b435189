"""One case of each kind is driven through every path of the table; each letter's text and recipient are compared."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from sqlalchemy.orm import Session

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.case_life import CLOSED, MISSING_REQUESTS, OPEN, STEPS, Desk, Stage, StepName
from letters.commission import PROFILE
from letters.compose import render
from letters.records import Letter, LetterKind
from letters.samples import sample_letters
from letters.sitting import Outcome
from letters.step_letters import letter_of
from storage.address_book import import_addresses, read_addresses
from storage.case_steps import standing, steps_taken
from storage.cases import bring_up_to_date, next_case_number, open_case
from storage.outbox import letters_owed
from storage.procedure import take_step
from storage.sittings import record_sitting
from storage.tables import SittingResultRow, SittingRow

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
KIM = "Kim Beispiel"
BOOK = (
    "code;name;zeile1;zeile2;zeile3;email;quelle;stand\n"
    "05911000;Stadt Bochum;Ausländerbüro;Musterplatz 1;44777 Bochum;;Schreiben;2026-01-07\n"
)
HOME = Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"))
LAWYER = Contact("Rechtsanwältin Ute Muster", ("Marktplatz 1", "44787 Bochum"))

TO_DELIBERATED = (
    StepName.ASK_FOR_MISSING,
    StepName.ASK_FOR_MISSING,
    StepName.START_FIRST_CHECK,
    StepName.TAKE_UP,
    StepName.REQUEST_STATEMENT,
    StepName.RECORD_STATEMENT,
    StepName.REQUEST_STATEMENT,
    StepName.RECORD_STATEMENT,
    StepName.MAKE_READY,
    StepName.DELIBERATE,
)
ENDS = {
    "ersuchen": (*TO_DELIBERATED, StepName.MAKE_REQUEST, StepName.END, StepName.REOPEN, StepName.ASK_FOR_MISSING),
    "no_ersuchen": (
        *TO_DELIBERATED,
        StepName.ADJOURN,
        StepName.DELIBERATE,
        StepName.MAKE_NO_REQUEST,
        StepName.END,
        StepName.REOPEN,
        StepName.START_FIRST_CHECK,
        StepName.ASK_FOR_MISSING,
    ),
    "not_taken_up": (StepName.START_FIRST_CHECK, StepName.DECLINE, StepName.CLOSE_NOT_TAKEN_UP),
    "not_taken_up_reopened": (StepName.START_FIRST_CHECK, StepName.DECLINE, StepName.REOPEN),
    "withdrawn": (StepName.WITHDRAW, StepName.REOPEN, StepName.WITHDRAW),
}
# What each letter of a step must say. The words are those of the office's page.
MUST_SAY = {
    LetterKind.TRANSLATION_REQUEST: ("mit einer Übersetzung ins Deutsche",),
    LetterKind.REASONS_REQUEST: ("Bitte schicken Sie uns eine ausführliche Begründung",),
    LetterKind.PROOFS_REQUEST: (
        "Bitte ergänzen Sie den Antrag um die entsprechenden Nachweise und Unterlagen",
        "bis zum 1. Dezember 2026",
    ),
    LetterKind.POWER_OF_ATTORNEY_REQUEST: ("braucht deren schriftliche Vollmacht",),
    LetterKind.UNREADABLE_NOTICE: ("Bitte schicken Sie uns diese Unterlagen noch einmal",),
    LetterKind.NON_ACCEPTANCE_NOTICE: (
        "wurde nicht angenommen. Das Verfahren bei der Härtefallkommission ist damit beendet",
        "Die zuständige Ausländerbehörde erhält ebenfalls die Information",
        "Es gibt keinen Anspruch darauf",
    ),
    LetterKind.NON_ACCEPTANCE_INFORMATION: (
        "wurde nicht angenommen. Das Verfahren bei der Härtefallkommission ist damit beendet",
        "Lorin Probst 12.03.1984 Syrien",
    ),
    LetterKind.STATEMENT_REQUEST: (
        "Wir bitten Sie um eine schriftliche Stellungnahme mit Begründung bis zum 1. Dezember 2026",
        "zusammen mit dem Antrag und den eingereichten Unterlagen zur Beratung vorgelegt",
        "§ 97a",
    ),
    LetterKind.HARDSHIP_REQUEST: (
        "Die Härtefallkommission ersucht Sie",
        "Das Ersuchen ist für Sie nicht bindend",
        "Sie entscheiden in eigener Zuständigkeit über die Erteilung einer Aufenthaltserlaubnis",
    ),
    LetterKind.END_NOTICE: (
        "in nicht öffentlicher Sitzung",
        "Das Verfahren bei der Härtefallkommission ist damit beendet",
        "Das Ergebnis können Sie bei der Ausländerbehörde erfragen",
    ),
    LetterKind.WITHDRAWAL_NOTICE: (
        "wurde zurückgenommen. Das Verfahren bei der Härtefallkommission ist damit beendet",
    ),
    LetterKind.WITHDRAWAL_INFORMATION: ("Der Antrag wurde zurückgenommen",),
}
TO_AUTHORITY = {
    LetterKind.NON_ACCEPTANCE_INFORMATION,
    LetterKind.STATEMENT_REQUEST,
    LetterKind.HARDSHIP_REQUEST,
    LetterKind.WITHDRAWAL_INFORMATION,
}
TO_SENDER = {LetterKind.POWER_OF_ATTORNEY_REQUEST, LetterKind.UNREADABLE_NOTICE}

# Every statement of the office's page "Das Verfahren", in its order: which letter tells it, and in which words.
# What the page asks for in an application (in writing, by post, fax or e-mail) is the intake itself.
PAGE = (
    (LetterKind.RECEIPT_CONFIRMATION, "vollziehbar zur Ausreise verpflichtet sind"),
    (LetterKind.RECEIPT_CONFIRMATION, "ihren Wohnsitz in Nordrhein-Westfalen haben"),
    (LetterKind.RECEIPT_CONFIRMATION, "sich im Bundesgebiet aufhalten"),
    (LetterKind.RECEIPT_CONFIRMATION, "dringenden humanitären oder persönlichen Gründe"),
    (LetterKind.RECEIPT_CONFIRMATION, "Stellt jemand anderes den Antrag für eine erwachsene Person, brauchen wir"),
    (LetterKind.POWER_OF_ATTORNEY_REQUEST, "Wer für eine andere Person einen Antrag stellt, braucht deren"),
    (LetterKind.RECEIPT_CONFIRMATION, "Der Antrag muss mit dem richtigen und vollständigen Namen gestellt werden"),
    (LetterKind.RECEIPT_CONFIRMATION, "Bitte schildern Sie alle Gründe ausführlich"),
    (LetterKind.REASONS_REQUEST, "Bitte schicken Sie uns eine ausführliche Begründung"),
    (LetterKind.PROOFS_REQUEST, "Bitte ergänzen Sie den Antrag um die entsprechenden Nachweise und Unterlagen"),
    (LetterKind.RECEIPT_CONFIRMATION, "Die Ausländerbehörde wird über den Eingang des Antrags informiert"),
    (LetterKind.AUTHORITY_NOTIFICATION, "Mit diesem Schreiben informieren wir Sie über den Eingang"),
    (LetterKind.RECEIPT_CONFIRMATION, "erklären wir, wie das Verfahren weitergeht und worauf Sie achten sollten"),
    (
        LetterKind.RECEIPT_CONFIRMATION,
        "Zuerst prüfen wir, ob sich die Härtefallkommission mit dem Antrag befassen wird",
    ),
    (LetterKind.RECEIPT_CONFIRMATION, "Gründe deutlich aus dem Antrag hervorgehen"),
    (LetterKind.REASONS_REQUEST, "Sie müssen deutlich aus dem Antrag hervorgehen"),
    (
        LetterKind.RECEIPT_CONFIRMATION,
        "Wird der Antrag angenommen, bitten wir die Ausländerbehörde um eine schriftliche",
    ),
    (LetterKind.STATEMENT_REQUEST, "Wir bitten Sie um eine schriftliche Stellungnahme"),
    (
        LetterKind.RECEIPT_CONFIRMATION,
        "zusammen mit dem Antrag und den eingereichten Unterlagen zur Beratung vorgelegt",
    ),
    (LetterKind.STATEMENT_REQUEST, "zusammen mit dem Antrag und den eingereichten Unterlagen zur Beratung vorgelegt"),
    (LetterKind.RECEIPT_CONFIRMATION, "und der Ausländerbehörde schriftlich mit, dass das Verfahren beendet ist"),
    (LetterKind.NON_ACCEPTANCE_NOTICE, "Das Verfahren bei der Härtefallkommission ist damit beendet"),
    (LetterKind.NON_ACCEPTANCE_NOTICE, "Die zuständige Ausländerbehörde erhält ebenfalls die Information"),
    (LetterKind.NON_ACCEPTANCE_INFORMATION, "Das Verfahren bei der Härtefallkommission ist damit beendet"),
    (LetterKind.RECEIPT_CONFIRMATION, "Die Härtefallkommission berät in nicht öffentlicher Sitzung"),
    (LetterKind.RECEIPT_CONFIRMATION, "Ein persönliches Erscheinen ist nicht vorgesehen"),
    (LetterKind.RECEIPT_CONFIRMATION, "Bei einem positiven Ergebnis richtet sie ein Ersuchen an die Ausländerbehörde"),
    (LetterKind.HARDSHIP_REQUEST, "Die Härtefallkommission ersucht Sie"),
    (LetterKind.RECEIPT_CONFIRMATION, "Die Ausländerbehörde ist daran nicht gebunden"),
    (LetterKind.HARDSHIP_REQUEST, "Das Ersuchen ist für Sie nicht bindend"),
    (LetterKind.RECEIPT_CONFIRMATION, "in eigener Zuständigkeit über eine Aufenthaltserlaubnis"),
    (LetterKind.HARDSHIP_REQUEST, "Sie entscheiden in eigener Zuständigkeit über die Erteilung"),
    (LetterKind.RECEIPT_CONFIRMATION, "kein Ersuchen an sie, ist das Verfahren ohne Einschaltung der Ausländerbehörde"),
    (LetterKind.RECEIPT_CONFIRMATION, "gibt es in jedem Fall eine schriftliche Mitteilung"),
    (LetterKind.END_NOTICE, "Das Verfahren bei der Härtefallkommission ist damit beendet"),
    (LetterKind.RECEIPT_CONFIRMATION, "Das Ergebnis kann dann bei der Ausländerbehörde erfragt werden"),
    (LetterKind.END_NOTICE, "Das Ergebnis können Sie bei der Ausländerbehörde erfragen"),
)


class Drive:
    """Opens cases and moves them on, and remembers which rows of the table were used."""

    def __init__(self, session: Session, *, is_represented: bool) -> None:
        self.session = session
        self.used: set[tuple[StepName, Stage]] = set()
        self.is_represented = is_represented
        import_addresses(session, read_addresses(BOOK), KIM)
        record_sitting(session, DAY, 8, 6, KIM, AT, PROFILE.sitting)

    def open(self) -> str:
        number = next_case_number(self.session, AT, "HFK-{year}-{number:04d}")
        open_case(self.session, number, None)
        lawyer = Representative(LAWYER.name, Role.LAWYER) if self.is_represented else None
        state = CaseState(
            number.key,
            (),
            (Person("Lorin Probst", date(1984, 3, 12), "SYR"),),
            lawyer,
            "05911000",
            frozenset(),
            applicant_contact=HOME,
            representative_contact=LAWYER if lawyer else None,
            sender=LAWYER if lawyer else HOME,
            received_at=AT,
        )
        bring_up_to_date(self.session, state, ())
        return number.key

    def go(self, key: str, name: StepName) -> None:
        step, now = STEPS[name], standing(self.session, key)
        if name in {StepName.MAKE_REQUEST, StepName.MAKE_NO_REQUEST}:
            self._decide(key, Outcome.REQUEST if name is StepName.MAKE_REQUEST else Outcome.NO_REQUEST)
        taken = take_step(
            self.session,
            key,
            name,
            KIM,
            "aus gutem Grund",
            AT + timedelta(minutes=now.version),
            now.version,
            desk=Desk.HEAD,
            look_again_on=date(2026, 12, 1) if step.needs_date else None,
            letters=step.may_owe,
        )
        self.used.add((name, now.stage))
        assert taken.stage is step.to_stage

    def _decide(self, key: str, outcome: Outcome) -> None:
        from storage.case_steps import row_of_case

        sitting = self.session.query(SittingRow).one()
        case = row_of_case(self.session, key)
        row = SittingResultRow(sitting_id=sitting.id, case_id=case.id, outcome=outcome, votes_for=4, reasons="")
        self.session.merge(row)
        self.session.flush()

    def letters(self, key: str) -> Iterator[tuple[StepName, Letter]]:
        steps = {f"step-{step.position}": step.step for step in steps_taken(self.session, key)}
        for owed in letters_owed(self.session):
            if owed.case == key:
                yield steps[owed.occasion], owed.letter


@pytest.fixture(params=[False, True], ids=["applicants", "representative"])
def drive(request: pytest.FixtureRequest, session: Session) -> Drive:
    return Drive(session, is_represented=request.param)


def text_of(letter: Letter) -> str:
    pages = pypdf.PdfReader(io.BytesIO(render(letter, date(2026, 3, 4)))).pages
    return re.sub(r"[\s\u200b]+", " ", " ".join(page.extract_text() for page in pages))


def test_every_path_of_the_table_can_be_gone(drive: Drive) -> None:
    for path in ENDS.values():
        key = drive.open()
        for name in path:
            drive.go(key, name)
    for stage in OPEN:  # withdrawn from anywhere
        drive.go(case_at(drive, stage), StepName.WITHDRAW)
    reopened = case_at(drive, Stage.REOPENED)
    drive.go(reopened, StepName.ASK_FOR_MISSING)
    assert drive.used == {(step.name, stage) for step in STEPS.values() for stage in step.from_stages}


def case_at(drive: Drive, stage: Stage) -> str:
    """A case that stands there."""
    key = drive.open()
    for name in _way_to(stage):
        drive.go(key, name)
    assert standing(drive.session, key).stage is stage
    return key


def _way_to(stage: Stage) -> tuple[StepName, ...]:
    """The shortest way from receipt, found in the table itself."""
    ways: list[tuple[Stage, tuple[StepName, ...]]] = [(Stage.RECEIVED, ())]
    for at, way in ways:
        if at is stage:
            return way
        seen = {one for one, _ in ways}
        ways += [(s.to_stage, (*way, s.name)) for s in STEPS.values() if at in s.from_stages and s.to_stage not in seen]
    raise AssertionError(stage)


def test_every_letter_says_what_the_page_says_to_the_right_person(drive: Drive) -> None:
    seen = set()
    for path in (*ENDS.values(), (StepName.WITHDRAW,)):
        key = drive.open()
        for name in path:
            drive.go(key, name)
        for name, letter in drive.letters(key):
            assert letter.kind in (*STEPS[name].owes, *STEPS[name].may_owe)
            check_recipient(drive, letter)
            if letter.kind in seen:
                continue  # the text is the same but for the Aktenzeichen
            text = text_of(letter)
            assert [sentence for sentence in MUST_SAY[letter.kind] if sentence not in text] == []
            assert key in text
            seen.add(letter.kind)
    assert seen == set(MUST_SAY)


def check_recipient(drive: Drive, letter: Letter) -> None:
    if letter.kind in TO_AUTHORITY:
        expected = ("05911000", "Stadt Bochum")
    elif letter.kind in TO_SENDER:
        expected = ("sender", LAWYER.name if drive.is_represented else HOME.name)
    elif drive.is_represented:
        expected = ("representative", LAWYER.name)
    else:
        expected = ("applicant", HOME.name)
    assert letter.recipient is not None
    assert (letter.to, letter.recipient.name, letter.held_because) == (*expected, "")


def test_the_notice_of_the_end_is_the_same_whatever_the_result(drive: Drive) -> None:
    texts = []
    for path in (ENDS["ersuchen"], ENDS["no_ersuchen"]):
        key = drive.open()
        for name in path:
            drive.go(key, name)
        (notice,) = [letter for _, letter in drive.letters(key) if letter.kind is LetterKind.END_NOTICE]
        texts.append(text_of(notice).replace(key, "AZ"))
        assert set(notice.facts) == {"aktenzeichen", "anrede", "eingang", "namen"}
    assert texts[0] == texts[1]
    assert not re.search(r"Ersuchen|positiv|negativ|abgelehnt|stattgegeben|zugestimmt", texts[0])


def test_without_an_ersuchen_the_authority_hears_nothing_after_its_statement(drive: Drive) -> None:
    key = drive.open()
    for name in ENDS["no_ersuchen"]:
        drive.go(key, name)
    after = [letter.kind for name, letter in drive.letters(key) if name in {StepName.MAKE_NO_REQUEST, StepName.END}]
    assert after == [LetterKind.END_NOTICE]


def test_every_closed_stage_was_told_to_the_applicants(drive: Drive) -> None:
    notices = {LetterKind.NON_ACCEPTANCE_NOTICE, LetterKind.END_NOTICE, LetterKind.WITHDRAWAL_NOTICE}
    for stage in CLOSED:
        key = case_at(drive, stage)
        kinds = [letter.kind for _, letter in drive.letters(key)]
        assert len(notices & set(kinds)) == 1
        assert not set(MISSING_REQUESTS) & set(kinds)


@pytest.mark.parametrize("is_represented", [False, True], ids=["applicants", "representative"])
def test_every_statement_of_the_page_is_told_in_the_letter_where_it_belongs(is_represented: bool) -> None:
    lawyer = Representative(LAWYER.name, Role.LAWYER) if is_represented else None
    # An open Vollmacht and a proven representative exclude each other.
    flags = {FlagKind.REASONS_MISSING} | (set() if is_represented else {FlagKind.POA_MISSING})
    state = CaseState(
        "HFK-2026-0001",
        (),
        (Person("Lorin Probst", date(1984, 3, 12), "SYR"),),
        lawyer,
        "05911000",
        frozenset(flags),
        applicant_contact=HOME,
        representative_contact=LAWYER if lawyer else None,
        sender=HOME,
        received_at=AT,
    )
    texts = {kind: text_of(letter_of(kind, state, {})) for kind in {kind for kind, _ in PAGE}}
    untold = [(kind, words) for kind, words in PAGE if words not in texts[kind]]
    vollmacht = "Stellt jemand anderes den Antrag für eine erwachsene Person, brauchen wir"
    assert untold == ([(LetterKind.RECEIPT_CONFIRMATION, vollmacht)] if is_represented else [])


def test_the_request_for_a_statement_of_a_family_fits_one_page() -> None:
    request = next(one for one in sample_letters() if one.kind is LetterKind.STATEMENT_REQUEST)
    assert len(request.facts["personen"]) == 3  # type: ignore[arg-type]
    assert len(pypdf.PdfReader(io.BytesIO(render(request, DAY))).pages) == 1
