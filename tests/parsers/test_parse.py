import io
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from zoneinfo import ZoneInfo

import docx
import pytest
from compound_files import compound_file, outlook_file, tnef_file, word_file
from locked_files import aes_zip, locked_docx
from paper_pictures import FORM, as_fax, encoded, page, tiff, typeset_pdf
from PIL import Image
from pypdf import PdfReader, PdfWriter
from sealed_mail import encrypted, sealed_mail, signed

from parsers.limits import ParseLimits
from parsers.parse import parse
from parsers.records import Channel, Page, ParsedMessage, Problem, RawMessage, TextSource

COLLECTED = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
LETTER_PDF = typeset_pdf("Sehr geehrte Damen und Herren, ich bitte um Prüfung.")


def reader(image: Image.Image) -> Page:
    return Page(1, "gelesen", source=TextSource.OCR, quality=0.9)


def mail(*files: tuple[str, bytes], text: str = "Anbei mein Antrag.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika <erika@post.example>", "Antrag"
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0200"
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def zipped(*files: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return file.getvalue()


def parsed(
    content: bytes, channel: Channel = Channel.EMAIL, name: str = "a.eml", limits: ParseLimits | None = None
) -> ParsedMessage:
    return parse(RawMessage(channel, name, COLLECTED, content), reader, limits)


def outline(message: ParsedMessage) -> list[tuple[str, int | None, Problem | None]]:
    return [(document.name, document.parent, document.problem) for document in message.documents]


def test_a_mail_is_its_body_and_its_attachments() -> None:
    message = parsed(mail(("Antrag.pdf", LETTER_PDF), ("Foto.jpg", encoded(page(FORM), "JPEG"))).as_bytes())

    assert outline(message) == [("body", None, None), ("Antrag.pdf", None, None), ("Foto.jpg", None, None)]
    assert [document.index for document in message.documents] == [0, 1, 2]
    assert [document.media_type for document in message.documents] == ["text/plain", "application/pdf", "image/jpeg"]
    body = message.documents[0]
    assert body.is_body
    assert (body.pages[0].text, body.pages[0].source) == ("Anbei mein Antrag.", TextSource.BODY)
    assert message.documents[2].pages[0].text == "gelesen"
    assert message.mail is not None
    assert message.mail.from_address == "erika@post.example"
    assert message.received_at == datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_members_of_archives_stand_behind_them_by_their_own_names() -> None:
    inner = zipped(("Zeugnis.txt", b"Zeugnis"))
    outer = zipped(
        ("Anlagen/", b""),
        ("Anlagen/Vollmacht für Müller.pdf", LETTER_PDF),
        ("__MACOSX/Anlagen/._Vollmacht", b"x"),
        ("../../innen.zip", inner),
        ("leer.pdf", b""),
    )

    assert outline(parsed(mail(("Alles.zip", outer)).as_bytes())) == [
        ("body", None, None),
        ("Alles.zip", None, None),
        ("Vollmacht für Müller.pdf", 1, None),
        ("innen.zip", 1, None),
        ("Zeugnis.txt", 3, None),
        ("leer.pdf", 1, Problem.EMPTY),
    ]


def test_names_of_old_archives_are_read_in_the_code_page_of_windows() -> None:
    content = zipped(("aaaaaaaa.txt", b"x")).replace(b"aaaaaaaa", "Pr\u00fcfung_".encode("cp850"))

    assert parsed(mail(("a.zip", content)).as_bytes()).documents[2].name == "Prüfung_.txt"


@pytest.mark.parametrize("is_file", [True, False], ids=["file", "part"])
def test_an_attached_mail_is_a_text_with_its_own_attachments(is_file: bool) -> None:
    inner = mail(("Zusage.pdf", LETTER_PDF), text="Ich stelle ihn ein.")
    outer = mail(text="Zur Kenntnis")
    if is_file:
        outer = mail(("Weiter.eml", inner.as_bytes()), text="Zur Kenntnis")
    else:
        outer.add_attachment(inner)

    message = parsed(outer.as_bytes())

    name = "Weiter.eml" if is_file else "Antrag.eml"
    assert outline(message) == [("body", None, None), (name, None, None), ("Zusage.pdf", 1, None)]
    attached = message.documents[1]
    assert attached.is_body
    assert attached.pages[0].text == (
        "From: Erika <erika@post.example>\nDate: Mon, 04 May 2026 10:00:00 +0200\nSubject: Antrag\n\n"
        "Ich stelle ihn ein."
    )


def test_a_returned_letter_is_kept_as_text_and_its_enclosures_are_not_new_papers() -> None:
    notification = MIMEMultipart("report", **{"report-type": "delivery-status"})
    notification.attach(MIMEText("Unzustellbar", "plain", "utf-8"))
    returned = MIMEBase("message", "rfc822")
    returned.set_payload([mail(("Merkblatt.pdf", LETTER_PDF), text="Unser Schreiben")])
    notification.attach(returned)

    message = parsed(notification.as_bytes())

    assert outline(message) == [("body", None, None), ("Antrag.eml", None, None)]
    assert "Unser Schreiben" in message.documents[1].pages[0].text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (bytes(range(256)) * 8, Problem.UNSUPPORTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), Problem.UNSUPPORTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Problem.ENCRYPTED),
        (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0", Problem.ENCRYPTED),
        (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0", Problem.UNSUPPORTED),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQ", Problem.ENCRYPTED),
        (b"\x78\x9f\x3e\x22\x01\x00\x00", Problem.EMPTY),
        (b"Rar!\x1a\x07\x01\x00 and more", Problem.UNSUPPORTED),
        (b"PK\x03\x04 broken", Problem.DAMAGED),
        (b"%PDF-1.7", Problem.DAMAGED),
        (b"\xff\xd8\xff\xe0 no picture", Problem.DAMAGED),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), Problem.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_a_document_with_a_problem(content: bytes, problem: Problem) -> None:
    message = parsed(mail(("Anhang", content), ("Danach.pdf", LETTER_PDF)).as_bytes())

    assert outline(message) == [("body", None, None), ("Anhang", None, problem), ("Danach.pdf", None, None)]


def test_the_kind_of_a_file_is_told_by_its_bytes_and_not_by_its_name() -> None:
    word = io.BytesIO()
    docx.Document().save(word)

    message = parsed(
        mail(("Scan.tif", LETTER_PDF), ("Bild.jpg", word.getvalue()), ("Brief.pdf", b"Nur Text")).as_bytes()
    )

    assert [document.media_type.rsplit(".", 1)[-1] for document in message.documents[1:]] == [
        "application/pdf",
        "document",
        "text/plain",
    ]


@pytest.mark.parametrize(
    ("name", "received"),
    [
        ("20260113T102200_0211.tif", datetime(2026, 1, 13, 10, 22, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("20260713T102200.tif", datetime(2026, 7, 13, 8, 22, tzinfo=UTC)),
        ("folder/20260713T102200.tif", datetime(2026, 7, 13, 8, 22, tzinfo=UTC)),
        ("20261399T999999.tif", COLLECTED),
        ("scan.tif", COLLECTED),
    ],
)
def test_a_fax_was_received_when_its_name_says(name: str, received: datetime) -> None:
    message = parsed(tiff(as_fax(page(FORM)), as_fax(page(FORM))), Channel.FAX, name)

    assert message.received_at == received
    assert message.received_at.utcoffset() is not None
    assert message.mail is None
    assert outline(message) == [(name, None, None)]
    assert [(read.number, read.text) for read in message.documents[0].pages] == [(1, "gelesen"), (2, "gelesen")]


@pytest.mark.parametrize("channel", [Channel.FAX, Channel.POST])
@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"II*\x00truncated"])
def test_a_broken_transmission_is_an_item_all_the_same(channel: Channel, content: bytes) -> None:
    message = parsed(content, channel, "20260713T102200.tif")

    assert len(message.documents) == 1
    assert message.documents[0].problem is not None


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_mail_of_no_bytes_is_an_empty_body_received_when_it_was_collected(content: bytes) -> None:
    message = parsed(content)

    assert outline(message) == [("body", None, Problem.EMPTY)]
    assert message.received_at == COLLECTED


def test_a_mail_of_headers_only_is_empty() -> None:
    message = parsed(b"From: a@post.example\r\nSubject: leer\r\nDate: Mon, 04 May 2026 10:00:00 +0200\r\n\r\n")

    assert outline(message) == [("body", None, Problem.EMPTY)]
    assert message.received_at - COLLECTED < timedelta(days=4)


def test_a_mail_beyond_the_limit_keeps_its_sender() -> None:
    message = parsed(mail(("a.bin", bytes(5000))).as_bytes(), limits=ParseLimits(message_bytes=2000))

    assert outline(message) == [("body", None, Problem.TOO_LARGE)]
    assert message.mail is not None
    assert message.mail.from_address == "erika@post.example"


def test_an_archive_that_unpacks_without_end_is_stopped() -> None:
    bomb = zipped(*((f"{number}.txt", bytes(400_000)) for number in range(10)))

    message = parsed(mail(("bombe.zip", bomb)).as_bytes(), limits=ParseLimits(unpacked_bytes=1_000_000))

    problems = [document.problem for document in message.documents[2:]]
    assert problems.count(Problem.TOO_LARGE) == 8


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    content = zipped(("a.txt", bytes(300_000)))
    lying = content.replace((300_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    message = parsed(mail(("a.zip", lying)).as_bytes())

    assert len(message.documents) == 3
    assert sum(len(read.text) for document in message.documents for read in document.pages) < 1000


def test_archives_within_each_other_are_opened_to_a_depth() -> None:
    content = zipped(("kern.txt", b"Kern"))
    for number in range(8):
        content = zipped((f"{number}.zip", content))

    message = parsed(mail(("a.zip", content)).as_bytes())

    assert message.documents[-1].problem is Problem.TOO_LARGE
    assert len(message.documents) == 7


def test_more_documents_than_are_read_are_told() -> None:
    message = parsed(
        mail(*((f"{number}.txt", b"x") for number in range(20))).as_bytes(), limits=ParseLimits(documents=10)
    )

    assert len(message.documents) == 10
    assert message.documents[-1].problem is Problem.TOO_LARGE


def test_members_with_a_password_say_so() -> None:
    content = bytearray(zipped(("geheim.txt", b"x" * 100)))
    for head in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(head) + (6 if head == b"PK\x03\x04" else 8)
        content[at] |= 1

    assert outline(parsed(mail(("a.zip", bytes(content))).as_bytes()))[2] == ("geheim.txt", 1, Problem.ENCRYPTED)


def nested_without_end() -> bytes:
    return b"".join(
        b"Subject: x\r\nFrom: y@post.example\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(2500)
    )


def test_a_mail_nested_without_end_is_damaged_and_keeps_its_sender() -> None:
    message = parsed(nested_without_end())

    assert outline(message) == [("body", None, Problem.DAMAGED)]
    assert message.mail is not None
    assert message.mail.from_address == "y@post.example"


def test_an_attached_mail_nested_without_end_is_damaged() -> None:
    inner = nested_without_end()

    assert outline(parsed(mail(("a.eml", inner)).as_bytes()))[1] == ("a.eml", None, Problem.DAMAGED)


def locked_pdf(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(LETTER_PDF)))
    writer.encrypt(password, algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def locked_zip(name: str, content: bytes, password: bytes) -> bytes:
    """A ZIP with the old encryption of PKWARE (APPNOTE 6.1), which the standard library reads and does not write."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = ~zlib.crc32(bytes([byte]), ~keys[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = ~zlib.crc32(bytes([keys[1] >> 24]), ~keys[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    for byte in password:
        update(byte)
    crc = zlib.crc32(content)
    sealed = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        mask = (keys[2] | 2) & 0xFFFF
        sealed.append(byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF))
        update(byte)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, bytes(sealed))
    made = bytearray(file.getvalue())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(head)
        made[at + flags] |= 1
        made[at + flags + 8 : at + flags + 12] = crc.to_bytes(4, "little")
        made[at + flags + 16 : at + flags + 20] = len(content).to_bytes(4, "little")
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", locked_pdf("Rose-12")),
        ("a.zip", locked_zip("a.pdf", LETTER_PDF, b"Rose-12")),
        ("aes.zip", aes_zip("a.pdf", LETTER_PDF, b"Rose-12")),
        ("a.docx", locked_docx("Wir bitten um Prüfung.", "Rose-12")),
    ],
)
def test_a_password_that_the_mail_states_opens_what_hangs_on_it(name: str, content: bytes) -> None:
    opened = parsed(mail((name, content), text="Anbei mein Antrag. Das Passwort lautet: Rose-12.").as_bytes())
    locked = parsed(mail((name, content), text="Anbei mein Antrag. Das Passwort lautet: Nelke.").as_bytes())

    assert "Prüfung" in opened.documents[-1].pages[0].text
    assert [document.problem for document in opened.documents] == [None] * len(opened.documents)
    assert locked.documents[-1].problem is Problem.ENCRYPTED


def test_a_mail_within_its_signature_is_read_as_if_it_had_none() -> None:
    inner = mail(("Antrag.pdf", LETTER_PDF), text="Ich bitte um Hilfe.")
    for header in ("From", "Subject", "Date"):
        del inner[header]
    message = parsed(sealed_mail(signed(inner.as_bytes()), "signed-data"))

    assert outline(message) == [("body", None, None), ("Antrag.pdf", None, None)]
    assert message.documents[0].pages[0].text == "Ich bitte um Hilfe."
    assert message.mail is not None
    assert message.mail.from_address == "erika@post.example"


def test_an_encrypted_mail_says_so() -> None:
    message = parsed(sealed_mail(encrypted(b"Content-Type: text/plain\r\n\r\nHilfe"), "enveloped-data"))

    assert outline(message) == [("body", None, None), ("smime.p7m", None, Problem.ENCRYPTED)]


@pytest.mark.parametrize("inner", [LETTER_PDF, mail(text="Ich bitte um Prüfung").as_bytes()], ids=["file", "mail"])
def test_a_signed_file_is_read_by_what_it_holds(inner: bytes) -> None:
    message = parsed(mail(("Antrag.pdf.p7m", signed(inner))).as_bytes())

    assert outline(message)[1:] == [("Antrag.pdf.p7m", None, None), ("Antrag.pdf", 1, None)]
    assert "Prüfung" in message.documents[2].pages[0].text


def test_papers_in_a_winmail_dat_stand_behind_it_and_its_text_is_not_told_twice() -> None:
    same = parsed(mail(("winmail.dat", tnef_file("Anbei mein Antrag.", ("Antrag.pdf", LETTER_PDF)))).as_bytes())
    other = parsed(mail(("winmail.dat", tnef_file("Hier die Zusage.", ("Antrag.pdf", LETTER_PDF)))).as_bytes())

    assert outline(same) == [("body", None, None), ("winmail.dat", None, None), ("Antrag.pdf", 1, None)]
    assert (same.documents[1].pages, same.documents[1].is_body) == ((), False)
    assert other.documents[1].pages[0].text == "Hier die Zusage."


def test_an_msg_is_an_attached_mail() -> None:
    content = compound_file(outlook_file("Zusage", "Ich stelle ihn ein.", ("Antrag.pdf", LETTER_PDF)))
    message = parsed(mail(("Zusage.msg", content)).as_bytes())

    assert outline(message)[1:] == [("Zusage.msg", None, None), ("Antrag.pdf", 1, None)]
    assert message.documents[1].is_body
    assert message.documents[1].pages[0].text.endswith("Subject: Zusage\n\nIch stelle ihn ein.")


def test_a_letter_of_old_word_is_read_whatever_it_is_called() -> None:
    message = parsed(mail(("antrag.bin", word_file("Ich bitte um Prüfung.\r"))).as_bytes())

    assert message.documents[1].pages[0].text == "Ich bitte um Prüfung."


def test_the_parts_of_a_calendar_file_that_say_something_are_read() -> None:
    entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nUID:1\r\nSUMMARY;LANGUAGE=de:Termin\\, 9 Uhr in Zim\r\n mer 3\r\n"
    message = parsed(mail(("a.ics", entry.encode())).as_bytes())

    assert message.documents[1].pages[0].text == "METHOD: REQUEST\nSUMMARY: Termin, 9 Uhr in Zimmer 3"
