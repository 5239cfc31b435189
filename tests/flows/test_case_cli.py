from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import make_contact, make_decision, make_paper, make_person
from typer.testing import CliRunner, Result

from classifiers.casework import case_state
from classifiers.records import FiledItem, PaperType
from flows.cli import app
from flows.settings import read_settings
from parsers.errors import BadSettings
from parsers.records import Document, Page, ParsedMessage, RawMessage
from storage.cases import begin_filing, file_item, next_case_number
from storage.database import open_engine, session_factory, transaction, upgrade
from storage.errors import StepRefused
from storage.merging import derive_anew
from storage.messages import register_message, save_parsed
from storage.queries import known_case

CASE, NEXT, THIRD = "HFK-2026-0001", "HFK-2026-0002", "HFK-2026-0003"
BY = ("--by", "Kim Beispiel", "--why", "aus gutem Grund")
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two cases; the first one's letter holds two families."""
    settings = read_settings({}, home=tmp_path / "home")
    engine = open_engine(settings.storage)
    upgrade(engine)
    families = ((make_person("Ana Berg"), make_person("Cem Tal")), (make_person("Dora Au"),))
    with transaction(session_factory(engine)) as session:
        for number, persons in enumerate(families, 1):
            name = f"brief-{number}.eml"
            raw = RawMessage(make_decision().channel, name, AT, name.encode())
            message_id = register_message(session, raw, name, f"{number}", AT).message_id
            body = Document(0, "body", "text/plain", (Page(1, "Antrag"),), is_body=True)
            save_parsed(session, message_id, ParsedMessage(raw.channel, name, AT, (body,)))
            papers = (make_paper(PaperType.APPLICATION_LETTER), make_paper(PaperType.SCHOOL))
            decision = replace(make_decision(item=name), received_at=AT, persons=persons, papers=papers)
            decision = replace(decision, applicant_contact=make_contact(str(persons[0].name), None, "Weg 1"))
            begin_filing(session, message_id)
            opens = next_case_number(session, AT, settings.aktenzeichen_pattern)
            filed = FiledItem(decision, opens.key)
            file_item(session, message_id, filed, case_state(opens.key, (filed,)), (), opens)
            derive_anew(session, opens.key, "Kim Beispiel", accepts_asserted=False)
    engine.dispose()
    return settings.home


def intake(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])


def names(home: Path, case: str) -> list[str | None]:
    engine = open_engine(read_settings({}, home=home).storage)
    with transaction(session_factory(engine)) as session:
        found = [person.name for person in known_case(session, case).persons]
    engine.dispose()
    return found


def test_an_item_is_divided_by_names_and_numbers_and_merged_again(home: Path) -> None:
    listed = intake(home, "divide", CASE, "brief-1.eml").stdout
    assert "Ana Berg" in listed
    assert "Cem Tal" in listed
    assert "school" in listed
    done = intake(home, "divide", CASE, "brief-1.eml", "--person", "Cem Tal", "--paper", 2, "--line", "Weg 9", *BY)
    assert done.stdout == f"Cem Tal: {THIRD}\n", done.output
    assert (names(home, CASE), names(home, THIRD)) == (["Ana Berg"], ["Cem Tal"])
    assert intake(home, "merge", THIRD, CASE, *BY).exit_code == 0
    assert names(home, CASE) == ["Ana Berg", "Cem Tal"]


def test_what_cannot_be_divided_or_split_is_said(home: Path) -> None:
    unknown = intake(home, "divide", CASE, "brief-1.eml", "--person", "Xaver Nie", *BY)
    assert isinstance(unknown.exception, BadSettings)
    nowhere = intake(home, "divide", CASE, "brief-1.eml", "--person", "Cem Tal", "--authority", "99", *BY)
    assert isinstance(nowhere.exception, BadSettings)
    reason = intake(home, "divide", CASE, "brief-1.eml", "--person", "Cem Tal", "--by", "Kim Beispiel")
    assert isinstance(reason.exception, StepRefused)
    assert isinstance(intake(home, "split", CASE, "fremd.eml", *BY).exception, StepRefused)
    assert names(home, CASE) == ["Ana Berg", "Cem Tal"]


def test_every_command_finds_the_case_that_goes_on(home: Path) -> None:
    assert intake(home, "merge", NEXT, CASE, *BY).stdout == f"{NEXT} goes on as {CASE}.\n"
    said = f"{NEXT} goes on as {CASE}."
    assert said in intake(home, "case", NEXT).stdout
    version = intake(home, "case", NEXT).stdout.partition("(version ")[2].partition(")")[0]
    step = intake(home, "step", NEXT, "start_first_check", "--by", "Kim Beispiel", "--version", version)
    assert f"{CASE}: In der ersten Prüfung" in step.stdout, step.output
    undone = intake(home, "undo", NEXT, *BY, "--version", int(version) + 1)
    assert f"{CASE}: Eingegangen" in undone.stdout
    assert f"new case: {THIRD}" in intake(home, "split", NEXT, "brief-2.eml", *BY).stdout
    assert intake(home, "merge", THIRD, NEXT, *BY).stdout == f"{said}\n{THIRD} goes on as {CASE}.\n"
    assert intake(home, "release", "--case", NEXT).exit_code == 0
    assert intake(home, "represent", NEXT, "--name", "Ina Kessler", *BY).stdout.startswith(said)


def test_a_person_says_who_represents_and_that_it_ended(home: Path) -> None:
    named = ("--name", "Ina Kessler", "--line", "Weg 1", "--line", "50667 Köln")
    assert intake(home, "represent", CASE, *named, *BY).stdout == f"{CASE}: Ina Kessler represents\n"
    assert intake(home, "represent", CASE, "--nobody", *BY).stdout == f"{CASE}: nobody represents\n"
    assert isinstance(intake(home, "represent", CASE, "--nobody", *BY).exception, StepRefused)
    assert isinstance(intake(home, "represent", CASE, *BY).exception, BadSettings)
    assert "is none of" in intake(home, "represent", CASE, *named, "--role", "neffe", *BY).output
