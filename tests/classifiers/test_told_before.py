from __future__ import annotations

import pytest
from builders import filed, make_decision, make_person

from classifiers.case_index import NewItem
from classifiers.records import Kind
from classifiers.told_before import is_child_told_before, tells_of_others_only, told_before_sign

ADA = make_person("Ada Osei", "1991-05-04")
LETTER = "Frau Osei, verheiratet mit Kofi Mensah, Mutter von Yaw Osei, lebt mit Gulbuddin, geb. 01.01.1961, in Herten."
FIRST = filed(make_decision(persons=(ADA,), main_text=LETTER))


@pytest.mark.parametrize(
    ("kind", "name", "born", "weight"),
    [
        (Kind.WITHDRAWAL, "Kofi Mensah", None, 0.5),
        (Kind.SUPPLEMENT, "Kofi Mensah", None, 0.4),
        (Kind.SUPPLEMENT, "Gulbuddin", "1961-01-01", 0.8),
        (Kind.SUPPLEMENT, "Gulbuddin", "1975-03-03", 0.0),
        (Kind.WITHDRAWAL, "Yaw Mensah", None, 0.0),
        (Kind.WITHDRAWAL, "K. Mensah", None, 0.0),
        (Kind.APPLICATION, "Gulbuddin", "1961-01-01", 0.0),
        (Kind.SUPPLEMENT, "Yaw Osei", None, 0.5),  # bears an applicant's surname
        (Kind.SUPPLEMENT, "Ada Osei", None, 0.0),  # an applicant: another sign
    ],
)
def test_who_was_named_before(kind: Kind, name: str, born: str | None, weight: float) -> None:
    new = NewItem.of(make_decision(kind, "b.eml", 2, persons=(make_person(name, born),)))
    assert told_before_sign(new, [FIRST], [ADA]).weight == weight


@pytest.mark.parametrize(
    ("name", "is_minor", "is_told"),
    [("Yaw Osei", True, True), ("Yaw Osei", False, False), ("Esi Osei", True, False), ("Yaw", True, False)],
)
def test_a_child_of_whom_an_earlier_letter_told(name: str, is_minor: bool, is_told: bool) -> None:
    assert is_child_told_before(make_person(name, is_minor=is_minor), [FIRST]) is is_told


@pytest.mark.parametrize(
    ("names", "tells"),
    [
        (("Lu Chen",), True),
        (("L. C.",), True),
        (("Lu Chen", "Ada Osei"), False),
        (("Kofi Mensah",), False),  # told of in the letter
        (("Chen",), False),  # half a name may be anybody's
        ((), False),
    ],
)
def test_a_letter_about_others(names: tuple[str, ...], tells: bool) -> None:
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=tuple(map(make_person, names))))
    assert tells_of_others_only(new, [FIRST], [ADA]) is tells


@pytest.mark.parametrize(("text", "tells"), [("Zeugnis der Familie Chen", True), ("Zeugnis von Chen", False)])
def test_one_name_that_is_said_to_be_a_familys_is_anothers(text: str, tells: bool) -> None:
    chen = make_person("Chen", name_is_incomplete=True)
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=(chen,), main_text=text))
    assert tells_of_others_only(new, [FIRST], [ADA]) is tells


def test_nobody_is_another_one_than_somebody_without_a_name() -> None:
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, persons=(make_person("Lu Chen"),)))
    assert not tells_of_others_only(new, [FIRST], [make_person(None)])  # type: ignore[arg-type]
