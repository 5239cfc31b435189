"""Ausländerbehörden that a text names: "Ausländerbehörde des Kreises Borken", "ABH Herne", "das Amt in Steinfurt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process

from classifiers.directory import Directory, OfficeKind, Town, cached_by_directory, directory, plain, plain_forms
from classifiers.patterns import one_of, phrases
from classifiers.places import PlaceMention, Region, find_places


class Naming(IntEnum):
    """How clearly a text names an office; higher is clearer."""

    BODY = 1  # the Kreis or the city, without a word of its office
    TOWN = 2  # an office in a town: it may be that of the city or of the Kreis that sits there
    ZAB = 3  # a Zentrale Ausländerbehörde
    OFFICE = 4  # the office of a Kreis or a city
    LABELLED = 5  # said to be the competent one


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office that a text names.

    Attributes:
        start: First character in the text.
        end: One past the last one.
        naming: How clearly.
        code: Of the office; None for a ZAB whose town is not named.
        town: Where `naming` is TOWN: the town it sits in.
    """

    start: int
    end: int
    naming: Naming
    code: str | None
    town: Town | None = None


_PHRASES = phrases("authority")
_OFFICE_WORD = one_of(_PHRASES, "office")
_VAGUE_OFFICE = one_of(_PHRASES, "vague_office")
_ZAB = one_of(_PHRASES, "zab")
_LABEL = one_of(_PHRASES, "label")
_CITY_WORD = one_of(_PHRASES, "city")
_SITS = one_of(_PHRASES, "sits")
_OTHER_OFFICE = one_of(_PHRASES, "other_office")
_IS_COMPETENT = one_of(_PHRASES, "is_competent")
_KREIS = re.compile(
    r"\b(?:land)?kreis(?:es|e|verwaltung|haus)?\s+"
    r"(?P<name>(?-i:[A-ZÄÖÜ])[\wäöüß]+(?:\s?-\s?[\wäöüß]+)?|[a-zäöü]{4,})",
    re.IGNORECASE,
)
# What may stand between the word of an office and the name of its town or Kreis.
_LINK = re.compile(
    r"^[\s,:()|/·–-]*(?:(?:bei|beim|in|im|von|vom|der|des|den|dem|hier|sitzt|ist|of|the|de|la|du|d[’'])[\s,:]+|stadt\s+|kreis(?:es)?\s+){0,4}$",
    re.IGNORECASE,
)
_LINK_CHARS = 32
_ALIKE = 78  # least likeness (0-100) of a misread Kreis
_REGION_OF_ZAB = 45


@cached_by_directory(256)
def find_offices(text: str) -> tuple[OfficeMention, ...]:
    """The offices that a text names, in order."""
    tables = directory()
    found = list(_zabs(text, tables))
    bodies = [*_kreise(text), *_cities(text)]
    for mention in (*_with_office(text, bodies), *_town_offices(text, bodies)):
        if all(mention.end <= other.start or mention.start >= other.end for other in found):
            found.append(mention)
    found = [mention for mention in found if not _is_of_another_office(text, mention)]
    labelled = [_labelled(text, mention) for mention in found]
    return tuple(sorted(labelled, key=lambda mention: mention.start))


def _is_of_another_office(text: str, mention: OfficeMention) -> bool:
    """Whether it only says whose office another one is: "das Jugendamt der Stadt Hagen"."""
    return mention.naming is Naming.BODY and bool(_OTHER_OFFICE.search(text, max(0, mention.start - 40), mention.start))


def _zabs(text: str, tables: Directory) -> Iterator[OfficeMention]:
    """Zentrale Ausländerbehörden, with the town after or before them."""
    for match in _ZAB.finditer(text):
        after = text[match.end() : match.end() + _REGION_OF_ZAB].split("\n\n")[0]
        before = text[max(0, match.start() - 30) : match.start()].split("\n\n")[-1]
        code = _zab_of(after, tables, first=True) or _zab_of(before, tables, first=False)
        yield OfficeMention(match.start(), match.end(), Naming.ZAB, code)


