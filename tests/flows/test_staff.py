from __future__ import annotations

import io
import json

import pytest
from typer.testing import CliRunner

from flows import staff
from flows.cli import app
from parsers.errors import BadSettings
from storage.accounts import sign_in
from storage.database import open_engine, session_factory, transaction
from storage.settings import StorageSettings


def run(*arguments: str, **more: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False, **more)
    assert done.exit_code == 0, done.output
    return done.output


def test_an_account_is_made_with_a_password_from_standard_input(tmp_path):
    run("accounts", "karin", "--role", "lead", "--home", str(tmp_path), input="ein langes Kennwort\n")
    engine = open_engine(StorageSettings(tmp_path))
    from datetime import UTC, datetime

    with transaction(session_factory(engine)) as session:
        assert sign_in(session, "karin", "ein langes Kennwort", datetime.now(UTC))
    engine.dispose()


def test_a_short_password_is_refused(tmp_path):
    with pytest.raises(BadSettings):
        run("accounts", "karin", "--home", str(tmp_path), input="kurz\n")


def test_without_corrections_there_is_nothing_to_learn(tmp_path):
    run("accounts", "karin", "--home", str(tmp_path), input="ein langes Kennwort\n")
    assert run("learn", "--home", str(tmp_path)) == ""


def test_an_example_is_a_line_of_json(capsys):
    staff.print_example({"item": "Ümlaut", "field": None})
    assert json.loads(capsys.readouterr().out) == {"item": "Ümlaut", "field": None}


def test_the_page_is_a_program_of_its_own(monkeypatch):
    called = []
    monkeypatch.setattr("os.execv", lambda program, arguments: called.append(arguments))
    run("review", "--home", "/somewhere", "--port", "0", "--demo")
    assert called[0][1:] == ["-m", "review", "--home", "/somewhere", "--port", "0", "--demo"]


def test_a_password_is_read_from_a_pipe(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("geheim und lang\n"))
    assert staff.read_password() == "geheim und lang"
