from datetime import UTC, datetime
from email.message import EmailMessage

import pypdf
import pytest

from classifiers.records import CaseState, Decision, FiledItem, Kind, Paper, PaperType, Person
from parsers.limits import ParseLimits
from parsers.parse import parse
from parsers.records import Channel, Page, RawMessage
from storage.blobs import store_blob
from storage.case_papers import APPLICATION, PAPERS, STATEMENT, parts_of_case
from storage.case_steps import standing
from storage.cases import begin_filing, file_item, next_case_number
from storage.dividing import Parting, divide_item
from storage.errors import BlobDamaged, UnknownRow
from storage.messages import register_message, save_parsed

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIMITS = ParseLimits()
ANYBODY = (Person("A"),)


def pdf(pages, folder):
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(folder / "made.pdf")
    return (folder / "made.pdf").read_bytes()


def mail(text, *attachments):
    message = EmailMessage()
    message["From"] = "a@b.example"
    message["Date"] = "Mon, 2 Mar 2026 10:00:00 +0100"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


@pytest.fixture
def file_mail(session, tmp_path):
    def file(name, content, kind, papers=(), case=None, persons=ANYBODY):
        sha256 = store_blob(tmp_path, content)
        raw = RawMessage(Channel.EMAIL, name, AT, content)
        message_id = register_message(session, raw, name, sha256, AT).message_id
        parsed = parse(raw, lambda _image: Page(1, ""), LIMITS)
        save_parsed(session, message_id, parsed)
        begin_filing(session, message_id)
        number = None if case else next_case_number(session, AT, "HFK-{year}-{number:04d}")
        key = case or number.key
        decision = Decision(name, Channel.EMAIL, parsed.received_at, kind, persons=persons, papers=papers)
        state = CaseState(key, (name,), (), None, None, frozenset())
        file_item(session, message_id, FiledItem(decision, key), state, (), number)
        return key

    return file


def test_papers_come_in_order_the_authority_first(session, file_mail, tmp_path):
    papers = (
        Paper(PaperType.APPLICATION_LETTER, 1, 1, 2, "Antrag.pdf"),
        Paper(PaperType.MEDICAL, 1, 3, 3, "Antrag.pdf"),
    )
    antrag = pdf(3, tmp_path)
    key = file_mail("a.eml", mail("Guten Tag, anbei.", ("Antrag.pdf", antrag)), Kind.APPLICATION, papers)
    file_mail("b.eml", mail("Unsere Stellungnahme."), Kind.AUTHORITY_REPLY, case=key)
    parts = parts_of_case(session, key, tmp_path, LIMITS)
    assert [(part.section, part.title, part.pages) for part in parts] == [
        (STATEMENT, "E-Mail", None),
        (APPLICATION, "Antrag (Antrag.pdf)", (1, 2)),
        (PAPERS, "E-Mail", None),
        (PAPERS, "Ärztliche Unterlage (Antrag.pdf)", (3, 3)),
    ]
    assert parts[0].text.strip() == "Unsere Stellungnahme."
    assert parts[1].content == parts[3].content == antrag


def test_bytes_that_changed_are_never_bound(session, file_mail, tmp_path):
    content = mail("Guten Tag")
    key = file_mail("a.eml", content, Kind.APPLICATION)
    (blob,) = [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == content]
    blob.write_bytes(content + b"x")
    with pytest.raises(BlobDamaged):
        parts_of_case(session, key, tmp_path, LIMITS)


def test_a_case_that_is_not_there_is_named(session, tmp_path):
    with pytest.raises(UnknownRow):
        parts_of_case(session, "HFK-2026-9999", tmp_path, LIMITS)


def test_the_papers_of_the_other_family_of_a_divided_letter_are_in_its_own_dossier_alone(session, file_mail, tmp_path):
    papers = (
        Paper(PaperType.APPLICATION_LETTER, 1, 1, 1, "Antrag.pdf"),
        Paper(PaperType.IDENTITY, 1, 2, 2, "Antrag.pdf"),
        Paper(PaperType.SCHOOL, 2, 1, 1, "Zeugnis.pdf"),
    )
    content = mail("Guten Tag, anbei.", ("Antrag.pdf", pdf(2, tmp_path)), ("Zeugnis.pdf", pdf(1, tmp_path)))
    persons = (Person("Ana Berg"), Person("Cem Tal"))
    key = file_mail("a.eml", content, Kind.APPLICATION, papers, persons=persons)
    version, pattern = standing(session, key).version, "HFK-{year}-{number:04d}"
    new = divide_item(session, key, Parting("a.eml", (1,), (1, 2)), "Kim", "zwei Familien", version, pattern).case
    titles = {case: [part.title for part in parts_of_case(session, case, tmp_path, LIMITS)] for case in (key, new)}
    assert titles == {
        key: ["Antrag (Antrag.pdf)", "E-Mail"],
        new: ["Antrag (Antrag.pdf)", "E-Mail", "Ausweispapier (Antrag.pdf)", "Schulische Unterlage (Zeugnis.pdf)"],
    }
