import pytest

from classifiers.folding import folded
from classifiers.page_cuts import backs_of_sheets, cut_pages, is_separator, page_number, without_fax_header
from parsers.records import Mark, Page, Problem, TextSource

LETTER = (
    "Diakonie Altkreis\nKirchplatz 3\n59494 Soest\n\nHärtefallkommission NRW\n"
    "40219 Düsseldorf\n\nSoest, 3. Mai 2026\n\nFamilie Krasniqi\n\n"
    "Sehr geehrte Damen und Herren,\n\nwir bitten die Kommission, sich mit dem Fall der Familie "
    "zu befassen. Herr Krasniqi lebt seit 2014 in Soest und"
)
LETTER_END = (
    "arbeitet seit acht Jahren in einer Gießerei. Die Kinder gehen hier zur Schule.\n\n"
    "Mit freundlichen Grüßen\nTheres Wolbert"
)
WHOLE_LETTER = LETTER + " " + LETTER_END
SECTION_TWO = (
    "II. Zur Integration\n\nHerr Krasniqi hat vier Kinder, die alle in Soest geboren sind. Der "
    "Älteste macht eine Lehre.\n\nMit freundlichen Grüßen\nTheres Wolbert"
)
VOLLMACHT = (
    "Vollmacht\n\nIch, Arben Krasniqi, geb. 1.2.1985, bevollmächtige die Diakonie Altkreis, mich "
    "vor der Härtefallkommission zu vertreten.\n\nSoest, 1.5.2026\n"
    "Arben Krasniqi"
)
VOLLMACHT_BACK = (
    "6. Die Vollmacht umfasst die Befugnis, Zustellungen zu bewirken und entgegenzunehmen.\n"
    "7. Erfüllungsort ist der Sitz der Kanzlei.\n\nDatum, Unterschrift"
)
CV = (
    "Lebenslauf\n\nArben Krasniqi\n1985 geboren in Peja\n1991 - 2003 Schule\n"
    "2004 - 2012 Kellner\n2014 Einreise\nseit 2016 Gießereihelfer"
)
REPORT_A = (
    "Grundschule am Wall\nZeugnis Klasse 3\nfür Besa Krasniqi\nDeutsch gut\n"
    "Mathematik sehr gut\nSport gut\nKlassenlehrerin: Ortmann"
)
REPORT_B = (
    "Sekundarschule Soest\nHalbjahreszeugnis Klasse 8\nfür Ilir Krasniqi\n"
    "Deutsch befriedigend\nMathematik gut\nSport sehr gut\nKlassenlehrer: Brosch"
)
REPORT_A2 = "Seite 2\nBemerkungen: Besa liest gern vor. Sie wird in die Klasse 4 versetzt.\n\nOrtmann, Klassenlehrerin"
ATTEST = (
    "Dr. med. Heiko Stens\nFacharzt für Innere Medizin\nMarkt 2, 59494 Soest\n\n"
    "12.4.2026\nÄrztliches Attest\n\nFrau Krasniqi ist wegen Diabetes (E11.9) in meiner "
    "Behandlung.\n\nDr. Stens"
)
PAYSLIP = (
    "Gießerei Hoppe GmbH\nEntgeltabrechnung März 2026\nPersonalnummer 88\n"
    "Steuerklasse 3\nGesamtbrutto 2.900,00\nAuszahlung 2.210,40"
)
COVER = "TELEFAX\nAn: Härtefallkommission\nVon: Diakonie Altkreis\nDatum: 3.5.2026\nSeiten: 4"
NEIGHBOUR = (
    "Käthe Milz\nWiesenweg 8\n59494 Soest\n\nLiebe Kommission,\n\n"
    "ich wohne neben Familie Krasniqi. Das sind die besten Nachbarn.\n\n"
    "Viele Grüße\nKäthe Milz"
)
DECISION_1 = (
    "Kreis Soest\nDer Landrat\nAusländerbehörde\n\nHerrn Arben Krasniqi\n\n"
    "Ordnungsverfügung\n\nIhr Antrag wird abgelehnt. Sie werden aufgefordert, das Land zu "
    "verlassen.\n\nGründe\n\nSie sind 2014 eingereist und haben"
)
DECISION_2 = (
    "- 2 -\n\nden Lebensunterhalt nicht durchgehend gesichert.\n\n"
    "Rechtsbehelfsbelehrung\nGegen diesen Bescheid kann Klage erhoben werden.\n\n"
    "Im Auftrag\nVeltins"
)
PASSPORT = (
    "REPUBLIKA E KOSOVES\nPASSPORT\nSurname: KRASNIQI\nGiven names: ARBEN\n"
    "Date of birth: 01.02.1985\nP<RKSKRASNIQI<<ARBEN<<<<<<"
)


