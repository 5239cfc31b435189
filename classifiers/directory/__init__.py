"""Which Ausländerbehörde is competent where: towns, districts, postal codes and offices of NRW.

The tables and their sources are described in README.md beside this file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from anyascii import anyascii


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


@dataclass(frozen=True, slots=True)
class Directory:
    """The tables, ready for look-ups; names are keyed in plain form (see `plain_forms`).

    Attributes:
        offices: By code.
        towns: By every plain form of every name; official names win over other ways to write a town.
        districts: By plain form; only names that one town alone has and that are no town themselves.
        areas: Codes of the offices by postal code.
        facility_towns: Plain forms of towns with a facility of the Land.
        elsewhere: Plain forms of towns and Länder outside North Rhine-Westphalia.
        words_too: Plain forms of names that are ordinary words or family names as well.
    """

    offices: Mapping[str, Office]
    towns: Mapping[str, Town]
    districts: Mapping[str, Town]
    areas: Mapping[str, tuple[str, ...]]
    facility_towns: frozenset[str]
    elsewhere: Mapping[str, str]
    words_too: frozenset[str]

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


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The tables of this folder, read once."""
    offices = {row["code"]: _office(row) for row in _rows("authorities.csv")}
    towns = [_town(row) for row in _rows("towns.csv")]
    by_name = {form: town for town in towns for name in town.names[1:] for form in plain_forms(name)}
    by_name |= {form: town for town in towns for form in plain_forms(town.name)}
    areas: dict[str, tuple[str, ...]] = {}
    for row in _rows("postal_codes.csv"):
        for code in row["postal_codes"].split():
            areas[code] = (*areas.get(code, ()), row["authority"])
    return Directory(
        offices=offices,
        towns=by_name,
        districts=_districts({town.name: town for town in towns}, by_name),
        areas=areas,
        facility_towns=frozenset(f for row in _rows("facilities.csv") for f in plain_forms(row["town"])),
        elsewhere={
            form: name
            for row in _rows("elsewhere.csv")
            for name in row["names"].split(";")
            for form in plain_forms(name)
            if form not in by_name
        },
        words_too=frozenset(form for word in _text("words_too.txt").split() for form in plain_forms(word)),
    )


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name for name in listed.split(";") if name)


def _office(row: dict[str, str]) -> Office:
    kind = OfficeKind(row["kind"])
    return Office(row["code"], row["label"], kind, row["seat"], row["zab"], _names(row["also"]))


def _town(row: dict[str, str]) -> Town:
    return Town(row["town"], row["kreis"], row["authority"], row["zab"], (row["town"], *_names(row["also"])))


def _districts(towns: Mapping[str, Town], taken: Mapping[str, Town]) -> dict[str, Town]:
    """Districts by plain form; a name that two towns share says nothing."""
    owners: dict[str, set[str]] = {}
    for row in _rows("districts.csv"):
        for district in row["districts"].split(";"):
            for form in plain_forms(district):
                owners.setdefault(form, set()).add(row["town"])
    return {form: towns[next(iter(names))] for form, names in owners.items() if len(names) == 1 and form not in taken}
