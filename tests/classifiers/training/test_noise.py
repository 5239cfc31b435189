from __future__ import annotations

from builders import make_mail, make_page, make_scan

from classifiers.training.noise import with_noise
from parsers.records import TextSource

TEXT = "Die Familie wohnt seit neun Jahren in Herten und bittet um Hilfe.\n" * 20


def text_of(message: object) -> str:
    return message.documents[0].pages[0].text  # type: ignore[attr-defined]


def test_the_same_seed_gives_the_same_noise() -> None:
    scan = make_scan(TEXT)
    assert text_of(with_noise(scan, 7, 0.1)) == text_of(with_noise(scan, 7, 0.1))
    assert text_of(with_noise(scan, 7, 0.1)) != text_of(with_noise(scan, 8, 0.1))


def test_about_the_share_of_words_is_bent() -> None:
    words = TEXT.split()
    bent = text_of(with_noise(make_scan(TEXT), 1, 0.2)).split()
    wrong = len(words) - sum(word in set(words) for word in bent)
    assert 0.05 * len(words) < wrong < 0.3 * len(words)


def test_without_a_share_nothing_is_bent() -> None:
    assert text_of(with_noise(make_scan(TEXT), 1, 0.0)) == TEXT


def test_text_that_a_file_itself_holds_stays() -> None:
    mail = make_mail(TEXT)
    assert with_noise(mail, 1, 0.3) == mail


def test_marks_stay_behind_the_words_they_stood_behind() -> None:
    page = make_page("Herne, 3. März\nAda Osei", ink_after="März\n", source=TextSource.OCR)
    bent = with_noise(make_scan(page), 3, 0.3).documents[0].pages[0]
    assert bent.text[bent.marks[0].offset - 1] == "\n"
