"""Places in a text: postal codes, towns and districts of North Rhine-Westphalia, places elsewhere in Germany.

Names that are words too ("essen", "Lage", "Wetter") count only where the context makes them a place; names
inside others ("OVG Münster", "Flughafen Düsseldorf") are told apart as those of an institution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from classifiers.clauses import is_in_small_letters
from classifiers.directory import Directory, Town, cached_by_directory, directory, plain


class Region(StrEnum):
    """Where in Germany a place lies."""

    NRW = "nrw"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place that a text names.

    Attributes:
        start: First character in the text.
        end: One past the last one.
        region: Inside or outside North Rhine-Westphalia.
        town: The municipality, where known.
        authority: Code of the Ausländerbehörde for those who live there; None outside, or where it is not sure.
        postal_code: Five digits, where one stands with it.
        is_institution: Part of the name of a court, an airport, a school, a street: nobody's home.
    """

    start: int
    end: int
    region: Region
    town: Town | None = None
    authority: str | None = None
    postal_code: str | None = None
    is_institution: bool = False


_ALIKE = 78  # least likeness (0-100) of a misread town beside its postal code
_ALIKE_ALONE = 88  # and of one that stands after "Stadt", "in" or "aus" alone

_POSTAL = re.compile(
    r"(?<![\w/.-])(?:D\s?[-–]\s?)?(?P<code>[0-9OSIlB]{5})(?![\w/-])"
    r"(?:[ \t]*[,.;:-]?[ \t]*\n?[ \t]*(?P<town>[^\W\d_][^\d\n,;:|(\t]{1,40}))?"
)
_STREET_BEFORE = re.compile(
    r"(?:\d{1,4}\s?[a-zA-Z]?|PLZ|Ort|Anschrift|Adresse)\s*[,:|\-–·./(]*\s*(?:in\s+)?$", re.IGNORECASE
)
_NO_TOWN = re.compile(
    r"^(?:euro?|uhr|stunden|personen|kilometer|km|einwohner|seiten|mark|menschen|jahre|mitglieder)\b",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("OSIlB", "05118")
_TOKEN = re.compile(r"[^\W\d_][^\W\d_]*(?:[-'’/.](?=[^\W\d_])[^\W\d_]+)*")

_PLACE_BEFORE = re.compile(
    r"(?:\b(?:ZUE|EAE|NUE|in|aus|nach|bei|stadt|kreis|raum|gemeinde|kreisstadt|hansestadt|ort|wohnort|stadtteil|ortsteil|à|de|from|abh"
    r"|rathaus|ausl[aä]nderbeh[oö]rde|ausl[aä]nderamt|stadtgebiet\s+von|von|ort:|abh:?)|\d{5})[ \t\n:,]+$",
    re.IGNORECASE,
)
_LED_IN = re.compile(r"\b(?:in|aus|nach|von|bei|stadt|kreis|amt|beh[oö]rde|abh)[ \t]+$", re.IGNORECASE)
_PERSON_BEFORE = re.compile(
    r"\b(?:herrn?|frau|fr\.|hr\.|familie|fam\.|dr\.|prof\.|eheleute|pfarrer(?:in)?)[ \t]+$", re.IGNORECASE
)
_IN_BEFORE = re.compile(r"\b(?:in|aus|nach|stadtteil|ortsteil)[ \t\n]+$", re.IGNORECASE)
_INSTITUTION_BEFORE = re.compile(
    r"(?:\b(?:O?VG|[AL]G|OLG|AG|FH|TH|HRB|FC|SV|TSV|VfL|DUS|CGN)|(?:gericht|senat|bundesamt|bamf|au(?:ß|ss)enstelle|universität|uni"
    r"|uniklinik(?:um)?|universitätsklinikum|klinikum|krankenhaus|hospital|flughafen|airport|justizvollzugsanstalt|jva|hochschule"
    r"|botschaft|konsulat|generalkonsulat|handwerkskammer|ihk|bistum|erzbistum|caritas\w*|diakonie|sparkasse|volksbank"
    r"|finanzamt|jobcenter|agentur\s+für\s+arbeit|bezirksregierung|regierungsbezirk|regierungspräsid\w+|staatsanwaltschaft"
    r"|polizei(?:präsidium)?|tribunal|administratif|realschule|gymnasium|gesamtschule|berufskolleg|hauptbahnhof|bahnhof))"
    r"(?:\s+(?:de|in|of))?[ \t\n]+$",
    re.IGNORECASE,
)
_AIRPORT = re.compile(r"\bflug(?:hafen)?\b[^.\n]{0,40}$|\bab\s+$", re.IGNORECASE)
_STREET_AFTER = re.compile(r"^[ \t-]*(?:stra(?:ß|ss)e|str\.|platz|allee|weg|damm|ring|tor|hof)\b", re.IGNORECASE)
_DATE_AFTER = re.compile(r"^\s*,?\s*(?:,|den|le|im|am)\s*(?:den\s*)?(?:\d|im\s|am\s|[A-Z])")


@cached_by_directory(256)
def find_places(text: str) -> tuple[PlaceMention, ...]:
    """The places that a text names, in order; spans do not overlap."""
    tables = directory()
    found = list(_postal_places(text, tables))
    taken = [(place.start, place.end) for place in found]
    for place in _named_places(text, tables):
        if all(place.end <= start or place.start >= end for start, end in taken):
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.start))


