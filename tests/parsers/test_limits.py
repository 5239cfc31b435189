import dataclasses

import pytest

from parsers.limits import ParseLimits


def test_limits_are_fixed_once_they_are_made() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ParseLimits().pages = 1  # type: ignore[misc]


def test_no_member_of_an_archive_may_be_larger_than_all_together() -> None:
    limits = ParseLimits()

    assert limits.member_bytes <= limits.unpacked_bytes
