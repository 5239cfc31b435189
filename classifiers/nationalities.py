"""Nationalities: countries, adjectives and names of peoples to ISO 3166-1 alpha-3, and where a text states one.

The table `nationalities.csv` holds every state, Kosovo (XKX, as the EU writes it), stateless (XXA) and unclear (XXX, as
in passports: ICAO Doc 9303). Peoples without a state (Kurds, Yazidis, Roma, Tamils, Palestinians) are no nationality
and are not in it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import pycountry
from rapidfuzz import fuzz, process

from classifiers.names import plain

GERMANY = "DEU"
STATELESS = "XXA"
UNCLEAR = "XXX"
# Citizens of the Union and their like need no Duldung: as a rule they are relatives of those who apply.
UNION = frozenset(
    [
        "DEU",
        "AUT",
        "BEL",
        "BGR",
        "HRV",
        "CYP",
        "CZE",
        "DNK",
        "EST",
        "FIN",
        "FRA",
        "GRC",
        "HUN",
        "IRL",
        "ITA",
        "LVA",
        "LTU",
        "LUX",
        "MLT",
        "NLD",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "ESP",
        "SWE",
        "CHE",
        "NOR",
        "ISL",
        "LIE",
    ]
)


class Sign(StrEnum):
    """How a text names a country."""

    STATUS = "status"  # "gambischer Staatsangehöriger", "Staatsangehörigkeit: Gambia"
    PEOPLE = "people"  # "Gambier"
    ORIGIN = "origin"  # "aus Gambia"
    ADJECTIVE = "adjective"  # "gambisch"
    COUNTRY = "country"  # "Gambia"


@dataclass(frozen=True, slots=True)
class NationalityMention:
    """A place in a text that names a country or its people.

    Attributes:
        start: First character.
        end: One past the last one.
        code: ISO 3166-1 alpha-3, XKX, XXA or XXX.
        sign: How it is named; only `STATUS` and `PEOPLE` say by themselves that somebody is a citizen.
    """

    start: int
    end: int
    code: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class _Form:
    code: str
    sign: Sign


def _spellings(text: str) -> set[str]:
    """A form in plain letters, with "ä" as "a" and as "ae"."""
    german = text.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {plain(text), plain(german)} - {""}


def _forms_of_people(noun: str) -> set[str]:
    """Gambier → Gambier, Gambiers, Gambiern; Gambierin → Gambierinnen; Kosovare → Kosovaren."""
    endings = ("", "nen") if noun.endswith("in") else ("", "n", "s", "en") if not noun.endswith("e") else ("", "n")
    return {form for ending in endings for form in _spellings(noun + ending)}


def _table() -> tuple[dict[str, _Form], frozenset[str]]:
    """Every written form in plain letters to what it means, and the codes there are."""
    forms: dict[str, _Form] = {}
    codes = set()
    text = files("classifiers").joinpath("nationalities.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        code = row["code"]
        codes.add(code)
        for adjective in filter(None, row["adjectives"].split(",")):
            for ending in ("", "e", "er", "en", "em", "es"):
                for form in _spellings(adjective + ending):
                    forms.setdefault(form, _Form(code, Sign.ADJECTIVE))
        for noun in filter(None, row["people"].split(",")):
            for form in _forms_of_people(noun):
                forms.setdefault(form, _Form(code, Sign.PEOPLE))
        for name in filter(None, row["names"].split(",")):
            for form in _spellings(name):
                is_adjective = name[0].islower()
                forms.setdefault(form, _Form(code, Sign.ADJECTIVE if is_adjective else Sign.COUNTRY))
                if is_adjective:
                    forms.setdefault(form + "s", _Form(code, Sign.ADJECTIVE))
    return forms, frozenset(codes)


_FORMS, CODES = _table()
_FIRST_WORDS: dict[str, int] = {}
for _form in _FORMS:
    _words = _form.split()
    _FIRST_WORDS[_words[0]] = max(_FIRST_WORDS.get(_words[0], 0), len(_words))
_LONG_FORMS = [form for form in _FORMS if len(form) >= 7]
_ADJECTIVES = {form: meant.code for form, meant in _FORMS.items() if form.endswith("isch") or form == "deutsch"}
_ALPHA_3 = CODES | {country.alpha_3 for country in pycountry.countries}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STATUS_NOUN = (
    r"(?:staats?\s?-?\s?(?:an|ab)?geh(?:ö|oe|o)r\w*|staatsb(?:ü|ue|u)rger\w*|staatsang\w*\.?|nationalit(?:ä|ae|a|é)\w*|"
    r"st(?:aats)?\.?\s?-?a(?:ng)?\.|sta\b|sta(?:ats)?ang\.|nationality|citizen\w*|national\b|citoyen\w*"
    r"|ressortissante?|pass\b|reisepass"
    r"|pass(?:inhaber\w*|port)\b)"
)
_STATUS_AFTER = re.compile(rf"^[\s-]{{1,40}}(?:und\s+\w+isch\w*\s+)?{_STATUS_NOUN}", re.IGNORECASE)
_STATUS_BEFORE = re.compile(
    rf"{_STATUS_NOUN}(?:\s*\([^)]*\))?(?:\s+(?:ist|sind|is|lautet|von|der|des|of|the|republik|aus))*"
    r"(?:\s*[:;=|.–-]+)?\s*(?:[\"„“]\s*)?(?:alle\w*\s+(?:\w+\s+)?|beide\w*\s+|jeweils\s+|sämtlich\w*\s+)?$",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(
    r"\s*-?(?:straße|strasse|str\.|gasse|platz|allee|weg|ring|tor\b|hof\b|ufer|damm|viertel|chaussee|kamp)",
    re.IGNORECASE,
)
_ORIGIN_BEFORE = re.compile(
    r"\b(?:sind\s+(?:wir\s+)?alle|(?:staat|land|heimat|heimatland|herkunft|herkunftsland)\s+ist|aus"
    r"|aus\s+[A-ZÄÖÜ][\w'’-]+[,( ]+|komme(?:\s+aus)?|kommt\s+aus|stammt?e?\s+aus|from|de\s+la|du|de)(?:\s+(?:der|dem"
    r"|the|d['’]))?\s*$",
    re.IGNORECASE,
)
_PREDICATE_BEFORE = re.compile(
    r"\b(?:bin|ist|sind|ein|eine|als|beide|alle|drei|vier|fünf|sechs|sieben|wir|nationality|je\s+suis|am|is|are)\s+$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The code for a value that stands alone: a cell, the entry of a form.

    Args:
        text: "Irak", "irakisch", "Iraker", "serb. StA", "Republik Kosovo", "DZA"; an OCR error may be in it.

    Returns:
        ISO 3166-1 alpha-3, XKX, XXA (stateless), XXX (unclear), or None.
    """
    stripped = text.strip(' .,;:()[]\t\n|"„“-–_*')
    if stripped in _ALPHA_3:
        return stripped
    words = plain(re.sub(rf"(?i)\b{_STATUS_NOUN}", " ", stripped)).split()
    words = [w for w in words if w not in {"von", "der", "des", "aus", "of", "the", "ist", "beide", "alle", "jeweils"}]
    phrase = " ".join(words)
    if not phrase:
        return None
    if phrase in _FORMS:
        return _FORMS[phrase].code
    if len(phrase) >= 3 and (stripped.endswith(".") or "." in text) and len(words) == 1:
        code = _of_abbreviation(phrase)
        if code:
            return code
    found = [mention.code for mention in find_nationalities(stripped)]
    if found and len(set(found)) == 1:
        return found[0]
    if found:
        return found[0]
    return _misread(phrase)


