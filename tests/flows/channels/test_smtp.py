from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mailserver import SENDER, Taken
from pydantic import SecretStr

from flows.channels.smtp import (
    MailRefused,
    MailServer,
    MailServerAway,
    MailServerRefused,
    MailServerUnavailable,
    OutgoingMail,
    check_login,
    send_mail,
)

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TO = "amira@example.org"
MAIL = OutgoingMail(
    TO, "Schreiben zum Aktenzeichen", "Guten Tag,\n", b"%PDF-1.7 \x00\xff", "HFK.pdf", "1@o.example", AT
)


def test_a_letter_goes_out_as_an_attachment(mail_server: Taken) -> None:
    send_mail(mail_server.settings(), MAIL)
    (mail,) = mail_server.mails
    (pdf,) = mail.iter_attachments()
    assert (pdf.get_content(), pdf.get_filename(), pdf.get_content_type()) == (MAIL.pdf, "HFK.pdf", "application/pdf")
    assert (mail["Message-ID"], mail["From"], mail["To"]) == ("<1@o.example>", SENDER, TO)
    assert mail_server.envelopes == [(SENDER, [TO])]


def test_tls_from_the_first_byte_will_do(tls_mail_server: Taken) -> None:
    send_mail(tls_mail_server.settings(security="tls", user=None, password=None), MAIL)
    assert len(tls_mail_server.mails) == 1


def test_no_machine_is_to_answer_it(mail_server: Taken) -> None:
    send_mail(mail_server.settings(), MAIL)
    assert mail_server.mails[0]["Auto-Submitted"] == "auto-generated"
    assert mail_server.mails[0]["X-Auto-Response-Suppress"] == "All"


def test_the_same_mail_again_is_the_same(mail_server: Taken) -> None:
    for _ in range(2):
        send_mail(mail_server.settings(), MAIL)
    first, second = mail_server.mails
    assert [first[name] for name in ("Message-ID", "Date", "Subject")] == [
        second[name] for name in ("Message-ID", "Date", "Subject")
    ]


@pytest.mark.parametrize("at", ["at_rcpt", "at_data"])
@pytest.mark.parametrize(
    ("said", "error"), [("550 5.1.1 unknown", MailRefused), ("452 4.2.2 full", MailServerUnavailable)]
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    mail_server: Taken, at: str, said: str, error: type[Exception]
) -> None:
    getattr(mail_server, at)[TO] = said
    with pytest.raises(error) as told:
        send_mail(mail_server.settings(), MAIL)
    assert TO not in str(told.value)
    assert mail_server.mails == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"password": SecretStr("falsch")}, MailServerRefused),
        ({"ca_file": None}, MailServerRefused),
        ({"port": 9}, MailServerAway),
    ],
)
def test_what_hinders_all_mail_is_told_apart(
    mail_server: Taken, wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_login(mail_server.settings(**wrong))
    check_login(mail_server.settings())


def test_an_address_that_no_mail_can_bear_is_refused(mail_server: Taken) -> None:
    with pytest.raises(MailRefused):
        send_mail(mail_server.settings(), replace(MAIL, to="ämira\ud800@example.org"))


def test_a_sender_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="address"):
        MailServer("localhost", "poststelle")
