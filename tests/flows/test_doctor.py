import io
from pathlib import Path

import pytest
from dovecot import Dovecot
from mailserver import Taken
from rich.console import Console

from flows.channels.drop_folder import DropFolder
from flows.doctor import print_report, run_checks
from flows.settings import IntakeSettings
from parsers.ocr import OcrOptions
from parsers.records import Channel

pytestmark = [pytest.mark.dovecot, pytest.mark.tesseract]


@pytest.fixture
def settings(dovecot: Dovecot, mail_server: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntakeSettings:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    for name in ("home", "fax"):
        (tmp_path / name).mkdir()
    return IntakeSettings(
        home=tmp_path / "home",
        mailboxes=(dovecot.account(),),
        drop_folders=(DropFolder(tmp_path / "fax", Channel.FAX),),
        mail_server=mail_server.settings(),
    )


def wrong(settings: IntakeSettings) -> set[str]:
    return {check.name for check in run_checks(settings) if check.wrong}


def test_where_all_is_there_all_is_well(settings: IntakeSettings) -> None:
    told = io.StringIO()
    assert print_report(settings, Console(file=told, width=200)), told.getvalue()
    assert "mailbox poststelle" in told.getvalue()


def test_what_is_missing_is_told_with_what_to_do(
    settings: IntakeSettings, dovecot: Dovecot, mail_server: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    broken = settings.model_copy(
        update={
            "mailboxes": (dovecot.account(ca_file=None),),
            "drop_folders": (DropFolder(tmp_path / "away", Channel.FAX),),
            "mail_server": mail_server.settings(user="falsch"),
            "letters_folder": tmp_path,
            "ocr": OcrOptions(languages="deu+xyz"),
            "print_folder": tmp_path / "away",
        }
    )
    expected = {"mailbox poststelle", "folder fax", "mail server", "office texts", "tesseract", "print folder"}
    assert expected | {"prefect", "mailbox_away"} == wrong(broken)
