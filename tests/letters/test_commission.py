from pathlib import Path

import pytest

from letters.commission import PROFILE, read_profile
from letters.texts import FOLDER
from parsers.errors import BadSettings

TEXT = (FOLDER / "profile.toml").read_text(encoding="utf-8")


def test_the_commission_of_the_land_has_seven_to_ten_members() -> None:
    assert (PROFILE.sitting.fewest_members, PROFILE.sitting.most_members, PROFILE.land) == (7, 10, "NW")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[kommission]", "[kommission", "cannot be read"),
        ('land = "NW"', 'land = "XX"', "is no Land"),
        ("unterlagen = 20", "", "fristen.unterlagen"),
        ("unterlagen = 20", "unterlagen = 0", "fristen.unterlagen"),
        ("unterlagen = 20", "unterlagen = true", "fristen.unterlagen"),
        ("mitglieder_hoechstens = 10", "mitglieder_hoechstens = 3", "less than the fewest"),
    ],
)
def test_a_mistake_in_a_profile_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(BadSettings, match=complaint):
        read_profile(file)


def test_a_missing_profile_is_a_bad_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        read_profile(tmp_path / "profile.toml")
