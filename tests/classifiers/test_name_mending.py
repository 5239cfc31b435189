from __future__ import annotations

import pytest

from classifiers.name_mending import as_meant, with_places_mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Fe1ix Mül1er", "Felix Müller"),
        ("N0UR", "NOUR"),
        ("lbrahim", "Ibrahim"),
        ("S o n a m   O s e i ,", "Sonam Osei"),
    ],
    ids=["one for l", "zero for O", "l for I", "spaced"],
)
def test_a_name_is_read_as_it_was_meant_and_stays_in_its_place(read: str, meant: str) -> None:
    mended = with_places_mended(read)
    assert len(mended) == len(read)
    assert meant in mended


def test_what_is_shown_is_without_signs_of_misreading() -> None:
    assert as_meant("EIif Kaya]") == "EIif Kaya"
    assert as_meant("FatImata") == "Fatlmata"
