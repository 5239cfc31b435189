import pytest

from classifiers.enclosure_things import Sort, nouns_in, thing_named, types_by_writer
from classifiers.records import PaperType as T


@pytest.mark.parametrize(
    ("word", "sort", "first"),
    [
        ("vollmacht", Sort.PAPER, T.POWER_OF_ATTORNEY),
        ("kontovollmacht", Sort.PAPER, T.OTHER),
        ("arbeitszeugnis", Sort.PAPER, T.EMPLOYMENT),
        ("halbjahreszeugnisse", Sort.PAPER, T.SCHOOL),
        ("passe", Sort.PAPER, T.IDENTITY),
        ("ablehnungsbescheid", Sort.PAPER, T.AUTHORITY_DECISION),
        ("lebenslaut", Sort.PAPER, T.CV),
        ("vollrnacht", Sort.PAPER, T.POWER_OF_ATTORNEY),
        ("fotos", Sort.PICTURE, T.PHOTO),
        ("antrag", Sort.LETTER, T.APPLICATION_LETTER),
    ],
)
def test_a_word_names_a_thing(word: str, sort: Sort, first: T) -> None:
    thing = thing_named(word)
    assert thing is not None
    assert thing.sort is sort
    assert thing.types[0] is first


@pytest.mark.parametrize(
    ("word", "sort"), [("kopie", Sort.CARRIER), ("unterlagen", Sort.COLLECTIVE), ("urkunde", Sort.PAPER)]
)
def test_a_word_may_leave_the_type_open(word: str, sort: Sort) -> None:
    thing = thing_named(word)
    assert thing is not None
    assert thing.sort is sort
    assert thing.types == ()


@pytest.mark.parametrize("word", ["haus", "anbei", "passiert", "beschluesse"[:4], "beschieden", "attestiert"])
def test_other_words_name_none(word: str) -> None:
    assert thing_named(word) is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (" der schule", T.SCHOOL),
        (" vom chef", T.EMPLOYMENT),
        (" der klinik", T.MEDICAL),
        (" unserer nachbarin", T.SUPPORT_LETTER),
    ],
)
def test_who_wrote_a_paper_tells_its_type(words: str, first: T) -> None:
    assert types_by_writer(words)[0] is first


def test_without_a_writer_it_may_be_any() -> None:
    assert types_by_writer(" vom 3. mai") == ()


def test_nouns_keep_their_place() -> None:
    (noun,) = nouns_in("hier ist das attest", 5, 19)
    assert (noun.start, noun.end) == (13, 19)
