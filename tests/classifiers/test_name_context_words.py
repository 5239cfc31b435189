from __future__ import annotations

import pytest

from classifiers.name_context_words import APPOSED, CLIENT, ENTRY_OF_FAMILY, FOR_KIN, GONE, OFFICE_BEFORE, SELF


@pytest.mark.parametrize(
    "before", ["ich heiße ", "Mein Name ", "ich, Bürgerin der Mongolei ", "ich, georgische Staatsangehörige "]
)
def test_a_writer_names_himself(before: str) -> None:
    assert SELF.search(before)


def test_for_whom_a_letter_acts() -> None:
    assert CLIENT.search("ich vertrete Frau ")
    assert FOR_KIN.search("Ich stelle den Antrag für meine Mama ")
    assert not FOR_KIN.search("Ich sorge für meine Mutter ")


def test_somebody_in_apposition_or_in_keywords() -> None:
    assert APPOSED.search("ich betreue eine junge Frau, ")
    assert not APPOSED.search("Er wohnt in der ")
    assert ENTRY_OF_FAMILY.search("\nKinder: ")
    assert not ENTRY_OF_FAMILY.search("drei Kinder ")


def test_offices_and_fates() -> None:
    assert OFFICE_BEFORE.search("die Sachbearbeiterin Frau ")
    assert GONE.search("ist 2015 gestorben")
    assert not GONE.search("wohnt in Soest")
