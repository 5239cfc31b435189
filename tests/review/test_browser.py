"""The page in Debian's Chromium: the whole way with and without JavaScript, axe on every page, keys, narrow screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from staff_browser import CHROMIUM, check, opened, sign_in

from parsers.records import Channel
from review.app import ROUTES

PASSWORD = "ein langes Kennwort"
HOSTILE = '"><script>document.title="boese"</script><img src=x onerror=document.title="boese">'
FILES = ("original", "pdf", "{page:int}")  # no pages
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="apt-get install chromium"),
]


def watched(page: Page) -> list[str]:
    """Gather what the browser complains of: breaches of the policy, errors of scripts."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_way(tmp_path, address, desk, with_script):
    """Queue, claim, evidence, correct, confirm, settle, letter released, outbox."""
    desk.file()
    with opened(tmp_path / "profile", java_script_enabled=with_script) as browser:
        page = browser.new_page()
        complaints = watched(page)
        sign_in(page, address, "clerk@amt", PASSWORD)
        page.get_by_role("link", name="Eingänge", exact=True).click()
        page.get_by_role("button", name=re.compile("übernehmen")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Amira Muster")
        page.get_by_role("region", name="Bitte ansehen").get_by_role("link", name="brief.tif, Seite 1").click()
        expect(page.locator(".overlay .focus")).to_have_count(1)
        expect(page.locator("figure img")).to_have_js_property("naturalWidth", 1000) if with_script else None
        field = page.get_by_role("region", name="Vollmacht", exact=True)
        field.locator("summary").click()
        field.get_by_label("Vollmacht", exact=True).select_option("liegt vor")
        field.get_by_role("button", name="Speichern").click()
        expect(page.get_by_role("status")).to_contain_text("Die Berichtigung ist gespeichert")
        expect(field).to_contain_text("liegt vor")
        page.get_by_role("button", name="Art des Eingangs: stimmt").click()
        expect(page.get_by_role("region", name="Art des Eingangs")).to_contain_text("von Hand geprüft")
        page.get_by_role("button", name="Prüfung abschließen").click()
        expect(page.get_by_role("status")).to_contain_text("abgeschlossen")
        page.get_by_role("link", name="Ausgang", exact=True).click()
        page.get_by_role("link", name="Mitteilung an die Ausländerbehörde").click()
        page.get_by_role("button", name="Freigeben").click()
        page.get_by_role("link", name="Ausgang", exact=True).first.click()
        expect(page.get_by_role("row", name=re.compile("Mitteilung"))).to_contain_text("freigegeben von clerk@amt")
        assert complaints == []


def test_axe_finds_nothing_on_any_page_and_hostile_words_stay_text(tmp_path, address, desk):
    """At two widths, in light and dark; the policy is not breached once."""
    hostile = desk.file(f"{HOSTILE}.tif", text=f"{HOSTILE} Vollmacht", file_numbers=(HOSTILE,))
    mail = desk.file("brief.eml", channel=Channel.EMAIL, text=f"{HOSTILE} Vollmacht")
    parked = desk.park(f"{HOSTILE}.eml", HOSTILE.encode())
    paths = [path for method, path, *_ in ROUTES if method == "GET" and "{" not in path]
    paths += [f"/eingang/{hostile}?stelle=power_of_attorney", f"/eingang/{mail}", f"/eingang/{parked}"]
    paths += ["/adressbuch?zeige=eingetragen", "/adressbuch/05315000", "/ausgang?zeige=versandt"]
    with opened(tmp_path / "profile") as browser:
        page = browser.new_page()
        complaints = watched(page)
        page.goto(f"{address}/anmelden")
        check(page, "light")
        sign_in(page, address, "lead@amt", PASSWORD)
        page.goto(f"{address}/akten")
        paths.append(page.locator(".entry a").first.get_attribute("href"))
        page.goto(f"{address}/ausgang")
        paths.append(page.locator("tbody th a").first.get_attribute("href"))
        shown = {first(path) for path in paths}
        assert {first(path) for method, path, *_ in ROUTES if method == "GET" and not path.endswith(FILES)} == shown
        for path in paths:
            for scheme, width in (("light", 1440), ("dark", 320)):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.goto(address + path)
                page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
                check(page, f"{path} {scheme} {width}")
        page.goto(f"{address}/eingang/kein-eingang")
        check(page, "failure")
        assert [said for said in complaints if "404" not in said] == []


def first(path: str) -> str:
    """What a page is of, and whether it is a list or one."""
    parts = path.split("?")[0].split("/")
    return f"{parts[1]} {len(parts)}"


def test_all_is_reached_by_keys_alone(tmp_path, address, desk):
    desk.file()
    with opened(tmp_path / "profile") as browser:
        page = browser.new_page()
        sign_in(page, address, "clerk@amt", PASSWORD)
        page.goto(f"{address}/eingang")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        reached = set()
        for _ in range(25):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
        assert {"suche", "Amira Muster", "Übernehmen"} <= reached
        page.get_by_role("link", name="Amira Muster").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Antrag")


def test_forced_colours_and_big_letters_hide_nothing(tmp_path, address, desk):
    desk.file()
    with opened(tmp_path / "profile", forced_colors="active", reduced_motion="reduce") as browser:
        page = browser.new_page()
        sign_in(page, address, "clerk@amt", PASSWORD)
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(f"{address}/eingang")
        expect(page.locator(".entry").get_by_text("Vollmacht fehlt")).to_be_visible()
        page.get_by_text("Menü").click()
        expect(page.get_by_role("link", name="Posteingangsbuch")).to_be_visible()
        for path in ("/adressbuch", "/adressbuch/05315000", "/posteingangsbuch", "/ausgang"):
            page.set_viewport_size({"width": 320, "height": 800})
            page.goto(address + path)
            check(page, f"{path} in forced colours")


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_lead_enters_an_address_and_restricts_a_case(tmp_path, address, desk, with_script):
    desk.file()
    with opened(tmp_path / "profile", java_script_enabled=with_script) as browser:
        page = browser.new_page()
        complaints = watched(page)
        sign_in(page, address, "lead@amt", PASSWORD)
        page.get_by_role("link", name="Adressbuch", exact=True).first.click()
        page.get_by_role("link", name="Stadt Köln", exact=True).click()
        page.get_by_label("Abteilung oder Straße", exact=True).fill("Musterplatz 1")
        page.get_by_label("Straße oder Postleitzahl und Ort", exact=True).fill("50667 Köln")
        page.get_by_label("Quelle: Wer sagt das?").fill("Schreiben der Stadt")
        page.get_by_role("button", name="Speichern").click()
        expect(page.get_by_role("status")).to_contain_text("Die Anschrift ist gespeichert")
        expect(page.get_by_role("region", name="Eintrag")).to_contain_text("Musterplatz 1")
        page.goto(f"{address}/akten")
        page.locator(".entry a").first.click()
        access = page.get_by_role("region", name="Zugang")
        access.locator("summary").click()
        access.get_by_label("andere@amt").check()
        access.get_by_label("Begründung").fill("Verwandte im Haus")
        access.get_by_role("button", name="Zugang beschränken").click()
        expect(page.get_by_role("status")).to_contain_text("Der Zugang ist beschränkt")
        if with_script:
            check(page, "a restricted case")
        assert complaints == []


def test_the_new_forms_are_filled_by_keys_alone(tmp_path, address, desk):
    desk.file()
    with opened(tmp_path / "profile") as browser:
        page = browser.new_page()
        sign_in(page, address, "lead@amt", PASSWORD)
        page.goto(f"{address}/adressbuch/05315000")
        type_into(page, "zeile1", "Musterplatz 1")
        type_into(page, "quelle", "Schreiben der Stadt")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Die Anschrift ist gespeichert")
        page.goto(f"{address}/akten")
        page.goto(address + str(page.locator(".entry a").first.get_attribute("href")))
        walk_to(page, "document.activeElement.textContent.trim() === 'Zugang beschränken'")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        type_into(page, "grund-zugang", "Verwandte im Haus")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Der Zugang ist beschränkt")


def walk_to(page: Page, is_there: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(is_there):
            return
    pytest.fail(f"no Tab leads to {is_there}")


def type_into(page: Page, field: str, text: str) -> None:
    walk_to(page, f"document.activeElement.id === {field!r}")
    page.keyboard.type(text)
