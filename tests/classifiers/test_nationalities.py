from __future__ import annotations

import pytest

from classifiers.nationalities import find_nationalities


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Er ist georgischer Staatsangehöriger.", "GEO"),
        ("Staatsangehörigkeit: Albanien", "ALB"),
        ("Sie ist Kosovarin.", "XKX"),
        ("Staatsangehörigkeit: staatenlos", "XXA"),
        ("She is a Kenyan citizen.", "KEN"),
    ],
)
def test_a_nationality_is_read_in_its_forms(text: str, code: str) -> None:
    assert code in {mention.code for mention in find_nationalities(text)}


def test_a_people_is_no_nationality() -> None:
    assert find_nationalities("Er ist Kurde und Jeside.") == ()
