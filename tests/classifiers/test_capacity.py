from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading

from classifiers.capacity import Capacity, find_standing
from classifiers.records import PaperType
from classifiers.signers import find_writers


def capacity(text: str) -> Capacity:
    reading = make_reading(make_mail(text))
    return find_standing(reading, find_writers(reading)).capacity


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("Guten Tag,\nwir bitten um Hilfe.\n\nMit freundlichen Grüßen\nIna Kessler\nRechtsanwältin", Capacity.LAWYER),
        (
            "Guten Tag,\nfür meinen Mündel beantrage ich Hilfe.\n\nMit freundlichen Grüßen\nIna Kessler",
            Capacity.GUARDIAN,
        ),
        (
            "Guten Tag,\nwir bitten für Ada.\n\nMit freundlichen Grüßen\nIna Kessler\nAnkerplatz Volmetal e. V.",
            Capacity.ORGANISATION,
        ),
        (
            "Dear all,\non behalf of Rivers Trust e. V. I ask you for help.\n\nKind regards\nIna Kessler",
            Capacity.ORGANISATION,
        ),
        ("Guten Tag,\nich bitte um Hilfe.\n\nMit freundlichen Grüßen\nAda Osei", Capacity.SELF),
    ],
)
def test_as_what_somebody_writes(text: str, written_as: Capacity) -> None:
    assert capacity(text) is written_as


def test_who_writes_privately_writes_for_himself_whatever_his_office() -> None:
    text = "Guten Tag,\nprivat, nicht für den Träger.\n\nMit freundlichen Grüßen\nIna Kessler\nKita Bogen e. V."
    assert capacity(text) is Capacity.SELF


def test_a_vollmacht_names_the_organisation_that_represents() -> None:
    mandate = "Hiermit bevollmächtige ich, Ada Osei, geb. 3.4.1990, den Heimatverein Volmetal e. V., mich zu vertreten."
    message = make_mail("Guten Tag,\nwir bitten.\n\nMit freundlichen Grüßen\nIna Kessler", ("Vollmacht.pdf", mandate))
    reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY, source="Vollmacht.pdf"))
    assert find_standing(reading, find_writers(reading)).organisation == "Heimatverein Volmetal e. V."


def test_the_business_of_the_one_who_signs_is_himself() -> None:
    mandate = "Ich, Ada Osei, bevollmächtige Herrn Kofi Mensah, Schreinerei Mensah, und die Schreinerei Mensah."
    message = make_mail("Guten Tag,\nich bitte.\n\nMit freundlichen Grüßen\nKofi Mensah", ("Vollmacht.pdf", mandate))
    reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY, source="Vollmacht.pdf"))
    assert find_standing(reading, find_writers(reading)).capacity is Capacity.SELF


@pytest.mark.parametrize(
    ("sender", "function", "written_as"),
    [
        ("Kofi Mensah", "Klassenlehrer 9a", Capacity.SELF),
        ("Kofi Mensah", "Schulleiter", Capacity.ORGANISATION),
        ("Realschule Volmetal", "Klassenlehrer 9a", Capacity.ORGANISATION),
    ],
)
def test_a_teacher_who_writes_from_his_own_mailbox_does_not_write_for_the_school(
    sender: str, function: str, written_as: Capacity
) -> None:
    text = f"Guten Tag,\nich bitte.\n\nMit freundlichen Grüßen\nKofi Mensah\n{function}\nRealschule Volmetal"
    reading = make_reading(make_mail(text, from_name=sender))
    assert find_standing(reading, find_writers(reading)).capacity is written_as
