import hashlib
import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from storage.blobs import load_blob, store_blob
from storage.errors import BlobDamaged, BlobsUnavailable

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("content", [b"", b"x", CONTENT])
def test_bytes_come_back_as_they_were(tmp_path, content):
    sha256 = store_blob(tmp_path / "blobs", content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert load_blob(tmp_path / "blobs", sha256) == content


def test_bytes_lie_under_their_hash_and_only_their_owner_may_read_them(tmp_path):
    sha256 = store_blob(tmp_path / "home" / "blobs", CONTENT)
    path = tmp_path / "home" / "blobs" / sha256[:2] / sha256[2:]
    assert files_in(tmp_path) == [path]
    assert mode_of(path) == 0o600
    assert {mode_of(folder) for folder in (path.parent, path.parent.parent, tmp_path / "home")} == {0o700}


def test_the_same_bytes_are_kept_once_and_not_written_again(tmp_path):
    sha256 = store_blob(tmp_path, CONTENT)
    before = (tmp_path / sha256[:2] / sha256[2:]).stat()
    assert store_blob(tmp_path, CONTENT) == sha256
    after = (tmp_path / sha256[:2] / sha256[2:]).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_changed_bytes_are_not_given_out_and_are_mended_when_the_true_ones_come_again(tmp_path):
    sha256 = store_blob(tmp_path, CONTENT)
    (tmp_path / sha256[:2] / sha256[2:]).write_bytes(CONTENT[:-1])
    with pytest.raises(BlobDamaged):
        load_blob(tmp_path, sha256)
    store_blob(tmp_path, CONTENT)
    assert load_blob(tmp_path, sha256) == CONTENT


def test_missing_bytes_are_said_to_be_missing(tmp_path):
    with pytest.raises(BlobDamaged):
        load_blob(tmp_path, "0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_what_is_no_hash_leads_to_no_file(tmp_path, name):
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        load_blob(tmp_path, name)


def test_a_folder_that_cannot_be_made_is_a_reason_to_try_later_and_names_no_path(tmp_path):
    (tmp_path / "blobs").write_text("a file stands in the way")
    with pytest.raises(BlobsUnavailable) as raised:
        store_blob(tmp_path / "blobs", CONTENT)
    assert str(tmp_path) not in str(raised.value)


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def disk_that_is_full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_that_is_full)
    with pytest.raises(BlobsUnavailable):
        store_blob(tmp_path, CONTENT)
    assert files_in(tmp_path) == []


def test_several_may_store_the_same_bytes_at_once(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        names = set(threads.map(lambda _: store_blob(tmp_path, CONTENT), range(32)))
    assert len(names) == 1
    assert len(files_in(tmp_path)) == 1


def _die_before_the_rename(folder: Path) -> None:
    def kill(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGKILL)
        return target

    Path.replace = kill
    store_blob(folder, CONTENT)


def test_a_kill_before_the_rename_leaves_no_blob_and_the_next_try_succeeds(tmp_path):
    child = get_context("fork").Process(target=_die_before_the_rename, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    with pytest.raises(BlobDamaged):
        load_blob(tmp_path, sha256)
    store_blob(tmp_path, CONTENT)
    assert load_blob(tmp_path, sha256) == CONTENT
