from __future__ import annotations

import re
import uuid


def test_cases_are_listed_and_a_case_file_shows_all_that_is_known(clerk, desk):
    desk.file()
    listed = clerk.get("/akten").text
    assert "HFK-2026-0001" in listed
    text = clerk.get(re.search(r'href="(/akten/[0-9a-f-]{36})"', listed).group(1)).text
    for known in (">Amira Muster<", "geb. 01.02.1990, Afghanistan", "Vollmacht fehlt", "Gasse 2", "Antragsschreiben"):
        assert known in text
    assert "Anforderung der Vollmacht" in text
    assert "Akte angelegt" in text


def test_a_case_that_is_not_there_is_not_found(clerk):
    assert clerk.get(f"/akten/{uuid.uuid4()}").status_code == 404


def path_of(one):
    return re.search(r'href="(/akten/[0-9a-f-]{36})"', one.get("/akten").text).group(1)


def test_a_case_is_carried_on_and_back(visitor, desk):
    desk.file()
    clerk = visitor("clerk@amt")
    path = path_of(clerk)
    assert "Erste Prüfung beginnen" in clerk.get(path).text
    assert "Antrag annehmen" not in clerk.get(path).text
    answer = clerk.post(f"{path}/schritt", path, schritt="start_first_check")
    assert answer.headers["location"].endswith("gesagt=schritt#verfahren")
    assert "In der ersten Prüfung" in clerk.get(path).text
    assert "Antrag annehmen" not in clerk.get(path).text
    assert "Antrag annehmen" in visitor("lead@amt").get(path).text
    assert clerk.post(f"{path}/zurueck", path, grund="Falsche Akte").status_code == 303
    assert "(zurückgenommen)" in clerk.get(path).text


def test_a_step_that_lacks_something_or_comes_late_is_told_in_german(visitor, desk):
    desk.file()
    clerk = visitor("clerk@amt")
    path = path_of(clerk)
    missing = clerk.post(f"{path}/schritt", path, schritt="ask_for_missing", auswahl="power_of_attorney_request")
    assert missing.status_code == 400
    assert "Wiedervorlage" in missing.text
    assert clerk.post(f"{path}/schritt", path, schritt="unsinn").status_code == 400
    assert clerk.post(f"{path}/schritt", path, schritt="take_up").status_code in {400, 409}
    assert clerk.post(f"{path}/schritt", path, schritt="start_first_check", version="99").status_code == 409
