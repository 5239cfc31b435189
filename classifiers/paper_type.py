"""What a paper is: one of fifteen types, by its heading, its form and its words."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from classifiers.folding import OCR_CONFUSIONS, folded, joined_letters, plain_word
from classifiers.letter_traits import (
    CLOSING,
    SALUTATION,
    addresses_office,
    addresses_other_body,
    asking,
    is_prose,
)
from classifiers.mending import mended
from classifiers.phrases import pattern, table
from classifiers.records import PaperType

_TITLE_WEIGHT = 5.0
_BARE_TITLE = 3.0  # below, the word stands in a line with many others
_LEAST_FUZZY = 7  # shorter words are taken as they are: too many are alike
_LONG_WORD = 11  # from here on two letters may be wrong, below one
_TITLE_LINES = 32
_FIRST_LINES = 14
_HEAD_LINES = 9
_LONGEST_TITLE = 72
_FULL_LINE = 60  # characters of a line of running text
_LONGEST_COVER = 1100  # characters
_LEAST = 2.0  # below, a type is a guess
_READABLE = 0.6  # quality of OCR below which its words are no prose
_ASKS = 2.5  # from here on a letter applies


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that speaks for a type."""

    type: PaperType
    zone: str
    weight: float
    pattern: re.Pattern[str]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a paper is taken for.

    Attributes:
        type: The type.
        confidence: 0–1.
        source: What spoke for it most: "title", "words", "letter", "picture" or "nothing".
        asks: How strongly it asks the commission to take up a case; 0 where it does not.
        is_addressed: Whether it is a letter that addresses the office.
        scores: What speaks for each type, for comparison.
    """

    type: PaperType
    confidence: float
    source: str
    asks: float = 0.0
    is_addressed: bool = False
    scores: tuple[tuple[PaperType, float], ...] = ()


def _load() -> tuple[dict[str, str], tuple[Rule, ...]]:
    data = table("paper_types.toml")
    words = {word: name for name, words in data["titles"].items() for word in words}
    rules = tuple(
        Rule(PaperType(row["type"]), row["zone"], row["weight"], pattern(row["pattern"]), row.get("least", 1))
        for row in data["rule"]
    )
    return words, rules


_TITLES, _RULES = _load()
_BY_LENGTH = sorted(_TITLES, key=len, reverse=True)
_LONG_TITLES = [word for word in _TITLES if len(word) >= _LEAST_FUZZY]

_FIRST_PERSON = re.compile(r"\b(?:ich|mich|mir|mein\w*|wir|uns|unser\w*)\b")
_ENCLOSURE_LIST = re.compile(
    r"^\W{0,4}(?:anlagen?|anl\w?|beilagen?|anhang|anhange|enclosures?)\b[^\n:]{0,25}(?::|$|-)", re.MULTILINE
)
_ADDRESS = re.compile(r"\b\d{5} [a-z]|\btel(?:efon)?\b| [-*] ")
_COLUMNS = re.compile(r"\s{3,}")
# Businesses and offices write so; people who speak for somebody do not.
_BUSINESS = re.compile(
    r"§|\beur\b|€|kundennummer|aktenzeichen|vertragsnummer|\bbetrag\b|\brechnung|\bgem\.|\bmahnung|\bkonto\b"
)
_PAGE_COUNT = re.compile(r"\b(?:seiten?|blatt\w*|blatter|pages)\b")
# Who only hands on says so.
_HANDS_ON = re.compile(
    r"\b(?:umschlag|weiter(?:gebe|leite|reiche)\w*|leite\w*|schicke|sende|ubersende|anbei|anliegend|anhang)\b"
)
# How a letter was sent is no heading of a fax cover.
_NO_TITLE = re.compile(r"\b(?:nur |vorab |auch |und )*(?:per|via) (?:tele)?fax\b|\bvorab\b")
# A line of a life: "2008 - 2012 Lehre".
_STATION = re.compile(r"\W*(?:seit |ab |bis |von )?(?:\d{1,2}[./]){0,2}(?:19|20)\d{2}\b")
_SMALL_PRINT = re.compile(
    r"\biban\b|\bust-?id|steuernummer|\bst\.-?nr|\bbankverbindung|@|\b(?:tel(?:efon|efax)?|fax)\b[. :]*\d|^\W*\d{5}\s"
)
_NO_TYPES = ("none", "certificate")
_CERTIFICATES = (PaperType.SCHOOL, PaperType.EMPLOYMENT, PaperType.MEDICAL, PaperType.LANGUAGE_CERTIFICATE)
_NEVER_LETTERS = frozenset({PaperType.CV, PaperType.IDENTITY, PaperType.LANGUAGE_CERTIFICATE})
FORM_TITLES = frozenset({PaperType.POWER_OF_ATTORNEY, PaperType.CV})
_FORMS = frozenset(PaperType) - {
    PaperType.APPLICATION_LETTER,
    PaperType.SUPPORT_LETTER,
    PaperType.OTHER,
    PaperType.FAX_COVER,
}


def judge(text: str, *, name: str = "", is_picture: bool = False, quality: float | None = None) -> Judgement:
    """Say what a paper is.

    Args:
        text: Text of its pages, fax header lines taken off.
        name: Name of the attachment: a weak hint only.
        is_picture: Whether it came as a photo or picture, not as a document.
        quality: Mean confidence of OCR, 0–1, or None.

    Returns:
        The type with its confidence; `OTHER` where nothing speaks for a type.
    """
    plain = folded(text) if quality is None else mended(folded(text))
    if sum(c.isalpha() for c in plain) < 12:
        return _judge_without_text(is_picture)
    scores, source = _scores(plain, name)
    asks, addressed = asking(plain), addresses_office(plain)
    _weigh_form(plain, scores, asks, addressed)
    best, second = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if is_picture and best[1] < 2.5 and len(plain.split()) <= 14 and not addressed:
        return Judgement(PaperType.PHOTO, 0.6, "picture", asks, addressed)
    if best[1] < _LEAST:
        kind = PaperType.SUPPORT_LETTER if _speaks_for_somebody(plain, addressed, quality) else PaperType.OTHER
        return Judgement(kind, 0.4, "prose" if kind is not PaperType.OTHER else "nothing", asks, addressed)
    confidence = min(1.0, best[1] / 6) * (0.5 + 0.5 * (best[1] - max(0.0, second[1])) / best[1])
    if quality is not None and quality < 0.5:
        confidence *= 0.7
    why = source.get(best[0], "letter" if best[0] is PaperType.APPLICATION_LETTER else "words")
    return Judgement(best[0], round(0.35 + 0.65 * confidence, 2), why, asks, addressed, tuple(scores.items()))


def _speaks_for_somebody(plain: str, addressed: bool, quality: float | None) -> bool:
    """Whether a paper of which no rule knows anything is people's own words: then it mostly speaks for somebody."""
    is_read = quality is None or quality >= _READABLE
    return is_read and not addressed and not (_BUSINESS.search(plain) or _HANDS_ON.search(plain)) and is_prose(plain)


