import io
import zipfile

import pytest
from locked_files import aes_zip

from parsers.archive import is_locked, member_name, members_of, unpacked_member


def opened(*names: str) -> zipfile.ZipFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"Inhalt")
    return zipfile.ZipFile(file)


def test_folders_and_what_systems_add_are_no_members() -> None:
    archive = opened("a/", "a/b.txt", "__MACOSX/a/._b.txt", "a/.DS_Store", "Thumbs.db")

    assert [member_name(member) for member in members_of(archive)] == ["b.txt"]


@pytest.mark.parametrize("name", ["../../b.txt", "/etc/b.txt", "C:\\Temp\\b.txt", "a/\tb.txt"])
def test_a_name_has_no_folders(name: str) -> None:
    assert [member_name(member) for member in members_of(opened(name))] == ["b.txt"]


def test_no_more_is_unpacked_than_was_asked_for() -> None:
    archive = opened("a.txt")

    assert unpacked_member(archive, archive.infolist()[0], 3, ()) == b"Inh"
    assert not is_locked(archive.infolist()[0])


@pytest.mark.parametrize(("password", "content"), [("Rose-12", b"Antr"), ("Nelke", None)])
def test_a_member_under_aes_needs_its_password(password: str, content: bytes | None) -> None:
    with zipfile.ZipFile(io.BytesIO(aes_zip("a.txt", b"Antrag", b"Rose-12"))) as archive:
        member = archive.infolist()[0]

        assert is_locked(member)
        assert unpacked_member(archive, member, 4, (password,)) == content
