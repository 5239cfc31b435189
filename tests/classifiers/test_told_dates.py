from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import make_decision

from classifiers.told_dates import days_of_letter, days_referred_to

CAME = date(2026, 3, 28)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("zu meinem Antrag vom 3. März reiche ich nach", {date(2026, 3, 3)}),
        ("Unser Schriftsatz vom 24.02.2026", {date(2026, 2, 24)}),
        ("Bezug: Fax v. 24.2.26", {date(2026, 2, 24)}),
        ("zu meiner Mail vom 1. März und meinem Brief vom 9. März", {date(2026, 3, 1), date(2026, 3, 9)}),
        # The office's own letter, another matter, a day that is told by the letter only or lies ahead.
        ("Ihr Schreiben vom 3. März habe ich erhalten", set()),
        ("Ihrem freundlichen Schreiben vom 3. März", set()),
        ("den Asylantrag vom 3. März", set()),
        ("der Bescheid vom 3. März", set()),
        ("mein Fax vom Dienstag", set()),
        ("mein Antrag vom 3. April 2026", set()),
    ],
)
def test_the_day_of_an_earlier_letter(text: str, days: set[date]) -> None:
    assert days_referred_to(text, CAME) == days


def test_a_letter_is_called_by_its_date_and_by_its_receipt() -> None:
    text = "Herten, 26. Februar 2026\nIch bin am 01.03.2026 zwanzig geworden und seit dem 27.02.2026 krank. geb. 1.3.06"
    assert days_of_letter(make_decision(day=3, main_text=text)) == {date(2026, 3, 3), date(2026, 2, 26)}


def test_what_came_after_midnight_came_on_the_new_day_however_the_time_is_kept() -> None:
    late = replace(make_decision(), received_at=datetime(2026, 3, 4, 23, 30, tzinfo=UTC))
    assert days_of_letter(late) == {date(2026, 3, 5)}