def _misread(phrase: str) -> str | None:
    """The one long form that differs by an OCR error only."""
    if len(phrase) < 6:
        return None
    best = process.extractOne(phrase, _LONG_FORMS, scorer=fuzz.ratio, score_cutoff=86)
    return _FORMS[best[0]].code if best else None


def find_nationalities(text: str) -> tuple[NationalityMention, ...]:
    """All places of a text that name a country or its people, in order, each with how it names it."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[NationalityMention]:
    words = [(match.start(), match.end(), plain(match.group())) for match in _WORD.finditer(text)]
    position = 0
    while position < len(words):
        found = _longest_form(words, position)
        if found is None:
            abbreviated = _abbreviated(text, words[position])
            if abbreviated:
                yield abbreviated
            position += 1
            continue
        length, form = found
        start, end = words[position][0], words[position + length - 1][1]
        sign = _sign_in_context(text, start, end, form)
        if sign is not None:
            yield NationalityMention(start, end, form.code, sign)
        position += length


def _longest_form(words: list[tuple[int, int, str]], position: int) -> tuple[int, _Form] | None:
    first = words[position][2].split()
    most = _FIRST_WORDS.get(first[0], 0) if first else 0
    for length in range(min(most, len(words) - position), 0, -1):
        form = _FORMS.get(" ".join(word for _, _, word in words[position : position + length]))
        if form is not None:
            return length, form
    return None


def _abbreviated(text: str, word: tuple[int, int, str]) -> NationalityMention | None:
    """ "serb. StA", "afgh. Staatsang.": an adjective cut off by a stop, with the noun behind it."""
    start, end, form = word
    if len(form) < 3 or text[end : end + 1] != "." or not _STATUS_AFTER.match(text[end + 1 : end + 30]):
        return None
    code = _of_abbreviation(form)
    return NationalityMention(start, end, code, Sign.STATUS) if code else None


@lru_cache(maxsize=512)
def _of_abbreviation(form: str) -> str | None:
    """The code for "serb", "afgh", "türk": the adjective of just these letters, else the only one that begins so."""
    for ending in ("isch", "sch", "ch"):
        if form + ending in _ADJECTIVES:
            return _ADJECTIVES[form + ending]
    codes = {code for adjective, code in _ADJECTIVES.items() if adjective.startswith(form)}
    return codes.pop() if len(codes) == 1 else None


def _sign_in_context(text: str, start: int, end: int, form: _Form) -> Sign | None:
    """What the words around make of a form; None where it says nothing ("unbekannt" alone, "dem deutschen …")."""
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if _STREET_AFTER.match(after):
        return None
    if _STATUS_AFTER.match(after) or _STATUS_BEFORE.search(before):
        return Sign.STATUS
    if form.code == UNCLEAR:
        return None
    if form.code == STATELESS:
        return Sign.STATUS
    if form.sign is Sign.PEOPLE:
        return Sign.PEOPLE if text[start].isupper() or _PREDICATE_BEFORE.search(before) else None
    if form.sign is Sign.ADJECTIVE:
        return Sign.PEOPLE if _is_predicate(text, start, end, form) else Sign.ADJECTIVE
    return Sign.ORIGIN if _ORIGIN_BEFORE.search(before) else Sign.COUNTRY


def _is_predicate(text: str, start: int, end: int, form: _Form) -> bool:
    """English and French: "I am Gambian", "je suis ivoirien"."""
    if plain(text[start:end]) in _ADJECTIVES:
        return False
    return bool(
        re.search(
            r"\b(?:je\s+suis|nous\s+sommes|i\s+am(?:\s+an?)?|we\s+are|is\s+an?)\s+$",
            text[max(0, start - 20) : start],
            re.IGNORECASE,
        )
    )
