from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading, make_scan

from classifiers.offices import ENOUGH, office_signs
from classifiers.records import PaperType
from parsers.records import ParsedMessage

ABH = {"from_name": "Kreis Musterland, Ausländeramt", "from_address": "abh@kreis-musterland.example"}


def weight(message: ParsedMessage, *types: PaperType) -> float:
    papers = [make_paper(kind, document=0, page=n, source=str(n)) for n, kind in enumerate(types, 1)]
    letter = papers[0] if papers and message.mail is None else None
    return office_signs(make_reading(message, *papers, letter=letter)).weight


WRITTEN_BY_OFFICES = [
    make_mail("die Duldung wurde bis zum 3.8.2026 verlängert.\n\nIm Auftrag\nKranz", **ABH),
    make_mail("Kurze Rückfrage zu Familie Osei.\n\nGruß\nKranz", **ABH),
    make_mail(
        "der Betroffene bleibt hier.\n\nMit freundlichen Grüßen\ni. A. Kranz\nStadt Musterstadt, Ausländerbehörde"
    ),
]
WRITTEN_BY_PEOPLE = [
    make_mail("Die Ausländerbehörde des Kreises Musterland will uns abschieben.\n\nMit freundlichen Grüßen\nAda Osei"),
    make_mail("ich singe im Chor.\n\nLena Osei\nVokalkreis Musterland", from_name="Vokalkreis Musterland"),
    make_mail(
        "ich vertrete Frau Osei.\n\nMit freundlichen Grüßen\nInes Kessler\nRechtsanwältin, Kanzlei für Ausländerrecht",
        from_name="Kanzlei Kessler",
    ),
    make_mail(
        "als Amtsvormund beantrage ich für mein Mündel die Befassung.\n\nIm Auftrag\nKranz",
        from_name="Jugendamt Musterstadt",
        from_address="jugendamt@musterstadt.example",
    ),
]


@pytest.mark.parametrize("message", WRITTEN_BY_OFFICES)
def test_an_office_is_told_by_several_signs(message: ParsedMessage) -> None:
    assert weight(message) >= ENOUGH


@pytest.mark.parametrize("message", WRITTEN_BY_PEOPLE)
def test_people_who_write_about_an_office_are_none(message: ParsedMessage) -> None:
    assert weight(message) < ENOUGH


def test_a_court_is_told_by_its_letterhead_and_its_way_of_speaking() -> None:
    scan = make_scan(
        "A M T S G E R I C H T   Musterstadt\n17 XVII 4/26\n\nIn der Betreuungssache\nAda Osei\n"
        "wird auf die Anfrage mitgeteilt, dass die Betreuung den Aufenthalt nicht umfasst.\n\nKranz\nJustizsekretärin"
    )
    assert weight(scan, PaperType.OTHER) >= ENOUGH


def test_in_a_short_letter_the_signature_is_no_part_of_the_head() -> None:
    scan = make_scan(
        "Stadt Musterstadt - Ausländerangelegenheiten\n\nSehr geehrte Kollegen,\n\nzu Osei, Ada: Sie wird geduldet.\n\n"
        "Mit freundlichem Gruß, im Auftrag\nKranz"
    )
    assert weight(scan, PaperType.OTHER) >= ENOUGH


def test_the_dots_of_a_date_end_no_sentence_of_an_official() -> None:
    scan = make_scan(
        "Stadt Musterstadt, Ausländerbehörde\n\nSehr geehrte Damen und Herren,\n\n"
        "die Ankündigung zum 22.09.2026 bleibt bestehen.\n\nKranz"
    )
    assert weight(scan, PaperType.OTHER) >= ENOUGH


def test_a_receiver_above_the_salutation_writes_not() -> None:
    scan = make_scan(
        "Landtag\nPetitionsausschuss\n\nSehr geehrte Abgeordnete,\nwir bitten um Hilfe für unsere Tochter."
    )
    assert weight(scan, PaperType.OTHER) < ENOUGH


def test_one_who_is_held_in_an_office_s_house_writes_for_himself() -> None:
    scan = make_scan("Ilo Osei, z. Zt. JVA Musterstadt, Zelle 4\n\nich habe drei Kinder und bitte um Hilfe.")
    assert weight(scan, PaperType.OTHER) < ENOUGH


def test_a_decision_to_the_person_is_handed_in_by_somebody() -> None:
    scan = make_scan(
        "Stadt Musterstadt\nAusländerbehörde\n\nSehr geehrte Frau Osei,\nSie sind ausreisepflichtig.\n"
        "Rechtsbehelfsbelehrung: Gegen diesen Bescheid kann Klage erhoben werden.\n\nIm Auftrag\nKranz"
    )
    assert weight(scan, PaperType.AUTHORITY_DECISION) < ENOUGH


def test_a_court_s_certificate_is_handed_in_by_the_guardian() -> None:
    scan = make_scan("Amtsgericht Musterstadt\nIn der Betreuungssache wird mitgeteilt.\n\nRechtspfleger", "Bestellung")
    assert weight(scan, PaperType.OTHER, PaperType.GUARDIANSHIP_CERTIFICATE) < ENOUGH
