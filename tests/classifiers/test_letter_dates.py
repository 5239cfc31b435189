from __future__ import annotations

from datetime import date

import pytest
from builders import make_mail, make_paper, make_reading, make_scan

from classifiers.letter_dates import date_sent, letter_date, receipt_date
from classifiers.records import PaperType


def letter(head: str, end: str = "") -> str:
    return f"{head}\n\nSehr geehrte Damen und Herren,\n\nam 3. Januar 2026 fiel er.\n\nMit freundlichen Grüßen\n{end}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (letter("Kanzlei Kessler\n\nDüsseldorf, den 3. März 2026"), date(2026, 3, 3)),
        (letter("Ihr Schreiben vom 12.01.2026\nDatum: 02.03.2026"), date(2026, 3, 2)),
        (letter("Arbnor Krasniqi, geb. 02.04.1990\nMarl, 5.3.2026"), date(2026, 3, 5)),
        (letter("Arbnor Krasniqi", "Hagen, 4.3.2026\nArbnor Krasniqi"), date(2026, 3, 4)),
        (letter("Arbnor Krasniqi"), date(2026, 3, 11)),
        (letter("Marl, den 5. August 2031"), date(2026, 3, 11)),
    ],
)
def test_the_date_of_a_letter_stands_in_its_head_or_below_it(text: str, value: date) -> None:
    paper = make_paper(PaperType.APPLICATION_LETTER, document=0, source="1")
    assert letter_date(make_reading(make_scan(text), paper, letter=paper)) == value


def test_a_mail_is_dated_by_its_receipt() -> None:
    reading = make_reading(make_mail("Hallo, am 3. Februar 2026 war ich da."))
    assert letter_date(reading) == receipt_date(reading) == date(2026, 3, 11)


def test_a_forwarded_mail_is_dated_by_its_header() -> None:
    quoted = "Von: Ausländerbehörde\nGesendet: Montag, 2. März 2026 11:15\nAn: Kessler\n\nAm Dienstag ist der Flug."
    assert date_sent(quoted, date(2026, 3, 11)) == date(2026, 3, 2)
    assert date_sent("Von: niemand", date(2026, 3, 11)) is None
