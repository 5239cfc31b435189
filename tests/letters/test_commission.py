import io
import re
import shutil
from datetime import date
from pathlib import Path

import pypdf
import pytest

from letters.commission import PROFILE, read_profile
from letters.compose import render
from letters.samples import TODAY, sample_letters
from letters.sitting import SittingRules, complaints_about_sitting
from letters.texts import FOLDER, read_office, read_templates
from letters.working_days import is_working_day
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


def test_another_commission_is_a_folder_and_nothing_of_this_one_is_left(tmp_path: Path) -> None:
    """An invented commission: its own name, members, holidays, periods, letterhead and texts."""
    for file in ("office.toml", "profile.toml"):
        text = (FOLDER / file).read_text(encoding="utf-8")
        for old, new in OTHER_COMMISSION.items():
            text = text.replace(old, new)
        (tmp_path / file).write_text(text, encoding="utf-8")
    shutil.copytree(FOLDER / "templates", tmp_path / "templates")
    for file in (tmp_path / "templates").rglob("*.typ"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Landes Nordrhein-Westfalen", "Freistaats Musterland").replace(LAND, "Musterland"))
    profile = read_profile(tmp_path / "profile.toml")
    assert (profile.name, profile.sitting, profile.land) == (
        "Härtefallkommission des Freistaats Musterland",
        SittingRules(3, 5),
        "TH",
    )
    assert profile.periods.documents == 15
    assert complaints_about_sitting(4, 2, profile.sitting) == ()
    assert not is_working_day(date(2027, 9, 20), profile.land)  # Weltkindertag, a Monday
    assert is_working_day(date(2027, 9, 20), PROFILE.land)
    office, templates = read_office(tmp_path / "office.toml"), read_templates(tmp_path / "templates")
    for letter in sample_letters():
        pdf = pypdf.PdfReader(io.BytesIO(render(letter, TODAY, office=office, templates=templates)))
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert not re.search("Nordrhein|NRW|Düsseldorf|mkjfgfi", text), letter.kind


LAND = "Nordrhein-Westfalen"
OTHER_COMMISSION = {
    "des Landes Nordrhein-Westfalen": "des Freistaats Musterland",
    "NRW": "Musterland",
    "40219 Düsseldorf": "99999 Musterstadt",
    "haertefallkommission@mkjfgfi.nrw.de": "hfk@musterland.example",
    "mitglieder_mindestens = 7": "mitglieder_mindestens = 3",
    "mitglieder_hoechstens = 10": "mitglieder_hoechstens = 5",
    'land = "NW"': 'land = "TH"',
    "unterlagen = 20": "unterlagen = 15",
}
