"""Reads the tables of a Land: which Ausländerbehörde is competent where, and how its places are written."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from anyascii import anyascii

from parsers.errors import BadSettings


class OfficeKind(StrEnum):
    """What runs an Ausländerbehörde."""

    CITY = "city"
    KREIS = "kreis"
    ZAB = "zab"


@dataclass(frozen=True, slots=True)
class Office:
    """An Ausländerbehörde.

    Attributes:
        code: As in the export.
        label: Its usual name: "Stadt Herne", "Kreis Borken".
        kind: City, Kreis or Zentrale Ausländerbehörde.
        seat: Town where it sits.
        zab: Code of the Zentrale Ausländerbehörde of its Regierungsbezirk.
        also: Other names.
    """

    code: str
    label: str
    kind: OfficeKind
    seat: str
    zab: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality.

    Attributes:
        name: Official name.
        kreis: Code of its Kreis, five digits.
        authority: Code of the competent office.
        zab: Code of the Zentrale Ausländerbehörde of its Regierungsbezirk.
        names: All ways to write it, the official one first.
    """

    name: str
    kreis: str
    authority: str
    zab: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The tables of a Land, ready for look-ups; names are keyed in plain form (see `plain_forms`).

    Attributes:
        offices: By code.
        towns: By every plain form of every name; official names win over other ways to write a town.
        districts: By plain form; only names that one town alone has and that are no town themselves.
        areas: Codes of the offices by postal code.
        facility_towns: Plain forms of towns with a facility of the Land.
        elsewhere: Plain forms of towns and Länder outside.
        words_too: Plain forms of names that are ordinary words or family names as well.
        land: Its name.
        sure_areas: First two figures that only postal codes of this Land have.
        land_words: Plain words that name the Land, beside "Kommission".
        address_words: Plain words of the commission's address.
        named_kreise: Patterns of Kreise whose name is not "Kreis …", and their codes.
    """

    offices: Mapping[str, Office]
    towns: Mapping[str, Town]
    districts: Mapping[str, Town]
    areas: Mapping[str, tuple[str, ...]]
    facility_towns: frozenset[str]
    elsewhere: Mapping[str, str]
    words_too: frozenset[str]
    land: str
    sure_areas: frozenset[str]
    land_words: tuple[str, ...]
    address_words: tuple[str, ...]
    named_kreise: tuple[tuple[str, str], ...]

    def seats_of(self, town: Town) -> tuple[Office, ...]:
        """The offices that sit in a town: its own, that of the Kreis, a ZAB."""
        return tuple(office for office in self.offices.values() if office.seat == town.name)


_NO_LETTER = re.compile(r"[^a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower case without diacritics, letters and figures only: "Möhne-See" gives "mohne see"."""
    lower = text.casefold().replace("ß", "ss")
    ascii_text = lower if lower.isascii() else anyascii(lower).casefold()
    return " ".join(_NO_LETTER.sub(" ", ascii_text).split())


def plain_forms(name: str) -> frozenset[str]:
    """The forms under which a name is found: umlauts lost by OCR, or written as two letters."""
    return frozenset((plain(name), plain(name.casefold().translate(_UMLAUTS))))


