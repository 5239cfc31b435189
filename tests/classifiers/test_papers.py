from datetime import UTC, datetime

import pytest
import spacy

from classifiers.papers import find_letter, find_papers, judged_papers, settled, text_of, with_body
from classifiers.passages import Reading, passages_of_message
from classifiers.records import Kind
from classifiers.records import PaperType as T
from parsers.records import Channel, Document, MailHeader, Page, ParsedMessage, Problem, TextSource

NLP = spacy.blank("de")
PDF, PNG, ZIP, DOCX = "application/pdf", "image/png", "application/zip", "application/vnd.openxmlformats"
ASKS = (
    "Sehr geehrte Damen und Herren,\n\nich bitte die Härtefallkommission, sich mit dem Fall "
    "meiner Nachbarin Rosa Diop zu befassen. "
    "Sie lebt seit elf Jahren in Unna, arbeitet in der Küche der Grundschule und hat zwei "
    "Kinder, die hier geboren sind. "
    "Die Ausländerbehörde hat ihr die Abschiebung angedroht. Bitte nehmen Sie den Fall an. Im "
    "Senegal hat sie niemanden mehr, "
    "ihre Eltern sind gestorben, und die Kinder sprechen nur Deutsch.\n\nMit freundlichen Grüßen\nEva Rust"
)
NOTE = "Guten Tag,\n\nanbei mein Brief.\n\nViele Grüße\nRosa Diop"
LETTER = (
    "Rosa Diop\nHellweg 3\n59423 Unna\n\nAn die Härtefallkommission NRW\n40219 Düsseldorf\n\nUnna, 3. Mai 2026\n\n"
    "Sehr geehrte Damen und Herren,\n\nich stelle einen Härtefallantrag für mich und meine "
    "Kinder. Bitte prüfen Sie meinen Fall.\n\n"
    "Hochachtungsvoll\nRosa Diop"
)
VOLLMACHT = (
    "Vollmacht\n\nIch, Rosa Diop, geb. 1.2.1985, bevollmächtige Frau Eva Rust, mich zu vertreten."
    "\n\nUnna, 1.5.2026\nRosa Diop"
)
ZEUGNIS = "Grundschule Unna\nZeugnis Klasse 3\nfür Awa Diop\nDeutsch gut\nSport gut\nKunst sehr gut"
ZEUGNIS_2 = "Hauptschule Unna\nZeugnis Klasse 8\nfür Bilal Diop\nDeutsch gut\nSport gut\nKunst sehr gut"
ATTEST = "Dr. med. Ina Voss\nÄrztliches Attest\nFrau Diop ist wegen Asthma (J45.0) in meiner Behandlung."
FREUNDIN = (
    "Liebe Kommission,\n\nich kenne Rosa seit zehn Jahren, wir singen im Chor. Bitte helfen Sie "
    "ihr, bitte nehmen Sie den Fall an.\n\nHerzliche Grüße\nUte Lang"
)
UEBERSENDUNG = (
    "Kanzlei Rust\n\nHärtefallkommission NRW\n\nSehr geehrte Damen und Herren,\n\n"
    "auf Ihre Anforderung übersende ich das Original der Vollmacht.\n\n"
    "Mit freundlichen Grüßen\nRust"
)
COVER = (
    "TELEFAX\nAn: Härtefallkommission\nVon: RAin Rust\nDatum: 3.5.2026\n"
    "Seiten: 2\n\nBitte nehmen Sie das umseitige Blatt zu den Akten."
)


def mail(body: str, *attachments: Document, **header: str) -> ParsedMessage:
    documents = (
        Document(0, "body", "text/plain", (Page(1, body, source=TextSource.BODY),), is_body=True),
        *attachments,
    )
    return ParsedMessage(Channel.EMAIL, "x.eml", datetime(2026, 5, 1, tzinfo=UTC), documents, MailHeader(**header))


def pdf(index: int, name: str, *texts: str, media_type: str = PDF, parent: int | None = None) -> Document:
    return Document(index, name, media_type, tuple(Page(n, t) for n, t in enumerate(texts, 1)), parent=parent)


def batch(*texts: str, channel: Channel = Channel.POST) -> ParsedMessage:
    pages = tuple(
        Page(n, t, source=TextSource.OCR if t else TextSource.NONE, quality=0.9 if t else None)
        for n, t in enumerate(texts, 1)
    )
    return ParsedMessage(channel, "b.pdf", datetime(2026, 5, 1, tzinfo=UTC), (Document(0, "b.pdf", PDF, pages),))


def read(message: ParsedMessage) -> Reading:
    passages = passages_of_message(message)
    papers = find_papers(message, passages, judged_papers(message))
    return Reading(message, passages, papers, find_letter(message, passages, papers))


def shown(reading: Reading) -> list[tuple[T, str, int]]:
    return [(paper.type, paper.source, paper.page_count) for paper in reading.papers]


