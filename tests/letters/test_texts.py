import shutil
from pathlib import Path

import pytest

from classifiers.records import CaseState
from letters.facts import letter_facts
from letters.records import LetterKind
from letters.texts import FOLDER, OFFICE_KEYS, read_office, read_templates
from parsers.errors import BadSettings, MissingTemplate


def test_the_office_is_reached_at_its_post_and_mail_address() -> None:
    office = read_office(FOLDER / "office.toml")
    assert office["absender"]["strasse"] == "Völklinger Straße 4"
    assert office["absender"]["ort"] == "40219 Düsseldorf"
    assert office["kontakt"]["email"] == "haertefallkommission@mkjfgfi.nrw.de"


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (("[absender]", "[absender"), "cannot be read as TOML"),
        (('strasse = "Völklinger Straße 4"', ""), "absender.strasse is missing"),
        (('email = "haertefallkommission@mkjfgfi.nrw.de"', "email = 7"), "kontakt.email is missing or is no"),
        (("[schluss]", "[anderes]"), "schluss.gruss is missing"),
    ],
)
def test_a_mistake_in_the_office_file_is_named(tmp_path: Path, broken: tuple[str, str], complaint: str) -> None:
    file = tmp_path / "office.toml"
    file.write_text((FOLDER / "office.toml").read_text(encoding="utf-8").replace(*broken), encoding="utf-8")
    with pytest.raises(BadSettings, match=complaint):
        read_office(file)


def test_a_missing_office_file_is_a_bad_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        read_office(tmp_path / "office.toml")


def test_every_letter_has_a_text_and_one_has_a_form() -> None:
    templates = read_templates(FOLDER / "templates")
    assert set(templates) == set(LetterKind)
    assert [kind for kind, one in templates.items() if one.enclosure] == [LetterKind.POWER_OF_ATTORNEY_REQUEST]


@pytest.mark.parametrize("name", ["subject.typ", "body.typ"])
def test_a_missing_text_is_named_by_letter_and_file(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER / "templates", tmp_path / "texts")
    (tmp_path / "texts" / "reasons_request" / name).unlink()
    with pytest.raises(MissingTemplate, match=f"reasons_request: {name}"):
        read_templates(tmp_path / "texts")


def test_a_text_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "templates", tmp_path / "texts")
    (tmp_path / "texts" / "unreadable_notice" / "body.typ").write_bytes("Grüße".encode("latin-1"))
    with pytest.raises(MissingTemplate, match=r"unreadable_notice: body\.typ"):
        read_templates(tmp_path / "texts")


@pytest.mark.parametrize("kind", LetterKind)
def test_every_field_is_explained_to_the_office(kind: LetterKind) -> None:
    explained = (FOLDER / "templates" / "LIESMICH.txt").read_text(encoding="utf-8")
    everywhere, by_letter = explained.split("Weitere Felder")
    own = by_letter.split(f"\n{kind}\n")[1].split("\n\n")[0]
    state = CaseState("HFK-2026-0001", (), (), None, None, frozenset())
    for field in letter_facts(kind, state, "applicant", None):
        assert f"#{field} " in everywhere + own


def test_the_layout_uses_every_particular_of_the_office() -> None:
    layout = (FOLDER / "templates" / "layout.typ").read_text(encoding="utf-8")
    assert [key for table, keys in OFFICE_KEYS.items() for key in keys if f"office.{table}.{key}" not in layout] == []
