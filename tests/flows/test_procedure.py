from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from rich.console import Console
from sqlalchemy.orm import Session

from classifiers.records import CaseState, Contact, FlagKind, Person
from flows.procedure import (
    check_texts,
    list_due,
    now,
    profile_of,
    remind,
    show_case,
    take_in_addresses,
    write_docket,
    write_dossier,
)
from flows.settings import IntakeSettings, read_settings
from letters.case_life import StepName
from letters.texts import FOLDER
from parsers.errors import BadSettings
from storage.cases import bring_up_to_date, next_case_number, open_case
from storage.errors import StepRefused, UnknownRow
from storage.procedure import take_step

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> IntakeSettings:
    return read_settings({}, home=tmp_path)


@pytest.fixture
def case(session: Session) -> str:
    number = next_case_number(session, AT, "HFK-{year}-{number:04d}")
    open_case(session, number, None)
    state = CaseState(
        number.key,
        (),
        (Person("Anna Beispiel"),),
        None,
        "05916000",
        frozenset({FlagKind.REMOVAL_IMMINENT}),
        applicant_contact=Contact("Anna Beispiel", ("Weg 1", "44623 Herne")),
        received_at=AT,
    )
    bring_up_to_date(session, state, ())
    return number.key


def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def told(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_what_is_due_is_listed(session: Session, settings: IntakeSettings, case: str) -> None:
    shown = console()
    list_due(session, shown, settings, date(2026, 3, 9))
    assert case in told(shown)
    assert "Eilt" in told(shown)


def test_nothing_due_is_said(session: Session, settings: IntakeSettings) -> None:
    shown = console()
    list_due(session, shown, settings, date(2026, 3, 9))
    remind(session, shown, settings, date(2026, 3, 9))
    assert told(shown) == "Nothing is due.\nNo reminder is due.\n"


def test_a_case_is_shown_with_what_led_there(session: Session, case: str) -> None:
    take_step(session, case, StepName.START_FIRST_CHECK, "Kim", "alles da", AT, 1)
    shown = console()
    show_case(session, shown, case)
    assert f"{case}: In der ersten Prüfung (version 2)" in told(shown)
    assert "02.03.2026 10:00" in told(shown)
    assert "next: ask_for_missing, take_up, decline, withdraw" in told(shown)


def test_an_agenda_is_for_a_day_to_come(session: Session, settings: IntakeSettings, tmp_path: Path) -> None:
    shown = console()
    write_docket(session, shown, settings, now().date() + timedelta(days=7), tmp_path / "out" / "docket.pdf")
    assert "No case is ready" in told(shown)
    assert len(pypdf.PdfReader(tmp_path / "out" / "docket.pdf").pages) == 1
    with pytest.raises(StepRefused, match="Vergangenheit"):
        write_docket(session, shown, settings, now().date() - timedelta(days=1), None)


def test_a_case_without_papers_has_no_dossier(
    session: Session, settings: IntakeSettings, case: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownRow):
        write_dossier(session, settings, case, tmp_path / "d.pdf")
    assert not (tmp_path / "d.pdf").exists()


def test_a_book_that_cannot_be_read_is_said(session: Session, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="address book"):
        take_in_addresses(session, tmp_path / "away.csv", "Kim")


def test_samples_of_all_texts_are_written(settings: IntakeSettings, tmp_path: Path) -> None:
    count = check_texts(settings, tmp_path / "samples")
    assert len(list((tmp_path / "samples").glob("*.pdf"))) == count == 16


def test_another_commission_is_another_folder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (FOLDER / "profile.toml").read_text(encoding="utf-8").replace('land = "NW"', 'land = "HB"')
    (own / "profile.toml").write_text(text, encoding="utf-8")
    assert profile_of(read_settings({}, home=tmp_path, letters_folder=own)).land == "HB"
    assert profile_of(read_settings({}, home=tmp_path)).land == "NW"