def _postal_places(text: str, tables: Directory) -> Iterator[PlaceMention]:
    for match in _POSTAL.finditer(text):
        written = match["code"]
        if sum(c.isdigit() for c in written) < 3:
            continue
        code = written.translate(_DIGITS)
        name = (match["town"] or "").strip()
        if _NO_TOWN.match(name) or code.startswith("00"):
            continue
        after_street = bool(_STREET_BEFORE.search(text, max(0, match.start() - 30), match.start()))
        town, length = _town_beside(name, code, tables)
        end = match.start("town") + length if town and length else match.end("code")
        if town is None and (words := _words_elsewhere(name, tables)):
            end = match.start("town") + len(words)
        place = _postal_place(match.start(), end, code, town, name, after_street, tables)
        if place is not None:
            yield place


def _postal_place(
    start: int, end: int, code: str, town: Town | None, name: str, after_street: bool, tables: Directory
) -> PlaceMention | None:
    offices = tables.areas.get(code, ())
    if town is not None:
        if offices or _may_be_misread(code, town, tables):
            return PlaceMention(start, end, Region.NRW, town, town.authority, code)
        return PlaceMention(start, end, Region.ELSEWHERE, None, None, code)
    if offices and (after_street or name[:1].isupper()):
        return PlaceMention(start, end, Region.NRW, None, offices[0] if len(offices) == 1 else None, code)
    elsewhere = _words_elsewhere(name, tables)
    if after_street and not elsewhere and code[:2] in tables.sure_areas:
        return PlaceMention(start, end, Region.NRW, None, None, code)  # a figure was misread
    if elsewhere or (after_street and name[:1].isupper()):
        return PlaceMention(start, end, Region.ELSEWHERE, None, None, code)
    return None


def _words_elsewhere(name: str, tables: Directory) -> str:
    """The name of a town or Land outside NRW with which the words after a postal code begin, or nothing."""
    parts = re.findall(r"\S+\s*", name)
    begins = ("".join(parts[:count]).rstrip() for count in (3, 2, 1))
    return next((begin for begin in begins if plain(begin) in tables.elsewhere), "")


