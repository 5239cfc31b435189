from __future__ import annotations

from pathlib import Path

import pytest

from classifiers.records import FlagKind, Kind, PaperType
from classifiers.training.scenarios import ASSETS, Scenario, read_scenario, scenarios
from parsers.records import Channel

FILES = sorted(ASSETS.glob("*/*.yaml"))


@pytest.mark.parametrize("hand", sorted({path.parent.name for path in FILES}))
def test_every_scenario_of_a_hand_is_readable_and_labelled(hand: str) -> None:
    for path in (p for p in FILES if p.parent.name == hand):
        scenario = read_scenario(path)
        assert len(scenario.messages) == len(scenario.labels) > 0, path.name
        for label in scenario.labels:
            assert label["kind"] in set(Kind), path.name
            assert set(label["flags"]) <= set(FlagKind), path.name
            assert {d["type"] for d in label["documents"]} <= set(PaperType), path.name


def test_item_names_are_unique() -> None:
    names = [label["item"] for scenario in scenarios() for label in scenario.labels]
    assert len(names) == len(set(names))


def write(folder: Path, page: str) -> Scenario:
    path = folder / "one.yaml"
    path.write_text(
        "about: x\nitems:\n- item: a.pdf\n  channel: post\n  received: 2026-01-02T10:00:00+01:00\n"
        f"  documents:\n  - name: a.pdf\n    from: ocr\n    pages:\n    - |\n{page}"
        "  label: {kind: other, flags: [], documents: []}\n",
        encoding="utf-8",
    )
    return read_scenario(path)


def test_a_signature_becomes_a_mark_where_it_stood(tmp_path: Path) -> None:
    scenario = write(tmp_path, "      Vollmacht\n      ⟦Unterschrift⟧\n      Ada Osei\n")
    page = scenario.messages[0].documents[0].pages[0]
    assert page.text == "Vollmacht\nAda Osei\n"
    assert [(m.offset, m.likeness > 0.5) for m in page.marks] == [(len("Vollmacht\n"), True)]


def test_a_stamp_is_no_signature(tmp_path: Path) -> None:
    page = write(tmp_path, "      Vollmacht\n      ⟦Stempel⟧\n").messages[0].documents[0].pages[0]
    assert [m.likeness > 0.5 for m in page.marks] == [False]


def test_the_channel_is_kept(tmp_path: Path) -> None:
    assert write(tmp_path, "      Text\n").messages[0].channel is Channel.POST


def test_marks_beside_each_other_are_two_signatures_and_leave_the_words(tmp_path: Path) -> None:
    scenario = write(tmp_path, "      3. Mai ⟦Unterschrift⟧   ⟦Unterschrift⟧\n      Ada Osei   Kofi Osei\n")
    page = scenario.messages[0].documents[0].pages[0]
    assert [mark.likeness > 0.5 for mark in page.marks] == [True, True]
    assert page.text.split() == ["3.", "Mai", "Ada", "Osei", "Kofi", "Osei"]
