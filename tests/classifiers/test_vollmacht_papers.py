from __future__ import annotations

from dataclasses import replace

import pytest
from builders import make_lawyer, make_mail, make_page, make_paper, make_person, make_reading

from classifiers.records import PaperType, Representative, Role
from classifiers.vollmacht_papers import Grade, judge_paper, only_revokes
from parsers.records import Mark

SAMIR = make_person("Samir Haziri", "1988-04-02")
GIVES = "Ich, Samir Haziri, bevollmächtige Frau Ina Kessler, mich vor der Härtefallkommission zu vertreten.\n"
DATED = "Herne, 3.3.2026\n"


def grade_of(
    text: str,
    *,
    kind: PaperType = PaperType.POWER_OF_ATTORNEY,
    representative: Representative | None = None,
    body: str = "Anbei die Vollmacht.",
    sender: str = "",
    ink_after: str = "2026\n",
) -> Grade:
    page = make_page(text, ink_after=ink_after)
    reading = make_reading(make_mail(body, ("Vollmacht.pdf", page), from_name=sender), make_paper(kind))
    return judge_paper(reading, reading.papers[0], [SAMIR], [SAMIR], representative or make_lawyer()).grade


@pytest.mark.parametrize(
    ("addition", "grade"),
    [
        ("Die Vollmacht vom 2.5.2023 für Herrn Brockmann widerrufe ich.\n", Grade.ENCLOSED),
        ("Meine frühere Vollmacht widerrufe ich.\n", Grade.ENCLOSED),
        ("Die Vollmacht gilt bis auf schriftlichen Widerruf.\n", Grade.ENCLOSED),
        ("Diese Vollmacht ist widerrufen.\n", Grade.UNSUITABLE),
    ],
)
def test_it_is_its_own_revocation_that_counts(addition: str, grade: Grade) -> None:
    assert grade_of(f"Vollmacht\n{GIVES}{addition}{DATED}") is grade


@pytest.mark.parametrize(
    ("text", "revokes"),
    [
        ("Ich nehme meine Vollmacht vom 18. April zurück.", True),
        ("Ich, Samir Haziri,\n1. widerrufe die Vollmacht an Herrn Brockmann,\n2. bevollmächtige den Verein.", False),
        (GIVES, False),
    ],
)
def test_a_paper_that_takes_back_and_gives_nothing_is_no_vollmacht(text: str, revokes: bool) -> None:
    reading = make_reading(make_mail("Anbei.", ("a.pdf", text)), make_paper(PaperType.POWER_OF_ATTORNEY))
    assert only_revokes(reading, reading.papers[0]) is revokes


def test_the_hand_of_the_representative_who_accepts_is_not_the_principals() -> None:
    text = f"Vollmacht\n{GIVES}____________\nIch nehme die Vollmacht an:\n{DATED}I. Kessler"
    assert grade_of(text) is Grade.UNSIGNED
    assert grade_of(text, ink_after="____________\n") is Grade.ENCLOSED


@pytest.mark.parametrize(
    ("scope", "grade"),
    [
        (
            "In der Sache Haziri ./. Stadt Herne erteile ich Frau Kessler Untervollmacht, auch für die HFK.",
            "UNSUITABLE",
        ),
        ("Ich, Samir Haziri, erteile Frau Kessler Vollmacht; sie darf Untervollmacht erteilen. Härtefall.", "ENCLOSED"),
        (
            "In dem Rechtsstreit Haziri vor dem Verwaltungsgericht wird Frau Kessler Prozessvollmacht erteilt.",
            "UNSUITABLE",
        ),
        ("Samir Haziri gibt Frau Kessler Vollmacht für Konten und Depots.", "UNSUITABLE"),
        (
            "Haziri wegen ausländer- und asylrechtlicher Angelegenheiten: Frau Kessler wird Vollmacht erteilt.",
            "ENCLOSED",
        ),
    ],
)
def test_the_scope_and_the_giver_decide(scope: str, grade: str) -> None:
    assert grade_of(f"Vollmacht\n{scope}\n{DATED}").name == grade


