from __future__ import annotations

import re

import pytest

from classifiers.records import Paper, PaperType, Person

ANA, CEM = Person("Ana Berg"), Person("Cem Tal")
PAPERS = (Paper(PaperType.APPLICATION_LETTER, 0, 1, 1, "brief.tif"), Paper(PaperType.SCHOOL, 0, 2, 2, "zeugnis.tif"))


def paths(one):
    return re.findall(r'href="(/akten/[0-9a-f-]{36})"', one.get("/akten").text)


def path_of(one):
    return paths(one)[0]


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


def test_two_families_in_one_letter_become_two_cases_and_one_again(clerk, desk):
    message_id = desk.file(persons=(ANA, CEM), papers=PAPERS)
    old = path_of(clerk)
    page = clerk.get(old).text
    assert "Ein Schreiben auf zwei Akten aufteilen: Ana Berg, Cem Tal" in page
    answer = clerk.client.post(
        f"{old}/aufteilen",
        data=fields(page)
        | {"schreiben": str(message_id), "auswahl": ["person-1", "papier-1"], "behoerde": "05911000", "grund": "zwei"}
        | {"anschrift": "Gasse 9\r\n44787 Bochum", "email": ""},
        headers={"Referer": clerk.base + old},
    )
    new = answer.headers["location"].partition("?")[0]
    assert answer.headers["location"].endswith("gesagt=geteilt")
    assert "HFK-2026-0002" in clerk.get(new).text
    assert "Stadt Bochum" in clerk.get(new).text
    assert "44787 Bochum" in clerk.get(new).text
    assert "44787 Bochum" not in clerk.get(old).text
    assert [persons_on(clerk.get(path).text) for path in (old, new)] == ["Ana Berg", "Cem Tal"]
    assert "Schreiben auf zwei Akten aufgeteilt" in clerk.get(new).text
    assert "Auf mehrere Akten verteilt" in clerk.get(f"/eingang/{message_id}").text
    key, version = "HFK-2026-0001", fields(clerk.get(old).text)["version"]
    merged = clerk.post(f"{new}/zusammenfuehren", new, ziel=f"{key} {version}", grund="doch eine")
    assert merged.headers["location"] == f"{old}?gesagt=zusammengefuehrt"
    assert "Ana Berg" in clerk.get(old).text
    assert "Cem Tal" in clerk.get(old).text
    assert paths(clerk) == [old]


def test_the_page_of_a_merged_case_and_its_aktenzeichen_lead_to_the_one_that_goes_on(clerk, desk):
    desk.file()
    desk.file("zweiter.tif")
    second, first = paths(clerk)
    version = fields(clerk.get(first).text)["version"]
    clerk.post(f"{second}/zusammenfuehren", second, ziel=f"HFK-2026-0001 {version}", grund="dieselbe Familie")
    for path in (second, "/akten/HFK-2026-0002"):
        assert clerk.get(path).headers["location"] == f"{first}?gesagt=aufgegangen"
    assert clerk.get("/akten/HFK-2026-0001").headers["location"].startswith(first)
    assert clerk.get("/akten/HFK-1999-0001").status_code == 404
    found = clerk.post("/eingang", "/eingang", suche="HFK-2026-0002")
    assert found.status_code in {200, 303}
    assert clerk.get("/eingang").text.count("HFK-2026-0001") == 2


