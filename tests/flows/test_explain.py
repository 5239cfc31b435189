from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_decision, make_mail, make_person, make_scan
from inboxes import application, lay_files
from rich.console import Console

from classifiers.records import Evidence, Finding, Flag, FlagKind, Kind, Paper, PaperType
from flows.explain import explain_file, print_rows, quoted, rows_of
from flows.settings import read_settings
from parsers.records import Problem

LONG = "Seit dem Frühjahr 2017 lebt die Familie in Herne, die Kinder gehen hier zur Schule und spielen im Verein."


def test_a_place_in_a_mail_is_quoted_with_the_name_of_the_file() -> None:
    message = make_mail("geb. 12.03.1970", ("Vollmacht.pdf", "Hiermit bevollmächtige ich"))
    assert quoted(message, Evidence(0, 1, 5, 15)) == 'body: "12.03.1970"'
    assert quoted(message, Evidence(1, 1, 0, 7)) == 'Vollmacht.pdf, page 1: "Hiermit"'


def test_a_place_in_a_single_scan_is_quoted_with_its_page() -> None:
    assert quoted(make_scan("eins", "Antrag\n  auf  Hilfe"), Evidence(0, 2, 0, 19)) == 'page 2: "Antrag auf Hilfe"'


def test_a_long_quote_is_cut() -> None:
    told = quoted(make_scan(LONG), Evidence(0, 1, 0, len(LONG)))
    assert told.endswith('…"')
    assert len(told) < 90


def test_each_finding_flag_and_paper_has_a_row_with_its_place() -> None:
    message = make_scan("Antrag. geb. 12.03.1970")
    decision = replace(
        make_decision(
            persons=(make_person("Mina Rahimi", "1970-03-12"),),
            findings=(
                Finding("kind", "application", (Evidence(0, 1, 0, 6),), 0.97),
                Finding("person", "Mina Rahimi", (Evidence(0, 1, 8, 23),)),
                Finding("removal_date", "", searched="1 page"),
            ),
            flags=(Flag(FlagKind.POA_MISSING, searched="1 page"),),
            papers=(Paper(PaperType.APPLICATION_LETTER, 0, 1, 1, "1", 0.9),),
        ),
    )
    rows = list(rows_of(message, decision))
    assert rows[0] == ("kind", "application (0.97)", 'page 1: "Antrag"')
    assert ("person", "Mina Rahimi, born 1970-03-12", 'page 1: "geb. 12.03.1970"') in rows
    assert ("finding", "removal_date = nothing", "searched: 1 page") in rows
    assert ("flag", "poa_missing", "searched: 1 page") in rows
    assert ("paper", "application_letter (0.90)", "page 1") in rows


def test_what_could_not_be_read_has_a_row() -> None:
    message = make_scan("Antrag")
    broken = replace(message, documents=(replace(message.documents[0], pages=(), problem=Problem.ENCRYPTED),))
    rows = list(rows_of(broken, make_decision(Kind.UNKNOWN)))
    assert ("unread", message.documents[0].name, "encrypted") in rows


def test_quotes_are_never_read_as_markup() -> None:
    stream = io.StringIO()
    print_rows(Console(file=stream, width=120), [("finding", "x = [bold]", 'page 1: "[/red]"')])
    assert stream.getvalue() == 'finding  x = [bold]  page 1: "[/red]"\n'


@pytest.mark.tesseract
def test_a_file_is_explained_without_leaving_anything(tmp_path: Path) -> None:
    folder = lay_files(tmp_path / "mail", {"a.eml": application(1, "Mina Rahimi")})
    settings = read_settings({}, home=tmp_path / "home")
    stream = io.StringIO()
    explain_file(folder / "a.eml", settings, Console(file=stream, width=200))
    told = stream.getvalue().splitlines()
    assert told[0].startswith("kind      application (")
    assert any(line.startswith("letter ") and "receipt_confirmation" in line for line in told)
    assert any("Mina Rahimi" in line and '"' in line for line in told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail"]
