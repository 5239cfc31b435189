"""What the headings of a page name: "Vollmacht", "Halbjahreszeugnis", "Bescheid"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from classifiers.folding import OCR_CONFUSIONS, folded, joined_letters, plain_word
from classifiers.letter_traits import SALUTATION
from classifiers.patterns import phrases
from classifiers.records import PaperType

_TITLE_WEIGHT = 5.0
_BARE_TITLE = 3.0  # below, the word stands in a line with many others
_LEAST_FUZZY = 7  # shorter words are taken as they are: too many are alike
_LONG_WORD = 11  # from here on two letters may be wrong, below one
_TITLE_LINES = 32
_FIRST_LINES = 14
_LONGEST_TITLE = 72
_FULL_LINE = 60  # characters of a line of running text
_NO_TYPES = ("none", "certificate")
FORM_TITLES = frozenset({PaperType.POWER_OF_ATTORNEY, PaperType.CV})

_TITLES: dict[str, str] = {word: name for name, words in phrases("paper_types")["titles"].items() for word in words}
_BY_LENGTH = sorted(_TITLES, key=len, reverse=True)
_LONG_TITLES = [word for word in _TITLES if len(word) >= _LEAST_FUZZY]
_ENCLOSURE_LIST = re.compile(
    r"^\W{0,4}(?:(?:[ivx]{1,5}\.\s*)?(?:anlagen?|beilagen?|anhang|anhange|enclosures?)\b[^\n:]{0,25}(?::|$|-)"
    r"|an[li1]\w?\s?[.,:;])",
    re.MULTILINE,
)
_COLUMNS = re.compile(r"\s{3,}")
# How a letter was sent is no heading of a fax cover.
_NO_TITLE = re.compile(r"\b(?:nur |vorab |auch |und )*(?:per|via) (?:tele)?fax\b|\bvorab\b")
# A line of a life: "2008 - 2012 Lehre".
_STATION = re.compile(r"\W*(?:seit |ab |bis |von )?(?:\d{1,2}[./]){0,2}(?:19|20)\d{2}\b")
_SMALL_PRINT = re.compile(
    r"\biban\b|\bust-?id|steuernummer|\bst\.-?nr|\bbankverbindung|@|\b(?:tel(?:efon|efax)?|fax)\b[. :]*\d|^\W*\d{5}\s"
)
_ITEM = re.compile(r"\W*(?:[-*]|\d+[.)]?|anl\w*\.? ?\w?\d+:?)\s")


def title_type(text: str) -> PaperType | None:
    """The type that a heading in the first lines of the text names, or None."""
    found = title_weights(folded(text), _FIRST_LINES)
    best = max(found, key=lambda kind: found[kind], default=None)
    return best if best is not None and found[best] >= _BARE_TITLE else None


def has_heading(text: str) -> bool:
    """Whether a line of the first ones is nothing but the heading of a form or certificate."""
    return has_certificate_heading(folded(text)) or title_type(text) is not None


def bare_titles(text: str) -> list[int]:
    """Where lines begin that are nothing but the title of a form ("Vollmacht", "Lebenslauf")."""
    places, place = [], 0
    for line in folded(text).splitlines(keepends=True):
        words = re.findall(r"[\w-]{3,}", joined_letters(line))
        is_short = 0 < len(words) <= 3 and len(line) < 45 and not _ITEM.match(line)
        if is_short and any(_title_of(word) in FORM_TITLES for word in words[:2]):
            places.append(place)
        place += len(line)
    return places


def title_weights(plain: str, within: int = _TITLE_LINES) -> dict[PaperType, float]:
    """The types that headings name, with their weight: the higher and barer the heading, the more."""
    found: dict[PaperType, float] = defaultdict(float)
    for position, line in enumerate(title_lines(plain)[:within]):
        line = _NO_TITLE.sub(" ", joined_letters(line))
        words = [plain_word(w) for w in re.findall(r"[\w-]{3,}", line)]
        for word in words:
            name = _title_of(word)
            if name is None or name in _NO_TYPES:
                continue
            share = len(word) / max(1, sum(len(w) for w in words))
            leads = word == words[0] and (len(words) <= 6 or position == 0)
            is_bare = share > 0.25 or leads or f"({word})" in line
            weight = _TITLE_WEIGHT * (1.0 if share > 0.45 else 0.8 if is_bare else 0.2)
            weight *= 1.0 if position < _FIRST_LINES else 0.7
            kind = PaperType(name)
            found[kind] = max(found[kind], weight)
    return found


def title_lines(plain: str) -> list[str]:
    """The short lines of the first page that can be a heading: before salutation and list of enclosures."""
    end = len(plain)
    for mark in (SALUTATION, _ENCLOSURE_LIST):
        match = mark.search(plain, 40)
        if match:
            end = min(end, match.start())
    cells: list[str] = []
    before = ""
    for line in plain[:end].splitlines():
        # The line behind a full one that ends within a sentence is running text.
        is_running = len(before) >= _FULL_LINE and before[-1] not in ".:!?"
        if not is_running and not _STATION.match(line):
            cells.extend(cell.strip() for cell in _COLUMNS.split(line) if cell.strip())
        before = " ".join(line.split())
    return [cell for cell in cells[:_TITLE_LINES] if _may_be_title(cell)]


def types_in_name(name: str) -> set[PaperType]:
    """Types that the words of a file's name speak of."""
    plain = re.sub("(?<=[aou])e(?=[^aeiou])", "", folded(name.rsplit(".", 1)[0])) + " " + folded(name)
    words = re.findall(r"[a-z]{4,}", plain)
    return {PaperType(t) for t in map(_title_of, words) if t is not None and t not in _NO_TYPES}


def has_certificate_heading(plain: str) -> bool:
    """Whether a folded text has the heading of a paper whose type only its words tell: "Bescheinigung"."""
    for line in title_lines(plain)[:_FIRST_LINES]:
        words = re.findall(r"[\w-]{3,}", joined_letters(line))
        if 0 < len(words) <= 4 and any(_title_of(plain_word(word)) == "certificate" for word in words[:2]):
            return True
    return False


@functools.lru_cache(maxsize=8192)
def _title_of(word: str) -> str | None:
    """The type whose title word this is, ends in, or nearly is."""
    if word in _TITLES:
        return _TITLES[word]
    longest = next((t for t in _BY_LENGTH if len(t) > 5 and word.endswith(t)), None)
    if longest is not None:
        return _TITLES[longest]
    if len(word) < _LEAST_FUZZY:
        return None
    seen = next((v for wrong, right in OCR_CONFUSIONS if (v := word.replace(wrong, right)) in _TITLES), None)
    if seen is not None:
        return _TITLES[seen]
    wrong = 2 if len(word) >= _LONG_WORD else 1
    near = process.extractOne(word, _LONG_TITLES, scorer=Levenshtein.distance, score_cutoff=wrong)
    return _TITLES[near[0]] if near else None


def _may_be_title(line: str) -> bool:
    is_sentence = line.endswith(",") or (line.endswith(".") and line.count(" ") > 1)
    return not (len(line) > _LONGEST_TITLE or is_sentence or _SMALL_PRINT.search(line) or _STATION.match(line))