def pages(*texts: str) -> tuple[Page, ...]:
    return tuple(
        Page(n, text, quality=0.93, source=TextSource.OCR) if text else Page(n, "", source=TextSource.NONE)
        for n, text in enumerate(texts, 1)
    )


@pytest.mark.parametrize(
    ("texts", "ranges"),
    [
        ((WHOLE_LETTER, VOLLMACHT), [(1, 1), (2, 2)]),
        ((VOLLMACHT, LETTER, LETTER_END), [(1, 1), (2, 3)]),
        ((LETTER, LETTER_END, VOLLMACHT, CV), [(1, 2), (3, 3), (4, 4)]),
        ((LETTER + ".", SECTION_TWO, ATTEST), [(1, 2), (3, 3)]),
        ((LETTER, "Seite 2\n" + LETTER_END, REPORT_A, REPORT_B), [(1, 2), (3, 3), (4, 4)]),
        ((REPORT_A, REPORT_A2, REPORT_B), [(1, 2), (3, 3)]),
        ((COVER, WHOLE_LETTER, VOLLMACHT), [(1, 1), (2, 2), (3, 3)]),
        ((COVER, LETTER, LETTER_END, VOLLMACHT), [(1, 1), (2, 3), (4, 4)]),
        ((WHOLE_LETTER, DECISION_1, DECISION_2), [(1, 1), (2, 3)]),
        ((WHOLE_LETTER, NEIGHBOUR, PAYSLIP), [(1, 1), (2, 2), (3, 3)]),
        ((WHOLE_LETTER, "", VOLLMACHT, "", CV, ""), [(1, 1), (3, 3), (5, 5)]),
        ((LETTER, "", LETTER_END), [(1, 3)]),
        ((WHOLE_LETTER, PASSPORT, ATTEST), [(1, 1), (2, 2), (3, 3)]),
        ((VOLLMACHT, VOLLMACHT_BACK, PAYSLIP), [(1, 2), (3, 3)]),
        ((ATTEST + "\n\n1/2", "2/2\nVerlauf: Die Werte sind besser geworden.\n\nDr. Stens", CV), [(1, 2), (3, 3)]),
        ((LETTER + "\n\n1/2", LETTER_END + "\n\n2/2", VOLLMACHT), [(1, 2), (3, 3)]),
        ((WHOLE_LETTER, "Trennblatt", VOLLMACHT), [(1, 1), (3, 3)]),
        ((PAYSLIP, PAYSLIP.replace("März", "April")), [(1, 1), (2, 2)]),
        (
            (
                LETTER,
                LETTER_END.replace("Mit freundlichen Grüßen\nTheres Wolbert", ""),
                "Mit freundlichen Grüßen\n\nTheres Wolbert\nSozialarbeiterin",
            ),
            [(1, 3)],
        ),
        ((NEIGHBOUR, WHOLE_LETTER), [(1, 1), (2, 2)]),
        ((DECISION_1, DECISION_2, ATTEST), [(1, 2), (3, 3)]),
        ((WHOLE_LETTER,), [(1, 1)]),
        (("", ""), []),
    ],
)
def test_a_batch_is_cut_where_papers_begin(texts: tuple[str, ...], ranges: list[tuple[int, int]]) -> None:
    assert [(cut.first, cut.last) for cut in cut_pages(pages(*texts), is_picture=False)] == ranges


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Seite 2 von 3", (2, 3)),
        ("- 2 -", (2, None)),
        ("2/3", (2, 3)),
        ("- Blatt 4 -", (4, None)),
        ("Seite 2 zum Schriftsatz 11-26/w", (2, None)),
        ("S. 3", (3, None)),
        ("Page 2 of 2", (2, 2)),
        ("Seile 2", (2, None)),
        ("Am 2. Mai kam der Brief, siehe Seite 2 des Bescheides, den wir erst später lesen konnten.", (None, None)),
        ("2026", (None, None)),
        ("Telefon 02 11 / 55", (None, None)),
    ],
)
def test_a_page_number_is_read_at_the_edge_of_the_page(line: str, expected: tuple[int | None, int | None]) -> None:
    text = (
        f"{line}\nDie Familie wohnt seit Jahren hier.\nSie hat viele Freunde.\nDas ist alles.\n"
        "Mehr nicht.\nNein.\nJa.\nEnde hier.\nSchluss"
    )
    assert page_number(folded(text)) == expected


