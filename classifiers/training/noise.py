"""Makes clean training pages look as OCR and fax give them: letters confused, words lost, lines broken."""

from __future__ import annotations

import random
from dataclasses import replace

from parsers.records import Mark, Page, ParsedMessage, TextSource

# What Tesseract reads for what stood there, on scans and fax of German letters; the first are the most frequent.
_CONFUSIONS = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "I"),
    ("I", "l"),
    ("i", "l"),
    ("ü", "u"),
    ("ä", "a"),
    ("ö", "o"),
    ("ü", "ii"),
    ("ß", "B"),
    ("0", "O"),
    ("O", "0"),
    ("1", "l"),
    ("6", "5"),
    ("8", "B"),
    ("c", "e"),
    ("e", "c"),
    ("h", "b"),
    ("ff", "fi"),
    (",", "."),
    (".", ","),
    ("§", "$"),
    ("č", "c"),
    ("ć", "c"),
    ("ş", "s"),
    ("ğ", "g"),
)
_SPECKS = ("'", "‚", ".", "|", "_", "„", "-", "·")


def with_noise(message: ParsedMessage, seed: int, share: float) -> ParsedMessage:
    """The message with its scanned pages bent: `share` is about the share of words that carry an error (0–0.3)."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    documents = tuple(
        replace(document, pages=tuple(_bent(page, chance, share) for page in document.pages))
        for document in message.documents
    )
    return replace(message, documents=documents)


def _bent(page: Page, chance: random.Random, share: float) -> Page:
    """A scanned page bent; text that a file itself holds stays as it is. Marks keep their place in the text."""
    if page.source is not TextSource.OCR:
        return page
    pieces: list[str] = []
    marks: list[Mark] = []
    waiting = sorted(page.marks, key=lambda mark: mark.offset)
    position = length = 0
    for token in _tokens(page.text):
        while waiting and waiting[0].offset <= position:
            marks.append(replace(waiting.pop(0), offset=length))
        new = _bent_word(token, chance, share)
        pieces.append(new)
        position += len(token)
        length += len(new)
    marks.extend(replace(mark, offset=length) for mark in waiting)
    quality = max(0.5, (page.quality or 0.93) - share)
    return replace(page, text="".join(pieces), marks=tuple(marks), quality=quality, words=())


def _tokens(text: str) -> list[str]:
    """Words and the white space between them, so that joined they are the text."""
    tokens: list[str] = []
    for char in text:
        if tokens and (tokens[-1][-1].isspace() == char.isspace()):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def _bent_word(word: str, chance: random.Random, share: float) -> str:
    if word.isspace():
        return "\n" if word == " " and chance.random() < share / 20 else word
    if chance.random() >= share:
        return word
    kind = chance.random()
    if kind < 0.70:
        return _confused(word, chance)
    if kind < 0.80:
        return word + chance.choice(_SPECKS)
    if kind < 0.88 and len(word) > 4:
        cut = chance.randrange(1, len(word))
        return word[:cut] + " " + word[cut:]
    if kind < 0.96 and len(word) > 3:
        cut = chance.randrange(len(word))
        return word[:cut] + word[cut + 1 :]
    return chance.choice(_SPECKS) + word


def _confused(word: str, chance: random.Random) -> str:
    fitting = [(a, b) for a, b in _CONFUSIONS if a in word]
    if not fitting:
        return word
    a, b = chance.choice(fitting[:6])
    places = [i for i in range(len(word)) if word.startswith(a, i)]
    place = chance.choice(places)
    return word[:place] + b + word[place + len(a) :]
