"""Builds `sample_inbox/` anew: `python tests/sample_builder/build.py` (with `--check`: only compares).

Every file comes out the same, byte for byte, as long as typst, Pillow and the fonts are the same; the expectations
beside the files are written by hand and never touched here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import ink
import office
import paper
import scanning
from envelope import Enclosure, compose, delivery_report, text_of

INBOX = Path(__file__).resolve().parents[2] / "sample_inbox"

PDF, JPEG = "application/pdf", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def _printed(name: str, paper_name: str) -> Enclosure:
    """A PDF with a text layer."""
    return Enclosure(name, paper.pdf(paper_name), PDF)


def _scanned(name: str, *paper_names: str, colour: bool = False) -> Enclosure:
    """A PDF that holds pictures only."""
    return Enclosure(name, _batch(name, *paper_names, colour=colour), PDF)


def _batch(seed: str, *paper_names: str, colour: bool = False) -> bytes:
    pages = [page for name in paper_names for page in paper.pages(name)]
    return scanning.scan_pdf(seed, pages, colour=colour)


def _fax(seed: str, header: str, *paper_names: str, coarse: bool = False) -> bytes:
    pages = [page for name in paper_names for page in paper.pages(name, colour=ink.BLACK)]
    return scanning.fax_tiff(seed, pages, header, coarse=coarse)


# E-mail


def _lawyer_without_vollmacht() -> bytes:
    letter = _printed("Antrag Metreli.pdf", "metreli_antrag")
    report = _scanned("Attest_24-02-2026.pdf", "metreli_attest")
    return compose("lawyer_without_vollmacht.txt", (letter, report)).as_bytes()


def _church_with_photo_of_vollmacht() -> bytes:
    (sheet,) = paper.pages("yuldoshev_vollmacht", dpi=170)
    photo = Enclosure("IMG_20260305_182214.jpg", scanning.phone_photo("yuldoshev", sheet), JPEG)
    report = _printed("Zeugnis Jasur.pdf", "yuldoshev_zeugnis")
    return compose("church_with_photo_of_vollmacht.txt", (photo, report)).as_bytes()


def _neighbour_forwards_family_letter() -> bytes:
    letter = _scanned("Brief an die Kommission.pdf", "salimi_brief")
    work = _printed("Bestätigung Kalkwerk.pdf", "salimi_arbeit")
    inner = compose("neighbour_forwards_family_letter.forwarded.txt", (letter, work))
    return compose("neighbour_forwards_family_letter.txt", forwarded=inner).as_bytes()


def _teacher_vollmacht_of_one_parent() -> bytes:
    vollmacht = _scanned("Vollmacht Aigbe.pdf", "aigbe_vollmacht", colour=True)
    return compose("teacher_vollmacht_of_one_parent.txt", (vollmacht,)).as_bytes()


def _employer_with_unsigned_vollmacht() -> bytes:
    form = office.word(
        [
            "Vollmacht",
            "Ich bevollmächtige die Backhaus Niehoff-Terbeck GmbH, Paderstieg 44, 33098 Paderborn, für mich einen "
            "Antrag bei der Härtefallkommission NRW zu stellen und mich in diesem Verfahren zu vertreten.",
            "",
            "Paderborn, den ____________________",
            "",
            "Unterschrift: ______________________________",
        ],
        table=[
            ("Name", "Talukder"),
            ("Vornamen", "Rafiqul Islam"),
            ("geboren am", "08.11.1992"),
            ("wohnhaft", "Pohlbrügge 5, 33102 Paderborn"),
        ],
    )
    vollmacht = Enclosure("Vollmacht Talukder.docx", form, DOCX)
    contract = _printed("Arbeitsvertrag.pdf", "talukder_arbeitsvertrag")
    return compose("employer_with_unsigned_vollmacht.txt", (vollmacht, contract)).as_bytes()


def _english_letter_from_zue() -> bytes:
    letter = office.open_document(text_of("english_letter_from_zue.letter.txt"))
    return compose("english_letter_from_zue.txt", (Enclosure("Letter to the commission.odt", letter, ODT),)).as_bytes()


def _asylum_open_with_encrypted_report() -> bytes:
    report = office.locked(paper.pdf("warsame_bericht"), "Rurblick-2026")
    enclosure = Enclosure("Klinikbericht_Warsame.pdf", report, PDF)
    return compose("asylum_open_with_encrypted_report.txt", (enclosure,)).as_bytes()


def _single_name_with_zip() -> bytes:
    life = office.word(
        ["Lebenslauf", "Unna, im März 2026"],
        table=[
            ("Name", "Wulandari (ein Name)"),
            ("geboren", "14.07.1989 in Surakarta"),
            ("1995 – 2004", "Schule in Surakarta"),
            ("2004 – 2011", "Näherin in einer Hemdenfabrik"),
            ("2011 – 2018", "Hausangestellte in Singapur"),
            ("2019 – 2021", "Hausangestellte in Deutschland"),
            ("2021 – 2022", "Deutschkurse, Ehrenamt in der Tafel Unna"),
            ("seit 06/2023", "Pflegehelferin, Pflegedienst Kessebürener Hof"),
        ],
    )
    (work,) = paper.pages("wulandari_arbeit")
    members = {
        "Lebenslauf.docx": life,
        "Deutsch B1.pdf": paper.pdf("wulandari_zertifikat"),
        "Arbeitsbescheinigung.jpg": scanning.scan_jpeg("wulandari", work),
    }
    packed = Enclosure("Unterlagen.zip", office.archive(members), "application/zip")
    return compose("single_name_with_zip.txt", (packed,)).as_bytes()


def _outside_nrw_enclosure_missing() -> bytes:
    report = _printed("Zeugnis_Daria.pdf", "rusnac_zeugnis")
    return compose("outside_nrw_enclosure_missing.txt", (report,)).as_bytes()


def _supplement_for_one_of_two_families() -> bytes:
    report = _printed("Zwischenzeugnis.pdf", "yildirim_zeugnis")
    return compose("supplement_for_one_of_two_families.txt", (report,)).as_bytes()


def _supplement_of_an_unclear_family() -> bytes:
    letter = office.rich_text(text_of("supplement_of_an_unclear_family.letter.txt"))
    return compose(
        "supplement_of_an_unclear_family.txt", (Enclosure("Verein.rtf", letter, "application/rtf"),)
    ).as_bytes()


def _bounce_of_a_letter() -> bytes:
    original = {
        "From": "haertefallkommission@mkjfgfi-nrw.example",
        "To": "hodan.warsame@postkasten-dn.example",
        "Subject": "Eingang Ihres Antrags",
        "Date": "Wed, 25 Mar 2026 08:00:39 +0100",
        "Message-ID": "<ausgang-0019@mkjfgfi-nrw.example>",
    }
    return delivery_report("bounce_of_a_letter.txt", original["To"], original).as_bytes()


def _words_only(file_name: str) -> Callable[[], bytes]:
    return lambda: compose(file_name).as_bytes()


# Fax and post


def _authority_asks() -> bytes:
    header = "24/03/2026 08:37   AUSLAENDERBEHOERDE KREIS COESFELD      S. {page:02d}/{pages:02d}"
    return scanning.fax_pdf("coesfeld", paper.pages("coesfeld_rueckfrage", colour=ink.BLACK), header)


ITEMS: dict[str, Callable[[], bytes]] = {
    "email/asylum_open_with_encrypted_report.eml": _asylum_open_with_encrypted_report,
    "email/authority_reply_with_flight_date.eml": _words_only("authority_reply_with_flight_date.txt"),
    "email/bounce_of_a_letter.eml": _bounce_of_a_letter,
    "email/child_writes_for_family.eml": _words_only("child_writes_for_family.txt"),
    "email/church_with_photo_of_vollmacht.eml": _church_with_photo_of_vollmacht,
    "email/employer_with_unsigned_vollmacht.eml": _employer_with_unsigned_vollmacht,
    "email/english_letter_from_zue.eml": _english_letter_from_zue,
    "email/enquiry_about_the_procedure.eml": _words_only("enquiry_about_the_procedure.txt"),
    "email/french_letter.eml": _words_only("french_letter.txt"),
    "email/lawyer_out_of_office.eml": _words_only("lawyer_out_of_office.txt"),
    "email/lawyer_without_vollmacht.eml": _lawyer_without_vollmacht,
    "email/lay_person_html_only.eml": _words_only("lay_person_html_only.html"),
    "email/neighbour_forwards_family_letter.eml": _neighbour_forwards_family_letter,
    "email/newsletter.eml": _words_only("newsletter.txt"),
    "email/outside_nrw_enclosure_missing.eml": _outside_nrw_enclosure_missing,
    "email/own_letter_of_a_second_family.eml": _words_only("own_letter_of_a_second_family.txt"),
    "email/single_name_with_zip.eml": _single_name_with_zip,
    "email/supplement_for_one_of_two_families.eml": _supplement_for_one_of_two_families,
    "email/supplement_of_an_unclear_family.eml": _supplement_of_an_unclear_family,
    "email/teacher_vollmacht_of_one_parent.eml": _teacher_vollmacht_of_one_parent,
    "email/withdrawal_by_employer.eml": _words_only("withdrawal_by_employer.txt"),
    "fax/20260305T164800_lawyer_in_advance.tif": lambda: _fax(
        "chughtai",
        "05-MRZ-2026 16:45  RA HUEFFMEIER MUENSTER   AN: HFK NRW   SEITE {page}/{pages}",
        "chughtai_deckblatt",
        "chughtai_antrag",
        "chughtai_vollmacht",
    ),
    "fax/20260324T083900_authority_asks.pdf": _authority_asks,
    "fax/20260410T175800_lawyer_asserts_in_detention_case.tif": lambda: _fax(
        "molina",
        "10.04.26  17:56   RAin Dammerz Kleve            -> 0211      {page}/{pages}",
        "molina_eilantrag",
        coarse=True,
    ),
    "fax/20260420T121000_withdrawal_by_applicant.tif": lambda: _fax(
        "njoroge", "APR-20-2026 12:08PM  COPYSHOP SOLINGEN MITTE          P.{page:03d}", "njoroge_ruecknahme"
    ),
    "post/20260309T101200_original_after_fax.pdf": lambda: _batch(
        "chughtai", "chughtai_antrag", "chughtai_vollmacht", "chughtai_arbeit"
    ),
    "post/20260318T094500_supplement_with_vollmacht.pdf": lambda: _batch(
        "metreli", "metreli_nachreichung", "metreli_vollmacht", colour=True
    ),
    "post/20260330T110500_batch_of_five_papers.pdf": lambda: _batch(
        "yildirim", "yildirim_antrag", "yildirim_vollmacht", "yildirim_schule", "yildirim_arzt", "yildirim_pass"
    ),
    "post/20260401T090300_handwritten_letter.tif": lambda: scanning.scan_tiff(
        "handschrift", paper.pages("handschrift")
    ),
    "post/20260413T103000_guardian_with_bestallung.pdf": lambda: _batch("kindo", "kindo_antrag", "kindo_bestallung"),
}


def main(only_check: bool) -> int:
    """Write all items, or say which of them differ from what stands there."""
    differing = []
    for name, make in ITEMS.items():
        target = INBOX / name
        content = make()
        if only_check:
            if not target.is_file() or target.read_bytes() != content:
                differing.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.stdout.write("".join(f"differs: {name}\n" for name in differing) or f"{len(ITEMS)} items are as built\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(only_check="--check" in sys.argv[1:]))
