from __future__ import annotations

import pytest

from classifiers.name_scripts import are_in_two_scripts, script_key
from classifiers.names import is_part_of, plain, same_name


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Тетяна Ігорівна Гнатюк", "Tetiana Ihorivna Hnatiuk"),
        ("Гнатюк Тетяна", "Tetyana Hnatyuk"),
        ("Юрий Щукин", "Juri Schtschukin"),
        ("Эльдар Хаджиев", "Eldar Khadzhiev"),
        ("Чедомир Ђукић", "Čedomir Đukić"),
        ("Джамиля Ахметова", "Dzhamilya Akhmetova"),
    ],
)
def test_one_person_in_two_scripts(cyrillic: str, latin: str) -> None:
    assert are_in_two_scripts(cyrillic, latin)
    assert same_name(cyrillic, latin)
    assert is_part_of(cyrillic.split()[-1], latin)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("Юрий Щукин", "Vera Schtschukina"), ("Тетяна Гнатюк", "Tetiana Moroz"), ("Андрей", "Andrea")],
)
def test_others_in_two_scripts(cyrillic: str, latin: str) -> None:
    assert not same_name(cyrillic, latin)


def test_an_initial_stands_for_a_name_across_scripts() -> None:
    assert is_part_of("Т. Гнатюк", "Tetiana Ihorivna Hnatiuk")


def test_the_key_is_one_for_the_ways_to_write_a_letter() -> None:
    assert {script_key(plain(name)) for name in ("Гнатюк", "Hnatiuk", "Gnatjuk", "Hnatyuk")} == {"hnatiuk"}
    assert not are_in_two_scripts("Vera", "Wera")
