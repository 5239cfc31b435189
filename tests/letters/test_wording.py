from datetime import UTC, date, datetime

import pytest

from classifiers.records import Contact, Person, Representative, Role
from letters.wording import (
    applicant_salutation,
    joined_names,
    listed,
    long_date,
    nationality_name,
    printable,
    receipt_phrase,
    representative_salutation,
    short_date,
)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 3, 4), "4. März 2026", "04.03.2026"),
        (date(1999, 12, 31), "31. Dezember 1999", "31.12.1999"),
    ],
)
def test_days_are_written_the_german_way(day: date, long: str, short: str) -> None:
    assert long_date(day) == long
    assert short_date(day) == short


def test_an_unknown_day_says_so_in_a_table() -> None:
    assert short_date(None) == "nicht angegeben"


@pytest.mark.parametrize(
    ("received_at", "phrase"),
    [
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "am 1. Juli 2026"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "am 2. Juli 2026"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "am 1. Januar 2027"),
        (None, ""),
    ],
)
def test_the_day_of_receipt_is_that_of_the_office(received_at: datetime | None, phrase: str) -> None:
    assert receipt_phrase(received_at) == phrase


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SYR", "Syrien"),
        ("TUR", "Türkei"),
        ("XKX", "Kosovo"),
        ("XXA", "staatenlos"),
        ("XXX", "ungeklärt"),
        ("ZZZ", "ZZZ"),
        (None, "nicht angegeben"),
    ],
)
def test_nationalities_have_german_names(code: str | None, name: str) -> None:
    assert nationality_name(code) == name


@pytest.mark.parametrize(
    ("contact", "salutation"),
    [
        (Contact("Lorin Probst"), "Guten Tag Lorin Probst,"),
        (Contact(" LORIN PROBST "), "Guten Tag LORIN PROBST,"),
        (Contact("Familie Probst"), "Guten Tag Familie Probst,"),
        (Contact("Herrn Lorin Probst"), "Guten Tag,"),
        (Contact("Übergangsheim Nord"), "Guten Tag,"),
        (Contact(""), "Guten Tag,"),
        (None, "Guten Tag,"),
    ],
)
def test_applicants_are_greeted_by_name_where_it_is_surely_theirs(contact: Contact | None, salutation: str) -> None:
    assert applicant_salutation(contact, (Person(None), Person("Lorin Probst"))) == salutation


@pytest.mark.parametrize(
    ("representative", "salutation"),
    [
        (Representative("Kim Beispiel", Role.PRIVATE), "Guten Tag Kim Beispiel,"),
        (Representative(None, Role.PRIVATE), "Sehr geehrte Damen und Herren,"),
        (Representative("Ute Muster", Role.LAWYER), "Sehr geehrte Damen und Herren,"),
        (Representative("Stadt Bochum, Jugendamt", Role.GUARDIAN), "Sehr geehrte Damen und Herren,"),
        (None, "Sehr geehrte Damen und Herren,"),
    ],
)
def test_representatives_are_greeted_by_what_they_are(representative: Representative | None, salutation: str) -> None:
    assert representative_salutation(representative) == salutation


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Şervan Xêro", "Şervan Xêro"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Zeile\nzwei\t drei\r\n", "Zeile zwei drei"),
        ("\u202eegnaR\u202c", "egnaR"),
        ("\x00\x1b[31mrot", "[31mrot"),
        ("\ue000privat\ud800", "privat"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("#panic() *x* $y$ \\ @z", "#panic() *x* $y$ \\ @z"),
    ],
)
def test_text_is_shown_as_it_is_but_for_what_no_page_can_show(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_an_endless_text_ends() -> None:
    shown = printable("Name " * 10_000)
    assert len(shown) == 300
    assert shown.endswith("…")


@pytest.mark.parametrize("run", ["a" * 90, "Scan_2026-03-01_" + "x" * 70 + ".pdf", "-" * 70])
def test_a_long_run_can_be_broken_without_losing_a_character(run: str) -> None:
    pieces = printable(run).split("\u200b")
    assert "".join(pieces) == run
    assert max(map(len, pieces)) <= 60


def test_a_list_names_each_once_and_says_what_it_leaves_out() -> None:
    assert listed(["b", "a", "b"]) == ["b", "a"]
    shown = listed(f"{number}.pdf" for number in range(70))
    assert shown[:2] == ["0.pdf", "1.pdf"]
    assert shown[49:] == ["49.pdf", "und 20 weitere"]


@pytest.mark.parametrize(
    ("names", "shown"), [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")]
)
def test_names_are_joined_as_one_says_them(names: list[str], shown: str) -> None:
    assert joined_names(names) == shown


def test_a_couple_is_greeted_by_both_names() -> None:
    persons = (Person("Anna Probst"), Person("Ben Probst"))
    assert (
        applicant_salutation(Contact("Anna Probst und Ben Probst"), persons) == "Guten Tag Anna Probst und Ben Probst,"
    )
    assert applicant_salutation(Contact("Anna Probst und Amt"), persons) == "Guten Tag,"
