from __future__ import annotations

import re
import uuid


def test_cases_are_listed_and_a_case_file_shows_all_that_is_known(clerk, desk):
    desk.file()
    listed = clerk.get("/akten").text
    assert "HFK-2026-0001" in listed
    text = clerk.get(re.search(r'href="(/akten/[0-9a-f-]{36})"', listed).group(1)).text
    for known in ("Amira Muster, geb. 01.02.1990, Afghanistan", "Vollmacht fehlt", "Gasse 2", "Antragsschreiben"):
        assert known in text
    assert "Anforderung der Vollmacht" in text
    assert "Akte angelegt" in text


def test_a_case_that_is_not_there_is_not_found(clerk):
    assert clerk.get(f"/akten/{uuid.uuid4()}").status_code == 404
