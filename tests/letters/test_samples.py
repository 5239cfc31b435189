import time

import pytest

from letters.compose import render
from letters.records import LetterKind, LetterState
from letters.samples import TODAY, check_templates, sample_letters
from letters.texts import TEMPLATES, Template
from parsers.errors import MissingTemplate


def test_there_is_a_sample_of_each_letter_and_none_is_held() -> None:
    assert [letter.kind for letter in sample_letters()] == list(LetterKind)
    assert {letter.state for letter in sample_letters()} == {LetterState.READY}


def test_the_texts_of_the_program_are_in_order() -> None:
    check_templates(TEMPLATES)


@pytest.mark.parametrize(
    "body",
    [
        "#anrede #vorname",
        "#je_nach[Sie][#vorname]",  # only to a representative
        '#if frist == "" [#vorname]',  # only without a day
    ],
)
def test_a_field_that_does_not_exist_is_found_wherever_it_hides(body: str) -> None:
    kind = LetterKind.TRANSLATION_REQUEST
    with pytest.raises(MissingTemplate, match="translation_request: unknown field 'vorname'"):
        check_templates({**TEMPLATES, kind: Template("Betreff", body)})


def test_letters_are_set_quickly() -> None:
    letters = sample_letters()
    render(letters[0], TODAY)  # reads the fonts
    began = time.process_time()
    for letter in letters:
        render(letter, TODAY)
    assert len(letters) / (time.process_time() - began) > 15
