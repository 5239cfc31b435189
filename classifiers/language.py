"""In which language the main letter is written."""

from __future__ import annotations

import functools
import re
import runpy
import unicodedata
from collections import defaultdict
from pathlib import Path

import spacy.lang
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.lang.de.stop_words import STOP_WORDS as _GERMAN
from spacy.lang.en.stop_words import STOP_WORDS as _ENGLISH
from spacy.lang.nl.stop_words import STOP_WORDS as _DUTCH
from spacy.lang.tr.stop_words import STOP_WORDS as _TURKISH

from classifiers.folding import folded
from classifiers.names import word_set
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Evidence, Finding

# In which people write to the office: of the 97 languages that the identifier knows the others only mislead it.
_LANGUAGES = (
    *("de", "en", "fr", "es", "it", "pt", "nl", "pl", "ro", "hu", "cs", "sk", "bg", "el", "tr", "az", "ku", "ar"),
    *("fa", "ps", "ur", "ru", "uk", "be", "mk", "sr", "hr", "bs", "sl", "sq", "hy", "ka", "mn", "am", "so", "sw"),
    *("ha", "ig", "yo", "ln", "hi", "bn", "ta", "si", "ne", "pa", "vi", "zh", "ja", "ko", "th", "id", "uz", "kk"),
    "ky",
)
# By their file, for who imports spacy.lang.fr waits three seconds for the tables of its tokenizer.
_FRENCH: set[str] = runpy.run_path(str(Path(spacy.lang.__path__[0]) / "fr" / "stop_words.py"))["STOP_WORDS"]
_OTHER_WORDS = (_ENGLISH, _FRENCH, _DUTCH, _TURKISH)
_LEAST_LETTERS = 25  # fewer say nothing
_GERMAN_SHARE = 0.40  # of a letter in two languages: then German is the main one, for it can be worked with
_WORD = re.compile(r"[^\W\d_]{2,}")
_OWN_PARTS = frozenset({Part.SUBJECT, Part.TEXT})
_ADDRESS = re.compile(r"\b\d{5}\b|@|\b(?:stra(?:ss|ß)e|str\.|tel)\b", re.IGNORECASE)


def find_language(reading: Reading) -> tuple[str | None, Finding]:
    """Tell the language of the main letter.

    Returns:
        Its ISO 639-1 code, or None where there is no text that could tell; and the finding.
    """
    passages = _letter_text(reading)
    text = "\n".join(p.text for p in passages)
    found = language_of(text)
    if found is None:
        pages = sum(len(document.pages) for document in reading.message.documents)
        return None, Finding(
            "language", "", (), 0.0, "too_little_text", f"{pages} Seiten durchgesehen, kein Brief lesbar."
        )
    code, confidence, source = found
    return code, Finding("language", code, _first_words(passages), confidence, source)


def language_of(text: str) -> tuple[str, float, str] | None:
    """The main language of a text.

    Args:
        text: A letter; lines of an address may stand in it.

    Returns:
        ISO 639-1 code, confidence 0–1 and what told it; None for a text of fewer than 25 letters.
    """
    if sum(c.isalpha() for c in text) < _LEAST_LETTERS:
        return None
    script = _by_script(text)
    if script is not None:
        return script
    if _is_arabic_in_latin_letters(text):
        return "ar", 0.7, "arabic_in_latin_letters"
    weights: dict[str, float] = defaultdict(float)
    for block in _blocks(text):
        letters = sum(c.isalpha() for c in block)
        weights[_language_of_block(block)] += letters
    total = sum(weights.values())
    if weights["de"] >= _GERMAN_SHARE * total:
        return "de", round(0.6 + 0.4 * weights["de"] / total, 2), "words"
    code = max(weights, key=lambda language: weights[language])
    return code, round(0.5 + 0.5 * weights[code] / total, 2), "words_and_letters"


def _letter_text(reading: Reading) -> list[Passage]:
    """What tells the language: the letter's own words, or the mail's where there is no letter or it says little."""
    if reading.letter is not None:
        own = [p for p in reading.passages_of(reading.letter) if p.part in _OWN_PARTS]
        own = own or list(reading.passages_of(reading.letter))
        if sum(c.isalpha() for p in own for c in p.text) >= _LEAST_LETTERS:
            return own
    own = [p for p in reading.body_passages if p.part in _OWN_PARTS]
    handed_on = [p for p in reading.body_passages if p.part is Part.FORWARDED]
    if len("".join(p.text for p in own)) < 200 and handed_on:
        own += handed_on
    if own:
        return own
    return [p for p in reading.passages if p.part in _OWN_PARTS][:6]


def _first_words(passages: list[Passage]) -> tuple[Evidence, ...]:
    for passage in passages:
        match = re.search(r"\S[^\n]{15,}", passage.text)
        if match:
            return (passage.evidence(match.start(), match.end()),)
    return ()


