import shutil
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_rows import add_case
from mailserver import Taken
from sqlalchemy import Engine

from classifiers.records import Contact
from flows.channels.smtp import MailServerAway, MailServerRefused, send_mail
from flows.deliver import LASTS, NO_TEMPLATE, NO_WAY, REST, SENSITIVE, choose_way, deliver, mail_fault
from flows.postman import Delivered, Postman
from letters.records import Letter, LetterKind, LetterState
from letters.texts import FOLDER
from storage.cases import OFFICE_TIME_ZONE
from storage.database import reading, session_factory, transaction
from storage.journal import clocks
from storage.outbox import OwedLetter, owed_letter, release_letter, settle_letters
from storage.settings import StorageSettings
from storage.status import OutboxState, ReleasePolicy, Way

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TO = "nachbar@example.org"
SENDER = Contact("Nora Nachbar", ("Am Anger 1", "50667 Köln"), TO)
REQUEST = LetterKind.POWER_OF_ATTORNEY_REQUEST
NOTIFICATION = LetterKind.AUTHORITY_NOTIFICATION


def letter(kind: LetterKind = REQUEST, to: str = "sender", contact: Contact | None = SENDER) -> Letter:
    facts: dict[str, object] = {"aktenzeichen": "HFK-2026-0001", "anrede": "Guten Tag,"}
    if kind is NOTIFICATION:
        facts |= {"eingang": "am 2. März 2026", "personen": [], "anschrift": [], "fremde_aktenzeichen": ""}
    return Letter(kind, to, LetterState.READY, recipient=contact, facts=facts)


class Outbox:
    """An outbox with letters, and a postman who empties it."""

    def __init__(self, storage: StorageSettings, engine: Engine, server: Taken, folder: Path) -> None:
        self.sessions = session_factory(engine)
        self.now = NOW
        self.postman = Postman(
            storage=storage,
            sessions=self.sessions,
            server=server.settings(),
            print_folder=folder,
            policy=ReleasePolicy.MANUAL,
            mails_sensitive=False,
            mails_per_day=5,
            letters_folder=None,
            worker="w1",
            now=lambda: self.now,
        )
        self.cases = 0

    def put(self, *letters: Letter, is_released: bool = True) -> list[uuid.UUID]:
        """Owe letters of a new case, and release them."""
        self.cases += 1
        with transaction(self.sessions) as session:
            case = add_case(session, self.cases)
            settle_letters(session, case.id, letters)
            session.flush()
            from storage.outbox import letters_owed

            ids = [owed.letter_id for owed in letters_owed(session) if owed.case == case.aktenzeichen]
            for letter_id in ids if is_released else []:
                release_letter(session, letter_id, "frau.beispiel")
        return ids

    def deliver(self, **changes: Any) -> Delivered:
        postman = replace(self.postman, tally=Delivered(), **changes)
        deliver(postman)
        return postman.tally

    def is_at_fault(self) -> bool:
        with reading(self.sessions) as session:
            return mail_fault(clocks(session))

    def look(self, letter_id: uuid.UUID) -> OwedLetter:
        with reading(self.sessions) as session:
            return owed_letter(session, letter_id)


@pytest.fixture
def outbox(own_database: StorageSettings, own_engine: Engine, mail_server: Taken, tmp_path: Path) -> Outbox:
    return Outbox(own_database, own_engine, mail_server, tmp_path / "print")


def test_a_released_letter_goes_out_once(outbox: Outbox, mail_server: Taken) -> None:
    (letter_id,) = outbox.put(letter())
    assert outbox.deliver() == Delivered(mailed=1)
    assert outbox.deliver() == Delivered()
    (mail,) = mail_server.mails
    assert mail["Message-ID"] == f"<{letter_id.hex}@office.example.org>"
    (pdf,) = mail.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF")
    assert "HFK-2026-0001" in mail["Subject"]
    assert outbox.look(letter_id).state is OutboxState.SENT


def test_nothing_leaves_before_it_is_released(outbox: Outbox, mail_server: Taken) -> None:
    outbox.put(letter(), is_released=False)
    assert outbox.deliver() == Delivered()
    assert mail_server.mails == []
    assert outbox.deliver(policy=ReleasePolicy.UNFLAGGED) == Delivered(released=1, mailed=1)


