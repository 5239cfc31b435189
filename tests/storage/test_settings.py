from pathlib import Path

import pytest

from parsers.errors import BadSettings
from storage.settings import StorageSettings

HOME = Path("/srv/intake")


def test_without_an_address_the_database_is_a_file_in_the_home_folder():
    settings = StorageSettings(HOME)
    assert str(settings.url) == "sqlite:////srv/intake/intake.sqlite3"
    assert settings.blobs == HOME / "blobs"


@pytest.mark.parametrize(
    ("address", "driver", "database"),
    [
        ("postgresql://amt@db/intake", "postgresql+psycopg", "intake"),
        ("postgresql+psycopg2://amt@db/intake", "postgresql+psycopg", "intake"),
        ("sqlite:////srv/other.db", "sqlite", "/srv/other.db"),
    ],
)
def test_an_address_gets_the_driver_that_is_installed(address, driver, database):
    url = StorageSettings(HOME, address).url
    assert (url.drivername, url.database) == (driver, database)


@pytest.mark.parametrize(
    "address", ["", "intake", "mysql://amt@db/intake", "sqlite://", "sqlite:///:memory:", "no such thing://x"]
)
def test_an_address_that_cannot_work_is_refused_without_repeating_it(address):
    with pytest.raises(BadSettings) as refused:
        StorageSettings(HOME, address)
    assert not address or address not in str(refused.value)


def test_the_password_is_not_shown():
    settings = StorageSettings(HOME, "postgresql://amt:geheim@db/intake")
    assert "geheim" not in repr(settings)
    assert "geheim" not in str(settings.url)


@pytest.mark.parametrize("pattern", ["HFK-{year}-{number:04d}", "{number}/{year} HFK", "{year}{number:06d}"])
def test_a_pattern_of_year_and_number_is_taken(pattern):
    assert StorageSettings(HOME, aktenzeichen_pattern=pattern).aktenzeichen_pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "HFK-{number}",
        "HFK-{year}",
        "HFK-{year}-{number}-{name}",
        "HFK-{year}-{number:x",
        "HFK-{year}-{}",
        "HFK-{year}-{number:qq}",
        "HFK-{year}-{number.x}",
        "{year:.0s}{number}",
    ],
)
def test_a_pattern_that_does_not_tell_cases_apart_is_refused(pattern):
    with pytest.raises(BadSettings):
        StorageSettings(HOME, aktenzeichen_pattern=pattern)