def read_directory(folder: Traversable) -> Directory:
    """Read the tables of a Land.

    Args:
        folder: With the files that README.md beside this module describes.

    Raises:
        BadSettings: A file, a column or a value is missing, or a code is that of no office; the file is named.
    """
    offices = {row["code"]: _office(row) for row in _rows(folder, "authorities.csv", *_OFFICE_COLUMNS)}
    towns = [_town(row) for row in _rows(folder, "towns.csv", *_TOWN_COLUMNS)]
    by_name = {form: town for town in towns for name in town.names[1:] for form in plain_forms(name)}
    by_name |= {form: town for town in towns for form in plain_forms(town.name)}
    areas: dict[str, tuple[str, ...]] = {}
    for row in _rows(folder, "postal_codes.csv", "authority", "postal_codes"):
        for code in row["postal_codes"].split():
            areas[code] = (*areas.get(code, ()), row["authority"])
    land = _land(folder)
    named = tuple((str(one.get("written")), str(one.get("code"))) for one in land.get("kreise", ()))
    used = [code for town in towns for code in (town.authority, town.zab)]
    _check_codes(offices, (*used, *(code for codes in areas.values() for code in codes), *(code for _, code in named)))
    return Directory(
        offices=offices,
        towns=by_name,
        districts=_districts(folder, {town.name: town for town in towns}, by_name),
        areas=areas,
        facility_towns=frozenset(
            form for row in _rows(folder, "facilities.csv", "town") for form in plain_forms(row["town"])
        ),
        elsewhere={
            form: name
            for row in _rows(folder, "elsewhere.csv", "names")
            for name in row["names"].split(";")
            for form in plain_forms(name)
            if form not in by_name
        },
        words_too=frozenset(form for word in _text(folder, "words_too.txt").split() for form in plain_forms(word)),
        land=land["name"],
        sure_areas=frozenset(land["sure_postal_areas"]),
        land_words=tuple(land["land_words"]),
        address_words=tuple(land["address_words"]),
        named_kreise=named,
    )


_OFFICE_COLUMNS = ("code", "label", "kind", "seat", "zab", "also")
_TOWN_COLUMNS = ("town", "kreis", "authority", "zab", "also")
_LAND_VALUES: dict[str, type] = {"name": str, "sure_postal_areas": list, "land_words": list, "address_words": list}


def _check_codes(offices: Mapping[str, Office], used: Iterable[str]) -> None:
    unknown = next((code for code in used if code not in offices), None)
    if unknown is not None:
        raise BadSettings(f"directory: no office of authorities.csv has the code {unknown}")


def _land(folder: Traversable) -> dict[str, Any]:
    try:
        land = tomllib.loads(_text(folder, "land.toml"))
        for one in land.get("kreise", ()):
            re.compile(one.get("written", ""))
    except (tomllib.TOMLDecodeError, re.error, TypeError, AttributeError):
        raise BadSettings("directory: land.toml cannot be understood") from None
    for name, kind in _LAND_VALUES.items():
        if not isinstance(land.get(name), kind):
            raise BadSettings(f"directory: land.toml lacks {name}")
    return land


def _text(folder: Traversable, name: str) -> str:
    try:
        return folder.joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadSettings(f"directory: {name} cannot be read") from None


def _rows(folder: Traversable, name: str, *columns: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(_text(folder, name).splitlines(), restval="")
    missing = next((column for column in columns if column not in (reader.fieldnames or ())), None)
    if missing is not None:
        raise BadSettings(f"directory: {name} lacks the column {missing}")
    return reader


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name for name in listed.split(";") if name)


def _office(row: dict[str, str]) -> Office:
    if row["kind"] not in list(OfficeKind):
        raise BadSettings("directory: authorities.csv has a kind that is none of city, kreis, zab")
    kind = OfficeKind(row["kind"])
    return Office(row["code"], row["label"], kind, row["seat"], row["zab"], _names(row["also"]))


def _town(row: dict[str, str]) -> Town:
    return Town(row["town"], row["kreis"], row["authority"], row["zab"], (row["town"], *_names(row["also"])))


def _districts(folder: Traversable, towns: Mapping[str, Town], taken: Mapping[str, Town]) -> dict[str, Town]:
    """Districts by plain form; a name that two towns share says nothing."""
    owners: dict[str, set[str]] = {}
    for row in _rows(folder, "districts.csv", "town", "districts"):
        if row["town"] not in towns:
            raise BadSettings("directory: districts.csv names a town that towns.csv lacks")
        for district in row["districts"].split(";"):
            for form in plain_forms(district):
                owners.setdefault(form, set()).add(row["town"])
    return {form: towns[next(iter(names))] for form, names in owners.items() if len(names) == 1 and form not in taken}
