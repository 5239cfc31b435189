import base64
import tracemalloc
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from paper_pictures import encoded
from PIL import Image

from parsers.errors import UnreadableMessage
from parsers.limits import ParseLimits
from parsers.mail import Mail, read_mail, unflowed
from parsers.records import Problem

LIMITS = ParseLimits()
PAPER = encoded(Image.effect_noise((900, 1200), 30), "JPEG")
LOGO = encoded(Image.new("RGB", (120, 48), "red"), "PNG")


def letter(text: str = "Sehr geehrte Damen und Herren") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@post.example", "b@hfk.example", "Antrag"
    message.set_content(text)
    return message


def read(message: Message) -> Mail:
    return read_mail(message.as_bytes(), LIMITS)


def mail_with_pdf(content: bytes) -> bytes:
    message = EmailMessage()
    message.set_content("Guten Tag")
    message.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def test_a_plain_letter_is_its_text() -> None:
    mail = read(letter("Grüße aus Düsseldorf"))

    assert mail.text == "Grüße aus Düsseldorf"
    assert mail.attachments == ()
    assert mail.problem is None


def test_attachments_keep_their_order_and_names() -> None:
    message = letter()
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="Vollmacht für Müller.pdf")
    message.add_attachment("Notiz", filename="notiz.txt")
    message.add_attachment(PAPER, maintype="image", subtype="jpeg", filename="../../etc/foto.jpg")

    assert [file.name for file in read(message).attachments] == ["Vollmacht für Müller.pdf", "notiz.txt", "foto.jpg"]


def test_the_plain_form_is_taken_where_both_say_the_same() -> None:
    message = letter("Ich bitte um Prüfung.")
    message.add_alternative("<p>Ich bitte um <b>Prüfung</b>.</p>", subtype="html")

    assert read(message).text == "Ich bitte um Prüfung."


@pytest.mark.parametrize("hint", ["", "Bitte HTML anzeigen."])
def test_html_is_taken_where_the_plain_form_is_empty_or_a_hint(hint: str) -> None:
    message = letter(hint)
    message.add_alternative(
        "<table><tr><td>Name</td><td>Erika Beispielmann</td></tr></table><p>Ich lebe seit sieben Jahren hier "
        "und bitte die Kommission, meinen Fall zu prüfen.<br>Danke</p>",
        subtype="html",
    )

    text = read(message).text

    assert "Erika Beispielmann" in text
    assert "zu prüfen.\nDanke" in text


def test_html_alone_is_read_with_its_charset() -> None:
    message = MIMEText("<p>Grüße</p><style>p {}</style><script>x</script>", "html", "iso-8859-1")

    assert read(message).text.strip() == "Grüße"


@pytest.mark.parametrize("disposition", ["inline", "attachment"])
def test_a_logo_of_the_text_is_no_document_but_a_pasted_paper_is(disposition: str) -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText('<p>Hallo</p><img src="cid:logo@x"><img src="cid:paper@x">', "html", "utf-8"))
    for name, content, cid in (("logo.png", LOGO, "logo@x"), ("paper.jpg", PAPER, "paper@x")):
        part = MIMEImage(content)
        part.add_header("Content-ID", f"<{cid}>")
        part.add_header("Content-Disposition", disposition, filename=name)
        message.attach(part)

    assert [file.name for file in read(message).attachments] == ["paper.jpg"]


def test_a_picture_between_texts_as_phones_send_it_is_a_document() -> None:
    message = MIMEMultipart("mixed")
    message.attach(MIMEText("Mein Zeugnis:", "plain", "utf-8"))
    part = MIMEImage(PAPER)
    part.add_header("Content-Disposition", "inline", filename="IMG_1.jpg")
    message.attach(part)
    message.attach(MIMEText("Von meinem Telefon", "plain", "utf-8"))

    mail = read(message)

    assert mail.text == "Mein Zeugnis:\n\nVon meinem Telefon"
    assert [file.name for file in mail.attachments] == ["IMG_1.jpg"]


def test_an_attached_mail_stays_whole_and_out_of_the_text() -> None:
    inner = letter("Innerer Text")
    inner.replace_header("Subject", "Weiter an Sie")
    inner.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="innen.pdf")
    outer = letter("Äußerer Text")
    outer.add_attachment(inner)

    mail = read(outer)

    assert mail.text == "Äußerer Text"
    assert [file.name for file in mail.attachments] == ["Weiter an Sie.eml"]
    again = read_mail(mail.attachments[0].content, LIMITS)
    assert again.text == "Innerer Text"
    assert [file.name for file in again.attachments] == ["innen.pdf"]


