from __future__ import annotations

from datetime import timedelta

from review.office_pages import bars


def test_today_tells_what_is_due(clerk, desk, office):
    desk.file()
    desk.file("eilig.tif", removal_date=office.today() + timedelta(days=3), detained=True)
    text = clerk.get("/heute").text
    assert "<strong>2</strong> Eingänge zur Prüfung" in text
    assert (office.today() + timedelta(days=3)).strftime("%d.%m.%Y") in text


def test_the_journal_lists_everything(clerk, desk):
    desk.file()
    desk.park()
    text = clerk.get("/posteingangsbuch").text
    assert "brief.tif" in text
    assert "geparkt" in text


def test_figures_are_a_table_too(clerk, desk):
    desk.file()
    text = clerk.get("/auswertung").text
    assert "Vollmacht fehlt" in text
    assert "<table" in text


def test_the_audit_is_for_the_lead(visitor, desk):
    desk.file()
    assert "Akte angelegt" in visitor("lead@amt").get("/protokoll").text


def test_bars_are_measured_by_the_longest():
    assert [bar.length for bar in bars([("a", 1), ("b", 4)])] == [25.0, 100.0]
    assert bars([]) == ()
    assert bars([("a", 0)])[0].length == 0
