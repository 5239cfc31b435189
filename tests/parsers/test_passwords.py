import pytest

from parsers.passwords import stated_passwords


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Das Passwort lautet: Sommer2026!", "Sommer2026"),
        ("Das Kennwort für die PDF ist „Rosen weg 12“.", "Rosen weg 12"),
        ("Passwort: hfk-4711", "hfk-4711"),
        ("PW=abc123, mit freundlichen Grüßen", "abc123"),
        ("The password is geheim.", "geheim"),
        ("Bitte öffnen Sie die Datei mit dem Passwort 'Blau7'", "Blau7"),
    ],
)
def test_what_is_given_as_a_password_is_found(text: str, first: str) -> None:
    assert stated_passwords(text)[0] == first


def test_a_full_stop_may_be_part_of_it() -> None:
    assert stated_passwords("Passwort: geheim.") == ("geheim", "geheim.")


@pytest.mark.parametrize("text", ["", "Das Passwort sende ich Ihnen gesondert zu.", "Der Pinguin: ein Vogel"])
def test_what_is_no_password_is_not_taken_for_one(text: str) -> None:
    assert stated_passwords(text) == ()


def test_a_text_of_nothing_but_passwords_gives_eight() -> None:
    assert len(stated_passwords("\n".join(f"Passwort: abc{number}" for number in range(500)))) == 8