@pytest.mark.parametrize(
    "header",
    [
        "27.03.2026 17:34 FAX 0208 555 66601 KANZLEI BROCK 001/002",
        "May 19 2026 05:50PM BROCK RECHTSANW Fax: 02351 555024 p.2",
        "13-MAI-2026 14:08 Von:+49 000 000000 An:HFK NRW Seite:1/3",
        "EMPF.: 11/06/26 14:36 FAX -> HFK NR.4991 P.1",
        "29/07/2026 08:05 02331 5550098 s. 02/03",
    ],
)
def test_the_line_of_the_fax_machine_is_taken_off(header: str) -> None:
    assert header not in without_fax_header(f"{header}\n\n{WHOLE_LETTER}")
    assert page_number(folded(without_fax_header(f"{header}\n\n{WHOLE_LETTER}"))) == (None, None)


def test_a_letters_own_lines_stay() -> None:
    assert without_fax_header(WHOLE_LETTER) == WHOLE_LETTER
    hearing = "Termin: 12.05.2026, 10:00 Uhr\nVerwaltungsgericht"
    assert without_fax_header(hearing) == hearing


def test_the_count_of_the_fax_machine_joins_no_papers() -> None:
    first, second = (
        f"12.05.26 10:11 FAX 0251 55512 BROCK 00{n}/002\n\n{text}" for n, text in ((1, WHOLE_LETTER), (2, VOLLMACHT))
    )
    assert len(cut_pages(pages(first, second), is_picture=False)) == 2


def test_a_photo_without_words_is_no_blank_page() -> None:
    photo = Page(1, "", source=TextSource.NONE, quality=0.1, marks=(Mark(0),))
    assert not is_separator(photo)
    assert is_separator(Page(1, "", source=TextSource.NONE))
    assert not is_separator(Page(1, "", source=TextSource.NONE, problem=Problem.ILLEGIBLE))


def test_a_cover_of_which_little_came_through_is_parted_from_the_letter() -> None:
    cover = Page(1, "RA\nEmpf\ninsges", source=TextSource.OCR, quality=0.4)
    letter = Page(2, WHOLE_LETTER, source=TextSource.OCR, quality=0.8)
    assert [(c.first, c.last) for c in cut_pages((cover, letter), is_picture=False)] == [(1, 1), (2, 2)]


def test_handwriting_behind_a_form_is_a_paper_of_its_own() -> None:
    scrawl = Page(2, "Lbe Kmis\nmne", source=TextSource.OCR, quality=0.3)
    assert len(cut_pages((*pages(VOLLMACHT), scrawl), is_picture=False)) == 2


def coded(number: int, text: str, code: str) -> Page:
    return Page(number, text, source=TextSource.OCR, quality=0.9, marks=(Mark(0, None, 0.0, code),))


@pytest.mark.parametrize("code", ["PATCH-NWNW", "PATCHT", "TRENNBLATT", "Separator Sheet", "DOCSEP"])
def test_a_sheet_with_the_code_of_a_separator_belongs_to_no_paper(code: str) -> None:
    sheet = coded(2, "Bitte vor dem Scannen zwischen zwei Schreiben legen.", code)
    cuts = cut_pages([Page(1, LETTER), sheet, Page(3, LETTER_END)], False)

    assert is_separator(sheet)
    assert [(cut.first, cut.last) for cut in cuts] == [(1, 1), (3, 3)]


@pytest.mark.parametrize("code", ["HFK-2026-0001", "https://verein.example/patch", "4006381333931"])
def test_other_codes_part_nothing(code: str) -> None:
    cuts = cut_pages([Page(1, LETTER), coded(2, LETTER_END, code)], False)

    assert [(cut.first, cut.last) for cut in cuts] == [(1, 2)]


def test_a_code_that_was_stuck_on_a_page_begins_a_paper_with_it() -> None:
    long = LETTER_END + " " + LETTER
    cuts = cut_pages([Page(1, LETTER), coded(2, long + long, "PATCHT")], False)

    assert [(cut.first, cut.last) for cut in cuts] == [(1, 1), (2, 2)]


def test_empty_backs_of_sheets_part_nothing_and_a_blank_sheet_does() -> None:
    def blank(number: int) -> Page:
        return Page(number, "", source=TextSource.NONE)

    duplex = [Page(1, LETTER), blank(2), Page(3, LETTER_END), blank(4)]
    parted = [Page(1, LETTER), blank(2), blank(3), blank(4), Page(5, LETTER_END), blank(6)]

    assert backs_of_sheets(duplex) == {2, 4}
    assert backs_of_sheets(parted) == frozenset()
    assert [(cut.first, cut.last) for cut in cut_pages(duplex, False)] == [(1, 3)]
