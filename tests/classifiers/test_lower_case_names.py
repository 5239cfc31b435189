from __future__ import annotations

from datetime import date

from classifiers.lower_case_names import lower_case_names
from classifiers.name_contexts import Sign

DAY = date(2026, 3, 11)


def test_a_family_without_capitals() -> None:
    text = (
        "ich bin blerim shala geboren 13.3.1990 in prizren. antrag für mich, meine frau albana shala geb. 5.5.1993 und "
        "unsere tochter elira (7.8.2016)"
    )
    found = list(lower_case_names(text, DAY))
    assert [(p.name, p.birth_date.year) for p in found] == [
        ("Blerim Shala", 1990),
        ("Albana Shala", 1993),
        ("Elira", 2016),
    ]
    assert Sign.SELF in found[0].signs
    assert Sign.SPOUSE in found[1].signs
    assert Sign.CHILD in found[2].signs


def test_a_client_in_a_hurried_mail() -> None:
    found = list(lower_case_names("hallo, antrag anbei für fr. van anh tran geb. 26.10.86 vietnam", DAY))
    assert [p.name for p in found] == ["Van Anh Tran"]


def test_common_words_and_letters_with_capitals_have_none() -> None:
    assert list(lower_case_names("meine frau wurde hier geboren 3.4.1990, sie ist krank", DAY)) == []
    text = "Sehr geehrte Damen und Herren, Meine Frau albana shala geboren 5.5.1993 lebt in Unna."
    assert list(lower_case_names(text, DAY)) == []