def _town_beside(name: str, code: str, tables: Directory) -> tuple[Town | None, int]:
    """The town that stands after a postal code, perhaps misread, and how long its name is."""
    words = name.split()
    offices = tables.areas.get(code, ())
    for count in range(min(4, len(words)), 0, -1):
        written = " ".join(words[:count]).rstrip(" .·-")
        town = tables.towns.get(plain(written)) or tables.towns.get(plain(re.split(r"[-/ ]", written)[0]))
        if town is not None:
            return _namesake_near(town, written, offices, tables), len(written)
    if not words or len(words[0]) < 4:
        return None, 0
    near = [form for form, town in tables.towns.items() if town.authority in offices]
    best = process.extractOne(plain(words[0]), near, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return (tables.towns[best[0]], len(words[0])) if best else (None, 0)


def _namesake_near(town: Town, written: str, offices: tuple[str, ...], tables: Directory) -> Town:
    """The town, or where it lies outside the code's area the one in it whose name begins so ("53819 Neunkirchen")."""
    if not offices or town.authority in offices:
        return town
    begin = f"{plain(written)} "
    return next((t for form, t in tables.towns.items() if form.startswith(begin) and t.authority in offices), town)


def _may_be_misread(code: str, town: Town, tables: Directory) -> bool:
    """Whether a code that is none of this Land can be one of the town's with one or two wrong figures."""
    wrong = 2 if code[:1] in "345" else 1
    return any(
        sum(a != b for a, b in zip(code, own, strict=True)) <= wrong
        for own, offices in tables.areas.items()
        if town.authority in offices
    )


def _named_places(text: str, tables: Directory) -> Iterator[PlaceMention]:
    tokens = list(_TOKEN.finditer(text))
    small = is_in_small_letters(text)
    position = 0
    while position < len(tokens):
        place, used = _named_place(text, tokens, position, small, tables)
        if place is not None:
            yield place
        position += used


@cached_by_directory(1)
def _first_words() -> frozenset[str]:
    """The first word, up to a blank, of every name: most words of a text are none of them."""
    tables = directory()
    names = [*tables.towns, *tables.districts, *tables.elsewhere]
    return frozenset(name.split()[0] for name in names)


def _named_place(
    text: str, tokens: list[re.Match[str]], position: int, small: bool, tables: Directory
) -> tuple[PlaceMention | None, int]:
    """The place that begins with a token, and how many tokens it takes."""
    first = tokens[position]
    if first.group()[0].islower() and not small and not _LED_IN.search(text, max(0, first.start() - 12), first.start()):
        return None, 1
    if plain(first.group()).split(" ")[0] not in _first_words():
        return _place_of_compound(text, first, tables), 1
    for count in (4, 3, 2, 1):
        if position + count > len(tokens):
            continue
        last = tokens[position + count - 1]
        written = text[first.start() : last.end()]
        if "\n\n" in written or (count > 1 and len(written) > 40):
            continue
        place = _place_named(text, first.start(), last.end(), plain(written.replace("\n", " ")), tables)
        if place is not None:
            return place, count
    return _place_of_compound(text, first, tables), 1


def _place_named(text: str, start: int, end: int, name: str, tables: Directory) -> PlaceMention | None:
    town = tables.towns.get(name)
    district = tables.districts.get(name) if town is None else None
    if town is None and district is None and name not in tables.elsewhere:
        return None
    before, after = text[max(0, start - 45) : start], text[end : end + 25]
    if _PERSON_BEFORE.search(before):
        return None
    if name in tables.words_too and text[start].islower() and not is_in_small_letters(text):
        return None
    if name in tables.words_too and not (_PLACE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return None
    if district is not None and (name in tables.words_too or len(name) < 5 or not _IN_BEFORE.search(before)):
        return None
    institution = bool(_INSTITUTION_BEFORE.search(before) or _STREET_AFTER.match(after) or _AIRPORT.search(before))
    found = town or district
    if found is None:
        return PlaceMention(start, end, Region.ELSEWHERE, is_institution=institution)
    return PlaceMention(start, end, Region.NRW, found, found.authority, is_institution=institution)


def _place_of_compound(text: str, token: re.Match[str], tables: Directory) -> PlaceMention | None:
    """A town with its district ("Köln-Kalk", "Duisburg/Marxloh"), or one misread after "Stadt", "in", "aus"."""
    written = token.group()
    parts = re.split(r"[-/]", written)
    before = text[max(0, token.start() - 45) : token.start()]
    if len(parts) > 1:
        town = tables.towns.get(plain(parts[0]))
        elsewhere = plain(parts[0]) in tables.elsewhere
        if (town or elsewhere) and (parts[1][:1].isupper() or is_in_small_letters(text)):
            is_institution = bool(_INSTITUTION_BEFORE.search(before))
            if town is not None:
                return PlaceMention(token.start(), token.end(), Region.NRW, town, town.authority, None, is_institution)
            return PlaceMention(token.start(), token.end(), Region.ELSEWHERE, is_institution=is_institution)
        return None
    if len(written) < 6 or not _FUZZY_AFTER.search(before):
        return None
    return _misread_place(token, tables)


_FUZZY_AFTER = re.compile(
    r"\b(?:stadt|kreis|kreises|wohnhaft\s+in|wohne[nt]?\s+in|wohnt\s+in|abh|ausl[aä]nderbeh[oö]rde)\s+$",
    re.IGNORECASE,
)


def _misread_place(token: re.Match[str], tables: Directory) -> PlaceMention | None:
    best = process.extractOne(plain(token.group()), tables.towns.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE_ALONE)
    if best is None:
        return None
    town = tables.towns[best[0]]
    return PlaceMention(token.start(), token.end(), Region.NRW, town, town.authority)