def test_items_go_to_a_new_case(clerk, desk):
    desk.file()
    desk.file("zweiter.tif")
    second, first = paths(clerk)
    version = fields(clerk.get(first).text)["version"]
    clerk.post(f"{second}/zusammenfuehren", second, ziel=f"HFK-2026-0001 {version}", grund="dieselbe Familie")
    page = clerk.get(first).text
    (item,) = [
        i for i, name in re.findall(r'value="([0-9a-f-]{36})">[^<]*<span[^>]*>([^<]*)', page) if "zweiter" in name
    ]
    answer = clerk.post(f"{first}/teilen", first, auswahl=item, grund="doch zwei")
    assert answer.headers["location"].endswith("gesagt=geteilt")
    assert "HFK-2026-0003" in clerk.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("action", "more", "says"),
    [
        ("aufteilen", {"auswahl": "person-0", "grund": ""}, "Begründung"),
        ("aufteilen", {"grund": "x"}, "mindestens eine Person"),
        ("aufteilen", {"auswahl": "person-x", "grund": "x"}, "mindestens eine Person"),
        ("aufteilen", {"auswahl": "person-0", "grund": "x", "ziel": "HFK-2026-0001"}, "sich selbst"),
        ("teilen", {"grund": "x"}, "mindestens ein Schreiben"),
        ("teilen", {"auswahl": "fremd", "grund": "x"}, "mindestens ein Schreiben"),
        ("zusammenfuehren", {"grund": "x"}, "Bitte die Akte wählen"),
        ("vertretung", {"art": "nachgewiesen", "grund": "x"}, "Namen der Vertretung"),
        ("vertretung", {"name": "Ina Kessler", "rolle": "neffe", "grund": "x"}, "wer vertritt"),
        ("vertretung", {"name": "Ina Kessler", "rolle": "lawyer"}, "Begründung"),
    ],
)
def test_what_lacks_something_is_told_in_german_and_nothing_changes(clerk, desk, action, more, says):
    message_id = desk.file(persons=(ANA, CEM), papers=PAPERS)
    path = path_of(clerk)
    before = fields(clerk.get(path).text)["version"]
    answer = clerk.post(f"{path}/{action}", path, **({"schreiben": str(message_id)} | more))
    assert (answer.status_code, says in answer.text) == (400, True), answer.text
    assert (fields(clerk.get(path).text)["version"], paths(clerk)) == (before, [path])


@pytest.mark.parametrize("action", ["aufteilen", "zusammenfuehren", "vertretung"])
def test_who_comes_second_sees_what_happened_and_what_was_typed(clerk, desk, action):
    message_id = desk.file(persons=(ANA, CEM), papers=PAPERS)
    path = path_of(clerk)
    sent = {"schreiben": str(message_id), "auswahl": "person-1", "ziel": "HFK-2026-0009 1"}
    more = {"name": "Ina Kessler", "rolle": "lawyer", "grund": "Weil es so ist", "version": "0"}
    answer = clerk.post(f"{path}/{action}", path, **sent, **more)
    assert answer.status_code == 409
    for words in ("Jemand war schneller", "Weil es so ist", "Akte angelegt", f'href="{path}"'):
        assert words in answer.text


def test_a_form_without_the_token_is_refused_and_a_reader_has_no_forms(clerk, visitor, desk):
    desk.file(persons=(ANA, CEM))
    path = path_of(clerk)
    for action in ("aufteilen", "teilen", "zusammenfuehren", "vertretung"):
        assert clerk.post(f"{path}/{action}", path, token="falsch", grund="x").status_code == 403
        assert visitor("reader@amt").post(f"{path}/{action}", path, grund="x").status_code == 403
    page = visitor("reader@amt").get(path).text
    assert "Zusammenführen" not in page
    assert "Vertretung festlegen" not in page


def test_a_person_says_who_represents_and_letters_follow(clerk, desk):
    desk.file()
    path = path_of(clerk)
    assert "keine nachgewiesene" in clerk.get(path).text
    told = {"name": "Boris Fink", "rolle": "lawyer", "anschrift": "Allee 2\r\n50667 Köln", "grund": "Original gezeigt"}
    answer = clerk.post(f"{path}/vertretung", path, art="nachgewiesen", **told)
    assert answer.headers["location"].endswith("gesagt=vertretung#adressen")
    page = clerk.get(path).text
    assert "Boris Fink" in page
    assert "Allee 2" in page
    assert "Vollmacht fehlt" not in page
    assert clerk.post(f"{path}/vertretung", path, art="niemand", grund="Mandat beendet").status_code == 303
    assert "keine nachgewiesene" in clerk.get(path).text


def persons_on(page):
    part = page.partition('id="personen"')[2].partition("</section>")[0]
    return " ".join(name for name in ("Ana Berg", "Cem Tal") if name in part)


def fields(page):
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1] for name in ("token", "version")}
