from __future__ import annotations

import pytest
from builders import make_decision, make_paper

from classifiers.later_papers import Unread, still_missing, still_unreadable, unread_of
from classifiers.records import Kind, PaperType

REPORT = Unread("Arztbericht.pdf", of_office=False)
STATEMENT = Unread("Stellungnahme_Osei_gesichert.pdf", of_office=True)


@pytest.mark.parametrize(
    ("missing", "brought", "left"),
    [
        ((PaperType.MEDICAL,), (PaperType.MEDICAL,), []),
        ((PaperType.MEDICAL,), (PaperType.SCHOOL,), [PaperType.MEDICAL]),
        ((PaperType.OTHER,), (PaperType.SCHOOL,), []),
        ((PaperType.APPLICATION_LETTER,), (PaperType.OTHER,), []),
        ((PaperType.APPLICATION_LETTER,), (PaperType.SCHOOL,), [PaperType.APPLICATION_LETTER]),
        ((PaperType.SCHOOL, PaperType.SCHOOL), (PaperType.SCHOOL,), [PaperType.SCHOOL]),
    ],
)
def test_each_paper_stands_for_one_that_was_missing(
    missing: tuple[PaperType, ...], brought: tuple[PaperType, ...], left: list[PaperType]
) -> None:
    later = make_decision(Kind.SUPPLEMENT, "b.eml", 2, papers=tuple(make_paper(kind) for kind in brought))
    assert still_missing(missing, later) == left


@pytest.mark.parametrize(
    ("unread", "fields", "is_left"),
    [
        (REPORT, {"papers": (make_paper(PaperType.MEDICAL, source="neu.pdf"),)}, False),
        (REPORT, {"papers": (make_paper(PaperType.OTHER, source="Arztbericht2.pdf"),)}, False),
        (REPORT, {"papers": (make_paper(PaperType.OTHER),), "main_text": "Hier noch einmal die Datei."}, False),
        (REPORT, {"papers": (make_paper(PaperType.SCHOOL, source="Zeugnis.pdf"),)}, True),
        (REPORT, {"main_text": "Ich schicke es noch einmal."}, True),
        (STATEMENT, {"kind": Kind.AUTHORITY_REPLY, "main_text": "Scanner defekt, daher hier als Text: ..."}, False),
        (
            STATEMENT,
            {
                "kind": Kind.AUTHORITY_REPLY,
                "papers": (make_paper(PaperType.OTHER, source="Stellungnahme_Osei.pdf"),),
            },
            False,
        ),
        (STATEMENT, {"papers": (make_paper(PaperType.OTHER, source="Stellungnahme_Osei.pdf"),)}, True),
        (STATEMENT, {"kind": Kind.AUTHORITY_REPLY, "main_text": "Als Anlage die Stellungnahme."}, True),
    ],
)
def test_a_paper_comes_again_readable(unread: Unread, fields: dict[str, object], is_left: bool) -> None:
    later = make_decision(**({"kind": Kind.SUPPLEMENT, "item": "b.eml", "day": 2} | fields))  # type: ignore[arg-type]
    assert still_unreadable([unread], later) == ([unread] if is_left else [])


def test_what_cannot_be_read_either_mends_nothing() -> None:
    later = make_decision(Kind.SUPPLEMENT, "b.eml", 2, unreadable_papers=("Arztbericht.pdf",))
    assert still_unreadable([REPORT], later) == [REPORT]


def test_what_an_authority_sends_is_marked() -> None:
    reply = make_decision(Kind.AUTHORITY_REPLY, "r.eml", 2, unreadable_papers=("Scan.pdf",))
    assert unread_of(reply) == (Unread("Scan.pdf", of_office=True),)
