import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from parsers.originals import originals
from parsers.parse import parse
from parsers.records import Channel, Page, RawMessage

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "sample_inbox"


def no_words(_image: object) -> Page:
    return Page(1, "")


def mail_with_all() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "eins")
        archive.writestr("b.txt", "zwei")
    inner = EmailMessage()
    inner["From"] = "a@b.example"
    inner.set_content("innen")
    inner.add_attachment("drei", filename="c.txt")
    mail = EmailMessage()
    mail["From"] = "b@b.example"
    mail.set_content("Guten Tag")
    mail.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="alles.zip")
    mail.add_attachment(inner)
    mail.add_attachment("vier", filename="d.txt")
    return mail.as_bytes()


def test_each_document_has_its_bytes_under_its_index() -> None:
    raw = RawMessage(Channel.EMAIL, "m.eml", NOW, mail_with_all())
    found = originals(raw)
    read = parse(raw, no_words).documents
    assert [(one.index, one.name) for one in found] == [(one.index, one.name) for one in read]
    by_name = {one.name: (one.content or b"").strip() for one in found}
    assert by_name["a.txt"] == b"eins"
    assert by_name["c.txt"] == b"drei"
    assert by_name["d.txt"] == b"vier"
    assert found[0].content is None


@pytest.mark.parametrize("name", ["lawyer_without_vollmacht.eml", "single_name_with_zip.eml"])
def test_the_sample_mails_come_apart_as_they_are_read(name: str) -> None:
    raw = RawMessage(Channel.EMAIL, name, NOW, (SAMPLES / "email" / name).read_bytes())
    found = originals(raw)
    assert all(one.content for one in found[1:])
    assert [one.media_type for one in found] == [one.media_type for one in parse(raw, no_words).documents]


def test_a_scan_is_its_own_file() -> None:
    (one,) = originals(RawMessage(Channel.POST, "s.pdf", NOW, b"%PDF-1.7"))
    assert (one.index, one.content) == (0, b"%PDF-1.7")
