from __future__ import annotations

import pytest

from classifiers.form_labels import Label, fits, lines_of


@pytest.mark.parametrize(
    ("label", "value", "is_one"),
    [
        (Label.BIRTH, "01.02.1990", True),
        (Label.BIRTH, "Accra", False),
        (Label.NATIONALITY, "ghanaisch", True),
        (Label.NATIONALITY, "ledig", False),
        (Label.NAME, "Ada Osei", True),
        (Label.NAME, "0211 555", False),
    ],
)
def test_an_entry_fits_its_label_by_kind(label: Label, value: str, is_one: bool) -> None:
    assert fits(label, value) is is_one


def test_lines_have_their_places() -> None:
    assert list(lines_of("ab\n\nc")) == [(0, "ab"), (3, ""), (4, "c")]
