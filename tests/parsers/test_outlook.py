import email
import struct
from email.message import Message

import pytest
from compound_files import compound_file, outlook_file, tnef_file

from parsers.errors import UnreadableMessage
from parsers.limits import ParseLimits
from parsers.mail import Mail, read_mail
from parsers.outlook import mail_of_msg, mail_of_tnef

LIMITS = ParseLimits()
# "Hallo Welt" as RTF, stored in the uncompressed form of [MS-OXRTFCP]; its checksum is 0.
RTF = rb"{\rtf1\ansi Guten Tag, ich bitte um Pr\'fcfung.}"
COMPRESSED = struct.pack("<III", len(RTF) + 12, len(RTF), 0x414C454D) + bytes(4) + RTF


def read_msg(streams: dict[str, bytes]) -> Mail:
    return read_mail(mail_of_msg(compound_file(streams), LIMITS), LIMITS)


def test_an_msg_has_the_sender_the_time_the_text_and_the_attachments_of_the_mail() -> None:
    mail = read_msg(outlook_file("Antrag für Müller", "Grüße", ("Zeugnis für Ü.pdf", b"%PDF" * 2000), ("b.txt", b"b")))

    assert (mail.header.from_name, mail.header.from_address) == ("Erika Beispielmann", "erika@post.example")
    assert mail.header.subject == "Antrag für Müller"
    assert mail.text == "Grüße"
    assert [(file.name, len(file.content)) for file in mail.attachments] == [("Zeugnis für Ü.pdf", 8000), ("b.txt", 1)]
    assert mail.received_at is not None
    assert mail.received_at.isoformat() == "2024-12-30T02:40:00+00:00"


def test_the_headers_of_a_received_message_go_before_the_properties() -> None:
    headers = "From: =?utf-8?q?J=C3=B6rg?= <joerg@post.example>\r\nDate: Mon, 04 May 2026 10:00:00 +0200\r\n"
    mail = read_msg(outlook_file("A", "B", extra={"__substg1.0_007D001F": headers.encode("utf-16-le")}))

    assert (mail.header.from_name, mail.header.from_address) == ("Jörg", "joerg@post.example")
    assert mail.received_at is not None
    assert mail.received_at.isoformat() == "2026-05-04T10:00:00+02:00"


@pytest.mark.parametrize(
    ("stream", "content"),
    [
        ("__substg1.0_10130102", b"<p>Guten Tag, ich bitte um Pr&uuml;fung.</p>"),
        ("__substg1.0_10090102", COMPRESSED),
        ("__substg1.0_1000001E", "Guten Tag, ich bitte um Prüfung.".encode("cp1252")),
    ],
    ids=["html", "rtf", "8-bit"],
)
def test_the_text_is_taken_from_the_form_that_is_there(stream: str, content: bytes) -> None:
    assert read_msg(outlook_file("A", "", extra={stream: content})).text.strip() == "Guten Tag, ich bitte um Prüfung."


def test_a_message_within_a_message_is_an_attached_mail() -> None:
    inner = outlook_file("Innen", "Zusage", where="__attach_version1.0_#00000000/__substg1.0_3701000D/")
    mail = read_msg(outlook_file("Außen", "Anbei") | inner)

    assert [file.name for file in mail.attachments] == ["Innen.eml"]
    assert read_mail(mail.attachments[0].content, LIMITS).text == "Zusage"


def test_a_winmail_dat_has_the_text_and_the_attachments() -> None:
    mail = read_mail(mail_of_tnef(tnef_file("Grüße", ("Prüfung.pdf", b"%PDF-1.7 x"), ("b.txt", b"b")), LIMITS), LIMITS)

    assert mail.text == "Grüße"
    assert [(file.name, file.content) for file in mail.attachments] == [("Prüfung.pdf", b"%PDF-1.7 x"), ("b.txt", b"b")]


def test_a_winmail_dat_of_endless_tiny_attributes_is_refused() -> None:
    with pytest.raises(UnreadableMessage):
        mail_of_tnef(struct.pack("<IH", 0x223E9F78, 1) + bytes(1_000_000), LIMITS)


@pytest.mark.parametrize("write", [mail_of_msg, mail_of_tnef])
@pytest.mark.parametrize("size", [0, 4, 6, 600])
def test_a_broken_file_is_unreadable(write: object, size: int) -> None:
    whole = {mail_of_msg: compound_file(outlook_file("A", "B")), mail_of_tnef: tnef_file("A")[:3] + b"x" * 600}
    with pytest.raises(UnreadableMessage):
        write(whole[write][:size], LIMITS)  # type: ignore[index, operator]


def test_a_cut_winmail_dat_gives_what_came_before_the_cut() -> None:
    whole = tnef_file("Grüße", ("a.txt", b"a" * 500), ("b.txt", b"b" * 500))
    message: Message = email.message_from_bytes(mail_of_tnef(whole[:-600], LIMITS))

    assert "a.txt" in [part.get_filename() for part in message.walk()]
