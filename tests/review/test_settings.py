from __future__ import annotations

import re
from pathlib import Path

from review.settings import PREFIX, ReviewSettings

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_looks_where_the_intake_keeps_its_data(monkeypatch, tmp_path):
    monkeypatch.setenv("INTAKE_HOME", str(tmp_path))
    monkeypatch.setenv("REVIEW_PORT", "9999")
    monkeypatch.setenv("INTAKE_ACCEPT_ASSERTED_VOLLMACHT", "true")
    settings = ReviewSettings()
    assert settings.storage.home == tmp_path
    assert settings.port == 9999
    assert settings.rules.accepts_asserted


def test_a_given_home_goes_before(monkeypatch, tmp_path):
    monkeypatch.setenv("INTAKE_HOME", "/elsewhere")
    assert ReviewSettings(home=tmp_path).home == tmp_path


def test_the_readme_lists_the_settings_of_the_page():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    own = {name for name, field in ReviewSettings.model_fields.items() if field.validation_alias is None}
    assert {name.lower() for name in re.findall(rf"`{PREFIX}(\w+)`", text)} == own
    for name in own:
        assert str(ReviewSettings.model_fields[name].description) in text