def _judge_without_text(is_picture: bool) -> Judgement:
    return Judgement(PaperType.PHOTO, 0.6, "picture") if is_picture else Judgement(PaperType.OTHER, 0.2, "nothing")


def title_type(text: str) -> PaperType | None:
    """The type that a heading in the first lines of the text names, or None."""
    found = _titles(folded(text), _FIRST_LINES)
    best = max(found, key=lambda kind: found[kind], default=None)
    return best if best is not None and found[best] >= _BARE_TITLE else None


def has_heading(text: str) -> bool:
    """Whether a line of the first ones is nothing but the heading of a form or certificate."""
    return _has_certificate_heading(folded(text)) or title_type(text) is not None


def _has_certificate_heading(plain: str) -> bool:
    for line in _title_lines(plain)[:_FIRST_LINES]:
        words = re.findall(r"[\w-]{3,}", joined_letters(line))
        if 0 < len(words) <= 4 and any(_title_of(plain_word(word)) == "certificate" for word in words[:2]):
            return True
    return False


def bare_titles(text: str) -> list[int]:
    """Where lines begin that are nothing but the title of a form ("Vollmacht", "Lebenslauf")."""
    places, place = [], 0
    for line in folded(text).splitlines(keepends=True):
        words = re.findall(r"[\w-]{3,}", joined_letters(line))
        is_item = re.match(r"\W*(?:[-*]|\d+[.)]?|anl\w*\.? ?\w?\d+:?)\s", line)
        if (
            0 < len(words) <= 3
            and len(line) < 45
            and not is_item
            and any(_title_of(word) in FORM_TITLES for word in words[:2])
        ):
            places.append(place)
        place += len(line)
    return places


def _scores(plain: str, name: str) -> tuple[dict[PaperType, float], dict[PaperType, str]]:
    scores: dict[PaperType, float] = dict.fromkeys(PaperType, 0.0)
    source: dict[PaperType, str] = {}
    for kind, weight in _titles(plain).items():
        scores[kind] += weight
        source[kind] = "title"
    zones = {"title": "\n".join(_title_lines(plain)), "head": _head(plain), "text": plain}
    for rule in _RULES:
        zone = zones[rule.zone]
        if rule.least == 1:
            scores[rule.type] += rule.weight if rule.pattern.search(zone) else 0.0
        else:
            scores[rule.type] += rule.weight if sum(1 for _ in rule.pattern.finditer(zone)) >= rule.least else 0.0
    for kind in _types_in_name(name):
        scores[kind] += 1.2
    return scores, source


