"""Plain form of a text for comparison: lower case, no diacritics, as long as the text itself."""

from __future__ import annotations

import re
import unicodedata


def _table() -> dict[int, str]:
    """Latin letters with diacritics, to their base letter; quotes, dashes and spaces to the plain ones."""
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    for chars, plain in (
        ("ßẞſ", "s"), ("øØ", "o"), ("łŁ", "l"), ("ıİ", "i"), ("đĐðÐ", "d"), ("æÆ", "a"), ("œŒ", "o"),
        ("’‘‚`´", "'"), ("“”„«»", '"'), ("–—‐‑−", "-"), ("\u00a0\u2007\u202f\u2009\t", " "), ("•·●▪", "*"),
    ):  # fmt: skip
        for char in chars:
            table[ord(char)] = plain
    return table


# What OCR makes of m, h, w, d and n.
OCR_CONFUSIONS = (("rn", "m"), ("li", "h"), ("ln", "h"), ("vv", "w"), ("cl", "d"), ("ii", "n"))
_TABLE = _table()
_SPACED = re.compile(r"(?<!\S)(?:[a-z] ){3,}[a-z](?!\S)")
_LOOKALIKES = str.maketrans("0135|!", "olesll")
_LETTER = "a-zäöüß"
# "MitarbeiterInnen", "AntragstellerIn": that capital is meant.
_LOST_L = re.compile(rf"(?<=[{_LETTER}])(?:I(?!n(?:nen)?\b)|[1|])(?=[{_LETTER}])")
_LOST_O = re.compile(rf"(?<=[{_LETTER}])0(?=[{_LETTER}])")


def without_misreadings(text: str) -> str:
    """The most frequent confusions of OCR inside words undone: "AusIänderamt", "W0hnung"; every offset stays."""
    return _LOST_L.sub("l", _LOST_O.sub("o", text))


def folded(text: str) -> str:
    """Fold a text: every offset in the result is the same offset in the text.

    Umlauts lose their dots ("ä" → "a"), ß becomes one s, letters other than Latin stay as they are.
    """
    plain = without_misreadings(text).translate(_TABLE)
    lower = plain.lower()
    # A few letters of other scripts grow when they are lowered: then they stay as they are.
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)


def joined_letters(line: str) -> str:
    """Put a folded line's spaced letters together: "v o l l m a c h t" is a word."""
    return _SPACED.sub(lambda m: m.group().replace(" ", ""), line)


def plain_word(word: str) -> str:
    """A folded word as OCR should have read it: digits and bars inside a word are letters."""
    if word.isalpha() or not any(c.isalpha() for c in word):
        return word
    return word.translate(_LOOKALIKES)
