"""Sign-in with a provider that runs on this machine; what it says is bent, never what we do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from oidc_provider import CLIENT, SECRET, Provider, provided
from playwright.sync_api import expect
from pydantic import SecretStr
from sqlalchemy import select
from staff_browser import CHROMIUM, check, opened

from review.access import COOKIE
from review.app import create_app
from review.provider import PLACE, claim
from review.settings import ReviewSettings
from storage.accounts import keep_account
from storage.database import reading, transaction
from storage.status import StaffRole
from storage.tables import AccountRow, AuditRow

USER = {"sub": "a-17", "preferred_username": "Paula Prüf", "roles": ["hfk-sach", "kantine"]}
ROLES = {"hfk-sach": StaffRole.CLERK, "hfk-leitung": StaffRole.LEAD}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with provided() as provider:
        provider.claims = dict(USER)
        yield provider


@pytest.fixture
def settings(settings: ReviewSettings, provider: Provider) -> ReviewSettings:
    return settings.model_copy(
        update={
            "oidc_issuer": provider.address,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": SecretStr(SECRET),
            "oidc_roles": ROLES,
        }
    )


class Browser:
    """Follows a sign-in step by step; one jar of cookies for all servers, as 127.0.0.1 has."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = httpx.Client(timeout=60)

    def to_provider(self) -> str:
        """Open the sign-in; give the provider's address that it leads to."""
        answer = self.client.get(f"{self.base}{PLACE}/")
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def choose(self, address: str, who: str = "ja") -> str:
        """Say at the provider who one is; give the address that leads back."""
        self.client.get(address)
        answer = self.client.post(address, data={"wer": who})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def come_back(self, address: str) -> httpx.Response:
        return self.client.get(address)

    def sign_in(self) -> httpx.Response:
        return self.come_back(self.choose(self.to_provider()))


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    one = Browser(address)
    yield one
    one.client.close()


def refused(answer: httpx.Response, status: int, *says: str) -> bool:
    assert COOKIE not in answer.cookies
    assert all(text in answer.text for text in says), answer.text
    return answer.status_code == status


def test_the_sign_in_page_offers_both_ways(browser):
    page = browser.client.get(f"{browser.base}/anmelden").text
    assert 'href="/anmelden/amt/"' in page
    assert 'name="kennwort"' in page


def test_without_a_provider_there_is_no_such_way(settings, template):
    app = create_app(settings.model_copy(update={"oidc_issuer": ""}))
    assert not [route for route in app.routes if getattr(route, "path", "").startswith(PLACE)]


def test_who_the_provider_vouches_for_is_in(browser, office):
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = browser.client.get(f"{browser.base}/heute").text
    assert "Paula Prüf" in page
    assert browser.client.get(f"{browser.base}/hochladen").status_code == 200
    assert browser.client.get(f"{browser.base}/protokoll").status_code == 403
    with reading(office.sessions) as session:
        row = session.scalar(select(AccountRow).where(AccountRow.subject == "a-17"))
        assert (row.name, row.role, row.password_hash) == ("Paula Prüf", StaffRole.CLERK, "")
        assert ("signed_in", "Paula Prüf") in session.execute(select(AuditRow.what, AuditRow.who)).all()


def test_the_request_carries_state_nonce_and_a_challenge_that_differ_each_time(browser):
    asked = [parse_qs(urlsplit(browser.to_provider()).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({one[name][0] for one in asked}) == 2, name
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["response_type"] == ["code"]


def test_nothing_of_the_flow_is_left_open_in_the_cookie_of_all_pages(browser):
    answer = browser.client.get(f"{browser.base}{PLACE}/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert f"path={PLACE}" in cookie


def test_an_answer_to_nobodys_question_is_refused(browser):
    address = browser.choose(browser.to_provider())
    stranger = Browser(browser.base)
    assert refused(stranger.come_back(address), 403, "Bitte noch einmal")
    stranger.client.close()


def test_an_answer_is_taken_once(browser):
    address = browser.choose(browser.to_provider())
    assert browser.come_back(address).status_code == 303
    browser.client.cookies.delete(COOKIE)
    assert refused(browser.come_back(address), 403)


def test_a_code_that_was_stolen_is_of_no_use_without_the_verifier(browser):
    """The provider demands PKCE: the code of one sign-in does not fit the verifier of another one."""
    stolen = parse_qs(urlsplit(browser.choose(browser.to_provider())).query)["code"][0]
    state = parse_qs(urlsplit(browser.to_provider()).query)["state"][0]
    answer = browser.come_back(f"{browser.base}{PLACE}/zurueck?code={stolen}&state={state}")
    assert refused(answer, 403)


def test_who_says_no_at_the_provider_is_told_so(browser):
    answer = browser.come_back(browser.choose(browser.to_provider(), who=""))
    assert refused(answer, 403, "hat Sie nicht angemeldet")


@pytest.mark.parametrize(
    "bent",
    [
        {"nonce": "ein anderer"},
        {"aud": ["fremde-seite"]},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"at_hash": "passt-nicht"},
        {"azp": "fremde-seite", "aud": [CLIENT, "fremde-seite"]},
        {"sub": ""},
        {"sub": 17},
    ],
    ids=lambda bent: next(iter(bent)),
)
def test_an_id_token_that_is_not_for_us_now_is_refused(browser, provider, bent):
    provider.claims |= bent
    assert refused(browser.sign_in(), 403, "Anmeldung nicht möglich")


def test_an_id_token_with_another_signature_is_refused(browser, provider):
    provider.signing_key = RSAKey.generate_key(2048)
    assert refused(browser.sign_in(), 403, "nicht gültig")


def test_a_provider_that_names_itself_otherwise_is_refused(browser, provider):
    provider.issuer_named = "https://evil.example"
    assert refused(browser.client.get(f"{browser.base}{PLACE}/"), 403, "anderen Namen")


def test_a_provider_that_is_gone_is_said_to_be_gone(browser, provider):
    provider.stop()
    assert refused(browser.client.get(f"{browser.base}{PLACE}/"), 503, "antwortet nicht")


def test_a_provider_that_goes_between_the_two_steps_is_said_to_be_gone(browser, provider):
    address = browser.choose(browser.to_provider())
    provider.stop()
    assert refused(browser.come_back(address), 503, "antwortet nicht")


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ([], 403),
        (["kantine"], 403),
        (None, 403),
        ("hfk-sach", 303),
        (["hfk-sach", "hfk-leitung"], 303),
        ({"a": 1}, 403),
    ],
)
def test_only_a_role_that_is_mapped_lets_in(browser, provider, roles, status):
    provider.claims["roles"] = roles
    provider.userinfo = {"sub": "a-17"}
    answer = browser.sign_in()
    assert answer.status_code == status
    if status == 403:
        assert refused(answer, 403, "keine Rolle")