def test_every_attachment_is_a_paper_by_its_name_and_the_body_none() -> None:
    reading = read(mail(NOTE, pdf(1, "scan1.pdf", LETTER), pdf(2, "scan2.pdf", VOLLMACHT)))
    assert shown(reading) == [(T.APPLICATION_LETTER, "scan1.pdf", 1), (T.POWER_OF_ATTORNEY, "scan2.pdf", 1)]
    assert reading.letter == reading.papers[0]


def test_an_attachment_of_several_papers_is_cut_by_pages() -> None:
    reading = read(mail(NOTE, pdf(1, "alles.pdf", LETTER, VOLLMACHT, ATTEST)))
    assert shown(reading) == [(T.APPLICATION_LETTER, "1", 1), (T.POWER_OF_ATTORNEY, "2", 1), (T.MEDICAL, "3", 1)]


def test_an_attachment_of_certificates_of_one_kind_is_one_paper_a_batch_of_them_is_several() -> None:
    assert shown(read(mail(NOTE, pdf(1, "Zeugnisse.pdf", ZEUGNIS, ZEUGNIS_2)))) == [(T.SCHOOL, "Zeugnisse.pdf", 2)]
    assert shown(read(batch(LETTER, ZEUGNIS, ZEUGNIS_2)))[1:] == [(T.SCHOOL, "2", 1), (T.SCHOOL, "3", 1)]


def test_a_zip_is_no_paper_its_members_are() -> None:
    container = Document(1, "a.zip", ZIP)
    reading = read(mail(NOTE, container, pdf(2, "Brief.pdf", LETTER, parent=1), pdf(3, "V.pdf", VOLLMACHT, parent=1)))
    assert [source for _, source, _ in shown(reading)] == ["Brief.pdf", "V.pdf"]


def test_a_zip_that_cannot_be_opened_is_a_paper_of_no_type() -> None:
    reading = read(mail(ASKS, Document(1, "a.zip", ZIP, (), Problem.ENCRYPTED)))
    assert shown(reading) == [(T.OTHER, "a.zip", 0)]


def test_an_attached_mail_that_speaks_for_somebody_is_a_paper_without_pages_and_brings_its_own() -> None:
    inner = Document(
        1,
        "WG Rosa.eml",
        "message/rfc822",
        (Page(1, "From: U. Lang <u@x.example>\nSubject: Rosa\n\n" + FREUNDIN),),
        is_body=True,
    )
    reading = read(mail(ASKS, inner, pdf(2, "Zeugnis.pdf", ZEUGNIS, parent=1)))
    assert shown(reading) == [(T.SUPPORT_LETTER, "WG Rosa.eml", 0), (T.SCHOOL, "Zeugnis.pdf", 1)]


def test_what_a_delivery_report_returns_is_no_paper() -> None:
    report = mail(
        "Unzustellbar", pdf(1, "Brief.pdf", LETTER), content_type="multipart/report; report-type=delivery-status"
    )
    assert shown(read(report)) == []


def test_signatures_of_a_mail_program_and_calendars_are_no_papers() -> None:
    reading = read(
        mail(
            ASKS,
            pdf(1, "smime.p7s", "x", media_type="application/pkcs7-signature"),
            pdf(2, "t.ics", "x", media_type="text/calendar"),
        )
    )
    assert shown(reading) == []


def test_the_papers_of_a_batch_bear_their_pages_and_blank_pages_belong_to_none() -> None:
    reading = read(batch(LETTER, "", VOLLMACHT, "", ATTEST, ""))
    assert shown(reading) == [(T.APPLICATION_LETTER, "1", 1), (T.POWER_OF_ATTORNEY, "3", 1), (T.MEDICAL, "5", 1)]


def test_a_photo_is_a_photo_and_what_cannot_be_read_is_other() -> None:
    photo = Document(1, "wir.jpg", PNG, (Page(1, "", source=TextSource.NONE, quality=0.2),))
    scrawl = Document(2, "brief.jpg", PNG, (Page(1, "", source=TextSource.NONE, problem=Problem.ILLEGIBLE),))
    assert [kind for kind, _, _ in shown(read(mail(ASKS, photo, scrawl)))] == [T.PHOTO, T.OTHER]


def test_an_attachment_of_blank_pages_is_still_a_paper() -> None:
    assert shown(read(mail(ASKS, pdf(1, "leer.pdf", "", "")))) == [(T.OTHER, "leer.pdf", 2)]


def test_a_document_that_holds_letter_and_vollmacht_in_one_text_is_two_papers() -> None:
    reading = read(mail(NOTE, pdf(1, "Antrag.docx", f"{LETTER}\n\n{VOLLMACHT}", media_type=DOCX)))
    assert [kind for kind, _, _ in shown(reading)] == [T.APPLICATION_LETTER, T.POWER_OF_ATTORNEY]