def _zab_of(text: str, tables: Directory, *, first: bool) -> str | None:
    words = re.findall(r"[^\W\d_]+", text)
    seats = {form: code for code, office in tables.offices.items() if office.kind is OfficeKind.ZAB
             for form in plain_forms(office.seat)}  # fmt: skip
    hits = [seats[plain(word)] for word in words if plain(word) in seats]
    return (hits[0] if first else hits[-1]) if hits else None


@cached_by_directory(1)
def _kreis_names() -> dict[str, str]:
    """Codes of the Kreise by their plain names without the word Kreis."""
    names: dict[str, str] = {}
    for office in directory().offices.values():
        if office.kind is OfficeKind.KREIS:
            for label in (office.label, *office.also):
                name = re.sub(r"\b(?:Kreis|Städteregion|StädteRegion)\b", "", label).strip(" -")
                if name and "kreis" not in name.casefold():
                    names |= dict.fromkeys(plain_forms(name), office.code)
    return names


@cached_by_directory(1)
def _named_kreis() -> re.Pattern[str]:
    """Any Kreis whose name is not "Kreis …": its group is the place in the table; without any, nothing matches."""
    named = enumerate(directory().named_kreise)
    written = "|".join(f"(?P<k{place}>\\b(?:{pattern}))" for place, (pattern, _) in named)
    return re.compile(written or r"(?!)", re.IGNORECASE)


def _kreise(text: str) -> Iterator[OfficeMention]:
    for match in _named_kreis().finditer(text):
        place = next(int(name[1:]) for name, value in match.groupdict().items() if value)
        yield OfficeMention(match.start(), match.end(), Naming.BODY, directory().named_kreise[place][1])
    names = _kreis_names()
    for match in _KREIS.finditer(text):
        first = re.split(r"\s?-\s?", match["name"])[0]
        for written in (match["name"], first):
            code = names.get(plain(written))
            if code is not None:
                yield OfficeMention(match.start(), match.start("name") + len(written), Naming.BODY, code)
                break
        else:
            misread = _misread_kreis(first) if first[0].isupper() else None
            if misread is not None:
                yield OfficeMention(match.start(), match.start("name") + len(first), Naming.BODY, misread)


