from __future__ import annotations

import re
from pathlib import Path

import pytest

from parsers.errors import BadSettings
from review.settings import PREFIX, ReviewSettings, read_settings
from storage.status import StaffRole

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


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"ISSUER": "http://dienst.example", "CLIENT_ID": "x"}, "https"),
        ({"ISSUER": "https://dienst.example"}, "name"),
        ({"ISSUER": "https://dienst.example", "CLIENT_ID": "x", "SCOPES": "profile"}, "openid"),
        ({"ROLES": '{"a": "kaiser"}'}, "oidc_roles"),
    ],
)
def test_a_provider_that_is_half_set_is_refused_at_the_start_without_its_secret(monkeypatch, values, names):
    for name, value in (values | {"CLIENT_SECRET": "geheim-17"}).items():
        monkeypatch.setenv(f"REVIEW_OIDC_{name}", value)
    with pytest.raises(BadSettings, match=names) as caught:
        read_settings(home=None)
    assert "geheim-17" not in str(caught.value)


def test_roles_of_the_provider_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("REVIEW_OIDC_ROLES", '{"hfk-leitung": "lead"}')
    assert read_settings().oidc_roles == {"hfk-leitung": StaffRole.LEAD}
