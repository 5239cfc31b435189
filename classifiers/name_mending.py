"""Puts names right in which OCR or a typewriter got letters wrong: "Shpetirn", "l2", "K a y a"."""

from __future__ import annotations

import re

# What OCR mistakes for one another, where it can be nothing else; every mending keeps the length of the text.
_MISREAD = (
    (re.compile(r"(?<=[A-ZÄÖÜ])0(?=[A-ZÄÖÜ])"), "O"),
    (re.compile(r"(?<=[^\W\d_])1(?=1?[a-zäöüß])"), "l"),
    (re.compile(r"(?<![^\W_])l(?=[bcdfghjkmnpqrstvwxz][a-zäöü])"), "I"),
    (re.compile(r"(?<=[A-ZÄÖÜ])I(?=[a-zäöü]{2})"), "l"),
)


def with_places_mended(text: str) -> str:
    """A text with its names as they should have been read; every place stays where it was."""
    for pattern, meant in _MISREAD:
        text = pattern.sub(meant, text)
    return _SPACED.sub(_without_spacing, text)


# Typewriters stress a name by spacing: "S o l o n g o   P u r e v s u r e n".
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?:[ ][^\W\d_]){3,}(?:[ ]{2,}[^\W\d_](?:[ ][^\W\d_]){2,})*(?=[\s,.;:)]|$)")


def _without_spacing(spaced: re.Match[str]) -> str:
    """The words drawn together, set beside what goes on: a comma behind, else a word before."""
    words = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", spaced.group()))
    return (
        words.rjust(len(spaced.group()))
        if spaced.string[spaced.end() :][:1] == ","
        else words.ljust(len(spaced.group()))
    )


_OCR_CAPITALS = re.compile(r"\b(?=\w*[A-ZÄÖÜČĆŠŽĐ]\w*[A-ZÄÖÜČĆŠŽĐ])[A-ZÄÖÜČĆŠŽĐÀ-Þl]+\b")


def as_meant(name: str) -> str:
    """A name without what OCR mistakes in it: brackets and bars, "l" among capitals, "I" among small letters."""
    name = re.sub(r"[\]|!]", "", name)
    name = _OCR_CAPITALS.sub(lambda m: m.group().replace("l", "I"), name)
    return re.sub(r"(?<=[a-zäöüß])I(?=[a-zäöüß])", "l", name)
