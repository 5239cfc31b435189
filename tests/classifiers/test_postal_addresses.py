from __future__ import annotations

import pytest
from builders import make_mail, make_reading

from classifiers.postal_addresses import postal_addresses


def lines_in(text: str) -> list[tuple[str, str]]:
    return [address.lines for address in postal_addresses(make_reading(make_mail(text)))]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Ada Osei, Teichweg 4, 45699 Herten", "Teichweg 4"),
        ("Ada Osei\nTeichweg 4 a\n45699 Herten", "Teichweg 4 a"),
        ("Ada Osei\nTeichweg 4 / 45699 Herten", "Teichweg 4"),
        ("Ada Osei wohnt seit Mai im Teichweg 4 in 45699 Herten.", "Teichweg 4"),
        ("Ada Osei wohnt seit 2018 im Teichweg 4, 45699 Herten.", "Teichweg 4"),
        ("Ada Osei, August-Bebel-Straße 4, 45699 Herten", "August-Bebel-Straße 4"),
        ("Strasse, Nr. ..... TEICHWEG 4 .....\nPLZ, Ort ......... 45699 Herten ....", "TEICHWEG 4"),
        ("Sie ist in der ZUE Herten, 45699 Herten.", "ZUE Herten"),
    ],
)
def test_an_address_is_found_in_every_layout(text: str, street: str) -> None:
    assert lines_in(text) == [(street, "45699 Herten")]


def test_our_own_office_s_is_none() -> None:
    assert lines_in("An die\nHärtefallkommission NRW\nVölklinger Straße 4\n40219 Düsseldorf") == []


def test_what_a_fax_machine_prints_is_not_what_stands_before() -> None:
    text = "02-06-26  08:44    Beratung e.V.     02366 5551     Blatt 1\n\nAda Osei\nTeichweg 4\n45699 Herten"
    (address,) = postal_addresses(make_reading(make_mail(text)))
    assert "Beratung" not in address.before
    assert address.before.strip() == "Ada Osei"


def test_a_quoted_mail_s_are_left_out() -> None:
    assert lines_in("Danke.\n\nAm 3. März 2026 schrieb Ada Osei:\n> Teichweg 4, 45699 Herten\n> Gruß") == []
