from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import IntakeSettings, read_settings
from parsers.errors import BadSettings

SECRET = "geheimes-kennwort"


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in tuple(os.environ):
        if name.upper().startswith("INTAKE_"):
            monkeypatch.delenv(name)


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> IntakeSettings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return read_settings(environment)


def test_without_any_setting_the_home_is_below_the_users_own_folder() -> None:
    settings = read_settings({})
    assert settings.home == Path("~/.local/share/haertefall-intake").expanduser()
    assert settings.database_url is None
    assert settings.accept_asserted_vollmacht is False
    assert settings.workers >= 1


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_HOME", "/srv/other")
    settings = read_settings({"INTAKE_HOME": "/srv/other"}, home=Path("here"))
    assert settings.home == Path.cwd() / "here"


def test_nested_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, INTAKE_OCR__LANGUAGES="deu+eng", INTAKE_LIMITS__PAGES="7", INTAKE_WORKERS="3")
    assert (settings.ocr.languages, settings.limits.pages, settings.workers) == ("deu+eng", 7, 3)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("INTAKE_WROKERS", "INTAKE_WROKERS is no setting; did you mean INTAKE_WORKERS?"),
        ("intake_hme", "INTAKE_HME is no setting; did you mean INTAKE_HOME?"),
        ("INTAKE_QQQQ", "INTAKE_QQQQ is no setting"),
    ],
)
def test_a_misspelled_name_is_said(name: str, said: str) -> None:
    with pytest.raises(BadSettings) as caught:
        read_settings({name: "1"})
    assert str(caught.value) == said


def test_a_misspelled_part_of_a_nested_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings, match="INTAKE_OCR__LANGUAGE: "):
        read(monkeypatch, INTAKE_OCR__LANGUAGE="deu")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTAKE_WORKERS", SECRET),
        ("INTAKE_WORKERS", "0"),
        ("INTAKE_DATABASE_URL", f"mysql://user:{SECRET}@host/name"),
        ("INTAKE_DATABASE_URL", SECRET),
        ("INTAKE_AKTENZEICHEN_PATTERN", f"{SECRET}-{{year}}"),
        ("INTAKE_LOG_LEVEL", SECRET),
    ],
)
def test_a_value_that_does_not_fit_is_refused_without_being_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(BadSettings) as caught:
        read(monkeypatch, **{name: value})
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_password_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, INTAKE_DATABASE_URL=f"postgresql://user:{SECRET}@localhost/intake")
    assert SECRET not in repr(settings) + str(settings) + repr(settings.storage) + settings.model_dump_json()
    assert settings.storage.url.password == SECRET


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings({}).workers = 3  # type: ignore[misc]
