from __future__ import annotations

from datetime import date

import pytest
from builders import make_decision, make_person

from classifiers.records import Kind, Paper, PaperType, Representative, Role, Vollmacht
from review import fields
from review.errors import BadInput
from storage.corrections import CORRECTABLE

PAPER = Paper(PaperType.OTHER, 1, 1, 4, "Anlage.pdf")
DECISION = make_decision(
    persons=(make_person("Amira Muster", "1990-02-01", aliases=("Mira",)),),
    representative=Representative("Ina Kessler", Role.LAWYER),
    papers=(PAPER,),
)


@pytest.mark.parametrize("field", [*CORRECTABLE, "unreadable_papers"])
def test_every_field_is_shown(field):
    assert all(isinstance(line, str) for line in fields.shown(field, DECISION))


@pytest.mark.parametrize(
    ("field", "form", "value"),
    [
        ("kind", {"value": "enquiry"}, Kind.ENQUIRY),
        ("power_of_attorney", {"value": ""}, None),
        ("power_of_attorney", {"value": "enclosed"}, Vollmacht.ENCLOSED),
        ("removal_date", {"value": "2026-04-01"}, date(2026, 4, 1)),
        ("removal_date", {"value": " "}, None),
        ("detained", {"value": "ja"}, True),
        ("detained", {"value": ""}, False),
        ("language", {"value": "fa"}, "fa"),
        ("authority", {"value": ""}, None),
        ("representative", {"role": "", "name": ""}, None),
        (
            "representative",
            {"role": "guardian", "name": " Ute  Vormund "},
            Representative("Ute Vormund", Role.GUARDIAN),
        ),
    ],
)
def test_a_field_is_read(field, form, value):
    assert fields.read(field, form, DECISION) == value


def test_every_choice_that_is_offered_is_read_back():
    for field in (*fields.CHOICES, "authority", "language", "detained"):
        for value, text in fields.options(field):
            assert text
            fields.read(field, {"value": value}, DECISION)


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("kind", {"value": ""}),
        ("kind", {"value": "<script>"}),
        ("authority", {"value": "nirgends"}),
        ("language", {"value": "xx"}),
        ("removal_date", {"value": "morgen"}),
        ("representative", {"role": "", "name": "Ina"}),
        ("representative", {"role": "lawyer", "name": "x" * 201}),
        ("persons", {"name-0": "A", "nationality-0": "ZZZ"}),
        ("persons", {"name-0": "A", "born-0": "31.02."}),
        ("papers", {"type-0": "gibt es nicht"}),
        ("papers", {"first-0": "3", "last-0": "2"}),
        ("papers", {"first-0": "-1"}),
        ("main_text", {"value": "x"}),
    ],
)
def test_what_cannot_be_is_refused(field, form):
    with pytest.raises(BadInput):
        fields.read(field, form, DECISION)


def test_persons_are_read_row_by_row_and_keep_their_other_names():
    form = {
        "name-0": "Amira  Muster-Neu",
        "born-0": "1990-02-01",
        "nationality-0": "AFG",
        "incomplete-0": "1",
        "name-1": "",
        "name-2": "Omar Muster",
        "minor-2": "1",
    }
    first, second = fields.read("persons", form, DECISION)
    assert (first.name, first.aliases, first.nationality) == ("Amira Muster-Neu", ("Mira",), "AFG")
    assert first.name_is_incomplete
    assert (second.name, second.is_minor, second.aliases) == ("Omar Muster", True, ())


def test_papers_are_cut_anew():
    (paper,) = fields.read("papers", {"type-0": "medical", "first-0": "2", "last-0": "3"}, DECISION)
    assert paper == Paper(PaperType.MEDICAL, 1, 2, 3, "2-3")
    (same,) = fields.read("papers", {}, DECISION)
    assert same == PAPER


def test_the_body_of_a_mail_has_no_pages_to_cut():
    body = Paper(PaperType.APPLICATION_LETTER, 0, 0, 0, "body")
    (paper,) = fields.read("papers", {"first-0": "3"}, make_decision(papers=(body,)))
    assert paper == body
