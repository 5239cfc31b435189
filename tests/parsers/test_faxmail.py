from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from paper_pictures import as_fax, page, tiff

from parsers.faxmail import fax_origin
from parsers.parse import parse
from parsers.records import Channel, FaxOrigin, Page, ParsedMessage, Problem, RawMessage

PDF = b"%PDF-1.7\n%%EOF"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def mail(subject: str = "", sender: str = "fax@telefon.example.org", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = sender, subject
    made["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("Sie haben ein Fax erhalten. Es liegt dieser Nachricht bei.")
    return made


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Fax von 0201 1234567", FaxOrigin("02011234567")),
        ("Neues Fax von +49 201 1234567 (3 Seiten)", FaxOrigin("+492011234567", 3)),
        ("Fax von (0201) 1234567", FaxOrigin("02011234567")),
        ("Telefax von: 0231/987654, Seiten: 12", FaxOrigin("0231987654", 12)),
        ("Sie haben ein neues Fax von 0221-555123 erhalten", FaxOrigin("0221555123")),
        ("Faxnachricht von unbekannt", FaxOrigin("")),
        ("facsimile received from 0049 211 123456", FaxOrigin("0049211123456")),
        ("Incoming fax from +492111234567, 2 pages", FaxOrigin("+492111234567", 2)),
        ("WG: Fax von 0201 1234567", None),
        ("Fax vom 12.03.2026", None),
        ("Fax von Frau Beispiel", None),
        ("Ihr Fax an die Ausländerbehörde", None),
        ("Antrag an die Härtefallkommission", None),
    ],
)
def test_a_subject_tells_a_fax(subject: str, found: FaxOrigin | None) -> None:
    assert fax_origin(mail(subject), (PDF,)) == found


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (mail(X_Fax_From="+49 201 1234567", X_Fax_Pages="4"), FaxOrigin("+492011234567", 4)),
        (mail(X_Gateway_Fax_CallerID="0201 1234567"), FaxOrigin("02011234567")),
        (mail(sender="FAX=+492011234567@gateway.example.org"), FaxOrigin("+492011234567")),
        (mail("Fax von 0231 999999", X_Fax_Sender="0201 1234567"), FaxOrigin("02011234567")),
        (mail(X_Mailer="Faxserver 3"), None),
    ],
)
def test_a_header_tells_a_fax(message: EmailMessage, found: FaxOrigin | None) -> None:
    assert fax_origin(message, (PDF,)) == found


@pytest.mark.parametrize("attachments", [(), (b"Guten Tag",), (PDF, b"Guten Tag")])
def test_a_mail_without_pages_or_with_more_than_pages_is_none(attachments: tuple[bytes, ...]) -> None:
    assert fax_origin(mail("Fax von 0201 1234567"), attachments) is None


def read(subject: str, channel: Channel = Channel.EMAIL) -> ParsedMessage:
    made = mail(subject)
    picture = tiff(as_fax(page("= Antrag"), is_fine=False), as_fax(page("= Seite zwei"), is_fine=False))
    made.add_attachment(picture, maintype="image", subtype="tiff", filename="fax.tif")
    raw = RawMessage(channel, "poststelle/1/7", NOW, made.as_bytes())
    return parse(raw, lambda _picture: Page(1, "Antrag"))


def test_a_fax_by_mail_is_a_fax_of_its_pages_alone() -> None:
    found = read("Fax von 0201 1234567, 2 Seiten")
    assert (found.channel, found.mail, found.fax) == (Channel.FAX, None, FaxOrigin("02011234567", 2))
    assert [(document.name, len(document.pages), document.is_body) for document in found.documents] == [
        ("fax.tif", 2, False)
    ]
    assert found.received_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert read("Fax von 0201 1234567, 2 Seiten", Channel.FAX) == found  # as it is read once more


def test_an_ordinary_mail_stays_one() -> None:
    found = read("Antrag")
    assert (found.channel, found.fax) == (Channel.EMAIL, None)
    assert found.documents[0].is_body


def test_pages_that_were_transmitted_and_are_not_there_are_a_problem() -> None:
    found = read("Fax von 0201 1234567, 5 Seiten")
    assert (found.documents[-1].name, found.documents[-1].problem) == ("3 fehlende Faxseiten", Problem.DAMAGED)
