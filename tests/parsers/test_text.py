import pytest

from parsers.records import Box
from parsers.text import PlacedWord, assemble, decoded, normal_form

BOX = Box(0.1, 0.1, 0.2, 0.2)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("A\u0308mter", "Ämter"),
        ("Null\x00byte", "Nullbyte"),
        ("Auf\u00adent\u200bhalt\ufeff", "Aufenthalt"),
        ("§\u00a023a", "§ 23a"),
        ("einzelnes \ud800 Surrogat", "einzelnes ? Surrogat"),
        ("Tab\tbleibt", "Tab\tbleibt"),
    ],
)
def test_text_is_brought_to_normal_form(raw: str, shown: str) -> None:
    assert normal_form(raw) == shown


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    [
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode("cp1252"), "iso-8859-1", "Grüße"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("„Grüße“ – 5 €".encode("cp1252"), "iso-8859-1", "„Grüße“ – 5 €"),
        ("Grüße".encode("cp1252"), "utf-8", "Grüße"),
        ("Grüße".encode("utf-16"), "", "Grüße"),
        ("Müller, Straße".encode("cp1252"), "no-such-charset", "Müller, Straße"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        (b"\xff\xfe", "", ""),
        (b"x", "base64", "x"),
        (bytes(range(128, 256)), "us-ascii", None),
    ],
)
def test_bytes_of_a_doubtful_charset_become_text(content: bytes, declared: str, text: str | None) -> None:
    shown = decoded(content, declared)

    assert shown == text if text is not None else shown


def test_words_stand_where_they_say() -> None:
    lines = [
        [
            [PlacedWord("Sehr", BOX, 0.9), PlacedWord("geehrte", BOX)],
            [PlacedWord("\u200b", BOX), PlacedWord("u\u0308ber", BOX)],
        ],
        [[PlacedWord("Ende", BOX)]],
    ]

    text, words = assemble(lines)

    assert text == "Sehr geehrte\nüber\n\nEnde"
    assert [text[word.start : word.end] for word in words] == ["Sehr", "geehrte", "über", "Ende"]
    assert words[0].confidence == 0.9


def test_nothing_becomes_no_text() -> None:
    assert assemble([[[]], []]) == ("", ())
