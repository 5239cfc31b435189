"""Takes the pictures of docs/screens from a page that runs: python tests/take_screens.py ADDRESS NAME PASSWORD DIR."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from staff_browser import ARGUMENTS, CHROMIUM, sign_in

WIDTHS = {"breit": (1440, 900), "schmal": (390, 844)}
PAGES = {
    "heute": "/heute",
    "eingaenge": "/eingang",
    "akten": "/akten",
    "ausgang": "/ausgang",
    "posteingangsbuch": "/posteingangsbuch",
    "geparkt": "/geparkt",
    "adressbuch": "/adressbuch?zeige=eingetragen",
    "anschrift": "/adressbuch/05315000",
    "hochladen": "/hochladen",
    "auswertung": "/auswertung",
    "protokoll": "/protokoll",
}


def addresses(page: Page, base: str) -> dict[str, str]:
    """Find one intake, one case and one letter to show."""
    found = dict(PAGES)
    page.goto(f"{base}/eingang")
    link = page.locator(".entry", has_text="Vollmacht fehlt").first.locator(".who > a")
    page.goto(base + str(link.get_attribute("href")))
    found["eingang"] = str(page.locator(".flag-list .place").first.get_attribute("href")).partition("#")[0]
    page.goto(f"{base}/akten")
    entry = page.locator(".entry", has_text="Vollmacht fehlt").first
    found["akte"] = str(entry.locator("a").first.get_attribute("href"))
    page.goto(f"{base}/ausgang")
    found["schreiben"] = str(page.locator("tbody th a").first.get_attribute("href"))
    return found


def main(base: str, name: str, password: str, folder: str) -> None:
    """Take every picture."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = play.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=ARGUMENTS, locale="de-DE", env={**os.environ, "LANGUAGE": "de"}
        )
        page = browser.new_page()
        page.goto(f"{base}/anmelden")
        shot(page, Path(folder), "anmelden")
        sign_in(page, base, name, password)
        for title, address in addresses(page, base).items():
            page.goto(base + address)
            shot(page, Path(folder), title)
        browser.close()


def shot(page: Page, folder: Path, title: str) -> None:
    """Take a page at two widths, in few colours."""
    for width, (across, down) in WIDTHS.items():
        page.set_viewport_size({"width": across, "height": down})
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").quantize(64).save(folder / f"{title}-{width}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:5])
