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


@pytest.mark.parametrize(
    "text",
    [
        "I write for myself and for my wife Alma Doda, born on 4 May 1988 in Lagos, who lives with me.",
        "Je vous écris pour moi et pour mon épouse Alma Doda, née le 4 mai 1988, qui vit avec moi.",
        "Les escribo por mí y por mi esposa Alma Doda, nacida el 4 de mayo de 1988, que vive conmigo.",
        "Escrevo por mim e pela minha esposa Alma Doda, nascida em 4 de maio de 1988, que vive comigo.",
        "Scrivo per me e per mia moglie Alma Doda, nata il 4 maggio 1988, che abita con me.",
        "Vă scriu pentru mine și pentru soția mea Alma Doda, născută la 4 mai 1988, care locuiește cu mine.",
        "Kendim ve eşim Alma Doda (4 Mayıs 1988 doğumlu) için yazıyorum, birlikte yaşıyoruz.",
        "Ez ji bo xwe û ji bo hevjîna min Alma Doda, di 04.05.1988 de ji dayik bûye, dinivîsim.",
        "Po shkruaj për veten time dhe për gruan time Alma Doda, e lindur më 4 maj 1988 në Vlorë.",
        "Ju shkruaj per vete dhe per bashkeshorten time Alma Doda, e lindur me 04.05.1988 ne Vlore.",
        "Pišem za sebe i za svoju suprugu Alma Doda, rođena 04.05.1988. godine, koja živi sa mnom.",
        "Пишем за себе и за моју супругу Alma Doda, рођена 04.05.1988. године, која живи са мном.",
        "Пишувам за себе и за мојата сопруга Alma Doda, родена на 04.05.1988 година во Битола.",
        "Пиша за себе си и за моята съпруга Alma Doda, родена на 04.05.1988 г. в Русе.",
        "Piszę za siebie i za moją żonę Alma Doda, urodzoną 4.05.1988 r., która mieszka ze mną.",
        "Пишу за себя и за свою жену Alma Doda, 04.05.1988 года рождения, она живет со мной.",
        "Пишу за себе і за мою дружину Alma Doda, народжену 04.05.1988, вона живе зі мною.",
        "Գրում եմ ինձ և իմ կինը Alma Doda, ծնված 04.05.1988, մենք ապրում ենք Հագենում միասին.",
        "أكتب إليكم عن نفسي وعن زوجتي Alma Doda، مواليد 04/05/1988، ونحن نعيش معا في هاغن",
        "من برای خودم و همسرم Alma Doda، متولد 1988/05/04، که با من زندگی می کند می نویسم",
    ],
    ids="en fr es pt it ro tr ku sq sq2 hr sr mk bg pl ru uk hy ar fa".split(),  # noqa: SIM905
)
def test_a_wife_with_a_birth_date_applies_too(text: str) -> None:
    (person,) = foreign_people(text, DAY)
    assert (person.name, person.birth_date) == ("Alma Doda", date(1988, 5, 4))
    assert {Sign.SPOUSE, Sign.OF_WRITER, Sign.BORN} <= person.signs


@pytest.mark.parametrize(
    "text",
    [
        "My daughter Alma is very ill, she has a permanent residence permit and needs me every day.",
        "Ma fille Alma est très malade, elle a une carte de séjour et elle a besoin de moi.",
        "Vajza ime Alma është shumë e sëmurë, ajo ka leje qëndrimi dhe ka nevojë për mua.",
        "Kızım Alma çok hasta, onun oturma ve oturum izni var, bana ihtiyacı var her gün.",
        "Moja kćerka Alma je teško bolesna, ona ima boravišnu dozvolu i treba me svaki dan.",
        "Моя дочь Alma тяжело болеет, она имеет вид на жительство, ей нужна моя помощь.",
        "Моя донька Alma тяжко хворіє, вона має дозвіл на проживання, їй потрібна моя допомога.",
        "My husband Alma died in the war and I am alone with my children in this country.",
    ],
    ids="en fr sq tr hr ru uk dead".split(),  # noqa: SIM905
)
def test_who_has_a_title_or_is_dead_does_not_apply(text: str) -> None:
    (person,) = foreign_people(text, DAY)
    assert Sign.GONE in person.signs


def test_who_lacks_a_title_may_apply() -> None:
    (person,) = foreign_people("My daughter Alma is ill and she has no residence permit, please help us.", DAY)
    assert Sign.GONE not in person.signs
