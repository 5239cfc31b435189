import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
from PIL import Image
from pypdf.generic import Destination

from classifiers.records import CaseState, Person
from letters.dossier import Part, dossier

DAY = date(2026, 5, 4)
STATE = CaseState(
    "HFK-2026-0007",
    (),
    (Person("Lorin Probst", date(1984, 3, 12), "SYR"),),
    None,
    "05911000",
    frozenset(),
    received_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def pdf_of(count: int, rotation: int = 0) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842).rotate(rotation)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("L", (400, 300), 200).save(file, "TIFF")
    return file.getvalue()


PARTS = (
    Part("Stellungnahme", "Stellungnahme der Stadt", date(2026, 4, 20), pdf_of(2), "application/pdf"),
    Part("Antrag", "Antrag", date(2026, 3, 2), pdf_of(3), "application/pdf", (2, 3)),
    Part("Unterlagen", "Foto", date(2026, 3, 2), picture(), "image/tiff"),
    Part("Unterlagen", "E-Mail", date(2026, 3, 3), text="Guten Tag,\n\nanbei 😀 #panic() die Unterlagen. " + "x" * 900),
    Part("Unterlagen", "Kaputt.pdf", date(2026, 3, 3), b"%PDF-1.7 kaputt", "application/pdf"),
)


def read(*parts: Part) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(dossier(STATE, parts, "Geschäftsstelle", DAY, "Stadt Bochum")))


def flat(outline: list) -> list[str]:
    return [title for one in outline for title in ([one.title] if isinstance(one, Destination) else flat(one))]


def test_cover_contents_and_papers_follow_each_other_and_are_numbered() -> None:
    pdf = read(*PARTS)
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert len(texts) == 2 + 2 + 2 + 1 + 1 + 1
    assert "Vorlage für die Härtefallkommission" in texts[0]
    assert "Lorin Probst 12.03.1984 Syrien" in texts[0]
    assert "20.04.2026 Stellungnahme der Stadt 3" in texts[1]
    assert "02.03.2026 Antrag 5" in texts[1]
    assert "#panic() die Unterlagen" in texts[7]
    assert "kann hier nicht gezeigt werden" in texts[8]
    assert all(f"HFK-2026-0007 · Blatt {n} von 9" in text for n, text in enumerate(texts, 1))


def test_bookmarks_lead_to_each_paper() -> None:
    pdf = read(*PARTS)
    assert flat(pdf.outline) == [
        "Deckblatt",
        "Inhalt",
        "Stellungnahme",
        "Stellungnahme der Stadt",
        "Antrag",
        "Antrag",
        "Unterlagen",
        "Foto",
        "E-Mail",
        "Kaputt.pdf",
    ]
    assert pdf.get_destination_page_number(pdf.outline[4]) == 4
    assert pdf.root_object["/Lang"] == "de-DE"


def test_long_contents_push_the_numbers_on() -> None:
    parts = [replace(PARTS[0], title=f"Unterlage {n}") for n in range(90)]
    pdf = read(*parts)
    front = len(pdf.pages) - 180
    assert front > 2
    assert f"Unterlage 0 {front + 1}" in " ".join(pdf.pages[1].extract_text().split())


def test_a_page_that_lies_on_its_side_bears_its_number_too() -> None:
    turned = replace(PARTS[0], content=pdf_of(1, rotation=90))
    assert "Blatt 3 von 3" in " ".join(read(turned).pages[2].extract_text().split())


def test_the_files_are_not_changed() -> None:
    before = [part.content for part in PARTS]
    read(*PARTS)
    assert [part.content for part in PARTS] == before