def test_of_two_letters_that_ask_the_addressed_one_applies_and_the_other_supports() -> None:
    reading = read(batch(LETTER, FREUNDIN))
    assert [kind for kind, _, _ in shown(reading)] == [T.APPLICATION_LETTER, T.SUPPORT_LETTER]


def test_beside_a_mail_that_applies_a_letter_that_asks_too_supports() -> None:
    reading = read(mail(ASKS, pdf(1, "Ute.pdf", FREUNDIN.replace("Liebe Kommission", "Liebe Leute"))))
    assert reading.papers[0].type is T.SUPPORT_LETTER
    assert reading.letter is None


NOTE_WITH_CHAIN = (
    "Guten Tag, bitte nehmen Sie den angehängten Antrag an die Härtefallkommission an.\n\n"
    "---------- Weitergeleitete Nachricht ----------\nVon: Ada O.\nDatum: Mo., 20. Apr. 2026 um 22:41\n"
    "Betreff: Vollmacht\nAn: Gemeinde\n\nLiebe Mareike, hier das Foto von der Vollmacht, ich hoffe man kann es lesen. "
    "Wenn du noch etwas brauchst, ich habe bis 14 Uhr Vorlesung. Danke für alles, und grüß die anderen von mir!"
)
LETTER_OF_PARISH = (
    "Studierendengemeinde Musterstadt\n\nHärtefallantrag für Ada Osei, geb. 08.12.2000\n\n"
    "Sehr geehrte Damen und Herren,\n\nAda studiert seit 2022 hier und leitet bei uns die Kleiderkammer. Wir "
    "beantragen, dass Sie sich ihrer annehmen.\n\nMareike Dobert\nPfarrerin"
)


@pytest.mark.parametrize(
    ("message", "source"),
    [
        (batch(VOLLMACHT, LETTER), "2"),
        (batch(COVER, LETTER, channel=Channel.FAX), "2"),
        (batch(UEBERSENDUNG, VOLLMACHT), "1"),
        (batch(COVER, VOLLMACHT, channel=Channel.FAX), "1"),
        (mail(NOTE, pdf(1, "a.pdf", VOLLMACHT), pdf(2, "b.pdf", LETTER)), "b.pdf"),
        (mail(NOTE_WITH_CHAIN, pdf(1, "b.pdf", LETTER_OF_PARISH)), "b.pdf"),
        (mail("Anbei ein Schreiben.", pdf(1, "c.pdf", UEBERSENDUNG)), "c.pdf"),
        (mail(ASKS, pdf(1, "d.pdf", ATTEST)), None),
        (mail("Anbei das Attest.", pdf(1, "e.pdf", ATTEST)), None),
        (batch(VOLLMACHT), None),
        (batch("", ""), None),
    ],
)
def test_the_letter_is_the_paper_that_speaks_to_the_office(message: ParsedMessage, source: str | None) -> None:
    letter = read(message).letter
    assert (letter.source if letter else None) == source


def test_in_an_application_the_body_is_the_first_paper_where_no_letter_speaks() -> None:
    reading = settled(read(mail(ASKS, pdf(1, "a.pdf", ATTEST))), Kind.APPLICATION)
    assert shown(reading) == [(T.APPLICATION_LETTER, "body", 0), (T.MEDICAL, "a.pdf", 1)]


def test_in_an_application_the_letter_applies_though_it_asks_in_words_that_no_rule_knows() -> None:
    plain = "An die Härtefallkommission\n\nLiebe Menschen,\n\nwir sind fünf. Wir wissen nicht weiter.\n\nFamilie Diop"
    reading = settled(read(batch(plain, ATTEST)), Kind.APPLICATION)
    assert [kind for kind, _, _ in shown(reading)] == [T.APPLICATION_LETTER, T.MEDICAL]
    assert reading.letter == reading.papers[0]


def test_in_no_other_kind_is_there_an_application_letter() -> None:
    reading = settled(read(batch(LETTER, ATTEST)), Kind.SUPPLEMENT)
    assert [kind for kind, _, _ in shown(reading)] == [T.OTHER, T.MEDICAL]
    assert reading.letter == reading.papers[0]
    assert settled(read(mail(ASKS)), Kind.ENQUIRY).papers == ()


def test_an_automatic_reply_brings_no_papers() -> None:
    assert settled(read(mail("Ich bin nicht da.", pdf(1, "a.pdf", ATTEST))), Kind.AUTO_REPLY).papers == ()


def test_the_body_can_be_put_before_the_papers() -> None:
    assert [paper.source for paper in with_body(())] == ["body"]


def test_the_text_of_a_paper_has_neither_fax_lines_nor_mail_headers() -> None:
    message = batch("12.05.26 10:11 FAX 0251 55512 RUST 001/001\n" + LETTER, channel=Channel.FAX)
    assert text_of(message, read(message).papers[0]).startswith("Rosa Diop")