def test_the_highest_role_counts_and_it_is_asked_for_anew_each_time(browser, provider, office):
    provider.claims["roles"] = ["hfk-sach", "hfk-leitung"]
    browser.sign_in()
    assert browser.client.get(f"{browser.base}/protokoll").status_code == 200
    provider.claims["roles"] = ["hfk-sach"]
    browser.sign_in()
    assert browser.client.get(f"{browser.base}/protokoll").status_code == 403
    with reading(office.sessions) as session:
        kept = session.execute(select(AuditRow.before, AuditRow.after).where(AuditRow.who == "Paula Prüf")).all()
    assert ("lead", "clerk") in kept


def test_roles_may_stand_in_the_userinfo_alone(browser, provider):
    del provider.claims["roles"]
    provider.userinfo = {"sub": "a-17", "roles": ["hfk-leitung"]}
    browser.sign_in()
    assert browser.client.get(f"{browser.base}/protokoll").status_code == 200


def test_a_userinfo_of_somebody_else_is_refused(browser, provider):
    del provider.claims["roles"]
    provider.userinfo = {"sub": "b-18", "roles": ["hfk-leitung"]}
    assert refused(browser.sign_in(), 403, "jemand anderen")


def test_nobody_becomes_another_one_by_a_name(browser, provider, office):
    with transaction(office.sessions) as session:
        keep_account(session, "Paula Prüf", StaffRole.ADMIN, "ein langes Kennwort", "test")
    assert refused(browser.sign_in(), 403, "gehört hier schon")


def test_a_new_name_at_the_provider_is_still_the_same_person(browser, provider, office):
    browser.sign_in()
    provider.claims["preferred_username"] = "Paula Neu"
    browser.sign_in()
    with reading(office.sessions) as session:
        assert session.scalars(select(AccountRow.name).where(AccountRow.issuer.is_not(None))).all() == ["Paula Prüf"]


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\x00b", 17, None])
def test_a_name_that_is_none_is_refused(browser, provider, name):
    provider.claims["preferred_username"] = name
    provider.userinfo = {"sub": "a-17"}
    assert refused(browser.sign_in(), 403, "keinen brauchbaren Namen")


def test_signing_out_leads_on_to_the_provider_without_a_word_about_the_person(browser, provider):
    browser.sign_in()
    token = browser.client.get(f"{browser.base}/heute").text.split('name="token" value="')[1].split('"')[0]
    left = browser.client.post(f"{browser.base}/abmelden", data={"token": token}, headers={"Origin": browser.base})
    assert left.headers["location"] == f"{PLACE}/ende"
    page = browser.client.get(f"{browser.base}{PLACE}/ende").text
    address = page.split('<a class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    back = browser.client.get(address)
    assert back.headers["location"] == f"{browser.base}/anmelden"
    assert set(provider.sign_outs[0]) == {"client_id", "post_logout_redirect_uri", "state"}
    assert browser.client.get(f"{browser.base}/heute").status_code == 303


def test_a_local_account_still_signs_in_beside(browser, visitor: Callable[..., object]):
    assert visitor("clerk@amt")


@pytest.mark.parametrize("path", ["/zurueck", "/zurueck?code=x", "/zurueck?state=x&code=y", "/zurueck?error=x"])
def test_a_call_that_no_provider_made_is_refused(browser, path):
    assert refused(browser.client.get(f"{browser.base}{PLACE}{path}"), 403)


def test_a_claim_is_found_by_its_name_or_its_way():
    claims = {"realm_access": {"roles": ["a"]}, "https://x.example/roles": ["b"], "flat": "c"}
    assert claim(claims, "realm_access.roles") == ["a"]
    assert claim(claims, "https://x.example/roles") == ["b"]
    assert claim(claims, "flat.deeper") is None


@pytest.mark.chromium
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="apt-get install chromium")
@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_way_there_and_back_in_a_browser(tmp_path, address, provider, with_script):
    """The policy of the pages lets the browser go to the provider and come back, at the sign-out, too."""
    with opened(tmp_path / "profile", java_script_enabled=with_script) as browser:
        page = browser.new_page()
        page.goto(f"{address}/anmelden")
        if with_script:
            check(page, "sign-in")
        page.get_by_role("link", name="Mit dem Dienstkonto anmelden").click()
        page.get_by_role("button", name="Ich bin es").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Heute")
        page.get_by_role("button", name="Abmelden").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    assert len(provider.sign_outs) == 1
