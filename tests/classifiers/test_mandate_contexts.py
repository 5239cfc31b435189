from __future__ import annotations

import pytest

from classifiers.mandate_contexts import mandate_signs
from classifiers.name_contexts import Sign


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("Ich, Ada Osei, bevollmächtige Herrn Kofi Feld", "Ada Osei", Sign.PRINCIPAL),
        ("Ich bevollmächtige Herrn Kofi Feld, mich zu vertreten", "Kofi Feld", Sign.AGENT),
        ("Hiermit bevollmächtigt Ada Osei den Verein", "Ada Osei", Sign.PRINCIPAL),
        ("Die Eheleute bevollmächtigen den Verein. gez. Ada Osei", "Ada Osei", Sign.PRINCIPAL),
    ],
)
def test_who_gives_and_who_gets_a_vollmacht(text: str, name: str, sign: Sign) -> None:
    start = text.index(name)
    assert mandate_signs(text, start, start + len(name), set()) == {sign}
