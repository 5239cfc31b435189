from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from flows.report import print_report, write_report
from parsers.errors import BadSettings
from storage.report import Figures

FIGURES = Figures(2026, {"Fälle nach Eingangsweg": {"E-Mail": 3, "Fax": 0}, "Hinweise": {}})


def test_the_figures_are_printed_under_their_headings() -> None:
    console = Console(file=io.StringIO(), width=100)
    print_report(FIGURES, console)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert text.startswith("Jahr 2026\n")
    assert "Fälle nach Eingangsweg\n  E-Mail                3\n  Fax                   0\n" in text.replace(
        "  \n", "\n"
    )


def test_table_and_pictures_are_written(tmp_path: Path) -> None:
    files = write_report(FIGURES, tmp_path / "out")
    assert [file.name for file in files] == [
        "report-2026.csv",
        "report-2026-1.svg",
        "report-2026-1.png",
        "report-2026-2.svg",
        "report-2026-2.png",
    ]
    rows = list(csv.reader(files[0].read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert rows[1] == ["2026", "Fälle nach Eingangsweg", "E-Mail", "3"]
    assert "Fälle nach Eingangsweg (2026)" in files[1].read_text(encoding="utf-8")
    assert Image.open(io.BytesIO(files[2].read_bytes())).width > 500


def test_the_same_figures_give_the_same_files(tmp_path: Path) -> None:
    first, second = (write_report(FIGURES, tmp_path / name) for name in ("a", "b"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings):
        write_report(FIGURES, tmp_path / "file")
