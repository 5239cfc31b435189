from __future__ import annotations

from classifiers.form_tables import machine_readable, persons_in_columns


def test_rows_of_a_table_are_persons() -> None:
    text = "Name          Geburtsdatum\nAda Osei      01.02.1990\nKofi Osei     03.04.2015\n"
    assert [person.form.name for person in persons_in_columns(text)] == ["Ada Osei", "Kofi Osei"]


def test_a_head_without_rows_tells_nobody() -> None:
    assert list(persons_in_columns("Name          Geburtsdatum\nkeine\n")) == []


def test_a_passport_tells_its_holder() -> None:
    (person,) = machine_readable("P<GHAOSEI<<ADA<AMA<<<<<<<<<<<<<<<<")
    assert (person.form.name, person.nationality) == ("Ada Ama Osei", "GHA")
