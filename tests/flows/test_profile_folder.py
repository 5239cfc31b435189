from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commissions import write_commission
from inboxes import make_mail
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from classifiers.directory import directory, use_profile
from flows.cli import app
from flows.profile_folder import write_profile
from letters.texts import FOLDER, read_office, read_templates
from parsers.errors import BadSettings
from storage.address_book import authorities, import_addresses, read_addresses
from storage.database import open_engine, session_factory, transaction, upgrade
from storage.settings import StorageSettings

LETTER = """Sehr geehrte Damen und Herren,

hiermit stelle ich einen Antrag an die Härtefallkommission. Mein Name ist Ana Berg, geboren am 02.04.1985.
Ich wohne in der Hauptstraße 3, 99911 Moorkirchen. Mein Asylantrag wurde abgelehnt, ich habe nur eine Duldung.
Seit acht Jahren lebe ich hier, arbeite in der Pflege, und meine Tochter geht hier zur Schule.

Mit freundlichen Grüßen
Ana Berg
"""
HEAD = "code;name;zeile1;zeile2;zeile3;email;quelle;stand\n"


@pytest.fixture(autouse=True)
def _nrw_again() -> Iterator[None]:
    yield
    use_profile(None)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = open_engine(StorageSettings(tmp_path / "home"))
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        yield session
    engine.dispose()


def intake(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], env=environment)


def test_the_folder_holds_all_that_is_particular_to_the_commission(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    assert str(folder) in intake("profile", folder).stdout
    assert {file.name for file in folder.iterdir()} == {"office.toml", "profile.toml", "templates", "directory"}
    before = directory()
    use_profile(folder)
    assert directory() is not before
    assert (directory().offices, directory().towns, directory().areas) == (before.offices, before.towns, before.areas)
    assert read_office(folder / "office.toml") == read_office(FOLDER / "office.toml")
    assert read_templates(folder / "templates") == read_templates(FOLDER / "templates")


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("mein", encoding="utf-8")
    with pytest.raises(BadSettings):
        write_profile(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]


def test_a_letter_to_an_invented_commission_goes_to_its_authority(tmp_path: Path) -> None:
    mail = tmp_path / "brief.eml"
    mail.write_bytes(make_mail(3, LETTER).as_bytes())
    folder = str(write_commission(tmp_path / "profile"))
    told = intake("explain", mail, INTAKE_LETTERS_FOLDER=folder, COLUMNS="200").stdout
    assert "authority = Q02" in told
    assert "residence = nrw" in told
    assert "authority_notification to Q02" in told
    use_profile(None)
    assert "Q02" not in intake("explain", mail, COLUMNS="200").stdout


def test_the_address_book_is_that_of_the_invented_land(tmp_path: Path, session: Session) -> None:
    use_profile(write_commission(tmp_path / "profile"))
    assert set(authorities(session)) == {"Q01", "Q02", "ZAB-Q"}
    row = "Q02;Torfmoorkreis;Amt für Ausländer;Deich 1;99911 Moorkirchen;;Schreiben;2026-01-07\n"
    import_addresses(session, read_addresses(HEAD + row), "Kim Beispiel")
    assert authorities(session)["Q02"].lines[-1] == "99911 Moorkirchen"
    with pytest.raises(BadSettings):
        read_addresses(HEAD + row.replace("Q02", "05911000", 1))


def test_a_folder_with_a_mistake_stops_every_command(tmp_path: Path) -> None:
    folder = write_commission(tmp_path / "profile", land__toml="name = ")
    stopped = intake("doctor", "--home", tmp_path / "home", INTAKE_LETTERS_FOLDER=str(folder))
    assert isinstance(stopped.exception, BadSettings)
