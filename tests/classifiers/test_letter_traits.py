import pytest

from classifiers.letter_traits import (
    addresses_other_body,
    asks_the_commission,
    is_addressed_to_office,
    speaks_as_letter,
)


@pytest.mark.parametrize(
    "text",
    [
        "Ich bitte Sie, meinen Fall zu prüfen.",
        "Wir wären dankbar, wenn die Kommission sich mit dem Fall befasst.",
        "Nehmen Sie sich bitte unserer Familie an, der Fall ist eine Härte.",
        "hiermit stelle ich einen Härtefallantrag",
        "Es wird beantragt, ein Ersuchen an die Ausländerbehörde zu richten.",
        "I beg the commission to look at my case",
    ],
)
def test_asking_is_heard_in_many_words(text: str) -> None:
    assert asks_the_commission(text) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "Anbei übersende ich die angeforderte Lohnabrechnung.",
        "Ich nehme meinen Antrag vom 3. Mai zurück.",
        "Wir unterstützen den Härtefallantrag unserer Nachbarn.",
        "Der Vorgenannte ist vollziehbar ausreisepflichtig, Ihre Mitteilung habe ich erhalten.",
    ],
)
def test_what_does_not_ask_is_not_taken_for_asking(text: str) -> None:
    assert asks_the_commission(text) < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An die Härtefallkommission des Landes NRW\n\nSehr geehrte Damen und Herren,", True),
        ("Haertefallkomrnission Nordrhein-Westfalen\n40219 Duesseldorf", True),
        (
            "An das Verwaltungsgericht\n\nSehr geehrte Damen und Herren,\n"
            + "wir tragen vor. " * 20
            + "Härtefallkommission",
            False,
        ),
    ],
)
def test_the_address_is_read_in_the_head_of_a_letter(text: str, expected: bool) -> None:
    assert is_addressed_to_office(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sehr geehrte Damen und Herren,\n\nanbei.", True),
        ("Der Fall ist klar.\n\nHerzliche Grüße\nA. Brandt", True),
        ("Zeugnis\nDeutsch gut\nSport gut", False),
    ],
)
def test_salutation_or_closing_make_a_letter(text: str, expected: bool) -> None:
    assert speaks_as_letter(text) is expected


def test_a_letter_to_another_body_is_told_apart_unless_the_office_is_addressed_too() -> None:
    assert addresses_other_body("petitionsausschuss des landtags\n\nsehr geehrte abgeordnete,")
    assert not addresses_other_body("hartefallkommission nrw\n\nsehr geehrte damen,\nder petitionsausschuss lehnte ab.")
