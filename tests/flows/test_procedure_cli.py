from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from classifiers.records import CaseState, Contact, Person
from flows.cli import _status, app
from flows.settings import read_settings
from parsers.errors import IntakeError
from storage.cases import bring_up_to_date, next_case_number, open_case
from storage.database import open_engine, session_factory, transaction, upgrade
from storage.errors import StaleCase, StepNotAllowed, UnknownRow

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
CASE = "HFK-2026-0001"
BY = ("--by", "Kim Beispiel")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two cases."""
    settings = read_settings({}, home=tmp_path / "home")
    engine = open_engine(settings.storage)
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        for name in ("Anna Beispiel", "Ben Muster"):
            number = next_case_number(session, AT, settings.aktenzeichen_pattern)
            open_case(session, number, None)
            contact = Contact(name, ("Weg 1", "44623 Herne"))
            state = CaseState(number.key, (), (Person(name),), None, "05916000", frozenset(), contact, received_at=AT)
            bring_up_to_date(session, state, ())
    engine.dispose()
    return settings.home


def intake(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])


def test_a_case_is_led_to_its_sitting_by_commands(home: Path, tmp_path: Path) -> None:
    steps = (
        ("start_first_check",),
        ("take_up", "--head"),
        ("request_statement", "--look-again", "2099-01-04"),
        ("record_statement",),
        ("make_ready",),
    )
    for version, step in enumerate(steps, 1):
        done = intake(home, "step", CASE, *step, *BY, "--version", version)
        assert f"(version {version + 1})" in done.stdout, done.output
    assert CASE in intake(home, "docket", "2099-01-05", "--pdf", tmp_path / "t.pdf").stdout
    verdict = ("--members", 8, "--present", 6, "--verdict", f"{CASE}=request:4")
    assert f"{CASE}: Ersuchen beschlossen" in intake(home, "sitting", "2026-03-03", *verdict, *BY).stdout
    assert "make_request" in intake(home, "case", CASE).stdout
    assert "Ersuchen" in intake(home, "report", "--year", 2026, "--out", tmp_path / "report").stdout
    assert (tmp_path / "report" / "report-2026.csv").exists()
    undone = intake(home, "undo", CASE, *BY, "--why", "Irrtum", "--version", 8)
    assert f"{CASE}: Beraten" in undone.stdout


def test_what_was_decided_on_an_older_state_is_refused(home: Path) -> None:
    intake(home, "step", CASE, "start_first_check", *BY, "--version", 1)
    done = intake(home, "step", CASE, "start_first_check", *BY, "--version", 1)
    assert isinstance(done.exception, StaleCase)


@pytest.mark.parametrize("error", [StaleCase, StepNotAllowed, UnknownRow])
def test_nobody_is_told_to_try_again_what_would_be_refused_again(error: type[IntakeError]) -> None:
    assert _status(error("x")) == (1, "")


def test_a_word_that_is_none_is_named(home: Path) -> None:
    assert "is none of" in intake(home, "step", CASE, "erledigt", *BY, "--version", 1).output
    wrong = ("--members", 8, "--present", 6, "--verdict", f"{CASE}=request")
    assert "CASE=OUTCOME:VOTES" in intake(home, "sitting", "2026-03-03", *wrong, *BY).output


def test_addresses_are_taken_in_once(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    row = "05916000;Stadt Herne;Musterplatz 1;44623 Herne;;;Schreiben;2026-01-07"
    book.write_text(f"code;name;zeile1;zeile2;zeile3;email;quelle;stand\n{row}\n", encoding="utf-8")
    assert [intake(home, "addresses", book, *BY).stdout[:1] for _ in range(2)] == ["1", "0"]


def test_what_is_due_is_told(home: Path) -> None:
    assert CASE in intake(home, "due").stdout
    assert intake(home, "remind").stdout == "No reminder is due.\n"
