import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.channels.drop_folder import CLAIMED, DropFolder, claim_files, keep_original
from flows.channels.folder import FileUnavailable
from parsers.records import Channel


@pytest.fixture
def folder(tmp_path: Path) -> DropFolder:
    return DropFolder(tmp_path, Channel.FAX, settle_seconds=0)


def lay(folder: DropFolder, *names: str) -> None:
    for name in names:
        (folder.path / name).write_bytes(name.encode())


def test_files_are_claimed_by_their_names_and_kept(folder: DropFolder) -> None:
    lay(folder, "b.tif", "a.PDF")
    claims = list(claim_files(folder))
    assert [claim.name for claim in claims] == ["a.PDF", "b.tif"]
    assert [claim.found.path.read_bytes() for claim in claims] == [b"a.PDF", b"b.tif"]
    for claim in claims:
        keep_original(folder, claim)
    assert sorted(path.name for path in (folder.path / "Verarbeitet").iterdir()) == ["a.PDF", "b.tif"]
    assert list(claim_files(folder)) == []


def test_what_is_no_letter_or_has_no_bytes_is_left_alone(folder: DropFolder) -> None:
    lay(folder, "notes.txt", ".hidden.tif")
    (folder.path / "empty.tif").touch()
    (folder.path / "folder.pdf").mkdir()
    assert list(claim_files(folder)) == []


def test_a_file_that_may_still_grow_is_left_alone(tmp_path: Path) -> None:
    folder = DropFolder(tmp_path, Channel.FAX, settle_seconds=3600)
    lay(folder, "a.tif")
    assert list(claim_files(folder)) == []
    # The time of its content can be set, as copying programs do; that of its entry tells the truth.
    os.utime(tmp_path / "a.tif", (time.time() - 7200, time.time() - 7200))
    assert list(claim_files(folder)) == []


def test_what_a_killed_run_had_claimed_is_claimed_again_under_its_own_name(folder: DropFolder) -> None:
    lay(folder, "20260302T090000__a.tif")
    (first,) = claim_files(folder)
    (second,) = claim_files(folder)
    assert first == second
    assert second.name == "20260302T090000__a.tif"


def test_two_files_of_one_name_are_both_kept(folder: DropFolder) -> None:
    for _ in range(2):
        lay(folder, "a.tif")
        for claim in claim_files(folder):
            keep_original(folder, claim)
    assert len(list((folder.path / "Verarbeitet").iterdir())) == 2


def test_a_file_is_claimed_by_one_of_several(folder: DropFolder) -> None:
    (folder.path / CLAIMED).mkdir()
    lay(folder, *(f"{number}.tif" for number in range(50)))

    def claim(_number: int) -> list[Path]:
        return [claim.found.path for claim in claim_files(folder)]

    with ThreadPoolExecutor(4) as pool:
        claimed = {path for paths in pool.map(claim, range(4)) for path in paths}
    assert len(claimed) == 50


def test_a_folder_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable):
        list(claim_files(DropFolder(tmp_path / "away", Channel.POST)))


def test_mail_is_not_dropped() -> None:
    with pytest.raises(ValueError, match="fax or post"):
        DropFolder(Path(), Channel.EMAIL)
