from __future__ import annotations

import uuid

import pytest

from review.item_view import item_view, leaf_view
from storage.database import transaction
from storage.errors import UnknownRow


@pytest.fixture
def view(desk, office):
    message_id = desk.file()
    with transaction(office.sessions) as session:
        return item_view(session, message_id)


def test_fields_bear_grade_quotes_and_values(view):
    poa = next(field for field in view.fields if field.name == "power_of_attorney")
    assert (poa.values, poa.grade, poa.percent) == (("angekündigt",), "sicher", 95)
    assert poa.quotes[0].text == "Vollmacht"
    persons = next(field for field in view.fields if field.name == "persons")
    assert persons.grade == "unsicher"
    assert next(field for field in view.fields if field.name == "detained").grade == ""


def test_a_leaf_that_is_not_there_shows_the_first(view):
    leaf = leaf_view(view, 9, 9, "")
    assert (leaf.document.index, leaf.page.number, leaf.has_picture) == (0, 1, True)
    assert leaf.boxes
    assert leaf.focus == ()


def test_a_message_without_an_item_has_no_fields(desk, office):
    parked = desk.park()
    with transaction(office.sessions) as session:
        view = item_view(session, parked)
        assert (view.fields, view.message, view.filed) == ((), None, None)
        with pytest.raises(UnknownRow):
            item_view(session, uuid.uuid4())
    assert leaf_view(view, 0, 1, "") is None