def _blocks(text: str) -> list[str]:
    """Paragraphs, put together to runs of at least some forty letters; lines of an address left out."""
    blocks: list[str] = []
    current = ""
    for paragraph in re.split(r"\n\s*\n|\n(?=[A-ZÀ-Þ*•-])", text):
        if len(paragraph) < 80 and _ADDRESS.search(paragraph):
            continue
        current = f"{current} {paragraph}".strip()
        if sum(c.isalpha() for c in current) >= 60:
            blocks.append(current)
            current = ""
    if current:
        if blocks and len(current) < 40:
            blocks[-1] += " " + current
        else:
            blocks.append(current)
    return blocks or [text]


def _language_of_block(block: str) -> str:
    """German by its small words, which OCR and broken grammar leave; all else by the identifier."""
    words = [w.lower() for w in _WORD.findall(block)]
    german = _share(words, _GERMAN_WORDS)
    others = max(_share(words, stop_words) for stop_words in _OTHER_WORDS)
    if german >= 0.22 and german > others + 0.08:
        return "de"
    lower = block.lower() if block.isupper() else block
    code = _identified(lower)
    if code != "de" and german >= 0.18 and german >= others:
        return "de"
    return code


_READS_AS_GERMAN = 0.15  # share of German small words; lists of names and addresses have few


def reads_as_german(text: str) -> bool:
    """Whether the small words of a paragraph are German ones; quick, for places where a wrong yes does no harm."""
    words = [w.lower() for w in _WORD.findall(text)]
    german = _share(words, _GERMAN_WORDS)
    return german >= _READS_AS_GERMAN and german >= max(_share(words, stop_words) for stop_words in _OTHER_WORDS)


def _share(words: list[str], stop_words: frozenset[str] | set[str]) -> float:
    return sum(word in stop_words for word in words) / len(words) if words else 0.0


# Words that say German and stand in letters to an office; folded forms as OCR and foreign keyboards give them.
_OFFICE_GERMAN = (
    *("antrag", "bitte", "sehr", "geehrte", "damen", "herren", "härtefall", "hartefall", "kommission", "freundlichen"),
    *("grüßen", "grussen", "duldung", "vollmacht", "anbei"),
)
# Small words of German that are words of other languages too tell nothing.
_SHARED = frozenset({"was", "also", "man", "war", "hat", "in", "am", "an", "so", "die", "will", "all", "bin"})
_GERMAN_WORDS = (
    frozenset(word for word in _GERMAN if len(word) > 1)
    | frozenset(folded(word) for word in _GERMAN if len(word) > 2)
    | frozenset(_OFFICE_GERMAN)
) - _SHARED


@functools.cache
def _identifier() -> LanguageIdentifier:
    """The identifier with its model, which is inside the package py3langid (BSD).

    It takes a second to load: only a letter that is not plainly German needs it.
    """
    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    identifier.set_languages(_LANGUAGES)  # type: ignore[no-untyped-call]
    return identifier


def _identified(text: str) -> str:
    return str(_identifier().classify(text)[0])  # type: ignore[no-untyped-call]


# As people type Arabic on a telephone: figures stand for letters that Latin lacks, "3alaykom", "sa7".
_FIGURE_WORD = re.compile(r"(?<![\w.:/-])(?=\w*[a-z])(?:[2357]|[a-z]+[2357])[a-z]{2,}\w*", re.IGNORECASE)
_CHAT_ARABIC = word_set(
    "ana enta inta howa heya el al fi fe men min 3an wa we la lel lil ya da di dah bas mesh mish mosh mafi kaman 3ala"
    " 3andi 3indi 3and ma3aya ma3 ismi esmi allah inshallah salam khalas leh lesh shu eh kol kul kull illi elli yalli"
    " sana sneen sanawat ibni benti binti mrati merati zawgti law sama7to fadlak fadlokom shukran shokran"
)
_CHAT_SHARE = 0.18  # of the words of a text
_FEWEST_FIGURE_WORDS = 2


def _is_arabic_in_latin_letters(text: str) -> bool:
    """Whether a text is Arabic as typed with Latin letters and figures."""
    words = re.findall(r"\w+", text.lower())
    if len({word.lower() for word in _FIGURE_WORD.findall(text)}) < _FEWEST_FIGURE_WORDS:
        return False
    return _share(words, _CHAT_ARABIC) >= _CHAT_SHARE


def _by_script(text: str) -> tuple[str, float, str] | None:
    """The language of a text that is not in Latin letters for the most part."""
    letters = [c for c in text if c.isalpha()]
    scripts: dict[str, int] = defaultdict(int)
    for char in letters:
        scripts["LATIN" if char.isascii() else unicodedata.name(char, "?").split()[0]] += 1
    script = max(scripts, key=lambda name: scripts[name])
    if script == "LATIN":
        return None
    if script == "ETHIOPIC":  # the identifier does not know Tigrinya
        tigrinya = len(re.findall(r"ኣ|እየ|ናይ|ዘይ|ከምዘ", text))
        return ("ti" if tigrinya > text.count("አ") + text.count("ነው") else "am"), 0.8, "script"
    own = "".join(c if not c.isascii() or not c.isalpha() else " " for c in text)
    return _identified(own), 0.9, "script"
