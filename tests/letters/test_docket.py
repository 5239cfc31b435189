import io
from datetime import date

import pypdf
from archival_pdf import faults

from letters.docket import DocketEntry, docket


def text_of(*entries: DocketEntry) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(docket(entries, date(2026, 5, 19), "Geschäftsstelle")))
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def test_the_agenda_names_day_cases_persons_and_what_is_urgent() -> None:
    text = text_of(
        DocketEntry("HFK-2026-0009", ("Lorin Probst", "Ada Probst"), "Stadt Bochum", True),
        DocketEntry("HFK-2026-0002", (), "Stadt Herne", False),
    )
    assert "Tagesordnung der Sitzung am 19. Mai 2026" in text
    assert "1 HFK-2026-0009 Lorin Probst Ada Probst Stadt Bochum eilt" in text
    assert "2 HFK-2026-0002 Namen nicht bekannt Stadt Herne" in text
    assert "nicht öffentlich" in text
    assert "Mehrheit der anwesenden Mitglieder" in text


def test_a_long_agenda_goes_over_several_pages() -> None:
    entries = [DocketEntry(f"HFK-2026-{n:04}", ("A B",), "Stadt Herne", False) for n in range(80)]
    assert all(entry.case in text_of(*entries) for entry in entries)


def test_the_agenda_can_be_archived_and_read_aloud() -> None:
    entries = [DocketEntry(f"HFK-2026-{n:04}", ("A B",), "Stadt Herne", n % 2 == 0) for n in range(40)]
    assert faults(docket(entries, date(2026, 5, 19), "Geschäftsstelle")) == []
