import pytest

from classifiers.folding import folded
from classifiers.headings import bare_titles, has_heading, title_type, title_weights, types_in_name
from classifiers.records import PaperType as T


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vertretungsvollmacht", T.POWER_OF_ATTORNEY),
        ("Kanzlei\nB e s t a l l u n g", T.GUARDIANSHIP_CERTIFICATE),
        ("Zwischenzeugnis", T.EMPLOYMENT),
        ("Führungszeugnis", T.OTHER),
        ("Zeugnis der Fachoberschulreife", T.SCHOOL),
        ("Kontovollmacht", T.OTHER),
        ("Bescheinigung", None),
        (
            "ich habe Ihnen gestern schon ausführlich von der Vollmacht der Eltern und von allem anderen geschrieben",
            None,
        ),
    ],
)
def test_a_heading_names_the_type_only_where_it_stands_bare(text: str, expected: T | None) -> None:
    assert title_type(text) is expected


def test_bare_titles_are_lines_of_their_own() -> None:
    text = (
        "Mit freundlichen Grüßen\nA. B.\n\nVollmacht\n\nIch bevollmächtige Herrn C.\n"
        "Eine Vollmacht für alle Fälle liegt bei der Bank."
    )
    assert bare_titles(text) == [text.index("Vollmacht")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kreissparkasse\nTeilnahmebescheinigung\nHerr A. hat teilgenommen.", True),
        ("Zeugnis\nDeutsch gut", True),
        ("Wir schreiben Ihnen, weil wir eine Bescheinigung brauchen und keine bekommen haben.", False),
    ],
)
def test_a_heading_may_leave_the_type_open(text: str, expected: bool) -> None:
    assert has_heading(text) is expected


def test_a_word_in_running_text_is_no_heading() -> None:
    text = (
        "Die Ausländerbehörde hat mir im März mitgeteilt, dass ich nicht bleiben darf und meine\n"
        "Duldung bald endet.\nMehr weiß ich nicht."
    )
    assert title_type(text) is None


def test_a_heading_in_the_second_column_counts() -> None:
    assert (
        title_type("Flüchtlingshilfe Altena e. V. im Haus der Begegnung          Vollmacht / Procuration")
        is T.POWER_OF_ATTORNEY
    )


def test_a_line_of_a_life_and_how_a_letter_was_sent_are_no_headings() -> None:
    assert title_weights(folded("2017 - 2019 Integrationskurs\nvorab per Telefax")) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vollmacht_Diallo.pdf", {T.POWER_OF_ATTORNEY}),
        ("Sorgeerklaerung.pdf", {T.OTHER}),
        ("scan001.pdf", set()),
        ("Bescheinigung.pdf", set()),
    ],
)
def test_the_words_of_a_file_name_hint_at_types(name: str, expected: set[T]) -> None:
    assert types_in_name(name) == expected
