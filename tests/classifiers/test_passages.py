from __future__ import annotations

import pytest
from builders import make_mail, make_reading, make_scan

from classifiers.passages import Part, passages_of_message

LETTER = """Ada Osei
Teichweg 4
45699 Herten

An die Härtefallkommission
40219 Düsseldorf

Bitte um Hilfe für meine Familie

Sehr geehrte Damen und Herren,

ich bitte um Befassung. Wir leben seit neun Jahren hier.

Mit freundlichen Grüßen
Ada Osei

Anlagen: Zeugnis, Attest
""".replace("    ", "")


def parts(message: object) -> dict[str, str]:
    return {p.part: p.text.strip() for p in passages_of_message(message)}  # type: ignore[arg-type]


def test_a_letter_falls_into_its_parts() -> None:
    found = parts(make_scan(LETTER))
    assert found[Part.HEAD].startswith("Ada Osei")
    assert found[Part.SUBJECT] == "Bitte um Hilfe für meine Familie"
    assert found[Part.TEXT].startswith("Sehr geehrte")
    assert found[Part.CLOSING].endswith("Ada Osei")
    assert found[Part.ENCLOSURES] == "Anlagen: Zeugnis, Attest"


def test_passages_put_together_are_the_page() -> None:
    assert "".join(p.text for p in passages_of_message(make_scan(LETTER))) == LETTER


def test_a_passage_tells_its_place_on_the_page() -> None:
    (text,) = [p for p in passages_of_message(make_scan(LETTER)) if p.part is Part.TEXT]
    start = text.text.index("neun")
    place = text.evidence(start, start + 4)
    assert LETTER[place.start : place.end] == "neun"


QUOTED = [
    "Wie geht es weiter?\n\nAm 2. März 2026 schrieb Härtefallkommission:\n> Ihr Antrag\n> ist da.\n",
    "Wie geht es weiter?\n\nVon: Härtefallkommission NRW\nGesendet: Montag\nAn: Ada\n\nIhr Antrag ist da.",
    "Wie weiter?\n\n-----Ursprüngliche Nachricht-----\nVon: Härtefallkommission NRW\nAn: Ada\n\nIhr Antrag ist da.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_the_message_that_is_answered_is_a_part_of_its_own(text: str) -> None:
    found = parts(make_mail(text))
    assert "Antrag" in found[Part.QUOTED]
    assert "Antrag" not in found[Part.TEXT]


def test_a_message_that_is_handed_on_is_told_from_one_that_is_answered() -> None:
    text = "Zur Kenntnis.\n\n-----Ursprüngliche Nachricht-----\nVon: Ada Osei\nAn: Poststelle\n\nIch bitte um Hilfe."
    assert "Hilfe" in parts(make_mail(text, subject="WG: Antrag"))[Part.FORWARDED]


def test_a_greeting_above_running_text_is_no_closing() -> None:
    lines = "\n".join(["Das ist eine lange Zeile, die von einem Leben in Herten erzählt und weitergeht."] * 9)
    assert Part.CLOSING not in parts(make_scan(f"Gott zum Gruß!\n\n{lines}"))


def test_blank_pages_have_no_passages() -> None:
    assert passages_of_message(make_scan("", "Text auf der zweiten Seite")) != ()
    assert {p.page for p in passages_of_message(make_scan("", "Text"))} == {2}


def test_a_reading_gives_the_body_and_the_letter() -> None:
    reading = make_reading(make_mail("Anbei mein Brief.", ("Brief.pdf", "Sehr geehrte Damen und Herren, …")))
    assert [p.document for p in reading.letter_passages] == [0]


def test_words_that_a_line_broke_are_put_together_and_offsets_stay() -> None:
    text = "Sie wird vom Kreis Heins-\n   berg ge-\nduldet. Vor- und Nach-\nname, Vor-\nund Zuname.\n"
    (passage,) = passages_of_message(make_scan(text))
    assert len(passage.text) == len(text)
    for word in ("Heinsberg", "geduldet.", "Nachname", "Vor-\nund"):
        assert word in passage.text
    assert passage.text.index("Zuname") == text.index("Zuname")


def test_the_drawn_lines_of_a_table_are_read_as_bars() -> None:
    (passage,) = passages_of_message(make_scan("│ Osei, Ada │ 09.06.1984 │\n"))
    assert passage.text == "| Osei, Ada | 09.06.1984 |\n"
