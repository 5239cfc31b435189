from __future__ import annotations

import re

import pytest

from classifiers.announcements import announces
from classifiers.clauses import sentences_of

REASONS, OTHER = re.compile("begründung", re.IGNORECASE), re.compile("vollmacht|attest", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("Die Begründung folgt.", True),
        ("Eine Begründung reiche ich bis Mitte Juli herein.", True),
        ("Die Begründung lasse ich Ihnen binnen zwei Wochen zukommen.", True),
        ("Die Begründung liegt bei.", False),
        ("Die Begründung ist in der Anlage beigefügt, das Attest folgt.", False),
        ("Zur Begründung verweise ich auf den Bericht.", False),
        ("Die Vollmacht folgt.", False),
    ],
)
def test_a_thing_is_announced_by_a_verb_of_its_own(text: str, announced: bool) -> None:
    assert announces(sentences_of(text)[0], REASONS, OTHER) is announced
