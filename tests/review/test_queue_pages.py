from __future__ import annotations

from classifiers.records import Person
from parsers.records import Channel


def test_the_queue_lists_filters_and_counts(clerk, desk):
    desk.file("eins.tif")
    desk.file("zwei.eml", channel=Channel.EMAIL, persons=(Person("Boris Beispiel"),))
    desk.park()
    text = clerk.get("/eingang").text
    assert "<strong>3</strong> warten" in text
    assert "Amira Muster" in text
    only_mail = clerk.get("/eingang?weg=email&zeige=").text
    assert "Boris Beispiel" in only_mail
    assert "Amira Muster" not in only_mail
    assert "Amira Muster" in clerk.get("/eingang?merkmal=poa_missing").text
    assert "Amira Muster" not in clerk.get("/eingang?zeige=geparkt").text
    assert "Hier wartet nichts" in clerk.get("/eingang?wer=clerk@amt").text


def test_what_is_searched_stands_in_no_address(clerk, desk):
    desk.file("eins.tif")
    desk.file("zwei.tif", persons=(Person("Boris Beispiel"),))
    answer = clerk.post("/eingang", suche="Beispil")
    assert answer.headers["location"] == "/eingang"
    text = clerk.get("/eingang").text
    assert "Boris Beispiel" in text
    assert "Amira Muster" not in text
    clerk.post("/eingang", leeren="1")
    assert "Amira Muster" in clerk.get("/eingang").text


def test_a_claim_is_given_back(clerk, desk):
    message_id = desk.file()
    clerk.post(f"/eingang/{message_id}/uebernehmen")
    assert "Amira Muster" in clerk.get("/eingang?wer=clerk@amt").text
    assert clerk.post(f"/eingang/{message_id}/zurueckgeben").status_code == 303
    assert "Amira Muster" in clerk.get("/eingang?wer=-").text


def test_pages_of_a_long_queue(clerk, desk):
    for number in range(52):
        desk.file(f"brief-{number}.tif")
    first = clerk.get("/eingang?weg=fax").text
    assert "Seite 1 von 2" in first
    assert "weg=fax&amp;seite=2" in first
    assert "Seite 2 von 2" in clerk.get("/eingang?weg=fax&seite=99").text
