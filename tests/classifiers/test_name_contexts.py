from __future__ import annotations

import pytest

from classifiers.name_contexts import Sign, signs_of
from classifiers.passages import Part


def signs(text: str, name: str) -> set[Sign]:
    start = text.index(name)
    return signs_of(text, start, start + len(name), "", Part.TEXT)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Ich heiße Ada Osei.", Sign.SELF),
        ("Ich trage den Namen Ada Osei.", Sign.SELF),
        ("Es geht um Ada Osei.", Sign.CLIENT),
        ("Meine Tochter Ada Osei geht zur Schule.", Sign.CHILD),
        ("Ihr Sohn Ada Osei ist klein.", Sign.OF_OTHER),
        ("Rechtsanwältin Ada Osei schreibt.", Sign.OFFICE),
        ("Mein Mann Ada Osei ist 2019 gestorben.", Sign.GONE),
        ("Frau: Ada Osei (deutsch), Kind", Sign.GONE),
    ],
)
def test_what_the_words_around_a_name_say(text: str, sign: Sign) -> None:
    assert sign in signs(text, "Ada Osei")


def test_the_fate_of_the_next_sentence_is_not_his() -> None:
    assert Sign.GONE not in signs("Ich bin Ada Osei, geb. 16.5.1979. Meine Frau ist gestorben.", "Ada Osei")
