from __future__ import annotations

from dataclasses import replace

import pytest

from classifiers.records import Person, Representative, Role
from storage.reviews import note
from storage.search import find_items, forget_words, plain_text
from storage.status import Act


@pytest.fixture
def item(session, office):
    message_id, decision = office.read(session, "antrag-17.eml", text="Mein Sohn spielt Querflöte in Gütersloh.")
    person = Person("Đorđe Hüseyinović", aliases=("Georg Husein",))
    lawyer = Representative("Ina Kessler", Role.LAWYER)
    decision = replace(decision, persons=(person,), representative=lawyer, file_numbers=("118/26 K",))
    office.open_case(session, decision, message_id)
    session.flush()
    return message_id


@pytest.mark.parametrize(
    "search",
    [
        "Querflöte",
        "querfloete" if plain_text("ö") == "oe" else "querflote",
        "gütersloh SOHN",
        "Hüseyinović",
        "Huseynovic",
        "Georg",
        "Kessler",
        "Keßler",
        "118/26",
        "antrag-17",
        "HFK-2026-0001",
        "hfk-2026 querflöte",
    ],
)
def test_an_item_is_found_by(session, item, search):
    assert find_items(session, search) == {item}


@pytest.mark.parametrize("search", ["", "   ", "Trompete", "Querflöte Trompete", "Khalid"])
def test_an_item_is_not_found_by(session, item, search):
    assert find_items(session, search) == frozenset()


def test_what_a_person_read_is_found(session, item):
    assert not find_items(session, "Handgeschriebenes")
    note(session, item, Act.TRANSCRIBED, "karin", after="Handgeschriebenes", place=(0, 1))
    forget_words(session, item)
    assert find_items(session, "Handgeschriebenes") == {item}