def test_a_letter_to_an_authority_goes_on_paper(outbox: Outbox, mail_server: Taken) -> None:
    outbox.put(letter(NOTIFICATION, "05315", Contact("Stadt Beispiel, Ausländerbehörde", (), "abh@example.org")))
    assert outbox.deliver() == Delivered(printed=1)
    day = NOW.astimezone(OFFICE_TIME_ZONE).date().isoformat()
    (pdf,) = (outbox.postman.print_folder / day).glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Anschrift fehlt" in (pdf.parent / "Druckliste.csv").read_text(encoding="utf-8-sig")
    assert mail_server.mails == []


def test_a_letter_without_a_way_waits_for_a_person(outbox: Outbox) -> None:
    (letter_id,) = outbox.put(letter(contact=Contact("Nora Nachbar")))
    assert outbox.deliver() == Delivered(held=1)
    assert outbox.look(letter_id).stopped_because == NO_WAY
    assert outbox.deliver() == Delivered()


def test_a_letter_that_is_refused_holds_up_no_other(outbox: Outbox, mail_server: Taken) -> None:
    mail_server.at_rcpt[TO] = "550 5.1.1 unknown"
    (refused,) = outbox.put(letter())
    outbox.put(letter(contact=replace(SENDER, email="anderer@example.org")))
    assert outbox.deliver() == Delivered(failed=1, mailed=1)
    failed = outbox.look(refused)
    assert (failed.state, failed.failed_because) == (OutboxState.FAILED, "mail_refused")
    assert outbox.deliver() == Delivered()


def test_a_letter_that_is_not_taken_now_is_tried_again_as_the_same(outbox: Outbox, mail_server: Taken) -> None:
    mail_server.at_data[TO] = "451 4.3.0 later"
    (letter_id,) = outbox.put(letter())
    assert outbox.deliver() == Delivered(put_off=1)
    assert outbox.deliver() == Delivered()
    mail_server.at_data.clear()
    outbox.now += timedelta(minutes=1)
    assert outbox.deliver() == Delivered(mailed=1)
    assert mail_server.mails[0]["Message-ID"] == f"<{letter_id.hex}@office.example.org>"


@pytest.mark.parametrize(
    ("wrong", "error", "cause"),
    [
        ({"user": "falsch"}, MailServerRefused, "mail_server_refused"),
        ({"port": 9}, MailServerAway, "mail_server_away"),
    ],
)
def test_a_mail_server_at_fault_uses_up_no_try_of_any_letter(
    outbox: Outbox, mail_server: Taken, wrong: dict[str, Any], error: type[Exception], cause: str
) -> None:
    letters = outbox.put(letter(), letter(NOTIFICATION, "05315", Contact("Stadt Beispiel", ("Markt 1",))))
    letters += outbox.put(letter(contact=replace(SENDER, email="anderer@example.org")))
    server = replace(mail_server.settings(), **wrong)
    with pytest.raises(error):
        outbox.deliver(server=server)
    for _ in range(20):  # days of trying
        outbox.now += timedelta(hours=6)
        with pytest.raises(error):
            outbox.deliver(server=server)
    owed = [outbox.look(letter_id) for letter_id in letters]
    mails = [one for one in owed if one.letter.kind is REQUEST]
    assert [(one.state, one.attempts, one.next_try_at) for one in mails] == [(OutboxState.READY, 0, None)] * 2
    assert {one.failed_because for one in mails} == {cause, None}  # the second one was never tried
    assert [one.state for one in owed if one.letter.kind is NOTIFICATION] == [OutboxState.SENT]  # paper goes on
    assert outbox.is_at_fault()
    outbox.now += REST
    assert outbox.deliver() == Delivered(mailed=2)
    assert not outbox.is_at_fault()


def test_e_mail_rests_after_a_fault_of_the_mail_server(outbox: Outbox, mail_server: Taken) -> None:
    outbox.put(letter())
    with pytest.raises(MailServerRefused):
        outbox.deliver(server=mail_server.settings(user="falsch"))
    assert outbox.deliver() == Delivered(resting=1)
    outbox.now += REST
    assert outbox.deliver() == Delivered(mailed=1)