@pytest.mark.parametrize(
    ("sender", "grade"),
    [
        ("Heimatverein Rosenthal e. V.", Grade.ENCLOSED),
        ("Bürgerverein Rosenthal", Grade.UNSUITABLE),  # the town alone is anybody's
    ],
)
def test_a_vollmacht_for_the_firm_serves_who_writes_for_it(sender: str, grade: Grade) -> None:
    text = "Ich, Samir Haziri, bevollmächtige den Heimatverein Rosenthal e. V. im Härtefallverfahren.\n" + DATED
    writer = Representative("August Everts", Role.PRIVATE)
    assert grade_of(text, representative=writer, sender=sender) is grade


def test_letters_set_apart_are_a_name() -> None:
    text = f"B E S T A L L U N G\nFrau Kessler ist Vormund für S a m i r  H a z i r i. Personensorge.\n{DATED}"
    assert grade_of(text, kind=PaperType.GUARDIANSHIP_CERTIFICATE) is Grade.ENCLOSED
    other = text.replace("S a m i r  H a z i r i", "B o r i s  P e t r o v")
    assert grade_of(other, kind=PaperType.GUARDIANSHIP_CERTIFICATE) is Grade.UNSUITABLE


@pytest.mark.parametrize(
    ("representative", "grade"),
    [
        (Representative("Pieter de Wit", Role.LAWYER), Grade.ENCLOSED),
        (Representative("Hilfsbund Mia", Role.ORGANISATION), Grade.UNSUITABLE),  # a word of a name is no surname
    ],
)
def test_a_firm_may_bear_a_short_surname(representative: Representative, grade: Grade) -> None:
    text = f"Vollmacht\nIch, Samir Haziri, bevollmächtige die Rechtsanwälte Graf & de Wit aus Mia.\n{DATED}"
    assert grade_of(text, representative=representative) is grade


@pytest.mark.parametrize(
    ("scope", "grade"),
    [
        ("Vorsorgevollmacht (nur Gesundheitssorge)\nFrau Kessler entscheidet in allen Angelegenheiten", "UNSUITABLE"),
        (
            "Generalvollmacht\nFrau Kessler vertritt mich in allen Angelegenheiten, auch der Gesundheitssorge",
            "ENCLOSED",
        ),
        ("Frau Kessler vertritt mich nur in der Mietsache, gegenüber allen Behörden, in allen Belangen", "UNSUITABLE"),
    ],
)
def test_all_matters_of_one_kind_are_not_all_matters(scope: str, grade: str) -> None:
    assert grade_of(f"{scope}.\nVollmachtgeber: Samir Haziri\n{DATED}").name == grade


def test_a_typed_gez_is_no_hand() -> None:
    assert grade_of(f"Vollmacht\n{GIVES}{DATED}gez. Samir Haziri", ink_after="") is Grade.UNSIGNED


@pytest.mark.parametrize(
    ("hands", "grade"),
    [
        (("\nՍամիր", "\nԼուսինե"), Grade.ENCLOSED),
        (("\nՍամիր",), Grade.UNSUITABLE),
        (("\nS. Haziri", "\nL. Haziri"), Grade.ENCLOSED),
        (("\nS. Haziri",), Grade.UNSUITABLE),
    ],
    ids=["both", "one", "both by initials", "one by initials"],
)
def test_where_the_paper_does_not_write_the_names_out_the_hands_are_counted(
    hands: tuple[str, ...], grade: Grade
) -> None:
    text = f"Wir bevollmächtigen Frau Kessler für uns und unseren Sohn Davit: Härtefall.\n{DATED}" + "".join(hands)
    page = replace(make_page(text), marks=tuple(Mark(text.index(hand)) for hand in hands))
    reading = make_reading(make_mail("Anbei.", ("a.pdf", page)), make_paper(PaperType.POWER_OF_ATTORNEY))
    linda, davit = make_person("Linda Haziri", "1990-09-12"), make_person("Davit Haziri", "2015-01-05")
    persons = [SAMIR, linda, davit]
    assert judge_paper(reading, reading.papers[0], [SAMIR, linda], persons, make_lawyer()).grade is grade
