from __future__ import annotations

from datetime import date

import pytest

from classifiers.passages import Part, Passage
from classifiers.statements import Statement, Subject, statements_in


def statements(text: str) -> tuple[Statement, ...]:
    return statements_in(Passage(0, 1, 0, text, Part.TEXT), (), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ich bin am 02.04.1988 in Durres geboren.", Subject.WRITER),
        ("Er ist am 02.04.1988 geboren.", Subject.NAMED),
        ("Die Antragstellerin zu 2 ist am 02.04.1988 geboren.", Subject.NUMBERED),
    ],
)
def test_of_whom_a_sentence_tells_the_birth_date(text: str, subject: Subject) -> None:
    (found,) = statements(text)
    assert (found.subject, found.birth_date) == (subject, date(1988, 4, 2))


def test_we_are_all_of_one_nationality() -> None:
    assert [(s.subject, s.nationality) for s in statements("Wir sind alle ghanaische Staatsangehörige.")] == [
        (Subject.ALL, "GHA")
    ]


@pytest.mark.parametrize("text", ["Unser einziger Sohn lebt in Hagen und ist Deutscher.", "Meine Frau ist Deutsche."])
def test_the_nationality_of_a_relative_is_nobody_elses(text: str) -> None:
    assert statements(text) == ()