def _misread_kreis(written: str) -> str | None:
    names = _kreis_names()
    best = process.extractOne(plain(written), names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return names[best[0]] if best and len(written) > 4 else None


def _cities(text: str) -> Iterator[OfficeMention]:
    """Towns that are named as a body: "Stadt Moers", "der Bürgermeister der Stadt Lippstadt"."""
    for place in find_places(text):
        if place.town is None or place.postal_code:
            continue
        before = _CITY_WORD.search(text, max(0, place.start - 50), place.start)
        if before:
            yield OfficeMention(before.start(), place.end, Naming.BODY, place.authority)


def _with_office(text: str, bodies: list[OfficeMention]) -> Iterator[OfficeMention]:
    """The bodies again, as offices where a word of the office stands beside them."""
    words = [(m.start(), m.end()) for m in _OFFICE_WORD.finditer(text)]
    for body in bodies:
        beside = [
            (start, end)
            for start, end in words
            if _are_linked(text, end, body.start) or _are_linked(text, body.end, start, wide=True)
        ]
        if beside:
            first, last = min(s for s, _ in beside), max(e for _, e in beside)
            yield OfficeMention(min(first, body.start), max(last, body.end), Naming.OFFICE, body.code)
        else:
            yield body


def _are_linked(text: str, left_end: int, right_start: int, *, wide: bool = False) -> bool:
    """Whether only linking words stand between two places of a text."""
    if not 0 <= right_start - left_end <= _LINK_CHARS * (2 if wide else 1):
        return False
    between = text[left_end:right_start]
    if "\n\n" in between.strip(" "):
        return False
    if wide:  # "Stadt Rheine · Die Bürgermeisterin · Ausländerbehörde", "Kreis Mettmann - Ausländeramt"
        between = re.sub(
            r"(?:der|die)\s+(?:ober)?(?:b[uü]rgermeister|landr[aä]t|kreisdirektor|städteregionsrat)(?:in)?",
            "",
            between,
            flags=re.IGNORECASE,
        )
        return bool(
            re.fullmatch(
                r"[\s,:()|/·.–-]*(?:(?:als|und|mit)\s+)?(?:(?:der|die|das|ihre|seine|dortige)\s+)?",
                between,
                re.IGNORECASE,
            )
        )
    return bool(_LINK.match(between))


def _town_offices(text: str, bodies: list[OfficeMention]) -> Iterator[OfficeMention]:
    """An office in a town: "Ausländeramt in Schwelm", "ABH Herne", "Herner Ausländerbehörde"."""
    places = [p for p in find_places(text) if p.region is Region.NRW and p.town and not p.postal_code]
    for match in (*_OFFICE_WORD.finditer(text), *_VAGUE_OFFICE.finditer(text)):
        for place in places:
            if any(body.start <= place.start < body.end for body in bodies):
                continue
            if 0 <= place.start - match.end() <= _LINK_CHARS and _LINK.match(text[match.end() : place.start]):
                yield _town_office(text, match, place)
        far = _office_that_sits(text, match, places)
        if far is not None:
            yield _town_office(text, match, far)
        adjective = _town_of_adjective(text, match.start())
        if adjective is not None:
            start, town = adjective
            yield OfficeMention(start, match.end(), Naming.TOWN, town.authority, town)


def _office_that_sits(text: str, match: re.Match[str], places: list[PlaceMention]) -> PlaceMention | None:
    """The place further on in the sentence: "Das Amt, das für uns zuständig ist, sitzt in Steinfurt"."""
    end = re.search(r"[.!?](?:\s|$)|\n\s*\n", text[match.end() :])
    limit = match.end() + (end.start() if end else len(text))
    for place in places:
        if match.end() <= place.start < limit and _SITS.search(text[match.end() : place.start]):
            return place
    return None


def _town_office(text: str, match: re.Match[str], place: PlaceMention) -> OfficeMention:
    """An office in a town; "(Kreis)" behind it says whose."""
    town = place.town
    if town is not None and re.match(r"\s*\(?\s*-?\s?kreis\b", text[place.end : place.end + 12], re.IGNORECASE):
        code = next((o.code for o in directory().seats_of(town) if o.kind is OfficeKind.KREIS), place.authority)
        return OfficeMention(match.start(), place.end, Naming.OFFICE, code)
    return OfficeMention(match.start(), place.end, Naming.TOWN, place.authority, town)


def _town_of_adjective(text: str, position: int) -> tuple[int, Town] | None:
    """The town of "Gütersloher", "Herner", "Münsteraner" right before a position."""
    match = re.search(r"\b([A-ZÄÖÜ][a-zäöüß-]{3,})er\s+$", text[max(0, position - 30) : position])
    if not match:
        return None
    stem = match[1]
    towns = directory().towns
    for ending in ("", "e", "en", "a"):
        town = towns.get(plain(stem + ending))
        if town is not None:
            return max(0, position - 30) + match.start(), town
    if stem.endswith("an") and (town := towns.get(plain(stem.removesuffix("an")))) is not None:
        return max(0, position - 30) + match.start(), town
    return None


def _labelled(text: str, mention: OfficeMention) -> OfficeMention:
    """The mention, as the competent one where the text says so or a form has a field for it."""
    line_start = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line_start, mention.start - 60) : mention.end]
    match = _LABEL.search(before)
    next_lines = text[mention.end : mention.end + 60].strip(" .\n").split("\n")
    under = re.fullmatch(
        r"(?:zuständige\s+)?(?:ausl[aä]nderbeh[oö]rde|ausl[aä]nderamt|beh[oö]rde|abh)",
        next_lines[0].strip(),
        re.IGNORECASE,
    )
    whole_line = text[line_start : mention.start].strip(" |:-") == ""
    follows = _IS_COMPETENT.match(text, mention.end)
    if (match and match.group().strip()) or (under and whole_line) or follows:
        return OfficeMention(mention.start, mention.end, Naming.LABELLED, mention.code, mention.town)
    return mention


def office_in_town(town: Town, home_authority: str | None) -> str:
    """The office that "the Ausländeramt in …" means: that of the Kreis, if the applicants live elsewhere in it."""
    for office in directory().seats_of(town):
        if office.code == home_authority and office.kind is not OfficeKind.ZAB:
            return office.code
    return town.authority