def test_the_message_that_a_notification_returns_is_marked() -> None:
    message = MIMEMultipart("report", **{"report-type": "delivery-status"})
    message.attach(MIMEText("Nicht zugestellt", "plain", "utf-8"))
    returned = MIMEBase("message", "rfc822")
    returned.set_payload([letter("Unser Brief")])
    message.attach(returned)

    mail = read(message)

    assert mail.text == "Nicht zugestellt"
    assert [file.is_returned for file in mail.attachments] == [True]


def test_an_invitation_is_a_document_and_a_signature_is_none() -> None:
    message = letter()
    message.add_alternative(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    message.make_mixed()
    message.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")

    assert [file.name for file in read(message).attachments] == ["Anhang 1.ics"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"From: a@b.example\r\nSubject: nur Kopfzeilen\r\n\r\n", Problem.EMPTY),
        (b"Subject: x\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----", Problem.ENCRYPTED),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\nText ohne Grenze", None),
        (b"\x00\xff\x00", None),
    ],
)
def test_a_mail_without_a_text_to_read_says_why(content: bytes, problem: Problem | None) -> None:
    assert read_mail(content, LIMITS).problem == problem


def test_broken_base64_loses_no_other_part() -> None:
    content = (
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nText\r\n"
        b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%=A\r\n--b--"
    )

    mail = read_mail(content, LIMITS)

    assert mail.text == "Text"
    assert [file.name for file in mail.attachments] == ["a.pdf"]


def test_headers_of_parts_may_hold_any_bytes() -> None:
    content = (
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: image/jpeg; name=\xfc.jpg\r\nContent-ID: <\xfc@x>\r\n"
        b"Content-Disposition: inline; filename=\xfc.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )

    mail = read_mail(content + base64.b64encode(PAPER) + b"\r\n--b--", LIMITS)

    assert len(mail.attachments) == 1
    assert mail.attachments[0].name.endswith(".jpg")


def test_more_parts_than_are_read_are_told() -> None:
    message = letter()
    for number in range(30):
        message.add_attachment(f"{number}", filename=f"{number}.txt")

    mail = read_mail(message.as_bytes(), ParseLimits(mime_parts=10))

    assert mail.problem is Problem.TOO_LARGE
    assert len(mail.attachments) < 10


def test_parts_without_end_within_each_other_are_no_mail() -> None:
    content = b"Subject: x\r\n"
    for depth in range(3000):
        content += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)

    with pytest.raises(UnreadableMessage):
        read_mail(content, LIMITS)


@pytest.mark.parametrize(
    ("flowed", "joined"),
    [
        ("Ich bitte \num Hilfe.\nDanke", "Ich bitte um Hilfe.\nDanke"),
        (" Von hier\n> zitiert \n> weiter\nneu", "Von hier\n> zitiert weiter\nneu"),
        ("Gruß \n-- \nErika", "Gruß\n-- \nErika"),
        ("> a \nb", "> a\nb"),
    ],
)
def test_soft_line_breaks_are_joined(flowed: str, joined: str) -> None:
    assert unflowed(flowed) == joined


def test_the_space_before_a_soft_break_may_be_no_part_of_the_text() -> None:
    assert unflowed("Donau \ndampfer", deletes_space=True) == "Donaudampfer"


def test_a_large_attachment_is_not_copied_over_and_over() -> None:
    content = bytes(range(256)) * 40_000  # 10 MB
    whole = mail_with_pdf(content)

    tracemalloc.start()
    try:
        read = read_mail(whole, ParseLimits())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read.attachments[0].content == content
    # Its lines while they are gathered, and their text: the library's own way takes nine times the mail.
    assert peak < 4.5 * len(whole)


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("UmVjaHQ=", b"Recht"),
        ("UmVj\naHQ=\n", b"Recht"),
        ("UmVjaHQ", b"Recht"),
        ("Um!Vj aHQ=", b"Recht"),
        ("UmVjaHQ=VGV4dA==", b"Recht"),
        ("Grüße", b"\x1a\xb7"),
    ],
    ids=[
        "as it should be",
        "in lines",
        "without its end",
        "with strange letters",
        "two behind each other",
        "letters beyond ASCII",
    ],
)
def test_base64_is_read_as_the_library_reads_it(written: str, content: bytes) -> None:
    head = "Subject: a\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
    mail = f"{head}{written}".encode()

    library = message_from_bytes(mail).get_payload(decode=True)
    read = read_mail(mail, ParseLimits()).attachments[0].content

    assert read == library
    assert read.startswith(content)
