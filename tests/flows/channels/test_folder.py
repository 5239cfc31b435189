from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from inboxes import lay_files

from flows.channels.folder import FileUnavailable, Found, fetch, find_file, printable_name, take_inventory
from parsers.errors import BadSettings
from parsers.records import Channel

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Antrag\r\n\r\nGuten Tag\r\n"
PDF = b"%PDF-1.7\n%%EOF\n"
TIFF = b"II*\x00\x08\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


def found_in(folder: Path) -> dict[str, Channel]:
    return {found.path.name: found.channel for found in take_inventory(folder).messages}


def test_each_of_the_three_folders_gives_its_channel(tmp_path: Path) -> None:
    lay_files(
        tmp_path, {"email/a.eml": MAIL, "fax/b.tif": TIFF, "fax/c.pdf": PDF, "post/d.pdf": PDF, "post/e.tiff": TIFF}
    )
    assert found_in(tmp_path) == {
        "a.eml": Channel.EMAIL,
        "b.tif": Channel.FAX,
        "c.pdf": Channel.FAX,
        "d.pdf": Channel.POST,
        "e.tiff": Channel.POST,
    }


@pytest.mark.parametrize("name", ["email/A.EML", "fax/B.TIFF", "post/D.Pdf"])
def test_suffixes_are_read_in_any_case(tmp_path: Path, name: str) -> None:
    lay_files(tmp_path, {name: MAIL})
    assert list(found_in(tmp_path)) == [Path(name).name]


@pytest.mark.parametrize(
    ("name", "content", "channel"),
    [
        ("brief", PDF, Channel.POST),
        ("brief.bin", TIFF, Channel.POST),
        ("foto.jpg", JPEG, Channel.POST),
        ("nachricht.txt", MAIL, Channel.EMAIL),
        ("leer.eml", b"", Channel.EMAIL),
        ("leer.pdf", b"", Channel.POST),
        ("kaputt.tif", b"nothing of a picture", Channel.POST),
    ],
)
def test_a_loose_file_is_judged_by_its_bytes_and_only_then_by_its_name(
    tmp_path: Path, name: str, content: bytes, channel: Channel
) -> None:
    lay_files(tmp_path, {name: content})
    assert found_in(tmp_path) == {name: channel}


def test_what_is_no_message_is_left_alone_and_told(tmp_path: Path) -> None:
    lay_files(tmp_path, {"README.md": b"# Inbox\n", "email/a.expected.json": b"{}", "email/.a.eml.part": MAIL})
    inventory = take_inventory(tmp_path)
    assert inventory.messages == ()
    assert sorted(path.name for path in inventory.left_alone) == ["README.md", "a.expected.json"]


def test_an_empty_folder_has_no_messages(tmp_path: Path) -> None:
    assert take_inventory(tmp_path).messages == ()


@pytest.mark.parametrize("name", ["away", "file"])
def test_a_missing_folder_is_said(tmp_path: Path, name: str) -> None:
    lay_files(tmp_path, {"file": b"x"})
    with pytest.raises(BadSettings, match="does not exist or is not a folder"):
        take_inventory(tmp_path / name)


def test_mail_without_a_date_counts_from_collection_and_paper_from_the_files_time(tmp_path: Path) -> None:
    lay_files(tmp_path, {"a.eml": MAIL, "b.pdf": PDF})
    os.utime(tmp_path / "b.pdf", (1_770_000_000, 1_770_000_000))
    mail = fetch(Found(tmp_path / "a.eml", Channel.EMAIL), NOW, 1000)
    scan = fetch(Found(tmp_path / "b.pdf", Channel.POST), NOW, 1000)
    assert mail.collected_at == NOW
    assert scan.collected_at == datetime.fromtimestamp(1_770_000_000, UTC)


def test_of_a_file_over_the_limit_one_byte_more_than_the_limit_is_taken(tmp_path: Path) -> None:
    lay_files(tmp_path, {"a.pdf": b"x" * 5000})
    assert fetch(Found(tmp_path / "a.pdf", Channel.POST), NOW, 100).content == b"x" * 101


def test_a_file_that_went_away_is_said_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable) as caught:
        fetch(Found(tmp_path / "Antrag_Familie_Beispiel.pdf", Channel.POST), NOW, 100)
    assert "Beispiel" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Härtefall Müller.eml", "Härtefall Müller.eml"),
        ("zwei\nZeilen\t.eml", "zwei�Zeilen�.eml"),
        (os.fsdecode(b"M\xfcller.eml"), "M�ller.eml"),
        ("esc\x1b[31m.eml", "esc�[31m.eml"),
    ],
)
def test_a_name_is_made_printable(name: str, shown: str) -> None:
    assert printable_name(Path(name)) == shown


def test_a_single_file_is_fax_where_it_lies_in_the_fax_folder(tmp_path: Path) -> None:
    lay_files(tmp_path, {"fax/a.tif": TIFF, "b.tif": TIFF, "c.eml": MAIL, "d.txt": b"Guten Tag"})
    channels = [find_file(tmp_path / name).channel for name in ("fax/a.tif", "b.tif", "c.eml", "d.txt")]
    assert channels == [Channel.FAX, Channel.POST, Channel.EMAIL, Channel.POST]
