"""What is particular to a commission: its name, its members, its holidays and its periods, read from one file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import holidays

from letters.sitting import SittingRules
from letters.texts import FOLDER
from parsers.errors import BadSettings


@dataclass(frozen=True, slots=True)
class Periods:
    """How long something is waited for, in working days.

    Attributes:
        first_look: From receipt until somebody looks at a new case.
        documents: For what is missing.
        statement: For the statement of the Ausländerbehörde.
        reminder: From one reminder to the next.
        most_reminders: Then a person decides how it goes on.
    """

    first_look: int
    documents: int
    statement: int
    reminder: int
    most_reminders: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A commission.

    Attributes:
        name: Its full name.
        sitting: How many members it has.
        land: Whose holidays are no working days, by ISO 3166-2:DE ("NW").
        periods: How long it waits.
    """

    name: str
    sitting: SittingRules
    land: str
    periods: Periods


def read_profile(file: Path) -> Profile:
    """Read what is particular to a commission.

    Args:
        file: A TOML file like letters/profile.toml.

    Raises:
        BadSettings: It is no TOML, or a value is missing or cannot be.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise BadSettings("profile.toml cannot be read as TOML") from None
    land = _value(tables, "feiertage", "land", str)
    if land not in holidays.list_supported_countries()["DE"]:
        raise BadSettings("profile.toml: feiertage.land is no Land")
    rules = SittingRules(
        _value(tables, "kommission", "mitglieder_mindestens", int),
        _value(tables, "kommission", "mitglieder_hoechstens", int),
    )
    if rules.most_members < rules.fewest_members:
        raise BadSettings("profile.toml: kommission.mitglieder_hoechstens is less than the fewest members")
    keys = ("erste_durchsicht", "unterlagen", "stellungnahme", "erinnerung", "erinnerungen_hoechstens")
    periods = Periods(*(_value(tables, "fristen", key, int) for key in keys))
    return Profile(_value(tables, "kommission", "name", str), rules, land, periods)


def _value(tables: dict[str, Any], table: str, key: str, kind: type) -> Any:
    value = tables.get(table, {}).get(key)
    if type(value) is not kind or (isinstance(value, int) and value < 1):
        raise BadSettings(f"profile.toml: {table}.{key} is missing or cannot be")
    return value


PROFILE: Final = read_profile(FOLDER / "profile.toml")