def test_a_missing_text_holds_its_letter_alone(outbox: Outbox, tmp_path: Path) -> None:
    own = shutil.copytree(FOLDER, tmp_path / "office", ignore=shutil.ignore_patterns("*.py", "fonts"))
    shutil.rmtree(own / "templates" / NOTIFICATION)
    (held,) = outbox.put(letter(NOTIFICATION, "05315", Contact("Stadt Beispiel", ("Markt 1",))))
    outbox.put(letter())
    assert outbox.deliver(letters_folder=own) == Delivered(held=1, mailed=1)
    assert outbox.look(held).stopped_because == NO_TEMPLATE
    assert outbox.deliver(letters_folder=own) == Delivered()


def test_a_process_that_died_after_sending_sends_the_same_mail_again(
    outbox: Outbox, mail_server: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.put(letter())

    def die_after_sending(*arguments: Any) -> None:
        send_mail(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("flows.deliver.send_mail", die_after_sending)
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver()
    assert outbox.deliver() == Delivered()  # it may still be at work
    outbox.now += LASTS
    assert outbox.deliver() == Delivered(again=1, mailed=1)
    first, second = mail_server.mails
    assert [first[name] for name in ("Message-ID", "Date")] == [second[name] for name in ("Message-ID", "Date")]
    assert [part.get_content() for part in first.iter_attachments()] == [
        part.get_content() for part in second.iter_attachments()
    ]


def test_a_process_that_died_while_printing_leaves_the_paper_to_a_person(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter_id,) = outbox.put(letter(NOTIFICATION, "05315", Contact("Stadt Beispiel", ("Markt 1",))))

    def die(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("flows.deliver.lay_paper", die)
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver()
    outbox.now += LASTS
    assert outbox.deliver() == Delivered(in_doubt=1)
    assert outbox.look(letter_id).state is OutboxState.HELD


def test_two_postmen_at_once_send_each_letter_once(outbox: Outbox, mail_server: Taken) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(6):
        outbox.put(letter(contact=replace(SENDER, email=f"p{number}@example.org")))
    with ThreadPoolExecutor(2) as pool:
        tallies = list(pool.map(lambda _number: outbox.deliver(), range(2)))
    assert sum(tally.mailed for tally in tallies) == 6
    ids = [mail["Message-ID"] for mail in mail_server.mails]
    assert len(ids) == len(set(ids)) == 6


def test_a_war_of_two_robots_ends_at_the_cap(outbox: Outbox, mail_server: Taken) -> None:
    for _ in range(4):
        outbox.put(letter())
    assert outbox.deliver(mails_per_day=2) == Delivered(mailed=2, capped=2)
    assert outbox.deliver(mails_per_day=2) == Delivered(capped=2)
    outbox.now += timedelta(hours=25)
    assert outbox.deliver(mails_per_day=2) == Delivered(mailed=2)


@pytest.mark.parametrize(
    ("kind", "contact", "more", "way"),
    [
        (REQUEST, SENDER, {}, Way.EMAIL),
        (REQUEST, SENDER, {"has_server": False}, Way.PAPER),
        (REQUEST, Contact("Nora", ("Am Anger 1",)), {}, Way.PAPER),
        (REQUEST, Contact("Nora"), {}, None),
        (REQUEST, None, {}, None),
        (LetterKind.RECEIPT_CONFIRMATION, SENDER, {}, Way.PAPER),
        (LetterKind.RECEIPT_CONFIRMATION, SENDER, {"is_proven": True}, Way.PAPER),
        (LetterKind.RECEIPT_CONFIRMATION, SENDER, {"mails_sensitive": True}, Way.PAPER),
        (LetterKind.RECEIPT_CONFIRMATION, SENDER, {"mails_sensitive": True, "is_proven": True}, Way.EMAIL),
    ],
)
def test_the_way_of_a_letter(kind: LetterKind, contact: Contact | None, more: dict[str, bool], way: Way | None) -> None:
    owed = OwedLetter(uuid.uuid4(), "HFK-2026-0001", "intake", OutboxState.READY, letter(kind, contact=contact))
    known = {"has_server": True, "is_proven": False, "mails_sensitive": False} | more
    assert choose_way(owed, **known) is way


def test_letters_that_name_persons_are_sensitive() -> None:
    assert {LetterKind.RECEIPT_CONFIRMATION, NOTIFICATION, LetterKind.REASONS_REQUEST} <= SENSITIVE
