from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pypdf
import pytest
from inboxes import application, lay_files, make_mail
from PIL import Image

import flows.intake
from flows.channels.folder import take_inventory
from flows.intake import run_intake
from flows.records import Step, Tally
from flows.settings import IntakeSettings, read_settings
from parsers.errors import Misconfigured
from storage.case_steps import standing
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.errors import BlobsUnavailable
from storage.export import export_lines
from storage.merging import merge_cases
from storage.queries import parked_messages
from storage.settings import StorageSettings

pytestmark = [pytest.mark.prefect, pytest.mark.tesseract, pytest.mark.usefixtures("prefect_api")]

Line = dict[str, Any]


@pytest.fixture
def settings(tmp_path: Path) -> IntakeSettings:
    return read_settings({}, home=tmp_path / "home", workers=1)


def take_in(settings: IntakeSettings, folder: Path) -> Tally:
    return run_intake(settings, take_inventory(folder).messages)


def exported(settings: IntakeSettings) -> list[Line]:
    engine = open_engine(settings.storage)
    upgrade(engine)
    try:
        with reading(session_factory(engine)) as session:
            return json.loads(json.dumps(list(export_lines(session))))
    finally:
        engine.dispose()


def items(settings: IntakeSettings) -> dict[str, Line]:
    return {line["item"]: line for line in exported(settings) if line["record"] == "item"}


def causes_of_parking(settings: IntakeSettings) -> list[str | None]:
    engine = open_engine(settings.storage)
    try:
        with reading(session_factory(engine)) as session:
            return [message.parked_because for message in parked_messages(session)]
    finally:
        engine.dispose()


def test_a_folder_of_mail_becomes_cases_with_letters(lay_inbox: Callable[..., Path], settings: IntakeSettings) -> None:
    tally = take_in(settings, lay_inbox("Mina Rahimi", "Bilal Obafemi"))
    lines = exported(settings)
    assert (tally.fetched, tally.new, tally.read, tally.filed, tally.opened, tally.parked) == (2, 2, 2, 2, 2, 0)
    assert [line["kind"] for line in lines if line["record"] == "item"] == ["application"] * 2
    assert [line["case"] for line in lines if line["record"] == "case"] == ["HFK-2026-0001", "HFK-2026-0002"]
    assert all(line["letters"] for line in lines if line["record"] == "case")


def test_either_database_will_do(own_database: StorageSettings, lay_inbox: Callable[..., Path]) -> None:
    settings = read_settings({}, home=own_database.home, workers=1, database_url=own_database.database_url)
    inbox = lay_inbox("Mina Rahimi", "Bilal Obafemi")
    assert take_in(settings, inbox).opened == 2
    assert take_in(settings, inbox).new == 0
    assert len(items(settings)) == 2


def test_a_second_run_changes_nothing(lay_inbox: Callable[..., Path], settings: IntakeSettings) -> None:
    inbox = lay_inbox("Mina Rahimi", "Bilal Obafemi")
    take_in(settings, inbox)
    before = exported(settings)
    again = take_in(settings, inbox)
    assert (again.fetched, again.new, again.read, again.filed) == (2, 0, 0, 0)
    assert exported(settings) == before


def test_a_changed_file_of_a_known_name_is_a_new_message(
    lay_inbox: Callable[..., Path], settings: IntakeSettings
) -> None:
    inbox = lay_inbox("Mina Rahimi")
    take_in(settings, inbox)
    (inbox / "email" / "00.eml").write_bytes(application(7, "Karwan Jalal"))
    assert take_in(settings, inbox).new == 1


def test_items_are_filed_in_order_of_receipt_not_of_names(settings: IntakeSettings, tmp_path: Path) -> None:
    files = {"email/a.eml": application(9, "Mina Rahimi"), "email/b.eml": application(4, "Bilal Obafemi")}
    take_in(settings, lay_files(tmp_path / "inbox", files))
    assert {name: item["case"] for name, item in items(settings).items()} == {
        "b.eml": "HFK-2026-0001",
        "a.eml": "HFK-2026-0002",
    }


def test_mail_that_names_the_aktenzeichen_of_a_merged_case_goes_to_the_one_that_goes_on(
    lay_inbox: Callable[..., Path], settings: IntakeSettings
) -> None:
    inbox = lay_inbox("Mina Rahimi", "Bilal Obafemi")
    take_in(settings, inbox)
    engine = open_engine(settings.storage)
    with transaction(session_factory(engine)) as session:
        old, new = "HFK-2026-0001", "HFK-2026-0002"
        versions = (standing(session, old).version, standing(session, new).version)
        merge_cases(session, old, new, "Kim Beispiel", "eine Familie", datetime.now(UTC), versions)
    engine.dispose()
    text = "Guten Tag, zu Ihrem Aktenzeichen HFK-2026-0001 reiche ich meinen Arbeitsvertrag nach.\n\nM. R."
    mail = make_mail(30, text, sender="neu@example.org", subject="Nachtrag")
    lay_files(inbox, {"email/later.eml": mail.as_bytes()})
    take_in(settings, inbox)
    assert items(settings)["later.eml"]["case"] == "HFK-2026-0002"


def encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("geheim", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def truncated_tiff() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((1200, 1700), 80).save(file, "TIFF")
    return file.getvalue()[:40_000]


def mail_over_the_limit() -> bytes:
    mail = make_mail(5, "Guten Tag, anbei alles.")
    mail.add_attachment(b"x" * 300_000, maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()


BAD = {
    "email/leer.eml": b"",
    "email/keine_mail.eml": bytes(range(256)) * 20,
    "email/gross.eml": mail_over_the_limit(),
    "email/zwei\nZeilen äöü.eml": make_mail(6, "Guten Tag, ich habe eine Frage.").as_bytes(),
    "fax/20260312T070000_leer.tif": b"",
    "fax/20260312T070100_abgeschnitten.tif": truncated_tiff(),
    "post/20260312T070200_kennwort.pdf": encrypted_pdf(),
    "post/20260312T070300_kein_pdf.pdf": b"%PDF-1.7\nnothing of it is true",
}


def test_bad_files_become_items_that_a_person_looks_at(settings: IntakeSettings, tmp_path: Path) -> None:
    tight = settings.model_copy(update={"limits": type(settings.limits)(message_bytes=100_000)})
    tally = take_in(tight, lay_files(tmp_path / "inbox", BAD))
    found = items(tight)
    assert tally.fetched == len(BAD) == len(found)
    assert "zwei�Zeilen äöü.eml" in found
    assert [name for name, item in found.items() if not item["flags"]] == ["zwei�Zeilen äöü.eml"]
    kennwort = found["20260312T070200_kennwort.pdf"]
    assert (kennwort["kind"], kennwort["flags"]) == ("unknown", ["unreadable"])
    assert kennwort["received"] == "2026-03-12T07:02:00+01:00"


def test_a_message_that_the_program_fails_on_is_parked_and_the_next_one_is_filed(
    lay_inbox: Callable[..., Path],
    settings: IntakeSettings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    true_classify = flows.intake.classify

    def classify_that_fails_on_the_first(message: Any, *rest: Any, **more: Any) -> Any:
        if message.source_name == "00.eml":
            raise LookupError("Mina Rahimi, geboren am 01.04.1985")
        return true_classify(message, *rest, **more)

    monkeypatch.setattr(flows.intake, "classify", classify_that_fails_on_the_first)
    with caplog.at_level(logging.DEBUG):
        tally = take_in(settings, lay_inbox("Mina Rahimi", "Bilal Obafemi"))
    assert (tally.filed, tally.parked) == (1, 1)
    assert causes_of_parking(settings) == ["lookup_error"]
    parked = items(settings)["00.eml"]
    assert (parked["kind"], parked["flags"], parked["case"]) == ("unknown", ["unreadable"], None)
    assert "Rahimi" not in caplog.text
    assert re.search(r"message parked", caplog.text)


def test_a_service_that_is_away_for_a_moment_is_asked_again(
    lay_inbox: Callable[..., Path], settings: IntakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_load_blob, calls = flows.intake.load_blob, []

    def load_blob_that_fails_once(*arguments: Any) -> bytes:
        calls.append(arguments)
        if len(calls) == 1:
            raise BlobsUnavailable("the folder of the raw bytes cannot be used now")
        return true_load_blob(*arguments)

    monkeypatch.setattr(flows.intake, "load_blob", load_blob_that_fails_once)
    assert take_in(settings, lay_inbox("Mina Rahimi")).filed == 1
    assert len(calls) == 2


def test_bytes_that_were_changed_on_the_disk_cost_one_message(
    lay_inbox: Callable[..., Path], settings: IntakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = lay_inbox("Mina Rahimi", "Bilal Obafemi")
    true_store_blob = flows.intake.store_blob

    def store_blob_on_a_bad_disk(folder: Path, content: bytes) -> str:
        sha256 = true_store_blob(folder, content)
        if b"Mina" in content:
            next(path for path in folder.rglob("*") if path.is_file()).write_bytes(b"other bytes")
        return sha256

    monkeypatch.setattr(flows.intake, "store_blob", store_blob_on_a_bad_disk)
    tally = take_in(settings, inbox)
    assert (tally.filed, tally.parked) == (1, 1)
    assert causes_of_parking(settings) == ["blob_damaged"]


def test_without_a_language_of_tesseract_the_run_stops_and_the_next_one_goes_on(
    lay_inbox: Callable[..., Path], settings: IntakeSettings
) -> None:
    inbox = lay_inbox("Mina Rahimi", "Bilal Obafemi")
    lacking = settings.model_copy(update={"ocr": type(settings.ocr)(languages="xyz")})
    with pytest.raises(Misconfigured, match="apt-get install tesseract-ocr-xyz"):
        take_in(lacking, inbox)
    assert exported(settings) == []
    assert take_in(settings, inbox).filed == 2


def test_each_step_is_reported_to_its_end(lay_inbox: Callable[..., Path], settings: IntakeSettings) -> None:
    told: list[tuple[Step, int, int]] = []
    inventory = take_inventory(lay_inbox("Mina Rahimi", "Bilal Obafemi"))
    run_intake(settings, inventory.messages, lambda *report: told.append(report))
    for step in Step:
        assert [report[1:] for report in told if report[0] is step] == [(1, 2), (2, 2)]


def test_the_counts_of_the_run_are_a_table_in_prefect(
    lay_inbox: Callable[..., Path], settings: IntakeSettings, prefect_api: str
) -> None:
    take_in(settings, lay_inbox("Mina Rahimi"))
    newest = {"limit": 1, "sort": "CREATED_DESC", "artifacts": {"key": {"any_": ["intake-run"]}}}
    (artifact,) = httpx.post(f"{prefect_api}/artifacts/filter", json=newest).json()
    (counts,) = json.loads(artifact["data"])
    assert {name: counts[name] for name in ("fetched", "new", "known", "filed", "parked")} == {
        "fetched": 1,
        "new": 1,
        "known": 0,
        "filed": 1,
        "parked": 0,
    }
    assert counts["seconds"] > 0
