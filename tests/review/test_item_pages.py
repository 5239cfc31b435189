from __future__ import annotations

import io

import pytest
from PIL import Image

from parsers.records import Channel


def test_the_page_shows_picture_quotes_grades_and_what_is_missing(clerk, desk):
    text = clerk.get(f"/eingang/{desk.file()}").text
    assert "/bild/0/1" in text
    assert '<rect class="shown"' in text
    assert "„" not in text.split("<main")[0]
    assert '<q dir="auto">Vollmacht</q>' in text
    assert "sicher" in text
    assert "unsicher" in text
    assert "Vollmacht fehlt" in text


def test_chosen_evidence_is_put_forward(clerk, desk):
    path = f"/eingang/{desk.file()}"
    assert 'class="focus"' not in clerk.get(path).text
    assert 'class="focus"' in clerk.get(f"{path}?dok=0&blatt=1&stelle=power_of_attorney").text
    assert 'class="focus"' in clerk.get(f"{path}?dok=0&blatt=1&stelle=poa_missing").text


def test_the_picture_of_a_page_is_small_and_no_original(clerk, desk):
    answer = clerk.get(f"/eingang/{desk.file()}/bild/0/1")
    assert answer.headers["content-type"] == "image/png"
    assert len(answer.content) < 200_000
    assert Image.open(io.BytesIO(answer.content)).width == 1000
    assert "no-store" not in answer.headers["cache-control"]


def test_a_mail_is_shown_as_text_with_marks(clerk, desk):
    message_id = desk.file("brief.eml", channel=Channel.EMAIL)
    text = clerk.get(f"/eingang/{message_id}").text
    assert "<mark>" in text
    assert "<img" not in text
    assert clerk.get(f"/eingang/{message_id}/bild/0/1").status_code == 404


@pytest.mark.parametrize("query", ["", "?dok=0"])
def test_the_original_is_a_download_that_no_browser_opens(clerk, desk, query):
    answer = clerk.get(f"/eingang/{desk.file('böse<>.tif')}/original{query}")
    assert answer.content[:2] in (b"II", b"MM")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_parked_message_is_shown_as_text(clerk, desk):
    parked = desk.park("kaputt.eml", b"Betreff: \x00 <b>Hallo</b>")
    text = clerk.get(f"/eingang/{parked}").text
    assert "&lt;b&gt;Hallo&lt;/b&gt;" in text
    assert "nicht als Nachricht zu erkennen" in text


def test_what_is_not_there_is_not_found(clerk, desk):
    message_id = desk.file()
    assert clerk.get(f"/eingang/{message_id}/original?dok=5").status_code == 404
    assert clerk.get(f"/eingang/{message_id}/bild/3/1").status_code == 404
    assert clerk.get("/eingang/unsinn").status_code == 404
