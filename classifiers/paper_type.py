"""What a paper is: one of fifteen types, by its heading, its form and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifiers.folding import folded
from classifiers.headings import has_certificate_heading, title_lines, title_weights, types_in_name
from classifiers.lenient_patterns import pattern
from classifiers.letter_traits import (
    CLOSING,
    SALUTATION,
    addresses_office,
    addresses_other_body,
    asking,
    is_prose,
)
from classifiers.mending import mended
from classifiers.patterns import phrases
from classifiers.records import PaperType

_HEAD_LINES = 9
_HEADING_RULE = 4.0  # weight from which on a rule for headings is as good as a heading
_LONGEST_COVER = 1100  # characters
_LEAST = 2.0  # below, a type is a guess
_READABLE = 0.6  # quality of OCR below which its words are no prose
_LONGEST_FORM = 1800  # characters of a Vollmacht that people write themselves
_GIVES_POWER = 4.0  # from here on a page without salutation gives power though it tells what for
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


_RULES = tuple(
    Rule(PaperType(row["type"]), row["zone"], row["weight"], pattern(row["pattern"]), row.get("least", 1))
    for row in phrases("paper_types")["rule"]
)
_FIRST_PERSON = re.compile(r"\b(?:ich|mich|mir|mein\w*|wir|uns|unser\w*)\b")
_ADDRESS = re.compile(r"\b\d{5} [a-z]|\btel(?:efon)?\b| [-*] ")
# Businesses and offices write so; people who speak for somebody do not.
_BUSINESS = re.compile(
    r"§|\beur\b|€|kundennummer|aktenzeichen|vertragsnummer|\bbetrag\b|\brechnung|\bgem\.|\bmahnung|\bkonto\b"
)
_PAGE_COUNT = re.compile(r"\b(?:seiten?|blatt\w*|blatter|pages)\b")
# Who only hands on says so.
_HANDS_ON = re.compile(
    r"\b(?:umschlag|weiter(?:gebe|leite|reiche)\w*|leite\w*|schicke|sende|ubersende|anbei|anliegend|anhang)\b"
)
_CERTIFICATES = (PaperType.SCHOOL, PaperType.EMPLOYMENT, PaperType.MEDICAL, PaperType.LANGUAGE_CERTIFICATE)
_NEVER_LETTERS = frozenset({PaperType.CV, PaperType.IDENTITY, PaperType.LANGUAGE_CERTIFICATE})
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


def _scores(plain: str, name: str) -> tuple[dict[PaperType, float], dict[PaperType, str]]:
    scores: dict[PaperType, float] = dict.fromkeys(PaperType, 0.0)
    source: dict[PaperType, str] = {}
    for kind, weight in title_weights(plain).items():
        scores[kind] += weight
        source[kind] = "title"
    zones = {"title": "\n".join(title_lines(plain)), "head": _head(plain), "text": plain}
    for rule in _RULES:
        hits = rule.pattern.finditer(zones[rule.zone])
        if all(next(hits, None) is not None for _ in range(rule.least)):
            scores[rule.type] += rule.weight
            if rule.zone == "title" and rule.weight >= _HEADING_RULE:
                source[rule.type] = "title"
    for kind in types_in_name(name):
        scores[kind] += 1.2
    return scores, source


def _head(plain: str) -> str:
    """Letterhead: of the first lines those that are short or hold an address, so no running text."""
    lines = [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
    return "\n".join(line for line in lines[:_HEAD_LINES] if len(line) <= 60 or _ADDRESS.search(line))


def _weigh_form(plain: str, scores: dict[PaperType, float], asks: float, addressed: bool) -> None:
    """Let the form of a letter count: a letter is no certificate, and a certificate no letter."""
    salutation = bool(SALUTATION.search(plain))
    in_words = scores[PaperType.POWER_OF_ATTORNEY] - title_weights(plain).get(PaperType.POWER_OF_ATTORNEY, 0.0)
    has_title = PaperType.POWER_OF_ATTORNEY in title_weights(plain) and not addressed
    gives_power = (in_words >= _GIVES_POWER or has_title) and not salutation and len(plain) < _LONGEST_FORM
    if (salutation or addressed) and not gives_power:
        asks_office = addressed and salutation and asks >= _ASKS
        _weaken_forms(plain, scores, is_addressed=addressed, is_letter_that_asks=asks_office)
    if salutation and asks < _ASKS:
        scores[PaperType.SUPPORT_LETTER] += 1.0
    if not (salutation or addressed or CLOSING.search(plain)):
        scores[PaperType.SUPPORT_LETTER] -= 1.0
    if has_certificate_heading(plain) and not salutation:
        scores[PaperType.SUPPORT_LETTER] -= 1.5
        for kind in _CERTIFICATES:
            scores[kind] += 1.0 if scores[kind] > 0 else 0.0
    if not _FIRST_PERSON.search(plain):
        scores[PaperType.SUPPORT_LETTER] -= 1.5
    if _is_no_cover(plain, salutation):
        scores[PaperType.FAX_COVER] -= 3.0
    if addresses_other_body(plain):
        scores[PaperType.OTHER] += 5.0
    elif (asks >= _ASKS or (asks >= 2 and addressed)) and not gives_power:
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
    titles = title_weights(plain)
    if is_addressed:
        for kind in (PaperType.AUTHORITY_DECISION, PaperType.COURT_DECISION):
            scores[kind] -= 0.0 if kind in titles else 4.0  # who decides writes to those whom it concerns
    for kind in _FORMS:
        if kind not in titles or kind in _NEVER_LETTERS:
            scores[kind] *= 0.6
        elif is_letter_that_asks:
            scores[kind] -= 0.7 * titles[kind]
