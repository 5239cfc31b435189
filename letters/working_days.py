"""Working days: what the office's periods are counted in (pure)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5


def is_working_day(day: date, land: str) -> bool:
    """Whether the office works: no Saturday, no Sunday, no holiday of the Land.

    Args:
        day: Any day.
        land: By ISO 3166-2:DE ("NW").
    """
    return day.weekday() < _SATURDAY and day not in _holidays(land, day.year)


@lru_cache(maxsize=2048)
def working_days_after(day: date, count: int, land: str) -> date:
    """The day that many working days later; the first one counted is the next working day.

    Args:
        day: Any day; it does not count itself.
        count: At least 1.
        land: By ISO 3166-2:DE.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, land)
    return day


@lru_cache(maxsize=64)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))