def _titles(plain: str, within: int = _TITLE_LINES) -> dict[PaperType, float]:
    """The types that headings name, with their weight: the higher and barer the heading, the more."""
    found: dict[PaperType, float] = defaultdict(float)
    for position, line in enumerate(_title_lines(plain)[:within]):
        line = _NO_TITLE.sub(" ", joined_letters(line))
        words = [plain_word(w) for w in re.findall(r"[\w-]{3,}", line)]
        for word in words:
            name = _title_of(word)
            if name is None or name in _NO_TYPES:
                continue
            share = len(word) / max(1, sum(len(w) for w in words))
            leads = word == words[0] and len(words) <= 6
            is_bare = share > 0.25 or leads or f"({word})" in line
            weight = _TITLE_WEIGHT * (1.0 if share > 0.45 else 0.8 if is_bare else 0.2)
            weight *= 1.0 if position < _FIRST_LINES else 0.7
            kind = PaperType(name)
            found[kind] = max(found[kind], weight)
    return found


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


def _title_lines(plain: str) -> list[str]:
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


def _may_be_title(line: str) -> bool:
    is_sentence = line.endswith(",") or (line.endswith(".") and line.count(" ") > 1)
    return not (len(line) > _LONGEST_TITLE or is_sentence or _SMALL_PRINT.search(line) or _STATION.match(line))


def _head(plain: str) -> str:
    """Letterhead: of the first lines those that are short or hold an address, so no running text."""
    lines = [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
    return "\n".join(line for line in lines[:_HEAD_LINES] if len(line) <= 60 or _ADDRESS.search(line))


def _types_in_name(name: str) -> set[PaperType]:
    """Types that the words of a file's name speak of."""
    plain = re.sub("(?<=[aou])e(?=[^aeiou])", "", folded(name.rsplit(".", 1)[0])) + " " + folded(name)
    words = re.findall(r"[a-z]{4,}", plain)
    return {PaperType(t) for t in map(_title_of, words) if t is not None and t not in _NO_TYPES}


def _weigh_form(plain: str, scores: dict[PaperType, float], asks: float, addressed: bool) -> None:
    """Let the form of a letter count: a letter is no certificate, and a certificate no letter."""
    salutation = bool(SALUTATION.search(plain))
    if salutation or addressed:
        asks_office = addressed and salutation and asks >= _ASKS
        _weaken_forms(plain, scores, is_addressed=addressed, is_letter_that_asks=asks_office)
    if salutation and asks < _ASKS:
        scores[PaperType.SUPPORT_LETTER] += 1.0
    if not (salutation or addressed or CLOSING.search(plain)):
        scores[PaperType.SUPPORT_LETTER] -= 1.0
    if _has_certificate_heading(plain) and not salutation:
        scores[PaperType.SUPPORT_LETTER] -= 1.5
        for kind in _CERTIFICATES:
            scores[kind] += 1.0 if scores[kind] > 0 else 0.0
    if not _FIRST_PERSON.search(plain):
        scores[PaperType.SUPPORT_LETTER] -= 1.5
    if _is_no_cover(plain, salutation):
        scores[PaperType.FAX_COVER] -= 3.0
    if addresses_other_body(plain):
        scores[PaperType.OTHER] += 5.0
    elif asks >= _ASKS or (asks >= 2 and addressed):
        scores[PaperType.APPLICATION_LETTER] += 1.5 + 0.8 * asks + (3.0 if addressed else 0.0)
        scores[PaperType.SUPPORT_LETTER] -= 2.0 if addressed or salutation else 0.0
    elif addressed and salutation:
        scores[PaperType.OTHER] += 3.0


def _is_no_cover(plain: str, salutation: bool) -> bool:
    """Whether a page that was faxed says too much for a cover."""
    is_letter = is_prose(plain) and not _PAGE_COUNT.search(plain)
    return is_letter or len(plain) > _LONGEST_COVER / (2 if salutation else 1)


def _weaken_forms(plain: str, scores: dict[PaperType, float], *, is_addressed: bool, is_letter_that_asks: bool) -> None:
    """In a letter the words of a form only tell of one, and a heading may be its subject."""
    titles = _titles(plain)
    if is_addressed:
        for kind in (PaperType.AUTHORITY_DECISION, PaperType.COURT_DECISION):
            scores[kind] -= 0.0 if kind in titles else 4.0  # who decides writes to those whom it concerns
    for kind in _FORMS:
        if kind not in titles or kind in _NEVER_LETTERS:
            scores[kind] *= 0.6
        elif is_letter_that_asks:
            scores[kind] -= 0.7 * titles[kind]
