from __future__ import annotations

from datetime import date

import pytest

from classifiers.foreign_people import foreign_people
from classifiers.name_contexts import Sign

DAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        ("My name is Kojo Annan and I was born on 3 May 1987 in Tema.", "Kojo Annan", date(1987, 5, 3)),
        ("Je m'appelle Awa Sarr, née le 12 février 1990 à Dakar.", "Awa Sarr", date(1990, 2, 12)),
        ("Me llamo Inés Rojas, nacida el 8 de septiembre de 1983 en Cali.", "Inés Rojas", date(1983, 9, 8)),
        ("Benim adım Emre Tekin, 15 Mart 1984 tarihinde Tokat'ta doğdum.", "Emre Tekin", date(1984, 3, 15)),
        ("Quhem Besa Doda, e lindur më 4.10.1982 në Shkodër.", "Besa Doda", date(1982, 10, 4)),
        ("Zovem se Jasna Ilić, rođena 06.12.1979. u Vranju.", "Jasna Ilić", date(1979, 12, 6)),
        ("Меня зовут Азиз Каримов, 12.07.1981 года рождения, живу в Хагене.", "Азиз Каримов", date(1981, 7, 12)),
        ("اسمي سعاد الخطيب (Suad Al Khatib)، مواليد 05/04/1990 في حمص", "Suad Al Khatib", date(1990, 4, 5)),
        ("اینجانب بهرام رستمی (Bahram Rostami)، متولد ۱۹۸۵/۰۳/۲۱ در اهواز", "Bahram Rostami", date(1985, 3, 21)),
    ],
    ids=["en", "fr", "es", "tr", "sq", "sr", "ru", "ar", "fa"],
)
def test_a_writer_introduces_himself_in_his_language(text: str, name: str, born: date) -> None:
    (person,) = foreign_people(text, DAY)
    assert (person.name, person.birth_date) == (name, born)
    assert Sign.SELF in person.signs
    assert text[person.start :].startswith(name.split()[0]) or name.split()[0] in text


def test_who_is_written_for_is_no_writer() -> None:
    text = "I am writing on behalf of my husband, Mr. Baba Njie, born on 17 August 1991. He is about to be deported."
    (person,) = foreign_people(text, DAY)
    assert {Sign.CLIENT, Sign.SPOUSE} <= person.signs
    assert Sign.SELF not in person.signs


def test_a_list_of_children_goes_on() -> None:
    text = "We ask for our children Ife Bello (born 30 March 2014) and Dayo Bello (born 9 January 2019) as well."
    people = foreign_people(text, DAY)
    assert [(p.name, p.birth_date and p.birth_date.year) for p in people] == [("Ife Bello", 2014), ("Dayo Bello", 2019)]
    assert all(Sign.CHILD in p.signs for p in people)


@pytest.mark.parametrize(
    "text",
    [
        "Ich heiße Ada Osei, geboren am 01.02.1990, und bitte um Hilfe.",
        "I am Nigerian and I am very sick since many years, please help me.",
        "أنا أم لطفلين وأعيش في المدينة منذ سنوات وليس عندي أحد هنا",
        "Je vous prie de m'aider, au nom de Dieu, je ne sais plus quoi faire.",
    ],
    ids=["German is read elsewhere", "a nationality", "no capitals, no name", "not a person"],
)
def test_what_is_no_introduction(text: str) -> None:
    assert foreign_people(text, DAY) == ()
