import csv
from datetime import date
from pathlib import Path

import pytest

from flows.channels.print_folder import COVER_LIST, HEADINGS, Paper, PrintFolderUnavailable, lay_paper

DAY = date(2026, 3, 2)
PAPER = Paper("HFK-2026-0001", "Eingang", "Amira Muster", ("Am Anger 1", "50667 Köln"), "a.pdf", b"%PDF")


def listed(folder: Path) -> list[list[str]]:
    text = (folder / "2026-03-02" / COVER_LIST).read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_a_letter_lies_in_the_folder_of_the_day_and_in_its_list(tmp_path: Path) -> None:
    lay_paper(tmp_path, DAY, PAPER)
    assert (tmp_path / "2026-03-02" / "a.pdf").read_bytes() == b"%PDF"
    assert listed(tmp_path) == [
        list(HEADINGS),
        ["HFK-2026-0001", "Eingang", "Amira Muster", "Am Anger 1, 50667 Köln", "a.pdf"],
    ]


def test_the_same_letter_again_is_listed_once(tmp_path: Path) -> None:
    other = Paper("HFK-2026-0002", "Eingang", "", (), "b.pdf", b"%PDF")
    for paper in (PAPER, other, PAPER):
        lay_paper(tmp_path, DAY, paper)
    rows = listed(tmp_path)[1:]
    assert sorted(row[-1] for row in rows) == ["a.pdf", "b.pdf"]
    assert rows[0][3] == "Anschrift fehlt: bitte ermitteln"


def test_a_name_is_no_formula(tmp_path: Path) -> None:
    lay_paper(tmp_path, DAY, Paper("HFK", "Eingang", "=1+1", ("@x",), "a.pdf", b""))
    assert listed(tmp_path)[1][2:4] == ["'=1+1", "'@x"]


def test_others_cannot_read_it(tmp_path: Path) -> None:
    lay_paper(tmp_path / "print", DAY, PAPER)
    today = tmp_path / "print" / "2026-03-02"
    assert today.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in today.iterdir())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PrintFolderUnavailable):
        lay_paper(tmp_path / "file", DAY, PAPER)
