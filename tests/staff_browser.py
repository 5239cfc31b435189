"""Debian's Chromium for the tests of the review page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--lang=de",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_PATIENCE = 90_000  # milliseconds: other tests may keep the machine busy
expect.set_options(timeout=_PATIENCE)


@contextmanager
def opened(profile: Path, **options: object) -> Iterator[BrowserContext]:
    """Open Chromium."""
    with sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, args=ARGUMENTS, locale="de-DE", **options
        )
        browser.set_default_timeout(_PATIENCE)
        yield browser
        browser.close()


def sign_in(page: Page, base: str, name: str, password: str) -> None:
    """Sign in by the form."""
    page.goto(f"{base}/anmelden")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Kennwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{base}/heute")


def check(page: Page, where: str) -> None:
    """Have axe find nothing, the title be ours, and nothing lie beyond the edge."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"
    assert page.title() != "boese"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{where} scrolls sideways"
