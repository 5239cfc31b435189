import pytest

from classifiers.enclosure_mentions import claimed_counts, mentions_in
from classifiers.enclosure_things import Sort
from classifiers.passages import Part, Passage
from classifiers.records import PaperType as T


def passages(text: str) -> tuple[Passage, ...]:
    return (Passage(0, 1, 0, text, Part.TEXT),)


def firsts(text: str) -> list[T]:
    return [mention.types[0] for mention in mentions_in(passages(text)) if mention.types]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anlagen: Vollmacht, Attest", [T.POWER_OF_ATTORNEY, T.MEDICAL]),
        (
            "Anlagen\n1. Vollmacht\n2. Zeugnis der Tochter\n3. Bescheid vom 2.2.2026",
            [T.POWER_OF_ATTORNEY, T.SCHOOL, T.AUTHORITY_DECISION],
        ),
        ("Ani.. Vollmacht\nBrandt", [T.POWER_OF_ATTORNEY]),
        ("VII. Anlagen\n\n- Kopie der Duldung\n- Foto", [T.IDENTITY, T.PHOTO]),
        ("Anlagen: Vollmacht (folgt), Lebenslauf", [T.CV]),
        ("Anlage zum Bescheid habe ich nie bekommen", []),
        ("Beigefügt:\nBescheinigung der Schule\n\nMit freundlichen Grüßen\nVollmachtsstelle", [T.SCHOOL]),
    ],
)
def test_a_list_of_enclosures_is_read_item_by_item(text: str, expected: list[T]) -> None:
    assert firsts(text) == expected


def test_things_of_one_list_share_a_region_and_sentences_have_their_own() -> None:
    regions = [
        m.region for m in mentions_in(passages("Das Attest liegt bei. Der Pass liegt bei.\n\nAnlagen: Attest, Pass"))
    ]
    assert len(set(regions)) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Zwei Atteste liegen bei.", 2),
        ("Beigefügt sind 3 Lohnabrechnungen.", 3),
        ("Das Attest liegt bei.", 1),
        ("Anlagen\n2    Zeugnisse", 1),
    ],
)
def test_a_number_before_a_plural_counts_papers_the_number_of_an_item_does_not(text: str, count: int) -> None:
    assert mentions_in(passages(text))[0].count == count


def test_what_stands_behind_nebst_is_marked_as_added() -> None:
    first, second = mentions_in(passages("Schulbescheinigung nebst Urkunde liegen bei."))
    assert (first.is_added, second.is_added) == (False, True)


def test_a_letter_by_somebody_is_a_paper_of_its_type() -> None:
    (mention,) = mentions_in(passages("Ein Schreiben der Klinik liegt bei."))
    assert (mention.sort, mention.types[0]) == (Sort.PAPER, T.MEDICAL)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Bitte vorlegen, siehe 2 Anlagen.", [2]),
        ("Im Anhang drei Dateien.", [3]),
        ("Anlagen (4)", [4]),
        ("Wir haben 3 Kinder und zwei Unterlagen fehlen.", []),
        ("Anlagen 99", []),
    ],
)
def test_counts_of_enclosures_are_read(text: str, counts: list[int]) -> None:
    assert [count for count, _ in claimed_counts(passages(text))] == counts


def test_the_evidence_is_the_word_in_its_passage() -> None:
    passage = Passage(1, 2, 100, "Anbei das Attest.", Part.TEXT)
    (mention,) = mentions_in((passage,))
    assert (mention.evidence.document, mention.evidence.page, mention.evidence.start) == (1, 2, 110)
