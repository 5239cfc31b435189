from datetime import date

import pytest

from letters.working_days import is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "land", "expected"),
    [
        (date(2026, 3, 16), "NW", True),
        (date(2026, 3, 14), "NW", False),  # Saturday
        (date(2026, 3, 15), "NW", False),
        (date(2026, 6, 4), "NW", False),  # Fronleichnam
        (date(2026, 6, 4), "HH", True),
        (date(2024, 11, 1), "NW", False),  # Allerheiligen
        (date(2024, 10, 31), "NW", True),  # Reformationstag is one elsewhere
        (date(2024, 10, 31), "NI", False),
    ],
)
def test_holidays_are_those_of_the_land(day: date, land: str, expected: bool) -> None:
    assert is_working_day(day, land) is expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 16), 1, date(2026, 3, 17)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2025, 12, 23), 3, date(2025, 12, 30)),  # over Christmas
        (date(2025, 12, 30), 2, date(2026, 1, 2)),  # over New Year
    ],
)
def test_working_days_jump_over_what_is_none(day: date, count: int, expected: date) -> None:
    assert working_days_after(day, count, "NW") == expected
